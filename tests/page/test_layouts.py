"""Layouts count what they select, and a page of another layout falls through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govnews.errors import NotAnArticle, UnreadablePage
from govnews.page import LAYOUTS, Layout, read_page
from govnews.page.decode import parse
from govnews.page.layout import apply_layout
from govnews.page.select import Mismatch, Select, several

PAGE = """<html><body><div class="art"><h1>Xã Mẫu tổ chức ngày hội đại đoàn kết</h1><i class="d">05/06/2024</i>
<div class="b"><p>Sáng 5/6, xã Mẫu tổ chức ngày hội với sự tham gia của 300 hộ dân.</p></div></div></body></html>"""
OWN = Layout(
    name="own",
    marker='class="art"',
    root=Select("div.art"),
    title=Select("h1"),
    date=Select("i.d", 0, 1),
    body=Select("div.b"),
)


def test_counts_are_checked() -> None:
    """A selector that finds another number says what it expected and what it found."""
    root = parse("<html><body><p class='a'>1</p><p class='a b'>2</p></body></html>")
    assert len(several(".a").all(root)) == 2
    assert Select(".c", 0, 1).one(root) is None
    with pytest.raises(Mismatch, match=re.escape(".a: expected 1, found 2")):
        Select(".a").all(root)


def test_portal_layout_comes_first() -> None:
    """A layout given by the portal reads the page before the registered ones."""
    page = read_page(PAGE, "https://a.vn/1", layouts=[OWN])
    assert (page.layout, page.published_precision) == ("own", "day")


def test_mismatch_falls_through() -> None:
    """A page that is not of the layout is read by another one."""
    page = read_page(PAGE.replace('class="b"', 'class="c"'), "https://a.vn/1", layouts=[OWN])
    assert page.layout == "generic"
    assert page.title == "Xã Mẫu tổ chức ngày hội đại đoàn kết"


def test_plain_names_are_believed_only_where_they_are_the_design() -> None:
    """`#content` is an article's text on the paper that says so, and on no other site."""
    html = (
        "<html><head><title>Xã Mẫu</title></head><body><h1>Xã Mẫu tổ chức ngày hội đại đoàn kết</h1><i class='date'>05/06/2024</i>"
        "<div id='content'><p>Sáng 5/6, xã Mẫu tổ chức ngày hội với sự tham gia của 300 hộ dân ở bốn thôn, đông nhất từ trước đến nay.</p></div></body></html>"
    )
    url = "https://a.vn/1"
    assert read_page(html, url).layout == "generic"
    assert read_page(html, url, layouts=[LAYOUTS["baoquangtri"]]).layout == "baoquangtri"


def test_a_listing_is_no_article_by_plain_names() -> None:
    """A list of articles below the same id is no article of the portal."""
    items = "".join(
        f"<li><h3><a href='/tin/bai-so-{i}-41{i}.html'>Tin số {i} của xã Mẫu về ngày hội đại đoàn kết</a></h3>"
        f"<span class='date'>0{i}/06/2024</span><p>Ngày 0{i}/6, xã Mẫu tổ chức ngày hội ở thôn số {i}.</p></li>"
        for i in range(1, 9)
    )
    html = f"<html><head><title>Thời sự</title></head><body><h1>Tin tức thời sự trong tỉnh</h1><div id='content'><ul>{items}</ul></div></body></html>"
    with pytest.raises(NotAnArticle):
        read_page(html, "https://a.vn/tin", layouts=[LAYOUTS["baoquangtri"]])


def test_what_the_selectors_miss_is_read_elsewhere() -> None:
    """A layout without a title or date takes the page's, where it says that they may be believed."""
    layout = Layout(
        name="own", marker="", root=Select("body"), body=Select("div.b"), own=True, head=True
    )
    page = read_page(PAGE, "https://a.vn/1", layouts=[layout])
    assert (page.layout, page.title) == ("own", "Xã Mẫu tổ chức ngày hội đại đoàn kết")
    assert page.published_text == "05/06/2024"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layout_says_when_it_was_checked(layout: Layout) -> None:
    """Each layout is registered under its name, says what it was checked against, and has a marker
    that no way of quoting attributes hides."""
    assert layout.marker
    assert not {'"', "'", "="} & set(layout.marker)
    assert LAYOUTS[layout.name] is layout
    assert layout.checked in ("live", "saved page", "described")
    with pytest.raises(Mismatch):
        apply_layout(layout, parse("<html><body><p>a</p></body></html>"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["<div>", "</div>", "<p>", "<table><tr><td>", "</table>", "<img src=x>", "<br>", "<b>", "</b>", "<a href=/x>",
     "<h1>Huyện Mẫu tổng kết năm công tác</h1>", "05/06/2024", "Sáng nay, huyện tổ chức hội nghị tổng kết. " * 4,
     "<style>p{}</style>", "<!--x-->", "&nbsp;", "Tin khác", "<li>", "<figure>", "<em>Ảnh: A</em>", "<base href='http://[x'>"]
), max_size=40))  # fmt: skip
def test_any_markup_gives_a_page_or_a_named_error(parts: list[str]) -> None:
    """Whatever the markup, the reader returns a page or raises one of its own two errors."""
    try:
        page = read_page("<html><body>" + "".join(parts), "https://a.vn/tin/1")
    except (NotAnArticle, UnreadablePage):
        return
    assert page.title
    assert all(paragraph.strip() for paragraph in page.paragraphs)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("", ["dau-bai.jpg"]),
        ("<img src='/khac.jpg'>", ["dau-bai.jpg", "khac.jpg"]),
        ("<img src='/to/dau-bai.jpg?w=800'>", ["dau-bai.jpg?w=800"]),
    ],
)
def test_lead_picture(body: str, names: list[str]) -> None:
    """The picture above the body comes first, without caption, unless the body shows it too."""
    lead = "<img class='ImgDetailImage' src='/nho/dau-bai.jpg'>"
    html = (
        "<html><body><div class='ArticleDetailControl'><div class='ArticleHeader'>Tin của xã Mẫu</div>"
        f"{lead}<div class='ArticleContent'><p>Hội nghị đã kết thúc.</p>{body}</div></div></body></html>"
    )
    page = read_page(html, "https://a.vn/tin/1")
    assert [picture.url.rpartition("/")[2] for picture in page.pictures] == names
    assert [picture.image_no for picture in page.pictures] == list(range(1, len(names) + 1))
    assert all(picture.caption is None for picture in page.pictures)
