"""What was read, in numbers: how many articles have each field, how long they are, what repeats."""

from __future__ import annotations

import hashlib
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from govnews.health.orders import DAY, MONTH, order_traits

COLUMNS = (
    "published_at", "summary", "body", "authors", "section", "tags",
    "event_name", "event_date", "organiser", "venue",
)  # fmt: skip
"""Columns of an article that are measured by their own names."""
LAYOUT = "own_layout"
"""Stands among the fields for `the portal's own layout fits`."""
FIELDS = (*COLUMNS, "pictures", "captions", "people", "speakers", LAYOUT)
DATE = "published_at"
GENERIC = "generic"
"""The reader of pages that no layout fits; it stands alone or behind the family's name."""
LONG = 40
"""Characters from which on a paragraph that repeats is no phrase but a template's."""
EDGE = 3
"""So many paragraphs at either end of a text are compared: a leak comes from around it."""
MOST_MARKS = 50_000
"""Of different paragraphs, so many are counted at a time."""
REPEATED = 0.3
"""A paragraph in this share of a run's articles is a template's."""
MOST_REPEATED = 20

Traits = dict[str, Any]
"""One reading: `portal layout url title day`, the fields it `has`, its `chars`, the `marks` of its
paragraphs, whether it is `dated` by a printed date, and what `order_traits` gives."""


@dataclass(slots=True, kw_only=True)
class Article:
    """What was measured of one article."""

    layout: str
    url: str
    has: set[str]
    chars: int
    marks: tuple[str, ...]
    is_dated_in_vain: bool
    is_stored: bool
    is_changed: bool
    """Stored over another version."""
    title: str
    day: date | None = None
    printed: str = ""
    """As in `order_traits`, like the next two."""
    read: str = ""
    likely: str = ""

    def take_date(self, traits: Traits) -> None:
        """The date of this reading; the journal of an older release says nothing of its order."""
        self.day = date.fromisoformat(traits["day"]) if traits.get("day") else None
        self.printed = traits.get("printed", "")
        self.read = traits.get("read", "")
        self.likely = traits.get("likely", "")


@dataclass(slots=True)
class Measures:
    """The measures of one portal in one run, an article counted once however often it was read."""

    articles: dict[str, Article] = field(default_factory=dict)
    paragraphs: Counter[str] = field(default_factory=Counter)

    def add(self, article_id: str, traits: Traits, *, stored: bool, changed: bool = False) -> None:
        """Count a reading; a copy of the article adds the fields that the first one lacked."""
        if known := self.articles.get(article_id):
            known.has |= set(traits["has"])
            known.is_stored |= stored
            known.is_changed |= changed
            known.is_dated_in_vain &= "published_at" not in known.has
            if known.day is None:
                known.take_date(traits)
            return
        self.articles[article_id] = Article(
            layout=traits["layout"],
            url=traits["url"],
            has=set(traits["has"]),
            chars=traits["chars"],
            marks=tuple(traits["marks"]),
            is_dated_in_vain=traits["dated"] and "published_at" not in traits["has"],
            is_stored=stored,
            is_changed=changed,
            title=traits.get("title", ""),
        )
        self.articles[article_id].take_date(traits)
        self.paragraphs.update(traits["marks"])
        if len(self.paragraphs) > MOST_MARKS:
            self.paragraphs = Counter({m: n for m, n in self.paragraphs.items() if n > 1})

    def groups(self) -> dict[str, Group]:
        """Layout → what the articles that it read have."""
        found: dict[str, Group] = {}
        for article in self.articles.values():
            found.setdefault(article.layout, Group()).count(article)
        return {layout: found[layout] for layout in sorted(found)}

    def changed(self) -> dict[str, Article]:
        """The articles that are stored over another version."""
        return {i: article for i, article in self.articles.items() if article.is_changed}

    def repeated(self) -> dict[str, int]:
        """Mark of a paragraph → in how many articles it stands, where these are many."""
        least = max(2, REPEATED * len(self.articles))
        common = self.paragraphs.most_common(MOST_REPEATED)
        return {mark: number for mark, number in common if number >= least}

    def stored(self, layouts: set[str], marks: set[str]) -> Iterator[str]:
        """The articles to be stored that were read by these layouts, or hold these paragraphs."""
        for article_id, article in self.articles.items():
            if article.is_stored and (article.layout in layouts or marks & set(article.marks)):
                yield article_id

    def example(self, mark: str) -> str:
        """The address of an article that holds a paragraph."""
        return next(a.url for a in self.articles.values() if mark in a.marks)


