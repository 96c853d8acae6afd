"""A trial of every fault: harvest sound portals, let the faults loose, harvest again, and compare.

Each fault has a portal of its own, with the same articles; all are harvested in one run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govnews.demo.articles import DemoArticle
from govnews.demo.faults import FAULTS
from govnews.demo.faulty import FaultySite
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer

PREFIX = "fault-"
"""Begins the names of the portals of a trial."""
COLUMNS = ("title", "summary", "body", "published_at", "published_precision")
"""What is compared of a row; all else of an article is read from these."""
_PORT = re.compile(r"127\.0\.0\.1:\d+")
_FOLDER = re.compile(r"/[^\s`]*/(?:kept|first)(?:/quarantine/[^\s:`]+)?")
NOTHING = "nothing"
"""What a run says where all is well."""
CHILD = "from govnews.demo.trial import harvest_job; harvest_job()"

Rows = dict[str, dict[str, Any]]
"""Path of an article → its values of `COLUMNS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the dataset holds of a portal after a run, beside what it held and what is true."""

    right: int = 0
    """Rows that say what is true."""
    lost: int = 0
    """Rows that were stored and are there no more."""
    false: int = 0
    """Rows that this run wrote and that say something else than the article."""
    poorer: int = 0
    """Rows that this run wrote and that lack what the article says."""
    stale: int = 0
    """Rows as they were, of articles that have changed."""
    missing: int = 0
    """Articles without a row."""

    def __str__(self) -> str:
        others = ("lost", "false", "poorer", "stale", "missing")
        found = [f"{number} {name}" for name in others if (number := getattr(self, name))]
        return ", ".join([f"{self.right} right", *found])


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a fault came to."""

    fault: str
    exit_code: int
    problems: tuple[str, ...]
    counts: Mapping[str, int]
    first_code: int
    first_problems: tuple[str, ...]
    """Exit code and problems of a first harvest."""
    kept: Verdict
    """After a harvest over rows that were stored before."""
    first: Verdict
    """After a first harvest, into an empty dataset."""
    healed: Verdict
    """After a harvest without the fault over the rows of `kept`."""


def try_faults(
    names: Sequence[str], articles: Sequence[DemoArticle], folder: Path, *, seed: int = 0
) -> list[Result]:
    """Harvest a portal for each fault: sound, with the fault, and sound again.

    Writes two datasets below `folder`: `kept`, and `first` of portals that are faulty from the
    beginning. Raises `RuntimeError` with the log of a harvest that broke off.
    """
    sites = {
        name: FaultySite(LiferaySite, articles, {name: FAULTS[name].rate}, seed=seed)
        for name in names
    }
    with ExitStack() as stack:
        servers = {name: stack.enter_context(DemoServer(site)) for name, site in sites.items()}
        hosts = {name: server.url.partition("//")[2] for name, server in servers.items()}
        harvest_apart(folder / "kept", hosts)
        before = rows_of(folder / "kept")
        for site in sites.values():
            site.on = True
        report = harvest_apart(folder / "kept", hosts)
        kept = rows_of(folder / "kept")
        first_report = harvest_apart(folder / "first", hosts)
        first = rows_of(folder / "first")
        for site in sites.values():
            site.on = False
        harvest_apart(folder / "kept", hosts)
        healed = rows_of(folder / "kept")
    outcomes = {
        name: (report["portals"][PREFIX + name], first_report["portals"][PREFIX + name])
        for name in names
    }
    rows = {"before": before, "kept": kept, "first": first, "healed": healed}
    return [
        _result(
            name,
            outcomes[name],
            {when: found.get(PREFIX + name, {}) for when, found in rows.items()},
            site,
        )
        for name, site in sites.items()
    ]


def table(results: Sequence[Result]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| fault | what happens | exit | rows kept | the run says | first exit | its rows | it says | over |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        fault = FAULTS[result.fault]
        share = f" (to {fault.rate:.0%})" if fault.rate < 1 else ""
        said, first_said = _said(result.problems), _said(result.first_problems)
        cells = (
            f"`{result.fault}`", f"{fault.about}{share}",
            str(result.exit_code), str(result.kept), said,
            str(result.first_code), str(result.first),
            "the same" if first_said == said != NOTHING else first_said,
            str(result.healed),
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _said(problems: Sequence[str]) -> str:
    """The problems in one cell, without what differs from trial to trial."""
    texts = [_FOLDER.sub("DIR", _PORT.sub("portal", text)) for text in problems]
    return "<br>".join(texts).replace("|", "\\|") or NOTHING


def _result(
    name: str,
    outcomes: tuple[Mapping[str, Any], Mapping[str, Any]],
    rows: Mapping[str, Rows],
    site: FaultySite,
) -> Result:
    """What a fault came to: the outcomes over stored rows and of a first harvest, and the rows
    `before`, `kept`, `first` and `healed`."""
    (over, first), old, new = outcomes, rows["before"], rows["kept"]
    true, again = truth(site.articles), truth(site.sound_articles)
    newcomers = {path: row for path, row in true.items() if path not in old and path in new}
    return Result(
        fault=name,
        exit_code=outcome_code(over),
        problems=tuple(over["problems"]),
        counts=over["counts"],
        first_code=outcome_code(first),
        first_problems=tuple(first["problems"]),
        kept=compare(old, new, true),
        first=compare({}, rows["first"], true),
        healed=compare(new, rows["healed"], again | newcomers),
    )


def compare(before: Rows, after: Rows, true: Rows) -> Verdict:
    """The rows of a portal after a run beside those before and those that are true."""
    counts = dict.fromkeys(Verdict.__dataclass_fields__, 0)
    counts["lost"] = len(before.keys() - after.keys())
    for path, row in after.items():
        expected = true.get(path)
        if row == expected:
            counts["right"] += 1
        elif row == before.get(path):
            counts["stale"] += 1
        elif expected and all(row[name] in (None, expected[name]) for name in COLUMNS):
            counts["poorer"] += 1
        else:
            counts["false"] += 1
    counts["missing"] = len(true.keys() - after.keys())
    return Verdict(**counts)


def truth(articles: Sequence[DemoArticle]) -> Rows:
    """What a reader reads from each article's sound page."""
    from govnews import extract

    found: Rows = {}
    for article in articles:
        site = LiferaySite([article])
        path = site.address(article)
        answer = site.get(path, {})
        assert answer is not None  # noqa: S101 a site has its own articles
        record = extract(answer.body, f"http://127.0.0.1{path}", portal="demo-liferay")
        values = {name: getattr(record.article, name) for name in COLUMNS}
        found[_path(record.article.canonical_url)] = values
    return found


def rows_of(folder: Path) -> dict[str, Rows]:
    """Portal → the current rows of its articles."""
    from govnews.dataset import load

    found: dict[str, Rows] = {}
    for row in load(folder).arrow("articles").to_pylist():
        values = {name: row[name] for name in COLUMNS}
        found.setdefault(row["portal"], {})[_path(row["canonical_url"])] = values
    return found


def _path(url: str) -> str:
    return urlsplit(url).path


def outcome_code(outcome: Mapping[str, Any]) -> int:
    """The exit code of a harvest of this portal alone."""
    from govnews.outcome import Outcome, exit_code

    fields = {name: value for name, value in outcome.items() if name in Outcome.__slots__}
    return exit_code([Outcome(**fields)])


def harvest_apart(out: Path, hosts: Mapping[str, str]) -> dict[str, Any]:
    """The report of a harvest in a process of its own; `hosts` maps faults to hosts."""
    job = {"out": str(out), "hosts": dict(hosts)}
    done = subprocess.run(  # noqa: S603 our own command
        [sys.executable, "-c", CHILD],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        env=os.environ | {"GOVNEWS_CONTACT": "the trial on this machine"},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def harvest_job() -> None:
    """In a process of its own: harvest the job on standard input, print the report."""
    from govnews import portals
    from govnews.harvest import harvest

    job = json.load(sys.stdin)
    hurry()
    city = portals.get("demo-liferay")
    chosen = [
        replace(city, name=PREFIX + name, hosts=(host,)) for name, host in job["hosts"].items()
    ]
    result = harvest(chosen, out=job["out"], refetch="all", progress=False, silent=True)
    print(json.dumps(result.report))


def hurry(seconds: float = 4.0) -> None:
    """Let this process wait less for portals: those of the demo are near."""
    from govnews import settings

    settings.DOWNLOAD_TIMEOUT = seconds  # type: ignore[assignment]
    settings.RETRY_PAUSE = 0.1
