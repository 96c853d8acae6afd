"""What `read_stamp` promises of the dates that pages print for themselves."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

import pytest

from govnews.dates import HANOI, read_stamp

VISIT = datetime(2023, 12, 12, 8, 0, tzinfo=HANOI)

WITH_A_YEAR = {
    "11/12/2023 15:30": "2023-12-11T15:30",
    "05/09/2023": "2023-09-05",
    "Thứ Hai, 11/12/2023 / 15:30 GMT+7": "2023-12-11T15:30",
    "Thứ Hai, 11/12/2023, 15:30": "2023-12-11T15:30",
    "Thứ 2, 11/12/2023 - 15:30": "2023-12-11T15:30",
    "Thứ 3, 05/09/2023": "2023-09-05",
    "T2, 11/12/2023": "2023-12-11",
    "Chủ nhật, 10/12/2023": "2023-12-10",
    "CN, 10/12/2023": "2023-12-10",
    "Thứ Hai ngày 11 tháng 12 năm 2023": "2023-12-11",
    "Thứ Hai, ngày 05 tháng 9 năm 2022": "2022-09-05",
    "ngày 11 tháng 12 năm 2023": "2023-12-11",
    "11 tháng 12 năm 2023": "2023-12-11",
    "21 tháng 09 năm 2025": "2025-09-21",
    "11 tháng 12, 2023": "2023-12-11",
    "Tháng Mười Hai 11, 2023": "2023-12-11",
    "Hải Phòng, ngày 11 tháng 12 năm 2023": "2023-12-11",
    "11.12.2023": "2023-12-11",
    "11-12-2023": "2023-12-11",
    "11h30 ngày 2/9/2024": "2024-09-02T11:30",
    "15h ngày 11/12/2023": "2023-12-11T15:00",
    "8 giờ 30 phút ngày 11/12/2023": "2023-12-11T08:30",
    "15:30 ngày 11/12/2023": "2023-12-11T15:30",
    "15:30 11/12/2023": "2023-12-11T15:30",
    "Cập nhật lúc 08:15 SA 3/2/2022": "2022-02-03T08:15",
    "08:15 SA 3/2/2022": "2022-02-03T08:15",
    "3/2/2022 3:20:15 CH": "2022-02-03T15:20:15",
    "3/2/2022 03:20 PM": "2022-02-03T15:20",
    "2023-12-11T15:30:00+07:00": "2023-12-11T15:30",
    "2023-12-11T08:30:00Z": "2023-12-11T15:30",
    "2023-12-11 15:30:00": "2023-12-11T15:30",
    "2023-12-11": "2023-12-11",
    "20231211": "2023-12-11",
    "Mon, 11 Dec 2023 15:30:00 +0700": "2023-12-11T15:30",
    "11/12/23": "2023-12-11",
    "05-09-22": "2022-09-05",
    # the forms that dateparser refuses
    "11/12/2023 15:30:00 PM": "2023-12-11T15:30",
    "Ngày đăng: 11/12/2023": "2023-12-11",
    "11 Th12, 2023": "2023-12-11",
    "11 Tháng Tư 2023": "2023-04-11",
    "2023/12/11": "2023-12-11",
    "08h15 04/03/2021": "2021-03-04T08:15",
    # labels, counters, zones and breadcrumbs round the date
    "Ngày đăng 17/04/2019 | 9:05 AM | View count: 88": "2019-04-17T09:05",
    "Publish date 17/04/2019 | 12:00 AM": "2019-04-17",
    "17/04/2019 | 12:00 PM": "2019-04-17T12:00",
    "Lượt xem: 25 - 17/04/2019": "2019-04-17",
    "17/04/2019 21:40 | Lượt xem: 12": "2019-04-17T21:40",
    "Thời gian: 17/04/2019 12:15": "2019-04-17T12:15",
    "Ngày xuất bản: 5/1/2024 0:00": "2024-01-05",
    "Trang chủ > Tin tức > 17/04/2019 | 9:05": "2019-04-17T09:05",
    "Đăng ngày: 17-04-2019 14:05": "2019-04-17T14:05",
    "21:40' 17/04/2019": "2019-04-17T21:40",
    "21:40 ngày 17-04-2019": "2019-04-17T21:40",
    "Thứ Tư, 17/04/2019 21:40:09 +07:00": "2019-04-17T21:40:09",
    "NGÀY 17 THÁNG 4, 2019 | 21:40": "2019-04-17T21:40",
    "(17/04/2019)": "2019-04-17",
    "17/04/2019-21:40": "2019-04-17T21:40",
    "15h30 (GMT+7), thứ Tư ngày 17/4/2019": "2019-04-17T15:30",
    "Wed, 17 Apr 2019 14:40:00 GMT": "2019-04-17T21:40",
    "April 17, 2019 9:40 PM": "2019-04-17T21:40",
    "17-Apr-2019": "2019-04-17",
    "9:40 PM, Wednesday 17/04/2019": "2019-04-17T21:40",
    "17 thg 4, 2019": "2019-04-17",
    "2019-04-17T14:40:00.250Z": "2019-04-17T21:40",
    "2019-04-16T17:00:00Z": "2019-04-17",
    "Tháng 4 17, 2019": "2019-04-17",
    "12:15 SA, 17/04/2019": "2019-04-17T00:15",
    "Thứ năm, 18/04/2019, 10 giờ 15 phút": "2019-04-18T10:15",
    "17/04/2019 08:15 tối": "2019-04-17T20:15",
    "17\u00a0/\u00a004\u00a0/\u00a02019": "2019-04-17",
    "Ngày 17/04/2019, vào lúc 15 giờ 30": "2019-04-17T15:30",
    "Ngày đăng17/04/2019Lượt xem: 12": "2019-04-17",
    "17/04/2019 (5 giờ trước)": "2019-04-17",
    "Thứ 7 - 20/4/2019": "2019-04-20",
    "THỨ HAI, 15/04/2019": "2019-04-15",
    "mercredi 17 avril 2019": "2019-04-17",
}  # fmt: skip

NEEDING_A_VISIT = {
    "ngày 5 tháng 9": "2023-09-05",
    "11/12": "2023-12-11",
    "ngày 05/9": "2023-09-05",
    "Ngày 22-8": "2023-08-22",
    "22-8": "2023-08-22",
    "hôm nay": "2023-12-12",
    "hôm qua": "2023-12-11",
    "hôm kia": "2023-12-10",
    "2 giờ trước": "2023-12-12T06:00",
    "30 phút trước": "2023-12-12T07:30",
    "3 ngày trước": "2023-12-09",
    "1 tuần trước": "2023-12-05",
    "2 tháng trước": "2023-10-12",
    "cách đây 2 ngày": "2023-12-10",
    "tuần trước": "2023-12-05",
    "thứ Hai tuần trước": "2023-12-04",
    "Hôm nay, 07:45": "2023-12-12T07:45",
    "Hôm qua lúc 08:15": "2023-12-11T08:15",
    "Đăng 2 giờ trước | 14 lượt xem": "2023-12-12T06:00",
    "21:40 28/11": "2023-11-28T21:40",
}

NO_STAMPS = [
    "",
    "   ",
    "Lượt xem: 1093",
    "03:20 CH",
    "11/13/2023",
    "9/14/2026 6:44:00 PM",
    "32/12/2023",
    "29/2/2023",
    "12/2023",
    "2023",
    "năm 2023",
    "20231311",
    "01/01/1970",
    "01/01/2101",
    "45/2023/NĐ-CP",
    "Điện thoại: 0225.3821.055",
    "10.12.20.23",
    "nhiệm kỳ 2021 - 2026",
    "Tin tức - Sự kiện",
    "Đồng chí Đỗ Văn Chiến",
]


def _meaning(text: str, anchor: datetime | None = None) -> str | None:
    stamp = read_stamp(text, anchor)
    if stamp is None:
        return None
    assert stamp.value.utcoffset() == timedelta(hours=7)
    if stamp.precision == "day":
        assert (stamp.value.hour, stamp.value.minute) == (0, 0)
        return stamp.value.date().isoformat()
    value = stamp.value.replace(tzinfo=None)
    return value.isoformat(timespec="seconds" if value.second else "minutes")


@pytest.mark.parametrize(("text", "meaning"), WITH_A_YEAR.items())
def test_a_printed_date_is_read_day_first_at_utc_plus_7(text: str, meaning: str) -> None:
    """Every form gives its moment, or its day where no time is printed, with no help."""
    assert _meaning(text) == meaning


@pytest.mark.parametrize(("text", "meaning"), WITH_A_YEAR.items())
def test_case_and_unicode_form_do_not_matter(text: str, meaning: str) -> None:
    """Capitals and decomposed letters are read like the rest."""
    assert _meaning(unicodedata.normalize("NFD", text)) == meaning
    assert _meaning(text.upper()) == meaning


@pytest.mark.parametrize(("text", "meaning"), NEEDING_A_VISIT.items())
def test_relative_and_yearless_stamps_need_the_time_of_the_visit(text: str, meaning: str) -> None:
    """They mean something with an anchor only; nothing is taken from the machine's clock."""
    assert _meaning(text, VISIT) == meaning
    assert read_stamp(text) is None


