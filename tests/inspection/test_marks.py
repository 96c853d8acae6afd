"""Every part and fact is marked where it stands, and leads to its row."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from time import monotonic

import pytest

from govnews import extract, facts
from govnews.inspection import inspect_page
from govnews.inspection.original import PageText, letters
from govnews.inspection.placing import place
from govnews.page.decode import parse

PAGES = Path(__file__).parents[1] / "pages"


def test_the_marked_text_is_the_evidence(inspected, make_page):
    """What is marked as a fact is, letter for letter, what the fact was read from."""
    shown = inspected(make_page())
    assert {row.partition("-")[0] for row in shown.facts()} == {"people", "speakers", "awards"}
    assert {row: shown.marked(row) for row in shown.facts()} == shown.facts()


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_every_saved_page_is_marked(inspected, name):
    """On pages of every platform all text is found, and what is marked as a fact is its evidence."""
    url = json.loads((PAGES / f"{name}.json").read_text("utf-8"))["url"]
    shown = inspected((PAGES / f"{name}.html").read_bytes(), url)
    assert shown.marked("article-body") == letters(shown.record.article.body)[0]
    assert {row: shown.marked(row) for row in shown.facts()} == shown.facts()


def test_parts_are_marked(inspected, make_page):
    """Title, date, text, caption and the event's words are marked under their names."""
    shown = inspected(make_page())
    assert shown.marked("article-title") == letters(shown.record.article.title)[0]
    assert shown.marked("article-published_text") == "111220231530"
    assert shown.marked("article-body") == letters(shown.record.article.body)[0]
    assert shown.marked("captions-1") == letters("Ông Lê Văn Tám nhận Bằng khen")[0]
    assert shown.marked("article-event_date_text") == letters("Sáng 11/12")[0]


def test_links_go_both_ways(inspected, make_page):
    """Every link of the page leads to something in it: marks to rows, rows to marks."""
    shown = inspected(make_page())
    targets = shown.tree.xpath("//@id")
    links = [link.removeprefix("#") for link in shown.tree.xpath("//a/@href")]
    assert len(targets) == len(set(targets))
    assert set(links) <= set(targets)
    for row in shown.facts():
        assert f"at-{row}" in links
        assert row in links or shown.marked(row)


def test_what_is_not_seen_is_said(make_page):
    """A title that only the head tells has no place in the page; it is named above it."""
    source = make_page().replace("<h1>Lam Sơn tổng kết năm 2023</h1>", "")
    source = source.replace(
        "<title>", "<meta property='og:title' content='Xã Lam Sơn họp cuối năm'><title>"
    )
    record = extract(source, "https://lamson.example.vn/tin/a-120001")
    shown = inspect_page(source, record)
    assert record.article.title == "Xã Lam Sơn họp cuối năm"
    assert (
        "Not seen in the page's text</summary><ul><li>title: Xã Lam Sơn họp cuối năm" in shown.html
    )
    parts, of = shown.counts.split(" parts")[0].split(" of ")
    assert int(parts) == int(of) - 1


def test_decomposed_letters_are_marked_with_their_tones(inspected, make_page):
    """A page in NFD is marked whole: no tone is left outside of its letter's mark."""
    shown = inspected(unicodedata.normalize("NFD", make_page()))
    assert {row: shown.marked(row) for row in shown.facts()} == shown.facts()
    for piece in shown.original.xpath(".//a[@data-rows]/following-sibling::text()[1]"):
        assert not unicodedata.combining(piece[:1] or " ")


def test_mended_text_is_found(make_page):
    """A word that cleaning has mended is still marked: most letters stand in their order."""
    source = make_page().replace("Nhà văn hóa", "Nh&amp;agrave; văn h&amp;oacute;a")
    record = extract(source, "https://lamson.example.vn/tin/a-120001")
    places = place(record, PageText(parse(source)))
    assert "Nhà văn hóa" in record.article.body
    assert places.missing == []


def test_a_long_menu_is_folded_away(inspected, make_page):
    """Blocks beside the article fold into one line that says how much they hold; nothing is lost."""
    menu = "".join(f"<li><a href='/{n}'>Chuyên mục {n}</a></li>" for n in range(30))
    shown = inspected(make_page(before=f"<div><ul>{menu}</ul></div><p>Xem nhiều</p>"))
    (folded,) = shown.original.xpath(".//details")
    assert folded[0].text.startswith("92 words not extracted: Chuyên mục 0 Chuyên mục 1")
    assert "Chuyên mục 29" in folded.text_content()
    assert folded.xpath(".//a[@data-rows]") == []


def test_pictures_lead_to_their_rows(inspected, make_page):
    """A picture of the records is named by its number, any other one by its address alone."""
    shown = inspected(make_page(before="<img src='/logo.png'>"))
    own, other = shown.original.xpath(".//*[@class='picture']")[::-1]
    assert (own.get("href"), own.text) == ("#captions-1", "picture 1: /anh/trao-bang.jpg")
    assert (other.tag, other.text) == ("span", "/logo.png")


def test_plain_text_can_be_shown():
    """Paragraphs in `<p>` stand for a page of plain text."""
    text = (
        "Sáng 11/12, tại Nhà văn hóa xã, đồng chí Trần Văn Bình, Chủ tịch xã, phát biểu khai mạc."
    )
    shown = inspect_page(f"<p>{text}</p>", facts(text))
    assert ">P1<" not in shown.html
    assert 'data-label="P1"' in shown.html


@pytest.mark.parametrize("filling", ["a", "Hội nghị tổng kết năm của xã. "])
def test_one_long_paragraph_takes_no_time(make_page, filling):
    """A paragraph of thousands of letters that cleaning has mended is found by its two ends."""
    begins = "Sáng 11/12, tại Nhà văn hóa, xã Lam Sơn họp với đại diện các thôn, bản. " * 6
    ends = " Đồng chí Trần Văn Bình kết luận hội nghị và giao nhiệm vụ cho các thôn, bản." * 6
    source = make_page(
        f"<p>{begins}Nh&amp;agrave; văn h&amp;oacute;a {filling * (9000 // len(filling))}{ends}</p>"
    )
    record = extract(source, "https://lamson.example.vn/tin/a-120001")
    began = monotonic()
    places = place(record, PageText(parse(source)))
    assert monotonic() - began < 5
    assert "Nhà văn hóa" in record.article.body
    assert [piece for piece in places.missing if piece.field == "body"] == []
