"""What trials of interrupted harvests share: the portals, the harvest, the comparison, the reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pandas.testing import assert_frame_equal

from govnews import portals
from govnews.archive import read_ref
from govnews.dataset import load, read_csv
from govnews.dataset.rows import LEDGER_TABLES
from govnews.demo.articles import load_articles
from govnews.demo.faulty import FaultySite
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer
from govnews.errors import ArchiveError, DatasetError
from govnews.model import TABLES

SITES: Mapping[str, tuple[int | None, Mapping[str, float]]] = {
    "changed": (
        None,
        {
            "error-500": 0.05, "reset": 0.05, "truncated": 0.05, "wrong-length": 0.05,
            "silent-edit": 0.3, "back-dated": 1.0, "deleted": 0.1, "moved": 0.3,
        },
    ),
    "slow": (6, {"busy-503": 0.1, "timeout": 0.05, "reset": 0.05}),
    "redesigned": (None, {"redesign-field": 1.0, "silent-edit": 0.3, "error-500": 0.1}),
}  # fmt: skip
"""Portal → the number of its articles, and its faults. What is true of them at the end is the same
whatever their luck: the faults of the network come and go, the others stay with an address."""
CUT, WALKED = ("changed", "slow"), ("changed", "redesigned")
"""Portals of which any part may be stored, and with one of which a design is compared: too few
articles say nothing of it, so that it must have been walked to its end."""
OF_THE_RUN = {
    "url", "fetched_at", "archive_ref", "noticed_at", "since", "last_seen", "last_fetched",
    "complete_until",
}  # fmt: skip
"""Columns that tell of the harvest and not of the article, such as which of its addresses was met
first."""
RESUMES = 5
"""A portal in trouble may need so many harvests until all of it was read."""

State = dict[str, list[dict[str, Any]]]
"""Table → its rows, in order; `all TABLE` has every version."""


class Ground:
    """The portals of a trial, and a harvest of them from the time before their faults."""

    def __init__(self, folder: Path, sites: Sequence[str], articles: int | None = None) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        shown = [article for article in load_articles() if article.cms == "liferay"][:articles]
        self._sites = {
            name: FaultySite(LiferaySite, shown[:number], faults)
            for name, (number, faults) in SITES.items()
            if name in sites
        }
        self._servers = {name: DemoServer(site) for name, site in self._sites.items()}
        self.declared = folder / "portals.toml"
        self.former = folder / "former"

    def __enter__(self) -> Ground:
        for server in self._servers.values():
            server.__enter__()
        self.declared.write_text("\n".join(map(self._declaration, self._servers)), encoding="utf-8")
        # One harvest of few articles is no history that says what to expect of a design.
        for _ in range(2 if "redesigned" in self._sites else 1):
            ended = self.harvest(self.former)
            if ended.code:
                raise RuntimeError(ended.errors)
        self.let_loose()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers.values():
            server.__exit__(None, None, None)

    def let_loose(self) -> None:
        """From now on the portals are in trouble, each time in the same."""
        for site in self._sites.values():
            site.let_loose()

    def _declaration(self, name: str) -> str:
        city = portals.get("demo-liferay")
        host = self._servers[name].url.partition("//")[2]
        return (
            f'[{name}]\ntitle = "{city.title}"\nhosts = ["{host}"]\nfamily = "{city.family}"\n'
            f'province = "{city.province}"\nlistings = {json.dumps(city.listings)}\n'
            f'scheme = "http"\nstatus = "demo"\nevidence = "built in"\ndelay = 0.0\n'
        )

    def start(
        self, out: Path, *, act: str = "nothing", begin: str = "", step: int = 0
    ) -> subprocess.Popen[str]:
        """Start a harvest into `out`, in a process of its own."""
        job = {"folder": str(out), "begin": begin, "step": step, "act": act}
        command = [
            # Beside the file lie modules with the names of others.
            sys.executable, "-P", str(Path(__file__).with_name("watched_harvest.py")),
            json.dumps(job),
            "harvest", *self._sites, "--portals", str(self.declared), "--out", str(out), "--quiet",
            "--refetch", "all", "--contact", "the trial on this machine",
            "--log", str(out / "govnews.log"),
        ]  # fmt: skip
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
        )

    def harvest(self, out: Path, *, act: str = "nothing", begin: str = "", step: int = 0) -> Ended:
        """Harvest into `out`."""
        process = self.start(out, act=act, begin=begin, step=step)
        output, errors = process.communicate()
        steps = json.loads(output)["steps"] if output else 0
        return Ended(code=process.returncode, errors=errors, steps=steps)

    def end(self, out: Path) -> Iterator[str]:
        """Harvest until everything of the portals was read; gives what went wrong."""
        for _ in range(RESUMES):
            ended = self.harvest(out)
            if ended.code not in (0, 3):
                yield f"the next run ended with {ended.code}: {ended.errors}"
                return
            if all_read(out):
                return
        yield f"not all read in {RESUMES} runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a harvest ended."""

    code: int
    errors: str
    """What it said."""
    steps: int


