"""Awards: what was granted to whom, by whom; and everything that only looks like an award."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from govnews.facts import Facts
    from govnews.model import Award


def told(award: Award) -> tuple[str, int | None, str | None]:
    """Kind, rank and recipient."""
    return award.award_kind, award.rank, award.recipient


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UBND tỉnh tặng Bằng khen cho ông Lê Hoài An.",
            [("merit_certificate", None, "Lê Hoài An")],
        ),
        (
            "Ông Lê Hoài An được tặng Huân chương Lao động hạng Nhì.",
            [("order", 2, "Lê Hoài An")],
        ),
        (
            "Giám đốc Sở tặng Giấy khen cho 5 tập thể và 12 cá nhân có thành tích xuất sắc.",
            [("commendation", None, "5 tập thể"), ("commendation", None, "12 cá nhân")],
        ),
        (
            "Ban Tổ chức đã trao giải Nhất cho em Vũ Gia Bảo, giải Nhì cho em Đỗ Minh Thư.",
            [("prize", 1, "Vũ Gia Bảo"), ("prize", 2, "Đỗ Minh Thư")],
        ),
        (
            "Công đoàn Sở Y tế vinh dự đón nhận Cờ thi đua của Tổng Liên đoàn Lao động Việt Nam.",
            [("emulation_flag", None, "Công đoàn Sở Y tế")],
        ),
        (
            "Trao Kỷ niệm chương “Vì sự nghiệp Giáo dục” cho bà Trần Thị Ba và ông Lê Hoài An.",
            [
                ("commemorative_medal", None, "Trần Thị Ba"),
                ("commemorative_medal", None, "Lê Hoài An"),
            ],
        ),
        (
            "Đảng ủy xã trao Huy hiệu 40 năm tuổi Đảng cho đồng chí Lê Hoài An.",
            [("badge", None, "Lê Hoài An")],
        ),
        (
            "Ban Tổ chức trao giải Nhì toàn đoàn cho Trường THCS Sông Lô, giải A cho em Vũ Gia Bảo.",
            [("prize", 2, "Trường THCS Sông Lô"), ("prize", 1, "Vũ Gia Bảo")],
        ),
        (
            "Bà Trần Thị Ba được phong tặng danh hiệu Nghệ nhân ưu tú.",
            [("honour_title", None, "Trần Thị Ba")],
        ),
        (
            "Chủ tịch UBND huyện gửi tặng Thư khen cho Công an xã Đồng Tâm.",
            [("letter", None, "Công an xã Đồng Tâm")],
        ),
        (
            "UBND tỉnh tặng danh hiệu Tập thể lao động xuất sắc cho Phòng Nội vụ.",
            [("emulation_title", None, "Phòng Nội vụ")],
        ),
    ],
)
def test_kinds_ranks_and_recipients(
    read: Callable[..., Facts], text: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    """A sentence that grants or receives gives one row for each award and recipient."""
    assert [told(award) for award in read(text).awards] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xã tặng quà cho 20 hộ nghèo.",
        "Ban Tổ chức tặng cờ lưu niệm cho các đoàn.",
        "Cụm thi đua bàn giao Cờ đơn vị Cụm trưởng.",
        "Khai mạc giải bóng đá thiếu niên.",
        "UBND tỉnh chỉ đạo các giải pháp và giải quyết kiến nghị.",
        "Cơ cấu giải thưởng gồm 01 giải Nhất, 02 giải Nhì.",
        "Ban Tổ chức sẽ trao giải Nhất cho tác phẩm hay nhất.",
        "Phong trào Chiến sĩ thi đua lan rộng.",
        "Đường Huân chương được trải nhựa.",
        "Đến nay, toàn xã có 30 đảng viên được tặng Huy hiệu 30 năm tuổi Đảng.",
        "Ông Lê Hoài An đeo huy hiệu đến dự lễ.",
        "Thầy Lê Hoài An, Nhà giáo ưu tú, phát biểu.",
    ],
)
def test_what_is_no_award(read: Callable[..., Facts], text: str) -> None:
    """Gifts, contests, plans, totals and titles that somebody bears already are no awards."""
    assert read(text).awards == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Xã đề nghị UBND huyện tặng Giấy khen cho ông Lê Hoài An.", "proposed"),
        ("Chủ tịch nước truy tặng Huân chương Dũng cảm cho ông Lê Hoài An.", "posthumous"),
        ("UBND tỉnh thu hồi Bằng khen của UBND tỉnh tặng ông Lê Hoài An.", "revoked"),
        ("UBND tỉnh tặng Bằng khen cho ông Lê Hoài An.", "granted"),
    ],
)
def test_status(read: Callable[..., Facts], text: str, status: str) -> None:
    """Words before the award tell whether it was granted."""
    assert {award.status for award in read(text).awards} == {status}


@pytest.mark.parametrize(
    ("text", "grantor"),
    [
        ("Ông Lê Hoài An nhận Bằng khen của Bộ Y tế.", "Bộ Y tế"),
        ("UBND tỉnh tặng Bằng khen cho ông Lê Hoài An.", "UBND tỉnh"),
        ("Ông Lê Hoài An được Hội Nông dân tỉnh tặng Bằng khen.", "Hội Nông dân tỉnh"),
        (
            "Thừa ủy quyền Chủ tịch nước, ông Vũ Tá trao Huân chương Lao động cho ông Lê Hoài An.",
            "Chủ tịch nước",
        ),
        (
            "Ông Lê Hoài An được Sở Văn hóa, Thể thao và Du lịch tặng Giấy khen.",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("Trao Giấy khen cho ông Lê Hoài An.", None),
    ],
)
def test_grantor(read: Callable[..., Facts], text: str, grantor: str | None) -> None:
    """Whose award it is: after `của`, before the verb, or delegated; never guessed."""
    (award,) = read(text).awards
    assert award.grantor == grantor


def test_a_grantor_told_the_second_time(read: Callable[..., Facts]) -> None:
    """An award that is told twice is one row, which takes from either what the other lacks."""
    text = (
        "Sáng 15/5, Trường THPT Sông Lô tổ chức Lễ kỷ niệm và đón nhận Huân chương Lao động hạng Ba. "
        "Thừa ủy quyền Chủ tịch nước, ông Vũ Tá trao Huân chương Lao động hạng Ba "
        "cho Trường THPT Sông Lô."
    )
    (award,) = read(text).awards
    assert award.grantor == "Chủ tịch nước"


def test_a_title_in_quotes_is_written_whole(read: Callable[..., Facts]) -> None:
    """The quotation marks round a title stay with it; the next title's do not."""
    text = (
        "Ông Vũ Tá trao danh hiệu “Nghệ nhân Ưu tú” cho bà Trần Thị Ba và "
        "danh hiệu “Nghệ nhân Nhân dân” cho ông Lê Hoài An."
    )
    assert [award.award for award in read(text).awards] == [
        "danh hiệu “Nghệ nhân Ưu tú”",
        "danh hiệu “Nghệ nhân Nhân dân”",
    ]


