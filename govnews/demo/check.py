"""A harvest of the demo portals against what their articles are known to hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govnews.dataset import Dataset
from govnews.demo.articles import DemoArticle
from govnews.demo.sites import NAMES
from govnews.evaluate import Reading, Report, compare
from govnews.model import ROW_TYPES, TABLES, Article, Evidence, Record
from govnews.page.urls import article_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How a dataset compares with the demo's articles."""

    expected: int
    missing: tuple[DemoArticle, ...]
    """Articles that the dataset does not have."""
    unexpected: tuple[str, ...]
    """Addresses of articles under a demo portal's name that the demo does not have."""
    report: Report
    """Scores over the articles that were found."""


def check_harvest(dataset: Dataset, articles: Iterable[DemoArticle]) -> Check:
    """Compare the dataset's rows of the demo portals with the gold records."""
    records, unexpected = {}, []
    wanted = {str(article.id): article for article in articles}
    for record in read_records(dataset, portals=NAMES):
        key = article_key(record.article.canonical_url) or ""
        if key in wanted:
            records[key] = record
        else:
            unexpected.append(record.article.url)
    found = (
        Reading(file=f"{article.code}.json", gold=gold_of(article), record=records[key])
        for key, article in wanted.items()
        if key in records
    )
    return Check(
        expected=len(wanted),
        missing=tuple(article for key, article in wanted.items() if key not in records),
        unexpected=tuple(unexpected),
        report=compare(found),
    )


def gold_of(article: DemoArticle) -> dict[str, Any]:
    """The gold record of an article with the body that its blocks make."""
    return {**article.gold, "body_paragraphs": list(article.paragraphs)}


def read_records(dataset: Dataset, *, portals: Iterable[str]) -> list[Record]:
    """The dataset's current articles of these portals, put together again from its tables."""
    names = set(portals)
    rows: dict[str, dict[str, list[Any]]] = {table: {} for table in TABLES}
    for table in TABLES:
        for row in dataset.arrow(table).to_pylist():
            rows[table].setdefault(row["article_id"], []).append(_row(ROW_TYPES[table], row))
    articles: list[Article] = [article for (article,) in rows["articles"].values()]
    return [
        Record(
            article=article,
            **{table: tuple(rows[table].get(article.article_id, ())) for table in TABLES[1:]},
        )
        for article in articles
        if article.portal in names
    ]


def _row(kind: type, values: Mapping[str, Any]) -> Any:
    """A row of a table as an object of the model, its evidence gathered from five columns."""
    names = {field.name for field in dataclasses.fields(kind)} & values.keys()
    listed = {name: values[name] for name in names}
    fields = {n: tuple(v) if isinstance(v, list) else v for n, v in listed.items()}
    if "evidence_field" in values:
        fields["evidence"] = Evidence(
            field=values["evidence_field"],
            start=values["evidence_start"],
            end=values["evidence_end"],
            text=values["evidence_text"],
            rule=values["rule"],
        )
    return kind(**fields)
