"""The words of Vietnamese dates, as tables.

Spelling variants of one word (`mùng`, `mồng`; `bảy`, `bẩy`; `kỷ`, `kỉ`) stand side by side; case,
Unicode form and the place of the tone mark do not matter.
"""

from __future__ import annotations

from typing import Literal

from govnews.dates.tokens import phrase_table, word_key

PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]

_PARTS: dict[PartOfDay, tuple[str, ...]] = {
    "morning": (
        "sáng", "buổi sáng", "sáng sớm", "rạng sáng", "đầu giờ sáng", "cuối giờ sáng",
        "cuối buổi sáng", "giữa buổi sáng",
    ),
    "noon": ("trưa", "buổi trưa", "đầu giờ trưa"),
    "afternoon": (
        "chiều", "buổi chiều", "đầu giờ chiều", "cuối giờ chiều", "đầu buổi chiều",
        "cuối buổi chiều", "xế chiều", "cuối chiều",
    ),
    "evening": ("tối", "buổi tối", "chiều tối"),
    "night": ("đêm", "khuya", "đêm khuya", "nửa đêm", "tối khuya"),
}  # fmt: skip
PARTS_OF_DAY = phrase_table({phrase: part for part, many in _PARTS.items() for phrase in many})
"""`sáng` → `morning`."""

WEEKDAYS = phrase_table(
    {
        form: number
        for number, words in enumerate(
            (("hai", "2"), ("ba", "3"), ("tư", "4"), ("năm", "5"), ("sáu", "6"), ("bảy", "7"))
        )
        for word in words
        for form in (f"thứ {word}", *([f"t{word}"] if word.isdigit() else []))
    }
    | {"thứ bốn": 2, "thứ bẩy": 5, "chủ nhật": 6, "chúa nhật": 6, "cn": 6}
)
"""`thứ Hai` → 0 … `Chủ nhật` → 6, as `date.weekday()` counts."""
WEEKDAYS_EN = phrase_table(
    {
        form: number
        for number, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
        for form in (name, name[:3])
    }
)
"""For RSS and other machine dates."""

MONTHS = phrase_table(
    {
        "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
        "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
    }
)  # fmt: skip
"""Number words after `tháng`."""
LUNAR_MONTHS = phrase_table({"giêng": 1, "chạp": 12})
"""Months that only the lunar calendar has."""
MONTHS_EN = phrase_table(
    {
        form: number
        for number, name in enumerate(
            (
                "january", "february", "march", "april", "may", "june", "july",
                "august", "september", "october", "november", "december",
            ),
            start=1,
        )
        for form in (name, name[:3])
    }
)  # fmt: skip
"""For RSS and other machine dates."""
DAY_WORDS = phrase_table(
    {
        "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
        "tám": 8, "chín": 9, "mười": 10,
    }
)  # fmt: skip
"""Number words after `mùng`."""

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi",
)  # fmt: skip
_VARIANTS = {"kỷ": "kỉ", "quý": "quí", "tý": "tí", "tỵ": "tị", "mão": "mẹo", "sửu": "sữu"}
CYCLE = phrase_table(
    {
        f"{stem} {branch}": year
        for year in range(60)
        for stem in {_STEMS[year % 10], _VARIANTS.get(_STEMS[year % 10], _STEMS[year % 10])}
        for branch in {
            _BRANCHES[year % 12],
            _VARIANTS.get(_BRANCHES[year % 12], _BRANCHES[year % 12]),
        }
    }
)
"""Names of the sixty years: `Giáp Tý` → 0 (1984) … `Quý Hợi` → 59."""

RELATIVE_DAYS = phrase_table(
    {
        "hôm nay": 0, "ngày hôm nay": 0, "hôm qua": -1, "ngày hôm qua": -1, "hôm kia": -2,
        "ngày mai": 1, "ngày kia": 2,
    }
)  # fmt: skip
"""Days counted from the day of the text."""
RELATIVE_AFTER_PART = phrase_table({"nay": 0, "qua": -1, "mai": 1})
"""`sáng nay`, `tối qua`, `chiều mai`."""
RELATIVE_WEEKS = phrase_table(
    {
        "tuần này": 0, "tuần trước": -1, "tuần qua": -1, "tuần vừa qua": -1, "tuần rồi": -1,
        "tuần tới": 1, "tuần sau": 1,
    }
)  # fmt: skip
RELATIVE_YEARS = phrase_table(
    {
        "năm nay": 0, "năm ngoái": -1, "năm trước": -1, "năm sau": 1, "năm tới": 1,
    }
)  # fmt: skip
AGO = phrase_table(
    {
        "giây trước": "seconds", "phút trước": "minutes", "giờ trước": "hours",
        "tiếng trước": "hours", "ngày trước": "days", "tuần trước": "weeks",
        "tháng trước": "months",
    }
)  # fmt: skip
"""After a number: `2 giờ trước`."""
SINCE = phrase_table(
    {
        "giây": "seconds", "phút": "minutes", "giờ": "hours", "tiếng": "hours", "ngày": "days",
        "tuần": "weeks", "tháng": "months",
    }
)  # fmt: skip
"""After a number that follows `cách đây`."""
LONG_AGO = phrase_table({"cách đây": True})
LAST_WEEK = phrase_table({"tuần trước": 7})
SAME_DAY = phrase_table({"cùng ngày": True})
"""The day named before: only the reader of the whole text knows it."""


def _keys(words: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in words.split())


