"""Awards in harder sentences: givers named last, plans and rules, revocations, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from govnews.facts import Facts


@pytest.mark.parametrize(
    ("text", "recipient", "presenters"),
    [
        (
            "Trao Cúp vàng cho đội Sao Biển có ông Hoàng Minh Tân, Phó Giám đốc Sở Du lịch.",
            "đội Sao Biển",
            {"Hoàng Minh Tân"},
        ),
        (
            "Trao giải Nhì cho đội dân quân xã Mường Lạn có Thượng tá Đinh Quốc Bảo.",
            "đội dân quân xã Mường Lạn",
            {"Đinh Quốc Bảo"},
        ),
        (
            (
                "Tặng Giấy khen cho 10 hộ tiêu biểu có bà Hà Thị Sen, Chủ tịch Hội Nông dân huyện "
                "và ông Vũ Tá."
            ),
            "10 hộ",
            {"Hà Thị Sen", "Vũ Tá"},
        ),
    ],
)
def test_who_is_named_last_without_a_subject_presents(
    read: Callable[..., Facts], text: str, recipient: str, presenters: set[str]
) -> None:
    """`Trao X cho Y có ông Z`: Y receives, Z hands over."""
    facts = read(text)
    assert [award.recipient for award in facts.awards] == [recipient]
    assert {p.name for p in facts.people if "presenter" in p.roles} == presenters
    assert all("recipient" not in p.roles for p in facts.people)


@pytest.mark.parametrize(
    "text",
    [
        "Các tác giả đoạt giải A sẽ được mời về thành phố dự lễ tổng kết.",
        "Thí sinh đạt giải Nhất vòng tỉnh sẽ tham dự vòng toàn quốc.",
        "Huyện sẽ khen thưởng và tặng Giấy khen cho các hộ hiến nhiều đất nhất.",
        "Sở Khoa học và Công nghệ chỉ xét tặng Bằng khen cho các đề tài đã nghiệm thu.",
        "Giải thưởng:\n\n- Giải Nhất: 5.000.000 đồng\n\n- Các em đoạt giải Nhì được tặng Giấy khen.",
        "Tỉnh đã tặng cờ, bằng khen, giấy khen cho 215 tập thể và cá nhân.",
        "Huyện biểu dương 120 hộ sản xuất giỏi và tặng quà cho 45 hộ.",
        "Hội nghị tuyên dương, tặng quà 36 gia đình hiếu học.",
    ],
)
def test_rules_plans_and_sums_are_no_awards(read: Callable[..., Facts], text: str) -> None:
    """What will be given, what a contest promises, and one number for all kinds of awards."""
    assert read(text).awards == ()


@pytest.mark.parametrize(
    ("text", "status", "grantor"),
    [
        (
            "Hội đồng đề nghị Bộ trưởng Bộ Y tế xét tặng Kỷ niệm chương cho bà Trần Thị Ba.",
            "proposed",
            "Bộ trưởng Bộ Y tế",
        ),
        (
            "Sở Tư pháp đề xuất UBND tỉnh xem xét tặng Bằng khen cho 6 hòa giải viên.",
            "proposed",
            "UBND tỉnh",
        ),
        (
            "Phòng sẽ trình UBND huyện tặng Giấy khen cho 3 tập thể.",
            "proposed",
            "UBND huyện",
        ),
        (
            "Hội Nông dân tỉnh có quyết định số 45/QĐ-HND tặng Bằng khen cho ông Lê Hoài An.",
            "granted",
            "Hội Nông dân tỉnh",
        ),
        (
            "Chủ tịch UBND huyện đã ra quyết định tặng Giấy khen cho 4 hộ dân.",
            "granted",
            "Chủ tịch UBND huyện",
        ),
        (
            "Ông Lê Hoài An được Nhà nước truy tặng Huân chương Kháng chiến hạng Nhì.",
            "posthumous",
            "Nhà nước",
        ),
        (
            "Bà Trần Thị Ba được Đảng, Nhà nước tặng thưởng Huân chương Độc lập hạng Ba.",
            "granted",
            "Đảng, Nhà nước",
        ),
        (
            "Được ủy quyền của Bộ trưởng Bộ Y tế, ông Vũ Tá trao Bằng khen cho bà Trần Thị Ba.",
            "granted",
            "Bộ trưởng Bộ Y tế",
        ),
        (
            (
                "Được sự ủy quyền của Huyện ủy, ông Vũ Tá trao Huy hiệu 40 năm tuổi Đảng cho "
                "đồng chí Lê Hoài An."
            ),
            "granted",
            "Huyện ủy",
        ),
        (
            "Ông Vũ Tá, Chủ tịch UBND xã Đồng Tâm tặng Giấy khen cho em Đỗ Minh Thư.",
            "granted",
            "Chủ tịch UBND xã Đồng Tâm",
        ),
        (
            "Sở Y tế đón nhận Huân chương Độc lập hạng Ba do Chủ tịch nước trao tặng.",
            "granted",
            "Chủ tịch nước",
        ),
        (
            "Bà Trần Thị Ba nhận danh hiệu “Công dân trẻ tiêu biểu” của UBND thành phố.",
            "granted",
            "UBND thành phố",
        ),
        (
            "UBND huyện thu hồi Giấy khen đã tặng bà Kiều Thị Hợi.",
            "revoked",
            "UBND huyện",
        ),
        (
            (
                "Chủ tịch nước quyết định thu hồi Huân chương Lao động hạng Nhì đã tặng thưởng "
                "ông Đào Văn Thụ."
            ),
            "revoked",
            "Chủ tịch nước",
        ),
        (
            "Giám đốc Sở Y tế thu hồi Giấy khen đã tặng cho ông Lê Hoài An.",
            "revoked",
            "Giám đốc Sở Y tế",
        ),
    ],
)
def test_status_and_grantor_together(
    read: Callable[..., Facts], text: str, status: str, grantor: str
) -> None:
    """The grantor's name takes in no verb, adverb or decision; proposals and revocations have one."""
    (award,) = read(text).awards
    assert (award.status, award.grantor) == (status, grantor)


