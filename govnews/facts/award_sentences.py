"""The awards of one sentence, each with its recipients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from govnews.facts.award_clauses import (
    BULLETS,
    Clause,
    clause_end,
    clause_start,
    giver_after,
    opens_list,
    passives,
    read_clause,
)
from govnews.facts.award_names import year_after
from govnews.facts.award_parts import (
    goes_on,
    is_sum,
    only_breaks_down,
    only_describes,
    only_sums_up,
    only_tells_who,
    share_recipients,
)
from govnews.facts.award_reasons import reason_of
from govnews.facts.award_rows import Granted
from govnews.facts.award_status import is_announced, is_future, is_to_come, status_of
from govnews.facts.award_verbs import Verb, granting
from govnews.facts.award_words import listed
from govnews.facts.badges import badge_pairs
from govnews.facts.grantors import agent, decider, delegator, office_of_agent, shares_subject
from govnews.facts.honours import TITLES, Honour, find_honours
from govnews.facts.people import People, Profile
from govnews.facts.presenters import mark_givers_after, mark_presenters
from govnews.facts.recipients import Recipient
from govnews.facts.references import Cast
from govnews.facts.words import words
from govnews.text import fold
from govnews.text.tokens import Tokens

_MOST_HONOURS = 80
"""Awards of one sentence that are read: longer ones are no sentences, but lists without stops."""


def read_sentence(
    cast: Cast, people: People, number: int, published_on: date | None
) -> list[Granted]:
    """The awards that a sentence grants, proposes or revokes; marks the presenters on the way."""
    passage = cast.passage
    first, end = passage.sentences[number]
    honours = find_honours(passage, first, end)
    honours = [honour for honour in honours if not only_describes(passage, honour)]
    honours = [
        honour
        for place, honour in enumerate(honours)
        if not place or not only_tells_who(passage, honours[place - 1], honour)
    ]
    if not honours:
        return []
    sentence = _Sentence(cast, people, number)
    opening = first + (passage.tokens.words[first] in BULLETS)
    listed = honours[0].start == opening and opens_list(passage, honours[0].end, end)
    if not (sentence.granting or sentence.receiving or listed):
        return []
    if is_announced(passage, first, end) or is_to_come(passage, first, end, published_on):
        return []
    return sentence.badges(honours) or list(sentence.read(honours[:_MOST_HONOURS]))


class _Sentence:
    """One sentence with its verbs of granting and receiving."""

    def __init__(self, cast: Cast, people: People, number: int) -> None:
        self.cast = cast
        self.passage = cast.passage
        self.people = people
        self.number = number
        self.first, self.end = cast.passage.sentences[number]
        tokens, tables = self.passage.tokens, words().awards
        self.granting = granting(self.passage, self.first, self.end)
        self.honours: list[Honour] = []
        year, after = year_after(tokens, self.first, self.end)
        alone = (
            tokens.words[after : after + 1] == [","]
            and not "".join(tokens.keys[after + 1 : after + 2]).isdigit()
        )
        self.year = year if alone else None
        """`Năm 2022, Sở được tặng …`: the year of what is received in the sentence."""
        self.receiving = tables.receiving_verbs.scan(tokens, self.first, self.end)

    # -- awards and recipients ---------------------------------------------------------------

    def read(self, honours: list[Honour]) -> Iterator[Granted]:
        """Each award with its recipients; those without any wait for the next that has some."""
        passage = self.passage
        self.honours = honours
        pending: list[Honour] = []
        received: tuple[Honour, Clause] | None = None
        floor = self.first
        for place, honour in enumerate(honours):
            if only_breaks_down(passage, honour, self.first):
                continue
            if honours[place + 1 :] and only_sums_up(passage, honour):
                floor = honour.end
                continue
            clause = self._clause(honour, honours[place + 1 : place + 2], floor)
            if clause is None and received and goes_on(passage, received[0], honour):
                clause = replace(received[1], reach=honour.end)
            if clause is None:
                pending.append(honour)
                continue
            received = None if clause.given else (honour, clause)
            if share_recipients(passage, pending, honour):
                yield from self._matched([*pending, honour], clause)
            else:
                yield from self._without_recipients(pending)
                yield from self._matched([honour], clause)
            pending, floor = [], clause.reach
        yield from self._without_recipients(pending)
        if pending and self.passage.tokens.words[self.end - 1] == ":":
            below = Recipient(kind="group", name=None, text=None)
            yield from self._granted(pending[-1], below, "list")

    def _clause(self, honour: Honour, following: list[Honour], floor: int) -> Clause | None:
        verbs: list[Verb] = self.granting + self.receiving
        limit = clause_end(
            self.passage, honour, following[0] if following else None, verbs, self.end
        )
        clause = read_clause(self.passage, honour, floor, limit, self.receiving)
        clause = clause or self._of_pronoun(honour, floor)
        if clause is None:
            return None
        return replace(
            clause, reason=reason_of(self.passage, floor, (honour.start, honour.end), limit)
        )

    def _of_pronoun(self, honour: Honour, floor: int) -> Clause | None:
        """`…; năm 2009, ông được truy tặng …`: somebody named before receives."""
        verbs = [verb[0] for verb in self.receiving if floor <= verb[0] < honour.start]
        verbs = verbs or passives(self.passage, floor, honour.start)
        if not verbs:
            return None
        pronoun = words().names.forms.ends_at(self.passage.tokens, verbs[0])
        profile = self._meant(verbs[0], alone=pronoun is not None and pronoun[1] == "one")
        if profile is None:
            return None
        profile.roles.add("recipient")
        written = self.passage.words_between(verbs[0] - 1, verbs[0])
        person = Recipient(kind="person", name=profile.name, text=written)
        return Clause(recipients=[person], given=False, reach=honour.end)

    def _meant(self, verb: int, *, alone: bool) -> Profile | None:
        """Whom `ông`, `chị` right before a verb means, or the office that stands there."""
        told = self.passage.tokens.keys[verb - 1]
        for number in range(self.number, -1, -1):
            for actor in reversed(self.cast.in_sentence(number)):
                if actor.last > verb:
                    continue
                form = (actor.profile.honorific or told).split()[-1]
                if alone and actor.named and form == told:
                    return actor.profile
                if not alone:
                    return actor.profile if actor.last == verb and not actor.named else None
            if not alone:
                return None
        return None

    def _matched(self, honours: list[Honour], clause: Clause) -> Iterator[Granted]:
        """Each award with its recipients; as many awards as recipients are matched in order."""
        recipients = [self._known(recipient) for recipient in clause.recipients]
        if clause.given and len(honours) == len(recipients) > 1:
            pairs = list(zip(honours, recipients, strict=True))
        else:
            pairs = [(honour, recipient) for honour in honours for recipient in recipients]
        if is_sum(honours, recipients):
            pairs = []
        rule = "given" if clause.given else "received"
        for honour, recipient in pairs:
            if len(recipients) == len(honours) == 1:
                recipient = _counted_by_prizes(recipient, honour)
            yield from self._granted(honour, recipient, rule, clause.reason)
        self._mark_presenters(honours[0])

    def _without_recipients(self, honours: list[Honour]) -> Iterator[Granted]:
        """Counted prizes and titles that were handed over without saying to whom."""
        for honour in honours:
            handed = any(verb[0] < honour.start for verb in self.granting)
            self._mark_presenters(honour)
            if handed and honour.count and honour.kind in ("prize", *TITLES):
                bearers = honour.kind in TITLES and honour.text[0].islower()
                bearers = bearers and not honour.text.startswith("danh hiệu")
                name = f"{honour.count} {honour.text}" if bearers else None
                group = Recipient(kind="group", name=name, text=name, count=honour.count)
                for item in self._granted(honour, group, "counted"):
                    grantor = item.grantor if bearers else None
                    yield replace(item, status="granted", grantor=grantor)

    def _granted(
        self, honour: Honour, recipient: Recipient, rule: str, reason: str | None = None
    ) -> Iterator[Granted]:
        """The award; nothing where the sentence only says that it will be given."""
        status = status_of(self.passage, honour, self.first)
        if rule == "received" and _speaks_for_others(recipient):
            return  # "Đại diện các đảng viên được nhận Huy hiệu, ông A bày tỏ …"
        if recipient.kind in ("organisation", "place") and _is_for_people(honour):
            return  # "Bệnh viện tổ chức Lễ đón nhận danh hiệu Thầy thuốc ưu tú"
        if status != "proposed" and is_future(self.passage, honour, self.first):
            return
        had = rule == "received" and status == "granted"
        year = honour.year or (self.year if had else None)
        yield Granted(
            honour=replace(honour, year=year),
            recipient=recipient,
            status=status,
            grantor=self._grantor(honour),
            reason=reason,
            passage=self.passage,
            sentence=self.number,
            rule=rule,
        )

    def _grantor(self, honour: Honour) -> str | None:
        passage = self.passage
        if honour.grantor:
            return passage.words_between(*honour.grantor)
        delegated = delegator(passage, self.first, honour.start)
        if delegated:
            return delegated
        later = self._agent_after(honour)
        if later:
            return later
        return self._granting_body(honour) or decider(passage, self.first, honour.start)

    def _granting_body(self, honour: Honour) -> str | None:
        """Who stands before the verb of granting and does not only hand over."""
        passage = self.passage
        clause = clause_start(passage, self.first, honour.start)
        granted = any(clause <= verb[0] < honour.start for verb in self.granting)
        received = any(clause <= verb[0] <= honour.end for verb in self.receiving)
        if received and not granted:
            return None  # "…; giải Nhất thuộc về …"
        revoking = words().awards.revoking_words.scan(passage.tokens, self.first, honour.start)
        verbs = sorted(v[0] for v in (*self.granting, *revoking) if v[0] < honour.start)
        handed = words().awards.handing_verbs.starts(passage.tokens)
        for verb in reversed(verbs):
            if verb in handed and self._hands_over(
                verb
            ):  # "Hội trao Bằng khen của Trung ương Hội …"
                return None
            found = agent(passage, verb, self.first)
            found = found or office_of_agent(passage, verb, self.first)
            if found or not shares_subject(passage, verb, self.first):
                return found
        return None

    def _agent_after(self, honour: Honour) -> str | None:
        """`đón nhận Huân chương … do Chủ tịch nước tặng`."""
        if self.passage.tokens.keys[honour.end : honour.end + 1] != ["do"]:
            return None
        verb = next((v[0] for v in self.granting if v[0] > honour.end), None)
        return agent(self.passage, verb, honour.end + 1) if verb else None

    def _hands_over(self, verb: int) -> bool:
        """Whether the award after the verb is said to be somebody's: who acts only hands it over."""
        after = next((honour for honour in self.honours if honour.start > verb), None)
        return after is not None and after.grantor is not None

    def _known(self, recipient: Recipient) -> Recipient:
        """`em Pó`: the person whom the article has named in full before."""
        parts = (recipient.name or "").split()
        if recipient.mention is not None or len(parts) < 2 or not parts[-1][0].isupper():
            return recipient
        form = words().names.forms.longest(Tokens(recipient.name or ""), 0)
        alone = form and form[0] == len(parts) - 1
        profile = self.people.by_given_name(parts[-1]) if alone else None
        if profile is None:
            return recipient
        profile.roles.add("recipient")
        return Recipient(kind="person", name=profile.name, text=recipient.text)

    def _mark_presenters(self, honour: Honour) -> None:
        giver = giver_after(self.passage, honour.end)
        if giver is not None:
            mark_givers_after(self.cast, self.number, giver)
            return
        verbs = [verb[0] for verb in self.granting if verb[0] < honour.start]
        if verbs:
            mark_presenters(self.cast, self.number, verbs[-1])

    # -- badges ------------------------------------------------------------------------------

    def badges(self, honours: list[Honour]) -> list[Granted]:
        """A counted list of party badges, each step with its group."""
        badges = [honour for honour in honours if honour.kind == "badge"]
        pairs = list(badge_pairs(self.passage, self.first, self.end)) if badges else []
        # where they are fewer, each badge says who gets it: "02 đồng chí nhận Huy hiệu 65 năm …"
        dated = [badge for badge in badges if any(letter.isdigit() for letter in badge.text)]
        if not badges or len(pairs) < len(dated):
            return []
        badge = badges[0]
        status = status_of(self.passage, badge, self.first)
        grantor = self.passage.words_between(*badge.grantor) if badge.grantor else None
        return [
            Granted(
                honour=replace(badge, text=f"Huy hiệu {pair.years} năm tuổi Đảng", year=None),
                recipient=Recipient.written(
                    "group", self.passage.words_between(pair.first, pair.end), pair.count
                ),
                status=status,
                grantor=grantor,
                passage=self.passage,
                sentence=self.number,
                rule="badges",
            )
            for pair in pairs
        ]


def _is_for_people(honour: Honour) -> bool:
    """Whether only people bear the title."""
    title = fold(honour.text).removeprefix("danh hiệu").lstrip(' “"«')
    return honour.kind in TITLES and title.startswith(tuple(listed("titles of people")))


def _speaks_for_others(recipient: Recipient) -> bool:
    name = fold(recipient.name or "")
    return recipient.kind != "person" and name.startswith(("đại diện các", "thay mặt các"))


def _counted_by_prizes(recipient: Recipient, honour: Honour) -> Recipient:
    """`8 giải Khuyến khích cho các đội còn lại`: as many prizes as there are who get them."""
    uncounted = recipient.kind == "group" and recipient.count is None
    if not (uncounted and honour.kind == "prize" and honour.count):
        return recipient
    return replace(recipient, count=honour.count)
