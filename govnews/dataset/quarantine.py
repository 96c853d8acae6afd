"""The quarantine: records that a run read and did not store, with why, until they are sound.

One folder a run and portal, with one file of JSON lines: `portal`, `reasons`, `causes` (what the
record lacks), `archive_ref`, and the `record` as it was read. It is written before the ledger's
commit, from the journal, so that a run killed in between writes it again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained, make_folder, replacing
from govnews.dataset.entries import Entries, article_of
from govnews.dataset.folder import Folder
from govnews.errors import DatasetError
from govnews.health import Verdict

QUARANTINE, RECORDS = "quarantine", "records.jsonl"

Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one run held back of one portal."""

    path: Path
    """The folder."""

    def lines(self) -> list[Line]:
        """The records, in the order in which they were read.

        Raises:
            DatasetError: the file cannot be read, or was edited into something else.

        """
        file = self.path / RECORDS
        with explained(file):
            text = file.read_text(encoding="utf-8")
        try:
            return [json.loads(line) for line in text.splitlines()]
        except ValueError as error:
            raise DatasetError(f"{file}: damaged ({error}): restore it, or remove it") from error

    def keep(self, lines: Sequence[Line]) -> None:
        """Leave only these lines; without any, the folder goes."""
        if lines:
            _write(self.path, lines)
        else:
            _remove(self.path)


def quarantined(path: Path) -> list[Held]:
    """What is held back in the dataset at `path`, oldest run first."""
    return [Held(path=file.parent) for file in sorted((path / QUARANTINE).glob(f"*/{RECORDS}"))]


def held_back(folder: Folder, entries: Entries) -> dict[str, Any]:
    """Judge a run, take what is not sound out of it, and give the measures for its report."""
    verdicts = entries.verdicts()
    if not verdicts:
        return {}
    held = {article for verdict in verdicts.values() for article in verdict.held}
    for portal, verdict in verdicts.items():
        place = folder.path / QUARANTINE / place_of(entries.run, portal)
        if verdict.held:
            _write(place, _lines(entries, portal, verdict))
        else:  # that a killed commit may have left
            _remove(place)
    if held:
        entries.hold_back(held)
    return {"health": {portal: dict(verdict.report) for portal, verdict in verdicts.items()}}


def place_of(run: str, portal: str) -> str:
    """The name of the folder for what a run held back of a portal."""
    return f"{run}-{portal}"


def _lines(entries: Entries, portal: str, verdict: Verdict) -> Iterator[Line]:
    """Every record of an article that is held back, as journalled."""
    for _, line in entries.journal.lines():
        if "record" not in line or article_of(line) not in verdict.held:
            continue
        causes = verdict.held[article_of(line)]
        yield {
            "run": entries.run,
            "portal": portal,
            "reasons": list(verdict.problems),
            "causes": [cause.to_dict() for cause in causes],
            "archive_ref": line["record"]["article"]["archive_ref"],
            "record": line["record"],
        }


def _write(place: Path, lines: Iterator[Line] | Sequence[Mapping[str, Any]]) -> None:
    make_folder(place)
    with replacing(place / RECORDS) as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _remove(place: Path) -> None:
    with explained(place):
        if place.exists():
            shutil.rmtree(place)
        if place.parent.exists() and not any(place.parent.iterdir()):
            place.parent.rmdir()
