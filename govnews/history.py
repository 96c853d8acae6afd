"""What a run starts from: the reports of former runs, the known articles, the day of an archive."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from govnews.archive import Replay
from govnews.errors import ArchiveError, BadInput
from govnews.model import HANOI
from govnews.portals import Portal
from govnews.portals.links import section_key


def reports(out: Path) -> list[dict[str, Any]]:
    """The reports of former runs, newest first."""
    paths = sorted((out / "runs").glob("*.json"), reverse=True)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sorted(found, key=lambda report: str(report.get("started", "")), reverse=True)


def known_articles(out: Path, portal: Portal) -> dict[str, tuple[str, date | None]]:
    """Native id → address and publication day of the portal's articles in the dataset.

    Where nothing tells an article's address from a section's, the section's name is the id.
    """
    path = out / "articles.parquet"
    if not path.exists():
        return {}
    import pyarrow.parquet as pq

    columns = ["url", "published_at"]
    table = pq.read_table(path, columns=columns, filters=[("portal", "==", portal.name)])
    known = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
    return {
        key: (url, published.astimezone(HANOI).date() if published else None)
        for url, published in known
        if (key := portal.article_key(url) or section_key(url))
    }


def newest_day(replay: Path | None, portals: Sequence[Portal]) -> date | None:
    """The day that `recent` counts back from: an archive's own, or None for today.

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
    return archive.newest.astimezone(HANOI).date() if archive.newest else None
