"""Picture credits, as they end a caption: `(Ảnh: HNP)`, `Ảnh: Phạm Linh`, `(Nguồn: Internet)`."""

from __future__ import annotations

import re

_LABEL = r"(?:(?:Nguồn\s+)?(?:Ảnh|Hình)(?:\s+(?:minh\s+ho[ạa]|minh\s+h[oọ]a|tư\s+liệu))?|Nguồn(?:\s+ảnh)?|Photo)"
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
_LONGEST = 160
"""Characters from the end in which a credit begins: label, name of at most 60 letters, brackets."""
_LABELS = ("ảnh", "hình", "nguồn", "photo")
_LEAD = re.compile(r"^(?:Theo|Nguồn|Do)\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:minh\s+h[oọ][aạ]|st|s\.t)\W*$", re.IGNORECASE)
_TAIL = re.compile(r"[\s\-–—,;:|(\[]+$")


def split_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and the bare name of its credit; None for what is not there.

    A caption that stands in brackets as a whole stays as written, its credit included.

    >>> split_credit("Quang cảnh buổi lễ. (Ảnh: Theo báo Hà Nội mới).")
    ('Quang cảnh buổi lễ.', 'báo Hà Nội mới')
    >>> split_credit("(Quang cảnh buổi lễ - Ảnh Xuân Hải)")
    ('(Quang cảnh buổi lễ - Ảnh Xuân Hải)', 'Xuân Hải')
    >>> split_credit("Ảnh minh họa"), split_credit("(Ảnh: HNP)")
    (('Ảnh minh họa', None), (None, 'HNP'))
    """
    text = " ".join(text.split())
    match = _find_credit(text)
    credit = _LEAD.sub("", match.group("name")).strip(" .,;-–—/") if match else ""
    if match is None or _NO_NAME.match(credit):
        return text or None, None
    caption = _TAIL.sub("", text[: match.start()])
    if caption and _is_enclosed(text):
        caption = text
    if not caption and "minh h" in match.group().lower():
        caption = "Ảnh minh họa"
    return caption or None, credit or None


def find_labelled(text: str) -> re.Match[str] | None:
    """The credit with its label at the end of a line; in `name` the name."""
    start = max(0, len(text.rstrip(" .")) - _LONGEST)
    end = text[start:].lower()
    return CREDIT_LINE.search(text, start) if any(word in end for word in _LABELS) else None


def _find_credit(text: str) -> re.Match[str] | None:
    return find_labelled(text) or ("Ảnh " in text and _UNLABELLED.search(text)) or None


def _is_enclosed(text: str) -> bool:
    """Whether the bracket that opens a text closes at its end.

    >>> _is_enclosed("(Lễ trao giải (đợt 2))"), _is_enclosed("(Trái) và (phải)")
    (True, False)
    """
    if not text.startswith("("):
        return False
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return not text[at + 1 :].strip(" .")
    return False
