"""The reported event: name, day, venue, organiser; and dates and phrases that are none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import govnews
from govnews.facts.event import read_dateline

if TYPE_CHECKING:
    from collections.abc import Callable

    from govnews.facts import Facts

FULL = (
    "Sáng 14/5, tại Hội trường UBND huyện, Phòng Nội vụ tổ chức Hội nghị tập huấn công tác "
    "văn thư, với sự tham dự của 80 đại biểu."
)


def test_a_whole_report(read: Callable[..., Facts]) -> None:
    """Day, part of the day, venue, organiser and name come out of one sentence."""
    event = read(FULL).event
    assert event.name == "Hội nghị tập huấn công tác văn thư"
    assert (event.day, event.day_text, event.part_of_day) == (
        date(2024, 5, 14),
        "Sáng 14/5",
        "morning",
    )
    assert event.venue == "Hội trường UBND huyện"
    assert event.organiser == "Phòng Nội vụ"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ngày 15/5, Sở Y tế tổ chức Lễ phát động Tháng hành động vì an toàn thực phẩm.",
            "Lễ phát động Tháng hành động vì an toàn thực phẩm",
        ),
        (
            "Ngày 15/5, Đoàn ĐBQH tỉnh đã có buổi tiếp xúc cử tri tại xã Yên Mỹ trước kỳ họp thứ 7.",
            "buổi tiếp xúc cử tri",
        ),
        (
            "Ngày 15/5, nhân dân tổ 6 tưng bừng tổ chức Ngày hội Đại đoàn kết.",
            "Ngày hội Đại đoàn kết",
        ),
        (
            "Sáng 15/5, Phó Chủ tịch nước dự và phát biểu tại Lễ kỷ niệm 60 năm thành lập Trường.",
            "Lễ kỷ niệm 60 năm thành lập Trường",
        ),
        (
            "Ngày 15/5, Hoàng hậu Bỉ Mathilde đến thăm, làm việc tại xã Yên Mỹ.",
            "đến thăm, làm việc",
        ),
        (
            "Tối 15/5, Giải cầu lông thanh niên lần thứ V khép lại tại Nhà thi đấu huyện.",
            "Giải cầu lông thanh niên lần thứ V",
        ),
        (
            "Sáng 15/5, Kỳ họp thứ 9 HĐND huyện khóa XX bế mạc.",
            "Kỳ họp thứ 9 HĐND huyện khóa XX",
        ),
        (
            "Ngày 15/5, ông Lê Hoài An, Phó Chủ tịch UBND tỉnh đã có buổi làm việc với xã Yên Mỹ.",
            "buổi làm việc với xã Yên Mỹ",
        ),
        (
            "Chiều 15/5, Bí thư Huyện ủy dẫn đầu đoàn công tác đến thăm nhân dân vùng lũ.",
            "đến thăm nhân dân vùng lũ",
        ),
        (
            "Sáng 15/5, đồng chí Bí thư Đoàn đến dâng hương, dâng hoa tại nghĩa trang huyện.",
            "đến dâng hương, dâng hoa",
        ),
        (
            "Ngày 15/5, Sở Nội vụ tổ chức Lễ trao quyết định cho Giám đốc, Phó Giám đốc Trung tâm.",
            "Lễ trao quyết định cho Giám đốc, Phó Giám đốc Trung tâm",
        ),
        (
            "Ngày 15/5, UBND huyện tổ chức hội nghị bàn về cải tạo, trồng rừng ven biển.",
            "hội nghị bàn về cải tạo, trồng rừng ven biển",
        ),
        (
            "Chiều 15/5, Hội nghị sơ kết 6 tháng đã diễn ra tại Huyện ủy.",
            "Hội nghị sơ kết 6 tháng",
        ),
        (
            "Ngày 15/5, UBND xã tổ chức Hội thảo “Sách, báo và bạn trẻ” nhằm khuyến đọc.",
            "Hội thảo “Sách, báo và bạn trẻ”",
        ),
        (
            "Ngày 15/5, Hội đã long trọng tổ chức Lễ kỷ niệm 30 năm thành lập; tặng quà hội viên.",
            "Lễ kỷ niệm 30 năm thành lập",
        ),
        ("Ngày 15/5, huyện khai mạc Hội thi nấu ăn tại nhà văn hóa.", "khai mạc Hội thi nấu ăn"),
        (
            "Ngày 15/5, đồng chí Lê Hoài An đến thăm Trường Mầm non Hoa Mai.",
            "đến thăm Trường Mầm non Hoa Mai",
        ),
        (
            "Ngày 15/5, ông Lê Hoài An dự Hội nghị điển hình tiên tiến tại xã.",
            "Hội nghị điển hình tiên tiến",
        ),
        (
            "Ngày 15/5, xã tổ chức buổi làm việc với Sở Xây dựng.",
            "buổi làm việc với Sở Xây dựng",
        ),
    ],
)
def test_where_a_name_ends(read: Callable[..., Facts], text: str, name: str) -> None:
    """The name runs over quotes and purposes and ends before venue, company and aim."""
    assert read(text).event.name == name


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        (
            "Ngày 15/5, tại Trung tâm Văn hóa tỉnh, Sở Y tế tổ chức hội nghị giao ban.",
            "Trung tâm Văn hóa tỉnh",
        ),
        (
            "Ngày 15/5, Sở Y tế tổ chức hội nghị giao ban tại nhà văn hóa thôn Hạ, xã Yên Mỹ.",
            "nhà văn hóa thôn Hạ, xã Yên Mỹ",
        ),
        (
            "Ngày 15/5, Sở Y tế tổ chức hội nghị giao ban tại số 12, đường Trần Phú, với 90 người.",
            "số 12, đường Trần Phú",
        ),
        (
            "Ngày 15/5, Sở Y tế tổ chức hội nghị giao ban. Hội nghị được tổ chức tại Hội trường A.",
            "Hội trường A",
        ),
        ("Ngày 15/5, Sở Y tế tổ chức hội nghị. Tại hội nghị, các đại biểu góp ý.", None),
        ("Ngày 15/5, Sở Y tế tổ chức hội nghị giao ban tại Nghệ An.", None),
    ],
)
def test_venue(read: Callable[..., Facts], text: str, venue: str | None) -> None:
    """A venue is a place; an occasion or a whole province is none."""
    assert read(text).event.venue == venue


@pytest.mark.parametrize(
    ("text", "organiser"),
    [
        ("Sáng 15/5, Sở Tư pháp phối hợp với Hội Luật gia tổ chức hội thảo về luật.", "Sở Tư pháp"),
        ("Ngày 15/5, Ban Chỉ huy Quân sự huyện đã tổ chức Lễ ra quân huấn luyện.",
         "Ban Chỉ huy Quân sự huyện"),
        ("Ngày 15/5, nhân dịp hè, Huyện đoàn tổ chức Ngày hội đọc sách.", "Huyện đoàn"),
        ("Ngày 15/5, Hội nghị giao ban được tổ chức tại xã Yên Mỹ.", None),
        ("Ngày 15/5, ông Lê Hoài An tổ chức tiệc mừng.", None),
        ("Sáng 15/5, Hội thảo về chè do Sở Công Thương phối hợp với Hội Chè tổ chức đã diễn ra.",
         "Sở Công Thương"),
        ("Ngày 15/5, Hội thi nấu ăn do Hội Phụ nữ xã tổ chức khép lại.", "Hội Phụ nữ xã"),
        ("Ngày 15/5, tại Nhà A (số 5, phố B) Trung tâm Khuyến nông tổ chức Hội nghị đầu bờ.",
         "Trung tâm Khuyến nông"),
    ],
)  # fmt: skip
def test_organiser(read: Callable[..., Facts], text: str, organiser: str | None) -> None:
    """The body before the verb, without its partners; a person is none."""
    assert read(text).event.organiser == organiser


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch số 12 ngày 10/5 của UBND tỉnh, các xã rà soát hộ nghèo.",
        "Ông Lê Hoài An, sinh ngày 10/5/1960, được nhân dân tin yêu.",
        "UBND tỉnh ban hành quyết định tổ chức Hội thi tay nghề.",
        "Sở đã phê duyệt kế hoạch tổ chức Lễ hội hoa.",
        "Giá rau tăng nhẹ trong tuần.",
    ],
)
def test_no_event(read: Callable[..., Facts], text: str) -> None:
    """A document, a birth, a plan and plain news report no event, and no place is made up."""
    facts = read(text, province="Hải Phòng")
    assert facts.event.day is None
    assert facts.event.name is None
    assert facts.place.province is None


def test_days_to_come_and_long_past_are_not_the_event(read: Callable[..., Facts]) -> None:
    """A day far from publication is another matter; one that `sẽ` announces too."""
    assert read("Ngày 2/9/1945, thành phố tổ chức mít tinh.").event.day is None
    assert read("Ngày 25/5, huyện sẽ tổ chức Lễ hội vải thiều.").event.day is None


def test_a_range_has_an_end(read: Callable[..., Facts]) -> None:
    """Neighbouring days are one event with an end."""
    event = read("Trong hai ngày 13 và 14/5, huyện tổ chức Hội thao công nhân.").event
    assert (event.day, event.end_day) == (date(2024, 5, 13), date(2024, 5, 14))


def test_the_hour_tells_the_part_of_the_day(read: Callable[..., Facts]) -> None:
    """`14 giờ` is an afternoon."""
    event = read("14 giờ ngày 15/5, Sở Y tế tổ chức hội nghị giao ban.").event
    assert event.part_of_day == "afternoon"


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("(Haiphong.gov.vn) - Sáng 14/5, xã họp.", "Haiphong.gov.vn"),
        ("TTXVN - Sáng 14/5, xã họp.", "TTXVN"),
        ("(TTĐT) – Sáng 14/5, xã họp.", "TTĐT"),
        ("Sáng 14/5 - ngày mở cửa - xã họp.", None),
        ("", None),
    ],
)
def test_dateline(text: str, dateline: str | None) -> None:
    """The source that opens a text, with its dash."""
    assert read_dateline(None, text) == dateline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 18/4, xã tổ chức Tuần lễ đọc sách, kéo dài đến hết ngày 24/4/2024.", date(2024, 4, 18)),
        ("Ngày 5/1, xã tổ chức Lễ ra quân theo Kế hoạch ngày 20/12/2023.", None),
        ("Ngày 18/4, xã tổ chức Tuần lễ đọc sách, đến 24/4/2024, như năm 2023.", None),
        ("Ngày 18/4, xã tổ chức Tuần lễ đọc sách.", None),
        ("Theo Nghị định số 12/2024/NĐ-CP ngày 30/6/2024, sáng 11/7, Sở Nội vụ tổ chức Hội nghị tập huấn.",
         date(2024, 7, 11)),
    ],
)  # fmt: skip
def test_a_year_comes_from_a_whole_date_close_by_or_from_nothing(
    day: date | None, text: str
) -> None:
    """Without a date of publication."""
    assert govnews.facts("Tin\n\n" + text).article.event_date == day


@pytest.mark.parametrize(
    ("text", "name", "organiser", "venue"),
    [
        (
            "Ngày 14/5, Đoàn giám sát số 1 do bà Lò Thị Ún, Trưởng Ban Dân tộc làm trưởng đoàn đã tiến hành giám sát việc cấp nước tại UBND xã Mường Lạn.",
            "giám sát việc cấp nước",
            "Đoàn giám sát số 1",
            "UBND xã Mường Lạn",
        ),
        (
            "Hội Khuyến học huyện vừa phối hợp với Phòng Giáo dục tổ chức Lễ trao học bổng mùa xuân. Buổi lễ diễn ra sáng 14/5 tại Nhà văn hóa huyện.",
            "Lễ trao học bổng mùa xuân",
            "Hội Khuyến học huyện",
            "Nhà văn hóa huyện",
        ),
        (
            "Chiều 14/5, tại chùa Phước Hưng (ấp Ba, xã Tân Hòa), Huyện ủy - UBND huyện Châu Thành tổ chức buổi họp mặt chư tăng, Ban Quản trị các chùa và bà con phật tử.",
            "buổi họp mặt chư tăng, Ban Quản trị các chùa và bà con phật tử",
            "Huyện ủy - UBND huyện Châu Thành",
            "chùa Phước Hưng (ấp Ba, xã Tân Hòa)",
        ),
        (
            "Sau hai ngày 13 và 14/5 làm việc, Đại hội đại biểu Hội Cựu chiến binh huyện Yên Châu, nhiệm kỳ 2022 - 2027 đã thành công tốt đẹp.",
            "Đại hội đại biểu Hội Cựu chiến binh huyện Yên Châu, nhiệm kỳ 2022 - 2027",
            None,
            None,
        ),
        (
            "Sáng 14/5, tại Phòng họp số 3, Trụ sở Huyện ủy, Ban Tổ chức Huyện ủy tổ chức hội nghị giao ban quý.",
            "hội nghị giao ban quý",
            "Ban Tổ chức Huyện ủy",
            "Phòng họp số 3, Trụ sở Huyện ủy",
        ),
        (
            "Sáng 14/5, UBND huyện tổ chức Lễ trao tặng danh hiệu vinh dự Nhà nước cho các mẹ.",
            "Lễ trao tặng danh hiệu vinh dự Nhà nước cho các mẹ",
            "UBND huyện",
            None,
        ),
    ],
)
def test_whose_event_and_where(
    read: Callable[..., Facts], text: str, name: str, organiser: str | None, venue: str | None
) -> None:
    """Delegations, guests, rooms and sessions: each part of the sentence is read as what it is."""
    event = read(text).event
    assert (event.name, event.organiser, event.venue) == (name, organiser, venue)
    assert event.day is not None


def test_a_day_in_brackets_after_its_length(read: Callable[..., Facts]) -> None:
    """`trong 3 ngày (từ ngày 12 đến 14/5)` says when; a decision's day right before does not."""
    text = (
        "Thực hiện Quyết định số 88/QĐ-UBND ngày 2/4/2024 của UBND tỉnh, trong 3 ngày (từ ngày 12 "
        "đến 14/5), huyện Yên Châu tổ chức diễn tập phòng thủ dân sự."
    )
    event = read(text).event
    assert (event.day, event.end_day) == (date(2024, 5, 12), date(2024, 5, 14))
    assert event.organiser == "huyện Yên Châu"
