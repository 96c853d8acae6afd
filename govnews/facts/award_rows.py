"""The awards found in an article, and the rows they become."""

from __future__ import annotations

from dataclasses import dataclass, replace

from govnews.facts.honours import Honour
from govnews.facts.passage import Passage
from govnews.facts.recipients import Recipient
from govnews.model import Award
from govnews.text import fold

_RANK_TELLS_APART = ("prize", "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """An award with one recipient, before numbering."""

    honour: Honour
    recipient: Recipient
    status: str = "granted"
    grantor: str | None = None
    reason: str | None = None
    passage: Passage
    sentence: int
    rule: str

    def row(self, number: int) -> Award:
        """The row of the awards table."""
        honour, recipient = self.honour, self.recipient
        return Award(
            award_no=number,
            award=honour.text,
            award_kind=honour.kind,
            rank=honour.rank,
            grantor=self.grantor,
            recipient=recipient.name,
            recipient_text=recipient.text,
            recipient_kind=recipient.kind,
            recipient_count=recipient.count,
            status=self.status,
            reason=self.reason,
            year=honour.year,
            evidence=self.passage.sentence_evidence(self.sentence, f"award/{self.rule}"),
        )


def distinct(found: list[Granted]) -> list[Granted]:
    """Each award and recipient once; a caption adds only what the text does not say."""
    kept: list[Granted] = []
    places: dict[tuple[str, str, str, int | str | None], int] = {}
    for item in found:
        name = fold(item.recipient.name or "")
        ranked = not name or item.honour.kind in _RANK_TELLS_APART
        apart: int | str | None = item.honour.rank if ranked else None
        if item.honour.kind == "badge" and item.recipient.count is not None:
            apart = fold(item.honour.text)  # "2 đảng viên" of 55 years and "2 đảng viên" of 50
        key = (item.honour.kind, name, item.status, apart)
        if name and key in places and item.rule != "list":
            again = kept[places[key]]  # who granted it may be told only the second time
            kept[places[key]] = replace(
                again,
                grantor=again.grantor or item.grantor,
                reason=again.reason or item.reason,
            )
        elif not (item.passage.is_caption and _told_before(item, kept)):
            places.setdefault(key, len(kept))
            kept.append(item)
    return kept


def _told_before(item: Granted, kept: list[Granted]) -> bool:
    same = [
        other
        for other in kept
        if other.honour.kind == item.honour.kind
        and (other.honour.rank == item.honour.rank or not item.honour.rank)
    ]
    if item.recipient.kind != "person":
        return bool(same)
    text = fold(item.honour.text)
    return any(
        other.recipient.kind != "person" and fold(other.honour.text) == text for other in same
    )


def in_full(found: list[Granted]) -> list[Granted]:
    """Bodies named in short after they were named in full (`Lữ đoàn` for `Lữ đoàn 675`)."""
    fuller: dict[str, str] = {}
    """The beginning of a body's name, to the word → the name."""
    whole: list[Granted] = []
    for item in found:
        name = item.recipient.name
        if name and item.recipient.kind == "organisation":
            if name in fuller:
                item = replace(item, recipient=replace(item.recipient, name=fuller[name]))
            else:
                for at, letter in enumerate(name):
                    if letter == " ":
                        fuller.setdefault(name[:at], name)
        whole.append(item)
    return whole
