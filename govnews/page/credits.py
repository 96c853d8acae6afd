"""Picture credits, as they end a caption: `(Ảnh: HNP)`, `Ảnh: Phạm Linh`, `(Nguồn: Internet)`."""

from __future__ import annotations

import re

_LABEL = r"(?:(?:Nguồn\s+)?(?:Ảnh|Ẩnh|Hình)(?:\s+(?:minh\s+ho[ạa]|minh\s+h[oọ]a|tư\s+liệu))?|Nguồn(?:\s+ảnh)?|Photo)"
_NAME = r"(?P<name>[^()\[\]:]{1,60}?)"
CREDIT_LINE = re.compile(
    rf"(?:^|(?<=[\s.,;–—\-(\[”\"…]))[(\[]?\s*{_LABEL}\s*[:.]\s*{_NAME}\s*[)\]]?[\s.]*$",
    re.IGNORECASE,
)
"""A credit with its label, at the end of a caption or as a line of its own."""
_UNLABELLED = re.compile(
    r"(?:\s[-–—]\s*|\s*\(\s*|(?<=[.!?…”])\s+)Ảnh\s+(?P<name>(?:[A-ZĐÀ-Ỹ][\w&.]*\s*){1,4}|TTXVN)\s*[)\]]?[\s.]*$"
)
"""`… tại Đại hội - Ảnh Xuân Hải`."""
_LEAD = re.compile(r"^(?:Theo|Nguồn|Do)\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:minh\s+h[oọ][aạ]|tư\s+liệu|st|s\.t)\W*$", re.IGNORECASE)
_TAIL = re.compile(r"[\s\-–—,;:|(\[]+$")


def split_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and the bare name of its credit; None for what is not there.

    >>> split_credit("Quang cảnh buổi lễ. (Ảnh: Theo báo Hà Nội mới).")
    ('Quang cảnh buổi lễ.', 'báo Hà Nội mới')
    >>> split_credit("Ảnh minh họa")
    ('Ảnh minh họa', None)
    >>> split_credit("(Ảnh: HNP)")
    (None, 'HNP')
    """
    text = " ".join(text.split())
    match = CREDIT_LINE.search(text) or _UNLABELLED.search(text)
    if not match:
        return bare_caption(text) or None, None
    credit = _LEAD.sub("", match.group("name")).strip(" .,;-–—/")
    caption = bare_caption(_TAIL.sub("", text[: match.start()]))
    if _NO_NAME.match(credit):
        return bare_caption(text) or None, None
    if not caption and "minh h" in match.group().lower():
        caption = "Ảnh minh họa"
    return caption or None, credit or None


def bare_caption(text: str) -> str:
    """A caption without the brackets that hold all of it.

    >>> bare_caption("(Các đại biểu dự lễ)")
    'Các đại biểu dự lễ'
    """
    text = text.strip()
    if text.startswith("(") and text.endswith(")") and text.find(")") == len(text) - 1:
        return text[1:-1].strip()
    if text.startswith("(") and ")" not in text:
        return text[1:].strip()
    return text
