"""What a run is found to have lost, and what is no reason to wake anyone."""

from __future__ import annotations

import random
from typing import Any

import pytest

from govnews.health.baseline import chance_of_so_few


def test_a_redesign_of_one_field_is_told_with_the_field_and_a_page(past: Any) -> None:
    """A lost date is named with an address, and every article of the layout is held back."""
    assert past.runs(8, 40) == []
    verdict = past.run(42, published_at=0.0)
    (problem,) = verdict.problems
    assert "published_at on 42 (usual: " in problem
    assert "https://thu.gov.vn/test/bai-0" in problem
    assert len(verdict.held) == 42
    assert {cause.field for causes in verdict.held.values() for cause in causes} == {"published_at"}


def test_a_redesign_of_everything_is_one_sentence(past: Any) -> None:
    """All fields lost at once, by pages that only the generic reader reads, are told together."""
    past.runs(8, 40)
    gone = dict.fromkeys(("published_at", "summary", "authors", "section", "own_layout"), 0.0)
    verdict = past.run(40, layout="vnpt/generic", **gone)
    (problem,) = verdict.problems
    for name in ("published_at", "summary", "authors", "section", "its own layout"):
        assert name in problem
    assert len(verdict.held) == 40


def test_a_change_of_the_dates_form_is_told_as_such(past: Any) -> None:
    """Dates that are printed and give no day, or one that lies ahead, are no missing dates."""
    past.runs(8, 40)
    verdict = past.run(40, published_at=0.4, vain=True)  # days above 12 are read as before
    assert any("printed dates give no day" in problem for problem in verdict.problems)
    assert len(verdict.held) == 40


def test_a_slow_decline_is_found(past: Any) -> None:
    """A field that creeps down by two articles in a hundred each run is told at last."""
    past.runs(10, 60)
    told = [past.run(60, event_date=0.7 - 0.015 * step).problems for step in range(1, 31)]
    assert not any(told[:5])
    assert any("event_date" in problem for problems in told for problem in problems)


def test_a_field_of_the_text_is_told_and_holds_nothing_back(past: Any) -> None:
    """Without people in the texts something is wrong, but the pages were read."""
    past.runs(8, 40)
    verdict = past.run(40, people=0.05)
    assert any("people" in problem for problem in verdict.problems)
    assert not verdict.held


def test_small_runs_are_added_up(past: Any) -> None:
    """Three articles a day are not enough to hold them back; after some days they are."""
    assert past.runs(20, 3) == []
    verdicts = [past.run(3, published_at=0.0) for _ in range(6)]
    assert not verdicts[0].held
    assert any("published_at" in problem for problem in verdicts[-1].problems)
    assert len(verdicts[-1].held) == 3
    assert past.run(3).problems == ()  # mended: today's articles are sound
    assert not past.run(3).held


def test_a_loss_stays_a_loss_until_it_is_mended(past: Any) -> None:
    """Runs that were held back do not become what is usual."""
    past.runs(5, 40)
    for _ in range(30):
        assert len(past.run(40, authors=0.0).held) == 40
    assert not past.run(40).held


def test_what_a_person_accepts_is_usual_from_then_on(past: Any) -> None:
    """After `--accept` former runs are no measure any more."""
    past.runs(5, 40)
    past.run(40, authors=0.0)
    past.reports.insert(0, {"accepted": ["thu"]})
    assert past.runs(5, 40, authors=0.0) == []


def test_one_layout_of_two_is_held_back_alone(past: Any, made_run: Any) -> None:
    """Articles that another template of the portal shows as before are stored."""
    for _ in range(5):
        past.run(40, made_run(20, past.chance, layout="album", summary=0.0))
    verdict = past.run(40, made_run(20, past.chance, layout="album", summary=0.0), captions=0.7)
    assert not verdict.held
    verdict = past.run(40, made_run(20, past.chance, layout="album", summary=0.0, published_at=0.0))
    assert {article.partition("-")[0] for article in verdict.held} == {"album"}


def test_pages_that_go_over_to_the_generic_reader_are_told(past: Any, made_run: Any) -> None:
    """Also where that reader had always had a few, and finds every field."""
    generic = {"layout": "vnpt/generic"}
    for _ in range(5):
        few = made_run(8, past.chance, **generic)
        for article in few.articles.values():
            article.has.discard("own_layout")
        past.run(40, few)
    many = made_run(40, past.chance, **generic)
    for article in many.articles.values():
        article.has.discard("own_layout")
    verdict = past.run(4, many)
    assert any("its own layout" in problem for problem in verdict.problems)


