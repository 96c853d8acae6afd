"""The words in pictures and tables, in English and Vietnamese."""

from __future__ import annotations

from govnews.errors import BadInput

LANGUAGES = ("en", "vi")

_WORDS = {
    # titles
    "speeches": ("Who spoke", "Những người phát biểu"),
    "speeches_by": ("Speeches by {by}", "Phát biểu theo {by}"),
    "career": ("{name}: offices over time", "{name}: các chức vụ theo thời gian"),
    "together": ("Who appears with whom", "Những người cùng xuất hiện"),
    "together_with": ("Who appears with {name}", "Những người cùng xuất hiện với {name}"),
    "awards": ("Awards by kind and year", "Khen thưởng theo loại và năm"),
    "events": ("Events by kind and {step}", "Sự kiện theo loại và {step}"),
    "edits": ("What was edited after publication", "Những sửa đổi sau khi đăng"),
    "coverage": ("Days that are known", "Những ngày đã thu thập"),
    "nothing": ("No rows for this question.", "Không có dữ liệu cho câu hỏi này."),
    # columns to count by
    "person": ("person", "người"), "kind": ("kind", "loại"), "province": ("province", "tỉnh, thành phố"),
    "province_now": ("province since 1 July 2025", "tỉnh, thành phố từ 1/7/2025"),
    "venue": ("venue", "địa điểm"), "portal": ("portal", "cổng thông tin"), "year": ("year", "năm"),
    "month": ("month", "tháng"), "field": ("field", "phần của bài"), "delay": ("delay", "thời gian"),
    "status": ("status", "trạng thái"), "rank": ("rank", "hạng"), "grantor": ("grantor", "cơ quan trao"),
    "recipient": ("recipient", "đơn vị, cá nhân được trao"), "organiser": ("organiser", "đơn vị tổ chức"),
    "recipient_kind": ("kind of recipient", "loại đối tượng"), "award_year": ("year of the award", "năm khen thưởng"),
    # headings of tables
    "day": ("day", "ngày"), "state": ("state", "tình trạng"), "listed": ("listed", "bài nêu"),
    "name": ("name", "tên"), "offices": ("offices", "chức vụ"), "office": ("office", "chức vụ"),
    "head_speeches": ("speeches", "lượt"), "head_articles": ("articles", "bài"), "other": ("with", "cùng với"),
    "from": ("from", "từ"), "until": ("until", "đến"), "change": ("change", "thay đổi"),
    "head_events": ("events", "sự kiện"), "rows": ("rows", "dòng"), "recipients": ("recipients", "số lượng"),
    "article_id": ("article", "mã bài"), "head_edits": ("edits", "lượt sửa"), "before": ("before", "trước"),
    "after": ("after", "sau"), "days": ("days", "số ngày"), "head_whole": ("whole", "đủ"),
    "head_no_news": ("no news", "trống"), "head_missing": ("missing", "thiếu"),
    "head_not_known": ("unknown", "chưa rõ"), "stored": ("stored", "bài có"), "hours": ("hours", "số giờ"),
    # marks
    "article": ("article", "bài"), "articles": ("articles", "bài"), "more": ("and {n} more", "và {n} mục khác"),
    "person_no": ("Person {n}", "Người thứ {n}"), "unknown": ("not said", "không rõ"),
    "no_office": ("no office named", "không nêu chức vụ"), "former": ("former", "nguyên"),
    "undated": ("undated", "không rõ ngày"), "doubtful": ("may be another person", "có thể là người khác"),
    "others": ("others", "khác"),
    "not_granted": ("proposed or revoked, not in the sum", "đề nghị hoặc thu hồi, không tính vào tổng"),
    "shared": ("Lines: articles that name both", "Đường nối: số bài có cả hai người"),
    # states of days
    "whole": ("whole, more articles darker", "đủ, càng nhiều bài càng đậm"),
    "no_news": ("no news", "không có bài"), "missing": ("some are missing", "còn thiếu bài"),
    "not_known": ("not known whole", "chưa rõ đã đủ"),
    # delays
    "within a day": ("within a day", "trong một ngày"), "within a week": ("within a week", "trong một tuần"),
    "within 30 days": ("within 30 days", "trong 30 ngày"), "later": ("later", "muộn hơn"),
}  # fmt: skip

