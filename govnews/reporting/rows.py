"""The rows behind the numbers: for each number some articles, and the query that gives all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from govnews.questions.query import PERSON, texts
from govnews.reporting.markup import Html, link, paragraph, section, table
from govnews.reporting.words import Words

if TYPE_CHECKING:
    from govnews.dataset import Dataset

SHOWN = 3
"""So many rows of each number are shown."""
_MARKS = {
    "people": (PERSON.format("t"),),
    "speakers": (PERSON.format("t"),),
    "awards": ("t.award_kind", "t.status"),
}
"""What tells the facts of one number from others of the same article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What stands behind one number."""

    heading: str
    count: int
    query: str
    """SQL that gives all of them, or a command."""
    articles: tuple[str, ...]
    """Some of their articles, the newest first."""
    facts: str = ""
    """The table whose words are shown, if any."""
    marks: tuple[str, ...] = ()
    """The values of `_MARKS` that they have; none: any."""


@dataclass(slots=True)
class Appendix:
    """Collects what stands behind the numbers of a page."""

    words: Words
    rows: dict[str, Rows] = field(default_factory=dict)

    def number(
        self,
        count: int,
        heading: str,
        query: str,
        articles: Iterable[str],
        *,
        facts: str = "",
        marks: tuple[str, ...] = (),
    ) -> Html:
        """A number that leads to its rows; zero leads nowhere."""
        shown = self.words.number(count)
        if not count:
            return Html(shown)
        key = f"rows-{len(self.rows) + 1}"
        self.rows[key] = Rows(
            heading=heading,
            count=count,
            query=" ".join(query.split()),
            articles=tuple(articles)[:SHOWN],
            facts=facts,
            marks=marks,
        )
        return Html(f'<a href="#{key}" id="from-{key}">{shown}</a>')

    def also(self, count: int) -> Html:
        """Another number of the rows that `number` was given last."""
        return Html(f'<a href="#rows-{len(self.rows)}">{self.words.number(count)}</a>')

    def html(self, dataset: Dataset, name: str) -> Html:
        """The appendix; asks the dataset for the articles and words once for all numbers."""
        articles = _articles(dataset, self.rows.values())
        words = {
            facts: _words(dataset, facts, self.rows.values())
            for facts in {rows.facts for rows in self.rows.values() if rows.facts}
        }
        parts = [
            self._one(key, rows, articles, words.get(rows.facts, {}))
            for key, rows in self.rows.items()
        ]
        say = self.words
        note = paragraph(say("appendix_note", repr(name)), "note")
        return section("rows", say("appendix"), note, *parts)

    def _one(
        self,
        key: str,
        rows: Rows,
        articles: Mapping[str, tuple[object, ...]],
        words: Mapping[tuple[str, ...], str],
    ) -> str:
        say = self.words
        shown = []
        for article_id in rows.articles:
            if article_id in articles:
                title, url, portal, day = articles[article_id]
                row = [say.day(day), portal, link(str(url), str(title)), _code(article_id)]
                said = words.get((article_id, *rows.marks)) or words.get((article_id,))
                shown.append([*row, said] if rows.facts else row)
        columns = [say("day"), say("portal"), say("article"), "article_id"]
        if rows.facts:
            columns.append(say("words"))
        told = say("of_all", say.number(len(shown)), say.number(rows.count))
        found = table(f"{rows.heading}: {told}", columns, shown, "d") if shown else ""
        back = f'<a href="#from-{key}" aria-label="{escape(rows.heading)}">↑</a>'
        head = f"<h3>{escape(rows.heading)} {back}</h3>"
        return f'<div class="rows" id="{key}">{head}<pre>{escape(rows.query)}</pre>{found}</div>'


def _code(text: str) -> Html:
    return Html(f"<code>{escape(text)}</code>")


def _ids(rows: Iterable[Rows], facts: str = "") -> set[str]:
    return {each for some in rows if facts in ("", some.facts) for each in some.articles}


def _articles(dataset: Dataset, rows: Iterable[Rows]) -> dict[str, tuple[object, ...]]:
    """Article → its title, address, portal and day."""
    wanted = _ids(rows)
    if not wanted:
        return {}
    found = dataset.sql(
        "select article_id, title, canonical_url, portal, published_at from articles "  # noqa: S608
        f"where article_id in {texts(wanted)}"
    )
    return {row[0]: tuple(row[1:]) for row in found.itertuples(index=False)}


def _words(dataset: Dataset, facts: str, rows: Iterable[Rows]) -> dict[tuple[str, ...], str]:
    """Article and marks → the first words of such a fact; also by the article alone."""
    wanted = _ids(rows, facts)
    found = dataset.sql(
        f"select article_id, {', '.join(_MARKS[facts])}, evidence_text from {facts} t "  # noqa: S608
        f"where article_id in {texts(wanted)}"
    )
    words: dict[tuple[str, ...], str] = {}
    for article_id, *marks, said in found.itertuples(index=False, name=None):
        words.setdefault((article_id, *marks), said)
        words.setdefault((article_id,), said)
    return words
