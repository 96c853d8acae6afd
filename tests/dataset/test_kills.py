"""A run killed at any moment loses nothing that was added and harms nothing that was stored."""

from __future__ import annotations

import signal

import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import load, open_run, read_csv
from govnews.dataset.snapshot import View
from govnews.model import TABLES

KILLS = {
    "before the first record": "os.kill(os.getpid(), 9)",
    "between two records": """
run = dataset.open_run(folder)
for number in range(1, 8):
    run.add(make_record(number))
die()""",
    "while the parts are written": """
real = parts.schema.decode
calls = iter(range(100))
parts.schema.decode = lambda row, table: die() if next(calls) > 40 else real(row, table)
store()""",
    "before the ledger's commit": """
ledger.Ledger.commit = die
store()""",
    "after the ledger's commit": """
ledger.Ledger.commit = die_after(ledger.Ledger.commit)
store()""",
    "before the current files": """
commit.publish = die
store()""",
    "between two current files": """
from govnews.dataset import publish
real = publish.write_csv
calls = iter(range(100))
publish.write_csv = lambda *given: die() if next(calls) == 2 else real(*given)
store()""",
    "after everything": """
ledger.Ledger.set_published = die_after(ledger.Ledger.set_published)
store()""",
}


@pytest.mark.parametrize("moment", KILLS)
def test_killed_and_run_again_equals_never_killed(moment, tmp_path, process, record):
    """After a kill and a rerun every table, Parquet and CSV, is what one quiet run makes."""
    with open_run(tmp_path / "quiet") as run:
        for number in range(1, 21):
            run.add(record(number))
    folder = tmp_path / "killed"
    assert process(KILLS[moment], folder).returncode == -signal.SIGKILL
    assert process("store()", folder).returncode == 0
    quiet, killed = load(tmp_path / "quiet"), load(folder)
    for table in TABLES:
        assert_frame_equal(getattr(killed, table), getattr(quiet, table))
        assert_frame_equal(read_csv(folder / "csv" / f"{table}.csv"), getattr(quiet, table))
        one, other = (
            pq.read_table(path / f"{table}.parquet") for path in (folder, tmp_path / "quiet")
        )
        assert one.equals(other)
        name = f"csv/{table}.csv"
        assert (folder / name).read_bytes() == (tmp_path / "quiet" / name).read_bytes()
    left = [p.name for p in folder.rglob("*") if p.name.endswith((".tmp", ".open"))]
    assert left == []
    named = {p.name for p in (folder / "versions").iterdir()}
    with View(folder / "ledger.sqlite") as view:
        assert len(named) == sum(len(parts) for parts in view.parts.values())


@pytest.mark.parametrize("moment", [name for name in KILLS if name != "before the first record"])
def test_what_was_stored_stays_readable(moment, tmp_path, process, record):
    """Right after the kill, before any repair, a reader sees the old state or the new, whole."""
    with open_run(tmp_path) as run:
        run.add(record(500))
    process(KILLS[moment], tmp_path)
    dataset = load(tmp_path)
    assert len(dataset.articles) in (1, 21)
    assert len(dataset.people) == 3 * len(dataset.articles)


def test_nothing_that_add_returned_from_is_lost(tmp_path, process):
    """All seven records added before the kill are in the dataset after the next run opens it."""
    process(KILLS["between two records"], tmp_path)
    with open_run(tmp_path):
        pass
    dataset = load(tmp_path)
    assert len(dataset.articles) == 7
    assert dataset.runs["recovered"].tolist() == [True, False]


def test_a_torn_last_line_is_dropped(tmp_path, process, caplog):
    """A power cut may tear the journal's last line; the lines before it are kept."""
    process(KILLS["between two records"], tmp_path)
    [journal] = (tmp_path / "runs").glob("*.open")
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-100])
    open_run(tmp_path).close()
    assert len(load(tmp_path).articles) == 6
    assert "torn line" in caplog.text


def test_versions_after_a_kill_go_on_counting(tmp_path, process, record):
    """An edit made in a killed run keeps its number, and the next edit gets the next one."""
    with open_run(tmp_path) as run:
        run.add(record(1))
    process(
        "run = dataset.open_run(folder)\n"
        "run.add(make_record(1, body='Sửa lần một', content_hash='b', day=1))\n"
        "run.mark_seen(make_record(1).article.article_id)\n"
        "die()",
        tmp_path,
    )
    with open_run(tmp_path) as run:
        assert run.add(record(1, body="Sửa lần hai", content_hash="c", day=2)) == "changed"
    dataset = load(tmp_path)
    assert dataset.history()["version"].tolist() == [1, 2, 3]
    assert dataset.articles["body"].tolist() == ["Sửa lần hai"]


def test_the_lock_dies_with_its_process(tmp_path, process):
    """A killed run leaves no lock behind."""
    process("dataset.open_run(folder)\ndie()", tmp_path)
    open_run(tmp_path).close()
