"""The dataset that nightly harvests of the evolving portal left, beside what is true by its script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govnews.dataset import Dataset, load
from govnews.demo.articles import DemoArticle
from govnews.demo.chronicle import Script, moment
from govnews.demo.made_up import EDITS
from govnews.model import HANOI

DEEP_RUNS = 14
"""In so many harvests the deep check has seen every listing whole."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one night's harvest left behind."""

    night: int
    exit_code: int
    said: str
    rows: Mapping[int, Row]
    """The articles in the dataset after it."""


class Comparison:
    """A dataset after the last night beside the script."""

    def __init__(self, script: Script, folder: Path, harvests: Sequence[Harvest]) -> None:
        """`folder` is the dataset; `harvests` are those of all nights, in order."""
        self.script = script
        self.plan = script.plan
        self.harvests = harvests
        self.data = load(folder)
        self.as_of = {
            harvest.night: load(folder, as_of=moment(harvest.night).date()) for harvest in harvests
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
        good = self.harvests[self.plan.redesign - 2].rows
        for harvest in self.harvests:
            is_held = self.plan.redesign <= harvest.night < self.plan.mended
            true = good if is_held else rows_of(self.as_of[harvest.night])
            for text in differences(true, harvest.rows):
                yield f"night {harvest.night}: {text}"

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
        for harvest in self.harvests:
            wanted = self.expected(harvest.night)
            if harvest.exit_code != wanted or bool(harvest.said) != bool(wanted):
                yield f"night {harvest.night}: {harvest.exit_code} for {wanted} ({harvest.said})"

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
