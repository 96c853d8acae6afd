"""An article's page on its way from the walk that fetched it to the record that is stored of it."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from govnews.dataset import schema
from govnews.dataset.entries import reading_of
from govnews.errors import GovnewsError, UnreadablePage
from govnews.extract import Reading, assemble
from govnews.model import Evidence, Record
from govnews.page import read_page
from govnews.page.clean import clean_page
from govnews.page.parts import Page
from govnews.portals import Portal
from govnews.shards.shard import PAGE_SECONDS
from govnews.time_limit import time_limit

Told = tuple[str, int, str]
"""A line of the log: the logger's name, the level, the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedArticle:
    """A page as it came, and what its reading needs to know."""

    body: bytes
    url: str
    content_type: str | None
    portal: Portal
    fetched_at: datetime
    """Aware."""
    archive_ref: str | None = None
    key: str
    """The portal's native id of the article that was asked for."""
    known_as: str | None = None
    """Canonical URL under which the dataset has the article."""

    def reading(self) -> Reading:
        """The page, read; raises what `read_page` raises."""
        page = read_page(
            self.body,
            self.url,
            layouts=self.portal.layouts,
            content_type=self.content_type,
            month_first=self.portal.month_first,
        )
        return Reading(
            page=self._by_its_name(page),
            portal=self.portal,
            fetched_at=self.fetched_at,
            archive_ref=self.archive_ref,
        )

    def _by_its_name(self, page: Page) -> Page:
        """The page under the name of the article that is known.

        Where the address repeats the headline, an edited headline changes what pages call canonical.
        """
        if self.known_as is None or self.portal.article_key(page.canonical_url) != self.key:
            return page
        return replace(page, canonical_url=self.known_as)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a walk goes by of a page that was read; see `Page`."""

    canonical_url: str
    published_at: datetime | None
    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """What another process read of an article's page."""

    page: Outline
    record: dict[str, Any] | None = None
    """`Record.to_dict()`; None after an error."""
    reading: str = ""
    """`reading_of` the record."""
    refusal: str | None = None
    """Why the record must not be stored."""
    has_date_left_out: bool = False
    error: Exception | None = None
    """What went wrong between the page and the record."""
    told: tuple[Told, ...] = ()
    """What the reading has to say in the log."""

    @property
    def article_id(self) -> str:
        """As in the record; of an article that was read without an error."""
        return str((self.record or {})["article"]["article_id"])


def read_articles(batch: Iterable[FetchedArticle]) -> list[ReadArticle | Exception]:
    """Each page read, or what `read_page` raised of it; for a process that does nothing else."""
    return [_read(fetched) for fetched in batch]


def _read(fetched: FetchedArticle) -> ReadArticle | Exception:
    try:
        with time_limit(PAGE_SECONDS):
            return _assembled(fetched.reading())
    except TimeoutError as error:
        return UnreadablePage(f"{error}: left out; please report it")
    except Exception as error:  # raised again where the page was fetched
        return _sendable(error)


def _assembled(reading: Reading) -> ReadArticle:
    page = reading.page
    outline = Outline(
        canonical_url=page.canonical_url, published_at=page.published_at, layout=page.layout
    )
    with _listening() as told:
        try:
            record = assemble(replace(reading, page=clean_page(page)))
            schema.check(record)
        except Exception as error:  # the page is read all the same, which the walk has to know
            return ReadArticle(page=outline, error=_sendable(error), told=tuple(told))
    plain = record.to_dict()
    return ReadArticle(
        page=outline,
        record=plain,
        reading=reading_of(plain),
        refusal=refusal(record),
        has_date_left_out=has_date_left_out(record),
        told=tuple(told),
    )


def _sendable(error: Exception) -> Exception:
    """The error in a form that another process can make again, with its trace as a note."""
    if not isinstance(error, GovnewsError):
        error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


@contextmanager
def _listening() -> Iterator[list[Told]]:
    """Collect what is logged meanwhile: a process of its own has no log."""
    told: list[Told] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append((record.name, record.levelno, record.getMessage()))

    logger, listener = logging.getLogger("govnews"), Listener(logging.INFO)
    logger.addHandler(listener)
    try:
        yield told
    finally:
        logger.removeHandler(listener)


def refusal(record: Record) -> str | None:
    """Why the record must not be stored; None where all is well."""
    if not record.article.title.strip():
        return "no title"
    for evidence in _evidence(record):
        field = record.field_text(evidence.field)
        if field is None or field[evidence.start : evidence.end] != evidence.text:
            return f"evidence of rule {evidence.rule} is not at {evidence.field}:{evidence.start}"
    return None


def _evidence(record: Record) -> Iterator[Evidence]:
    for rows in (record.people, record.speakers, record.awards):
        yield from (row.evidence for row in rows)


def has_date_left_out(record: Record) -> bool:
    """Whether the page prints a date that is not stored: it could not be read, or lies ahead."""
    return bool(record.article.published_text) and record.article.published_at is None
