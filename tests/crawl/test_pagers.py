"""Ordinary pagers, timelines, and sites that nobody described."""

from __future__ import annotations

from typing import Any

import pytest

from govnews.portals.pages import place_of, says_next


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/tin-tuc", ("/tin-tuc", 1)),
        ("/tin-tuc?page=2", ("/tin-tuc", 2)),
        ("/tin-tuc.html?PageIndex=3", ("/tin-tuc", 3)),
        ("/vi/tin-tuc?p=4&cat=7", ("/tin-tuc?cat=7", 4)),
        ("/tin-tuc/page/5/", ("/tin-tuc", 5)),
        ("/tin-tuc/trang-6.htm", ("/tin-tuc", 6)),
        ("/tin-tuc/trang/6", ("/tin-tuc", 6)),
        ("/tin-tuc/p7", ("/tin-tuc", 7)),
        ("/tin-tuc-trang-8.html", ("/tin-tuc", 8)),
        ("/tin-tuc?start=20", ("/tin-tuc", 5)),
        ("/page/2/", ("/", 2)),
        ("/bai-viet-cua-trang-12345", ("/bai-viet-cua", 12345)),
        ("/giai-phap-2", ("/giai-phap-2", 1)),
    ],
)
def test_a_page_of_a_listing_is_known_by_its_address(address: str, place: tuple[str, int]) -> None:
    """Query, path, first entry: all pages of a listing share its name."""
    assert place_of(f"https://a.gov.vn{address}") == place


@pytest.mark.parametrize("text", ["Trang sau", "Tiếp »", " › ", "XEM THÊM", "Tiếp theo →", "Sau"])
def test_the_words_of_vietnamese_pagers(text: str) -> None:
    """Words with and without arrows, in any case."""
    assert says_next(text)


@pytest.mark.parametrize("text", ["Trang chủ", "Trang trước", "«", "2", "", "Tiếp công dân"])
def test_other_words_lead_to_no_next_page(text: str) -> None:
    """Home, back, and what only begins like a pager."""
    assert not says_next(text)


def address(number: int) -> str:
    """An article of a site that nobody described."""
    return f"/tin/hoi-nghi-trien-khai-nhiem-vu-{number}.html"


def plain(markup: Any, title: str, day: str = "11/12/2023") -> str:
    """An article page without any known markup."""
    body = markup.vnpt_article(title, day).partition('<div class="ArticleContent">')[2]
    return str(
        markup.html(title, f'<article><h1>{title}</h1><time>{day}</time><div class="body">{body}')
    )


def items(*numbers: int) -> str:
    """Entries of a listing."""
    return "".join(
        f'<li><a href="{address(n)}">Hội nghị số {n}</a> <span class="date">11/12/2023</span></li>'
        for n in numbers
    )


def fill(site: Any, markup: Any, *numbers: int) -> list[str]:
    """The articles themselves."""
    for number in numbers:
        site.pages[address(number)] = plain(markup, f"Hội nghị triển khai nhiệm vụ số {number}")
    return [address(number) for number in numbers]


@pytest.mark.parametrize(
    ("second", "third", "link"),
    [
        ("/tin?page=2", "/tin?page=3", '<a href="{}">{}</a>'),
        ("/tin/page/2/", "/tin/page/3/", '<a class="next page-numbers" href="{}"></a>'),
        ("/tin?tu=abc", "/tin?tu=def", '<a href="{}">Xem thêm</a>'),
        ("/tin?tu=abc", "/tin?tu=def", '<a rel="next" href="{}">{}</a>'),
    ],
    ids=["numbers", "next", "words", "rel"],
)
def test_ordinary_pagers_are_walked_to_their_end(
    site: Any, harvest: Any, markup: Any, second: str, third: str, link: str
) -> None:
    """Numbers in query or path, a class, a relation, and mere words lead through a listing."""
    paths = fill(site, markup, 10001, 10002, 10003)
    site.pages["/tin"] = markup.html("Tin", items(10001) + link.format(second, 2))
    site.pages[second] = markup.html("Tin", items(10002) + link.format(third, 3))
    site.pages[third] = markup.html("Tin", items(10003))
    crawl = harvest(family="unknown", listings=("/tin",))
    assert sorted(crawl.articles()) == paths
    assert crawl.counts["listing_pages"] == 3
    assert crawl.exit_code == 0


def test_a_pager_that_invents_pages_is_left_and_told(site: Any, harvest: Any, markup: Any) -> None:
    """Ever new pages with the articles of the last one cost two requests, and wake nobody."""
    fill(site, markup, 10001, 10002)
    more = '<a href="/tin?trang={}">Trang sau</a>'
    site.pages["/tin"] = markup.html("Tin", items(10001) + more.format(2))
    for number in range(2, 40):
        site.pages[f"/tin?trang={number}"] = markup.html(
            "Tin", items(10002) + more.format(number + 1)
        )
    crawl = harvest(family="unknown", listings=("/tin",))
    assert len(crawl.articles()) == 2
    assert crawl.counts["listing_pages"] == 4
    assert crawl.counts["trap_pager"] == 1
    assert crawl.exit_code == 0


