"""Bytes become text whatever the server says of them, and a body that is no page says so."""

from __future__ import annotations

import gzip

import pytest

from govnews.errors import UnreadablePage
from govnews.page.decode import MAX_BYTES, decode, parse

TEXT = "<html><body><p>Ủy ban nhân dân quận Ngô Quyền tổ chức hội nghị</p></body></html>"


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "utf-8", "x-unknown"])
def test_utf8_wins_over_a_false_declaration(declared: str) -> None:
    """Bytes that are valid UTF-8 are UTF-8, whatever header or meta declare."""
    page = f'<meta charset="{declared}">{TEXT}'.encode()
    assert "quận Ngô Quyền" in decode(page, f"text/html; charset={declared}")


def test_bom_decides() -> None:
    """A byte order mark names the encoding."""
    assert "Ngô Quyền" in decode(TEXT.encode("utf-16"))
    assert decode(b"\xef\xbb\xbf<p>a</p>") == "<p>a</p>"


def test_vietnamese_code_page() -> None:
    """A declared cp1258 is used, and its combining marks survive until they are composed."""
    body = "<p>Hải Phòng họp báo</p>".encode("cp1258", "ignore")
    assert "h" in decode(body, "text/html; charset=windows-1258")
    assert "�" not in decode(body, "text/html; charset=windows-1258")


def test_cut_utf8_keeps_the_rest() -> None:
    """A few broken bytes in UTF-8 cost only themselves."""
    body = TEXT.encode() * 20 + b"\xe1\xbb"
    assert decode(body, "text/html; charset=utf-8").count("Ngô Quyền") == 20


def test_body_saved_with_its_gzip_on() -> None:
    """A body that was stored compressed is read."""
    assert "Ngô Quyền" in decode(gzip.compress(TEXT.encode()))


def test_gzip_bomb_is_refused() -> None:
    """Decompression stops at the limit."""
    with pytest.raises(UnreadablePage, match="unpacks"):
        decode(gzip.compress(b"a" * (MAX_BYTES + 10)))


@pytest.mark.parametrize(
    "body",
    [b"", b"   \n", b"%PDF-1.4 x", b"\x89PNG\r\n", b'{"json": 1}', b"just words", b"\x1f\x8bxx"],
    ids=["empty", "blank", "pdf", "png", "json", "text", "broken gzip"],
)
def test_what_is_no_page(body: bytes) -> None:
    """Empty bodies, files, API answers and plain text raise `UnreadablePage`."""
    with pytest.raises(UnreadablePage):
        parse(body)


def test_size_limit() -> None:
    """A body beyond the limit is not parsed."""
    with pytest.raises(UnreadablePage, match="bytes"):
        parse(b"<html>" + b"a" * MAX_BYTES)


def test_broken_markup() -> None:
    """Unclosed tags nested a thousand deep, NULs and lone surrogates do not stop the parser."""
    deep = "<html><body>" + "<div><font>" * 600 + "<p>cuối\x00 cùng \ud800</p>"
    assert "cuối cùng" in "".join(parse(deep).itertext())
