"""`datasheet.md`: what the data are, filled in from the data, in English and in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from govnews.dataset import schema
from govnews.dataset.citation import Citation
from govnews.exporting.about import sites
from govnews.exporting.profile import Profile
from govnews.model import HANOI

LANGUAGES = {"en": "datasheet.md", "vi": "datasheet.vi.md"}
"""Language → the file's name."""


def datasheet(
    profile: Profile, citation: Citation, scores: Mapping[str, Any] | None, language: str
) -> str:
    """The sheet as Markdown; every table must have passed through `profile`.

    `scores` is the report of `govnews evaluate --json`; without it the scores that govnews
    publishes of itself are shown, and called so.
    """
    sheet = _Sheet(profile, citation, language)
    template = Template(
        (files("govnews.exporting") / f"datasheet.{language}.md").read_text("utf-8")
    )
    return template.substitute(
        title=citation.title,
        version_id=citation.version_id,
        citation=str(citation),
        bibtex=citation.bibtex,
        author=citation.author or sheet.say("unknown"),
        rows=sheet.rows(),
        portals=sheet.portals(),
        published=sheet.span("published_at"),
        fetched=sheet.span("fetched_at"),
        undated=sheet.number(sheet.lacking("published_at")),
        unfetched=sheet.sentence("unfetched", sheet.lacking("fetched_at")),
        truncated=sheet.sentence("truncated", profile.filled["articles"]["truncated"]),
        filled=sheet.filled(),
        coverage=sheet.coverage(),
        states=sheet.counted("states", "state"),
        changes=sheet.listed(profile.values["changes", "kind"]),
        readers=sheet.listed(profile.readers()),
        general=sheet.share(profile.general(), profile.rows["articles"]),
        scores=sheet.scores(scores),
        ethics=sheet.say("ethics"),
        rights=sheet.say("rights"),
    )


def published_scores() -> dict[str, Any]:
    """What govnews publishes of its own readers, on articles at hand and on new ones."""
    found: dict[str, Any] = json.loads(
        (files("govnews.exporting") / "published_scores.json").read_text("utf-8")
    )
    return found


@cache
def _words(language: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads(
        (files("govnews.exporting") / "datasheet.json").read_text("utf-8")
    )
    return found[language]


class _Sheet:
    """The parts of one sheet in one language."""

    def __init__(self, profile: Profile, citation: Citation, language: str) -> None:
        self._profile, self._citation = profile, citation
        self._words, self._is_vietnamese = _words(language), language == "vi"

    def say(self, key: str, **values: str) -> str:
        return self._words[key].format(**values)

    def sentence(self, key: str, count: int) -> str:
        """A sentence with a number; nothing where it is 0."""
        return self.say(key, count=self.number(count)) if count else ""

    def number(self, value: float, digits: int = 0) -> str:
        text = f"{value:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self._is_vietnamese else text

    def share(self, part: int, whole: int) -> str:
        if not whole:
            return self.say("nothing")
        return f"{self.number(part)} ({self.number(100 * part / whole, 1)} %)"

    def lacking(self, column: str) -> int:
        profile = self._profile
        return profile.rows["articles"] - profile.filled["articles"][column]

    def span(self, column: str) -> str:
        span = self._profile.span(column)
        if span is None:
            return self.say("unknown")
        first, last = map(_day, span)
        return self.say("span", first=first, last=last)

    def rows(self) -> str:
        rows = ((f"`{t}`", self.number(count)) for t, count in self._profile.rows.items())
        return self._table("table rows", rows, numbers=1)

    def portals(self) -> str:
        profile = self._profile
        counts = profile.values["articles", "portal"]
        found = []
        for site in sites(self._citation.portals):
            span = profile.spans.get((site.name, "published_at"))
            days = [*map(_day, span)] if span else [self.say("unknown")] * 2
            found.append((f"`{site.name}`", site.title, *days, self.number(counts[site.name])))
        return self._table("portal name first last articles", found, numbers=1)

    def filled(self) -> str:
        found = [
            (
                f"`{table}`",
                f"`{column.name}`",
                self.share(self._profile.filled[table][column.name], rows),
            )
            for table, rows in self._profile.rows.items()
            for column in schema.columns(table)
            if rows and (column.nullable or column.kind == "list")
        ]
        return self._table("table column filled", found, numbers=1)

    def coverage(self) -> str:
        covered = self._profile.covered
        if not covered:
            return self.say("no_coverage")
        names = ("days", "whole", "listed", "fetched", "stored", "failed", "known_missing")
        found = [
            (f"`{portal}`", *(self.number(counts[name]) for name in names))
            for portal, counts in covered.items()
        ]
        headings = "portal days whole listed fetched stored failed known_missing"
        return f"{self._table(headings, found, numbers=7)}\n\n{self.say('coverage')}"

    def counted(self, table: str, column: str) -> str:
        counts = self._profile.values[table, column]
        if not counts:
            return self.say("not_watched")
        found = [(f"`{name}`", self.share(n, counts.total())) for name, n in counts.most_common()]
        return self._table("state articles", found, numbers=1)

    def listed(self, counts: Mapping[str, int]) -> str:
        parts = [f"`{name}` {self.number(counts[name])}" for name in sorted(counts)]
        return ", ".join(parts) or self.say("none")

    def scores(self, report: Mapping[str, Any] | None) -> str:
        if report is None:
            published = published_scores()
            found = [
                (row["field"], *(self._score(row[name]) for name in ("at_hand", "new")))
                for row in published["scores"]
            ]
            return (
                f"{self.say('published')}\n\n{self._table('field at_hand new', found, numbers=2)}"
            )
        found = [
            (
                f"`{f}`",
                s["measure"],
                *(self._score(s.get(n)) for n in ("value", "precision", "recall")),
            )
            for f, s in report["fields"].items()
        ]
        heading = self.say("measured", count=self.number(report["pages"]))
        return (
            f"{heading}\n\n{self._table('field measure score precision recall', found, numbers=3)}"
        )

    def _score(self, value: float | None) -> str:
        return "" if value is None else self.number(value, 2)

    def _table(self, headings: str, rows: Iterable[Sequence[str]], *, numbers: int) -> str:
        """A table whose last columns are `numbers`."""
        names = headings.split()
        lines = [[self.say(f"column_{name}") for name in names]]
        lines.append(["---"] * (len(names) - numbers) + ["---:"] * numbers)
        lines += [[cell.replace("|", r"\|") for cell in row] for row in rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _day(moment: datetime) -> str:
    return moment.astimezone(HANOI).date().isoformat()
