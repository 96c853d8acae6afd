"""What a run starts from: the reports of former runs, the known articles, the day of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from govnews.again import Known, reached
from govnews.archive.replay import open_replay
from govnews.dataset import Run
from govnews.dataset.quarantine import QUARANTINE, place_of
from govnews.errors import ArchiveError, BadInput
from govnews.health import Verdict
from govnews.health.rhythm import far_fewer, silent_days
from govnews.heartbeat import NAME as HEARTBEAT
from govnews.model import HANOI
from govnews.outcome import Outcome
from govnews.portals import Portal
from govnews.portals.links import section_key


def reports(out: Path) -> list[dict[str, Any]]:
    """The reports of former runs, newest first."""
    files = (out / "runs").glob("*.json")
    paths = sorted((path for path in files if path.name != HEARTBEAT), reverse=True)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sorted(found, key=lambda report: str(report.get("started", "")), reverse=True)


def known_articles(
    run: Run, portal: Portal, ages: tuple[timedelta, ...], now: datetime
) -> dict[str, Known]:
    """Native id → what the dataset knows of the portal's articles, and whether they are due."""
    found: dict[str, Known] = {}
    for row in run.visits.known(portal.name):
        # Where nothing tells an article's address from a section's, the section's name is the id.
        key = portal.article_key(row.url) or section_key(row.url)
        if key is None:
            continue
        age = reached(ages, row.published_at, row.looked_at, now)
        day = row.published_at.astimezone(HANOI).date() if row.published_at else None
        last = age is not None and age == ages[-1]
        found[key] = Known(
            url=row.url,
            canonical_url=row.canonical_url,
            day=day,
            looked=row.looked_at,
            due=age is not None,
            last=last,
        )
    return found


def told_of(verdict: Verdict, out: Path, run: str, portal: str) -> Iterator[str]:
    """What a person should know of how a run compares with former ones."""
    yield from verdict.problems
    if verdict.held:
        place = out / QUARANTINE / place_of(run, portal)
        yield (
            f"{len(verdict.held)} articles are held back in {place}: "
            f"once this is mended, run `govnews retry {out}`"
        )


def rhythm_of(
    outcome: Outcome, former: list[dict[str, Any]], out: Path, *, is_live: bool
) -> Iterator[str]:
    """Whether a walk that came to its end found far less than the portal's habit."""
    read = outcome.counts.get("articles_read", 0) + outcome.counts.get("not_modified", 0)
    if is_live and (least := far_fewer(read, former, outcome.portal, outcome.walk)):
        yield f"{read} articles read where no former run of this kind read fewer than {least}"
    if not is_live or outcome.walk == "bounded" or outcome.counts.get("new"):
        return
    today = datetime.now(HANOI).date()
    if silent := silent_days(publication_days(out, outcome.portal), today):
        yield f"nothing published for {silent} days, which is against the portal's habit"


def publication_days(out: Path, portal: str) -> list[date]:
    """The days of publication of a portal's articles in the dataset."""
    path = out / "articles.parquet"
    if not path.exists():
        return []
    import pyarrow.parquet as pq

    filters = [("portal", "==", portal)]
    table = pq.read_table(path, columns=["published_at"], filters=filters)
    moments = table.column("published_at").to_pylist()
    return [moment.astimezone(HANOI).date() for moment in moments if moment]


def newest_time(replay: Path | None, portals: Sequence[Portal]) -> datetime | None:
    """The time up to which ages are reached: an archive's newest, or None for now.

    Raises:
        BadInput: the file is no whole archive, or holds nothing of one of the portals.

    """
    if replay is None:
        return None
    try:
        archive = open_replay(str(replay))
    except ArchiveError as error:
        raise BadInput(str(error)) from error
    for portal in portals:
        if not any(map(portal.owns, archive.origins)):
            raise BadInput(
                f"{replay} holds nothing of {portal.hosts[0]}: "
                f"give an archive of the portal {portal.name}"
            )
    return archive.newest