def test_heads_said_once_are_restored(read: Callable[..., Facts]) -> None:
    """Each body of a list has its full name, with the text as written beside it."""
    text = "Tặng Cờ thi đua cho Ủy ban MTTQ Việt Nam thành phố Hà Nội và thành phố Hồ Chí Minh."
    first, second = read(text).awards
    assert first.recipient == "Ủy ban MTTQ Việt Nam thành phố Hà Nội"
    assert second.recipient == "Ủy ban MTTQ Việt Nam thành phố Hồ Chí Minh"
    assert second.recipient_text == "thành phố Hồ Chí Minh"


def test_counted_badges_are_paired_with_their_years(read: Callable[..., Facts]) -> None:
    """A list of steps of the party badge gives one group for each."""
    text = (
        "Huyện ủy trao Huy hiệu 60 năm tuổi Đảng cho 3 đồng chí, 50 năm tuổi Đảng cho 12 đồng chí."
    )
    found = [(award.award, award.recipient_count) for award in read(text).awards]
    assert found == [("Huy hiệu 60 năm tuổi Đảng", 3), ("Huy hiệu 50 năm tuổi Đảng", 12)]


def test_badges_counted_after_the_badge(read: Callable[..., Facts]) -> None:
    """`nhận Huy hiệu, gồm …`: the years that follow tell which badge it is."""
    text = "Xã có 9 đảng viên nhận Huy hiệu, gồm 4 đảng viên 60 năm, 5 đảng viên 30 năm tuổi Đảng."
    found = [(award.award, award.recipient_count) for award in read(text).awards]
    assert found == [("Huy hiệu 60 năm tuổi Đảng", 4), ("Huy hiệu 30 năm tuổi Đảng", 5)]


