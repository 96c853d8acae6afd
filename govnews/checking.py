"""Whether declared portals can still be harvested: one listing and a few articles of each."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govnews import load
from govnews.dataset.folder import LEDGER
from govnews.dataset.snapshot import seen_since
from govnews.harvest import harvest
from govnews.outcome import FAILED, NEEDS_A_PERSON, OK, PUT_OFF, Outcome
from govnews.portals import Portal

ARTICLES = 3
"""So many of each portal are read."""
_COLUMNS = {"date": "published_at", "text": "body", "summary": "summary"}
"""What may be missing, as it is told → the column that tells."""
_NEEDED = ("date", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the check of one portal came to."""

    portal: Portal
    outcome: Outcome
    read: int
    """Articles that were read."""
    generic: int
    """How many of them no layout fits, so that the generic reader read them."""
    missing: Counter[str]
    """`date`, `text`, `summary` → how many articles have none."""

    @property
    def reached(self) -> bool:
        """Whether the portal answered at all."""
        return not self.outcome.failed

    @property
    def listed(self) -> int:
        """Articles that the listing shows."""
        return self.outcome.counts.get("listed", 0)

    @property
    def problems(self) -> tuple[str, ...]:
        """What failed, with what to do; empty where all is well."""
        return tuple(_problems(self))


def check_portals(
    portals: Sequence[Portal],
    *,
    contact: str | None = None,
    out: Path | None = None,
    verbose: bool = False,
) -> list[Check]:
    """Harvest one listing and three articles of each portal and look at what came of it.

    What is read is thrown away unless `out` names a dataset for it. Once in a process, as
    `govnews.harvest.harvest`, and raises what that raises.
    """
    asked, began = [_one_listing(portal) for portal in portals], datetime.now(UTC)
    with ExitStack() as stack:
        folder = out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="govnews-")))
        result = harvest(
            asked,
            out=folder,
            limit=ARTICLES,
            refetch="all",
            contact=contact,
            keep=out is not None,
            verbose=verbose,
            silent=True,
        )
        articles = load(folder).articles  # those of earlier runs too, where a dataset is named
        articles = articles[articles["article_id"].isin(seen_since(folder / LEDGER, began))]
        return [
            _check(portal, outcome, articles[articles["portal"] == portal.name].to_dict("records"))
            for portal, outcome in zip(portals, result.outcomes, strict=True)
        ]


def exit_code(checks: Sequence[Check]) -> int:
    """3 where a person should look at a portal, 1 where none could be reached, otherwise 0."""
    if not any(check.reached for check in checks):
        return FAILED
    return NEEDS_A_PERSON if any(check.problems for check in checks) else OK


def _one_listing(portal: Portal) -> Portal:
    """The portal as far as it is checked: its first listing, and nothing that this leads to."""
    return replace(portal, listings=portal.listings[:1], discover=False, feeds=(), sitemaps=())


def _check(portal: Portal, outcome: Outcome, rows: Sequence[Mapping[Any, Any]]) -> Check:
    missing = Counter(
        name
        for row in rows
        for name, column in _COLUMNS.items()
        if not row[column] or row[column] != row[column]  # pandas has NaT for no date
    )
    generic = sum(str(row["parser"]).endswith("generic") for row in rows)
    return Check(portal=portal, outcome=outcome, read=len(rows), generic=generic, missing=missing)


def _problems(check: Check) -> Iterator[str]:
    if check.outcome.finish_reason == PUT_OFF:
        yield f"not checked: {check.outcome.cut}"
    yield from check.outcome.problems
    for name in _NEEDED:
        if count := check.missing[name]:
            yield f"{count} of {check.read} articles have no {name}: `govnews probe` one of them"
