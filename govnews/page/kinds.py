"""Pages that are no article: error pages behind a 200, challenges, scripts, garbled letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from govnews.errors import NotAnArticle
from govnews.page.select import text_of
from govnews.text import clean, syllable_share
from govnews.text.mojibake import TRACE

_BLOCKED = re.compile(
    r"access denied|403 forbidden|request (?:was )?(?:rejected|blocked)|requested url was rejected|just a moment|attention required|"
    r"checking (?:your|the site) |enable javascript and cookies|are you (?:a )?(?:human|robot)|captcha|verify you are human|"
    r"web application firewall|security check|bạn không có quyền truy cập|truy cập (?:của bạn )?(?:đã )?bị (?:từ chối|chặn)|"
    r"xác (?:minh|nhận|thực) (?:bạn|rằng bạn|người dùng)[^.]{0,30}(?:người|robot|rô-bốt)|too many requests|temporarily blocked",
    re.IGNORECASE,
)
_NOT_FOUND_TITLE = re.compile(
    r"^\W*(?:trạng thái\b|(?:lỗi\s+)?40[04]\b|50[0234]\b|error\b|(?:page|object|file) not found|not found|không tìm thấy|trang (?:không tồn tại|lỗi|bạn)|"
    r"thông báo lỗi|lỗi\b|server error|runtime error|bad gateway|service unavailable|the resource cannot be found)",
    re.IGNORECASE,
)
_NOT_FOUND_TEXT = re.compile(
    r"không tìm thấy (?:trang|nội dung|bài|đường dẫn|kết quả|tài nguyên|tin)|(?:trang|bài viết|nội dung|tin)[^.]{0,40}không (?:còn )?tồn tại|"
    r"(?:bài viết|nội dung|tin)[^.]{0,30}đã bị (?:xóa|xoá|gỡ)|page (?:you[^.]{0,40} )?(?:not found|cannot be found|does not exist)|"
    r"resource cannot be found|http error 404|404 not found|tài nguyên được yêu cầu|không tồn tại hoặc đã bị",
    re.IGNORECASE,
)
_STUB = re.compile(
    r"document\.cookie\s*=|location\.(?:reload|href|replace)|window\.location|__NEXT_DATA__|id=\"(?:root|app|__next|q-app)\""
)
_LITTLE = 400
"""Characters of text up to which the words of an error or challenge page count."""
_NOTHING = 60
_SIGNS = "\u0080-\u009f\ufffd\ue000-\uf8ff¢-©¬®¯´-¶¸¹¼-¾"
_GARBLED = re.compile(f"[\u0000-\u0008\u000e-\u001b\u007f{_SIGNS}]")
"""What no text in a sound encoding has inside its words."""
_GARBLED_WORD = re.compile(f"[^\\W\\d_][{_SIGNS}]|[{_SIGNS}][^\\W\\d_]|\ufffd")
_SAMPLE = 1000
"""Characters that a garbled article cannot begin with and show nothing."""
_FEW_GARBLED = 5
_GARBLED_SHARE, _GARBLED_SHARE_OF_FOREIGN = 0.05, 0.01
_LEAST_VIETNAMESE = 0.5
"""Articles have 95 of 100 words that are Vietnamese syllables; lists of foreign names some 60."""
_SILENT = frozenset(("head", "title", "meta", "link", "script", "style", "noscript", "template"))


def check_kind(page: HtmlElement, url: str) -> None:
    """Raise `NotAnArticle` where a page without an article says what it is instead."""
    title = text_of(page.find(".//title")) or ""
    if _NOT_FOUND_TITLE.match(title):
        raise NotAnArticle(
            "not_found", f"{url}: the portal answered with an error page ({title[:60]})"
        )
    text = visible_text(page)
    if _BLOCKED.search(title) or (len(text) < _LITTLE and _BLOCKED.search(text)):
        raise NotAnArticle(
            "blocked",
            f"{url}: a challenge or refusal stands in place of the page; slow down or ask",
        )
    if len(text) < _LITTLE and _NOT_FOUND_TEXT.search(f"{title} {text}"):
        raise NotAnArticle("not_found", f"{url}: the portal says that the page does not exist")
    if len(text) < _NOTHING and _runs_scripts(page):
        raise NotAnArticle(
            "script_only", f"{url}: the page holds scripts and no text; fetch it with a browser"
        )


def check_readable(texts: Iterable[str], url: str) -> None:
    """Raise `NotAnArticle` where cleaning too leaves the words of an article garbled."""
    text = "\n\n".join(texts)
    if not _GARBLED.search(text, 0, _SAMPLE):
        return
    text = clean(text)
    words = text.split()
    garbled = sum(
        _GARBLED_WORD.search(word) is not None or TRACE.search(word) is not None for word in words
    )
    if garbled < _FEW_GARBLED or garbled < _GARBLED_SHARE_OF_FOREIGN * len(words):
        return
    if garbled > _GARBLED_SHARE * len(words) or syllable_share(text) < _LEAST_VIETNAMESE:
        raise NotAnArticle(
            "unreadable",
            f"{url}: {garbled} of {len(words)} words are garbled; fetch the page again, as bytes",
        )


def visible_text(page: HtmlElement, most: int = _LITTLE) -> str:
    """The text of a page without scripts and styles, up to a little more than `most` characters."""
    found: list[str] = []
    size = 0
    for element in page.iter("*"):
        if element.tag in _SILENT:
            continue
        pieces = (element.text, *(child.tail for child in element))
        texts = [text for piece in pieces if piece and (text := " ".join(piece.split()))]
        found += texts
        size += sum(map(len, texts))
        if size > most:
            break
    return " ".join(found)


def _runs_scripts(page: HtmlElement) -> bool:
    scripts = list(page.iter("script"))
    if (
        any(_STUB.search(script.text or "") for script in scripts)
        or (page.get("id") or "") == "app"
    ):
        return True
    return bool(scripts) or bool(page.xpath("//div[@id='root' or @id='app' or @id='__next']"))