_CODES = {
    "speech": {
        "opening": ("opening", "khai mạc"), "welcome": ("welcome", "chào mừng"),
        "directive": ("directive", "chỉ đạo"), "closing": ("closing", "bế mạc, kết luận"),
        "report": ("report", "báo cáo"), "discussion": ("discussion", "tham luận, thảo luận"),
        "congratulation": ("congratulation", "chúc mừng"), "acceptance": ("acceptance", "đáp từ, cảm ơn"),
        "address": ("address", "phát biểu"),
    },
    "award": {
        "order": ("order", "huân chương"), "medal": ("medal", "huy chương"),
        "honour_title": ("honour title", "danh hiệu vinh dự"),
        "emulation_title": ("emulation title", "danh hiệu thi đua"),
        "emulation_flag": ("emulation flag", "cờ thi đua"),
        "merit_certificate": ("merit certificate", "bằng khen"), "commendation": ("commendation", "giấy khen"),
        "prize": ("prize", "giải thưởng"), "commemorative_medal": ("commemorative medal", "kỷ niệm chương"),
        "badge": ("badge", "huy hiệu"), "letter": ("letter", "thư khen"), "other": ("other", "khác"),
    },
    "event": {
        "conference": ("conference", "hội nghị"), "seminar": ("seminar, dialogue", "hội thảo, đối thoại"),
        "congress": ("congress", "đại hội"), "session": ("session", "kỳ họp, phiên họp"),
        "meeting": ("meeting", "cuộc họp, làm việc"), "press": ("press conference", "họp báo"),
        "voters": ("meeting voters", "tiếp xúc cử tri"), "ceremony": ("ceremony", "buổi lễ"),
        "festival": ("festival", "lễ hội, ngày hội"), "contest": ("contest", "hội thi, giải"),
        "exhibition": ("exhibition", "triển lãm, hội chợ"), "training": ("training", "tập huấn"),
        "inspection": ("inspection", "kiểm tra, giám sát"), "visit": ("visit", "thăm, đoàn công tác"),
        "drill": ("drill", "diễn tập"), "programme": ("programme", "chương trình"), "other": ("other", "khác"),
    },
    "state": {
        "whole": ("whole", "đủ"), "no_news": ("no news", "không có bài"),
        "missing": ("some missing", "thiếu bài"), "not_known": ("not known", "chưa rõ"),
    },
    "status": {
        "granted": ("granted", "đã trao"), "proposed": ("proposed", "đề nghị"),
        "posthumous": ("posthumous", "truy tặng"), "revoked": ("revoked", "thu hồi"),
    },
    "office": {
        "first": ("first", "đầu tiên"), "new": ("new", "mới"), "beside": ("beside", "kiêm"),
        "replaces": ("replaces", "thay"),
    },
    "change": {
        "date": ("date", "ngày"), "number": ("number", "con số"), "name": ("name", "tên"),
        "wording": ("wording", "câu chữ"), "photo": ("photo", "ảnh"), "deletion": ("deletion", "bỏ bớt"),
        "addition": ("addition", "thêm vào"),
    },
}  # fmt: skip


def word(key: str, lang: str, **parts: object) -> str:
    """What is written for a key in this language.

    >>> word("more", "vi", n=3)
    'và 3 mục khác'
    """
    return _WORDS[key][_column(lang)].format(**parts)


def number_of_articles(count: int, lang: str) -> str:
    """`1 article`, `2 articles`, `2 bài`, never broken into two lines."""
    return f"{count:,}\u00a0{word('article' if count == 1 else 'articles', lang)}"


def further(note: str | None, left_out: int, lang: str) -> str | None:
    """The note, which also says how many rows the picture leaves out."""
    if left_out <= 0:
        return note
    more = word("more", lang, n=f"{left_out:,}")
    return f"{note}; {more}" if note else more


def code_word(kind: str, code: str | None, lang: str) -> str:
    """What is written for a code; `kind` is `speech`, `award`, `status`, `event`, `office`, `change`.

    >>> code_word("award", "merit_certificate", "vi")
    'bằng khen'
    """
    if not isinstance(code, str):
        return word("unknown", lang)
    known = _CODES[kind].get(code)
    return known[_column(lang)] if known else code


def _column(lang: str) -> int:
    if lang not in LANGUAGES:
        raise BadInput(f"no language {lang!r}: choose of {', '.join(LANGUAGES)}")
    return LANGUAGES.index(lang)
