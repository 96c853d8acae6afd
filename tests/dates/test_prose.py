"""What `find_dates` promises of the dates that prose names."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest

from govnews.dates import DateSpan, find_dates

PUBLISHED = date(2023, 12, 12)

# Expression → date[/end] [time] [part of day]; the whole expression is the span unless noted.
EXPRESSIONS = {
    "11/12/2023 15:30": "2023-12-11 15:30",
    "05/09/2023": "2023-09-05",
    "Thứ Hai, 11/12/2023, 15:30": "2023-12-11 15:30",
    "Thứ 2, 11/12/2023 - 15:30": "2023-12-11 15:30",
    "Thứ 3, 05/09/2023": "2023-09-05",
    "T2, 11/12/2023": "2023-12-11",
    "Chủ nhật, 10/12/2023": "2023-12-10",
    "CN, 10/12/2023": "2023-12-10",
    "Thứ Hai ngày 11 tháng 12 năm 2023": "2023-12-11",
    "Thứ Hai, ngày 05 tháng 9 năm 2022": "2022-09-05",
    "ngày 11 tháng 12 năm 2023": "2023-12-11",
    "11 tháng 12 năm 2023": "2023-12-11",
    "21 tháng 09 năm 2025": "2025-09-21",
    "ngày 5 tháng 9": "2023-09-05",
    "11 tháng 12, 2023": "2023-12-11",
    "Sáng 11/12": "2023-12-11 morning",
    "11/12": "2023-12-11",
    "chiều ngày 05/9": "2023-09-05 afternoon",
    "ngày 05/9": "2023-09-05",
    "Ngày 22-8": "2023-08-22",
    "tối 30/4": "2023-04-30 evening",
    "sáng nay": "2023-12-12 morning",
    "sáng nay (11/12)": "2023-12-11 morning",
    "sáng ngày 11.12": "2023-12-11 morning",
    "11.12.2023": "2023-12-11",
    "11-12-2023": "2023-12-11",
    "ngày mùng 5 tháng Giêng": "2024-02-14",
    "mùng 5 tháng 9": "2023-09-05",
    "11h30 ngày 2/9/2024": "2024-09-02 11:30",
    "15h ngày 11/12/2023": "2023-12-11 15:00",
    "8 giờ 30 phút ngày 11/12/2023": "2023-12-11 08:30",
    "15:30 ngày 11/12/2023": "2023-12-11 15:30",
    "15:30 11/12/2023": "2023-12-11 15:30",
    "08:15 SA 3/2/2022": "2022-02-03 08:15",
    "3/2/2022 3:20:15 CH": "2022-02-03 15:20",
    "3/2/2022 03:20 PM": "2022-02-03 15:20",
    "2023-12-11": "2023-12-11",
    "hôm nay": "2023-12-12",
    "hôm qua": "2023-12-11",
    "hôm kia": "2023-12-10",
    "ngày mai": "2023-12-13",
    "thứ Hai tuần trước": "2023-12-04",
    "từ ngày 10 đến 12/12": "2023-12-10/2023-12-12",
    "từ 10 - 12/12/2023": "2023-12-10/2023-12-12",
    "các ngày 10, 11/12": "2023-12-10/2023-12-11",
    "11/12/23": "2023-12-11",
    "15 tháng Chạp năm Quý Mão": "2024-01-25",
    "mùng 10 tháng 3 âm lịch": "2023-04-29",
    "ngày 10/3 âm lịch": "2023-04-29",
    "Rằm tháng Bảy": "2023-08-30",
    # part of day, weekday and time, in any order
    "rạng sáng 8/12": "2023-12-08 morning",
    "Trưa 8/12": "2023-12-08 noon",
    "Đêm 8/12": "2023-12-08 night",
    "đầu giờ chiều ngày 8/12": "2023-12-08 afternoon",
    "chiều tối 8/12": "2023-12-08 evening",
    "sáng thứ Sáu, ngày 8/12": "2023-12-08 morning",
    "Thứ Bảy (9/12)": "2023-12-09",
    "Chiều qua (10/12)": "2023-12-10 afternoon",
    "Hôm nay, ngày 12/12": "2023-12-12",
    "tối qua": "2023-12-11 evening",
    "sáng mai": "2023-12-13 morning",
    "15h00’, ngày 8/12": "2023-12-08 15:00",
    "3h chiều 8/12": "2023-12-08 15:00 afternoon",
    "19 giờ 30 tối 8/12": "2023-12-08 19:30 evening",
    "8h30 sáng thứ Sáu (8/12)": "2023-12-08 08:30 morning",
    "8h 8/12": "2023-12-08 08:00",
    "ngày 8/12, lúc 14h15": "2023-12-08 14:15",
    "8h00 đến 11h30 ngày 8/12": "2023-12-08 08:00",
    "ngày 8/12 (thứ Sáu)": "2023-12-08",
    "tối các ngày 8 và 9/12": "2023-12-08/2023-12-09 evening",
    # signs, spaces and slips
    "ngày 3.9": "2023-09-03",
    "chiều 13.1": "2024-01-13 afternoon",
    "ngày 8 / 12": "2023-12-08",
    "Sáng\u00a08/12": "2023-12-08 morning",
    "ngày\n  8  tháng\u00a012": "2023-12-08",
    "Sáng 2 6 .2": "2023-02-26 morning",
    "ngày 8 – 12 – 2023": "2023-12-08",
    "sáng 24/7": "2023-07-24 morning",
    "ngày 1/3": "2023-03-01",
    "08/12 năm 2021": "2021-12-08",
    "ngày 8/12 năm ngoái": "2022-12-08",
    # the year that is not written
    "ngày 20/12": "2023-12-20",
    "ngày 10/2": "2024-02-10",
    "ngày 20/2": "2023-02-20",
    # ranges
    "từ ngày 28/9 đến ngày 2/10": "2023-09-28/2023-10-02",
    "từ 8 giờ ngày 10/12 đến 17 giờ ngày 12/12": "2023-12-10/2023-12-12 08:00",
    "từ sáng 10/12 đến chiều 12/12": "2023-12-10/2023-12-12 morning",
    "từ ngày 28/12/2023 đến ngày 3/1/2024": "2023-12-28/2024-01-03",
    "từ 28/12 đến 3/1/2024": "2023-12-28/2024-01-03",
    "từ ngày 28/12 đến 3/1": "2023-12-28/2024-01-03",
    "từ ngày 8 đến hết ngày 12 tháng 11 năm 2023": "2023-11-08/2023-11-12",
    "ngày 8-12/11": "2023-11-08/2023-11-12",
    "8 - 12/11/2023": "2023-11-08/2023-11-12",
    "28/9-2/10/2023": "2023-09-28/2023-10-02",
    "từ ngày 8-11 đến ngày 12-11": "2023-11-08/2023-11-12",
    "từ mùng 6 đến mùng 10 tháng Giêng": "2024-02-15/2024-02-19",
    "mùng 2 Tết Giáp Thìn": "2024-02-11",
    # neighbouring days
    "hai ngày 21 và 22/6": "2023-06-21/2023-06-22",
    "21 và 22/6": "2023-06-21/2023-06-22",
    "5, 6, 7/10": "2023-10-05/2023-10-07",
    "ngày 5 và 6 tháng 10 năm 2022": "2022-10-05/2022-10-06",
    "ngày 30/11 và ngày 1/12": "2023-11-30/2023-12-01",
    "31/12 và 1/1/2024": "2023-12-31/2024-01-01",
    "31/12/2023 và 1/1": "2023-12-31/2024-01-01",
    "Thứ Bảy (9/12) và Chủ nhật (10/12)": "2023-12-09/2023-12-10",
    # the lunar calendar
    "ngày 10 tháng 3 năm Giáp Thìn (2024)": "2024-04-18",
    "ngày 15/4 (âm lịch)": "2023-06-02",
    "15 tháng 2 nhuận năm 2023": "2023-04-05",
    "mồng Một Tết": "2024-02-10",
    "ngày Rằm tháng Giêng năm 2023": "2023-02-05",
}  # fmt: skip


def _meaning(span: DateSpan) -> str:
    words = [str(span.date) + (f"/{span.end_date}" if span.end_date else "")]
    if span.time:
        words.append(span.time.isoformat("minutes"))
    if span.part_of_day:
        words.append(span.part_of_day)
    return " ".join(words)


@pytest.mark.parametrize(("text", "meaning"), EXPRESSIONS.items())
def test_an_expression_is_one_span_with_its_meaning(text: str, meaning: str) -> None:
    """The whole expression is found in a sentence, with its day, end, time and part of day."""
    sentence = f"Lễ khánh thành, {text}, tại xã Vĩnh An."
    spans = find_dates(sentence, PUBLISHED)
    assert [_meaning(span) for span in spans] == [meaning]
    assert [span.text for span in spans] == [text]


@pytest.mark.parametrize(("text", "meaning"), EXPRESSIONS.items())
def test_decomposed_letters_and_capitals_are_read_alike(text: str, meaning: str) -> None:
    """Offsets are those of the text as given, decomposed or not."""
    for form in (unicodedata.normalize("NFD", text), text.upper()):
        spans = find_dates(form, PUBLISHED)
        assert [_meaning(span) for span in spans] == [meaning]
        assert all(form[span.start : span.end] == span.text for span in spans)


def test_the_span_begins_with_the_words_that_belong_to_the_date() -> None:
    """Part of day, weekday, time and `ngày` belong to it, a preposition only before a range."""
    text = "Vào chiều ngày 8/12, đoàn đã đến; từ ngày 9/12, trạm mở cửa từ 5/12 đến 9/12."
    assert [span.text for span in find_dates(text, PUBLISHED)] == [
        "chiều ngày 8/12",
        "ngày 9/12",
        "từ 5/12 đến 9/12",
    ]


def test_without_an_anchor_the_year_stays_unknown() -> None:
    """The span is kept with what is written, and nothing is guessed."""
    (span,) = find_dates("Sáng 8/12, trường khai giảng.")
    assert (span.date, span.day, span.month, span.year_given) == (None, 8, 12, False)
    (span,) = find_dates("diễn ra 21 và 22/6")
    assert (span.text, span.date, span.end_date) == ("21 và 22/6", None, None)
    (span,) = find_dates("Tối qua, mưa lớn.")
    assert (span.date, span.relative, span.part_of_day) == (None, True, "evening")


def test_a_written_year_needs_no_anchor() -> None:
    """`year_given` says that the date does not rest on the anchor."""
    (span,) = find_dates("ngày 8 tháng 12 năm 2021")
    assert (str(span.date), span.year_given) == ("2021-12-08", True)


def test_a_year_may_stand_at_one_end_of_a_range_only() -> None:
    """The other end takes the year that keeps the two in order."""
    (span,) = find_dates("từ ngày 28/12/2022 đến ngày 3/1")
    assert (str(span.date), str(span.end_date)) == ("2022-12-28", "2023-01-03")


def test_days_that_are_no_neighbours_are_spans_of_their_own() -> None:
    """A list with gaps is no range: each day has its own span and the shared month."""
    spans = find_dates("Đoàn làm việc các ngày 5, 12 và 19/10.", PUBLISHED)
    assert [(span.text, str(span.date), span.end_date) for span in spans] == [
        ("các ngày 5", "2023-10-05", None),
        ("12", "2023-10-12", None),
        ("19/10", "2023-10-19", None),
    ]


def test_cung_ngay_is_left_to_the_reader_of_the_whole_text() -> None:
    """It is found and flagged, with the part of day, and never resolved from the anchor."""
    (span,) = find_dates("Chiều cùng ngày, đoàn thăm trạm y tế.", PUBLISHED)
    assert (span.text, span.date, span.same_day, span.part_of_day) == (
        "Chiều cùng ngày",
        None,
        True,
        "afternoon",
    )


@pytest.mark.parametrize(
    "text",
    [
        "kỷ niệm 75 năm ngày truyền thống (11/6/1948 - 11/6/2023)",
        "chào mừng Quốc khánh 2/9",
        "nhân Ngày Phụ nữ Việt Nam (20/10)",
        "đợt 19/5",
    ],
)
def test_what_is_commemorated_is_flagged(text: str) -> None:
    """Anniversaries and feasts are found, as no day of an event."""
    spans = find_dates(text, PUBLISHED)
    assert spans
    assert all(span.anniversary and span.end_date is None for span in spans)


def test_the_day_of_a_celebration_is_not_flagged() -> None:
    """A part of day or `ngày` says that something took place."""
    spans = find_dates("Lễ kỷ niệm diễn ra sáng 8/12; lễ kỷ niệm ngày 9/12.", PUBLISHED)
    assert [span.anniversary for span in spans] == [False, False]


def test_a_weekday_checks_the_date() -> None:
    """It agrees, contradicts, or says nothing; the date stays as written."""
    text = "Thứ Sáu (8/12); Thứ Năm (8/12); sáng 8/12"
    spans = find_dates(text, PUBLISHED)
    assert [span.weekday_agrees for span in spans] == [True, False, None]
    assert {str(span.date) for span in spans} == {"2023-12-08"}


def test_the_second_time_is_no_monday() -> None:
    """After `lần` the words are an ordinal and no part of the span."""
    (span,) = find_dates("Đại hội lần thứ hai, ngày 8/12", PUBLISHED)
    assert (span.text, span.weekday_agrees) == ("ngày 8/12", None)


def test_dates_of_cited_documents_are_found_without_their_numbers() -> None:
    """The reader of the event judges them."""
    text = "Thực hiện Quyết định số 15/2020/QĐ-TTg ngày 24/4/2020 và Luật số 12 ngày 5/6/2021"
    assert [span.text for span in find_dates(text)] == ["ngày 24/4/2020", "ngày 5/6/2021"]


def test_lunar_days_are_given_in_the_solar_calendar_of_vietnam() -> None:
    """Tết 2007 and 2030 fell a day before China's; the day and month stay as written."""
    for year, solar in ((2007, "2007-02-17"), (2030, "2030-02-02"), (1985, "1985-01-21")):
        (span,) = find_dates(f"mùng 1 tháng Giêng năm {year}")
        assert (str(span.date), span.lunar, span.day, span.month) == (solar, True, 1, 1)


def test_a_leap_day_exists_in_leap_years_only() -> None:
    """Without a year it is kept, dated only where one is near."""
    assert str(find_dates("ngày 29/2", date(2024, 3, 5))[0].date) == "2024-02-29"
    assert find_dates("ngày 29/2", date(2023, 3, 5))[0].date is None
    assert find_dates("ngày 29/2/2023") == []


def test_a_datetime_is_an_anchor_too() -> None:
    """Its day counts."""
    (span,) = find_dates("hôm nay", datetime.fromisoformat("2023-12-12T22:00:00+07:00"))
    assert span.date == PUBLISHED


def test_all_dates_of_a_paragraph_come_in_order() -> None:
    """Several dates, each with its exact place."""
    text = (
        "Chiều 5/12, đoàn khảo sát làm việc tại xã Vĩnh An (theo Kế hoạch số 12/KH-UBND ngày "
        "20/11/2023). Hội thi diễn ra trong hai ngày 9 và 10/12, thu hút 12/15 thôn tham gia."
    )
    spans = find_dates(text, PUBLISHED)
    assert [span.text for span in spans] == ["Chiều 5/12", "ngày 20/11/2023", "hai ngày 9 và 10/12"]
    assert all(text[span.start : span.end] == span.text for span in spans)