def test_a_verb_without_a_subject_shares_the_one_before(read: Callable[..., Facts]) -> None:
    """`X trao Cờ cho A; tặng Bằng khen cho B`: both are X's; not where X only hands over."""
    text = "UBND tỉnh đã trao Cờ thi đua cho Sở Y tế; tặng Bằng khen cho 9 đơn vị."
    assert [award.grantor for award in read(text).awards] == ["UBND tỉnh", "UBND tỉnh"]
    text = "Hội Phụ nữ xã trao Bằng khen của Bộ Y tế cho bà Trần Thị Ba, Giấy khen cho 2 tập thể."
    assert [award.grantor for award in read(text).awards] == ["Bộ Y tế", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Danh hiệu Vua phá lưới thuộc về cầu thủ Trịnh Hữu Phước.", ["Trịnh Hữu Phước"]),
        ("Danh hiệu Người đẹp Biển được trao cho thí sinh Lâm Thu Hà.", ["Lâm Thu Hà"]),
        ("Cầu thủ Đoàn Văn Sĩ đoạt giải Thủ môn xuất sắc nhất.", ["Đoàn Văn Sĩ"]),
        ("Giải thí sinh tài năng nhất thuộc về em Đỗ Minh Thư.", ["Đỗ Minh Thư"]),
        (
            (
                "Huân chương Lao động hạng Nhì được trao cho Sở Y tế, Huân chương Lao động hạng Ba "
                "được trao cho ông Lê Hoài An."
            ),
            ["Sở Y tế", "Lê Hoài An"],
        ),
        (
            (
                "Sở Nội vụ trao giấy khen, tiền thưởng của Chủ tịch UBND tỉnh cho 04 tập thể "
                "và 11 cá nhân."
            ),
            ["04 tập thể", "11 cá nhân"],
        ),
        (
            "Sở tặng giấy khen và phần thưởng cho 3 tập thể, 7 cá nhân có thành tích.",
            ["3 tập thể", "7 cá nhân"],
        ),
        (
            (
                "Đảng ủy xã tặng giấy khen cho 3 chi bộ đạt danh hiệu “Chi bộ bốn tốt” và "
                "12 đảng viên hoàn thành xuất sắc nhiệm vụ."
            ),
            ["3 chi bộ", "12 đảng viên"],
        ),
        (
            "05 tổ chức đảng và 20 đảng viên được Đảng ủy Khối tặng Giấy khen.",
            ["05 tổ chức đảng", "20 đảng viên"],
        ),
        (
            "UBND xã tặng Giấy khen cho 5 hộ gia đình văn hóa tiêu biểu và gia đình ông Vũ Tá.",
            ["5 hộ gia đình văn hóa tiêu biểu", "gia đình ông Vũ Tá"],
        ),
        (
            "Giải B thuộc về ông Lê Hoài An, Báo và Phát thanh, Truyền hình tỉnh.",
            ["Lê Hoài An"],
        ),
    ],
)
def test_recipients_that_were_missed(
    read: Callable[..., Facts], text: str, expected: list[str]
) -> None:
    """Prizes of their own name, gifts between, groups after a title, families."""
    assert [award.recipient for award in read(text).awards] == expected


