"""How each portal of a dataset is: its last run, its articles, what needs a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from govnews.dataset.folder import LEDGER
from govnews.dataset.quarantine import quarantined
from govnews.dataset.snapshot import View
from govnews.errors import DatasetError
from govnews.health.rhythm import silent_days
from govnews.model import HANOI

TOO_OLD = timedelta(hours=36)
"""A daily harvest that missed a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStatus:
    """One portal of a dataset."""

    portal: str
    last_run: str | None
    """When it began, ISO 8601 in UTC; None: its articles came another way than by a harvest."""
    walk: str | None
    """`full`, `brief` or `bounded`; `archive` where no network was asked."""
    outcome: str | None
    """Scrapy's `finished`, `shutdown`, …"""
    articles: int
    newest: date | None
    """Day of publication of the newest article."""
    days_since: int | None
    quarantined: int
    """Articles that are held back."""
    problems: tuple[str, ...]
    """What a person should look at."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values."""
        newest = self.newest.isoformat() if self.newest else None
        return asdict(self) | {"newest": newest, "well": not self.problems}


def status(out: Path, now: datetime | None = None) -> list[PortalStatus]:
    """The portals of the dataset at `out`, by name; `now` is aware.

    Raises:
        DatasetError: there is no dataset, or a file of it is damaged.

    """
    if not (out / LEDGER).is_file():
        raise DatasetError(f"{out}: no dataset here: name the folder that was harvested into")
    now = now or datetime.now(UTC)
    with View(out / LEDGER) as view:
        last = _last_runs(view.runs(reports=True))
    days = _days(out)
    held = held_articles(out)
    return [
        _status(name, last.get(name), days.get(name, []), held[name], now)
        for name in sorted({*last, *days, *held})
    ]


def held_articles(out: Path) -> Counter[str]:
    """Portal → number of articles in the quarantine."""
    articles = {
        (line["portal"], line["record"]["article"]["article_id"])
        for held in quarantined(out)
        for line in held.lines()
    }
    return Counter(portal for portal, _ in articles)


def _last_runs(runs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Portal → its outcome in the last run that crawled it, with the run's start."""
    found: dict[str, dict[str, Any]] = {}
    for run in runs:
        report = json.loads(run["report"])
        for name, outcome in report.get("portals", {}).items():
            walk = "archive" if report.get("replay") else outcome["walk"]
            found[name] = {**outcome, "walk": walk, "started": run["started"]}
    return found


def _days(out: Path) -> dict[str, list[date | None]]:
    """Portal → the day of publication of each of its articles."""
    path = out / "articles.parquet"
    if not path.exists():
        return {}
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["portal", "published_at"])
    found: dict[str, list[date | None]] = {}
    for name, moment in zip(*(column.to_pylist() for column in table.columns), strict=True):
        found.setdefault(name, []).append(moment.astimezone(HANOI).date() if moment else None)
    return found


def _status(
    name: str,
    last: Mapping[str, Any] | None,
    days: Sequence[date | None],
    held: int,
    now: datetime,
) -> PortalStatus:
    today = now.astimezone(HANOI).date()
    known = [day for day in days if day]
    newest = max(known, default=None)
    problems = list(last["problems"]) if last else []
    if last and last["walk"] != "archive":
        age = now - datetime.fromisoformat(last["started"])
        if age > TOO_OLD:
            problems.insert(0, f"no run for {_told(age)}: see whether the timer still calls")
        silent = silent_days(known, today)
        if silent and not any("nothing published" in problem for problem in problems):
            problems.append(f"nothing published for {silent} days, against the portal's habit")
    if held and not any("held back" in problem for problem in problems):
        problems.append(f"{held} articles are held back: see `govnews retry --help`")
    return PortalStatus(
        portal=name,
        last_run=last["started"] if last else None,
        walk=last["walk"] if last else None,
        outcome=(last["finish_reason"] or "not begun") if last else None,
        articles=len(days),
        newest=newest,
        days_since=(today - newest).days if newest else None,
        quarantined=held,
        problems=tuple(problems),
    )


def _told(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours} hours" if hours < 72 else f"{hours // 24} days"
