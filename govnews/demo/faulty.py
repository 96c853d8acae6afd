"""A sound site of the demo with faults that can be switched on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from govnews.demo.articles import Block, DemoArticle
from govnews.demo.body import Answer, Site
from govnews.demo.faults import (
    ARTICLE,
    FAULTS,
    LISTING,
    LOGIN,
    LOGIN_PAGE,
    MOVED,
    PAGE,
    ROBOTS,
    Asked,
    Fault,
)

EDIT = "Thông tin được bổ sung trong ngày."
"""The paragraph of a silent edit."""
_ARTICLE = re.compile(r"/-/view_content/\d+|-\d+$")
_LATECOMERS = ("back-dated", "duplicate-id")


class FaultySite:
    """Answers like a sound site until `on` is true."""

    def __init__(
        self,
        make: Callable[[Sequence[DemoArticle]], Site],
        articles: Sequence[DemoArticle],
        faults: Mapping[str, float],
        *,
        seed: int = 0,
    ) -> None:
        """`faults` are names of `FAULTS` and the share that each hits."""
        self.on = False
        self.faults = dict(faults)
        self._seed = seed
        self._asked: dict[str, int] = {}
        late = articles[len(articles) // 2] if set(faults) & set(_LATECOMERS) else None
        self.articles = tuple(self._changed(article, late, articles[0]) for article in articles)
        """The articles while the faults are on."""
        self.sound_articles = tuple(article for article in articles if article is not late)
        """The articles while they are off."""
        self._sound = make(self.sound_articles)
        self._faulty = make(self.articles)
        self.name = self._sound.name

    def let_loose(self) -> None:
        """From now on the faults are on, with the luck of the first requests."""
        self._asked.clear()
        self.on = True

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path, spoilt by the faults that hit it."""
        if not self.on:
            return self._sound.get(path, query)
        number = self._asked[path] = self._asked.get(path, 0) + 1
        plain = path.removeprefix(MOVED)
        if plain == LOGIN:
            return LOGIN_PAGE if "login" in self.faults else None
        answer = self._faulty.get(plain, query)
        if answer is None:
            return None
        pages = [
            int(value) for name, value in query.items() if name.endswith("_cur") and value.isdigit()
        ]
        asked = Asked(path=path, page=max(pages, default=1))
        for name, rate in self.faults.items():
            fault = FAULTS[name]
            address = f"{plain} {asked.page}"
            if fault.spoil and _touches(fault, plain):
                again = number if fault.comes_and_goes else 0
                if self._hits(name, f"{address} {again}", rate):
                    answer = fault.spoil(answer, asked)
        return answer

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The answer to a POST, which no fault touches."""
        return (self._faulty if self.on else self._sound).post(path, form)

    def _hits(self, name: str, what: str, rate: float) -> bool:
        return Random(f"{self._seed} {name} {what}").random() < rate

    def _changed(
        self, article: DemoArticle, late: DemoArticle | None, first: DemoArticle
    ) -> DemoArticle:
        edits = self.faults.get("silent-edit", 0.0)
        if self._hits("silent-edit", str(article.id), edits):
            return replace(article, blocks=(*article.blocks, Block(kind="p", rows=((EDIT,),))))
        if article is late and "duplicate-id" in self.faults:
            return replace(article, id=first.id)
        return article


def _touches(fault: Fault, path: str) -> bool:
    kind = ROBOTS if path == "/robots.txt" else ARTICLE if _ARTICLE.search(path) else LISTING
    return fault.touches == kind or (fault.touches == PAGE and kind != ROBOTS)
