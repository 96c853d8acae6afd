"""What the shown article calls its parts, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from govnews.errors import BadInput

Kind = Literal["person", "speech", "award", "event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one language."""

    lang: str
    letters: Mapping[Kind, str]
    """What stands before the number of a mark: `P3`."""
    kinds: Mapping[Kind, str]
    legend: str
    text: str
    pictures: str
    picture: str
    facts: str
    people: str
    speakers: str
    awards: str
    event: str
    versions: str
    version: str
    current: str
    shown: str
    changes: str
    """Heading of the differences; `{}` is the number of the version before."""
    unchanged: str
    published: str
    first_fetched: str
    unknown: str
    no_facts: str
    no_caption: str
    no_person: str
    unplaced: str
    columns: Mapping[str, str]
    """Names of columns, in the words of the reader."""


_ENGLISH = Labels(
    lang="en",
    letters={"person": "P", "speech": "S", "award": "A", "event": "E"},
    kinds={"person": "person", "speech": "speech", "award": "award", "event": "event"},
    legend="Marked in the text",
    text="Text",
    pictures="Pictures",
    picture="Picture",
    facts="Facts",
    people="People",
    speakers="Speeches",
    awards="Awards",
    event="Event",
    versions="Versions",
    version="version",
    current="current",
    shown="shown here",
    changes="Changed since version {}",
    unchanged="Nothing that a reader would see.",
    published="published",
    first_fetched="first fetched",
    unknown="at an unknown time",
    no_facts="No facts were read from this article.",
    no_caption="without a caption",
    no_person="not named",
    unplaced="its words do not stand in the text",
    columns={
        "title": "title", "summary": "summary", "body": "text", "authors": "authors",
        "published_at": "published", "source_credit": "source", "credit": "photo",
        "caption": "caption", "event_name": "name", "event_date": "day",
        "event_end_date": "last day", "event_date_text": "day as written", "event_part_of_day": "part of the day",
        "organiser": "organiser", "venue": "venue", "place": "place",
        "province": "province then", "province_now": "province now", "positions": "offices",
        "roles": "roles", "grantor": "from", "recipient": "to", "status": "status",
        "reason": "reason", "rule": "rule", "year": "year",
    },
)  # fmt: skip
_VIETNAMESE = Labels(
    lang="vi",
    letters={"person": "N", "speech": "P", "award": "K", "event": "S"},
    kinds={
        "person": "nhân vật", "speech": "phát biểu", "award": "khen thưởng", "event": "sự kiện",
    },
    legend="Đánh dấu trong bài",
    text="Nội dung",
    pictures="Ảnh",
    picture="Ảnh",
    facts="Dữ kiện",
    people="Nhân vật",
    speakers="Phát biểu",
    awards="Khen thưởng",
    event="Sự kiện",
    versions="Các phiên bản",
    version="phiên bản",
    current="hiện tại",
    shown="đang xem",
    changes="Thay đổi so với phiên bản {}",
    unchanged="Không có gì mà người đọc thấy được.",
    published="đăng",
    first_fetched="tải về lần đầu",
    unknown="không rõ thời điểm",
    no_facts="Không đọc được dữ kiện nào từ bài này.",
    no_caption="không có chú thích",
    no_person="không nêu tên",
    unplaced="không thấy nguyên văn trong bài",
    columns={
        "title": "tiêu đề", "summary": "sapo", "body": "nội dung", "authors": "tác giả",
        "published_at": "ngày đăng", "source_credit": "nguồn", "credit": "ảnh",
        "caption": "chú thích", "event_name": "tên", "event_date": "ngày",
        "event_end_date": "đến ngày", "event_date_text": "ngày theo bài viết", "event_part_of_day": "buổi",
        "organiser": "đơn vị tổ chức", "venue": "địa điểm", "place": "địa phương",
        "province": "tỉnh, thành khi đó", "province_now": "tỉnh, thành hiện nay",
        "positions": "chức vụ", "roles": "vai trò", "grantor": "của", "recipient": "cho",
        "status": "tình trạng", "reason": "lý do", "rule": "quy tắc", "year": "năm",
    },
)  # fmt: skip
_LANGUAGES = {labels.lang: labels for labels in (_ENGLISH, _VIETNAMESE)}
LANGUAGES = tuple(_LANGUAGES)


def labels_in(lang: str) -> Labels:
    """The words of a language. Raises `BadInput` where it is neither `en` nor `vi`."""
    if lang not in _LANGUAGES:
        raise BadInput(f"lang={lang!r}: choose one of {', '.join(map(repr, LANGUAGES))}")
    return _LANGUAGES[lang]
