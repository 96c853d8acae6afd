"""Whole harvests: a portal that changes its design between two of them, and one that does not."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from govnews.dataset import load
from govnews.dataset.quarantine import quarantined

tools = runpy.run_path(str(Path(__file__).parents[1] / "crawl" / "conftest.py"))
markup = tools["Markup"]
ARCHIVE = Path(os.environ.get("GOVNEWS_TEST_ARCHIVE", "archive-of-sotttt-hanoi.warc.gz"))
"""An archive of a real portal, where one is at hand."""


def harvest(site: Any, out: Path) -> dict[str, Any]:
    """One harvest of every article."""
    fields = {"family": "vnpt", "listings": ["/tin-tuc"], "discover": False}
    process = tools["begin"](site.host, fields, {"out": str(out), "refetch": "all"})
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    result: dict[str, Any] = json.loads(output)
    return result


def publish(site: Any, count: int, *, new_design: bool = False) -> None:
    """Put articles on the portal; the new design calls the date by another class."""
    entries = [(f"/tin-tuc/bai-{10001 + number}", "11/12/2023") for number in range(count)]
    items = "".join(
        f'<li class="row"><h2 class="Title"><a href="{path}">{path}</a></h2></li>'
        for path, _ in entries
    )
    site.pages["/tin-tuc"] = markup.vnpt_listing(items, 1)
    for path, day in entries:
        page = markup.vnpt_article(f"Bài {path[-5:]}", day)
        if new_design:
            page = page.replace(f'<div class="PostDate">{day}</div>', "")
        site.pages[path] = page


def test_a_new_design_is_told_held_back_and_harms_nothing(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    """The run names the field and a page and ends with 3; the dataset stays as it was."""
    site, out = tools["Site"](httpserver), tmp_path / "data"
    publish(site, 18)
    assert [harvest(site, out)["exit_code"] for _ in range(2)] == [0, 0]
    before = load(out).articles
    publish(site, 24, new_design=True)
    changed = harvest(site, out)
    assert changed["exit_code"] == 3
    (outcome,) = changed["report"]["portals"].values()
    told = " ".join(outcome["problems"])
    assert "published_at on 24" in told
    assert f"http://{site.host}/tin-tuc/bai-" in told
    assert "govnews retry" in told
    assert load(out).articles.equals(before)
    assert len(quarantined(out)[0].lines()) >= 6


def test_clean_replays_of_a_real_portal_alarm_nobody(tmp_path: Path) -> None:
    """Three walks through one archive are alike, whatever its pages lack."""
    if not ARCHIVE.is_file():
        pytest.skip("GOVNEWS_TEST_ARCHIVE names no archive of sotttt.hanoi.gov.vn")
    command = [sys.executable, "-m", "govnews", "harvest", "sotttt-hanoi", "--quiet"]
    command += ["--replay", str(ARCHIVE), "--refetch", "all", "--out", str(tmp_path)]
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert quarantined(tmp_path) == []
