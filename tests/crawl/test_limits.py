"""Budgets, opening hours, and slowing down after trouble."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

from govnews.allowance import allowed, put_off, spent_on
from govnews.errors import BadInput
from govnews.model import HANOI
from govnews.portals import Portal
from govnews.portals.declared import portals_of

DAY = "11/12/2023 | 09:24 AM"


def listing(site: Any, markup: Any, count: int) -> list[str]:
    """A listing with so many articles."""
    paths = [f"/vi/tin/-/view_content/{number}-bai" for number in range(101, 101 + count)]
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, DAY) for path in paths))
    site.pages |= {path: markup.liferay_article(f"Bài {path}") for path in paths}
    return paths


def declared(**fields: Any) -> Portal:
    """A portal with some fields of its declaration."""
    usual = {"title": "A", "hosts": ["a.gov.vn"], "family": "vnpt", "evidence": "none"}
    return portals_of({"a": usual | fields}, where="a.toml")["a"]


def test_a_budget_ends_the_walk_and_counts_over_the_day(
    site: Any, harvest: Any, markup: Any
) -> None:
    """No run, and no second run of the day, asks a host more than it has left; all is told."""
    listing(site, markup, 6)
    crawl = harvest(family="liferay", listings=("/vi/tin",), budget=5)
    assert len(site.asked) == 5
    assert len(crawl.articles()) == 3
    assert crawl.report["portals"]["thu"]["finish_reason"] == "budget"
    assert "today's budget of 5 requests is spent" in crawl.report["portals"]["thu"]["cut"]
    assert crawl.report["hosts"] == {site.host: {"requests": 5, "today": 5}}
    assert (crawl.problems, crawl.exit_code) == ([], 0)
    again = harvest(family="liferay", listings=("/vi/tin",), budget=5)
    assert len(site.asked) == 5
    assert "budget" in again.report["put_off"]["thu"]
    assert again.exit_code == 0
    larger = harvest(family="liferay", listings=("/vi/tin",), budget=100, refetch="never")
    assert len(larger.articles()) == 6
    assert larger.report["portals"]["thu"]["complete"]
    assert larger.report["hosts"][site.host]["today"] == len(site.asked)


def test_a_closed_portal_is_put_off(site: Any, harvest: Any, markup: Any) -> None:
    """Outside of its hours nothing is asked, a line says when, and nothing is wrong."""
    listing(site, markup, 1)
    now = datetime.now(HANOI)
    hours = f"{now + timedelta(hours=2):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal={"hours": hours})
    assert site.asked == []
    assert f"may be asked {hours} only: not before" in crawl.report["put_off"]["thu"]
    assert f"thu: may be asked {hours} only" in crawl.log
    assert (crawl.exit_code, crawl.report["portals"]) == (0, {})


def test_an_open_portal_is_asked(site: Any, harvest: Any, markup: Any) -> None:
    """Within its hours a portal is read like any other."""
    listing(site, markup, 1)
    now = datetime.now(HANOI)
    hours = f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal={"hours": hours})
    assert len(crawl.articles()) == 1
    assert crawl.exit_code == 0


def test_trouble_slows_the_rest_of_the_run_down(site: Any, harvest: Any, markup: Any) -> None:
    """After a 429 the pauses stay longer than declared."""
    from werkzeug import Response

    paths = listing(site, markup, 5)
    page, times = site.pages[paths[1]], []
    for path in paths:
        answers = [Response("", 429)] if path == paths[1] else []

        def answer(_: Any, path: str = path, answers: list[Response] = answers) -> Any:
            times.append((path, monotonic()))
            return answers.pop() if answers else page

        site.pages[path] = answer
    site.pages |= {path: site.pages[path] for path in paths}
    harvest(family="liferay", listings=("/vi/tin",), portal={"delay": 0.6})
    after = [moment for path, moment in times if path in paths[2:]][1:]
    # Chance makes a pause a quarter shorter at most: 0.9 s is more than any of 0.6 s can be.
    assert min(later - earlier for earlier, later in pairwise(after)) > 0.85


def test_the_requests_of_a_day_are_those_of_runs_that_ended_on_it() -> None:
    """Midnight is Vietnam's; a recovered run, which has no requests, counts nothing."""
    now = datetime(2026, 11, 23, 1, 0, tzinfo=HANOI)

    def report(finished: str, number: int) -> dict[str, Any]:
        return {"finished": finished, "portals": {"a": {"requests": {"a.gov.vn": number}}}}

    former = [
        report("2026-11-22T17:30:00+00:00", 5),
        report("2026-11-22T16:30:00+00:00", 70),
        {"finished": "2026-11-22T17:40:00+00:00"},
        {},
    ]
    assert spent_on(now, former) == {"a.gov.vn": 5}


def test_the_smaller_budget_holds() -> None:
    """The declaration's and the command's are limits, both."""
    assert allowed(declared(budget=20), 50) == 20
    assert allowed(declared(budget=20), 5) == 5
    assert allowed(declared(), None) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("15:00", True), ("21:59", True), ("14:59", False), ("22:00", False), ("03:00", False)],
)
def test_hours_are_those_of_the_portals_zone(moment: str, is_open: bool) -> None:
    """22:00-05:00 in Vietnam is 15:00-22:00 in UTC."""
    now = datetime.fromisoformat(f"2026-11-23T{moment}:00").replace(tzinfo=UTC)
    why = put_off(declared(hours="22:00-05:00"), budget=None, spent={}, now=now)
    assert (why is None) == is_open


@pytest.mark.parametrize("fields", [{"hours": "22-5"}, {"hours": "05:00-05:00"}, {"budget": 0}])
def test_wrong_limits_are_refused(fields: dict[str, Any]) -> None:
    """What cannot be kept is no declaration; the error names the key."""
    with pytest.raises(BadInput, match=next(iter(fields))):
        declared(**fields)


def test_a_run_leaves_a_report_for_people_and_a_heartbeat(
    site: Any, harvest: Any, markup: Any
) -> None:
    """Beside the JSON stand a page without anything from the network, and a file of the last beat."""
    from werkzeug import Response

    paths = listing(site, markup, 3)
    site.pages[paths[0]] = markup.html("Just a moment...", "<p>Verify you are human</p>")
    site.pages[paths[1]] = Response("", 418)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    (page,) = (crawl.out / "runs").glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "Exit code 3" in text
    assert f"http://{site.host}{paths[0]}" in text
    assert "prefers-color-scheme: dark" in text
    assert not any(mark in text for mark in ("src=", "href=", "<script", "@import", "url("))
    beat = json.loads((crawl.out / "runs" / "heartbeat.json").read_text(encoding="utf-8"))
    assert (beat["state"], beat["exit_code"], beat["run"]) == ("ended", 3, page.stem)
    assert beat["crawls"]["thu"]["articles_read"] == 1
    assert beat["crawls"]["thu"]["last_answer"]
