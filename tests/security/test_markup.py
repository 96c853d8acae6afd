"""Pages made to break a reader: nested without end, flooded, on one line, with odd letters."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest

from govnews import extract
from govnews.errors import NotAnArticle, UnreadablePage
from govnews.page.decode import MAX_ATTRIBUTES, parse

URL = "https://lamson.example.vn/tin/bai-viet-so-1"
TEXT = (
    "<p>Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm. "
    "Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc hội nghị.</p>"
)
FLOODS = {
    "nested blocks": "<div>",
    "nested bold": "<b>",
    "nested tables": "<table><tr><td>",
    "nested lists": "<ul><li>",
    "open paragraphs": "<p><b>x",
    "line breaks": "x<br>",
    "capital lines": "X<br>",
    "links": '<a href="/tin-1">tin</a>',
    "pictures": '<p><img src="/anh.jpg" alt="Ảnh">',
    "headlines": "<h1>Tin mới</h1>",
    "figures": '<figure><img src="/a.jpg" width=300><figcaption>Ảnh</figcaption></figure>',
    "recipients": "tặng Bằng khen cho ông Lê Văn Tám, ",
    "comments": "<!--",
    "brackets": "<",
    "ampersands": "&",
    "quotation marks": "“(",
    "NUL bytes": "\0",
    "lone surrogates": "\ud800x",
    "one line": "x" * 20,
    "dates": "ngày 11/12/2023 ",
    "names": "đồng chí Trần Văn Bình, ",
    "marks of direction": "\u202e\u2066",
    "combining marks": "a\u0301\u0323",
    "metadata": '<meta property="og:title" content="a">',
    "JSON-LD": '<script type="application/ld+json">[[[[{"a":[',
}


NESTED = (
    "<div>", "<b>", "<span>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<p><font>", "<h1>",
    '<a href="/tin-1">', "<section><div>", "<article>", "<figure>", "<i><div>", "<dl><dd>",
)  # fmt: skip


def page(middle: str) -> str:
    """An article with something in its middle."""
    return (
        "<!DOCTYPE html><html lang='vi'><head><title>Lam Sơn tổng kết năm</title></head><body>"
        "<article><h1>Lam Sơn tổng kết năm</h1><div class='date'>11/12/2023 15:30</div>"
        f"<div class='content'>{TEXT}{middle}{TEXT}</div></article></body></html>"
    )


def seconds(middle: str) -> float:
    """Of the processor, to read the article; its headline and beginning are read whatever comes."""
    start = process_time()
    article = extract(page(middle), URL).article
    assert article.title == "Lam Sơn tổng kết năm"
    assert article.body.startswith("Sáng 11/12")
    return process_time() - start


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_takes_time_in_proportion(name: str) -> None:
    """Five times the flood takes about five times as long, and not twenty-five times."""
    seconds("")
    once, more = (seconds(FLOODS[name] * number) for number in (1_500, 7_500))
    assert more < 15 * max(once, 0.02)


@pytest.mark.parametrize("tag", NESTED)
def test_deep_nesting(tag: str) -> None:
    """No recursion breaks, just below the depth at which the parser cuts and far beyond it."""
    for depth in (1_000, 2_000, 20_000):
        deep = page("").replace("<article>", f"<article>{tag * depth}")
        with suppress(NotAnArticle, UnreadablePage):
            extract(deep, URL)
        with suppress(NotAnArticle, UnreadablePage):
            extract(page(tag * depth), URL)


def test_a_line_of_nearly_ten_megabytes() -> None:
    """It is read; what is larger is refused (see the tests of `decode`)."""
    article = extract(page(f"<p>{'chữ ' * 1_500_000}</p>"), URL).article
    assert len(article.body) > 5_000_000


@pytest.mark.parametrize(
    "form",
    ["a{n}=1 ", "a{n} ", "a{n}='1'", 'a{n}=">" ', 'a{n}="<" ', "a{n}=1/", "a{n}\n=\n1\t"],
)
def test_attributes_without_number(form: str) -> None:
    """The parser's time grows with their square, so an element keeps its first ones only."""
    flood = "".join(form.format(n=number) for number in range(100_000))
    root = parse(
        f"<html><body><p class=first {flood}>chữ</p><p title='a > b'>tiếp</p></body></html>"
    )
    first, second = root.iter("p")
    assert (first.get("class"), first.text) == ("first", "chữ")
    assert len(first.attrib) <= MAX_ATTRIBUTES + 1
    assert (second.get("title"), second.text) == ("a > b", "tiếp")


def test_what_looks_like_a_flood_and_is_none() -> None:
    """Long texts, scripts and pictures within the page stay as they are."""
    picture = f'<img alt="{"chữ " * 2000}" src="data:image/png;base64,{"QUJD" * 5000}">'
    script = f"<script>if (a <b && c) {{ {'d = e; ' * 100} }}</script>"
    root = parse(f"<html><body>{picture}{script}<p>{'chữ ' * 5000}</p></body></html>")
    assert len(root.find(".//img").get("alt")) == 8000
    assert root.find(".//script").text.count("d = e") == 100
    assert len(root.find(".//p").text) == 20_000