@dataclass(slots=True)
class Group:
    """The articles that one layout read in one run."""

    articles: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    """Field → articles that have it."""
    lengths: list[int] = field(default_factory=list)
    dated_in_vain: int = 0
    """Articles whose date is printed and could not be read, or lies in the future."""
    in_vain: str = ""
    """Address of the first one."""
    orders: Counter[str] = field(default_factory=Counter)
    """How the dates are printed, as in `order_traits`."""
    lacking: dict[str, str] = field(default_factory=dict)
    """Field → address of the first article without it."""

    def count(self, article: Article) -> None:
        self.articles += 1
        self.filled.update(article.has)
        self.lengths.append(article.chars)
        self.dated_in_vain += article.is_dated_in_vain
        if article.is_dated_in_vain:
            self.in_vain = self.in_vain or article.url
        self.orders[article.printed] += 1
        for name in FIELDS:
            if name not in article.has:
                self.lacking.setdefault(name, article.url)

    @property
    def chars(self) -> int:
        """Median length of the text."""
        return round(statistics.median(self.lengths)) if self.lengths else 0

    def to_dict(self) -> dict[str, Any]:
        """For the run's report."""
        return {
            "articles": self.articles,
            "filled": {name: self.filled[name] for name in FIELDS},
            "chars": self.chars,
            "dated_in_vain": self.dated_in_vain,
            "orders": {order: self.orders[order] for order in (DAY, MONTH)},
        }


def together(groups: Iterable[Group]) -> Group:
    """Several groups as one."""
    whole = Group()
    for group in groups:
        whole.articles += group.articles
        whole.filled.update(group.filled)
        whole.lengths += group.lengths
        whole.dated_in_vain += group.dated_in_vain
        whole.orders.update(group.orders)
        whole.lacking = group.lacking | whole.lacking
    return whole


def traits_of(record: Mapping[str, Any]) -> Traits:
    """What is measured of one record, given as `Record.to_dict()` gives it."""
    article = record["article"]
    layout = layout_of(article["parser"])
    has = [name for name in COLUMNS if article[name]]
    has += [table for table in ("people", "speakers") if record[table]]
    has += ["pictures"] if record["captions"] else []
    has += ["captions"] if any(row["caption"] for row in record["captions"]) else []
    has += [] if layout.endswith(GENERIC) else [LAYOUT]
    return {
        "portal": article["portal"],
        "layout": layout,
        "url": article["url"],
        "has": has,
        "chars": len(article["body"]),
        "marks": marks_of(article["body"]),
        "dated": bool(article["published_text"]),
        "title": article["title"],
        "day": (article["published_at"] or "")[:10],
        **order_traits(article),
    }


def layout_of(parser: str) -> str:
    """The layout in an article's column `parser`."""
    return parser.partition("/")[2] or parser


def marks_of(body: str) -> list[str]:
    """A mark for each long paragraph near the ends of a text."""
    paragraphs = body.split("\n\n")
    near = dict.fromkeys((*paragraphs[:EDGE], *paragraphs[-EDGE:]))
    return list(dict.fromkeys(mark_of(p) for p in near if len(p) >= LONG))


def mark_of(paragraph: str) -> str:
    """A short name for a paragraph's text."""
    return hashlib.blake2b(paragraph.encode(errors="replace"), digest_size=6).hexdigest()
