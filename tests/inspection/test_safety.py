"""Nothing of the original can run, load, submit, hide or lead away in the page of inspection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.etree import iterwalk

from govnews import extract
from govnews.inspection import inspect_page
from govnews.inspection.original import KEPT, letters
from govnews.model import Record

URL = "https://lamson.example.vn/tin/hoi-nghi-tong-ket-nam-120001"
OWN = frozenset(("a", "i", "span", "details", "summary"))
"""Elements that the inspection puts into the original."""
OWN_ATTRIBUTES = frozenset(("class", "id", "href", "title", "data-rows", "data-label"))
TEMPLATE = frozenset((
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "div", "h1", "h2",
    "h3", "p", "br", "a", "i", "b", "label", "input", "span", "details", "summary", "ul", "li", "dl",
    "dt", "dd", "article", "small",
))  # fmt: skip
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "a script that claims to end": "<script>'</scr'+'ipt>';alert(1)</script>",
    "event handler": "<div onload='alert(1)' onclick=alert(1)>chữ</div>",
    "svg": "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'><text>chữ</text></a></svg>",
    "math": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "script link": "<a href=' java&#x0A;script:alert(1)'>chữ</a>",
    "style": "<style>#original a{display:none} @import url(https://bad.example/x.css);</style>",
    "css url": "<p style='background:url(https://bad.example/x.png);position:fixed'>chữ</p>",
    "base": "<base href='https://bad.example/' target=_top>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://bad.example/'>",
    "link": "<link rel=stylesheet href=https://bad.example/x.css>",
    "frame": "<iframe src=https://bad.example srcdoc='<script>alert(1)</script>'></iframe>",
    "frames": "<frameset><frame src=https://bad.example></frameset>",
    "object": "<object data=https://bad.example><embed src=https://bad.example></object>",
    "form": "<form action=https://bad.example><input name=q autofocus onfocus=alert(1)><button>gửi</button>"
    "<textarea></section>chữ</textarea></form>",
    "picture": "<img src='https://bad.example/x.png' srcset='https://bad.example/y.png 2x' onerror=alert(1)>",
    "picture of script": "<img src='javascript:alert(1)\"><script>alert(1)</script>'>",
    "audio": "<video src=https://bad.example autoplay poster=https://bad.example/p.png></video>",
    "comment": "<!--[if IE]><script>alert(1)</script><![endif]--><!-- --!><b>chữ</b>",
    "processing": "<?xml-stylesheet href='https://bad.example/x.xsl'?><?php echo 1 ?>",
    "template": "<template><script>alert(1)</script></template>",
    "plaintext": "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "unclosed": "<div><table><tr><td><b><i><h2",
    "closing ours": "</div></section></main></body></html><script>alert(1)</script><section id=records>",
    "our names": "<a class=person id=at-people-1 href=#people-1 data-rows=people-1 name=title>chữ</a>",
    "spans": "<table><tr><td colspan='2\" onclick=\"alert(1)' rowspan=² width=9>chữ</td></tr></table>",
    "quoted title": "<h1>\"><img src=x onerror=alert(1)>'</h1>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "odd names": "<bad:tag onfoo=1>chữ</bad:tag><x-y is=z>chữ</x-y>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
}


def _check(source: str, record: Record) -> None:
    """All elements and attributes are the inspection's own or kept ones; all links stay inside."""
    text = inspect_page(source, record).html
    tree = html.document_fromstring(text)
    (original,) = tree.xpath("//section[@id='original']")
    inside = set(original.iter())
    for element in tree.iter():
        allowed = OWN | KEPT if element in inside and element is not original else TEMPLATE
        assert element.tag in allowed
        for name, value in element.items() if element in inside else ():
            assert name in OWN_ATTRIBUTES or (name in ("colspan", "rowspan") and value.isdigit())
        if (target := element.get("href")) is not None:
            assert target.startswith("#")
    assert len(tree.xpath("//style")) == len(tree.xpath("//head/style")) == 1
    assert text.count("<meta") == 4
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["before", "within", "after", "head"])
def test_hostile_pages(make_page, name, place):
    """Whatever stands in a page, and wherever, only text, structure and our own marks come out."""
    hostile, record = HOSTILE[name], extract(make_page(), URL)
    if (name, place) == ("closing ours", "head"):
        pytest.skip("a page without a body is not read at all")
    if place == "within":
        body = f"<p>Sáng 11/12, xã Lam Sơn họp {hostile} tổng kết năm.</p>"
        _check(
            make_page(body + "<p>Ông Lê Văn Tám được tặng Bằng khen của Thủ tướng.</p>" * 2), record
        )
    else:
        _check(make_page(**{place: hostile}), record)


@given(st.lists(st.sampled_from([*HOSTILE.values(), "<div>", "</div>", "<td>", "<p>", "chữ"])))
def test_any_mixture(pieces):
    """The same of any mixture of hostile pieces."""
    body = "<p>Ông Lê Văn Tám được tặng Bằng khen của Thủ tướng Chính phủ tại Lam Sơn.</p>" * 2
    source = "<html><body><h1>Lam Sơn tổng kết năm 2023</h1><p>11/12/2023</p><div class='article-content'>"
    _check(f"{source}{body}{''.join(pieces)}", extract(f"{source}{body}", URL))


def test_the_page_forbids_everything_by_itself(inspected, make_page):
    """Even what slipped through could not run or load: the policy stands first in the head."""
    policy = inspected(make_page()).tree.xpath("//head/meta")[1]
    assert policy.get("http-equiv") == "Content-Security-Policy"
    assert "default-src 'none'" in policy.get("content")
    assert "script-src" not in policy.get("content")


def test_hidden_text_can_be_seen(inspected, make_page):
    """No style of the page survives that could hide a mark."""
    shown = inspected(make_page(head="<style>article{display:none}</style>"))
    assert "display:none" not in shown.source.replace(" ", "").split("</style>")[1]
    assert shown.marked("article-body")


@pytest.mark.parametrize("tag", ["div", "b", "font", "blockquote", "span"])
def test_thousands_of_nested_elements(make_page, tag):
    """Old editors nest elements by the thousand: all text is shown, and the nesting is cut."""
    source = make_page(after=f"<{tag}>wx " * 2_000)
    tree = html.document_fromstring(inspect_page(source, extract(make_page(), URL)).html)
    assert tree.get_element_by_id("original").text_content().count("wx") >= 2_000
    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    assert deepest < 200


def test_many_empty_elements_take_no_time(make_page):
    """A run of empty blocks is walked once, not once for each of them."""
    source = make_page(after="<div></div>" * 50_000)
    assert inspect_page(source, extract(source, URL)).html.count("<div></div>") == 50_000


def test_all_text_is_there(inspected, make_page):
    """Cleaning takes attributes and wrappers away, never a letter of the visible text."""
    source = make_page(
        before="<center><font>Cổng <u>thông</u> tin</font></center>", after="<q>Hết</q>"
    )
    visible = letters(html.document_fromstring(source).find("body").text_content())[0]
    shown = inspected(source).original
    for added in shown.xpath(".//summary | .//*[@class='picture']"):
        added.drop_tree()
    assert letters(shown.text_content())[0] == visible
