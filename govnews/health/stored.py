"""What a run would put in the place of stored articles: a poorer reading, or another article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from govnews.health.cause import Cause
from govnews.health.measure import DATE, GENERIC, LAYOUT, Article, layout_of, marks_of
from govnews.text import fold

ALIKE = 1 / 3
"""Headlines that share less than this of their words are not two wordings of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The current version of an article before the run."""

    title: str
    layout: str
    day: date | None
    marks: frozenset[str]
    """Of its text, as `marks_of` gives them."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Stored:
        """From the columns `title parser published_at body` of the table of articles."""
        return cls(
            title=row["title"],
            layout=layout_of(row["parser"]),
            day=row["published_at"].date() if row["published_at"] else None,
            marks=frozenset(marks_of(row["body"])),
        )


Lookup = Callable[[Collection[str]], Mapping[str, Stored]]
"""Gives what is stored of articles."""


def nothing_stored(articles: Collection[str]) -> Mapping[str, Stored]:
    """For runs that have no dataset before them."""
    return {}


def spoilt(
    changed: Mapping[str, Article], stored: Mapping[str, Stored], *, dated: Collection[str]
) -> tuple[dict[str, Cause], list[str]]:
    """The changed articles that must not be stored, each with the cause, and what to tell.

    `dated`: of these a lost date alone is a cause; of the others it was told already.
    """
    poorer = [i for i in changed if i in stored and _lost_its_layout(changed[i], stored[i])]
    undated = [
        i for i in changed if i in dated and i in stored and stored[i].day and not changed[i].day
    ]
    others = [i for i in changed if i in stored and is_another(changed[i], stored[i])]
    causes = {i: Cause(field=DATE) for i in undated} | {i: Cause(field=LAYOUT) for i in poorer}
    causes |= {i: Cause(title=stored[i].title) for i in others}
    told = []
    if poorer:
        told.append(
            f"{_counted(poorer, 'stored article')} would be written over by the generic reader, "
            f"e.g. {changed[poorer[0]].url}: the portal's layout fits no more"
        )
    if undated := [i for i in undated if i not in poorer]:
        told.append(
            f"{_counted(undated, 'stored article')} would lose the date, "
            f"e.g. {changed[undated[0]].url}: look whether the portal's pages have changed"
        )
    if others:
        told.append(
            f"{_counted(others, 'stored article')} would be written over by another one at the "
            f"same address, e.g. {changed[others[0]].url}: look which of the two is right"
        )
    return causes, told


def is_another(article: Article, before: Stored) -> bool:
    """Whether a page shows another article than before: headline, text and day all differ."""
    marks = set(article.marks)
    differ = article.day and before.day and article.day != before.day
    return bool(
        differ
        and marks
        and before.marks
        and not marks & before.marks
        and not is_alike(article.title, before.title)
    )


def is_alike(title: str, other: str) -> bool:
    """Whether two headlines may be of one article.

    >>> is_alike("Lịch công tác tuần 12", "Lịch công tác tuần 13")
    True
    >>> is_alike("Khai mạc lễ hội", "Mưa lớn ở vùng núi")
    False
    """
    words, others = set(fold(title).split()), set(fold(other).split())
    return len(words & others) >= ALIKE * len(words | others)


def _lost_its_layout(article: Article, before: Stored) -> bool:
    return article.layout.endswith(GENERIC) and not before.layout.endswith(GENERIC)


def _counted(articles: Collection[str], what: str) -> str:
    return f"{len(articles)} {what}{'s' if len(articles) > 1 else ''}"
