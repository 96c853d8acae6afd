"""Keys group an official's and a body's rows over many articles."""

from __future__ import annotations

import pytest

from govnews.facts.keys import organisation_key, person_key


@pytest.mark.parametrize(
    "positions",
    [
        ["Bí thư Đảng ủy", "Giám đốc Sở Y tế"],
        ["Giám đốc Sở", "Giám đốc Sở Y tế"],
        ["Thành ủy viên", "Bí thư Đảng ủy", "Giám đốc Sở Y tế"],
        ["Bí thư Chi bộ", "Giám đốc Sở Y tế thành phố"],
        ["Giám đốc Sở Y tế"],
    ],
)
def test_a_body_with_its_name_goes_before_one_without(positions: list[str]) -> None:
    """`Bí thư Đảng ủy` says of no body which one it is: another office that does makes the key."""
    assert person_key("Trần Văn Bình", tuple(positions), "Hải Phòng") == (
        "trần văn bình/sở y tế/hải phòng"
    )


@pytest.mark.parametrize(
    ("position", "key"),
    [
        ("Giám đốc Sở Tài nguyên và Môi trường", "sở tài nguyên môi trường/hải phòng"),
        ("Hiệu trưởng Trường Đại học Tây Nguyên", "trường đại học tây nguyên/hải phòng"),
        ("Giám đốc Sở Y tế tỉnh Thái Nguyên", "sở y tế/thái nguyên"),
        ("nguyên Giám đốc Sở Y tế", "sở y tế/hải phòng"),
    ],
)
def test_former_is_a_word_only_before_an_office(position: str, key: str) -> None:
    """`nguyên` elsewhere is part of a name."""
    assert person_key("Trần Văn Bình", (position,), "Hải Phòng") == f"trần văn bình/{key}"


def test_a_body_without_its_name_is_kept_where_nothing_else_is_known() -> None:
    """An official known by a bare body alone has that one in the key."""
    key = person_key("Trần Văn Bình", ("Thành ủy viên", "Bí thư Đảng ủy"), "Hải Phòng")
    assert key == "trần văn bình/đảng ủy/hải phòng"


def test_the_first_named_body_is_the_main_one() -> None:
    """Of several offices with named bodies the first one counts."""
    positions = ["Giám đốc Sở Y tế", "Chủ tịch Hội Chữ thập đỏ tỉnh"]
    assert (
        person_key("Trần Văn Bình", tuple(positions), "Nghệ An") == "trần văn bình/sở y tế/nghệ an"
    )


def test_an_official_without_an_office_has_a_key() -> None:
    """Name and province alone still make one; a membership alone is better than nothing."""
    assert person_key("Trần Văn Bình", (), "Hải Phòng") == "trần văn bình//hải phòng"
    assert person_key("Trần Văn Bình", ("Tỉnh ủy viên",), None).startswith("trần văn bình/")
    assert person_key("Trần Văn Bình", ("Tỉnh ủy viên",), None) != "trần văn bình//"


def test_namesakes_in_other_provinces_have_other_keys() -> None:
    """The province tells two people of one name and office apart; a central body needs none."""
    office = ("Giám đốc Sở Y tế",)
    assert person_key("Lê Hoa", office, "Hải Phòng") != person_key("Lê Hoa", office, "Cà Mau")
    minister = ("Bộ trưởng Bộ Y tế",)
    assert person_key("Lê Hoa", minister, "Hải Phòng") == person_key("Lê Hoa", minister, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("UBND tỉnh", "Nghệ An"), ("Ủy ban nhân dân tỉnh Nghệ An", None)),
        (("Sở Y tế", "Hải Phòng"), ("Sở Y tế Hải Phòng", "Hải Phòng")),
    ],
)
def test_spellings_of_one_body_share_a_key(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    """Abbreviations and the unsaid province make no other body."""
    assert organisation_key(*one) == organisation_key(*other)
    assert organisation_key(None, "Hải Phòng") is None
