"""What the ledger says of an article, a version and a part, and how it writes times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

UNDATED = "undated"
"""Stands for the year of articles without a date of publication."""
SEVEN = timezone(timedelta(hours=7))
"""As the ledger's queries reckon days; the zone of the tables had others before 1976."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the dataset remembers of one article."""

    article_id: str
    portal: str
    url: str
    """As last fetched."""
    canonical_url: str
    version: int
    """The current version."""
    content_hash: str
    """Of the current version."""
    first_seen: datetime
    """UTC."""
    last_seen: datetime
    """UTC: the last time that the portal was asked and this article was there."""
    published_at: datetime | None
    """Of the current version, +07:00."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored version of one article."""

    version: int
    url: str
    """Of the page that was read."""
    content_hash: str
    reading: str
    """Hash of everything that was read from the page, facts included."""
    published_at: str | None
    """As `utc_text` writes it, like the next one."""
    fetched_at: str | None
    """The latest time at which the page was known to say this."""
    first_fetched: str | None
    """The first such time."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One immutable Parquet file."""

    file: str
    """Name in `versions/`."""
    runs: tuple[str, ...]
    """Whose rows it holds: of one run, or what is left of several that were compacted."""
    rows: int


def year_of(published_at: datetime | str | None) -> str:
    """The year of publication in Hanoi, as partitions are named.

    >>> year_of("2023-12-31T17:00:00+00:00"), year_of(None)
    ('2024', 'undated')
    """
    if published_at is None:
        return UNDATED
    if isinstance(published_at, str):
        published_at = datetime.fromisoformat(published_at)
    return f"{published_at.astimezone(SEVEN).year:04}"


def utc_text(moment: datetime | str | None) -> str | None:
    """A time as the ledger keeps it: ISO 8601 in UTC, whole seconds, so that text sorts as time.

    >>> utc_text("2023-12-11T15:30:00+07:00")
    '2023-12-11T08:30:00+00:00'
    """
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.astimezone(UTC).isoformat(timespec="seconds")
