"""Harvest a portal night after night while it changes by a script, and compare with what is true.

The portal runs on loopback; each harvest is a process of its own, as cron would start it, with the
clock set to its night. A table says what was done before each night, and what the harvest found and
said. Then the dataset is held against the script, and the exit code is 1 where they differ.

    python tools/nights.py [--short] [--seed 0] [--looks ages|nightly|told]

`ages` looks at known articles at the ages that portals are declared with, so that some edits are
noticed nights later; `nightly` looks at all of the last 30 days in every night; with `told` the ages
are the usual ones, and the portal has a sitemap that says when an article was changed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from govnews.again import AGES, read_ages
from govnews.dataset import load
from govnews.demo.chronicle import Deed, Plan, Script, moment
from govnews.demo.evolving import DECLARATION, NEW_LAYOUT, TELLING, EvolvingSite
from govnews.demo.nights import Comparison, Harvest, rows_of
from govnews.demo.server import DemoServer

CHILD = (
    "import sys, time_machine; from datetime import datetime; from govnews.demo.trial import hurry;"
    "hurry(); time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True).start();"
    "from govnews.cli import main; sys.exit(main(sys.argv[2:]))"
)


def line(harvest: Harvest, report: Mapping[str, Any], deeds: Sequence[Deed]) -> str:
    """One row of the table."""
    done = Counter(deed.kind for deed in deeds)
    posts = sum(done[kind] for kind in ("post", "late", "back-dated"))
    outcome = report["portals"][EvolvingSite.name]
    cells = (
        harvest.night, posts, done["edit"], done["delete"], done["move"], report["new"],
        report["changed"], outcome["counts"].get("known_missing", 0),
        sum(outcome["requests"].values()), harvest.exit_code,
    )  # fmt: skip
    said = re.sub(r"\S*(127\.0\.0\.1|quarantine)\S*", "…", harvest.said.replace("\n", "; "))
    return " ".join(f"{cell:>7}" for cell in cells) + f"  {said}"


HEAD = " ".join(
    f"{name:>7}"
    for name in (
        "night", "posted", "edited", "deleted", "moved", "new", "changed", "missing", "asked", "exit",
    )
)  # fmt: skip


@dataclass
class Trial:
    """A portal, its dataset, and the harvests so far."""

    folder: Path
    script: Script
    again: Sequence[str]
    harvests: list[Harvest] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self) -> Iterator[str]:
        """Harvest in every night; before the one of the mending, take up what was held back."""
        plan, site = self.script.plan, EvolvingSite(self.script)
        with DemoServer(site) as server:
            port = int(server.url.rpartition(":")[2])
        for number in range(1, plan.nights + 1):
            site.night = number
            self._declare(port, mended=number >= plan.mended)
            if number == plan.mended:
                code, said = self._govnews(number, "retry", str(self.data))
                yield f"layout mended; retry: {said} (exit {code})"
            with ExitStack() as stack:
                if plan.down.get(number) != 0:
                    stack.enter_context(DemoServer(site, port=port))
                words = ("harvest", site.name, "--out", str(self.data), "--quiet")
                code, said = self._govnews(number, *words, "--again", ",".join(self.again))
            path = max((self.data / "runs").glob("2*.json"))
            report = json.loads(path.read_text(encoding="utf-8"))
            rows = rows_of(load(self.data))
            self.harvests.append(Harvest(night=number, exit_code=code, said=said, rows=rows))
            yield line(self.harvests[-1], report, self.script.of_night(number))

    def _declare(self, port: int, *, mended: bool) -> None:
        text = DECLARATION.format(host=f"127.0.0.1:{port}")
        text += TELLING if self.script.plan.tells else ""
        text += NEW_LAYOUT if mended else ""
        self._declared.write_text(text, encoding="utf-8")

    @property
    def _declared(self) -> Path:
        return self.folder / "portals.toml"

    def _govnews(self, night: int, *words: str) -> tuple[int, str]:
        """The exit code of a command in this night, and what it said."""
        at = moment(night) - timedelta(hours=words[0] == "retry")
        done = subprocess.run(
            [sys.executable, "-c", CHILD, at.isoformat(), *words, "--portals", str(self._declared)],
            capture_output=True,
            text=True,
            env=os.environ | {"GOVNEWS_CONTACT": "the trial on this machine"},
            check=False,
        )
        return done.returncode, (done.stdout + done.stderr).strip()


SHORT = Plan(
    nights=11,
    stock=60,
    redesign=6,
    mended=8,
    down={9: 503, 10: 0},
    late=(3,),
    back_dated=(2,),
    deletions={3: 404, 4: 410, 11: 200},
    moves={5: 301},
)
LOOKS = {
    "ages": AGES,
    "nightly": ("1h", *(f"{days}d" for days in range(1, 31))),
    "told": AGES,
}


def main() -> int:
    """Print the table and the comparison; exit code 1 where the dataset is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--short", action="store_true", help="fewer nights and articles")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--looks", choices=LOOKS, default="ages")
    given = options.parse_args()
    plan = replace(SHORT if given.short else Plan(), tells=given.looks == "told")
    script = Script(plan, read_ages(LOOKS[given.looks]), seed=given.seed)
    with tempfile.TemporaryDirectory(prefix="govnews-") as name:
        trial = Trial(Path(name), script, LOOKS[given.looks])
        print(f"{plan.nights} nights, looks: {given.looks}\n{HEAD}")
        for text in trial.run():
            print(text, flush=True)
        comparison = Comparison(script, trial.data, trial.harvests)
        wrong = 0
        for what, differ in comparison.checks():
            wrong += bool(differ)
            print(f"{what}: {'as it should be' if not differ else f'{len(differ)} wrong'}")
            for text in differ[:10]:
                print(f"    {text}")
    print(f"{len(comparison.found)} articles; {comparison.summary()}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
