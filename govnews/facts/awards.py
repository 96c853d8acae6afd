"""Who was honoured with what, by whom, and whether it was granted or only proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from govnews.dates import find_dates
from govnews.facts.badges import badge_pairs
from govnews.facts.honours import Honour, body_stretch, find_honours, read_count
from govnews.facts.mentions import Mention, Passage
from govnews.facts.people import People, coordinated
from govnews.facts.recipients import Recipient, read_recipients
from govnews.facts.words import words
from govnews.model import Award
from govnews.text import fold
from govnews.text.tokens import Tokens

_TO = frozenset(("cho", "tới", "đến", "dành"))
_DAY = re.compile(r"(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})(?:\s?(?:[/.-]|năm)\s?(\d{4}))?")
_CELL_RANKS = {"nhất": 1, "nhì": 2, "ba": 3, "khuyến khích": 0, "đặc biệt": 0}
_TITLES = ("honour_title", "emulation_title")
_SUBJECT_STOPS = frozenset(";.:()“”\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An award with one recipient, before numbering."""

    honour: Honour
    recipient: Recipient
    status: str
    grantor: str | None
    passage: Passage
    sentence: int
    rule: str


def read_awards(
    passages: Iterable[Passage], people: People, published_on: date | None = None
) -> tuple[Award, ...]:
    """The awards of the article; gives the roles `recipient` and `presenter` on the way.

    What is dated after `published_on` has not been granted yet and is left out.
    """
    found: list[_Found] = []
    for passage in passages:
        if passage.field != "title":
            found += _AwardReader(passage, people, published_on).read()
    kept = _in_full(_distinct(found))
    for item in kept:
        if item.recipient.mention is not None:
            profile = people.get(item.recipient.mention)
            if profile:
                profile.roles.add("recipient")
    return tuple(_award(number, item) for number, item in enumerate(kept, 1))


