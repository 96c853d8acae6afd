"""What `find_dates` promises not to take for a date."""

from __future__ import annotations

from datetime import date

import pytest

from govnews.dates import find_dates

PUBLISHED = date(2023, 12, 12)

NOT_DATES = [
    # days that no calendar has
    "29/2/2023",
    "31/4",
    "ngày 31/4",
    "ngày 32/12/2023",
    "11/13/2023",
    "ngày 31 tháng 11",
    "ngày 30/2/2024",
    "ngày 0/5",
    "sáng 15/15",
    # counts, shares, scores
    "05 thành phố",
    "24/7",
    "1/3",
    "1/3 số hộ",
    "đạt 12/15 xã",
    "có 10/12 tiêu chí đạt",
    "15/15 tiêu chí",
    "9/12 thôn về đích",
    "được 12/12 đại biểu tán thành",
    "tỷ số 3-1",
    "thắng 2-1",
    "tăng 3.9 tỷ",
    "3,9% so với cùng kỳ",
    "từ 5-10 người",
    "từ 3.9 đến 5.2 tỷ đồng",
    "chấm 9/10 điểm",
    "chiếm 7/10",
    "tỷ lệ 4/5",
    "mỗi ngày 2/3 số chuyến",
    "giảm 10-12%",
    "8-10/12 đơn vị",
    "có 5, 6/10 hộ",
    "trong 5 tháng 9 đơn vị hoàn thành",
    "15 ngày, 11/12 đơn vị nộp báo cáo",
    # documents
    "Nghị quyết số 45-NQ/TW",
    "Chỉ thị 08-CT/TU",
    "Nghị định 45/2023/NĐ-CP",
    "Quyết định số 15/2020/QĐ-TTg",
    "Công văn số 12/10",
    "Kế hoạch 10/12/KH-UBND",
    "Thông tư 10/12-BTC",
    # spans of years
    "nhiệm kỳ 2021 - 2026",
    "năm học 2023-2024",
    "giai đoạn 2011-2015",
    "năm 2023",
    "tháng 12/2023",
    "tháng 12 năm 2023",
    "12/2023",
    "quý IV/2023",
    "tháng 5, Hà Nội",
    "tháng trước",
    "tuần trước",
    "năm ngoái",
    "Huy hiệu 30 năm tuổi Đảng",
    # addresses, codes, sizes
    "đường 30/4",
    "Quảng trường 2/9 phố 3/2",
    "số 3/9 phố Lê Lợi",
    "ngõ 5/10",
    "QL 5/10",
    "lớp 10/12",
    "điện thoại 0225.3821.055",
    "máy chủ 10.12.20.23",
    "https://example.gov.vn/2023/11/12/tin-11-12-2023.html",
    "https://example.gov.vn/?ngay=11/12/2023",
    "tin-11-12-2023",
    "khổ 10/12 cm",
    "phiên bản 3.9",
    "mã A1/12",
    "11/12/20234",
    "2023-11-12-15",
    "3.11/12",
    # words alone
    "Đồng chí Đỗ Văn Chiến",
    "ngày",
    "Sáng tạo trong buổi sáng",
    "tối đa 15 người",
    "lần thứ hai",
    "20231211",
    "03:20 CH",
    "8 giờ 30 phút",
    "ngày 15 hằng tháng",
    "từ ngày đến ngày",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_it_is_no_date(text: str) -> None:
    """Nothing is found, alone or in a sentence."""
    assert find_dates(text, PUBLISHED) == []
    assert find_dates(f"Báo cáo nêu: {text}, theo tin từ xã.", PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("24/7 là ngày thi; sáng 24/7", ["sáng 24/7"]),
        ("Đoàn thăm đường 30/4 ngày 30/4", ["ngày 30/4"]),
        ("Tỷ số 3-1 trong trận tối 3-1", ["tối 3-1"]),
        ("Sáng 12/10, 12/15 xã báo cáo", ["Sáng 12/10"]),
        ("Sáng 12/10 xã Vĩnh An họp", ["Sáng 12/10"]),
        ("Dụ thứ 13, ngày 14/3/1938", ["ngày 14/3/1938"]),
    ],
)
def test_a_word_of_time_makes_the_same_digits_a_date(text: str, found: list[str]) -> None:
    """The words before the digits decide, not the digits."""
    assert [span.text for span in find_dates(text, PUBLISHED)] == found
