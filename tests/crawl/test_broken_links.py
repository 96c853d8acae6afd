"""One broken or absurd address costs itself, and never the list that it stands in."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import load_object

from govnews.page.decode import parse
from govnews.portals import Portal
from govnews.probing.listing import links_of

HOME = "https://a.gov.vn/"
ARTICLE = f"{HOME}2024/05/bai-viet"


def spider(family: str = "wordpress", **arguments: Any) -> Any:
    portal = Portal(name="thu", title="Cổng thử", hosts=("a.gov.vn",), family=family, discover=True)
    walker = load_object("govnews.spiders.declared.spider_class")(portal)
    crawler = Crawler(walker)
    crawler.stats = MemoryStatsCollector(crawler)
    return walker.from_crawler(crawler, **arguments)


def page(body: str, url: str = HOME) -> HtmlResponse:
    return HtmlResponse(url, body=body.encode(), encoding="utf-8", request=Request(url))


def asked(requests: Any) -> list[str]:
    return [request.url for request in requests]


def of_home(walker: Any, body: str) -> list[str]:
    list(walker.open_section(HOME, 0))
    return asked(walker.read_section(page(body), "/", 0))


def test_a_broken_address_in_a_sitemap() -> None:
    """The other rows are read."""
    xml = f"<urlset><url><loc>http://[x/</loc></url><url><loc>{ARTICLE}</loc></url></urlset>"
    response = Response(f"{HOME}sitemap.xml", body=xml.encode())
    assert asked(spider().read_list(response, declared=True, depth=0)) == [ARTICLE]
    index = f"<sitemapindex><sitemap><loc>//[x/</loc></sitemap><sitemap><loc>{HOME}b.xml</loc></sitemap></sitemapindex>"
    response = Response(f"{HOME}index.xml", body=index.encode())
    assert asked(spider().read_list(response, declared=True, depth=0)) == [f"{HOME}b.xml"]


@pytest.mark.parametrize(
    ("family", "head"),
    [
        ("wordpress", '<base href="http://[x">'),
        ("unknown", '<link rel="alternate" type="application/rss+xml" href="http://[x">'),
        ("wordpress", f'</head><a href="/tin?page={"1" * 5000}">1</a>'),
        ("vccorp", f'</head><i id="hdZoneId" value="{"1" * 5000}"></i>'),
        ("vnpt", f"<script>var maxPage = {'1' * 5000}; x = {{article_category_id: 1}}</script>"),
    ],
)
def test_a_broken_address_on_a_page(family: str, head: str) -> None:
    """The other links are followed."""
    html = f"<html><head>{head}</head><body><a href='/thoi-su'>b</a></body></html>"
    assert f"{HOME}thoi-su" in of_home(spider(family), html)
    assert f"{HOME}thoi-su" in list(links_of(parse(html.encode()), HOME))


def test_a_broken_line_in_robots_txt() -> None:
    """The other sitemaps are asked for."""
    walker = spider("unknown")
    walker._told_sitemaps = ["//[x/a.xml", "http://[x", "/b.xml"]
    assert asked(walker._ask_told()) == [f"{HOME}b.xml"]


def test_addresses_too_long_for_a_page() -> None:
    """They are left alone wherever they stand."""
    long = "/tin/" + "a-" * 5000 + "/x"
    html = f"<html><body><a href='{long}'>a</a><a href='/thoi-su'>b</a></body></html>"
    assert list(spider().links(page(html))) == [f"{HOME}thoi-su"]
    assert list(links_of(parse(html.encode()), HOME)) == [f"{HOME}thoi-su"]
    xml = f"<urlset><url><loc>{HOME}2024/05/{'a-' * 5000}b</loc></url></urlset>"
    response = Response(f"{HOME}sitemap.xml", body=xml.encode())
    assert asked(spider().read_list(response, declared=True, depth=0)) == []


def test_scripts_that_do_not_end() -> None:
    """A page of nothing but opened scripts takes no time."""
    start = process_time()
    assert list(spider("vnpt").pager(page("<script>" * 20_000))) == []
    assert process_time() - start < 2


def test_sitemaps_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many rows and no more are taken, and none by a run that has all it was asked for."""
    monkeypatch.setattr("govnews.spiders.sources.MAX_LISTED", 3)
    rows = "".join(f"<url><loc>{ARTICLE}-so-{i}</loc></url>" for i in range(2))
    walker = spider(limit=1)
    response = Response(f"{HOME}a.xml", body=f"<urlset>{rows}</urlset>".encode())
    assert len(asked(walker.read_list(response, declared=True, depth=0))) == 2
    more = response.replace(body=response.body.replace(b"so-", b"khac-"))
    assert len(asked(walker.read_list(more, declared=True, depth=0))) == 1
    assert walker.counts["sources_left_out"] == 1
    walker.counts["articles_kept"] = 1
    assert asked(walker.read_list(more, declared=True, depth=0)) == []
    assert list(walker.ask_source(f"{HOME}b.xml", declared=True)) == []
