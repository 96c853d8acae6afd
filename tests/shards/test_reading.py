"""A shard is read once, whatever happens meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import pytest

from govnews.dataset import load, open_run
from govnews.shards import How, merge, plan, read_all, read_shard
from govnews.shards import reading as module

TITLES = [f"Lam Sơn tổng kết năm thứ {number}" for number in range(5)]


def titles(result):
    return [line["record"]["article"]["title"] for line in result.lines() if "record" in line]


def test_the_pages_of_a_shard(archive, shard, tmp_path):
    """Every article is in the file, in order, and a second call reads nothing."""
    one = shard(archive())
    result = read_shard(one, tmp_path / "aside")
    assert titles(result) == TITLES
    assert (result.tally.articles, result.tally.pages) == (5, 5)
    before = result.path.stat()
    assert read_shard(one, tmp_path / "aside") == result
    assert result.path.stat().st_mtime_ns == before.st_mtime_ns


def test_shards_of_one_archive_make_the_whole(archive, tmp_path):
    """However small the parts: each page is in one of them, with the place that it has in the file."""
    path = archive()
    parts = list(plan([str(path)], How(), archive_bytes=1))
    assert len(parts) > 2
    lines = [line for one in parts for line in read_shard(one, tmp_path).lines()]
    [whole] = plan([str(path)], How(), archive_bytes=None)
    assert lines == list(read_shard(whole, tmp_path).lines())


def test_another_file_another_shard(archive, tmp_path):
    """What was read of a file is not taken for the reading of another one, or of another kind."""
    path = archive()
    [one] = plan([str(path)], How())
    [other] = plan([str(path)], How(portal="haiphong"))
    os.utime(path, ns=(1, 1))
    [later] = plan([str(path)], How())
    assert len({one.name, other.name, later.name}) == 3


def test_a_killed_reading_goes_on(archive, shard, tmp_path):
    """What stood in the draft is not read again, and the file is what it would have been."""
    one = shard(archive())
    whole = read_shard(one, tmp_path / "quiet").path.read_bytes()
    lines = whole.splitlines(keepends=True)
    (tmp_path / "aside").mkdir()
    (tmp_path / "aside" / f"{one.name}.open").write_bytes(b"".join(lines[:4]) + lines[4][:7])
    result = read_shard(one, tmp_path / "aside")
    assert result.path.read_bytes() == whole


def test_a_page_that_kills_its_process_is_left_out(archive, shard, tmp_path):
    """Twice the process is gone at this page; the third call tells so and reads the others."""
    one = shard(archive())
    script = (
        "import os, pickle, sys\n"
        "from pathlib import Path\n"
        "from govnews.shards import reading\n"
        "real = reading.extracted\n"
        "def extracted(page, portal):\n"
        "    os.kill(os.getpid(), 9) if page.url.endswith('so-2') else None\n"
        "    return real(page, portal)\n"
        "reading.extracted = extracted\n"
        "reading.read_shard(pickle.load(sys.stdin.buffer), Path(sys.argv[1]))\n"
    )
    for code in (-signal.SIGKILL, -signal.SIGKILL, 0):
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)], input=pickle.dumps(one), check=False
        )
        assert done.returncode == code
    result = read_shard(one, tmp_path)
    assert titles(result) == TITLES[:2] + TITLES[3:]
    [failed] = [line for line in result.lines() if "failed" in line]
    assert failed["failed"].endswith("so-2")
    assert "2 times the process that read it was gone" in failed["reason"]


@pytest.mark.parametrize("in_main", [True, False])
def test_a_page_that_takes_too_long_is_left_out(archive, shard, tmp_path, monkeypatch, in_main):
    """It is told with its address, the others are read; in the main thread and in others."""
    real = module.extracted

    def slow(page, portal):
        while page.url.endswith("so-1"):
            time.sleep(0.01)
        return real(page, portal)

    monkeypatch.setattr(module, "extracted", slow)
    one = shard(archive(), seconds=2.0)
    found = []
    thread = threading.Thread(target=lambda: found.append(read_shard(one, tmp_path)))
    (thread.run if in_main else thread.start)()
    if not in_main:
        thread.join()
    [result] = found
    assert titles(result) == TITLES[:1] + TITLES[2:]
    [failed] = [line for line in result.lines() if "failed" in line]
    assert failed["failed"].endswith("so-1")
    assert "took longer than 2 s" in failed["reason"]


def test_two_at_a_time(archive, shard, tmp_path):
    """A second process with the same shard has a draft of its own, and the same result."""
    one = shard(archive())
    held = module._Draft(tmp_path, one.name)
    try:
        assert titles(read_shard(one, tmp_path)) == TITLES
    finally:
        held.close()


def test_a_damaged_record_costs_itself(archive, shard, tmp_path):
    """The pages before and behind it are read, and the damage is told with its place."""
    path = archive(8)
    places = [line["at"] for line in read_shard(shard(path), tmp_path / "whole").lines()]
    data = bytearray(path.read_bytes())
    start = places[3] + 40
    data[start : start + 60] = bytes(60)
    path.write_bytes(data)
    lines = list(read_shard(shard(path), tmp_path / "damaged").lines())
    assert [line["at"] for line in lines if "record" in line] == places[:3] + places[4:]
    [failed] = [line for line in lines if "failed" in line]
    assert (failed["failed"], failed["at"]) == (str(path), places[3])


def test_unreadable_pages_are_told(archive, shard, tmp_path):
    """Each with its reason; the tally counts them."""
    result = read_shard(shard(archive(3, bodies={1: b"%PDF-1.4 " + b"x" * 500})), tmp_path)
    assert (result.tally.articles, result.tally.failed) == (2, 1)


def test_a_page_cut_short_by_its_crawler_is_marked(archive, shard, tmp_path):
    """The column `truncated` says so, and the tally counts it."""
    path = archive(2)
    text = gzip.decompress(path.read_bytes())
    plain = path.with_name("crawl.warc")
    plain.write_bytes(
        text.replace(
            b"WARC-Type: response\r\n", b"WARC-Type: response\r\nWARC-Truncated: length\r\n", 1
        )
    )
    result = read_shard(shard(plain), tmp_path)
    cut = [line["record"]["article"]["truncated"] for line in result.lines()]
    assert cut == ["length", None]
    assert str(result.tally) == "2 articles (1 cut short by the crawler)"


def test_only_some_pages(archive, shard, tmp_path):
    """By host, with those below it; by type; by language."""
    path = archive()
    assert (
        titles(read_shard(shard(path, hosts=("xa0.lamson.example.vn",)), tmp_path)) == TITLES[::2]
    )
    assert titles(read_shard(shard(path, hosts=("example.vn",)), tmp_path)) == TITLES
    assert titles(read_shard(shard(path, hosts=("son.example.vn",)), tmp_path)) == []
    result = read_shard(shard(path, types=("application/xhtml+xml",)), tmp_path)
    assert result.tally.others == {"text/html": 5}
    result = read_shard(shard(path, languages=("en",)), tmp_path)
    assert result.tally.others == {"language vi": 5}


def test_a_folder_of_pages(tmp_path, page):
    """HTML files are read in batches, in the order of their names."""
    for number in range(5):
        (tmp_path / f"{number}.html").write_text(page(number), encoding="utf-8")
    [one] = plan([str(tmp_path)], How())
    result = read_shard(one, tmp_path / "aside")
    assert titles(result) == TITLES
    assert json.loads(result.path.read_text("utf-8").splitlines()[-1])["tally"]["articles"] == 5


def test_shards_become_a_dataset(archive, tmp_path):
    """Read by several processes, brought into a run one after the other."""
    shards = plan([str(archive())], How(), archive_bytes=1)
    with open_run(tmp_path / "data") as run:
        for _, result in read_all(shards, tmp_path / "aside", workers=2):
            merge(result, run)
    assert sorted(load(tmp_path / "data").articles["title"]) == TITLES