NGAY, THANG, NAM, TU = map(word_key, ("ngày", "tháng", "năm", "từ"))
DAY_MARKS = _keys("ngày hôm")
"""What may stand before the number of a day."""
LUNAR_DAY_MARKS = _keys("mùng mồng")
FULL_MOON = word_key("rằm")
TET = word_key("Tết")
LEAP = word_key("nhuận")
NOT_A_DAY_MARK = _keys("mỗi hằng hàng mọi một")
"""`mỗi ngày 2/3 số hộ`: no date follows."""
ORDINALS = _keys("lần đứng hạng người kỳ kì phiên vòng cuộc vị bản")
"""`lần thứ hai` is no Monday."""
LIST_MARKS = _keys("các những hai ba bốn")
"""`hai ngày 21 và 22/6`."""
DURING = _keys("trong suốt cả")
"""Before a count of days in digits: `trong 2 ngày 21 và 22/6`, but not `số 15 ngày 24/4`."""
LUNAR = phrase_table({"âm lịch": True, "al": True, "dương lịch": False})
"""What may follow a day and month to name its calendar."""
RANGE_WORDS = phrase_table(
    dict.fromkeys(("đến", "tới", "đến hết", "tới hết", "cho đến", "cho tới", "-"), True)
)
LIST_WORDS = phrase_table(dict.fromkeys((",", "và", ", và", "&", ";"), True))
AT_CLOCK = phrase_table(dict.fromkeys(("lúc", "hồi", "vào lúc", "vào hồi", "bắt đầu lúc"), True))

COUNTED = _keys(
    "xã phường thị huyện quận tỉnh thành thôn xóm ấp bản làng khu tổ tiêu chỉ đơn cơ số tổng hộ"
    " người dân đại đồng phiếu chi đảng trường lớp nhóm nhiệm nội dự công sản ý bàn điểm thành ủy"
    " uỷ ban bộ ngành sở phòng huyện học cán hội đoàn doanh hợp hồ thủ mục tiểu giải lần gia"
    " diện chiều chủ hạng vụ mô câu cụm môn huy tỷ tỉ triệu nghìn ngàn đồng kg tấn tạ ha m km cm mm"
    " mét lít giờ phần quyết chương chức thửa"
)
"""First syllables of what is counted: `12/15 xã` is a share, not the 12th of a month.

Only asked of a day and month with nothing before it that says it is a date.
"""
NO_DATE_AFTER = _keys(
    "số phố đường ngõ hẻm ngách kiệt nhà lớp lệ đạt chiếm khoảng gần hơn bằng ql tl hl đt lộ km cỡ"
    " khổ mục điều khoản trang thửa lô tờ tổ đội khóa khoá loại áp trường viện viên máy ty xã cung"
    " rạp sân chợ cầu phường khu được hạng bản bảng tỷ tỉ giảm tăng thắng thua hòa hoà điểm giấy"
)
"""What gives the numbers after it another meaning: `đường 30/4`, `lớp 10/12`, `đạt 12/15`."""
FRACTIONS = frozenset(
    {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (2, 5), (3, 5), (4, 5), (3, 10), (24, 7)}
)
"""Day and month that, without a word of time, are sooner a fraction or `24/7`.

Not 1/5, 1/6, 1/8 and 1/10, which are days that this genre celebrates.
"""
_CELEBRATED_DAYS = (
    "truyền thống", "thành lập", "giải phóng", "chiến thắng", "quốc tế", "sinh", "mất", "phụ nữ",
    "gia đình", "thầy thuốc", "nhà giáo", "báo chí", "doanh nhân", "pháp luật", "môi trường",
    "thế giới", "quốc phòng", "toàn quốc", "toàn dân", "chuyển đổi số", "sách", "văn hóa",
    "công nghiệp", "khoa học", "người",
)  # fmt: skip
COMMEMORATED = phrase_table(
    dict.fromkeys(
        (
            "kỷ niệm", "kỉ niệm", "quốc khánh", "thương binh", "liệt sĩ", "liệt sỹ", "dịp", "đợt",
            "nhà giáo việt nam", "giỗ tổ", "sinh nhật", "tổng khởi nghĩa", "cách mạng tháng",
            "toàn quốc kháng chiến", "quốc tế lao động", "quốc tế phụ nữ", "quốc tế thiếu nhi",
            *(f"ngày {what}" for what in _CELEBRATED_DAYS),
        ),
        True,
    )
)  # fmt: skip
"""What a bare day and month after it commemorates."""

STARTERS = (
    frozenset(PARTS_OF_DAY)
    | frozenset(RELATIVE_DAYS)
    | frozenset(SAME_DAY)
    | frozenset(WEEKDAYS)
    | DAY_MARKS
    | LUNAR_DAY_MARKS
    | {FULL_MOON, TU}
)
"""Words with which a date may begin; one of `LIST_MARKS` may too, where `ngày` follows it."""
SIGNS = frozenset("/-.")
"""What stands between day, month and year in digits."""
SHORT_MONTH = frozenset(("th", "thg"))
HOUR = word_key("giờ")
HOUR_LETTERS = frozenset("hg")
AFTER_FIRST_NUMBER = (
    SIGNS
    | SHORT_MONTH
    | HOUR_LETTERS
    | frozenset(RANGE_WORDS)
    | frozenset(LIST_WORDS)
    | {NGAY, THANG, HOUR, ":"}
)
"""What follows a number with which a date begins: all other numbers need no closer look."""
