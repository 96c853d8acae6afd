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
from govnews.text.doubled import repair_doubled

MAX_BYTES = 10 * 1024 * 1024
"""No article page comes near it; a body that does is a film, an archive or a trap."""

_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOUBLED = "á»".encode()
"""What three in four Vietnamese words hold where UTF-8 was encoded twice, and what none holds."""
_ONCE = "ạ".encode()[:1]
_MANY_DOUBLED = 8
_WIDE_HEAD = 1024
"""Bytes of markup at the start of a page; in UTF-16 half of them are 0."""
_MARKUP_STARTS = frozenset((b"<", b"\n", b"\r", b"\t", b" "))
"""First bytes of a page that is neither packed nor another kind of file."""
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
)
MAX_ATTRIBUTES = 500
"""Of one element; the time a parser takes grows with the square of their number."""
_LONG_TAG = 4000
"""Bytes; the attributes of a shorter tag take no time, however many they are."""
_SMALL_PAGE = 100_000
"""Bytes of a page in which no number of attributes takes long, if their tag is not seen as long."""
_ATTRIBUTE = rb"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_FLOODED_TAG = re.compile(
    rb"(<[a-zA-Z][^\s/<>]*+(?:%b){%d})(?:%b)++" % (_ATTRIBUTE, MAX_ATTRIBUTES, _ATTRIBUTE)
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|table|title|meta|span|article|script)\b", re.IGNORECASE
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
    if wide := wide_codec(body):
        return body.decode(wide, "replace")
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
    if _is_doubled(data):
        data = repair_doubled(data.decode("utf-8", "replace")).encode()
    if not data.strip():
        raise UnreadablePage("the page is empty: fetch it again")
    if len(data) > MAX_BYTES:
        raise UnreadablePage(f"the page has {len(data)} bytes: skip it, no article is that large")
    if not _TAG.search(data):
        raise UnreadablePage("the body holds no HTML: check the URL, it may be a file or an API")
    if _may_be_flooded(data):
        data = _FLOODED_TAG.sub(rb"\1", data)
    root = html.document_fromstring(data, parser=_parser())
    if root is not None and root.find("body") is None and _leads_on(root):
        root.append(root.makeelement("body"))  # as browsers do
    if root is None or root.find("body") is None:
        raise UnreadablePage("the page has no body: fetch it again")
    return root


def _may_be_flooded(data: bytes) -> bool:
    """Whether a tag may have too many attributes; looking into all would take a quarter of the parse.

    A long tag reaches over one of the places that are looked at, unless `<` in its values hides
    where it begins: then the size of the page limits the time that it takes.
    """
    if len(data) > _SMALL_PAGE:
        return True
    starts = (data.rfind(b"<", at - _LONG_TAG, at) for at in range(_LONG_TAG, len(data), _LONG_TAG))
    return any(start >= 0 and _FLOODED_TAG.match(data, start) for start in starts)


def _leads_on(root: HtmlElement) -> bool:
    """Whether a head without a body has a script or sends the browser elsewhere."""
    return bool(root.xpath("//script | //meta[@http-equiv]"))


def _is_doubled(data: bytes) -> bool:
    """Whether UTF-8 twice over comes before the first letter such as ạ that is UTF-8 once."""
    plain = data.find(_ONCE)
    first = data.find(_DOUBLED, 0, plain if plain >= 0 else len(data))
    return first >= 0 and data.count(_DOUBLED, first) >= _MANY_DOUBLED


def wide_codec(body: bytes) -> str | None:
    """The UTF-16 in which a body without a byte order mark is: every other byte of its markup is 0.

    >>> wide_codec("<html>".encode("utf-16-be")), wide_codec(b"<html>"), wide_codec(b"\\0<html>")
    ('utf-16-be', None, None)
    """
    head = body[:_WIDE_HEAD]
    nuls = head.count(b"\0")
    odd = head[1::2].count(b"\0")
    if nuls * 4 < len(head) or min(odd, nuls - odd) * 10 > nuls:
        return None
    return "utf-16-le" if odd * 2 > nuls else "utf-16-be"


def _as_utf8(page: bytes | str, content_type: str | None) -> bytes:
    if isinstance(page, str):
        return page.encode("utf-8", "replace")  # lone surrogates of a caller become `?`
    if len(page) > MAX_BYTES:
        raise UnreadablePage(f"the body has {len(page)} bytes: skip it, no article is that large")
    if page[:1] in _MARKUP_STARTS and b"\0" not in page[:_WIDE_HEAD]:
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
        collect_ids=False,  # no id is looked up by name, and the table of them takes time
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
