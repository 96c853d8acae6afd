"""Runs that end before their time lose nothing that was stored."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

PATHS = [f"/vi/tin/-/view_content/{number}-bai" for number in range(101, 107)]
FIELDS = {"family": "liferay", "listings": ["/vi/tin"], "discover": False}


@pytest.fixture
def slow(site: Any, markup: Any) -> dict[str, float]:
    """A listing whose fourth article takes as long as the test says; it may change its mind."""
    seconds = {"fourth": 0.0}
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, day) for path in PATHS))
    for path in PATHS:
        site.pages[path] = markup.liferay_article(f"Bài {path}")
    page = site.pages[PATHS[3]]

    def wait(_: Request) -> Response:
        began = time.monotonic()
        while time.monotonic() - began < seconds["fourth"]:
            time.sleep(0.05)
        return Response(page, content_type="text/html; charset=utf-8")

    site.pages[PATHS[3]] = wait
    return seconds


def wait_until(reached: Callable[[], bool]) -> None:
    """Wait for a state of the crawl; a busy machine may take its time."""
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline, "the crawl never got there"
        time.sleep(0.05)


def wait_for_the_fourth(site: Any, data: Path) -> None:
    """Wait until three articles are stored and the fourth is asked for."""

    def reached() -> bool:
        journals = [path.read_bytes() for path in (data / "runs").glob("*.jsonl.open")]
        stored = sum(journal.count(b'"status"') for journal in journals)
        return stored >= 3 and site.times(PATHS[3]) > 0

    wait_until(reached)


def test_a_killed_run_is_taken_up_by_the_next_one(
    site: Any, start: Any, harvest: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """After SIGKILL, a second run ends with the dataset of an uninterrupted one."""
    slow["fourth"] = 10.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for_the_fourth(site, tmp_path / "data")
    process.kill()
    process.communicate()
    slow["fourth"] = 0.0
    resumed = harvest(family="liferay", listings=("/vi/tin",))
    whole = harvest(family="liferay", listings=("/vi/tin",), out=str(tmp_path / "whole"))
    assert sorted(resumed.articles()) == PATHS
    assert resumed.report["new"] == 3
    assert resumed.report["portals"]["thu"]["walk"] == "full"
    for path, row in whole.articles().items():
        other = resumed.articles()[path]
        same = {name for name in row if row[name] == other[name]}
        assert set(row) - same <= {"fetched_at", "archive_ref"}


def test_the_archive_of_a_killed_run_keeps_its_whole_pages(
    site: Any, start: Any, harvest: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """What a killed run had archived can be read after the next run."""
    from govnews.archive import read_warc

    slow["fourth"] = 10.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for_the_fourth(site, tmp_path / "data")
    process.kill()
    process.communicate()
    slow["fourth"] = 0.0
    harvest(family="liferay", listings=("/vi/tin",))
    first, second = sorted((tmp_path / "data" / "archive").glob("*.warc*"))
    assert first.suffixes[-2:] == second.suffixes[-2:] == [".warc", ".gz"]
    urls = [page.url for page in read_warc(first)]
    assert f"http://{site.host}{PATHS[0]}" in urls


def test_the_first_ctrl_c_ends_the_run_in_order(
    site: Any, start: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """What is under way is finished and stored, the report is written, the exit code is 130."""
    slow["fourth"] = 5.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for_the_fourth(site, tmp_path / "data")
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert json.loads(output)["exit_code"] == 130, errors
    (report,) = (tmp_path / "data" / "runs").glob("2*.json")
    stored = json.loads(report.read_text(encoding="utf-8"))
    assert 4 <= stored["new"] < 6
    assert stored["portals"]["thu"]["finish_reason"] == "shutdown"


def test_the_second_ctrl_c_ends_it_at_once(
    site: Any, start: Any, harvest: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """A run cut off by a second Ctrl-C leaves its journal, which the next run stores."""
    slow["fourth"] = 30.0
    process = start(FIELDS, {"out": str(tmp_path / "data"), "verbose": True})
    wait_for_the_fourth(site, tmp_path / "data")
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    # Two signals at once would reach the process as one.
    assert any("shutting down gracefully" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert time.monotonic() - asked < slow["fourth"] - 5
    slow["fourth"] = 0.0
    assert json.loads(output)["exit_code"] == 130, errors
    assert list((tmp_path / "data" / "runs").glob("*.jsonl.open"))
    site.server.clear()
    site.server.expect_request(re.compile(".*")).respond_with_handler(
        lambda request: Response("", 404) if PATHS[3] in request.path else site.answer(request)
    )
    resumed = harvest(family="liferay", listings=("/vi/tin",))
    assert len(resumed.articles()) == 5
