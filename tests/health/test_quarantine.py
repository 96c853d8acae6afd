"""What is held back: in the quarantine, not in the dataset, and in once it is sound."""

from __future__ import annotations

import dataclasses
import json
import os
import runpy
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.cli import main
from govnews.dataset import load, open_run
from govnews.dataset.quarantine import quarantined
from govnews.extract import extract
from govnews.health.rhythm import far_fewer, silent_days
from govnews.model import Record
from govnews.reread import reread
from govnews.status import status

SAVED = Path(__file__).parents[1] / "cli" / "conftest.py"
make_page = runpy.run_path(str(SAVED))["make_page"]
HTML = [("Content-Type", "text/html; charset=utf-8")]
PORTAL = "lamson.example.vn"


def read(number: int, day: int, archive: ArchiveWriter | None = None) -> Record:
    """Article `number` as a harvest of that day reads it, its page kept where there is an archive."""
    url = f"https://{PORTAL}/tin/bai-viet-so-{number}"
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC) + timedelta(days=day)
    page = make_page(number).encode()
    ref = (
        archive.add(Exchange(url=url, status=200, headers=HTML, body=page, fetched_at=moment)).ref
        if archive
        else None
    )
    record = extract(page, url, fetched_at=moment)
    article = dataclasses.replace(record.article, archive_ref=ref, section="Tin tức")
    return dataclasses.replace(record, article=article)


def undated(record: Record) -> Record:
    """The same as a layout reads it that finds the date no more, and the site's name in the title."""
    article = dataclasses.replace(
        record.article,
        title=f"{record.article.title} - Lam Sơn",
        published_at=None,
        content_hash=f"x{record.article.content_hash[1:]}",
    )
    return dataclasses.replace(record, article=article)


def harvested(out: Path, numbers: range, day: int, *, changed: bool = False) -> str:
    """A run of a harvest; gives its name."""
    (out / "archive").mkdir(parents=True, exist_ok=True)
    with (
        ArchiveWriter(out / "archive" / f"{day}.warc.gz") as archive,
        open_run(out, f"day-{day}") as run,
    ):
        run.watch({PORTAL: "brief"})
        for number in numbers:
            record = read(number, day, archive)
            run.add(undated(record) if changed else record)
        problems = [text for verdict in run.verdicts().values() for text in verdict.problems]
        outcome = {
            "walk": "brief", "finish_reason": "finished", "counts": {}, "problems": problems,
        }  # fmt: skip
        run.finish({"portals": {PORTAL: outcome}})
        return run.name


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Two good days of a portal, then a day without dates, when 5 of 25 articles are new."""
    out = tmp_path / "data"
    harvested(out, range(1, 21), 1)
    harvested(out, range(1, 21), 2)
    harvested(out, range(1, 26), 3, changed=True)
    return out


def test_what_lost_its_date_is_not_in_the_dataset(dataset: Path) -> None:
    """New articles stay out, known ones stay as they were, and all are in the quarantine."""
    articles = load(dataset).articles
    assert len(articles) == 20
    assert articles["published_at"].notna().all()
    assert load(dataset).history()["version"].max() == 1
    (held,) = quarantined(dataset)
    assert held.path.name == f"day-3-{PORTAL}"
    lines = held.lines()
    assert len(lines) == 25
    assert all(line["archive_ref"].startswith("3.warc.gz#") for line in lines)
    assert all("published_at" in line["reasons"][0] for line in lines)


def test_what_today_reads_soundly_is_stored_by_retry(dataset: Path, capsys: Any) -> None:
    """The pages are read again from the archive, and the quarantine is empty afterwards."""
    assert main(["retry", str(dataset)]) == 0
    assert "stay in the quarantine" in capsys.readouterr().err
    articles = load(dataset).articles
    assert len(articles) == 25
    assert articles["published_at"].notna().all()
    assert not (dataset / "quarantine").exists()
    assert main(["retry", str(dataset)]) == 0
    assert "nothing is held back" in capsys.readouterr().err


def test_retry_leaves_the_rows_of_unchanged_articles(dataset: Path) -> None:
    """A page that says what is stored is seen to be there; its row, of an older page, stays whole."""
    before = {row["article_id"]: row for row in load(dataset).arrow("articles").to_pylist()}
    assert main(["retry", str(dataset)]) == 0
    after = {row["article_id"]: row for row in load(dataset).arrow("articles").to_pylist()}
    assert {key: after[key] for key in before} == before
    assert load(dataset).states["last_seen"].dt.day.unique().tolist() == [5]


def test_what_is_still_unsound_stays(
    dataset: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a mended layout nothing moves, and the exit code says that a person must look."""
    from govnews import reread as module

    real = module.extracted
    monkeypatch.setattr(module, "extracted", lambda *given: undated(real(*given)))
    before = quarantined(dataset)[0].lines()
    assert main(["retry", str(dataset)]) == 3
    assert "still lack" in capsys.readouterr().err
    assert quarantined(dataset)[0].lines() == before
    assert len(load(dataset).articles) == 20


