"""What is done to a made-up portal before each night, by a script, so that the truth of each is known.

It begins with a stock of articles. Before each night some are posted (some of them dated back, or
uploaded late), edited, taken away, or moved; from one night on the pages of articles have another
design; in some nights the portal does not answer. `govnews.demo.evolving` serves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from govnews.demo.articles import DemoArticle
from govnews.demo.made_up import EDITS, make_article
from govnews.model import HANOI

BEGIN = datetime(2024, 3, 1, 2, 0, tzinfo=HANOI)
"""Night 0; each night's harvest is a day after the one before."""
FIRST_ID = 300_001
MOST_BACK, LEAST_BACK = 40, 15
"""Days that a post may be dated back."""
DAYS_BEFORE = 60
"""Over so many days the stock was posted."""
Fate = Literal["post", "late", "back-dated", "edit", "delete", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that was done to one article before a night's harvest."""

    night: int
    kind: Fate
    article: int
    how: str = ""
    """Of an edit its key in `EDITS`, of a deletion or move the status that answers from then on."""
    to: int | None = None
    """The number under which a moved article stands from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The portal on one night."""

    articles: tuple[DemoArticle, ...]
    """As listed, newest first."""
    gone: Mapping[int, tuple[int, int | None]]
    """Number of an article that is there no more → the status, and where it stands now."""
    edited: Mapping[int, int]
    """Number of an article → the night before which it was last edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What happens in which nights."""

    nights: int = 30
    stock: int = 90
    posts: tuple[int, int] = (5, 8)
    """The least and the most posts of a night."""
    redesign: int = 12
    mended: int = 14
    """The first night for which the declaration knows the new design."""
    down: Mapping[int, int] = field(default_factory=lambda: {20: 503, 21: 0})
    """Nights without the portal → the status that answers; 0: nothing answers."""
    late: tuple[int, ...] = (3, 8, 17, 25)
    back_dated: tuple[int, ...] = (2, 9, 15)
    deletions: Mapping[int, int] = field(
        default_factory=lambda: {4: 404, 7: 410, 10: 200, 17: 404, 24: 410}
    )
    """Night → the status that answers in the article's place; 200 with a page that says so."""
    moves: Mapping[int, int] = field(default_factory=lambda: {6: 301, 16: 404, 25: 301})
    edits: int = 3
    """Of articles that are looked at in that night by their age, each night."""
    late_edits: int = 1
    """Of articles that are looked at in a later night."""
    tells: bool = False
    """Whether a sitemap says when each article was last changed."""


def moment(night: int) -> datetime:
    """When the harvest of a night begins."""
    return BEGIN + timedelta(days=night)


def looks(
    plan: Plan, ages: Sequence[timedelta], published: datetime, found: int
) -> tuple[int, ...]:
    """The nights in which an article known since `found` is looked at by its age.

    A look in a night without the portal waits for the next one. What is read in the new design is
    held back until the declaration knows it, and read again in each night until then.
    """
    nights: set[int] = set()
    for age in ages:
        if moment(found) >= published + age:
            continue
        for night in range(found + 1, plan.nights + 1):
            if moment(night) >= published + age and night not in plan.down:
                nights.add(night)
                if not plan.redesign <= night < plan.mended - 1:
                    break
    return tuple(sorted(nights))


class Script:
    """What is done before each night, drawn by a seed, and the portal as it is on each night."""

    def __init__(self, plan: Plan, ages: Sequence[timedelta], *, seed: int = 0) -> None:
        self.plan = plan
        self.ages = ages
        self.deeds: list[Deed] = []
        self.states: list[State] = []
        """By night; the first is that of the stock."""
        self.found: dict[int, int] = {}
        """Number of an article → the night of its post, which finds it at the earliest."""
        self._chance = Random(f"evolving {seed}")
        self._next = FIRST_ID
        self._left_alone: set[int] = set()
        """Articles dated back: when they are found is for the harvests to show."""
        self._articles: dict[int, DemoArticle] = {}
        self._gone: dict[int, tuple[int, int | None]] = {}
        self._edited: dict[int, int] = {}
        self._write()

    def of_night(self, night: int) -> list[Deed]:
        """What was done before this night's harvest."""
        return [deed for deed in self.deeds if deed.night == night]

    def looks_at(self, article: DemoArticle) -> tuple[int, ...]:
        """The nights in which it is looked at again by its age."""
        published = article.posted.replace(tzinfo=HANOI)
        return looks(self.plan, self.ages, published, self.found[article.id])

    def noticed(self, deed: Deed) -> int | None:
        """The night in which an edit, deletion or move is seen by the ages; None: in none of these."""
        if deed.kind == "edit" and self.plan.tells:
            return self._answering(deed.night)
        coming = self.looks_at(self.before(deed.article, deed.night))
        return next((night for night in coming if night >= deed.night), None)

    def _answering(self, night: int) -> int:
        """This night, or the next one in which the portal answers."""
        return next(n for n in range(night, night + 9) if n not in self.plan.down)

    def before(self, number: int, night: int) -> DemoArticle:
        """An article as it was in the last night up to this one in which it was there."""
        articles = (a for n in range(night, 0, -1) for a in self.states[n].articles)
        return next(article for article in articles if article.id == number)

    def known(self, night: int, found: Mapping[int, int]) -> dict[int, DemoArticle]:
        """Number → the article as a harvest in each night knows it after this one, by the ages.

        `found` says when each was seen first.
        """
        known = {}
        for number, first in found.items():
            if first <= night:
                reads = {first, *self.looks_at(self.before(number, self.plan.nights))}
                if self.plan.tells:
                    reads |= {self.noticed(deed) or 0 for deed in self.deeds
                              if deed.kind == "edit" and deed.article == number}  # fmt: skip
                known[number] = self.before(number, max(n for n in reads if n <= night))
        return known

    def _write(self) -> None:
        for _ in range(self.plan.stock):
            self._post(1, "post", days=self._chance.randrange(1, DAYS_BEFORE))
        self.deeds.clear()
        self._keep()
        self._keep()
        for night in range(2, self.plan.nights + 1):
            for _ in range(self._chance.randint(*self.plan.posts)):
                self._post(night, "post")
            if night in self.plan.late:
                self._post(night, "late", days=2)
            if night in self.plan.back_dated:
                self._post(night, "back-dated", days=self._chance.randint(LEAST_BACK, MOST_BACK))
            self._take_away(night)
            self._edit(night)
            self._keep()

    def _keep(self) -> None:
        listed = sorted(self._articles.values(), key=lambda a: (a.posted, a.id), reverse=True)
        self.states.append(
            State(articles=tuple(listed), gone=dict(self._gone), edited=dict(self._edited))
        )

    def _post(self, night: int, kind: Fate, days: int = 0) -> None:
        day = moment(night) - timedelta(days=days + 1)
        if kind == "back-dated":
            self._left_alone.add(self._next)
        hour, minute = self._chance.randrange(7, 17), self._chance.randrange(60)
        posted = day.replace(hour=hour, minute=minute, tzinfo=None)
        self._add(night, make_article(self._next, posted, self._chance))
        self.deeds.append(Deed(night=night, kind=kind, article=self._next - 1))

    def _add(self, night: int, article: DemoArticle) -> None:
        self._articles[article.id] = article
        self.found[article.id] = self._answering(night)
        self._next += 1

    def _take_away(self, night: int) -> None:
        for kind, plan in (("delete", self.plan.deletions), ("move", self.plan.moves)):
            if night not in plan:
                continue
            article = self._chance.choice(list(self._looked_at(night, now=True)))
            to = self._next if kind == "move" else None
            if to:
                self._add(night, replace(article, id=to))
            del self._articles[article.id]
            self._gone[article.id] = (plan[night], to)
            how = str(plan[night])
            self.deeds.append(
                Deed(
                    night=night, kind="move" if to else "delete", article=article.id, how=how, to=to
                )
            )

    def _edit(self, night: int) -> None:
        for now, number in ((True, self.plan.edits), (False, self.plan.late_edits)):
            for _ in range(number):
                due = list(self._looked_at(night, now=now))
                if not due:
                    continue
                article = self._chance.choice(due)
                how = self._chance.choice(list(EDITS))
                self._articles[article.id] = EDITS[how].make(article, self._chance)
                self._edited[article.id] = night
                self.deeds.append(Deed(night=night, kind="edit", article=article.id, how=how))

    def _looked_at(self, night: int, *, now: bool) -> Iterator[DemoArticle]:
        """Known articles that nothing happens to, looked at in this night or only in a later one.

        A night in which the portal does not answer stands for the first one after it.
        """
        answers = self._answering(night)
        for article in self._articles.values():
            if (
                self.found[article.id] >= night
                or article.id in self._left_alone | self._edited.keys()
            ):
                continue
            coming = [n for n in self.looks_at(article) if n >= night]
            if coming and (coming[0] == answers) == now:
                yield article
