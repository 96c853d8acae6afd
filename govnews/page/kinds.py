"""Pages that are no article: error pages behind a 200, challenges, scripts without text."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from govnews.errors import NotAnArticle
from govnews.page.select import text_of

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
