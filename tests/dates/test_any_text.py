"""What the readers of dates promise for every text whatever."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govnews.dates import find_dates, find_periods, read_stamp
from govnews.dates.phrases import read_dates
from govnews.dates.prose import may_begin
from govnews.dates.tokens import tokenise

PIECES = (
    "ngày", "sáng", "chiều", "từ", "đến", "và", "tháng", "năm", "hôm", "nay", "thứ", "hai", "mùng",
    "rằm", "Tết", "âm lịch", "Quý Mão", "cùng ngày", "lúc", "giờ", "h", "phút", "trước", "tuần",
    "GMT", "PM", "SA", "Th", "T", "Z", "số", "các", "trong", "nhuận", "(", ")", ",", "/", "-", ".",
    ":", "–", "'", "+", "|", " ", "\u00a0", "\n", "0", "1", "2", "5", "9", "10", "12", "29", "30",
    "31", "2023", "2024", "1900", "9999", "20231211", "\u0301", "đ", "%",
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
                  st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))  # fmt: skip
ANCHORS = st.one_of(st.none(), st.dates(), st.just(date.min), st.just(date.max))
NUMBERS = ("5", "6", "10", "2023")
BETWEEN = (
    "/",
    "-",
    ".",
    ",",
    ";",
    ":",
    "và",
    "đến",
    "tháng",
    "th",
    "giờ",
    "h",
    "ngày",
    "xã",
    "năm",
)
VISITS = st.one_of(st.none(), st.datetimes())


@settings(max_examples=400, deadline=None)
@given(TEXTS, ANCHORS)
def test_spans_are_exact_ordered_and_apart(text: str, anchor: date | None) -> None:
    """No text raises; every span is a slice of it; ranges go forward."""
    end = 0
    for span in find_dates(text, anchor):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert span.end_date is None or (span.date is not None and span.date < span.end_date)
        end = span.end
    end = 0
    for period in find_periods(text, anchor):
        assert end <= period.start < period.end
        assert text[period.start : period.end] == period.text
        end = period.end


@pytest.mark.parametrize("space", ["", " "])
def test_the_cheap_look_misses_no_date(space: str) -> None:
    """Where the quick look says that no date begins, the whole grammar finds none either."""
    for parts in product(NUMBERS, BETWEEN, NUMBERS, BETWEEN, NUMBERS):
        tokens = tokenise(space.join(parts))
        if not may_begin(tokens, 0):
            assert read_dates(tokens, 0) is None, parts


@pytest.mark.parametrize("text", ["8:30 ngày 5/9", "8h ngày 5/9", "8 giờ, 5/9", "các ngày 5, 6/9"])
def test_the_cheap_look_takes_what_leads_to_a_date(text: str) -> None:
    """A time or `các ngày` before a date begins it."""
    assert may_begin(tokenise(text), 0)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_the_cheap_look_misses_no_date_anywhere(text: str) -> None:
    """The same at every token of any text."""
    tokens = tokenise(text)
    for at, token in enumerate(tokens):
        if token.kind and not may_begin(tokens, at):
            assert read_dates(tokens, at) is None


@settings(max_examples=300, deadline=None)
@given(TEXTS, VISITS)
def test_stamps_are_aware_whole_seconds_of_their_text(text: str, visit: datetime | None) -> None:
    """No text raises; what is found is in the text and in the years of the web."""
    stamp = read_stamp(text, visit)
    if stamp is not None:
        assert stamp.value.utcoffset() is not None
        assert stamp.value.microsecond == 0
        assert stamp.text in text


SOUPS = (
    "1/2-3.4,5 ", "từ ngày 1, ", "1, ", "1 đến ", "ngày ", "mùng rằm tháng ", "11", " ", "a", "(",
    "sáng nay, ", "ngày 5 và ", "đến 1/1 ", "thứ hai, ",
)  # fmt: skip


@pytest.mark.parametrize("soup", SOUPS)
@pytest.mark.parametrize("reader", [find_dates, find_periods, read_stamp])
def test_time_grows_with_the_length_of_the_text(reader: Callable[[str], Any], soup: str) -> None:
    """Four times the text takes about four times as long, not sixteen times."""
    short, long = (soup * (size // len(soup)) for size in (10_000, 40_000))

    def cost(text: str) -> float:
        begin = time.process_time()
        reader(text)
        return time.process_time() - begin

    cost(short)
    assert min(cost(long) for _ in range(2)) < 10 * min(cost(short) for _ in range(3)) + 0.05


def test_a_large_soup_is_read_in_seconds() -> None:
    """200 KB of digits and signs, the worst that a broken page can hold."""
    begin = time.process_time()
    find_dates("12/3-4.5, 6/7/2023 - 8 và 9/10 " * 6_500)
    assert time.process_time() - begin < 10