@pytest.mark.parametrize("text", NO_STAMPS)
def test_what_is_no_date_is_none(text: str) -> None:
    """No swap of day and month, no month for a day, no number for a year, with a visit or not."""
    assert read_stamp(text) is None
    assert read_stamp(text, VISIT) is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ngày đăng 06/06/2018 | 10:56 AM | View count: 7", "06/06/2018 | 10:56 AM"),
        ("Cập nhật: Thứ Hai, 11/12/2023 15:30 (GMT+7) - in trang", "Thứ Hai, 11/12/2023 15:30 (GMT+7)"),
        ("Hải Phòng, ngày 11 tháng 12 năm 2023", "ngày 11 tháng 12 năm 2023"),
        ("Đăng ngày: 11/12/2023.", "11/12/2023"),
        ("Mon, 11 Dec 2023 15:30:00 +0700", "Mon, 11 Dec 2023 15:30:00 +0700"),
    ],
)  # fmt: skip
def test_text_is_the_stamp_without_label_and_rest(text: str, printed: str) -> None:
    """`text` holds weekday, day, time and zone as printed, and nothing else."""
    stamp = read_stamp(text)
    assert stamp is not None
    assert stamp.text == printed


def test_a_wrong_weekday_changes_nothing() -> None:
    """The digits are believed where the weekday contradicts them."""
    assert _meaning("Thứ Ba, 11/12/2023") == "2023-12-11"


def test_the_first_of_two_dates_is_the_stamp() -> None:
    """Portals print the publication before the update; its time is not borrowed from the other."""
    assert _meaning("Ngày đăng: 10/12/2023. Cập nhật: 12/12/2023 08:00") == "2023-12-10"


def test_a_naive_visit_is_at_utc_plus_7_and_an_aware_one_is_converted() -> None:
    """`hôm qua` just after midnight in Hà Nội counts from the day there."""
    assert _meaning("hôm qua", datetime(2023, 12, 12, 0, 30)) == "2023-12-11"  # noqa: DTZ001
    assert _meaning("hôm qua", datetime.fromisoformat("2023-12-11T17:30:00+00:00")) == "2023-12-11"
