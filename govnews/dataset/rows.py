"""The rows of the three tables that the ledger keeps beside the records: edits, absences, gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govnews.model import LocalTime, UtcTime

CHANGE_KINDS = ("date", "number", "name", "wording", "photo", "deletion", "addition")
STATES = ("seen", "unseen", "not_found", "gone", "redirected", "moved", "blocked")
ABSENCES = ("not_found", "gone", "redirected", "blocked")
"""States that an answer to a request for the article's page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between a version of an article and the version before it."""

    article_id: str
    """Key of the article."""
    version: int
    """The new version."""
    change_no: int
    """1, 2, … in order of the fields and of the text."""
    field: str
    """`title`, `summary`, `body`, `published_at`, `authors`, `source_credit`, `caption/2`."""
    kind: str
    """One of `CHANGE_KINDS`."""
    before: str | None = None
    """What stood there; of a text the changed words with a few around them; null: nothing."""
    after: str | None = None
    """What stands there now, in the same way."""
    noticed_at: UtcTime | None = None
    """When the new version was fetched first; null where its page was read from a file."""
    parser_before: str | None = None
    """Parser of the version before, where it was another one: it may have read differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether an article of the dataset still is where it was."""

    article_id: str
    """Key of the article."""
    portal: str
    """As in the table of articles."""
    state: str
    """One of `STATES`."""
    since: UtcTime
    """When this was noticed first, without a break since; of `seen` the first sight of it."""
    last_seen: UtcTime | None = None
    """The last time that its page, or a list with it, was there."""
    last_fetched: UtcTime | None = None
    """The last time that its page was read."""
    moved_to: str | None = None
    """Where it went, for `redirected` and `moved`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is known of one portal's articles of one day of publication."""

    portal: str
    """As in the table of articles."""
    day: date | None = None
    """Day of publication at +07:00; null: articles whose day is not known."""
    listed: int
    """Articles that a listing, feed or sitemap named."""
    fetched: int
    """Those of the listed ones whose page was read."""
    stored: int
    """Articles in the dataset."""
    unchanged: int
    """Those of the stored ones that have only one version."""
    failed: int
    """Listed ones whose page could not be had when it was last asked for."""
    known_missing: int
    """Listed ones that are not in the dataset."""
    complete_until: LocalTime | None = None
    """When the last whole walk over the portal began, if it covered this day; else null."""


LEDGER_TABLES = ("changes", "states", "coverage")
"""The three tables, in the order in which they are written and shown."""
LEDGER_ROW_TYPES: dict[str, type] = {"changes": Change, "states": State, "coverage": Coverage}