@pytest.mark.parametrize(
    ("text", "award", "year"),
    [
        (
            "Phòng Nội vụ được tặng danh hiệu “Tập thể Lao động xuất sắc năm 2023”.",
            "danh hiệu “Tập thể Lao động xuất sắc năm 2023”",
            2023,
        ),
        (
            'Bà Trần Thị Ba được truy tặng danh hiệu "Bà mẹ Việt Nam anh hùng" năm 2014.',
            'danh hiệu "Bà mẹ Việt Nam anh hùng"',
            2014,
        ),
        (
            "Ông Lê Hoài An nhận “Chiến sĩ thi đua cơ sở năm 2022” của UBND huyện.",
            "Chiến sĩ thi đua cơ sở năm 2022",
            2022,
        ),
        (
            (
                "Trường Tiểu học Bình An được tặng danh hiệu Tập thể Lao động tiên tiến "
                "năm học 2021 - 2022."
            ),
            "danh hiệu Tập thể Lao động tiên tiến",
            2022,
        ),
        (
            "Năm 2022, Chi cục Thú y được UBND tỉnh tặng Bằng khen.",
            "Bằng khen",
            2022,
        ),
        (
            "Năm 2021, 2022, Chi cục Thú y được UBND tỉnh tặng Bằng khen.",
            "Bằng khen",
            None,
        ),
        (
            "UBND tỉnh tặng Cờ thi đua năm học 2023-2024 cho Trường THPT Sông Lô.",
            "Cờ thi đua",
            2024,
        ),
    ],
)
def test_quotations_are_closed_and_years_read(
    read: Callable[..., Facts], text: str, award: str, year: int | None
) -> None:
    """The name of an award has both quotation marks or none; a school year is the one it ends in."""
    (row,) = read(text).awards
    assert (row.award, row.year) == (award, year)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "UBND tỉnh tặng Bằng khen cho bà Trần Thị Ba vì có nhiều đóng góp cho khuyến học.",
            "vì có nhiều đóng góp cho khuyến học",
        ),
        (
            (
                "Sở tặng Giấy khen cho ông Lê Hoài An đã có thành tích xuất sắc trong phòng, chống "
                "ma túy; Hội Phụ nữ tặng quà 10 hộ nghèo."
            ),
            "đã có thành tích xuất sắc trong phòng, chống ma túy",
        ),
        (
            "Ông Lê Hoài An có nhiều đóng góp cho thể thao được UBND tỉnh tặng Bằng khen.",
            "có nhiều đóng góp cho thể thao",
        ),
        (
            "Với nhiều thành tích trong lao động, ông Lê Hoài An được tặng Huân chương Lao động.",
            "Với nhiều thành tích trong lao động",
        ),
        (
            "Xã tặng Giấy khen cho bà Trần Thị Ba vì đã hiến đất làm đường, đồng thời tặng quà 2 hộ.",
            "vì đã hiến đất làm đường",
        ),
        (
            "Với thành tích đạt được, Chi cục Thuế được Bộ Tài chính tặng Cờ thi đua.",
            "Với thành tích đạt được",
        ),
        ("UBND tỉnh tặng Kỷ niệm chương “Vì sự nghiệp y tế” cho bà Trần Thị Ba.", None),
    ],
)
def test_reasons(read: Callable[..., Facts], text: str, reason: str | None) -> None:
    """The reason is the printed clause; null where the sentence tells none."""
    (award,) = read(text).awards
    assert award.reason == reason


