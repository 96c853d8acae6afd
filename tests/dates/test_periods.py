"""What `find_periods` promises of months, quarters and years."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from govnews.dates import find_periods

PUBLISHED = date(2023, 12, 12)


@pytest.mark.parametrize(
    ("text", "precision", "when"),
    [
        ("tháng 12/2023", "month", (2023, None, 12)),
        ("12/2023", "month", (2023, None, 12)),
        ("tháng 12 năm 2023", "month", (2023, None, 12)),
        ("tháng Mười Một năm 2023", "month", (2023, None, 11)),
        ("quý IV/2023", "quarter", (2023, 4, None)),
        ("Quí 3 năm 2022", "quarter", (2022, 3, None)),
        ("quý I", "quarter", (2023, 1, None)),
        ("năm 2023", "year", (2023, None, None)),
        ("tháng 5", "month", (2023, None, 5)),
        ("tháng trước", "month", (2023, None, 11)),
        ("tháng tới", "month", (2024, None, 1)),
        ("năm ngoái", "year", (2022, None, None)),
    ],
)
def test_a_period_keeps_its_precision(
    text: str, precision: str, when: tuple[int, int | None, int | None]
) -> None:
    """A month stays a month: no day is ever added to it."""
    sentence = f"Kết quả {text}, Hà Nội"
    (period,) = find_periods(sentence, PUBLISHED)
    assert (period.text, period.precision) == (text, precision)
    assert (period.year, period.quarter, period.month) == when
    assert sentence[period.start : period.end] == text


def test_without_an_anchor_only_written_years_are_known() -> None:
    """`year_given` tells the written from the inferred."""
    spoken, written = find_periods("tháng 5 và tháng 6/2022")
    assert (spoken.year, spoken.month, spoken.year_given) == (None, 5, False)
    assert (written.year, written.month, written.year_given) == (2022, 6, True)
    assert [p.month for p in find_periods("tháng trước")] == [None]


def test_a_month_far_ahead_is_that_of_the_year_before() -> None:
    """In January, `tháng 11` is the one that has passed; a datetime serves as anchor."""
    (period,) = find_periods("tháng 11", datetime.fromisoformat("2024-01-05T08:00:00+07:00"))
    assert (period.year, period.month) == (2023, 11)


@pytest.mark.parametrize(
    "text",
    ["năm học 2023-2024", "năm 2023-2024", "nhiệm kỳ 2021 - 2026", "45/2023/NĐ-CP", "13/2023",
     "tháng 13", "30 năm", "quý khách", "tháng Giêng", "11/12/20234"],
)  # fmt: skip
def test_what_names_no_single_period_is_left(text: str) -> None:
    """Spans of years, document numbers and counts are no periods."""
    assert find_periods(text, PUBLISHED) == []