class _AwardReader:
    """Reads one passage sentence by sentence."""

    def __init__(self, passage: Passage, people: People, published_on: date | None) -> None:
        self.passage = passage
        self.published_on = published_on
        self.tokens = passage.tokens
        self.people = people

    def read(self) -> list[_Found]:
        found: list[_Found] = []
        named = words().awards.starts(self.tokens)
        for number in sorted({self.passage.sentence_of(at) for at in named}):
            heading = self._heading(number)
            if heading:
                found += self._under_heading(number, heading)
                continue
            read = self._sentence(number)
            items = self._items_below(number) if read else []
            if items and all(item.recipient.kind == "group" for item in read):
                read = [replace(read[-1], recipient=item, rule="award/list") for item in items]
            found += read
        return found + self._tables()

    # -- tables ----------------------------------------------------------------------------

    def _tables(self) -> list[_Found]:
        """Rows of a table that hold a prize or, under a head that says `Giải`, a rank."""
        found: list[_Found] = []
        head = False
        for number, (first, end) in enumerate(self.passage.sentences):
            if "|" not in self.tokens.words[first:end]:
                head = False
                continue
            cells = self._cells(first, end)
            if any("giải" in self.tokens.keys[a:b] and b - a <= 3 for a, b in cells[:1] + cells[-1:]):
                head = True
            honour = self._row_honour(cells, head)
            recipient = self._row_recipient(cells, honour) if honour else None
            if honour and recipient:
                found.append(self._make(honour, recipient, "granted", None, number, "list"))
        return found

    def _cells(self, first: int, end: int) -> list[tuple[int, int]]:
        bars = [at for at in range(first, end) if self.tokens.words[at] == "|"]
        edges = [first - 1, *bars, end]
        return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]

    def _row_honour(self, cells: list[tuple[int, int]], head: bool) -> Honour | None:
        for first, end in cells:
            honours = find_honours(self.passage, first, end)
            if honours and honours[0].end - first <= 4:
                return honours[0]
            text = self._text(first, end)
            rank = _CELL_RANKS.get(fold(text)) if head else None
            if rank is not None:
                return Honour(start=first, end=end, kind="prize", text=f"giải {text}", rank=rank or None)
        return None

    def _row_recipient(self, cells: list[tuple[int, int]], honour: Honour) -> Recipient | None:
        """The person of the row, else the first cell that names a body."""
        for first, end in cells:
            mention = next((m for m in self.passage.mentions if first <= m.start < end), None)
            if mention:
                return Recipient(kind="person", name=mention.name, text=mention.name, mention=mention)
        for first, end in cells:
            if not first <= honour.start < end and self.tokens.caps[first] and end - first > 1:
                text = self._text(first, end)
                return Recipient(kind="organisation", name=text, text=text)
        return None

    # -- lists under a heading -------------------------------------------------------------

    def _heading(self, number: int) -> Honour | None:
        """The award of a line that is only its name: `6 Giải nhì:`."""
        first, end = self.passage.sentences[number]
        if end - first > 12:
            return None
        honours = find_honours(self.passage, first, end)
        if len(honours) != 1:
            return None
        honour = honours[0]
        before = [k for k in self.tokens.keys[first : honour.start] if k.isalpha()]
        after = [k for k in self.tokens.keys[honour.end : end] if k.isalpha()]
        alone = len(before) <= 2 and not after and not any(k in _TO for k in before)
        return honour if alone and self.tokens.words[end - 1] == ":" else None

    def _under_heading(self, number: int, honour: Honour) -> list[_Found]:
        """One recipient a line, until a line that is no item."""
        found: list[_Found] = []
        for line in range(number + 1, len(self.passage.sentences)):
            first, end = self.passage.sentences[line]
            if self._heading(line) or end - first > 60 or not self._is_item(line, first):
                break
            recipient = self._item(first, end)
            if recipient:
                found.append(self._make(honour, recipient, "granted", None, line, "list"))
        return found

    def _items_below(self, number: int) -> list[Recipient]:
        """The lines under a sentence that ends with a colon: `… tặng Bằng khen cho các tập thể:`."""
        first, end = self.passage.sentences[number]
        if self.tokens.words[end - 1] != ":":
            return []
        found: list[Recipient] = []
        for line in range(number + 1, len(self.passage.sentences)):
            start, stop = self.passage.sentences[line]
            if not self._is_item(line, start) or stop - start > 40 or find_honours(self.passage, start, stop):
                break
            recipient = self._item(start, stop)
            if recipient:
                found.append(recipient)
        return found

    def _is_item(self, line: int, first: int) -> bool:
        if self.tokens.tight[first]:  # the same line goes on
            return False
        word = self.tokens.words[first]
        return word in "-–+•*" or word[0].isdigit() or word.istitle() or word.isupper()

    def _item(self, first: int, end: int) -> Recipient | None:
        mention = next((m for m in self.passage.mentions if first <= m.first < end), None)
        lead = self.tokens.keys[first : mention.first] if mention else []
        if mention and "với" not in lead:
            return Recipient(kind="person", name=mention.name, text=mention.name, mention=mention)
        at = first
        while at < end and not self.tokens.words[at][0].isalpha():
            at += 1
        if self.tokens.keys[at : at + 2] == ["tác", "giả"]:
            at += 2
        recipients = read_recipients(self.passage, at, end)
        return recipients[0] if recipients else None

    # -- sentences -------------------------------------------------------------------------

    def _sentence(self, number: int) -> list[_Found]:
        first, end = self.passage.sentences[number]
        honours = [h for h in find_honours(self.passage, first, end) if not self._describes(h)]
        if not honours:
            return []
        granting = [
            verb
            for verb in words().granting.scan(self.tokens, first, end)
            if self.tokens.keys[verb[0] - 1 : verb[0]] != ["lễ"]  # "Lễ trao tặng …" is a name
        ]
        receiving = words().receiving.scan(self.tokens, first, end)
        listed = self._opens_list(honours[0].end, end) and honours[0].start == first
        if not (granting or receiving or listed) or self._announced(first, end):
            return []
        if self._to_come(first, end):
            return []
        badges = self._badges(number, honours)
        if badges:
            return badges
        found: list[_Found] = []
        pending: list[Honour] = []
        shared: tuple[Honour, list[Recipient]] | None = None
        floor = first
        for place, honour in enumerate(honours):
            if self._partial(honour, first):
                continue
            ceiling = self._clause_end(honour, honours[place + 1 :], granting + receiving, end)
            recipients, rule, reach = self._recipients(honour, floor, ceiling, receiving, end)
            if not recipients and shared and self._follows(shared[0], honour):
                recipients, rule, reach = shared[1], "received", honour.end
            if not recipients:
                pending.append(honour)
                continue
            shared = (honour, recipients) if rule == "received" else None
            group = [*pending, honour] if self._coordinates(pending, honour) else [honour]
            if group == [honour]:
                found += self._unmatched(pending, granting, number)
            recipients = [self._known(r) for r in recipients]
            found += self._matched(group, recipients, number, rule, granting, receiving)
            pending = []
            floor = reach
        return found + self._unmatched(pending, granting, number)

    def _to_come(self, first: int, end: int) -> bool:
        """Whether the paragraph tells of a day after publication."""
        if self.published_on is None:
            return False
        text = self.passage.text
        begin = text.rfind("\n\n", 0, self.tokens.starts[first]) + 1
        if not self._later_day(text, begin, self.tokens.ends[end - 1]):
            return False
        spans = find_dates(text[begin : self.tokens.ends[end - 1]], self.published_on)
        return any(
            span.date is not None and span.date > self.published_on and not span.anniversary
            for span in spans
        )

    def _describes(self, honour: Honour) -> bool:
        """Whether a title only says who gets another award: `Giấy khen cho 6 gia đình văn hóa`."""
        if honour.kind not in _TITLES:
            return False
        at = honour.start - (1 if honour.count is not None else 0)
        lead = self.tokens.keys[max(at - 2, 0) : at]
        return lead[-1:] == ["cho"] or lead[-1:] == ["hộ"]

    def _later_day(self, text: str, begin: int, stop: int) -> bool:
        """Whether any day in the text can lie after publication: a cheap look before reading dates."""
        day = self.published_on
        return day is not None and any(
            (int(match[2]), int(match[1])) > (day.month, day.day) or int(match[3] or 0) > day.year
            for match in _DAY.finditer(text, begin, stop)
        )

    def _badges(self, number: int, honours: list[Honour]) -> list[_Found]:
        """A counted list of party badges, each step with its group."""
        badge = next((h for h in honours if h.kind == "badge"), None)
        if badge is None:
            return []
        first, end = self.passage.sentences[number]
        status = self._status(badge, number)
        return [
            self._make(
                replace(badge, text=f"Huy hiệu {pair.years} năm tuổi Đảng", year=None),
                Recipient(kind="group", name=text, text=text, count=pair.count),
                status,
                self._text(*badge.grantor) if badge.grantor else None,
                number,
                "badges",
            )
            for pair in badge_pairs(self.passage, first, end)
            for text in (self._text(pair.first, pair.end),)
        ]

    def _follows(self, before: Honour, honour: Honour) -> bool:
        """Whether an award goes on with what somebody received: `…, Huy chương …, danh hiệu …`."""
        between = self.tokens.keys[before.end : honour.start]
        return len(between) <= 8 and not any(k in (";", ".", "cho", ":") for k in between)

    def _known(self, recipient: Recipient) -> Recipient:
        """`em Pó`: the person whom the article has named in full before."""
        parts = (recipient.name or "").split()
        if recipient.mention is None and len(parts) == 2 and parts[1][0].isupper():
            form = words().forms.longest(Tokens(recipient.name or ""), 0)
            profile = self.people.by_given_name(parts[1]) if form and form[0] == 1 else None
            if profile:
                profile.roles.add("recipient")
                return Recipient(kind="person", name=profile.name, text=recipient.text)
        return recipient

    def _partial(self, honour: Honour, first: int) -> bool:
        """Whether it only breaks down a total (`146 giải, trong đó có 11 giải Nhất`) or opens a list."""
        before = self.tokens.words[first : honour.start]
        if honour.count is not None and before.count("(") > before.count(")"):
            return True
        lead = self.tokens.keys[max(first, honour.start - 6) : honour.start]
        if "trong" in lead and "đó" in lead:
            return True
        if honour.kind == "medal" and honour.count is not None:
            return True
        after = self.tokens.keys[honour.end : honour.end + 2]
        return "như" in after[:1]

    def _clause_end(
        self,
        honour: Honour,
        later: list[Honour],
        verbs: list[tuple[int, int, str]],
        end: int,
    ) -> int:
        """Where the recipients of one award must end: before the clause of the next one."""
        if not later:
            return end
        following = later[0]
        between = [v[0] for v in verbs if honour.end < v[0] < following.start]
        ceiling = following.start
        if (between and self.tokens.keys[between[0] - 1] != "được") or between:
            ceiling = self._clause_before(between[0], honour.end)
        if following.count is not None:
            ceiling = min(ceiling, following.start - 1)
        return ceiling

    def _clause_before(self, verb: int, start: int) -> int:
        """Where the clause of a verb begins after `start`: at a semicolon, else at the last comma."""
        marks = self.tokens.words
        for sign in (";", ","):
            at = next((at for at in range(verb, start, -1) if marks[at] == sign), None)
            if at is not None:
                return at
        return verb

    def _announced(self, first: int, end: int) -> bool:
        """Whether the sentence announces prizes, plans them, or gives running totals."""
        keys = " ".join(self.tokens.keys[first:end])
        cues = ("sẽ được đề nghị", "sẽ được xét", "sẽ được nhận", "sẽ nhận", "cơ cấu giải", "giải thưởng gồm", "giải thưởng bao gồm", "cơ cấu giải thưởng", "sẽ trao", "sẽ được trao", "sẽ tặng", "sẽ được tặng", "đến nay , toàn", "đến nay toàn", "tổng số", "tổng giá trị giải", "phấn đấu", "dự kiến")
        return any(cue in keys for cue in cues)

    def _recipients(
        self,
        honour: Honour,
        floor: int,
        ceiling: int,
        receiving: list[tuple[int, int, str]],
        end: int,
    ) -> tuple[list[Recipient], str, int]:
        """Who gets this award: after `cho`, or before `được tặng`, `đoạt`."""
        at = honour.end
        at = self._past_asides(at, ceiling)
        if at < ceiling and self.tokens.keys[at] in ("thuộc", "cho", "dành", "đối", "tới", "đến", "tặng", "trao", "của", "truy", "lần"):
            start = at + 1
            while start < ceiling and self.tokens.keys[start] in ("về", "cho", "với", ":", "tặng"):
                start += 1
            recipients = read_recipients(self.passage, start, ceiling)
            if recipients:
                return recipients, "given", ceiling
        if at < ceiling and self._opens_list(at, ceiling):
            recipients = self._listed(at, ceiling)
            if recipients:
                return recipients, "given", at + 1
        verbs = [v[0] for v in receiving if floor <= v[0] < honour.start]
        verbs += self._passives(floor, honour.start)
        if verbs and not (honour.count and honour.kind in _TITLES):
            recipients = self._subject(min(verbs), floor)
            if recipients:
                return recipients, "received", honour.end
        return [], "", floor

    def _opens_list(self, at: int, ceiling: int) -> bool:
        """`Giải Nhất: A`, `Giải Nhất 4 thể loại gồm: A; B`."""
        for place in range(at, min(ceiling, at + 6)):
            if self.tokens.words[place] == ":":
                return True
            if self.tokens.words[place] in ",;.":
                return False
        return False

    def _listed(self, at: int, ceiling: int) -> list[Recipient]:
        """The recipients after a colon, parted by semicolons."""
        found: list[Recipient] = []
        start = next(p for p in range(at, ceiling) if self.tokens.words[p] == ":") + 1
        while start < ceiling:
            stop = start
            while stop < ceiling and self.tokens.words[stop] != ";":
                stop += 1
            own = self._owner_of_work(start, stop)
            read = read_recipients(self.passage, own, stop)
            found += [r for r in read[:1] if r.kind != "group" or r.count]
            found += [r for r in read[1:] if r.kind == "person"]
            start = stop + 1
        return found

    def _owner_of_work(self, start: int, stop: int) -> int:
        """After the last `của` of `tác phẩm "…" của Đài X`: whose work it is."""
        tokens, tables = self.tokens, words()
        if any(m.first <= start + 1 < m.last for m in self.passage.mentions):
            return start
        owners = [
            at + 1
            for at in range(start, stop - 1)
            if tokens.keys[at] == "của" and (tokens.caps[at + 1] or tables.bodies.longest(tokens, at + 1))
        ]
        return owners[-1] if owners else start

    def _passives(self, floor: int, end: int) -> list[int]:
        """Each `được` that has a granting verb between itself and the award."""
        tokens, tables = self.tokens, words()
        last = [v[0] for v in tables.granting.scan(tokens, floor, end)]
        return [at for at in range(floor, end) if tokens.keys[at] == "được" and any(at < v <= at + 18 for v in last)]

    def _past_asides(self, at: int, end: int) -> int:
        """Past a contest's name between the award and `cho`: `giải Nhất Hội thi cho …`."""
        tokens = self.tokens
        limit = min(end, at + 14)
        place = at
        while place < limit:
            if tokens.keys[place] in ("cho", "thuộc", "dành"):
                return place
            if tokens.keys[place] in ("trao", "tặng") and tokens.keys[place + 1 : place + 2] == ["cho"]:
                return place + 1
            if tokens.keys[place] in ("trao", "tặng", "nhận") or place in self.passage.finder.head_at:
                return at
            if tokens.words[place] in ",;.:" and tokens.words[place] != '"':
                return at
            place += 1
        return at

    def _subject(self, verb: int, floor: int) -> list[Recipient]:
        """Who receives: the people or bodies before the verb, in its clause."""
        tokens = self.tokens
        held = [v[0] for v in words().organise.scan(tokens, floor, verb) if tokens.keys[v[0]] in ("tổ", "long", "trọng", "đã")]
        if held:  # "Bộ CHQS tỉnh tổ chức Lễ kỷ niệm … và đón nhận Huân chương …"
            verb = held[0]
        before = [m for m in self.passage.mentions if floor <= m.first and m.last <= verb]
        if before and self._close(before[-1].last, verb):
            chosen = self._members(before)
            return [Recipient(kind="person", name=m.name, text=m.name, mention=m) for m in chosen]
        if before and self._sole_subject(before, floor, verb):
            return [Recipient(kind="person", name=before[0].name, text=before[0].name, mention=before[0])]
        start = verb
        while start > floor and tokens.words[start - 1] not in _SUBJECT_STOPS:
            start -= 1
        stretch = self._last_noun_phrase(start, verb)
        return read_recipients(self.passage, stretch, verb) if stretch is not None else []

    def _sole_subject(self, before: list[Mention], floor: int, verb: int) -> bool:
        """Whether the sentence is about one person throughout: `Ông A, …, sinh ngày …, đã được tặng`."""
        opens = before[0].first - self.passage.sentences[before[0].sentence][0] <= 6
        return opens and len(before) == 1 and not any(w in ";:" for w in self.tokens.words[before[0].last : verb])

    def _close(self, start: int, verb: int) -> bool:
        between = self.tokens.keys[start:verb]
        if self._affiliation(start, verb):
            return True
        return len(between) <= 4 and all(k in (",", "đã", "cũng", "vinh", "dự", "được", "xuất", "sắc", "và", ")", "đều", "lần", "lượt") for k in between)

    def _affiliation(self, start: int, end: int) -> bool:
        """Whether only where somebody belongs stands between: `, Chi bộ khối 3`, `(SN 1928)`."""
        tokens, tables = self.tokens, words()
        if end - start > 12 or start >= end or tokens.words[start] not in ",(-–":
            return False
        return not any(
            tokens.words[at] in ";.:" or (not tokens.caps[at] and tables.stops.longest(tokens, at) and tokens.keys[at] not in ("và", "cùng", "đã", "vinh", "được"))
            for at in range(start, end)
        )

    def _members(self, before: list[Mention]) -> list[Mention]:
        """The people joined with the last one, each perhaps with where they belong."""
        kept = [before[-1]]
        for mention in reversed(before[:-1]):
            gap = self.tokens.keys[mention.last : kept[0].first]
            joined = 0 < len(gap) <= 2 and all(k in (",", "và", ";", "cùng") for k in gap)
            if not joined and not (gap and gap[-1] in ("và", ",") and self._affiliation(mention.last, kept[0].first)):
                break
            kept.insert(0, mention)
        return kept

    def _last_noun_phrase(self, start: int, verb: int) -> int | None:
        """Where the subject begins: after the last comma whose part can be a subject."""
        tokens = self.tokens
        commas = [start, *(at + 1 for at in range(start, verb) if tokens.words[at] == ",")]
        tables = words()
        for place in reversed(commas):
            if place >= verb:
                continue
            keys = tokens.keys[place:verb]
            if tables.occasions.longest(tokens, place) or keys[0] in ("đã", "cũng", "tại", "ngày", "năm", "tháng", "qua", "có"):
                if place == start:
                    return None
                continue
            if any(k.isalpha() for k in keys):
                return self._whole_list(place, start)
        return None

    def _whole_list(self, place: int, start: int) -> int:
        """Back over the counted groups before: `3 tập thể, 5 cá nhân`."""
        tokens, tables = self.tokens, words()
        while place > start and tokens.words[place - 1] == ",":
            before = place - 1
            while before > start and tokens.words[before - 1] != ",":
                before -= 1
            counted = read_count(tokens.keys[before]) is not None and before + 1 < place
            if not (counted and tables.groups.longest(tokens, before + 1)):
                break
            place = before
        return place

    def _coordinates(self, pending: list[Honour], honour: Honour) -> bool:
        """Whether awards are joined by commas and `và` only, so that they share recipients."""
        if not pending:
            return False
        at = pending[-1].end
        between = [k for k in self.tokens.keys[at : honour.start] if k not in ("”", '"', "“")]
        return len(between) <= 3 and all(k in (",", "và", "cùng", "hoặc", "danh", "hiệu") or k.isdigit() for k in between)

    def _matched(
        self,
        honours: list[Honour],
        recipients: list[Recipient],
        number: int,
        rule: str,
        granting: list[tuple[int, int, str]],
        receiving: list[tuple[int, int, str]],
    ) -> list[_Found]:
        """Each award with its recipients; ranks are matched in order with as many people."""
        found = []
        if len(honours) > 1 and len(honours) == len(recipients) and rule == "given":
            pairs = list(zip(honours, recipients, strict=True))
        else:
            pairs = [(honour, recipient) for honour in honours for recipient in recipients]
        for honour, recipient in pairs:
            status = self._status(honour, number)
            grantor = self._grantor(honour, number, granting)
            found.append(self._make(honour, recipient, status, grantor, number, rule))
        self._presenters(honours[0], number, granting)
        return found

    def _unmatched(
        self, honours: list[Honour], granting: list[tuple[int, int, str]], number: int
    ) -> list[_Found]:
        """Counted prizes that were handed over without saying to whom."""
        found = []
        first = self.passage.sentences[number][0]
        for honour in honours:
            handed = any(first <= v[0] < honour.start for v in granting)
            self._presenters(honour, number, granting)
            if not handed or not honour.count or honour.kind not in ("prize", *_TITLES):
                continue
            name = f"{honour.count} {honour.text}" if honour.text[0].islower() and honour.kind in _TITLES else None
            group = Recipient(kind="group", name=name, text=name, count=honour.count)
            found.append(self._make(honour, group, "granted", None, number, "counted"))
        return found

    def _status(self, honour: Honour, number: int) -> str:
        first = self.passage.sentences[number][0]
        tables = words()
        keys = self.tokens.keys
        verbs = tables.granting.scan(self.tokens, first, honour.start)
        if verbs and keys[verbs[-1][0]] == "truy":
            return "posthumous"
        if "truy" in keys[honour.end : honour.end + 2]:
            return "posthumous"
        if tables.revoking.scan(self.tokens, first, honour.start):
            return "revoked"
        for start, _, _ in tables.proposing.scan(self.tokens, first, honour.start):
            if keys[start - 1 : start] != ["theo"] and any(k in keys[start : honour.end + 1] for k in ("tặng", "thưởng", "phong")):
                return "proposed"
        return "granted"

    def _grantor(
        self, honour: Honour, number: int, granting: list[tuple[int, int, str]]
    ) -> str | None:
        """Whose award it is: `của X`, `thừa ủy quyền X`, `được X tặng`, or who `tặng`."""
        if honour.grantor:
            return self._text(*honour.grantor)
        first, _ = self.passage.sentences[number]
        keys = self.tokens.keys
        for at in range(first, honour.start - 2):
            if keys[at] == "thừa" and keys[at + 1] in ("ủy", "lệnh"):
                start = at + 3 if keys[at + 1] == "ủy" else at + 2
                start += keys[start] == "của"
                stop = body_stretch(self.passage, start, honour.start)
                return self._text(start, stop) if stop > start else None
        verbs = [v for v in granting if first <= v[0] < honour.start]
        for start, _, _ in reversed(verbs):
            if "tặng" in keys[start : start + 3] or "thưởng" in keys[start : start + 3]:
                return self._agent(start, first)
        return None

    def _agent(self, verb: int, first: int) -> str | None:
        """The body right before `tặng`: `được UBND tỉnh tặng`, `UBND TP đã tặng`."""
        tokens, tables = self.tokens, words()
        at = verb
        while at > first and tokens.keys[at - 1] in ("đã", "cũng", "vừa", "quyết", "định", "ký", "trao", "khen", "và"):
            at -= 1
        floor = at
        while floor > first and tokens.words[floor - 1] not in ",;.:“”\"" and tokens.keys[floor - 1] not in ("được", "nghị", "do", "đã"):
            floor -= 1
        if at - floor > 14 or at == floor:
            return None
        named = any(m.start < at and m.last > floor for m in self.passage.mentions)
        starts_body = tables.bodies.longest(tokens, floor) or floor in self.passage.finder.head_at
        if named or not (starts_body or tokens.words[floor].isupper()):
            return None
        return self._text(floor, at)

    def _presenters(
        self, honour: Honour, number: int, granting: list[tuple[int, int, str]]
    ) -> None:
        """Those who hand over: the people right before `trao`, `tặng`, `gắn`."""
        first, _ = self.passage.sentences[number]
        for start, _, _ in [v for v in granting if first <= v[0] < honour.start][-1:]:
            before = [m for m in self.passage.mentions if first <= m.first and m.last <= start]
            if not before or not self._hands(before[-1].last, start):
                continue
            for mention in coordinated(self.passage, before):
                profile = self.people.get(mention)
                if profile:
                    profile.roles.add("presenter")

    def _hands(self, start: int, verb: int) -> bool:
        between = self.tokens.keys[start:verb]
        if any(k in (";", ".", "được", ":") for k in between):
            return False
        return len(between) <= 5 or "thừa" in between[:4] or "thay" in between[:4]

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.tokens.span(start, end).split())

    def _make(
        self,
        honour: Honour,
        recipient: Recipient,
        status: str,
        grantor: str | None,
        number: int,
        rule: str,
    ) -> _Found:
        return _Found(
            honour=honour,
            recipient=recipient,
            status=status,
            grantor=grantor,
            passage=self.passage,
            sentence=number,
            rule=f"award/{rule}",
        )