def test_a_footer_that_leaks_into_texts_is_told_and_held_back(past: Any) -> None:
    """A paragraph in all texts of a run that no former run had in many is no text."""
    footer = "Cơ quan chủ quản: Ủy ban nhân dân tỉnh. Chịu trách nhiệm chính: Chánh Văn phòng."
    past.runs(5, 40)
    verdict = past.run(40, frame=footer)
    assert any("the same paragraph stands in 40 of 40" in text for text in verdict.problems)
    assert len(verdict.held) == 40


def test_a_paragraph_that_was_always_there_is_known(past: Any) -> None:
    """What a portal writes under all its articles from the first run on alarms nobody."""
    assert past.runs(6, 40, frame="Mọi ý kiến đóng góp xin gửi về Ban biên tập của Cổng.") == []


def test_texts_cut_to_their_first_sentence_are_held_back(past: Any) -> None:
    """A median text of less than a quarter of the usual is a teaser; a longer one is only told."""
    past.runs(5, 40)
    assert len(past.run(40, chars=200).held) == 40
    verdict = past.run(40, chars=12000)
    assert any("characters where" in problem for problem in verdict.problems)
    assert not verdict.held


def test_other_kinds_of_walks_are_no_measure(past: Any) -> None:
    """A walk through twenty years has other pages than one through the last month."""
    past.runs(8, 40, walk="brief")
    assert past.run(800, walk="full", summary=0.1, authors=0.2).problems == ()


def test_the_first_runs_tell_little(past: Any) -> None:
    """Without history there is nothing to compare with, whatever most articles lack."""
    assert past.run(15, published_at=0.2, summary=0.0).problems == ()


def test_a_layout_that_never_finds_a_date_or_a_text_is_told_at_once(past: Any) -> None:
    """Its declaration says where they stand, so every article has them; until it is accepted."""
    (problem,) = past.run(15, published_at=0.0).problems
    assert "none of 15 articles has published_at, e.g. https://thu.gov.vn/test/bai-0" in problem
    assert past.run(15, published_at=0.0).problems == (problem,)
    assert "body" in past.run(15, body=0.0).problems[0]
    past.reports.insert(0, {"accepted": ["thu"]})
    assert past.run(15, published_at=0.0).problems == ()


def test_dates_that_give_no_day_are_told_in_a_first_run(past: Any) -> None:
    """Printed dates that lie ahead, or that nobody can read, say that something is wrong."""
    (problem,) = past.run(20, published_at=0.5, vain=True).problems
    assert "of 20 printed dates give no day, or one that lies ahead" in problem


def test_ten_articles_are_history_enough_for_a_field_that_is_gone(past: Any) -> None:
    """All ten had a date and none of ten has it: that is beyond chance."""
    sound = {"published_at": 1.0, "section": 1.0}
    assert past.run(10, **sound).problems == ()
    verdict = past.run(10, published_at=0.0, section=1.0)
    assert any("published_at on 10" in problem for problem in verdict.problems)
    assert len(verdict.held) == 10


@pytest.mark.parametrize("articles", [2, 5, 12, 40, 200])
def test_runs_that_only_vary_alarm_nobody(past: Any, articles: int) -> None:
    """Two hundred runs of a portal whose fields come and go by chance give no alarm."""
    assert past.runs(200, articles) == []


def test_topics_of_the_day_alarm_nobody(past: Any) -> None:
    """Shares that go up and down with the news of the day, holidays among them, are no drift."""
    days, told = random.Random(3), []
    for _ in range(200):
        number = days.choice((0, 0, 3, 8, 15, 25))
        swing = {name: days.uniform(0.45, 0.75) for name in ("event_date", "captions", "people")}
        told += past.run(number, **swing).problems
    assert told == []


def test_the_chance_is_that_of_the_binomial_distribution() -> None:
    """A sum over all numbers is 1, and a share of one half is symmetric."""
    assert chance_of_so_few(10, 10, 0.3) == pytest.approx(1)
    assert chance_of_so_few(4, 9, 0.5) == pytest.approx(0.5)
