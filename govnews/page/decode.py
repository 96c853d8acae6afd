"""Bytes as fetched → text → one parsed tree. No network, one parse a page.

Portals declare charsets that are not true, and archives hold bodies that were never unzipped, so
what the bytes are is decided by the bytes first and by what is declared only afterwards.
"""

from __future__ import annotations

import codecs
import re
import zlib
from functools import cache

from lxml import html
from lxml.etree import ElementDefaultClassLookup
from lxml.html import HtmlElement

from govnews.errors import UnreadablePage

MAX_BYTES = 10 * 1024 * 1024
"""No article page comes near it; a body that does is a film, an archive or a trap."""

_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|table|title|meta|span|article)\b", re.IGNORECASE
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page's bytes; `content_type` is the HTTP header, if there was one.

    Raises `UnreadablePage` where the bytes are empty, too large or not text.

    >>> decode("Hải Phòng".encode(), "text/html; charset=ISO-8859-1")
    'Hải Phòng'
    """
    body = _unzipped(body)
    if body[:8].startswith(_BINARY):
        raise UnreadablePage("the body is a document or an image, not a page: fetch it as a file")
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body.decode(codec, "replace")
    try:
        # Text in another charset is valid UTF-8 only by a rare accident: no declaration beats this.
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(body, content_type)


def parse(page: bytes | str, content_type: str | None = None) -> HtmlElement:
    """The tree of a page: comments and processing instructions are gone, tags are lower case.

    Raises `UnreadablePage` where there is nothing to parse.
    """
    data = _as_utf8(page, content_type).replace(b"\0", b"")
    if not data.strip():
        raise UnreadablePage("the page is empty: fetch it again")
    if len(data) > MAX_BYTES:
        raise UnreadablePage(f"the page has {len(data)} bytes: skip it, no article is that large")
    if not _TAG.search(data):
        raise UnreadablePage("the body holds no HTML: check the URL, it may be a file or an API")
    root = html.document_fromstring(data, parser=_parser())
    if root is None or root.find("body") is None:
        raise UnreadablePage("the page has no body: fetch it again")
    return root


def _as_utf8(page: bytes | str, content_type: str | None) -> bytes:
    if isinstance(page, str):
        return page.encode("utf-8", "replace")  # lone surrogates of a caller become `?`
    if len(page) > MAX_BYTES:
        raise UnreadablePage(f"the body has {len(page)} bytes: skip it, no article is that large")
    if page[:1] == b"<":
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return page
    return decode(page, content_type).encode("utf-8", "replace")


@cache
def _parser() -> html.HTMLParser:
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # unclosed <font> and <div> of old editors nest deeper than 256
        no_network=True,
    )
    # lxml.html looks each element's class up by its tag, for the sake of forms.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _unzipped(body: bytes) -> bytes:
    """Bodies saved with their Content-Encoding still on."""
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadablePage(f"the gzip body is damaged ({error}): fetch it again") from error
    if len(plain) > MAX_BYTES:
        raise UnreadablePage(f"the gzip body unpacks to more than {MAX_BYTES} bytes: skip it")
    return plain


def _legacy(body: bytes, content_type: str | None) -> str:
    header = _HEADER_CHARSET.search(content_type or "")
    meta = _META_CHARSET.search(body[:4096])
    declared = (
        header.group(1) if header else None,
        meta.group(1).decode("ascii", "replace") if meta else None,
    )
    for name in filter(None, declared):
        try:
            codec = codecs.lookup(name).name
        except LookupError:
            continue
        if codec == "utf-8" and (text := body.decode("utf-8", "replace")).count("�") * 200 < len(
            text
        ):
            return text  # UTF-8 with a few bytes cut or pasted in: keep the rest
        if codec in {"utf-8", "iso8859-1", "cp1252", "ascii"}:
            continue  # the servers' default, said of every page; detection knows better
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(body[:200_000], cp_isolation=["cp1258", "cp1252", "utf_16", "utf_8"]).best()
    return body.decode(best.encoding if best else "cp1258", "replace")
