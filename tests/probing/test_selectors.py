"""Selectors are short, find one element, and are made of names that last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from govnews.page.select import several
from govnews.portals import Portal
from govnews.probing.address import article_rule
from govnews.probing.declaration import name_of, province_of
from govnews.probing.selectors import holder_of, path_of, selector_of

PAGE = html.document_fromstring(
    "<body><div class='row col-md-9'><h2 class='tin-title'>A</h2><div id='ctl00_x'><p class='sapo'>B</p>"
    "<p id='x'>C</p><div class='box'><span>D</span></div></div><time>E</time>"
    "<section data-role='content'><p>F</p><p>G</p></section><i id='p20317'>H</i></div></body>"
)


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("A", "h2.tin-title"),
        ("B", "p.sapo"),
        ("C", "#x"),
        ("D", "div.box span"),
        ("E", "time"),
        ("F", None),
        ("H", None),
    ],
)
def test_selectors(text, css):
    """The most telling name wins; ids with numbers, styling classes and mere places are none."""
    [element] = PAGE.xpath(f"//*[text()='{text}']")
    assert selector_of(element, PAGE.find("body")) == css


@given(st.lists(st.sampled_from(["div", "p", "span", "b"]), min_size=1, max_size=12), st.randoms())
def test_a_selector_finds_exactly_its_element(tags, random):
    """On any tree: what is returned finds the element alone, and a place finds one too."""
    root = html.Element("body")
    elements = [root]
    for tag in tags:
        child = html.Element(tag)
        child.set("class", random.choice(["a", "b", "row", "x1 tin", ""]))
        random.choice(elements).append(child)
        elements.append(child)
    for element in elements[1:]:
        css = selector_of(element, root)
        assert css is None or several(css).all(root) == [element]
        assert element in several(path_of(element, root)).all(root)


def test_the_smallest_holder():
    """The element round several others; the element itself where it is one."""
    body = PAGE.find("body")
    f, g = PAGE.xpath("//section/p")
    assert holder_of([f, g]) is f.getparent()
    assert holder_of([f]) is f
    assert holder_of([f, f.getparent()]) is f.getparent()
    assert holder_of([f, PAGE.xpath("//h2")[0]]) is body[0]
    assert holder_of([]) is None


@pytest.mark.parametrize(
    ("url", "others"),
    [
        (
            "https://a.vn/tin-tuc/hoi-nghi-tong-ket-120001.html",
            ["/van-hoa/ra-quan-dau-nam-119.html"],
        ),
        ("https://a.vn/tin/bai/id/4402", ["/tin/khac/id/4403"]),
        ("https://a.vn/xem?cid=7&itemid=12", ["/xem?cid=8&itemid=13"]),
        ("https://a.vn/xem.aspx?loai=2&ma=12", ["/xem.aspx?loai=2&ma=13"]),
    ],
)
def test_the_rule_for_articles_tells_them_apart(url, others):
    """The pattern made from one address gives that article and others ids of their own."""
    links = [f"https://a.vn{other}" for other in others]
    rule = article_rule(url, links)
    portal = Portal(
        name="a", title="a", hosts=("a.vn",), family="unknown", evidence="x",
        article=rule["article"], identity=tuple(rule.get("identity", ())),
    )  # fmt: skip
    keys = [portal.article_key(address) for address in (url, *links)]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert portal.article_key("https://a.vn/gioi-thieu") is None


def test_no_rule_is_guessed():
    """An address without anything like an id gives no rule."""
    assert article_rule("https://a.vn/gioi-thieu") == {}


def test_hosts_name_portal_and_province():
    """Province first, then the place; a host that is no province's tells none."""
    assert name_of("xa-a.laocai.gov.vn") == "laocai-xa-a"
    assert province_of("xa-a.laocai.gov.vn") == "Lào Cai"
    assert province_of("bariavungtau.gov.vn") == "Bà Rịa - Vũng Tàu"
    assert province_of("lamkhe.example.vn") is None


@pytest.mark.parametrize("tag", ["o:p", "st1:place"])
def test_tags_from_word_make_no_selector(tag):
    """CSS takes `o:p` for something else; the class of such an element tells nothing by itself."""
    text = f"<body><div class='tin'><{tag} class='MsoNormal'>A</{tag}></div></body>"
    [element] = (page := html.document_fromstring(text)).xpath("//*[text()='A']")
    assert selector_of(element, page.find("body")) is None


def test_a_name_that_ten_thousand_elements_bear_is_none():
    """More than a layout may find is no reason to give up on the page."""
    body = html.document_fromstring(f"<body>{'<p><i class=tin>A</i></p>' * 10_001}</body>").find(
        "body"
    )
    assert selector_of(body.find(".//i"), body) is None