def all_read(out: Path) -> bool:
    """Whether the last run had every article that it asked for."""
    report = max((out / "runs").glob("2*.json"), key=lambda path: path.stat().st_mtime)
    content = json.loads(report.read_text(encoding="utf-8"))
    outcomes = content.get("portals", {}).values()
    return not any(outcome["counts"].get("articles_failed") for outcome in outcomes)


def state_of(folder: Path) -> State:
    """What a dataset holds, without what tells of the harvest."""
    data = load(folder)
    found = {table: data.arrow(table).to_pylist() for table in (*TABLES, *LEDGER_TABLES)}
    found |= {f"all {table}": data.history(table).to_dict("records") for table in TABLES}
    return {table: sorted(map(told, rows), key=repr) for table, rows in found.items()}


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what tells of the harvest."""
    return {name: value for name, value in row.items() if name not in OF_THE_RUN}


def differences(whole: State, resumed: State) -> Iterator[str]:
    """The tables that differ, with the columns that do, or with the numbers of their rows."""
    for table, rows in whole.items():
        others = resumed[table]
        if len(rows) != len(others):
            yield f"{len(others)} {table} for {len(rows)}"
            continue
        pairs = zip(rows, others, strict=True)
        columns = {
            name for row, other in pairs for name in row if repr(row[name]) != repr(other[name])
        }
        if columns:
            yield f"{table} differ in {', '.join(sorted(columns))}"


def litter(folder: Path) -> Iterator[str]:
    """What is left lying about: unfinished files, plain files behind the ledger, lost pages."""
    for path in folder.rglob("*"):
        if path.name.endswith((".tmp", ".open")):
            yield f"left: {path.relative_to(folder)}"
    data = load(folder)
    for table in (*TABLES, *LEDGER_TABLES):
        try:
            assert_frame_equal(read_csv(folder / "csv" / f"{table}.csv"), getattr(data, table))
        except AssertionError:
            yield f"{table}.csv is behind"
    for ref in data.articles["archive_ref"].dropna():
        try:
            read_ref(folder / "archive", ref)
        except ArchiveError as error:
            yield f"lost page: {error}"


Bundles = dict[str, set[str]]
"""Article → what was ever true of it: its row and those of its facts, as one text."""


def seen(folder: Path) -> dict[str, str]:
    """What one load of a dataset shows of each article. An article twice is a trouble of its own."""
    data = load(folder)
    found: dict[str, list[str]] = defaultdict(list)
    for table in TABLES:
        for row in data.arrow(table).to_pylist():
            found[row["article_id"]].append(f"{table} {told(row)}")
    return {article: "\n".join(sorted(rows)) for article, rows in found.items()}


def either(*folders: Path) -> Bundles:
    """What is true of each article in one of several datasets."""
    found: Bundles = defaultdict(set)
    for folder in folders:
        for article, rows in seen(folder).items():
            found[article].add(rows)
    return found


def mixed(shown: Mapping[str, str], true: Bundles, former: Path) -> Iterator[str]:
    """What is wrong with what a load showed: an article lost, or neither as before nor as after."""
    if lost := len(seen(former).keys() - shown.keys()):
        yield f"{lost} articles lost"
    if strange := [article for article, rows in shown.items() if rows not in true[article]]:
        yield f"{len(strange)} articles neither as before nor as after"


class Reader:
    """Loads a dataset in a loop while it is written."""

    def __init__(self, folder: Path, true: Bundles, former: Path) -> None:
        self.folder = folder
        self.loads = 0
        self.troubles: list[str] = []
        self._true = true
        self._former = former
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read as long as the context lasts."""
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._thread.join()

    def _read(self) -> None:
        while not (self._ended.wait(0.3) or self.troubles):
            try:
                self.troubles += mixed(seen(self.folder), self._true, self._former)
            except DatasetError as error:
                self.troubles.append(f"a load failed: {error}")
            self.loads += 1
