"""Administrative units: which stood when, under which names and codes, and what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from govnews.lexicon import units
from govnews.lexicon.units import (
    REFORM,
    find_province,
    province_by_code,
    provinces,
    successor_province,
    unit_by_code,
    units_named,
)

EVE = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (1977, 38),
        (1980, 40),
        (1990, 44),
        (1992, 53),
        (1998, 61),
        (2005, 64),
        (2009, 63),
        (2026, 34),
    ],
)
def test_the_number_of_provinces_is_that_of_the_history_books(year: int, count: int) -> None:
    """Splits and mergers since 1976 leave on every day as many provinces as there were."""
    assert len(provinces(date(year, 6, 1))) == count


def test_no_two_provinces_share_a_name_or_a_code_on_one_day() -> None:
    """On any day on which something changed, name and code each identify one province."""
    days = {p.valid_from for p in provinces()} | {p.valid_until for p in provinces()}
    for day in filter(None, days):
        standing = provinces(day)
        codes = [p.code for p in standing if p.code]
        assert len({p.name for p in standing}) == len(standing)
        assert len(set(codes)) == len(codes)


def test_every_successor_stood_when_it_took_over() -> None:
    """No chain of succession breaks: each named successor existed on the day of the change."""
    for province in provinces():
        for name in province.successors:
            assert province.valid_until
            assert find_province(name, province.valid_until), (province.name, name)


def test_every_province_that_ended_has_successors_and_no_other_does() -> None:
    """A province has an end exactly where it has successors."""
    assert all(bool(p.successors) == bool(p.valid_until) for p in provinces())


def test_each_province_of_the_old_map_has_one_successor_on_the_new() -> None:
    """All 63 provinces went whole into the 34, and each of the 34 comes from at least one."""
    heirs = {successor_province(p.code or "", EVE) for p in provinces(EVE)}
    assert heirs == set(provinces(REFORM))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Hải Phòng", "31"),
        ("thành phố Hải Phòng", "31"),
        ("TP. Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("TPHCM", "79"),
        ("tp hcm", "79"),
        ("Thủ đô Hà Nội", "01"),
        ("Tỉnh Bà Rịa – Vũng Tàu", "77"),
        ("Bà Rịa-Vũng Tàu", "77"),
        ("Thừa Thiên - Huế", "46"),
        ("Đăk Lăk", "66"),
        ("Đắc Lắc", "66"),
        ("tỉnh Đăk Nông", "67"),
        ("Bắc Cạn", "06"),
        ("Thanh Hoá", "38"),
        ("tỉnh Hoà Bình,", "17"),
    ],
)
def test_a_province_is_found_under_the_spellings_in_use(written: str, code: str) -> None:
    """Kinds, abbreviations, dashes and both tone styles lead to the same province."""
    province = find_province(written, date(2024, 5, 1))
    assert province
    assert province.code == code


@pytest.mark.parametrize(
    "written",
    ["thành phố Hải Dương", "tỉnh Hải Phòng", "thành phố Huế", "Sài Gòn", "tỉnh", "", "Hà Đông"],
)
def test_what_was_no_province_is_not_found(written: str) -> None:
    """A wrong kind means another unit; a name that is no province's finds nothing."""
    assert find_province(written, date(2024, 5, 1)) is None


def test_the_day_decides_which_province_a_name_or_a_code_means() -> None:
    """Names and codes were used again: 15 was Yên Bái, and Hậu Giang stood twice."""
    old, new = province_by_code("15", EVE), province_by_code("15", REFORM)
    assert (old and old.name, new and new.name) == ("Yên Bái", "Lào Cai")
    assert [
        p.code for p in (find_province("Bắc Ninh", EVE), find_province("Bắc Ninh", REFORM)) if p
    ] == ["27", "24"]
    first, second = (find_province("Hậu Giang", date(year, 1, 1)) for year in (1985, 2010))
    assert first
    assert second
    assert (first.code, second.code) == (None, "93")


def test_hue_became_a_city_half_a_year_before_the_reform() -> None:
    """Tỉnh Thừa Thiên Huế ended on 2025-01-01; the city keeps its code."""
    before, after = find_province("Thừa Thiên Huế", date(2024, 12, 31)), find_province("Huế")
    assert before
    assert after
    assert before.valid_until == after.valid_from == date(2025, 1, 1)
    assert (before.code, before.now, before.now_code) == ("46", "Huế", "46")


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("Hải Dương", "Hải Phòng"),
        ("Hà Tây", "Hà Nội"),
        ("Hà Nam Ninh", "Ninh Bình"),
        ("Vũng Tàu - Côn Đảo", "Hồ Chí Minh"),
        ("Hải Hưng", None),
        ("Sông Bé", None),
    ],
)
def test_now_is_one_province_or_none(name: str, now: str | None) -> None:
    """Land that went to several provinces has no single name today; none is guessed."""
    province = find_province(name)
    assert province
    assert province.now == now


