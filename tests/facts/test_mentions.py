"""Lists of people: forms of address, ranks and offices that are said once."""

from __future__ import annotations

import pytest

from govnews.facts.passage import Passage

Row = tuple[str, str | None, list[str]]


def rows(text: str) -> list[Row]:
    """Name, form of address and offices of everybody mentioned."""
    mentions = Passage("body", text).mentions
    return [(m.name, m.honorific, list(m.offices)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dự có các đồng chí: Lê An Bình, Bí thư Huyện ủy; Trần Thu Hà, Chủ tịch HĐND huyện.",
            [
                ("Lê An Bình", "đồng chí", ["Bí thư Huyện ủy"]),
                ("Trần Thu Hà", "đồng chí", ["Chủ tịch HĐND huyện"]),
            ],
        ),
        (
            "các ông: Lê An Bình, Trần Quốc Hà và Vũ Khắc Sơn",
            [("Lê An Bình", "ông", []), ("Trần Quốc Hà", "ông", []), ("Vũ Khắc Sơn", "ông", [])],
        ),
        (
            "các đồng chí Huyện ủy viên: Lê An Bình - Trưởng Công an; Trần Thu Hà - Chánh Thanh tra",
            [
                ("Lê An Bình", "đồng chí", ["Huyện ủy viên", "Trưởng Công an"]),
                ("Trần Thu Hà", "đồng chí", ["Huyện ủy viên", "Chánh Thanh tra"]),
            ],
        ),
        (
            "bà Lê An Bình, Giám đốc; Đại tá Trần Quốc Hà - Chính ủy",
            [("Lê An Bình", "bà", ["Giám đốc"]), ("Trần Quốc Hà", None, ["Chính ủy"])],
        ),
        (
            "có: Siu Hlen-Phó Chủ tịch UBND huyện; Ksor Drim - Bí thư Huyện ủy;",
            [
                ("Siu Hlen", None, ["Phó Chủ tịch UBND huyện"]),
                ("Ksor Drim", None, ["Bí thư Huyện ủy"]),
            ],
        ),
        (
            "Phó Tỉnh trưởng tỉnh Champasak Somphone Keovilay",
            [("Somphone Keovilay", None, ["Phó Tỉnh trưởng tỉnh Champasak"])],
        ),
        (
            "Hòa thượng Thích Minh Đạo, Trưởng Ban Trị sự, Thượng tọa Thích Tâm Trí, Phó Ban Trị sự",
            [
                ("Thích Minh Đạo", None, ["Trưởng Ban Trị sự"]),
                ("Thích Tâm Trí", None, ["Phó Ban Trị sự"]),
            ],
        ),
        (
            "các Phó Chủ tịch UBND tỉnh: Lê An Bình, Trần Thu Hà",
            [
                ("Lê An Bình", None, ["Phó Chủ tịch UBND tỉnh"]),
                ("Trần Thu Hà", None, ["Phó Chủ tịch UBND tỉnh"]),
            ],
        ),
        (
            "đồng chí Lê An Bình và đồng chí Trần Thu Hà, Phó Giám đốc Sở",
            [
                ("Lê An Bình", "đồng chí", ["Phó Giám đốc Sở"]),
                ("Trần Thu Hà", "đồng chí", ["Phó Giám đốc Sở"]),
            ],
        ),
        (
            "Lê An Bình, Trần Thu Hà, Vũ Khắc Sơn - các Phó Chủ tịch HĐND tỉnh",
            [
                ("Lê An Bình", None, ["Phó Chủ tịch HĐND tỉnh"]),
                ("Trần Thu Hà", None, ["Phó Chủ tịch HĐND tỉnh"]),
                ("Vũ Khắc Sơn", None, ["Phó Chủ tịch HĐND tỉnh"]),
            ],
        ),
        (
            "Bí thư Thành ủy Lê An Bình, Chủ tịch UBND thành phố Trần Thu Hà",
            [
                ("Lê An Bình", None, ["Bí thư Thành ủy"]),
                ("Trần Thu Hà", None, ["Chủ tịch UBND thành phố"]),
            ],
        ),
        (
            "ông Lê An Bình - Trưởng thôn; bà Trần Thu Hà - Chi hội trưởng",
            [
                ("Lê An Bình", "ông", ["Trưởng thôn"]),
                ("Trần Thu Hà", "bà", ["Chi hội trưởng"]),
            ],
        ),
        (
            "hai đồng chí Lê An Bình và Trần Thu Hà",
            [("Lê An Bình", "đồng chí", []), ("Trần Thu Hà", "đồng chí", [])],
        ),
        (
            "Ông, bà: Lê An Bình; Trần Thu Hà",
            [("Lê An Bình", None, []), ("Trần Thu Hà", None, [])],
        ),
        (
            "ông Lê An Bình. Bà Trần Thu Hà",
            [("Lê An Bình", "ông", []), ("Trần Thu Hà", "bà", [])],
        ),
    ],
)
def test_lists(text: str, expected: list[Row]) -> None:
    """What a list says once holds for its members, and each office goes to its own name."""
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "rank", "honorific"),
    [
        ("Đại tá Lê An Bình, Giám đốc Công an tỉnh", "Đại tá", None),
        ("đồng chí Thiếu tướng Lê An Bình", "Thiếu tướng", "đồng chí"),
        ("PGS.TS Lê An Bình, Viện trưởng", "PGS.TS", None),
        ("Giáo sư, Tiến sĩ Lê An Bình", "Giáo sư, Tiến sĩ", None),
        ("Thượng tọa Thích An Bình", "Thượng tọa", None),
        ("bà Lê An Bình", None, "bà"),
    ],
)
def test_ranks_and_forms(text: str, rank: str | None, honorific: str | None) -> None:
    """A rank is kept as written and apart from the form of address."""
    (mention,) = Passage("body", text).mentions
    assert (mention.rank, mention.honorific) == (rank, honorific)


def test_an_office_before_a_colon_is_for_short_names_too() -> None:
    """`các nguyên Chủ tịch nước: A, B`."""
    first, second = Passage(
        "body", "Dự lễ có các đồng chí nguyên Chủ tịch UBND tỉnh: Đỗ Mận, Lê Thu Phiên."
    ).mentions
    assert (first.name, second.name) == ("Đỗ Mận", "Lê Thu Phiên")
    assert first.offices == second.offices == ("nguyên Chủ tịch UBND tỉnh",)
