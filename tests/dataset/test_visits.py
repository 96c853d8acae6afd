"""What runs remember of their visits is committed with the run, or forgotten with it."""

from __future__ import annotations

from pathlib import Path

from govnews.dataset import open_run
from govnews.dataset.visits import Validator, Window

URL = "https://a.gov.vn/bai-1"
TAG = Validator(article_id="0" * 16, etag='"a"', modified=None)


def test_a_finished_run_is_remembered(tmp_path: Path) -> None:
    """Validators, places in listings and the number of walks are there for the next run."""
    place = Window(pages=9, next=4, url=URL, form='[["page", "4"]]')
    with open_run(tmp_path) as run:
        run.visits.remember(URL, TAG)
        run.visits.keep_window("a", "/tin p", place)
        assert run.visits.next_turn("a") == 1
    with open_run(tmp_path) as run:
        assert run.visits.validator(URL) == TAG
        assert run.visits.window("a", "/tin p") == place
        assert run.visits.window("b", "/tin p") is None
        assert (run.visits.next_turn("a"), run.visits.next_turn("b")) == (2, 1)


def test_an_unfinished_run_is_forgotten(tmp_path: Path) -> None:
    """A validator never outlives a run whose commit did not come, so that no page is passed over."""
    run = open_run(tmp_path)
    run.visits.remember(URL, TAG)
    assert run.visits.validator(URL) == TAG
    run.close()
    with open_run(tmp_path) as again:
        assert again.visits.validator(URL) is None


def test_an_address_without_validators_is_not_asked_by_old_ones(tmp_path: Path) -> None:
    """Where a host no longer says anything of the state of a page, what it said is forgotten."""
    with open_run(tmp_path) as run:
        run.visits.remember(URL, TAG)
        run.visits.remember(URL, Validator(article_id=None, etag=None, modified=None))
        assert run.visits.validator(URL) is None
