"""A run: its files, its name, its lock, its report."""

from __future__ import annotations

import json

import pytest

from govnews.dataset import load, open_run
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import BadInput, DatasetError, DatasetLocked
from govnews.model import TABLES


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_the_files_are_those_of_the_contract(store, record):
    """Current Parquet and CSV files, one part a table, the ledger, the run's report: no more."""
    folder = store(record(1), run="r1")
    assert files(folder) == sorted(
        [".lock", "ledger.sqlite", "runs/r1.json"]
        + [f"{table}.parquet" for table in (*TABLES, *LEDGER_TABLES)]
        + [f"csv/{table}.csv" for table in (*TABLES, *LEDGER_TABLES)]
        + [f"versions/r1-{table}.parquet" for table in TABLES]
    )


def test_a_run_without_news_writes_no_parts(store, record):
    """A second run of the same pages adds a report; only what was seen and when is told anew."""
    folder = store(record(1), record(2), run="r1")
    before = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    store(record(1, day=1), record(2, day=1), run="r2")
    after = {name: (folder / name).stat().st_mtime_ns for name in files(folder)}
    assert set(after) - set(before) == {"runs/r2.json"}
    changed = {name for name in before if after[name] != before[name]}
    told = {
        name
        for table in ("states", "coverage")
        for name in (f"{table}.parquet", f"csv/{table}.csv")
    }
    assert changed <= {".lock", "ledger.sqlite", *told}


def test_the_report_is_kept(tmp_path, record):
    """What `finish` is told is in `runs/<run>.json` and in the ledger, with the counts."""
    with open_run(tmp_path, "r1") as run:
        run.add(record(1))
        summary = run.finish({"exit_code": 3, "note": "cổng đổi giao diện"})
    assert (summary.new, summary.rows["people"]) == (1, 3)
    report = json.loads((tmp_path / "runs" / "r1.json").read_text())
    assert report["note"] == "cổng đổi giao diện"
    assert (report["new"], report["exit_code"], report["recovered"]) == (1, 3, False)
    runs = load(tmp_path).runs
    assert runs[["run", "new", "exit_code"]].to_dict("records") == [
        {"run": "r1", "new": 1, "exit_code": 3}
    ]


def test_an_error_keeps_what_was_added(tmp_path, record):
    """An exception in the `with` block ends the run but loses no record, and is told."""

    def crawl():
        with open_run(tmp_path, "r1") as run:
            run.add(record(1))
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        crawl()
    assert len(load(tmp_path).articles) == 1
    assert (
        json.loads((tmp_path / "runs" / "r1.json").read_text())["error"] == "RuntimeError('boom')"
    )


def test_a_run_that_was_only_closed_is_taken_up_by_the_next(tmp_path, record):
    """Closing without finishing leaves the records to the next run, under their own run's name."""
    run = open_run(tmp_path, "r1")
    run.add(record(1))
    run.close()
    with pytest.raises(DatasetError, match="finished"):
        run.add(record(2))
    open_run(tmp_path, "r2").close()
    dataset = load(tmp_path)
    assert len(dataset.articles) == 1
    assert dataset.runs["recovered"].tolist() == [True]


def test_one_run_at_a_time(tmp_path, record):
    """While a run is open another is refused, and told who holds the dataset."""
    with (
        open_run(tmp_path),
        pytest.raises(DatasetLocked, match=r"another run \(process \d+, since 20\S+\) is writing"),
    ):
        open_run(tmp_path)
    with open_run(tmp_path) as run:
        assert run.add(record(1)) == "new"


def test_no_writing_after_the_end(tmp_path, record):
    """A finished run takes no more records."""
    with open_run(tmp_path) as run:
        run.finish()
        with pytest.raises(DatasetError, match="is finished"):
            run.add(record(1))


def test_names_of_runs(tmp_path):
    """A taken name gets a number; a name that is no file name is refused."""
    names = []
    for _ in range(2):
        with open_run(tmp_path, "nightly") as run:
            names.append(run.name)
    assert names == ["nightly", "nightly-2"]
    for name in ("../up", "", ".hidden", "a b", "x" * 65):
        with pytest.raises(BadInput, match="letters, digits"):
            open_run(tmp_path, name)


def test_two_runs_in_one_second_have_two_names(tmp_path):
    """Names made of the time are never used twice."""
    names = set()
    for _ in range(3):
        with open_run(tmp_path) as run:
            names.add(run.name)
    assert len(names) == 3
    assert len(load(tmp_path).runs) == 3


def test_a_lost_current_file_is_made_again(store, record):
    """The current files come from the parts, so the next run brings a lost one back."""
    folder = store(record(1))
    (folder / "people.parquet").unlink()
    store(record(1))
    assert (folder / "people.parquet").exists()


def test_half_a_character_is_refused_and_harms_nothing(tmp_path, record):
    """Text that cannot be UTF-8 is refused by itself; the run goes on."""
    with open_run(tmp_path) as run:
        with pytest.raises(BadInput, match="half a character"):
            run.add(record(1, title="\ud800"))
        run.add(record(2))
    assert len(load(tmp_path).articles) == 1
