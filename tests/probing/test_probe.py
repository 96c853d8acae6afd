"""What a probe says of sites that nobody has declared, and of those on known platforms."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from govnews import extract
from govnews.errors import BadInput, NotAnArticle
from govnews.inspection.original import PageText
from govnews.page.decode import parse
from govnews.portals.declared import read_portals
from govnews.probing import probe
from govnews.probing.declaration import toml_of
from govnews.probing.fields import fields_of
from govnews.probing.probe import read_with
from govnews.probing.written import read_back, write_declaration
from govnews.saved import SavedPage

PAGES = Path(__file__).parents[1] / "pages"


def test_an_unknown_site_is_described(named):
    """Every field is told with the selector that finds it, and a layout of them is made."""
    found = probe(named.article, named.listing)
    where = {field.name: field.where for field in found.fields if field.value}
    assert found.candidates[0].family.name == "unknown"
    assert where["title"] == "thanhhoa-lamkhe: h1.lk-tieu-de"
    assert where["date"] == "thanhhoa-lamkhe: span.lk-ngay"
    assert where["summary"] == "thanhhoa-lamkhe: div.lk-sapo"
    assert where["body"] == "thanhhoa-lamkhe: div.lk-noi-dung-bai"
    assert found.table["layout"]["root"] == "div.lk-bai"
    assert found.table["layout"]["junk"] == "div.lk-doc-them"
    assert found.table["title"] == "Trang thông tin điện tử huyện Lam Khê"
    assert found.table["province"] == "Thanh Hóa"


def test_ids_are_as_good_as_classes(form):
    """Without a class, the ids of an old site name its parts: the whole cell, not the `b` in it."""
    layout = probe(form.article, form.listing).table["layout"]
    assert layout["title"] == "#lblTieuDe"
    assert layout["date"] == "#lblNgayDang"
    assert layout["body"] == "#divNoiDung"


@pytest.mark.parametrize("site", ["named", "form"])
def test_the_declaration_reads_other_articles_too(request, tmp_path, site):
    """What was made from one article reads the next one, by the same layout."""
    pages = request.getfixturevalue(site)
    found = probe(pages.article, pages.listing)
    write_declaration(found, tmp_path)
    portal = read_portals(tmp_path / f"{found.portal.name}.toml")[found.portal.name]
    page = read_with(pages.other, portal)
    assert page.layout == found.portal.name
    assert page.paragraphs == found.page.paragraphs
    assert page.title != found.page.title
    assert portal.article_key(pages.other.url)


def test_the_listing_is_read_as_a_crawl_would(named, form):
    """Articles with their ids and days, and the pages that the pager leads to."""
    listing = probe(named.article, named.listing).listing
    numbers = [key.rpartition("-")[2] for key, _, _ in listing.articles]
    assert numbers == ["20317", "20316", "20315", "20314", "20313"]
    assert listing.days[0] == date(2024, 5, 14)
    assert listing.pages == (2, 3)
    found = probe(form.article, form.listing)
    assert found.table["identity"] == ["ma"]
    assert found.table["listings"] == ["/tin.aspx?loai=2"]
    assert len(found.listing.articles) == 5


def test_what_only_the_layout_reads_is_told(named):
    """A paragraph that the general reader leaves out, below links with teasers, is read and told."""
    more = "</ul><p>Ba xã đã ra quân.</p><p><a href='/tin-tuc/boi-7.html'>Lam Khê thi bơi</a></p></div>"
    teased = named.article.body.replace(b"</ul></div>", more.encode())
    found = probe(replace(named.article, body=teased), named.listing)
    told = [problem for problem in found.problems if "Dịp này, 05 tập thể" in problem]
    assert len(found.page.paragraphs) == 3
    assert len(found.more) == len(told) == 1


def test_a_known_platform_needs_no_layout():
    """A page that a registered layout reads is declared by its family alone."""
    expected = json.loads((PAGES / "vnpt-portal.json").read_text("utf-8"))
    body = (PAGES / "vnpt-portal.html").read_bytes()
    found = probe(SavedPage(name="a.html", body=body, url=expected["url"]))
    assert found.candidates[0].family.name == "vnpt"
    assert found.candidates[0].why[0] == "its layout vnpt-portal reads the article"
    assert "layout" not in found.table
    [title] = [field for field in found.fields if field.name == "title"]
    assert title.where == "vnpt-portal: div.ArticleHeader"


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.json")))
def test_every_saved_page_can_be_declared(tmp_path, name):
    """Whatever the platform: the written declaration is valid and reads the page the same."""
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    found = probe(SavedPage(name=f"{name}.html", body=body, url=expected["url"]))
    write_declaration(found, tmp_path)
    assert read_back(found, tmp_path) == ()
    assert found.page.title == expected["title"]
    lost = [line for line in expected["paragraphs"] if line not in found.page.paragraphs]
    assert lost == []


def test_the_files_are_declaration_page_and_test(named, tmp_path):
    """Three files: the TOML, the page byte for byte, and what a test expects of it."""
    found = probe(named.article, named.listing, name="lamkhe")
    paths = write_declaration(found, tmp_path / "new")
    assert [path.name for path in paths] == ["lamkhe.toml", "lamkhe.html", "lamkhe.json"]
    assert paths[1].read_bytes() == named.article.body
    fixture = json.loads(paths[2].read_text("utf-8"))
    example = json.loads((PAGES / "wordpress.json").read_text("utf-8"))
    assert set(example) <= set(fixture)
    assert (fixture["portal"], fixture["page"]) == ("lamkhe", "saved")
    assert fixture["published"] == "2024-05-14T16:05"
    with pytest.raises(BadInput, match=r"lamkhe\.toml exists: choose another folder"):
        write_declaration(found, tmp_path / "new")


def test_read_back_tells_what_differs(named, tmp_path):
    """A declaration that was changed by hand and loses the date is found out."""
    found = probe(named.article, named.listing, name="lamkhe")
    path = write_declaration(found, tmp_path)[0]
    path.write_text(path.read_text("utf-8").replace("h1.lk-tieu-de", "div.lk-sapo"), "utf-8")
    assert "title" in read_back(found, tmp_path)


def test_what_is_missing_is_said(named):
    """Without a listing, a date and a province a person is told what to add."""
    bare = named.article.body.decode().replace("Thứ ba, 14/05/2024 16:05", "")
    found = probe(SavedPage(name="a", body=bare.encode(), url="https://a.example.vn/gioi-thieu"))
    told = " / ".join(found.problems)
    assert "no date was found: add its selector under [example-a.layout]" in told
    assert "nothing in its address tells the article" in told
    assert "no listing was given" in told
    assert "the host does not tell the province" in told


def test_a_listing_is_no_article(named):
    """Arguments in the wrong order are told so."""
    with pytest.raises(NotAnArticle, match="name an article first, then its listing"):
        probe(named.listing, named.article)


def test_the_address_must_be_known(named):
    """A saved page that does not say where it is from needs --url."""
    with pytest.raises(BadInput, match="give its address with --url"):
        probe(replace(named.article, url="file:///tmp/a.html"))
    with pytest.raises(BadInput, match="give its address with --listing-url"):
        probe(named.article, replace(named.listing, url=None))


def test_a_declared_portal_keeps_its_name(named):
    """The page of a portal that is declared is probed under the name that it has."""
    page = replace(named.article, url="https://haiphong.gov.vn/tin-tuc/so-ket-cong-tac-120001")
    found = probe(page)
    assert (found.known.name, found.portal.name) == ("haiphong", "haiphong")


def test_a_name_must_be_one(named):
    """A name that no declaration may have is refused, with the reason."""
    with pytest.raises(BadInput, match="name it by letters a-z, digits and dashes"):
        probe(named.article, name="Lam Khê")


def test_strings_of_the_page_are_quoted():
    """Quotes, backslashes and control characters in a site's name make no broken TOML."""
    table = {"title": 'a"b\\c\n\x7f\u2028', "hosts": ["a.vn"], "layout": {"body": "p[x='1']"}}
    assert tomllib.loads(toml_of("a.b", table)) == {"a.b": table}


def test_a_listing_may_lead_to_files_and_log_ins(named):
    """What a crawl would leave alone and count is left alone without a crawl too."""
    traps = "<a href='/van-ban/a.pdf'>PDF</a><a href='/dang-nhap'>Đăng nhập</a></body>"
    body = named.listing.body.decode().replace("</body>", traps).encode()
    found = probe(named.article, replace(named.listing, body=body))
    assert found.listing == probe(named.article, named.listing).listing


def test_a_name_may_be_that_of_a_known_layout(named):
    """The portal's own layout is told, not the registered one that is called the same."""
    found = probe(named.article, named.listing, name="vnpt-portal")
    [title] = [field for field in found.fields if field.name == "title"]
    assert title.where == "vnpt-portal: h1.lk-tieu-de"


def test_a_value_that_stands_nowhere_is_not_given_a_place(named):
    """A text that was mended beyond recognition need not come from the head, so none says so."""
    record = extract(named.article.body, named.article.url)
    record = replace(record, article=replace(record.article, authors=("Lê Na",)))
    fields = fields_of(record, PageText(parse(named.article.body)), None)
    [author] = [field for field in fields if field.name == "author"]
    assert (author.value, author.where) == ("Lê Na", "not seen in the page's text")
