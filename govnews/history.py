"""What a run starts from: the reports of former runs, the known articles, the day of an archive."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from govnews.again import Known, reached
from govnews.archive import Replay
from govnews.dataset import Run
from govnews.errors import ArchiveError, BadInput
from govnews.model import HANOI
from govnews.portals import Portal


def reports(out: Path) -> list[dict[str, Any]]:
    """The reports of former runs, newest first."""
    paths = sorted((out / "runs").glob("*.json"), reverse=True)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sorted(found, key=lambda report: str(report.get("started", "")), reverse=True)


def known_articles(
    run: Run, portal: Portal, ages: tuple[timedelta, ...], now: datetime
) -> dict[str, Known]:
    """Native id → what the dataset knows of the portal's articles, and whether they are due."""
    found: dict[str, Known] = {}
    for row in run.visits.known(portal.name):
        key = portal.article_key(row.url)
        if key is None:
            continue
        age = reached(ages, row.published_at, row.looked_at, now)
        day = row.published_at.astimezone(HANOI).date() if row.published_at else None
        last = age is not None and age == ages[-1]
        found[key] = Known(url=row.url, day=day, due=age is not None, last=last)
    return found


def newest_time(replay: Path | None, portals: Sequence[Portal]) -> datetime | None:
    """The time up to which ages are reached: an archive's newest, or None for now.

    Raises:
        BadInput: the file is no whole archive, or holds nothing of one of the portals.

    """
    if replay is None:
        return None
    try:
        archive = Replay(replay)
    except ArchiveError as error:
        raise BadInput(str(error)) from error
    archive.close()
    for portal in portals:
        if not any(map(portal.owns, archive.origins)):
            raise BadInput(
                f"{replay} holds nothing of {portal.hosts[0]}: "
                f"give an archive of the portal {portal.name}"
            )
    return archive.newest
