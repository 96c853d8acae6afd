"""Units of the place of an event, as valid on its day and now."""

from __future__ import annotations

from datetime import date

import pytest

from govnews.facts.event import Event
from govnews.facts.passage import Passage
from govnews.facts.places import Place, read_place

BEFORE, AFTER = date(2024, 5, 16), date(2025, 9, 1)


def place(
    venue: str | None = None,
    organiser: str | None = None,
    *,
    sentence: str | None = None,
    home: str | None = None,
    on: date | None = BEFORE,
) -> Place:
    told = (Passage("body", sentence), 0) if sentence else None
    event = Event(venue=venue, organiser=organiser, sentence=told)
    return read_place(event, own_province=home, on=on)


@pytest.mark.parametrize(
    ("venue", "local"),
    [
        ("Nhà văn hóa xã Yên Mỹ, huyện Thanh Trì", "Yên Mỹ"),
        ("Hội trường quận Hồng Bàng", "Hồng Bàng"),
        ("Trung tâm Hội nghị thành phố", None),
        ("Sân vận động phường 4", "4"),
        ("Khách sạn Sông Hồng, TX Sơn Tây", "Sơn Tây"),
    ],
)
def test_the_most_local_unit_of_the_venue(venue: str, local: str | None) -> None:
    """The commune before the district, without its kind."""
    assert place(venue, home="Hà Nội").place == local


@pytest.mark.parametrize(
    ("sentence", "province"),
    [
        ("Hội nghị kỷ niệm ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi.", None),
        ("Đoàn TNCS Hồ Chí Minh tỉnh tổ chức hội nghị.", None),
        ("Sở Y tế thành phố Hồ Chí Minh tổ chức hội nghị.", "Hồ Chí Minh"),
        ("Tại sân vận động, thành phố Hà Nội, giải đấu khai mạc.", "Hà Nội"),
        ("Trên phố Hà Nội, giải đấu khai mạc.", None),
    ],
)
def test_a_province_may_bear_a_persons_name(sentence: str, province: str | None) -> None:
    """Of a text without a portal; `Hồ Chí Minh` is a city only after `thành phố`."""
    assert place(sentence=sentence).province == province


def test_a_committee_meets_at_home() -> None:
    """The organiser's commune or district, where the venue names none; never a province."""
    assert place(None, "UBND xã Yên Mỹ", home="Hà Nội").place == "Yên Mỹ"
    assert place("sân vận động huyện", "Huyện ủy huyện Ba Vì", home="Hà Nội").place == "Ba Vì"
    assert place(None, "UBND thành phố Hà Nội", home="Hà Nội").place is None


def test_the_venue_wins_over_the_portals_province() -> None:
    """An event held elsewhere is elsewhere, with the codes of its day."""
    found = place("Nhà hát thành phố Vinh, tỉnh Nghệ An", home="Hà Nội")
    assert (found.province, found.province_code) == ("Nghệ An", "40")


def test_at_home_where_the_text_does_not_say() -> None:
    """The portal's province stands in, under the name and the code that were valid."""
    found = place("Hội trường UBND huyện", home="Hải Dương")
    assert (found.province, found.province_code) == ("Hải Dương", "30")
    assert (found.province_now, found.province_now_code) == ("Hải Phòng", "31")


def test_a_name_of_another_day_has_no_code() -> None:
    """A portal that kept its old province's name gives the name and where that lies now."""
    found = place("Hội trường", home="Hải Dương", on=AFTER)
    assert (found.province, found.province_code) == ("Hải Dương", None)
    assert found.province_now == "Hải Phòng"


def test_a_sentence_says_where() -> None:
    """`tại Quảng Ninh` is the place itself, also for a text of no portal."""
    found = place(sentence="Ngày 5/5, tại Quảng Ninh, Hội tổ chức tập huấn.")
    assert found.province == "Quảng Ninh"


def test_a_ward_named_like_a_province_is_none() -> None:
    """`đường Hà Nội`, `phường Bắc Ninh` name no province."""
    assert place("số 5 đường Bắc Ninh", home="Hà Nội").province == "Hà Nội"


def test_the_district_tells_the_province_of_a_text_without_a_portal() -> None:
    """A district that only one province has says which one."""
    assert place(organiser="UBND quận Hồng Bàng").province == "Hải Phòng"


def test_nothing_is_guessed() -> None:
    """No portal and no name: no province."""
    assert place("Hội trường UBND xã") == Place()
