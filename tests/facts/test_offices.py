"""Offices as written: where they end, how several part, when two are one."""

from __future__ import annotations

import pytest

from govnews.facts.passage import Passage
from govnews.facts.same_office import fuller, same_office


def offices(text: str) -> list[str]:
    """The offices of the first person of the text."""
    return list(Passage("body", text).mentions[0].offices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc Sở Y tế Lê Văn Ba", ["Giám đốc Sở Y tế"]),
        ("ông Lê Văn Ba, Giám đốc Sở Y tế", ["Giám đốc Sở Y tế"]),
        ("Lê Văn Ba - Chủ tịch Hội Nông dân xã", ["Chủ tịch Hội Nông dân xã"]),
        ("ông Lê Văn Ba (Trưởng Công an xã)", ["Trưởng Công an xã"]),
        ("đồng chí Chủ tịch UBND huyện Lê Văn Ba", ["Chủ tịch UBND huyện"]),
        ("nguyên Bí thư Tỉnh ủy Lê Văn Ba", ["nguyên Bí thư Tỉnh ủy"]),
        ("ông Lê Văn Ba, Q. Chánh Văn phòng UBND thành phố", ["Q. Chánh Văn phòng UBND thành phố"]),
        ("Bí thư Huyện ủy: Lê Văn Ba", ["Bí thư Huyện ủy"]),
        ("ông Lê Văn Ba, Quyền Giám đốc Sở Nội vụ", ["Quyền Giám đốc Sở Nội vụ"]),
        (
            "Chủ nhiệm Ủy ban Pháp luật của Quốc hội Lê Văn Ba",
            ["Chủ nhiệm Ủy ban Pháp luật của Quốc hội"],
        ),
        (
            "ông Lê Văn Ba - Quyền Bí thư Huyện ủy, Chủ tịch HĐND huyện",
            ["Quyền Bí thư Huyện ủy", "Chủ tịch HĐND huyện"],
        ),
        (
            "Đại tá Lê Văn Ba, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh truy tặng bằng khen",
            ["Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh"],
        ),
        (
            "ông Lê Văn Ba, Đội trưởng Đội Cảnh sát điều tra tội phạm về môi trường",
            ["Đội trưởng Đội Cảnh sát điều tra tội phạm về môi trường"],
        ),
        (
            "Linh mục Lê Văn Ba, Chánh Văn phòng Tòa Giám mục",
            ["Chánh Văn phòng Tòa Giám mục"],
        ),
    ],
)
def test_one_office_before_or_after_the_name(text: str, expected: list[str]) -> None:
    """An office stands before the name or after it, past a comma, a dash or a bracket."""
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ông Lê Văn Ba, Giám đốc Sở Văn hóa, Thể thao và Du lịch, dự lễ.",
            ["Giám đốc Sở Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "ông Lê Văn Ba, Trưởng phòng PC07, Công an tỉnh, nhấn mạnh",
            ["Trưởng phòng PC07, Công an tỉnh"],
        ),
        (
            "bà Lê Thị Ba, Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh",
            ["Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh"],
        ),
        (
            "bà Lê Thị Ba, Trưởng ban Tổ chức Huyện ủy chủ trì",
            ["Trưởng ban Tổ chức Huyện ủy"],
        ),
        (
            "ông Lê Văn Ba, Phó Trưởng ban Văn hóa - Xã hội HĐND tỉnh phát biểu",
            ["Phó Trưởng ban Văn hóa - Xã hội HĐND tỉnh"],
        ),
        (
            "ông Lê Văn Ba, Chủ nhiệm Ủy ban Kiểm tra Thành ủy cho biết",
            ["Chủ nhiệm Ủy ban Kiểm tra Thành ủy"],
        ),
        (
            "ông Lê Văn Ba, Trưởng Ban Chỉ đạo về an toàn thực phẩm đã kiểm tra",
            ["Trưởng Ban Chỉ đạo về an toàn thực phẩm"],
        ),
        (
            "ông Ito Ken, Tổng Lãnh sự Nhật Bản tại Đà Nẵng, chúc mừng",
            ["Tổng Lãnh sự Nhật Bản tại Đà Nẵng"],
        ),
        (
            "Chủ tịch Hội LHPN tỉnh Lê Thị Ba trao quà",
            ["Chủ tịch Hội LHPN tỉnh"],
        ),
    ],
)
def test_a_body_holds_commas_dashes_and_verbs(text: str, expected: list[str]) -> None:
    """Marks and verbs inside a body's name do not end the office; a verb after it does."""
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ông Lê Văn Ba, Tỉnh ủy viên, Giám đốc Sở Nội vụ",
            ["Tỉnh ủy viên", "Giám đốc Sở Nội vụ"],
        ),
        (
            "Phó Bí thư Đảng ủy, Chủ tịch UBND xã Lê Văn Ba",
            ["Phó Bí thư Đảng ủy", "Chủ tịch UBND xã"],
        ),
        (
            "ông Lê Văn Ba - Bí thư Chi bộ kiêm Trưởng thôn",
            ["Bí thư Chi bộ", "Trưởng thôn"],
        ),
        (
            "ông Lê Văn Ba, Ủy viên Trung ương Đảng; Bí thư Tỉnh ủy; Trưởng Đoàn ĐBQH tỉnh.",
            ["Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy", "Trưởng Đoàn ĐBQH tỉnh"],
        ),
        (
            "ông Lê Văn Ba, Chánh Thanh tra tỉnh, được bầu giữ chức Bí thư Huyện ủy",
            ["Chánh Thanh tra tỉnh", "Bí thư Huyện ủy"],
        ),
        (
            "ông Lê Văn Ba, sinh năm 1960, nguyên Chủ tịch Hội Cựu chiến binh xã",
            ["nguyên Chủ tịch Hội Cựu chiến binh xã"],
        ),
        (
            "Thừa ủy quyền Thủ tướng Chính phủ, Chủ tịch UBND tỉnh Lê Văn Ba trao quyết định",
            ["Chủ tịch UBND tỉnh"],
        ),
    ],
)
def test_several_offices_part(text: str, expected: list[str]) -> None:
    """Each office of a list is one; what somebody is delegated by is not theirs."""
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PGĐ Sở GD&ĐT", "Phó Giám đốc Sở Giáo dục và Đào tạo", True),
        ("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh", True),
        ("Bí thư Thành ủy", "nguyên Bí thư Thành ủy", True),
        ("Phó Chủ tịch", "Phó Chủ tịch HĐND tỉnh", True),
        ("Phó Chủ tịch HĐND tỉnh", "Phó Chủ tịch UBND tỉnh", False),
        ("Giám đốc Sở Y tế", "Phó Giám đốc Sở Y tế", False),
        ("", "Giám đốc Sở Y tế", False),
    ],
)
def test_same_office(one: str, other: str, same: bool) -> None:
    """Two spellings are one office where one is the other abbreviated or cut short; it is symmetric."""
    assert same_office(one, other) is same
    assert same_office(other, one) is same


def test_of_two_spellings_the_fuller_stays() -> None:
    """An office is listed once, in its longest form, at the place of its first mention."""
    told = ["Giám đốc Sở", "Đại biểu Quốc hội", "Giám đốc Sở Tư pháp"]
    assert fuller(told) == ["Giám đốc Sở Tư pháp", "Đại biểu Quốc hội"]