def test_a_pager_that_never_moved_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """Where the second page is the first one already, the portal may not understand the number."""
    fill(site, markup, 10001)
    more = '<a href="/tin?trang={}">Trang sau</a>'
    for key, number in (("/tin", 2), *((f"/tin?trang={n}", n + 1) for n in range(2, 9))):
        site.pages[key] = markup.html("Tin", items(10001) + more.format(number))
    crawl = harvest(family="unknown", listings=("/tin",))
    assert "1 listings were left before their last page" in crawl.problems
    assert "trap_pager" not in crawl.counts


def timeline(number: int) -> str:
    """An entry of VCCorp's listings, the number being that of the article."""
    return (
        '<div class="box-stream-item"><a class="box-stream-link-title" '
        f'href="/hoi-nghi-10223121109240{number}.htm">Hội nghị</a></div>'
    )


def test_a_timeline_is_walked_by_its_zone(site: Any, harvest: Any, markup: Any) -> None:
    """Fragments by the zone's number, one after the other, until one is empty; no page twice."""
    zone = '<input type="hidden" id="hdZoneId" value="1027">'
    pager = '<a href="/tin/trang-2.htm">2</a><a href="/tin/trang-3.htm">3</a>'
    site.pages["/tin.htm"] = markup.html("Tin", zone + timeline(1001) + pager)
    site.pages["/timelinelist/1027/2.htm"] = timeline(1002)
    site.pages["/timelinelist/1027/3.htm"] = timeline(1003)
    site.pages["/timelinelist/1027/4.htm"] = "<p></p>"
    for number in (1001, 1002, 1003):
        site.pages[f"/hoi-nghi-10223121109240{number}.htm"] = plain(
            markup, f"Hội nghị bàn {number}"
        )
    crawl = harvest(family="vccorp", listings=("/tin.htm",))
    assert len(crawl.articles()) == 3
    assert not [path for _, path in site.asked if "trang-" in path]
    assert not {"listings_cut", "listings_failed", "trap_pager"} & set(crawl.counts)


def test_a_timeline_without_fragments_has_numbered_pages(
    site: Any, harvest: Any, markup: Any
) -> None:
    """Where the fragments are gone, the pages that the listing links are read instead."""
    zone = '<input type="hidden" id="hdZoneId" value="1027">'
    pager = '<a href="/tin/trang-2.htm">2</a>'
    site.pages["/tin.htm"] = markup.html("Tin", zone + timeline(1001) + pager)
    site.pages["/tin/trang-2.htm"] = markup.html("Tin", zone + timeline(1002))
    for number in (1001, 1002):
        site.pages[f"/hoi-nghi-10223121109240{number}.htm"] = plain(
            markup, f"Hội nghị bàn {number}"
        )
    crawl = harvest(family="vccorp", listings=("/tin.htm",))
    assert len(crawl.articles()) == 2
    assert not {"listings_cut", "listings_failed", "trap_pager"} & set(crawl.counts)


def test_a_site_that_refuses_its_home_page_is_read_by_its_sitemap(
    site: Any, harvest: Any, markup: Any
) -> None:
    """The sitemap in robots.txt is asked for even where the home page cannot be had."""
    paths = fill(site, markup, 10001, 10002)
    home = f"http://{site.host}"
    locs = "".join(f"<url><loc>{home}{path}</loc></url>" for path in paths)
    site.pages["/robots.txt"] = f"User-agent: *\nSitemap: {home}/ban-do.xml\n"
    site.pages["/ban-do.xml"] = f"<urlset>{locs}</urlset>"
    crawl = harvest(family="unknown", listings=("/",), discover=True)
    assert sorted(crawl.articles()) == paths
    assert crawl.exit_code == 3


def test_a_crowd_of_links_is_no_menu(site: Any, harvest: Any, markup: Any) -> None:
    """Thousands of links into one folder are left alone, and the menu beside them is followed."""
    paths = fill(site, markup, 10001)
    crowd = "".join(f'<a href="/danh-muc/ma-{n}">{n}</a>' for n in range(10, 1010))
    site.pages["/"] = markup.html("Trang chủ", f'<a href="/su-kien">Sự kiện</a>{crowd}')
    site.pages["/su-kien"] = markup.html("Sự kiện", items(10001))
    crawl = harvest(family="unknown", listings=("/",), discover=True)
    assert list(crawl.articles()) == paths
    assert crawl.counts["trap_crowd"] == 1000
    assert len(site.asked) == 4


def test_pages_that_were_promised_are_missed(site: Any, harvest: Any, markup: Any) -> None:
    """A pager that names thirty pages and repeats the second one has lost some, which is told."""
    fill(site, markup, 10001, 10002)
    links = "".join(f'<a href="/tin?trang={n}">{n}</a>' for n in range(2, 31))
    site.pages["/tin"] = markup.html("Tin", items(10001) + links)
    for number in range(2, 31):
        site.pages[f"/tin?trang={number}"] = markup.html("Tin", items(10002) + links)
    crawl = harvest(family="unknown", listings=("/tin",))
    assert crawl.counts["listing_pages"] == 4
    assert "1 listings were left before their last page" in crawl.problems
