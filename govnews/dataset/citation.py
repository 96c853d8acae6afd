"""Which data these are: an id of their content, and how to cite them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

from govnews.dataset.selection import Selection
from govnews.dataset.snapshot import View
from govnews.model import HANOI

_NAMED = 4
"""So many portals are named; of more the number is said."""
_SPECIAL = re.compile(r"[\\{}%&$#_^~]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite a dataset; `str` gives the line, `bibtex` the entry."""

    version_id: str
    """32 hexadecimal digits over the readings of all articles in it: the same data, the same id."""
    articles: int
    portals: tuple[str, ...]
    """By number of articles, most first."""
    first: date | None
    """Day of publication (Hanoi) of the oldest article; None where no day is known."""
    last: date | None
    """Of the newest one."""
    harvested: date | None
    """Day (Hanoi) on which the last run that it holds ended."""
    software: str
    """Version of govnews that reads it now."""
    author: str | None = None
    """Whose harvest it is, if somebody says so."""

    @property
    def title(self) -> str:
        """Portals and days of publication."""
        named = ", ".join(self.portals[:_NAMED])
        many = len(self.portals) > _NAMED
        of = f"{len(self.portals)} portals, among them {named}" if many else named
        if self.first is None:
            days = "undated"
        elif self.first == self.last:
            days = self.first.isoformat()
        else:
            days = f"{self.first} to {self.last}"
        return f"News of Vietnamese government portals ({of or 'none'}), {days}"

    @property
    def bibtex(self) -> str:
        """A BibTeX entry in UTF-8."""
        fields = {
            "author": self.author and f"{{{_escaped(self.author)}}}",
            "title": f"{{{_escaped(self.title)}}}",
            "year": self.harvested and str(self.harvested.year),
            "version": self.version_id,
            "howpublished": f"Dataset, {self.articles} articles, made with govnews {self.software}",
            "note": f"Dataset version {self.version_id}"
            + (f", harvested until {self.harvested}" if self.harvested else ""),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@misc{{govnews-{self.version_id[:8]},\n" + ",\n".join(lines) + "\n}"

    def __str__(self) -> str:
        """One line for a list of references."""
        parts = [
            self.author and f"{self.author}{f' ({self.harvested.year})' if self.harvested else ''}",
            self.title,
            f"Dataset, {self.articles:,} articles"
            + (f", harvested until {self.harvested}" if self.harvested else ""),
            f"Made with govnews {self.software}",
            f"Dataset version {self.version_id}",
        ]
        return ". ".join(part for part in parts if part) + "."


def read_citation(view: View, selection: Selection, author: str | None = None) -> Citation:
    """Read from the ledger what a selection shows of it.

    Raises:
        DatasetError: the ledger is damaged.

    """
    digest = hashlib.blake2b(digest_size=16)
    portals: Counter[str] = Counter()
    days: list[str] = []
    chosen, values = view.chosen(selection)
    query = (
        "select c.article_id, c.version, v.reading, c.portal, c.published_at "  # noqa: S608
        f"from ({chosen}) c join versions v using (article_id, version) order by c.article_id"
    )
    for row in view.rows(query, values):
        digest.update(f"{row['article_id']} {row['version']} {row['reading']}\n".encode())
        portals[row["portal"]] += 1
        if published := row["published_at"]:
            days = [min(*days, published), max(*days, published)] if days else [published] * 2
    finished = [run["finished"] for run in view.runs(selection.as_of)]
    first, last = map(_day, days) if days else (None, None)
    return Citation(
        version_id=digest.hexdigest(),
        articles=portals.total(),
        portals=tuple(name for name, _ in portals.most_common()),
        first=first,
        last=last,
        harvested=_day(max(finished)) if finished else None,
        software=version("govnews"),
        author=author,
    )


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(HANOI).date()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(
        lambda match: r"\textbackslash{}" if match[0] == "\\" else f"\\{match[0]}", text
    )
