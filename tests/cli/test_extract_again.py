"""`govnews extract` over many pages: in parts, after a kill, some of them, beside a former reading."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
from pandas.testing import assert_frame_equal

import govnews as package
from govnews.model import TABLES

# The main process is killed once it has stored what it read of so many parts.
KILLED = """
import os, sys
from govnews.commands import extract
from govnews.shards import run
sys.modules["govnews.shards.plan"].FILES = 1
real = extract._storing
def storing(run):
    store, calls = real(run), iter(range(9))
    return lambda line: os.kill(os.getpid(), 9) if next(calls) == {after} else store(line)
extract._storing = storing
if __name__ == "__main__":
    from govnews.cli import main
    main(sys.argv[1:])
"""


@pytest.fixture
def many(tmp_path, page):
    """A folder of nine pages."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.html").write_text(page(number), encoding="utf-8")
    return folder


@pytest.fixture
def small_parts(monkeypatch):
    """Every page is a part of its own."""
    monkeypatch.setattr(sys.modules["govnews.shards.plan"], "FILES", 1)


def test_several_processes_change_nothing(govnews, many, monkeypatch):
    """The records come in the same order as from one process."""
    from govnews.shards import plan  # noqa: F401 loads the module

    _, one, _ = govnews("extract", many, "--json")
    monkeypatch.setattr(sys.modules["govnews.shards.plan"], "FILES", 1)
    code, two, err = govnews("extract", many, "--json", "--workers", "2")
    assert (code, two, err) == (0, one, "govnews: 9 articles\n")


def test_a_killed_run_is_resumed(govnews, many, tmp_path, monkeypatch):
    """Killed again and again, and called again: every table is as if nobody had."""
    govnews("extract", many, "--out", tmp_path / "quiet")
    for after in (1, 4, 8):
        script = tmp_path / f"killed-{after}.py"
        script.write_text(KILLED.format(after=after))
        command = [sys.executable, script, "extract", many, "--out", tmp_path / "killed"]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
    monkeypatch.setattr(sys.modules["govnews.shards.plan"], "FILES", 1)
    code, _, err = govnews("extract", many, "--out", tmp_path / "killed")
    assert code == 0
    assert "9 articles" in err
    quiet, killed = package.load(tmp_path / "quiet"), package.load(tmp_path / "killed")
    for table in TABLES:
        assert_frame_equal(getattr(killed, table), getattr(quiet, table))
    assert not (tmp_path / "killed" / "reading").exists()


def test_only_some_pages_of_an_archive(govnews, archive):
    """What the filters leave out is counted as what it is."""
    code, out, err = govnews("extract", archive, "--json", "--host", "*.example.org")
    assert (code, out) == (1, "")
    assert "0 articles, 4 other pages (3 other host, 1 status 404)" in err
    code, out, _ = govnews("extract", archive, "--json", "--host", "example.vn", "--language", "vi")
    assert (code, len(out.splitlines())) == (0, 2)


def test_compared_with_the_same_reading(govnews, many, archive, tmp_path):
    """Nothing changed, of files and of archives; nothing is written."""
    out = tmp_path / "data"
    govnews("extract", many, archive, "--out", out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.*")}
    code, said, _ = govnews("extract", many, archive, "--compare", out)
    assert code == 0
    assert said == "11 articles read by both: 11 the same, 0 otherwise\n"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.*")} == before


@pytest.mark.parametrize("kept", ["dataset", "records"])
def test_compared_with_another_reading(govnews, archive, tmp_path, monkeypatch, page, kept):
    """Each column is told with its number and an example; so are rows, and articles that are none now."""
    if kept == "dataset":
        former = tmp_path / "data"
        govnews("extract", archive, "--out", former)
    else:
        former = tmp_path / "kept.jsonl"
        former.write_text(govnews("extract", archive, "--json")[1], encoding="utf-8")
    real = package.extract

    def extract(html, url, **options):
        if url.endswith("so-2"):
            html = b"<html><head><title>404 Not Found</title></head><body><p>Not found</p></body></html>"
        else:
            html = (
                html.decode().replace("thứ 1", "thứ nhất").replace("Trần Văn Bình", "Trần Văn Minh")
            )
        return real(html, url, **options)

    monkeypatch.setattr("govnews.saved.extract", extract)
    code, out, _ = govnews("extract", archive, "--compare", former)
    assert code == 3
    assert "1 articles read by both: 0 the same, 1 otherwise" in out
    assert (
        "articles.title: 1 changed\n    Lam Sơn tổng kết năm thứ 1 -> Lam Sơn tổng kết năm thứ nhất"
        in out
    )
    assert "people: 1 rows more, 1 fewer" in out
    assert "nothing -> Trần Văn Minh" in out
    assert "1 articles that are none any more\n    Lam Sơn tổng kết năm thứ 2 -> nothing" in out
    assert "https://lamson.example.vn/tin/bai-viet-so-1" in out


def test_compared_with_what_cannot_be_compared(govnews, archive, text_file, tmp_path):
    """A file of something else, an empty folder, and writing at the same time are refused."""
    assert govnews("extract", archive, "--compare", text_file)[0] == 2
    code, _, err = govnews("extract", archive, "--compare", tmp_path)
    assert code == 1
    assert "no dataset here" in err
    assert govnews("extract", archive, "--compare", tmp_path, "--json")[0] == 2


def test_records_that_are_printed_can_be_read_back(govnews, archive):
    """The printed records are those of the model, column by column."""
    from govnews.dataset import schema

    _, out, _ = govnews("extract", archive, "--json")
    for line in out.splitlines():
        assert schema.record(json.loads(line)).to_dict() == json.loads(line)