def test_a_text_may_end_with_a_number(read: Callable[..., Facts]) -> None:
    """Nothing stands after it that it could count."""
    assert read("UBND xã tặng Giấy khen cho các hộ và 20").awards


def test_a_list_that_says_so_and_a_table_below(read: Callable[..., Facts]) -> None:
    """`Danh sách … được tặng Giấy khen:`; the head row of a table is nobody."""
    text = (
        "Danh sách cá nhân được tặng Giấy khen của Chủ tịch UBND xã:\n\nSTT | Họ và tên | Đơn vị"
        "\n\n1 | Giàng Thị Sua | Trường THCS Nậm Mười\n\n2 | Đỗ Bá Lộc | Trạm Y tế"
    )
    assert [award.recipient for award in read(text).awards] == ["Giàng Thị Sua", "Đỗ Bá Lộc"]
    text = "Các tập thể được tặng Giấy khen:\n\nSTT | Đơn vị\n\n1 | Trạm Y tế xã Nậm Mười"
    assert [award.recipient for award in read(text).awards] == ["Trạm Y tế xã Nậm Mười"]


def test_steps_of_the_badge_for_groups_of_one_size(read: Callable[..., Facts]) -> None:
    """Two groups of two are two rows; `có` parts a step from its group as `cho` does."""
    text = "Dịp này 2 đảng viên nhận Huy hiệu 55 năm; 2 đảng viên nhận Huy hiệu 50 năm tuổi Đảng."
    assert [award.recipient_count for award in read(text).awards] == [2, 2]
    text = (
        "Phường có 7 đồng chí được trao Huy hiệu Đảng: Huy hiệu 65 năm tuổi Đảng có 3 đồng chí; "
        "Huy hiệu 40 năm tuổi Đảng có 4 đồng chí."
    )
    found = [(award.award, award.recipient_count) for award in read(text).awards]
    assert found == [("Huy hiệu 65 năm tuổi Đảng", 3), ("Huy hiệu 40 năm tuổi Đảng", 4)]


def test_an_owner_without_of(read: Callable[..., Facts]) -> None:
    """`Bằng khen Thủ tướng Chính phủ cho …`."""
    (award,) = read("Hội nghị đã trao Bằng khen Chủ tịch UBND tỉnh cho 3 tập thể.").awards
    assert (award.grantor, award.recipient) == ("Chủ tịch UBND tỉnh", "3 tập thể")


