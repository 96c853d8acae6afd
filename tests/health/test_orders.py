"""Dates that are printed in another order than they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest

from govnews.extract import extract
from govnews.health import Measures, Stored, judge, traits_of
from govnews.health.orders import order_traits

FETCHED = "2023-12-20T03:00:00+00:00"


def article(text: str, found: str | None, fetched: str = FETCHED) -> dict[str, Any]:
    """The columns that tell of a date; `found` is the day that was read."""
    stamp = f"{found}T00:00:00+07:00" if found else None
    return {"published_text": text, "published_at": stamp, "fetched_at": fetched}


def measured(dates: Iterable[tuple[str, str | None]], layout: str = "test") -> Measures:
    """A run over articles with these printed dates, and the days that were read."""
    measures = Measures()
    for number, (text, found) in enumerate(dates):
        traits = {
            "layout": layout, "url": f"https://thu.gov.vn/{number}", "chars": 1000, "marks": [],
            "has": ["own_layout", "body", *(["published_at"] if found else [])],
            "dated": True, "title": f"Bài {number}", "day": found or "",
            **order_traits(article(text, found)),
        }  # fmt: skip
        measures.add(str(number), traits, stored=True, changed=True)
    return measures


def told(measures: Measures, former: Sequence[Any] = (), **more: Any) -> tuple[list[str], set[str]]:
    """The problems that are told of the order, and the articles that are held back."""
    verdict = judge(measures, former, "thu", "brief", **more)
    return [text for text in verdict.problems if "first" in text], set(verdict.held)


@pytest.mark.parametrize(
    ("text", "found", "printed", "read", "likely"),
    [
        ("21/09/2023", "2023-09-21", "day", "day", ""),
        ("09/21/2023", None, "month", "", ""),
        ("09/21/2023", "2023-09-21", "month", "month", ""),
        ("09/11/2023", "2023-11-09", "either", "day", ""),
        ("09/11/2023", "2023-09-11", "either", "month", ""),
        ("12/05/2023", None, "either", "", ""),
        ("Thứ Bảy, 09/11/2023", "2023-11-09", "either", "day", ""),
        ("Thứ Năm, 09/11/2023", "2023-11-09", "day", "day", ""),
        ("Thứ Hai, 09/11/2023", "2023-11-09", "month", "day", ""),
        ("21/09/2093", None, "day", "day", ""),
        ("11 tháng 9, 2023", "2023-09-11", "", "", ""),
    ],
)
def test_what_a_date_says_of_its_order(
    text: str, found: str | None, printed: str, read: str, likely: str
) -> None:
    """A part above 12 shows it; how it was read shows in the day; one ahead was read and left out."""
    expected = {"printed": printed, "read": read, "likely": likely}
    assert order_traits(article(text, found)) == expected


def test_news_are_dated_near_their_fetch() -> None:
    """Of two readings the one that lies just before the fetch is likely meant."""
    fetched = "2023-12-03T03:00:00+00:00"
    assert order_traits(article("12/03/2023", "2023-03-12", fetched))["likely"] == "month"
    assert order_traits(article("03/12/2023", "2023-12-03", fetched))["likely"] == "day"


def test_ambiguous_dates_beside_ones_with_the_month_first_are_held_back() -> None:
    """Two dates have no other reading, so the third is doubtful; one of equal parts is not."""
    dates = [
        ("09/21/2023", None), ("10/30/2023", None), ("09/11/2023", "2023-11-09"),
        ("05/05/2023", "2023-05-05"),
    ]  # fmt: skip
    problems, held = told(measured(dates))
    assert held == {"0", "1", "2"}
    assert "month first, e.g. on https://thu.gov.vn/0" in problems[0]
    assert "month_first = true" in problems[0]


def test_a_weekday_tells_of_the_order() -> None:
    """11 September 2023 was a Monday: read as 9 November, such dates are false."""
    dates = [("Thứ Hai, 09/11/2023", "2023-11-09"), ("Thứ Ba, 09/12/2023", "2023-12-09")]
    problems, held = told(measured(dates))
    assert "0 give no day, 2 could be read wrongly" in problems[0]
    assert held == {"0", "1"}


def test_a_declared_order_is_believed() -> None:
    """With `month_first` the same dates are sound; where it is wrong, that is told."""
    right = [("09/21/2023", "2023-09-21"), ("09/11/2023", "2023-09-11")]
    assert told(measured(right)) == ([], set())
    wrong = [("21/09/2023", None), ("09/11/2023", "2023-09-11")]
    problems, held = told(measured(wrong))
    assert "take month_first out" in problems[0]
    assert held == {"0", "1"}


def test_a_slip_of_the_pen_alarms_nobody() -> None:
    """One impossible date among many of the usual order is no new order."""
    dates = [*[(f"{day}/09/2023", f"2023-09-{day}") for day in range(13, 25)], ("09/21/2023", None)]
    assert told(measured(dates)) == ([], set())


def test_both_orders_in_one_run_put_all_in_doubt() -> None:
    """Where a part of the pages has changed, nobody can tell which order an ambiguous date has."""
    dates = [
        *[(f"{day}/09/2023", f"2023-09-{day}") for day in range(13, 19)],
        *[(f"09/{day}/2023", None) for day in range(13, 19)],
        ("09/11/2023", "2023-11-09"),
    ]
    _, held = told(measured(dates))
    assert "12" in held
    assert not held & {"0", "1", "2", "3", "4", "5"}


def test_the_last_run_that_showed_the_order_counts() -> None:
    """Two ambiguous dates say nothing of themselves."""
    before = judge(measured([("09/21/2023", None)]), [], "thu", "brief")
    former = [{"health": {"thu": before.report}}]
    dates = [("09/11/2023", "2023-11-09"), ("09/10/2023", "2023-10-09")]
    assert told(measured(dates)) == ([], set())
    assert told(measured(dates), former)[1] == {"0", "1"}


def test_stored_dates_with_the_same_figures_exchanged_tell_of_the_order() -> None:
    """Articles whose day and month change places were not edited."""
    dates = [(f"0{number}/11/2023", f"2023-11-0{number}") for number in range(1, 5)]
    stored = {
        str(number - 1): Stored(
            title=f"Bài {number - 1}", layout="test", day=date(2023, number, 11), marks=frozenset()
        )
        for number in range(1, 5)
    }
    _, held = told(measured(dates), stored=lambda _: stored)
    assert held == {"0", "1", "2", "3"}


def test_pages_without_a_layout_are_judged_too() -> None:
    """The generic reader keeps the printed text of a date that it cannot read."""
    text = "<p>" + "Hội nghị bàn về việc trồng rừng trên địa bàn tỉnh trong năm nay. " * 12 + "</p>"
    page = (
        "<html><head><title>Hội nghị về trồng rừng năm nay</title></head><body>"
        "<h1>Hội nghị về trồng rừng năm nay</h1><div class='date'>{}</div>"
        f"<div class='content'>{text}</div></body></html>"
    )
    record = extract(page.format("09/21/2023"), "https://thu.gov.vn/tin/1")
    assert record.article.published_at is None
    assert record.article.published_text == "09/21/2023"
    assert traits_of(record.to_dict())["printed"] == "month"
