"""What the demo tells the person who ran it, in 80 columns."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from govnews.dataset import Dataset
from govnews.demo.check import Check
from govnews.model import TABLES, Award, Evidence, Record, Speech
from govnews.terminal import new_console
from govnews.text import sentences

WIDTH = 80
SCORES = {
    "title": "headline",
    "event_date": "date of the event",
    "venue": "venue",
    "people": "people",
    "positions": "their offices",
    "speakers": "speakers and kind of speech",
    "awards": "awards and recipients",
    "captions": "captions",
}
"""The fields of the evaluation that the demo shows, in words."""
_SHOWN = 320
"""Code points of an example sentence."""


def console() -> Console:
    """Standard output, never wider than 80 columns."""
    return new_console(width=min(Console().width, WIDTH))


def show_rows(out: Console, dataset: Dataset, portals: Iterable[str]) -> None:
    """Rows per table and per portal."""
    articles = dataset.articles
    table = Table(title="Rows in the dataset", title_justify="left", box=None, pad_edge=False)
    table.add_column("table", style="bold")
    names = tuple(portals)
    for portal in names:
        table.add_column(portal, justify="right")
    table.add_column("file", style="dim")
    for name in TABLES:
        rows = getattr(dataset, name)
        counts = []
        for portal in names:
            own = articles.loc[articles["portal"] == portal, "article_id"]
            counts.append(f"{int(rows['article_id'].isin(own).sum()):,}")
        table.add_row(name, *counts, f"{name}.parquet, csv/{name}.csv")
    out.print(table)


def show_examples(out: Console, records: Sequence[Record]) -> None:
    """A speaker, an award and a person with several offices, each with the words it was read from."""
    out.print("\n[bold]Three of the facts, with the words they were read from[/]")
    for label, words, sentence in _examples(records):
        out.print(f"\n[bold]{label}[/]  {words}")
        out.print(f"  “{sentence}”", style="dim", markup=False)


def show_check(out: Console, check: Check) -> None:
    """Articles expected and found, and a few scores."""
    found = check.expected - len(check.missing)
    out.print(f"\n[bold]Check[/]  {found} of {check.expected} articles are in the dataset.")
    for article in check.missing:
        out.print(f"  not found: {article.id} {article.title}", markup=False)
    for url in check.unexpected:
        out.print(f"  unexpected: {url}", markup=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("read right, 1.00 is all", style="bold")
    for heading in ("score", "precision", "recall"):
        table.add_column(heading, justify="right")
    for field, label in SCORES.items():
        if (score := check.report.scores.get(field)) and score.value is not None:
            shares = (score.value, score.precision, score.recall)
            table.add_row(label, *("" if share is None else f"{share:.2f}" for share in shares))
    out.print(table)
    out.print(
        "The articles are made up and their facts noted beside them; how right real pages"
        " are read is measured with `govnews evaluate`."
    )


def show_next(out: Console, folder: Path) -> None:
    """Three commands to try, each as it works from this folder."""
    programs = _programs()
    commands = (
        f"{programs}python -c \"import govnews; print(govnews.load('{folder}').speakers)\"",
        f"{programs}govnews portals",
        f"{programs}govnews harvest haiphong --max 20 --out data/haiphong",
    )
    out.print("\n[bold]Next[/]")
    for command in commands:
        out.print(f"  {command}", markup=False, soft_wrap=True)


def _programs() -> str:
    """What to write before a program of this environment: nothing where it is active."""
    home = Path(sys.executable).parent
    found = shutil.which("govnews")
    if found and Path(found).parent == home:
        return ""
    with_cwd = home.relative_to(Path.cwd()) if home.is_relative_to(Path.cwd()) else home
    return f"{with_cwd}/"


def _examples(records: Sequence[Record]) -> Iterator[tuple[str, str, str]]:
    """The same for the same dataset: of what shows the most, the first by address."""
    ordered = sorted(records, key=lambda record: record.article.canonical_url)
    speeches = [(record, row) for record in ordered for row in record.speakers]
    awards = [(record, row) for record in ordered for row in record.awards]
    people = [(record, row) for record in ordered for row in record.people]
    if speeches:
        record, speech = max(speeches, key=lambda pair: _telling_speech(pair[1]))
        yield "speaker", f"{speech.name}: {speech.speech_kind}", _sentence(record, speech.evidence)
    if awards:
        record, award = max(awards, key=lambda pair: _telling_award(pair[1]))
        given = f", from {award.grantor}" if award.grantor else ""
        words = f"{award.award} → {award.recipient}{given}"
        yield "award", words, _sentence(record, award.evidence)
    if people:
        record, person = max(people, key=lambda pair: len(pair[1].positions))
        words = f"{person.name}: {'; '.join(person.positions)}"
        yield "person", words, _sentence(record, person.evidence)


def _telling_speech(row: Speech) -> int:
    return (row.speech_kind != "address") + bool(row.speech_text) + bool(row.positions)


def _telling_award(row: Award) -> int:
    named = row.recipient_kind == "person" and row.recipient is not None
    return 2 * named + bool(row.rank) + bool(row.grantor) + (row.award_kind == "order")


def _sentence(record: Record, evidence: Evidence) -> str:
    """The sentence that holds the first word of the evidence, cut where it is long."""
    text = record.field_text(evidence.field) or evidence.text
    spans = (text[s:e] for s, e in sentences(text) if s <= evidence.start < e)
    sentence = " ".join(next(spans, evidence.text).split())
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN].rsplit(' ', 1)[0]} …"
