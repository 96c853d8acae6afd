"""What counts mean: problems, exit codes, and when a walk may be brief."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from govnews.outcome import (
    Outcome,
    counts_of,
    exit_code,
    last_outcome,
    may_be_brief,
    problems_of,
    to_retry,
)

GOOD = {"listing_pages": 9, "listed": 40, "articles_read": 40, "new": 40}


def outcome(reason: str = "finished", **counts: int) -> Outcome:
    """The outcome of a good crawl, with some counts changed."""
    values = GOOD | {name.replace("__", "/"): number for name, number in counts.items()}
    judged = Outcome(
        portal="thu",
        walk="full",
        finish_reason=reason,
        counts=values,
        requests={"thu.gov.vn": 50},
        seconds=1.0,
    )
    return Outcome(
        **{
            name: getattr(judged, name)
            for name in ("portal", "walk", "finish_reason", "counts", "requests", "seconds")
        },
        problems=problems_of(judged, None),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"listings_failed": 2}, "2 listing pages could not be fetched"),
        ({"listings_forbidden": 1}, "robots.txt forbids"),
        ({"not_article__blocked": 1}, "challenge"),
        ({"listings_blocked": 1}, "challenge"),
        ({"listed": 0}, "no listing shows an article"),
        ({"articles_generic": 40}, "no page fits the portal's layout"),
        ({"unreadable": 12}, "12 of 52 pages could not be read"),
        ({"pages_failed": 11}, "pages could not be read"),
        ({"walk_errors": 1}, "the walk broke off at 1 pages"),
        ({"listings_empty": 1}, "1 declared listings show no article"),
        ({"listings_cut": 2}, "2 listings were left before their last page"),
        ({"articles_read": 0, "new": 0}, "40 articles were due and none could be read"),
        ({"articles_read": 0, "skipped_known": 36}, "4 articles were due and none could be read"),
        ({"not_article__redirected": 21}, "21 of 40 links to articles lead to other pages"),
        ({"not_article__not_found": 9}, "9 pages: not there, says the portal"),
        ({"articles_failed": 5, "not_article__no_answer": 5}, "the next run asks again"),
        ({"articles_failed_again": 1, "not_article__no_answer": 1}, "in two runs"),
        ({"not_article__too_large": 1}, "larger than a page may be"),
        ({"listings_unpaged/10": 3, "listings_unpaged/2": 9}, "several show 10 articles"),
        ({"reason": "blocked"}, "stopped early: blocked"),
    ],
)
def test_what_needs_a_person_is_said(changes: dict[str, Any], words: str) -> None:
    """Each kind of trouble has its sentence, and the exit code is 3."""
    bad = outcome(**changes)
    assert any(words in problem for problem in bad.problems)
    assert exit_code([outcome(), bad]) == 3


def test_small_troubles_are_counted_only() -> None:
    """A few unreadable pages, soft 404s and some generic pages are no reason to wake anyone."""
    fine = outcome(unreadable=3, articles_failed=0, articles_generic=5, not_article__not_found=7)
    assert fine.problems == ()
    assert exit_code([fine]) == 0
    gone = outcome(articles_read=0, skipped_known=37, not_article__not_found=3)
    assert gone.problems == ()
    lists_more = outcome(articles_read=0, skipped_known=20, not_archived=34)
    assert lists_more.problems == ()


def test_nothing_read_anywhere_is_a_failure() -> None:
    """Exit code 1 only where no portal gave a page; 3 where some did."""
    nothing = outcome(listing_pages=0, articles_read=0, listed=0, listings_failed=1)
    assert exit_code([nothing]) == 1
    assert exit_code([nothing, outcome()]) == 3


def test_a_portal_that_refuses_needs_a_person() -> None:
    """An answer such as HTTP 403 or a log-in page in a listing's place is 3, not 1."""
    refused = outcome(
        listing_pages=0, articles_read=0, listed=0, listings_failed=1, listings_refused=1
    )
    assert exit_code([refused]) == 3


def test_no_network_is_told_in_one_sentence() -> None:
    """A host that cannot be reached is no changed portal, and the run has failed."""
    cut_off = replace(
        outcome(listing_pages=0, articles_read=0, listed=0, listings_failed=5),
        unreachable="thu.gov.vn cannot be reached (DNS lookup failed): check …",
    )
    assert problems_of(cut_off, None) == (cut_off.unreachable,)
    assert exit_code([cut_off]) == 1
    assert exit_code([outcome(reason="shutdown"), outcome()]) == 130


