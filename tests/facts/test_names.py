"""Names of people in running text: which are found, and which capitalised words are none."""

from __future__ import annotations

import pytest

from govnews.facts.passage import Passage


def names(text: str) -> list[str]:
    return [mention.name for mention in Passage("body", text).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Lê Hoàng Vinh phát biểu.", ["Lê Hoàng Vinh"]),
        ("ông Trần An và bà Phạm Thị Thu Hiền", ["Trần An", "Phạm Thị Thu Hiền"]),
        ("Dự lễ có ông Đỗ Quang Khải.", ["Đỗ Quang Khải"]),
        ("Chủ tịch UBND xã Ngô Văn Tài chủ trì.", ["Ngô Văn Tài"]),
        ("Vũ Đình Long, Giám đốc Sở Xây dựng", ["Vũ Đình Long"]),
        ("Đ/c Bùi Thị Mơ - Trưởng phòng Nội vụ", ["Bùi Thị Mơ"]),
        ("Bác sĩ: Hoàng Ngọc Ánh", ["Hoàng Ngọc Ánh"]),
        ("Tác giả: Thanh Tùng", ["Thanh Tùng"]),
        ("em Dương Gia Bảo, lớp 9A", ["Dương Gia Bảo"]),
        ("Mẹ Việt Nam anh hùng Đinh Thị Sáu", ["Đinh Thị Sáu"]),
        ("cô giáo Viên Thu Nguyệt", ["Viên Thu Nguyệt"]),
        ("ông K'Tiêng, già làng", ["K'Tiêng"]),
        ("Giám đốc Sở Tài nguyên và Môi trường Phan Thị Lụa", ["Phan Thị Lụa"]),
        ("Hiệu trưởng nhà trường Ngô Bá Thanh", ["Ngô Bá Thanh"]),
        ("Chủ tịch UBND tỉnh Đoàn Minh Khuê ký ban hành kế hoạch.", ["Đoàn Minh Khuê"]),
        ("Bí thư Huyện ủy Đoàn Thị Lý chủ trì.", ["Đoàn Thị Lý"]),
        ("Đại sứ Sok Chhen cảm ơn tỉnh.", ["Sok Chhen"]),
        ("ông David L. Turner, Phó Tổng Giám đốc", ["David L. Turner"]),
        ("Bí thư Đảng ủy phường Hoàng Văn Thụ Tạ Minh Đức", ["Tạ Minh Đức"]),
        ("Thượng tá, Tiến sĩ Cao Bá Quảng", ["Cao Bá Quảng"]),
        ("1. Lý Văn Hòa\n\n2. Mai Thị Đào", ["Lý Văn Hòa", "Mai Thị Đào"]),
    ],
)
def test_a_name_is_found_where_prose_addresses_or_places_it(text: str, expected: list[str]) -> None:
    """A form of address, a rank, an office before or after, or a well-known surname shows a name."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tuyến đường Lê Hồng Phong được mở rộng.",
        "trên các tuyến phố Trần Phú, Nguyễn Trãi",
        "đường Nguyễn Du, Hồ Tùng Mậu và Lý Thường Kiệt",
        "Trường THPT Nguyễn Bỉnh Khiêm đón học sinh.",
        "Lễ hội bên Hoàng Thành Thăng Long và Khuê Văn Các",
        "Hội trại do Tỉnh Đoàn Thanh Niên mở",
        "Trưởng đại diện Quỹ Samsung",
        "Học sinh trường Tiểu học Lê Văn Tám",
        "Quỹ học bổng Vũ A Dính trao quà.",
        "giải thưởng Nguyễn Văn Trỗi",
        "Sân vận động Phạm Văn Sáu",
        "xã Trần Hợi và phường Lê Lợi",
        "chùa Trần Quốc",
        "Khu di tích Nguyễn Thiện Thuật",
        "Bệnh viện Nguyễn Tri Phương",
        "thị trấn Phan Rí Cửa",
        "Công ty TNHH Hoàng Gia Phát",
        "Chủ tịch Hồ Chí Minh vĩ đại",
        "quần đảo Hoàng Sa, Trường Sa",
        "Tết Giáp Thìn và Xuân Ất Tỵ",
        "Ban Tổ chức Hội thi, Hội Nông dân Việt Nam",
        "Nhà nước và Nhân dân",
        "Huân chương Lao động hạng Nhất",
        "Thành phố Hồ Chí Minh, Hà Nam, Thái Nguyên",
    ],
)
def test_what_is_named_after_people_or_places_is_nobody(text: str) -> None:
    """Streets, schools, funds, prizes, units, pagodas, years and bodies bear names and are none."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bí thư Tỉnh ủy Nghệ An Thái Văn Quý dự lễ", ["Thái Văn Quý"]),
        ("Chủ tịch UBND tỉnh Hà Giang Nguyễn Sơn Trà", ["Nguyễn Sơn Trà"]),
        ("Phó Chủ tịch UBND quận Ba Đình Phạm Lan Chi", ["Phạm Lan Chi"]),
        ("Tổng Biên tập Báo Hànộimới Nguyễn Minh Đức", ["Nguyễn Minh Đức"]),
        ("Giám đốc Sở Y tế Lê Thanh Bình", ["Lê Thanh Bình"]),
        ("Đại sứ Nhật Bản tại Việt Nam Ito Naoki", ["Ito Naoki"]),
    ],
)
def test_a_place_or_body_runs_into_the_name(text: str, expected: list[str]) -> None:
    """What stands before a name without a comma is cut off where the name begins."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ông Giàng A Páo, Trưởng bản", ["Giàng A Páo"]),
        ("bà H'Linh Niê, Phó Chủ tịch Hội LHPN xã", ["H'Linh Niê"]),
        ("anh Rơ Châm Hoan", ["Rơ Châm Hoan"]),
        ("chị Lò Thị Pành", ["Lò Thị Pành"]),
        ("Đại sứ Anne-Sophie Martin đến thăm", ["Anne-Sophie Martin"]),
        ("ông John Smith, Giám đốc điều hành", ["John Smith"]),
        ("Hòa thượng Thích Thanh Nhiễu", ["Thích Thanh Nhiễu"]),
        ("Đại đức Thích Minh Trí và Ni sư Thích Đàm Lan", ["Thích Minh Trí", "Thích Đàm Lan"]),
        ("Linh mục Giuse Trần Văn Khoa", ["Giuse Trần Văn Khoa"]),
        ("bà Ông Thị Lài", ["Ông Thị Lài"]),
    ],
)
def test_names_of_minorities_foreigners_and_in_religion(text: str, expected: list[str]) -> None:
    """Names that do not begin with a common surname are found where something addresses them."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐỒNG CHÍ HÀ VĂN CÁT CHỦ TRÌ HỘI NGHỊ", ["HÀ VĂN CÁT"]),
        ("Đồng chí LÊ THỊ NGA, Phó Bí thư", ["LÊ THỊ NGA"]),
        ("ông Đỗ Hùng\n\nNguyễn Lân, Trưởng thôn", ["Đỗ Hùng", "Nguyễn Lân"]),
        ("Ông Tạ Hữu Phước cho biết.", ["Tạ Hữu Phước"]),
        ("UBND TỈNH HỌP PHIÊN THƯỜNG KỲ", []),
    ],
)
def test_capitals_and_line_breaks(text: str, expected: list[str]) -> None:
    """A line in capitals gives only the name; no name runs over a line break."""
    assert names(text) == expected


def test_a_mention_says_where_it_stands() -> None:
    """The tokens of a name are its words in the text, accents and case kept."""
    passage = Passage("body", "Đồng chí Phùng  Thị Ánh phát biểu")
    (mention,) = passage.mentions
    assert passage.tokens.span(mention.start, mention.end) == "Phùng  Thị Ánh"
    assert mention.name == "Phùng Thị Ánh"
