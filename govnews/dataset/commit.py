"""The commit: journal → what is held back → parts → ledger → current files, in an order that a kill survives anywhere.

Before the ledger's commit the journal is all there is, and the next run starts the commit afresh;
after it the parts are the truth, and the next run has only the current files to catch up.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from govnews.dataset.changes import note_changes
from govnews.dataset.disk import explained, replacing
from govnews.dataset.entries import Entries, now
from govnews.dataset.folder import Folder
from govnews.dataset.journal import SUFFIX
from govnews.dataset.ledger import Part
from govnews.dataset.parts import write_parts
from govnews.dataset.publish import publish
from govnews.dataset.quarantine import held_back
from govnews.dataset.sightings import settle
from govnews.dataset.snapshot import View
from govnews.errors import DatasetError
from govnews.model import TABLES

log = logging.getLogger(__name__)


def commit(
    folder: Folder, entries: Entries, report: Mapping[str, Any], *, recovered: bool = False
) -> dict[str, int]:
    """Make a run's entries part of the dataset; returns table → rows written.

    Raises:
        DatasetError: the disk is full. Before the ledger's commit the journal stays.

    """
    entries.journal.sync()
    report = {**report, **held_back(folder, entries)}
    parts: dict[str, Part] = {}
    try:
        parts = write_parts(folder.versions, entries.run, entries.journal, folder.ledger.lines())
        note_changes(folder.versions, folder.ledger, parts)
        with folder.ledger.noting() as database:
            settle(database, now())
        row = {
            "run": entries.run,
            "started": entries.started,
            "finished": now(),
            **entries.counts,
            "exit_code": report.get("exit_code"),
            "recovered": recovered,
            "report": report,
        }
        folder.ledger.commit(row, parts)
    except BaseException:
        folder.ledger.roll_back()
        if not folder.ledger.holds(entries.run):  # an interrupt may come after the commit
            folder.remove_parts(entries.run)
        raise
    entries.journal.close()
    with explained(entries.journal.path):
        entries.journal.path.unlink()
    catch_up(folder)
    return {table: parts[table].rows if table in parts else 0 for table in TABLES}


def recover(folder: Folder) -> None:
    """Finish what killed runs began, and remove what they left unfinished.

    Raises:
        DatasetError: the journal of one holds what no run writes.

    """
    folder.tidy()
    for journal in sorted(folder.runs.glob(f"*{SUFFIX}")):
        run = journal.name.removesuffix(SUFFIX)
        is_empty = journal.stat().st_size == 0  # the disk was full when the run began
        if is_empty or folder.ledger.holds(run):
            with explained(journal):
                journal.unlink()
            continue
        folder.remove_parts(run)
        entries = Entries(folder, run)
        try:
            entries.replay()
            for portal, verdict in entries.verdicts().items():
                for problem in verdict.problems:
                    log.warning("%s, in run %s, which was cut off: %s", portal, run, problem)
            commit(folder, entries, {}, recovered=True)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise DatasetError(
                f"{journal}: damaged ({error!r}): restore it from a backup, or remove it to give up "
                "what that run read"
            ) from error
        finally:
            entries.journal.close()
    catch_up(folder)


def catch_up(folder: Folder) -> None:
    """Bring the last run's report and the current files up to the ledger, if they are not."""
    last = folder.ledger.last_run()
    if last is None:
        return
    path = folder.runs / f"{last['run']}.json"
    if not path.exists():
        shown = {name: value for name, value in last.items() if name not in {"seq", "report"}}
        shown |= {"recovered": bool(last["recovered"]), **json.loads(last["report"])}
        text = json.dumps(shown, ensure_ascii=False, indent=2)
        with replacing(path) as out:
            out.write(f"{text}\n".encode())
    with View(folder.ledger.path) as view:
        publish(folder, view)
