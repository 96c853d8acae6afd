"""What stands before a capitalised run and says whether it names a person."""

from __future__ import annotations

from govnews.facts.marks import Marks
from govnews.facts.words import words


class Surroundings:
    """Forms of address, things named after people, and lists round the runs of one text."""

    __slots__ = ("_blocked_until", "_marks", "_tokens")

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._tokens = marks.tokens
        self._blocked_until = 0

    def addressed(self, start: int) -> bool:
        """Whether a form of address, a rank or an occupation ends right before this token."""
        tokens, tables = self._tokens, words().names
        stop = start - 1 if start and tokens.words[start - 1] == ":" else start
        if stop == 0 or not tokens.tight[stop]:
            return False
        for table in (tables.forms, tables.ranks, tables.occupations):
            match = table.ends_at(tokens, stop)
            if match and not self._in_body(match[0]):
                return True
        abbreviated = tokens.words[stop - 1] == "." and stop > 1
        return abbreviated and tables.ranks.ends_at(tokens, stop - 1) is not None

    def takes_any_surname(self, start: int) -> bool:
        """Whether `ông`, `Đại tá` or `Tác giả:` stands right before: then any surname will do."""
        tables, tokens = words().names, self._tokens
        stop = start - 1 if start and tokens.words[start - 1] in (".", ":") else start
        labelled = stop < start and tokens.words[stop] == ":"
        sure = (tables.forms, tables.ranks, *((tables.occupations,) if labelled else ()))
        matches = (table.ends_at(tokens, stop) for table in sure)
        return any(match and not self._in_body(match[0]) for match in matches)

    def _in_body(self, at: int) -> bool:
        """Whether a rank is part of a body's name: `Văn phòng luật sư …`, `Hội Nhà báo …`."""
        tokens = self._tokens
        return at > 0 and tokens.tight[at] and tokens.keys[at - 1] in words().names.body_leads

    def blocks(self, start: int, end: int) -> bool:
        """Whether the run is named after something: a street, a school, a movement.

        Of streets there are lists (`đường Nguyễn Du, Hồ Tùng Mậu`), so the last one is remembered.
        """
        if (
            start > 1
            and self._tokens.keys[start - 2] == "số"
            and self._tokens.words[start - 1][0].isdigit()
        ):
            return True  # "số 2 Hoàng Minh Giám": a street
        blocker = self._blocker(start)
        if blocker is not None:
            if self._tokens.keys[blocker] in words().names.listed_blockers:
                self._blocked_until = end
            return True
        if self._blocked_until and self._list_goes_on(start):
            self._blocked_until = end
            return True
        return False

    def _list_goes_on(self, start: int) -> bool:
        between = self._tokens.words[self._blocked_until : start]
        return between in ([","], ["và"], ["–"], [";"])

    def _blocker(self, start: int) -> int | None:
        """The first token of what blocks a run, where something does."""
        tokens = self._tokens
        if start == 0 or not tokens.tight[start]:
            return None
        match = words().names.name_blockers.ends_at(tokens, start)
        if match is None or words().names.not_blockers.ends_at(tokens, start):
            return None
        unit = words().offices.units.ends_at(tokens, start)
        # "Chủ tịch UBND xã Nguyễn Văn A": the unit belongs to the office before it
        return None if unit and self._marks.office_before(start) else match[0]

    def listed(self, start: int, end: int) -> bool:
        """Whether the run is a cell of a table or an item: `2 | Rơ Châm Hoan |`, `: A, …;`."""
        written = self._tokens.words
        before = written[start - 1] if start else "|"
        after = written[end] if end < len(written) else ""
        if before == "|" and after == "|":
            return True
        return before in (":", ";") and after == "," and end - start > 2