def test_an_upgraded_district_is_found_under_its_earlier_kind() -> None:
    """The snapshot knows Thủy Nguyên as a city; in 2023 it was written as a huyện."""
    (unit,) = units_named("huyện Thuỷ Nguyên", on=date(2023, 12, 11))
    assert (unit.name, unit.level, unit.province_code) == ("Thủy Nguyên", "district", "31")


def test_the_kind_tells_units_of_one_name_apart() -> None:
    """Huyện and thị xã Kỳ Anh, phường and thành phố Hải Dương."""
    assert [u.kind for u in units_named("Kỳ Anh", kind="thị xã")] == ["thị xã"]
    assert [u.kind for u in units_named("thành phố Hải Dương")] == ["thành phố"]
    assert [u.level for u in units_named("phường Hải Dương")] == ["commune"]


def test_the_day_parts_the_two_systems() -> None:
    """Before the reform Hồng Bàng is a quận, since then a phường; districts end with the reform."""
    (before,), (since,) = units_named("Hồng Bàng", on=EVE), units_named("Hồng Bàng", on=REFORM)
    assert (before.full_name, since.full_name) == ("Quận Hồng Bàng", "Phường Hồng Bàng")
    assert units_named("quận Hồng Bàng", on=REFORM) == ()


@pytest.mark.parametrize("written", ["Quận 1", "quận 01", "Q. 1", "Q.1"])
def test_a_numbered_unit_keeps_its_kind(written: str) -> None:
    """`1` alone is no name; `Quận 1` is."""
    (unit,) = units_named(written)
    assert (unit.name, unit.full_name, unit.kind, unit.code) == ("Quận 1", "Quận 1", "quận", "760")


def test_a_province_narrows_a_common_name() -> None:
    """Many districts are called Châu Thành; each province has one, also under its former name."""
    everywhere = units_named("huyện Châu Thành", on=EVE)
    (one,) = units_named("huyện Châu Thành", province="Long An", on=EVE)
    assert len(everywhere) > 5
    assert one in everywhere
    assert units_named("Phú Vang", province="Thừa Thiên - Huế", on=date(2023, 1, 1))
    assert units_named("Nam Sách", province="Hải Dương", on=date(2026, 1, 1))
    assert not units_named("Nam Sách", province="Hà Nội")


def test_a_district_that_ended_early_is_remembered() -> None:
    """Từ Liêm was split in 2014, Quận 9 joined Thủ Đức in 2021."""
    (unit,) = units_named("huyện Từ Liêm", on=date(2013, 5, 1))
    names = [getattr(unit_by_code(code, EVE), "name", None) for code in unit.successors]
    assert names == ["Bắc Từ Liêm", "Nam Từ Liêm"]
    assert not units_named("Quận 9", on=date(2021, 1, 1))


def test_successors_of_a_commune_are_communes_of_today() -> None:
    """Every old commune leads to at least one commune that stands."""
    (old,) = units_named("phường Minh Khai", province="Hải Phòng", on=EVE)
    assert [getattr(unit_by_code(code, REFORM), "name", None) for code in old.successors] == [
        "Hồng Bàng"
    ]


def test_the_new_system_is_complete() -> None:
    """3,321 communes in 34 provinces, 2,621 xã, 687 phường and 13 đặc khu."""
    kinds = [line.kind for line in units._units().lines if line.until is None]
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    assert counts == {"phường": 687, "xã": 2621, "đặc khu": 13}


def test_every_successor_code_of_the_table_stands() -> None:
    """No old commune or district of the snapshot points at a commune that does not exist."""
    lines = units._units().lines
    new = {line.code for line in lines if line.until is None}
    assert all(set(line.successors.split()) <= new for line in lines if line.until == REFORM)


def test_keys_are_folded_short_names() -> None:
    """Readers look up folded words, with or without the dash."""
    assert {"bà rịa vũng tàu", "bà rịa - vũng tàu", "tphcm", "hà tây"} <= units.province_keys()
    assert {"thủy nguyên", "quận 1", "phan rang - tháp chàm"} <= units.district_keys()
    assert {"gia viên", "minh khai"} <= units.commune_keys()
    assert "tỉnh hà tây" not in units.province_keys()