def test_a_portal_may_be_accepted_as_it_is(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `accept` its articles are stored, and the next harvest of the kind is not held back."""
    from govnews import reread as module

    real = module.extracted
    monkeypatch.setattr(module, "extracted", lambda *given: undated(real(*given)))
    done = reread(dataset, accept=[PORTAL], trouble=lambda *_: None)
    assert (done.left, len(load(dataset).articles)) == (0, 25)
    harvested(dataset, range(1, 31), 4, changed=True)
    assert quarantined(dataset) == []


def test_without_a_page_in_the_archive_a_record_stays(dataset: Path) -> None:
    """What cannot be read again is told and kept, until a harvest stores the article."""
    (dataset / "archive" / "3.warc.gz").unlink()
    told: list[str] = []
    done = reread(dataset, trouble=lambda name, error: told.append(f"{name}: {error}"))
    assert done.failed == done.left == len(told) > 0
    assert "cannot read" in told[0]
    harvested(dataset, range(1, 26), 5)
    done = reread(dataset, trouble=lambda *_: None)
    assert (done.settled, done.left) == (done.read, 0)


KILL = """
import os, runpy, sys
from pathlib import Path
from govnews.dataset import commit, ledger, quarantine
tools = runpy.run_path(sys.argv[2])
def die(*_given, **_named):
    os.kill(os.getpid(), 9)
"""
MOMENTS = {
    "before the commit": "commit.held_back = die",
    "while the quarantine is written": "quarantine.replacing = die",
    "after the quarantine": "commit.write_parts = die",
    "before the ledger": "ledger.Ledger.commit = die",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_holds_back_the_same(moment: str, dataset: Path, tmp_path: Path) -> None:
    """Killed at any moment of its commit, a run is judged again by the next one."""
    out = tmp_path / "killed"
    harvested(out, range(1, 21), 1)
    harvested(out, range(1, 21), 2)
    code = f"{KILL}{MOMENTS[moment]}\ntools['harvested'](Path(sys.argv[1]), range(1, 26), 3, changed=True)"
    command = [sys.executable, "-c", code, str(out), __file__]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, env=os.environ)
    assert done.returncode == -signal.SIGKILL, done.stderr
    open_run(out).close()
    assert len(load(out).articles) == 20
    (held,), (quiet,) = quarantined(out), quarantined(dataset)
    assert [line["record"]["article"]["url"] for line in held.lines()] == [
        line["record"]["article"]["url"] for line in quiet.lines()
    ]
    assert not list(out.rglob("*.tmp"))


def test_status_tells_what_needs_a_person(dataset: Path, capsys: Any) -> None:
    """One row a portal within 80 columns, the reasons below, exit code 3; the same as JSON."""
    assert main(["status", str(dataset)]) == 3
    said = capsys.readouterr().out
    assert PORTAL in said
    assert "held back" in said
    rows = said.partition(f"\n{PORTAL}: ")[0].splitlines()
    assert len(rows) > 3
    assert max(map(len, rows)) <= 80
    assert any("look" in row for row in rows)
    assert main(["status", str(dataset), "--json"]) == 3
    portal = json.loads(capsys.readouterr().out)
    assert (portal["articles"], portal["well"]) == (20, False)
    assert portal["quarantined"] >= 5


def test_status_is_well_after_a_good_run_and_not_after_two_days(tmp_path: Path) -> None:
    """A daily harvest that missed a day is told; one of today is not."""
    harvested(tmp_path, range(1, 6), 1)
    now = datetime.now(UTC)
    (today,) = status(tmp_path, now)
    assert today.problems == ()
    (later,) = status(tmp_path, now + timedelta(hours=40))
    assert "no run for 40 hours" in later.problems[0]


def test_silence_is_measured_by_the_portals_own_habit() -> None:
    """A daily portal may rest over Tết, a monthly one for two months."""
    start = datetime(2024, 1, 1, tzinfo=UTC).date()
    daily = [start + timedelta(days=n) for n in range(60)]
    assert silent_days(daily, daily[-1] + timedelta(days=10)) is None
    assert silent_days(daily, daily[-1] + timedelta(days=15)) == 15
    monthly = [start + timedelta(days=30 * n) for n in range(12)]
    assert silent_days(monthly, monthly[-1] + timedelta(days=55)) is None
    assert silent_days(monthly, monthly[-1] + timedelta(days=70)) == 70
    assert silent_days(daily[:5], start + timedelta(days=300)) is None


def test_far_fewer_articles_than_ever_are_told_and_holidays_are_not() -> None:
    """Compared with the lowest of the former walks of the kind, which has seen holidays."""

    def report(read: int) -> dict[str, Any]:
        outcome = {"walk": "brief", "finish_reason": "finished", "counts": {"articles_read": read}}
        return {"portals": {"thu": outcome}}

    busy = [report(read) for read in (80, 75, 90, 60, 85)]
    assert far_fewer(20, busy, "thu", "brief") == 60
    assert far_fewer(45, busy, "thu", "brief") is None
    assert far_fewer(20, busy, "thu", "full") is None
    assert far_fewer(0, [*busy, report(0)], "thu", "brief") is None
    small = [report(read) for read in (4, 6, 3, 5, 4)]
    assert far_fewer(0, small, "thu", "brief") is None