def test_who_speaks_for_those_honoured_is_not_honoured(read: Callable[..., Facts]) -> None:
    """`Đại diện các đảng viên được nhận Huy hiệu Đảng, ông A …`."""
    text = (
        "Đại diện các hội viên được nhận Giấy khen, bà Lê Thị Lụa, Chi hội trưởng, bày tỏ xúc động."
    )
    assert not read(text).awards


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Sở Y tế tặng bác sĩ Lò Văn Pấng Giấy khen năm 2023.", ["Lò Văn Pấng"]),
        (
            "UBND xã tặng Giấy khen ông Hà Văn Lực (bản Nà Tra) và 4 tập thể.",
            ["Hà Văn Lực", "4 tập thể"],
        ),
        (
            "Hội Nông dân tỉnh trao Bằng khen cho 02 hội viên nuôi cá giỏi nhiều năm liền là Hà Văn Lực và Lò Thị Ún.",
            ["Hà Văn Lực", "Lò Thị Ún"],
        ),
        (
            "UBND huyện tặng Giấy khen cho Trạm Y tế xã và 2 cá nhân gồm: Thiếu tá Hà Văn Lực, bà Lò Thị Ún - Trưởng trạm.",
            ["Trạm Y tế xã", "Hà Văn Lực", "Lò Thị Ún"],
        ),
        ("Dịp này, 3 hộ ở bản Mạy và Pá Liềng được tặng Giấy khen.", ["3 hộ"]),
        (
            "Đội bản Mạy đoạt giải Nhất, đội bản Hua Nà giải Nhì, giải Ba là đội bản Co Cài.",
            ["Đội bản Mạy", "đội bản Hua Nà", "đội bản Co Cài"],
        ),
        ("Ngoài ra còn có 7 bài thi đoạt giải Khuyến khích.", ["7 bài thi"]),
        (
            "Ông Hà Văn Lực được UBND tỉnh tặng Bằng khen năm 2019; năm 2021, ông được tặng Huân chương Lao động hạng Ba.",
            ["Hà Văn Lực", "Hà Văn Lực"],
        ),
        ("UBND huyện tổ chức Lễ trao Huân chương Độc lập cho gia đình có nhiều liệt sĩ.", []),
        ("Trường Mầm non Hoa Ban tổ chức Lễ kỷ niệm và đón nhận danh hiệu Nhà giáo Ưu tú.", []),
        ("Cả bản có 60 hộ thì 55 hộ đạt chuẩn gia đình văn hóa, được Phòng tặng quà.", []),
        ("Giải Nhì: 02 giải, mỗi giải 5 triệu đồng tặng kèm quà.", []),
    ],
)
def test_where_the_recipients_stand(
    read: Callable[..., Facts], text: str, recipients: list[str]
) -> None:
    """Recipients stand before the award, right after it, or are named after their number."""
    assert [award.recipient for award in read(text).awards] == recipients


def test_a_list_below_a_proposal(read: Callable[..., Facts]) -> None:
    """Lines below `cho:` are the recipients of the award named above them."""
    text = (
        "1. Đề nghị tặng Giấy khen của Chủ tịch UBND huyện cho:\n\n- Bản Nà Tra;\n\n"
        "- Ông Hà Văn Lực, Trưởng bản Mạy;"
    )
    awards = read(text).awards
    assert [(a.recipient, a.status, a.grantor) for a in awards] == [
        ("Bản Nà Tra", "proposed", "Chủ tịch UBND huyện"),
        ("Hà Văn Lực", "proposed", "Chủ tịch UBND huyện"),
    ]


@pytest.mark.parametrize(
    ("text", "grantor"),
    [
        ("Phòng Giáo dục biểu dương, tặng Giấy khen cho 6 học sinh.", "Phòng Giáo dục"),
        ("Nhân dịp này Hội Phụ nữ xã tặng Giấy khen cho 6 hội viên.", "Hội Phụ nữ xã"),
        (
            "Theo Quyết định số 12/QĐ-CTN ngày 5/3/2024 của Chủ tịch nước, 2 gia đình được tặng Huân chương Độc lập hạng Ba.",
            "Chủ tịch nước",
        ),
        ("Hội trao giải Nhì cho em Lò Thị Ún; giải Nhất thuộc về em Hà Văn Lực.", None),
    ],
)
def test_who_grants(read: Callable[..., Facts], text: str, grantor: str | None) -> None:
    """The body before the verb, past praise and occasions, or the one whose decision is cited."""
    assert read(text).awards[-1].grantor == grantor


def test_a_total_is_no_row_where_its_parts_follow(read: Callable[..., Facts]) -> None:
    """`9 đảng viên được tặng Huy hiệu Đảng, gồm: …`: each part is a row, one of them a person."""
    text = (
        "Đợt này có 9 đảng viên được tặng Huy hiệu Đảng, gồm: 01 đồng chí nhận Huy hiệu 70 năm tuổi "
        "Đảng là cụ Hà Văn Lực; 08 đồng chí nhận Huy hiệu 40 năm tuổi Đảng."
    )
    assert [award.recipient_count for award in read(text).awards] in ([None, 8], [1, 8])
