"""Runs that end before their time lose nothing that was stored."""

from __future__ import annotations

import json
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

PATHS = [f"/vi/tin/-/view_content/{number}-bai" for number in range(101, 107)]
FIELDS = {"family": "liferay", "listings": ["/vi/tin"], "discover": False}


@pytest.fixture
def slow(site: Any, markup: Any) -> dict[str, float]:
    """A listing whose fourth article takes as long as the test says."""
    seconds = {"fourth": 0.0}
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, day) for path in PATHS))
    for path in PATHS:
        site.pages[path] = markup.liferay_article(f"Bài {path}")
    page = site.pages[PATHS[3]]

    def wait(_: Request) -> Response:
        time.sleep(seconds["fourth"])
        return Response(page, content_type="text/html; charset=utf-8")

    site.pages[PATHS[3]] = wait
    return seconds


def wait_for(site: Any, path: str) -> None:
    """Wait until the crawl has asked for the path."""
    deadline = time.monotonic() + 60
    while not site.times(path):
        assert time.monotonic() < deadline, "the crawl never got there"
        time.sleep(0.05)
    time.sleep(0.3)


def test_a_killed_run_is_taken_up_by_the_next_one(
    site: Any, start: Any, harvest: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """After SIGKILL, a second run ends with the dataset of an uninterrupted one."""
    slow["fourth"] = 3.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for(site, PATHS[3])
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

    slow["fourth"] = 3.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for(site, PATHS[3])
    process.kill()
    process.communicate()
    slow["fourth"] = 0.0
    harvest(family="liferay", listings=("/vi/tin",))
    first, second = sorted((tmp_path / "data" / "archive").iterdir())
    assert first.suffixes[-2:] == second.suffixes[-2:] == [".warc", ".gz"]
    urls = [page.url for page in read_warc(first)]
    assert f"http://{site.host}{PATHS[0]}" in urls


def test_the_first_ctrl_c_ends_the_run_in_order(
    site: Any, start: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """What is under way is finished and stored, the report is written, the exit code is 130."""
    slow["fourth"] = 2.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for(site, PATHS[3])
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert json.loads(output)["exit_code"] == 130, errors
    (report,) = (tmp_path / "data" / "runs").glob("*.json")
    stored = json.loads(report.read_text(encoding="utf-8"))
    assert 4 <= stored["new"] < 6
    assert stored["portals"]["thu"]["finish_reason"] == "shutdown"


def test_the_second_ctrl_c_ends_it_at_once(
    site: Any, start: Any, harvest: Any, slow: dict[str, float], tmp_path: Path
) -> None:
    """A run cut off by a second Ctrl-C leaves its journal, which the next run stores."""
    slow["fourth"] = 20.0
    process = start(FIELDS, {"out": str(tmp_path / "data")})
    wait_for(site, PATHS[3])
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=15)
    assert time.monotonic() - began < 10
    assert json.loads(output)["exit_code"] == 130, errors
    assert list((tmp_path / "data" / "runs").glob("*.jsonl.open"))
    site.server.clear()
    site.server.expect_request(re.compile(".*")).respond_with_handler(
        lambda request: Response("", 404) if PATHS[3] in request.path else site.answer(request)
    )
    resumed = harvest(family="liferay", listings=("/vi/tin",))
    assert len(resumed.articles()) == 5
