"""A site full of traps: everything is found, little is asked for, and what was left alone is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govnews.demo.articles import load_articles
from govnews.demo.server import DemoServer
from govnews.demo.traps import RECORDS, TrapSite

RUN = """
import json, sys
from govnews.demo.sites import portal
from govnews.harvest import harvest
if __name__ == "__main__":
    url, out = sys.argv[1:]
    result = harvest([portal("demo-unknown", url)], out=out)
    print(json.dumps({"exit_code": result.exit_code, "report": result.report}))
"""


def crawl(url: str, out: Path) -> tuple[dict[str, Any], str]:
    """One harvest in a process of its own: its result and its log."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, url, str(out)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"GOVNEWS_CONTACT": "tests@example.org"},
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result, done.stderr


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[TrapSite, str]]:
    """The site and where it answers."""
    traps = TrapSite(load_articles())
    with DemoServer(traps) as server:
        traps.origin = server.url
        yield traps, server.url


@pytest.fixture(scope="module")
def runs(
    site: tuple[TrapSite, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[tuple[dict[str, Any], str]]]:
    """Two harvests into one dataset."""
    out = tmp_path_factory.mktemp("traps")
    return out, [crawl(site[1], out), crawl(site[1], out)]


def outcome(result: dict[str, Any]) -> dict[str, Any]:
    """What the run came to on the site."""
    (found,) = result["report"]["portals"].values()
    return dict(found)


def test_every_article_is_found_once(site: Any, runs: Any) -> None:
    """From the feed, the gzipped sitemaps, the listings, and behind addresses that tell nothing."""
    import pyarrow.parquet as pq

    traps, url = site
    urls = pq.read_table(runs[0] / "articles.parquet").column("url").to_pylist()
    assert sorted(urls) == sorted(url + traps.address(article) for article in traps.articles)


def test_little_more_is_asked_for_than_there_is(site: Any, runs: Any) -> None:
    """At most 1.3 requests for each article and each page that lists articles."""
    traps, _ = site
    asked = sum(outcome(runs[1][0][0])["requests"].values())
    assert asked <= 1.3 * (len(traps.articles) + traps.listing_pages)


def test_a_second_run_asks_for_no_known_article(site: Any, runs: Any) -> None:
    """What is known proves its shape without being fetched again."""
    traps, _ = site
    second = outcome(runs[1][1][0])
    asked = sum(second["requests"].values())
    assert second["counts"]["skipped_known"] >= len(traps.articles) - 1
    assert asked <= 2.5 * traps.listing_pages


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("calendar", 7),
        ("session", 50),
        ("print", 2),
        ("loop", 5),
        ("filter", 15),
        ("pager", 1),
        ("redirect", 1),
        ("shape", RECORDS - 5),
    ],
)
def test_each_kind_of_trap_is_counted(runs: Any, kind: str, least: int) -> None:
    """The report says how many addresses of which kind were left alone."""
    assert outcome(runs[1][0][0])["counts"][f"trap_{kind}"] >= least


def test_the_summary_says_what_was_left_alone(runs: Any) -> None:
    """One line for a person, and no reason to wake one."""
    result, log = runs[1][0]
    told = " ".join(log.split())
    assert "demo-unknown: left alone: 7 calendar days, " in told
    assert "1 endless pager, 1 redirect loop" in told
    assert outcome(result)["problems"] == []
    assert result["exit_code"] == 0
