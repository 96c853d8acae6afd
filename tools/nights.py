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
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govnews.again import AGES, read_ages
from govnews.dataset import Dataset, load
from govnews.demo.articles import DemoArticle
from govnews.demo.evolving import (
    DECLARATION,
    NEW_LAYOUT,
    TELLING,
    Deed,
    EvolvingSite,
    Plan,
    Script,
    moment,
)
from govnews.demo.made_up import EDITS
from govnews.demo.server import DemoServer
from govnews.model import HANOI

DEEP_RUNS = 14
"""In so many harvests the deep check has seen every listing whole."""
CHILD = (
    "import sys, time_machine; from datetime import datetime; from govnews.demo.trial import hurry;"
    "hurry(); time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True).start();"
    "from govnews.cli import main; sys.exit(main(sys.argv[2:]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What one harvest came to."""

    number: int
    exit_code: int
    said: str
    report: dict[str, Any]
    rows: dict[int, Row]
    """The articles in the dataset after it."""

    def line(self, deeds: Sequence[Deed]) -> str:
        """One row of the table."""
        done = Counter(deed.kind for deed in deeds)
        posts = sum(done[kind] for kind in ("post", "late", "back-dated"))
        outcome = self.report["portals"][EvolvingSite.name]
        cells = (
            self.number, posts, done["edit"], done["delete"], done["move"], self.report["new"],
            self.report["changed"], outcome["counts"].get("known_missing", 0),
            sum(outcome["requests"].values()), self.exit_code,
        )  # fmt: skip
        said = re.sub(r"\S*(127\.0\.0\.1|quarantine)\S*", "…", self.said.replace("\n", "; "))
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
    nights: list[Night] = field(default_factory=list)

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
            night = Night(number=number, exit_code=code, said=said, report=report, rows=rows)
            self.nights.append(night)
            yield night.line(self.script.of_night(number))

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is compared of an article."""

    title: str
    summary: str | None
    body: str
    published_at: datetime
    pictures: tuple[tuple[str, str | None], ...]
    """Name of the file and caption."""

    @classmethod
    def true(cls, article: DemoArticle) -> Row:
        """As the portal publishes it."""
        return cls(
            title=article.title,
            summary=article.summary,
            body="\n\n".join(article.paragraphs),
            published_at=article.posted.replace(tzinfo=HANOI),
            pictures=tuple((image.file, image.caption) for image in article.images),
        )


def rows_of(data: Dataset) -> dict[int, Row]:
    """Number → the article as it stands in the dataset."""
    pictures: dict[str, list[tuple[str, str | None]]] = {}
    for caption in data.arrow("captions").to_pylist():
        name = urlsplit(caption["image_url"]).path.rpartition("/")[2]
        pictures.setdefault(caption["article_id"], []).append((name, caption["caption"]))
    return {
        number_of(row["canonical_url"]): Row(
            title=row["title"],
            summary=row["summary"],
            body=row["body"],
            published_at=row["published_at"],
            pictures=tuple(pictures.get(row["article_id"], ())),
        )
        for row in data.arrow("articles").to_pylist()
    }


def number_of(url: str) -> int:
    """The number of an article in its address."""
    return int(url.rpartition("/view_content/")[2].partition("-")[0])


def night_of(at: datetime) -> int:
    """The night in which something happened."""
    return (at.astimezone(HANOI).date() - moment(0).date()).days


class Comparison:
    """The dataset beside the script, after the last night."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.script = trial.script
        self.plan = trial.script.plan
        self.data = load(trial.data)
        self.as_of = {
            night.number: load(trial.data, as_of=moment(night.number).date())
            for night in trial.nights
        }
        self.found: dict[int, int] = {}
        """Number of an article → the night from which on the dataset has it."""
        for night, data in self.as_of.items():
            for number in rows_of(data):
                self.found.setdefault(number, night)
        self.numbers = {
            row["article_id"]: number_of(row["canonical_url"])
            for row in self.data.arrow("articles").to_pylist()
        }

    def checks(self) -> Iterator[tuple[str, list[str]]]:
        """What is compared, and what differs."""
        early = min(10, self.plan.redesign - 1)
        yield "articles and final texts", self._texts(self.plan.nights, self.data)
        yield "nights in which posts were found", list(self._finds())
        yield f"load(as_of=night {early})", self._texts(early, self.as_of[early])
        yield "edits, each in its night", self._changes(self.plan.nights, self.data)
        yield f"edits as of night {early}", self._changes(early, self.as_of[early])
        yield "states", list(self._states())
        yield "load(as_of=…) of every night, beside what it was", list(self._nights())
        yield "coverage", [*self._days(), *self._complete()]
        yield "exit codes and what was said", list(self._codes())

    def _texts(self, night: int, data: Dataset) -> list[str]:
        true = {n: Row.true(a) for n, a in self.script.known(night, self.found).items()}
        return list(differences(true, rows_of(data)))

    def _finds(self) -> Iterator[str]:
        """What appears behind known articles is found in as many nights as the deep check takes."""
        deep = {deed.to or deed.article for deed in self.script.deeds
                if deed.kind in ("back-dated", "move")}  # fmt: skip
        for number, first in self.script.found.items():
            last = first + DEEP_RUNS if number in deep else first
            if not first <= self.found.get(number, self.plan.nights + 1) <= last:
                yield f"{number} was posted in night {first} and found in {self.found.get(number)}"

    def _changes(self, night: int, data: Dataset) -> list[str]:
        true = {
            (deed.article, EDITS[deed.how].field, EDITS[deed.how].kind): at
            for deed in self.script.deeds
            if deed.kind == "edit" and (at := self.script.noticed(deed)) and at <= night
        }
        told = {
            (self.numbers[row["article_id"]], row["field"], row["kind"]): night_of(
                row["noticed_at"]
            )
            for row in data.arrow("changes").to_pylist()
        }
        return list(differences(true, told))

    def _states(self) -> Iterator[str]:
        true = {number: ("seen", first) for number, first in self.found.items()}
        for deed in self.script.deeds:
            if deed.kind in ("delete", "move"):
                name = "moved" if deed.to else "gone" if deed.how == "410" else "not_found"
                noticed = max(self.script.noticed(deed) or 0, self.found.get(deed.to or 0, 0))
                true[deed.article] = (name, noticed)
        told = {
            self.numbers[row["article_id"]]: (row["state"], night_of(row["since"]))
            for row in self.data.arrow("states").to_pylist()
        }
        yield from differences(true, told)

    def _days(self) -> Iterator[str]:
        """Every day up to the last night has a row with the articles of that day."""
        known = self.script.known(self.plan.nights, self.found)
        days = Counter(article.posted.date() for article in known.values())
        gone = Counter(known[number].posted.date() for number in self.script.states[-1].gone)
        first, last = min(days), moment(self.plan.nights).date()
        true = {
            day: (days[day], days[day], days[day], gone[day])
            for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        }
        told = {
            row["day"]: tuple(row[name] for name in ("listed", "fetched", "stored", "failed"))
            for row in self.data.arrow("coverage").to_pylist()
        }
        yield from differences(true, told)

    def _complete(self) -> Iterator[str]:
        """After each night, days are known whole until the last one that went well."""
        for night, data in self.as_of.items():
            sound = next(n for n in range(night, 0, -1) if self.expected(n) == 0)
            until = {row["complete_until"] for row in data.arrow("coverage").to_pylist()} - {None}
            if {night_of(at) for at in until} != {sound}:
                yield f"night {night}: complete until {until}, not night {sound}"

    def _nights(self) -> Iterator[str]:
        """What was held back is known by `as_of` in the night in which it was fetched."""
        good = self.trial.nights[self.plan.redesign - 2].rows
        for night in self.trial.nights:
            is_held = self.plan.redesign <= night.number < self.plan.mended
            true = good if is_held else rows_of(self.as_of[night.number])
            if night.rows != true:
                yield f"night {night.number}: {len(night.rows)} rows are not the {len(true)} expected"

    def summary(self) -> str:
        """How soon edits were noticed."""
        nights = [(deed.night, self.script.noticed(deed)) for deed in self.script.deeds
                  if deed.kind == "edit"]  # fmt: skip
        own = sum(made == seen for made, seen in nights)
        after = sum(
            made in self.plan.down and seen == max(self.plan.down) + 1 for made, seen in nights
        )
        return (
            f"{len(nights)} edits: {own} noticed in their night, {after} of the nights without the "
            f"portal in the first one after them, {len(nights) - own - after} when the article came to an age"
        )

    def _codes(self) -> Iterator[str]:
        for night in self.trial.nights:
            wanted = self.expected(night.number)
            if night.exit_code != wanted or bool(night.said) != bool(wanted):
                yield f"night {night.number}: {night.exit_code} for {wanted} ({night.said})"

    def expected(self, night: int) -> int:
        """The exit code that a night should have."""
        if night in self.plan.down:
            return 1
        return 3 if self.plan.redesign <= night < self.plan.mended else 0


def differences(true: Mapping[Any, Any], told: Mapping[Any, Any]) -> Iterator[str]:
    """What is told otherwise than it is."""
    for key in sorted(true.keys() | told.keys()):
        if true.get(key) != told.get(key):
            yield f"{key}: {told.get(key)} where {true.get(key)} is true"


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
        for line in trial.run():
            print(line, flush=True)
        comparison = Comparison(trial)
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