def test_far_less_than_before_is_said() -> None:
    """Less than half of what the last walk of the kind listed is suspect; half is not."""
    before = {"counts": {"listed": 100}}
    assert problems_of(outcome(listed=49), before)
    assert not problems_of(outcome(listed=50), before)


def test_a_listing_that_is_known_to_be_cut_is_not_said_again() -> None:
    """A pager that never worked wakes a person once, and again when it gets worse."""
    before = {"counts": {"listed": 40, "listings_cut": 2}}
    assert not problems_of(outcome(listings_cut=2), before)
    assert problems_of(outcome(listings_cut=3), before)


@pytest.mark.parametrize("name", ["not_article/too_large", "articles_failed_again"])
def test_a_page_that_stays_as_it_is_is_not_said_again(name: str) -> None:
    """A page of 11 MB wakes a person once, and is counted from then on."""
    before = {"counts": {"listed": 40, name: 1}}
    changes = {name.replace("/", "__"): 1}
    assert not problems_of(outcome(**changes), before)
    assert problems_of(outcome(**changes), {"counts": {"listed": 40}})


def test_a_few_pages_without_an_answer_are_left_to_the_next_run() -> None:
    """Three of forty are asked for again by the next run; the report names them."""
    fine = outcome(articles_failed=3, not_article__no_answer=3)
    assert fine.problems == ()
    assert exit_code([fine]) == 0


@pytest.mark.parametrize(
    ("changes", "before"),
    [
        ({"listings_unpaged/10": 2}, None),
        ({"listings_unpaged/3": 8}, None),
        ({"listings_unpaged/10": 3, "listings_unpaged/7": 2, "listings_unpaged/8": 2}, None),
        ({"listings_unpaged/10": 8, "listings_paged": 1}, None),
        ({"listings_unpaged/10": 8}, {"counts": {"listed": 40, "listings_unpaged/10": 8}}),
    ],
)
def test_listings_that_are_short_alarm_nobody(
    changes: dict[str, Any], before: dict[str, Any] | None
) -> None:
    """Few listings, short ones, ones of many lengths, beside a pager, or known to have none."""
    assert problems_of(outcome(**changes), before) == ()


@pytest.mark.parametrize(
    "name", ["listings_failed", "listings_blocked", "walk_errors", "articles_failed"]
)
def test_a_walk_that_lost_something_is_not_complete(name: str) -> None:
    """What was lost may be found by the next walk, which must not be brief."""
    assert outcome().complete
    assert not outcome(**{name: 1}).complete


def test_articles_to_be_retried_leave_a_walk_complete() -> None:
    """An article whose address the next run gets is not lost; more than it can get are."""
    one = replace(outcome(articles_failed=1), retry=("https://thu.gov.vn/tin/bai-1",))
    assert one.complete
    assert to_retry([{"portals": {}}, {"portals": {"thu": one.to_dict()}}], "thu") == one.retry
    assert not replace(one, counts=one.counts | {"articles_failed": 2}).complete
    assert to_retry([], "thu") == ()


def test_counts_come_from_the_crawls_own_stats() -> None:
    """Our counts lose their prefix; exceptions in the spider are apart from those on an item."""
    stats = {
        "govnews/listed": 4,
        "downloader/request_count": 9,
        "spider_exceptions/ValueError": 2,
        "spider_exceptions/count": 2,
        "govnews/pages_failed": 1,
    }
    assert counts_of(stats) == {"listed": 4, "pages_failed": 1, "walk_errors": 2}


def test_only_walks_of_one_kind_are_compared() -> None:
    """A walk cut short by a date says nothing about the size of a full one."""
    full = {"portals": {"thu": outcome().to_dict()}}
    bounded = {"portals": {"thu": outcome().to_dict() | {"walk": "bounded"}}}
    found = last_outcome([bounded, {"portals": {}}, full], "thu", "full")
    assert found is not None
    assert found["walk"] == "full"
    assert last_outcome([full], "khac", "full") is None


def test_a_walk_may_be_brief_only_after_a_complete_one() -> None:
    """Failed pages, a bounded walk or a killed run in between ask for a full walk."""
    complete = {"portals": {"thu": outcome().to_dict()}}
    broken = {"portals": {"thu": outcome(listings_failed=1).to_dict()}}
    killed = {"recovered": 1}
    other = {"portals": {"khac": outcome().to_dict()}, "recovered": 0}
    assert may_be_brief([complete], "thu")
    assert may_be_brief([other, complete], "thu")
    assert not may_be_brief([], "thu")
    assert not may_be_brief([broken, complete], "thu")
    assert not may_be_brief([killed, complete], "thu")
