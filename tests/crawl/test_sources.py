"""Feeds and sitemaps beside the listings."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from typing import Any

import pytest
from werkzeug import Response

from govnews.errors import UnreadablePage
from govnews.model import HANOI
from govnews.portals.sources import Row, read_source

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

OCTOBER = datetime(2026, 10, 1, 23, 59, 59, tzinfo=HANOI)


def urlset(*rows: tuple[str, str]) -> str:
    """A sitemap of addresses with the day of their last change."""
    lines = "".join(f"<url><loc>{u}</loc><lastmod>{d}</lastmod></url>" for u, d in rows)
    return f'<?xml version="1.0"?><urlset {NS}>{lines}</urlset>'


def article(number: int) -> str:
    """An address of Liferay."""
    return f"/vi/tin/-/view_content/{number}-bai"


@pytest.mark.parametrize(
    ("xml", "row"),
    [
        (
            (
                "<rss><channel><image><url>http://a/logo.png</url></image><item><title>a&nbsp;b</title>"
                "<link>https://a.gov.vn/1</link><pubDate>9/14/2026 6:44:00 PM</pubDate></item></channel></rss>"
            ),
            Row(url="https://a.gov.vn/1", published=date(2026, 9, 14)),
        ),
        (
            (
                "<rss><channel><item><guid>https://a.gov.vn/1</guid>"
                "<pubDate>Sun, 13 Sep 2026 17:30:00 GMT</pubDate></item></channel></rss>"
            ),
            Row(url="https://a.gov.vn/1", published=date(2026, 9, 14)),
        ),
        (
            (
                '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/e"/>'
                '<link href="/1"/><published>2026-09-13T20:00:00Z</published>'
                "<updated>2026-10-01T00:00:00+07:00</updated></entry></feed>"
            ),
            Row(url="/1", published=date(2026, 9, 14), modified=OCTOBER),
        ),
        (
            (
                f"<urlset {NS} {NEWS}><url><loc>https://a.gov.vn/1</loc><lastmod>2026-10-01</lastmod>"
                "<news:news><news:publication_date>2026-09-14T08:00:00+07:00</news:publication_date>"
                "</news:news></url></urlset>"
            ),
            Row(url="https://a.gov.vn/1", published=date(2026, 9, 14), modified=OCTOBER),
        ),
    ],
    ids=["vccorp", "rss", "atom", "news sitemap"],
)
def test_each_format_is_read(xml: str, row: Row) -> None:
    """Address, day of publication, and change: where no time is told, at the end of the day."""
    assert read_source(xml.encode(), "a").pages == (row,)


@pytest.mark.parametrize("body", [b"", b"xin chao", b"<html><body>404</body></html>"])
def test_what_is_no_list_is_said_to_be_none(body: bytes) -> None:
    """An error page in a feed's place is named."""
    with pytest.raises(UnreadablePage, match=r"https://a\.gov\.vn/rss: no feed"):
        read_source(body, "https://a.gov.vn/rss")


def test_a_torn_feed_is_read_as_far_as_it_goes() -> None:
    """A feed that breaks off in the middle gives the items before."""
    xml = b"<rss><channel><item><link>/1</link></item><item><link>/2</li"
    assert read_source(xml, "a").pages[0] == Row(url="/1")


def test_articles_of_feeds_and_sitemaps_are_asked_for_once(
    site: Any, harvest: Any, markup: Any
) -> None:
    """An index, gzipped sitemaps, a feed and a listing lead to each article, and once."""
    paths = [article(n) for n in range(1, 5)]
    for path in paths:
        site.pages[path] = markup.liferay_article(f"Bài {path}")
    site.pages["/vi/tin"] = markup.liferay_listing(((paths[0], "11/12/2023 | 09:24 AM"),))
    home = f"http://{site.host}"
    items = "".join(f"<item><link>{home}{path}</link></item>" for path in paths[:2])
    site.pages["/rss"] = f"<rss><channel>{items}</channel></rss>"
    index = f"<sitemapindex {NS}><sitemap><loc>{home}/s1.xml.gz</loc></sitemap></sitemapindex>"
    site.pages["/sitemap.xml"] = index
    one = urlset(*((home + path, "2023-12-11") for path in paths[1:]))
    site.pages["/s1.xml.gz"] = Response(
        gzip.compress(one.encode()), content_type="application/gzip"
    )
    fields = {"feeds": ["/rss"], "sitemaps": ["/sitemap.xml"]}
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal=fields)
    assert sorted(crawl.articles()) == paths
    assert [site.times(path) for path in paths] == [1, 1, 1, 1]
    assert crawl.counts["source_pages"] == 3
    assert crawl.exit_code == 0


def test_since_looks_at_the_last_change_and_until_does_not(
    site: Any, harvest: Any, markup: Any
) -> None:
    """An article last changed before `since` is out unseen; one changed after `until` may be in."""
    old, edited = article(1), article(2)
    site.pages[old] = markup.liferay_article("Bài cũ", "01/02/2020 | 09:24 AM")
    site.pages[edited] = markup.liferay_article("Bài sửa sau")
    home = f"http://{site.host}"
    rows = f"<sitemap><loc>{home}/old.xml</loc><lastmod>2020-02-01</lastmod></sitemap>"
    rows += f"<sitemap><loc>{home}/new.xml</loc><lastmod>2024-06-01</lastmod></sitemap>"
    site.pages["/sitemap.xml"] = f"<sitemapindex {NS}>{rows}</sitemapindex>"
    site.pages["/new.xml"] = urlset((home + old, "2020-02-01"), (home + edited, "2024-06-01"))
    site.pages["/vi/tin"] = markup.html("Tin tức", "<p>Chưa có tin.</p>" * 50)
    crawl = harvest(
        family="liferay",
        listings=("/vi/tin",),
        discover=True,
        portal={"sitemaps": ["/sitemap.xml"]},
        since="2023-12-01",
        until="2023-12-31",
    )
    assert list(crawl.articles()) == [edited]
    assert not site.times("/old.xml")
    assert not site.times(old)
    assert crawl.counts["sources_before_since"] == 1


def test_a_declared_feed_that_is_lost_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A feed that is gone, or has become a page, is told like a listing."""
    site.pages[article(1)] = markup.liferay_article("Bài một")
    site.pages["/vi/tin"] = markup.liferay_listing(((article(1), "11/12/2023 | 09:24 AM"),))
    site.pages["/feed"] = markup.html("Trang chủ", "<p>Mời xem tin.</p>")
    fields = {"feeds": ["/feed", "/gone"]}
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal=fields)
    assert len(crawl.articles()) == 1
    assert "2 listing pages could not be fetched" in crawl.problems
    assert "no feed and no sitemap" in crawl.log
