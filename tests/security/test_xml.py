"""Feeds, sitemaps and pages with entities, and lists made to fill the memory."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from scrapy.http import Response
from scrapy.utils.misc import load_object

from govnews import extract
from govnews.errors import UnreadablePage
from govnews.portals.sources import read_source

SECRET = "s3cr3t-in-a-file"  # noqa: S105 it opens nothing
URL = "https://lamson.example.vn/tin/bai-viet-so-1"
TEXT = (
    "<p>Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm. "
    "Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc hội nghị.</p>"
)


def _laughs(entity: str = "lol", levels: int = 12) -> str:
    """Entities of which each names the one before ten times."""
    lines = [f'<!ENTITY l0 "{entity}">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels)]
    return "".join(lines)


BOMBS = {
    "billion laughs": (_laughs(), "&l11;"),
    "quadratic": (f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 20_000),
    "itself": ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
    "parameter": ("<!ENTITY % a \"<!ENTITY b 'x'>\"> %a;", "&b;"),
}
LISTS = {
    "sitemap": "<!DOCTYPE urlset [{dtd}]><urlset><url><loc>https://a.vn/{use}</loc></url></urlset>",
    "rss": "<!DOCTYPE rss [{dtd}]><rss><channel><item><title>{use}</title><link>https://a.vn/{use}</link>"
    "</item></channel></rss>",
    "atom": '<!DOCTYPE feed [{dtd}]><feed><entry><link href="https://a.vn/{use}"/></entry></feed>',
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_do_not_expand_in_lists(kind: str, bomb: str) -> None:
    """However often an entity is named, the list gives few letters."""
    dtd, use = BOMBS[bomb]
    xml = LISTS[kind].format(dtd=dtd, use=use).encode()
    source = read_source(xml, "a.xml")
    assert sum(len(row.url) for row in source.pages) < 10_000


@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_do_not_expand_in_pages(bomb: str) -> None:
    """XHTML is read as HTML, which knows no entities of a page's own."""
    dtd, use = BOMBS[bomb]
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [{dtd}]><html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>Lam Sơn tổng kết năm</title></head><body><h1>Lam Sơn tổng kết năm</h1>"
        f"<div>11/12/2023 10:00</div><div class='content'>{TEXT}<p>{use[:3000]}</p>{TEXT}</div></body></html>"
    )
    assert len(extract(page, URL).article.body) < 2 * len(page)


@pytest.fixture
def outside(tmp_path: Path, httpserver: HTTPServer) -> list[str]:
    """Addresses of a file and of a page with the secret."""
    (tmp_path / "secret.txt").write_text(SECRET)
    httpserver.expect_request("/secret").respond_with_data(SECRET)
    return [
        (tmp_path / "secret.txt").as_uri(),
        str(tmp_path / "secret.txt"),
        httpserver.url_for("/secret"),
    ]


def test_nothing_outside_is_opened(outside: list[str], httpserver: HTTPServer) -> None:
    """Neither entities nor a DTD nor inclusions open a file or ask a host."""
    for place in outside:
        external = f'<!ENTITY a SYSTEM "{place}"><!ENTITY % p SYSTEM "{place}"> %p;'
        xmls = [LISTS[kind].format(dtd=external, use="&a;") for kind in LISTS]
        xmls.append(f'<!DOCTYPE urlset SYSTEM "{place}"><urlset><url><loc>/a</loc></url></urlset>')
        xmls.append(
            '<urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>'
            f'<xi:include href="{place}" parse="text"/></loc></url></urlset>'
        )
        xmls.append(f'<?xml-stylesheet href="{place}"?><urlset><url><loc>/a</loc></url></urlset>')
        for xml in xmls:
            assert SECRET not in str(read_source(xml.encode(), "a.xml"))
        page = (
            f"<!DOCTYPE html [{external}]><html><head><title>Lam Sơn tổng kết năm</title>"
            f"</head><body><h1>Lam Sơn tổng kết năm</h1><div>11/12/2023 10:00</div>{TEXT}<p>&a;</p>"
            f'<iframe src="{place}"></iframe>{TEXT}</body></html>'
        )
        assert SECRET not in str(extract(page, URL))
    assert httpserver.log == []


def test_a_list_of_anything_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of elements that are no rows would become a tree far larger than itself."""
    monkeypatch.setattr("govnews.portals.sources.MAX_ELEMENTS", 1000)
    with pytest.raises(UnreadablePage, match="more than 1,000 elements"):
        read_source(b"<urlset>" + b"<b/>" * 2000 + b"</urlset>", "a.xml")
    row = b"<url><loc>https://a.vn/1</loc></url>"
    assert len(read_source(b"<urlset>" + row * 400 + b"</urlset>", "a.xml").pages) == 400


@pytest.mark.parametrize("nested", [1, 2])
def test_a_packed_sitemap_unpacks_to_a_limit(
    monkeypatch: pytest.MonkeyPatch, nested: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A bomb is told as a list that is lost; what is packed twice is no list."""
    monkeypatch.setattr("govnews.spiders.sources.MAX_BYTES", 100_000)
    body = b"<urlset>" + b" " * 200_000 + b"</urlset>"
    for _ in range(nested):
        body = gzip.compress(body)
    from govnews.portals import get

    spider = load_object("govnews.spiders.declared.spider_class")(get("demo-liferay"))()
    lost: list[str] = []
    spider.list_lost = lambda url, reason, error=None: lost.append(reason)
    response = Response("http://127.0.0.1/sitemap.xml.gz", body=body)
    assert list(spider.read_list(response, declared=True, depth=0)) == []
    assert len(lost) == 1
