"""The quarantine read again: what today's layouts read soundly goes into the dataset."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govnews.archive import read_ref
from govnews.dataset import Run, open_run
from govnews.dataset.quarantine import Held, Line, quarantined
from govnews.errors import DatasetError, GovnewsError
from govnews.health import is_alike, traits_of
from govnews.model import Record
from govnews.saved import archived, extracted

ENOUGH = 0.9
"""Where so many of the records that were held back for one cause are without it by now, the rest
is as it always was: hardly any field is on every page."""

Trouble = Callable[[str, Exception], object]


@dataclass(slots=True)
class Reread:
    """What became of what was held back."""

    run: str = ""
    read: int = 0
    """Records in the quarantine."""
    stored: int = 0
    settled: int = 0
    """Stored by a harvest meanwhile."""
    unsound: int = 0
    """Still lacking what they were held back for."""
    not_archived: int = 0
    """Without a page to read again."""
    failed: int = 0
    accepted: tuple[str, ...] = ()
    portals: Counter[str] = field(default_factory=Counter)
    """Portal → records that stay."""

    @property
    def left(self) -> int:
        """Records that stay in the quarantine."""
        return self.portals.total()

    def told(self) -> Iterator[str]:
        """The result in sentences."""
        if not self.read:
            yield "nothing is held back"
            return
        yield f"{self.read} held back: {self.stored} stored, {self.left} stay in the quarantine"
        if self.settled:
            yield f"{self.settled} were stored by a later harvest already"
        if self.unsound:
            yield (
                f"{self.unsound} still lack what they were held back for: mend the layout, or "
                "take the portal as it is with --accept"
            )
        if self.not_archived:
            yield f"{self.not_archived} have no page in the archive: harvest the portal again"
        if self.failed:
            yield f"{self.failed} could not be read again"


def reread(
    out: Path, portals: Sequence[str] = (), *, accept: Sequence[str] = (), trouble: Trouble
) -> Reread:
    """Read what is held back in the dataset at `out` again, from the archive, and store what is sound.

    `portals` names those to look at; none means all. What was held back of the portals of `accept`
    is stored as it is, and their former runs are no measure any more. Problems of single pages go
    to `trouble`. May be called again after a kill: what was stored is only seen to be there.

    Raises:
        DatasetLocked: another run is writing there.
        DatasetError: there is no dataset, or the disk is full; the quarantine stays as it is.

    """
    if not (out / "ledger.sqlite").is_file():
        raise DatasetError(f"{out}: no dataset here: name the folder that was harvested into")
    done = Reread(accepted=tuple(accept))
    wanted = {*portals, *accept}
    rests: list[tuple[Held, list[Line]]] = []
    with open_run(out) as run:
        done.run = run.name
        for held in quarantined(out):
            lines = held.lines()
            if lines and (not wanted or lines[0]["portal"] in wanted):
                rests.append((held, _one_folder(lines, run, out, done, trouble)))
        counts = {name: getattr(done, name) for name in ("read", "stored", "settled")}
        code = 3 if done.left else 0
        run.finish({"exit_code": code, "reread": counts, "accepted": list(accept)})
        for held, lines in rests:  # only now is what left them safe elsewhere
            held.keep(lines)
    return done


def _one_folder(
    lines: list[Line], run: Run, out: Path, done: Reread, trouble: Trouble
) -> list[Line]:
    """Store what is sound by now, and give the lines that stay."""
    portal = lines[0]["portal"]
    done.read += len(lines)
    records: list[tuple[Line, Record]] = []
    rest: list[Line] = []
    for line in lines:
        if _is_settled(line, run):
            done.settled += 1
        elif (record := _read_again(line, out, done, trouble)) is None:
            rest.append(line)
        else:
            records.append((line, record))
    mended = _mended(records)
    for line, record in records:
        if portal in done.accepted or all(
            _key(cause) in mended or _is_without(record, cause) for cause in line["causes"]
        ):
            run.add(record, reread=not _is_known(record, run))
            done.stored += 1
        else:
            done.unsound += 1
            rest.append(line)
    done.portals[portal] += len(rest)
    return rest


def _is_settled(line: Line, run: Run) -> bool:
    """Whether a later harvest has stored the article, or seen that what is stored is true."""
    article = line["record"]["article"]
    seen = run.known(article["article_id"])
    return bool(
        seen and article["fetched_at"] and seen.last_seen.isoformat() > article["fetched_at"]
    )


def _is_known(record: Record, run: Run) -> bool:
    """Whether the dataset has what the page says: then its row stays as the harvest left it.

    The mended layout may find less beside the text, such as no section where there was one.
    """
    seen = run.known(record.article.article_id)
    return bool(seen and seen.content_hash == record.article.content_hash)


def _read_again(line: Line, out: Path, done: Reread, trouble: Trouble) -> Record | None:
    article = line["record"]["article"]
    if not line["archive_ref"]:
        done.not_archived += 1
        return None
    try:
        response = read_ref(out / "archive", line["archive_ref"])
        page = dataclasses.replace(archived(out / "archive", response), url=article["url"])
        is_host = line["portal"] == urlsplit(article["url"]).hostname  # that no portal declares
        record = extracted(page, None if is_host else line["portal"])
    except GovnewsError as error:
        done.failed += 1
        trouble(article["url"], error)
        return None
    # The harvest may have known the article by another address than the page gives.
    names = {name: article[name] for name in ("article_id", "canonical_url")}
    return dataclasses.replace(record, article=dataclasses.replace(record.article, **names))


def _mended(records: Sequence[tuple[Line, Record]]) -> set[tuple[Any, ...]]:
    """The causes that nearly all records are without by now."""
    number: Counter[tuple[Any, ...]] = Counter()
    sound: Counter[tuple[Any, ...]] = Counter()
    for line, record in records:
        for cause in line["causes"]:
            number[_key(cause)] += 1
            sound[_key(cause)] += _is_without(record, cause)
    return {key for key in number if sound[key] >= ENOUGH * number[key]}


def _is_without(record: Record, cause: Mapping[str, Any]) -> bool:
    traits = traits_of(record.to_dict())
    has_field = not cause["field"] or cause["field"] in traits["has"]
    return (
        has_field
        and traits["chars"] >= cause["least"]
        and not (cause["mark"] and cause["mark"] in traits["marks"])
        and not (cause.get("day") and traits["day"] in ("", cause["day"]))
        and (not cause.get("title") or is_alike(traits["title"], cause["title"]))
    )


def _key(cause: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(cause.get(name) for name in ("field", "least", "mark", "day", "title"))