def test_lines_under_a_heading_and_below_a_colon(read: Callable[..., Facts]) -> None:
    """Lists that follow an award name their recipients line by line, until the list ends."""
    headed = "Kết quả hội thi\n\nGiải Nhất:\n\n- Vũ Gia Bảo\n\n- Đỗ Minh Thư\n\nhội thi khép lại."
    names = [award.recipient for award in read(headed).awards]
    assert names == ["Vũ Gia Bảo", "Đỗ Minh Thư"]
    below = "UBND xã tặng Giấy khen cho các tập thể:\n\n1. Chi hội Phụ nữ thôn Hạ\n\n2. Công an xã"
    assert [award.recipient for award in read(below).awards] == [
        "Chi hội Phụ nữ thôn Hạ",
        "Công an xã",
    ]


def test_rows_of_a_table(read: Callable[..., Facts]) -> None:
    """In a table headed `Giải` a rank in a cell is a prize of the person in its row."""
    text = "TT | Họ và tên | Giải\n\n1 | Vũ Gia Bảo | Nhất\n\n2 | Đỗ Minh Thư | Khuyến khích"
    assert [told(award) for award in read(text).awards] == [
        ("prize", 1, "Vũ Gia Bảo"),
        ("prize", None, "Đỗ Minh Thư"),
    ]


def test_a_caption_does_not_count_twice(read: Callable[..., Facts]) -> None:
    """A picture of an award that the text tells adds no row."""
    facts = read(
        "UBND xã tặng Giấy khen cho ông Lê Hoài An.",
        caption="Lãnh đạo xã tặng Giấy khen cho các cá nhân",
    )
    assert [award.recipient for award in facts.awards] == ["Lê Hoài An"]


def test_what_is_dated_after_publication_is_not_granted(read: Callable[..., Facts]) -> None:
    """An award on a day to come is left out."""
    text = "Ngày 20/5, UBND xã tặng Giấy khen cho ông Lê Hoài An."
    assert read(text).awards == ()
    assert len(read(text.replace("20/5", "15/5")).awards) == 1


@pytest.mark.parametrize(
    ("text", "presenters"),
    [
        ("Ông Lê Hoài An trao Bằng khen cho 5 tập thể.", {"Lê Hoài An"}),
        (
            "Ông Lê Hoài An và bà Trần Thị Ba trao Giấy khen cho 3 hộ.",
            {"Lê Hoài An", "Trần Thị Ba"},
        ),
        (
            (
                "Dự lễ có ông Lê Hoài An, Chủ tịch Hội Nhà báo tỉnh. "
                "Chủ tịch Hội Nhà báo tỉnh trao tặng Bằng khen cho 3 hội viên."
            ),
            {"Lê Hoài An"},
        ),
        ("Ông Lê Hoài An trao thưởng cho các thí sinh.", {"Lê Hoài An"}),
        ("Trao thưởng cho các em đạt giải có ông Lê Hoài An, Phó Giám đốc Sở.", {"Lê Hoài An"}),
        ("Bà Trần Thị Ba, Giám đốc Sở, đã trao giải cho các đội.", {"Trần Thị Ba"}),
        ("Ông Lê Hoài An dự Lễ trao giải cuộc thi.", set()),
        ("Bà Trần Thị Ba được trao Bằng khen.", set()),
        (
            (
                "Ông Lê Hoài An, Chủ tịch UBND tỉnh, dự lễ. "
                "Em Vũ Gia Bảo được Chủ tịch UBND tỉnh tặng Bằng khen."
            ),
            set(),
        ),
    ],
)
def test_presenters(read: Callable[..., Facts], text: str, presenters: set[str]) -> None:
    """Who hands over presents, by name or by office; who grants by decision or receives does not."""
    assert {p.name for p in read(text).people if "presenter" in p.roles} == presenters


def test_recipients_among_the_people(read: Callable[..., Facts]) -> None:
    """Somebody named who receives an award has the role `recipient`."""
    (person,) = read("UBND xã tặng Giấy khen cho bà Trần Thị Ba.").people
    assert person.roles == ("recipient",)


# -- classes that were read wrongly before -------------------------------------------------
