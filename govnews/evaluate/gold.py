"""Gold records: JSON files written by a person, and the pages that they speak of.

A gold file has the keys of `Record.to_dict()`: `article`, `people`, `speakers`, `captions`, `awards`,
and `body_paragraphs`. What it leaves out is not scored. Beside a value, `<field>_alt` lists other
right answers. Its page is either

- saved: `source` is a file relative to the folder above the gold folder, a page (`.html`) or a
  WARC (`.warc`, `.warc.gz`) that holds the response to `url`; or
- plain text: `text`, with `title`, `published` (ISO 8601) and `portal` where they are known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govnews.errors import BadInput, GovnewsError
from govnews.model import Record
from govnews.text import clean

Gold = dict[str, Any]
ARTICLE_TEXTS = ("title", "summary", "event_name", "event_date_text", "organiser", "venue", "place")
CAPTION_TEXTS = ("caption", "caption_with_credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A gold record and what govnews read from the same page."""

    file: str
    """Name of the gold file."""
    gold: Gold
    record: Record | None
    """None where the page could not be read."""
    failure: str | None = None
    """Why not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A gold record and the page it speaks of."""

    file: str
    gold: Gold
    html: bytes
    fetched_at: datetime | None
    """Aware, UTC; None where the page is not from an archive."""


def readings(gold_dir: Path) -> Iterator[Reading]:
    """Every gold record of the folder, read.

    Raises `BadInput` where the folder has none, or a file or its source cannot be used.
    """
    for file, gold in gold_records(gold_dir).items():
        if "text" in gold:
            yield _read_text(file, gold)
    for page in saved_pages(gold_dir):
        yield _read_page(page)


def gold_records(gold_dir: Path) -> dict[str, Gold]:
    """The gold records by file name. Raises `BadInput` where there are none or one is no record."""
    golds = {path.name: _gold(path) for path in sorted(gold_dir.glob("*.json"))}
    if not golds:
        raise BadInput(f"{gold_dir}: no gold records (*.json) here; name the folder that has them")
    return golds


def saved_pages(gold_dir: Path) -> Iterator[SavedPage]:
    """The pages of the gold records that have one; one pass over each WARC. Raises `BadInput`."""
    by_source: dict[str, dict[str, Gold]] = {}
    for file, gold in gold_records(gold_dir).items():
        if "text" not in gold:
            by_source.setdefault(gold["source"], {})[file] = gold
    for source, group in by_source.items():
        path = gold_dir.parent / source
        if not path.is_file():
            raise BadInput(f"{path}: no such file, named as source by {', '.join(group)}")
        if source.endswith((".warc", ".warc.gz")):
            yield from _in_warc(path, group)
        else:
            html = path.read_bytes()
            for file, gold in group.items():
                yield SavedPage(file=file, gold=gold, html=html, fetched_at=None)


def _gold(path: Path) -> Gold:
    try:
        gold = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadInput(f"{path}: not JSON ({error}); correct the file") from error
    if not isinstance(gold, dict) or not ("text" in gold or {"source", "url"} <= gold.keys()):
        raise BadInput(f"{path}: a gold record needs `source` and `url`, or `text`; add them")
    return gold


def cleaned(gold: Gold) -> Gold:
    """A gold record whose texts are what `govnews.text.clean` makes of them.

    Gold is written down as the page prints it, `&ndash;` and `phograve;ng` included; the columns of
    a record hold clean text. Texts are title, summary, body, captions and what describes the event.
    """
    clean_gold = dict(gold)
    if "article" in gold:
        clean_gold["article"] = _cleaned(gold["article"], ARTICLE_TEXTS)
    if "captions" in gold:
        clean_gold["captions"] = [_cleaned(row, CAPTION_TEXTS) for row in gold["captions"]]
    if "body_paragraphs" in gold:
        clean_gold["body_paragraphs"] = _clean_text(gold["body_paragraphs"])
    return clean_gold


def _cleaned(row: Gold, texts: tuple[str, ...]) -> Gold:
    names = {name for text in texts for name in (text, f"{text}_alt")}
    return {name: _clean_text(value) if name in names else value for name, value in row.items()}


def _clean_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean_text(item) for item in value]
    return clean(value) if isinstance(value, str) else value


def _in_warc(path: Path, group: dict[str, Gold]) -> Iterator[SavedPage]:
    from govnews.archive import read_warc

    wanted = {gold["url"]: file for file, gold in group.items()}
    for page in read_warc(path):
        if page.status == 200 and (file := wanted.pop(page.url, None)):
            yield SavedPage(file=file, gold=group[file], html=page.body, fetched_at=page.fetched_at)
        if not wanted:
            return
    raise BadInput(f"{path}: holds no response to {next(iter(wanted))} ({len(wanted)} missing)")


def _read_page(page: SavedPage) -> Reading:
    from govnews.extract import extract

    gold = page.gold
    try:
        record = extract(
            page.html, gold["url"], portal=gold.get("portal"), fetched_at=page.fetched_at
        )
    except GovnewsError as error:
        return _failed(page.file, gold, error)
    return Reading(file=page.file, gold=gold, record=record)


def _read_text(file: str, gold: Gold) -> Reading:
    from govnews.extract import facts

    published = gold.get("published")
    try:
        record = facts(
            gold["text"],
            title=gold.get("title"),
            published_at=_moment(published) if published else None,
            portal=gold.get("portal"),
        )
    except GovnewsError as error:
        return _failed(file, gold, error)
    return Reading(file=file, gold=gold, record=record)


def _failed(file: str, gold: Gold, error: GovnewsError) -> Reading:
    return Reading(file=file, gold=gold, record=None, failure=f"{type(error).__name__}: {error}")


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
