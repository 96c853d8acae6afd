"""A portal that changes from night to night by a script, so that what is true on each night is known.

It begins with a stock of articles. Before each night some are posted (some of them dated back, or
uploaded late), edited, taken away, or moved; from one night on the pages of articles have another
design; in some nights the portal does not answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Literal

from govnews.demo.articles import DemoArticle
from govnews.demo.body import LIFERAY, Answer, render_body
from govnews.demo.liferay import ROBOTS, LiferaySite
from govnews.demo.made_up import CATEGORIES, EDITS, make_article
from govnews.model import HANOI

BEGIN = datetime(2024, 3, 1, 2, 0, tzinfo=HANOI)
"""Night 0; each night's harvest is a day after the one before."""
FIRST_ID = 300_001
MOST_BACK, LEAST_BACK = 40, 15
"""Days that a post may be dated back."""
SITEMAP = "/sitemap.xml"
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


class EvolvingSite:
    """Answers as the portal of the script does on its `night`."""

    name = "demo-evolving"

    def __init__(self, script: Script) -> None:
        self.script = script
        self.night = 1
        self._sites: dict[int, LiferaySite] = {}

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path; None is a 404."""
        plan, state = self.script.plan, self.script.states[self.night]
        if status := plan.down.get(self.night):
            return Answer(body="<h1>503 Service Unavailable</h1>", status=status)
        if path == "/robots.txt":
            return Answer(body=ROBOTS, content_type="text/plain; charset=utf-8")
        site = self._site()
        if path == SITEMAP:
            return Answer(body=self._sitemap(site, state), content_type="text/xml; charset=utf-8")
        number = path.rpartition("/view_content/")[2].partition("-")[0]
        if number.isdigit() and (gone := state.gone.get(int(number))):
            status, to = gone
            if to and status == 301:
                moved = next(article for article in state.articles if article.id == to)
                return Answer(body="", status=301, location=f"http://{{host}}{site.address(moved)}")
            if status != 200:
                return Answer(body="<h1>Không tìm thấy</h1>", status=status)
        answer = site.get(path, query)
        if answer is None or not number.isdigit():
            return answer
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        return replace(answer, headers=(("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'),))

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The platform's pages take no POST."""
        return None

    def _sitemap(self, site: LiferaySite, state: State) -> str:
        rows = (
            f"<url><loc>{site.address(article)}</loc><lastmod>{_changed(article, state)}</lastmod></url>"
            for article in state.articles
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset>{"".join(rows)}</urlset>'

    def _site(self) -> LiferaySite:
        if self.night not in self._sites:
            is_new = self.night >= self.script.plan.redesign
            make = NewDesign if is_new else LiferaySite
            self._sites = {self.night: make(self.script.states[self.night].articles)}
        return self._sites[self.night]


def _changed(article: DemoArticle, state: State) -> str:
    """When an article was last changed: an edit is made some hours before the night."""
    night = state.edited.get(article.id)
    at = moment(night) - timedelta(hours=9) if night else article.posted.replace(tzinfo=HANOI)
    return at.isoformat()


class NewDesign(LiferaySite):
    """The portal after the redesign: nothing in an article's page says any more what it is."""

    def _article(self, article: DemoArticle, path: str, *, english: bool) -> str:
        body = render_body(article, LIFERAY, lambda image: self._src(article, image))
        main = (
            f'<div id="bai-viet"><p class="fs-2 fw-bold">{escape(article.title)}</p>'
            f'<p class="text-muted small">{article.posted:%d/%m/%Y %H:%M}</p>'
            f'<div class="mt-4"><p class="fs-5">{escape(article.summary or "")}</p>{body}</div></div>'
            f"{self._related(article)}"
        )
        section = article.category
        return self._page(article.title, main, path, section=section, article=article)


DECLARATION = f"""[{EvolvingSite.name}]
title = "Cổng thông tin điện tử xã (demo)"
family = "liferay"
scheme = "http"
hosts = ["{{host}}"]
listings = {[f"/vi/{name}" for name in CATEGORIES]!r}
discover = false
delay = 0.0
status = "demo"
evidence = "built in"
"""
"""The portal's declaration; `{{host}}` is to be filled in."""
TELLING = f'sitemaps = ["{SITEMAP}"]\n'
"""What is added to it where the sitemap tells of edits."""
NEW_LAYOUT = f"""
[{EvolvingSite.name}.layout]
root = "#bai-viet"
title = ".fs-2"
date = ".text-muted"
summary = ".fs-5"
body = ".mt-4"
junk = ".fs-5"
"""
"""What is added to it once the redesign was seen."""
