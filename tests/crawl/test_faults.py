"""Faults of portals lose no stored row and write no false one."""

from __future__ import annotations

from pathlib import Path

import pytest

from govnews.dataset.quarantine import quarantined
from govnews.demo.articles import load_articles
from govnews.demo.body import Answer
from govnews.demo.faults import FAULTS
from govnews.demo.liferay import LiferaySite
from govnews.demo.server import DemoServer
from govnews.demo.trial import Result, harvest_apart, try_faults

QUICK = tuple(name for name in FAULTS if name not in ("timeout", "slow-drip"))
"""The others cost many seconds of waiting; `make faults` tries them."""
HARMLESS = ("deleted",)
"""A few articles that the portal has removed are no gap in what was read."""
TOLD = {
    "date-format": "printed with the month first",
    "duplicate-id": "by another one at the same address",
    "huge-page": "larger than a page may be",
    "gzip-bomb": "larger than a page may be",
    "tls": "its HTTPS is broken",
    "soft-404": "not there, says the portal",
    "block-page": "refused by the portal",
    "cookie-stub": "cookie_stub = true",
    "login": "behind a log-in",
    "empty-listing": "no listing shows an article",
    "pager-loop": "left before their last page",
    "redesign": "no page fits",
    "redesign-field": "published_at",
    "robots-forbids": "robots.txt forbids",
    "robots-fails": "HTTP 500",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Every quick fault, tried on a small portal."""
    articles = [article for article in load_articles() if article.cms == "liferay"][:8]
    folder = tmp_path_factory.mktemp("faults")
    return {result.fault: result for result in try_faults(QUICK, articles, folder)}


@pytest.mark.parametrize("name", QUICK)
def test_no_stored_row_is_lost(name: str, results: dict[str, Result]) -> None:
    """What was stored is there after the fault, and after its end."""
    assert results[name].kept.lost == results[name].healed.lost == 0


@pytest.mark.parametrize("name", QUICK)
def test_no_false_row_is_written(name: str, results: dict[str, Result]) -> None:
    """Neither over stored rows nor in a first harvest."""
    assert results[name].kept.false == results[name].first.false == 0


@pytest.mark.parametrize("name", sorted(set(QUICK) - set(HARMLESS)))
def test_every_harm_is_told(name: str, results: dict[str, Result]) -> None:
    """Where rows are missing or poorer, over stored rows or in a first harvest, the exit is not 0."""
    result = results[name]
    for verdict, code in ((result.kept, result.exit_code), (result.first, result.first_code)):
        if verdict.false or verdict.poorer or verdict.stale or verdict.missing:
            assert code != 0


@pytest.mark.parametrize("name", QUICK)
def test_stored_rows_stay_as_they_were(name: str, results: dict[str, Result]) -> None:
    """No fault makes a stored row poorer, and what it kept back is read once it is over."""
    assert results[name].kept.poorer == results[name].healed.poorer == 0
    assert results[name].healed.stale == results[name].healed.missing == 0


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_needs_a_person_is_told(name: str, results: dict[str, Result]) -> None:
    """The exit code is not 0, and a line names the trouble."""
    assert results[name].exit_code != 0
    assert any(TOLD[name] in problem for problem in results[name].problems)


class GrowingSite:
    """The demo's city portal with so many of its articles."""

    name = "growing"

    def __init__(self) -> None:
        self.articles = load_articles()
        self.show(0)

    def show(self, number: int) -> None:
        """Publish so many articles."""
        self._site = LiferaySite(self.articles[:number])

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer of the portal as it is by now."""
        return self._site.get(path, query)

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """It takes no forms."""
        return None


def test_a_sound_portal_that_grows_alarms_nobody(tmp_path: Path) -> None:
    """Harvested thrice while articles are added: no problem is told, nothing is held back."""
    site = GrowingSite()
    with DemoServer(site) as server:
        hosts = {site.name: server.url.partition("//")[2]}
        for number in (len(site.articles) // 2, len(site.articles), len(site.articles)):
            site.show(number)
            report = harvest_apart(tmp_path, hosts)
            assert [outcome["problems"] for outcome in report["portals"].values()] == [[]]
            assert report["exit_code"] == 0
    assert quarantined(tmp_path) == []