def _distinct(found: list[_Found]) -> list[_Found]:
    """Each award and recipient once; a caption adds only what the text does not say."""
    kept: list[_Found] = []
    seen: set[tuple[str, str, str, int | None]] = set()
    for item in found:
        recipient = fold(item.recipient.name or "")
        key = (item.honour.kind, recipient, item.status, item.honour.rank if not recipient or item.honour.kind in ("prize", "order") else None)
        if recipient and key in seen and not item.rule.endswith("list"):
            continue
        if item.passage.field.startswith("caption/") and _told_before(item, kept):
            continue
        seen.add(key)
        kept.append(item)
    return kept


def _in_full(found: list[_Found]) -> list[_Found]:
    """Bodies named in short after they were named in full (`Lữ đoàn` for `Lữ đoàn 675`)."""
    full: list[str] = []
    whole: list[_Found] = []
    for item in found:
        name = item.recipient.name
        if name and item.recipient.kind == "organisation":
            longer = next((f for f in full if f.startswith(f"{name} ")), None)
            if longer:
                item = replace(item, recipient=replace(item.recipient, name=longer))
            else:
                full.append(name)
        whole.append(item)
    return whole


def _told_before(item: _Found, kept: list[_Found]) -> bool:
    same = [
        other
        for other in kept
        if other.honour.kind == item.honour.kind
        and (other.honour.rank == item.honour.rank or not item.honour.rank)
    ]
    if item.recipient.kind != "person":
        return bool(same)
    return any(
        other.recipient.kind != "person" and fold(other.honour.text) == fold(item.honour.text)
        for other in same
    )


def _award(number: int, item: _Found) -> Award:
    honour, recipient = item.honour, item.recipient
    return Award(
        award_no=number,
        award=honour.text,
        award_kind=honour.kind,
        rank=honour.rank,
        grantor=item.grantor,
        recipient=recipient.name,
        recipient_text=recipient.text,
        recipient_kind=recipient.kind,
        recipient_count=recipient.count,
        status=item.status,
        reason=None,
        year=honour.year,
        evidence=item.passage.sentence_evidence(item.sentence, item.rule),
    )
