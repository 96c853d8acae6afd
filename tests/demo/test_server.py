"""The demo's two sites answer over HTTP as their platforms do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from lxml import html

from govnews.demo.articles import CATEGORIES, load_articles
from govnews.demo.liferay import DELTA, REMOVED, LiferaySite
from govnews.demo.server import DemoServer
from govnews.demo.sites import running_sites
from govnews.demo.vnpt import CATEGORY_IDS, PAGE_SIZE, PAGER, SITE_ID, VnptSite

ARTICLES = load_articles()
VNPT = [a for a in ARTICLES if a.cms == "vnpt"]
LIFERAY = [a for a in ARTICLES if a.cms == "liferay"]


@pytest.fixture(scope="module")
def vnpt() -> Iterator[DemoServer]:
    """The provincial portal."""
    with DemoServer(VnptSite(ARTICLES)) as server:
        yield server


@pytest.fixture(scope="module")
def liferay() -> Iterator[DemoServer]:
    """The city portal."""
    with DemoServer(LiferaySite(ARTICLES)) as server:
        yield server


def fetch(url: str, form: dict[str, object] | None = None) -> str:
    """Body of a GET, or of a POST where there is a form."""
    data = urlencode(form).encode() if form is not None else None
    with urlopen(Request(url, data=data), timeout=5) as answer:
        text: str = answer.read().decode()
    return text


def links(page: str) -> list[str]:
    """Addresses of the articles that a listing or fragment names, in order and once."""
    found = html.fromstring(page).xpath(
        "//h2[@class='Title']/a/@href | //h3[@class='asset-title']/a/@href"
    )
    return list(dict.fromkeys(map(str, found)))


@pytest.mark.parametrize("category", CATEGORIES)
def test_vnpt_pager_reaches_every_article_once(vnpt: DemoServer, category: str) -> None:
    """The listing shows the first page; POSTs with the script's values give the others."""
    page = fetch(f"{vnpt.url}/{category}")
    pages = re.search(r"maxPage = parseInt\((\d+)\)", page)
    number = re.search(r"article_category_id:\s*(\d+)", page)
    assert pages
    assert number
    found = links(page)
    for n in range(2, int(pages[1]) + 1):
        form = {"article_category_id": number[1], "site_id": SITE_ID, "page": n}
        found += links(fetch(vnpt.url + PAGER, form))
    expected = [a.id for a in VNPT if a.category == category]
    assert [int(url.rsplit("-", 1)[1]) for url in found] == expected


def test_vnpt_pager_ends_with_an_empty_fragment(vnpt: DemoServer) -> None:
    """Past the last page there is nothing, and a POST without the values is refused."""
    form = {"article_category_id": CATEGORY_IDS["thong-bao"], "site_id": SITE_ID, "page": 99}
    assert fetch(vnpt.url + PAGER, form) == ""
    with pytest.raises(HTTPError, match="404") as caught:
        fetch(vnpt.url + PAGER, {"page": 1})
    caught.value.close()


@pytest.mark.parametrize("category", CATEGORIES)
def test_liferay_pager_reaches_every_article_once(liferay: DemoServer, category: str) -> None:
    """`_101_cur` walks the listing; one listing also names an article that is gone."""
    expected = [a.id for a in LIFERAY if a.category == category]
    found = [
        url
        for n in range(1, -(-len(expected) // DELTA) + 1)
        for url in links(fetch(f"{liferay.url}/vi/{category}?p_p_id=101&_101_cur={n}"))
        if url != REMOVED[0]
    ]
    assert [int(re.findall(r"/view_content/(\d+)-", url)[0]) for url in found] == expected


def test_liferay_serves_an_article_under_every_language(liferay: DemoServer) -> None:
    """The bare, `/vi` and `/en` addresses show the same article, as does a chain of languages."""
    path = LiferaySite(ARTICLES).address(LIFERAY[0])
    titles = {
        str(html.fromstring(fetch(f"{liferay.url}{prefix}{path}")).findtext(".//title"))
        for prefix in ("", "/vi", "/en", "/en/vi/en")
    }
    assert len(titles) == 1


def test_liferay_says_not_found_behind_a_200(liferay: DemoServer) -> None:
    """A removed article answers 200 with a page titled as the platform titles its errors."""
    page = html.fromstring(fetch(liferay.url + REMOVED[0]))
    assert str(page.findtext(".//title")).startswith("Trạng thái - ")


@pytest.mark.parametrize("path", ["/robots.txt", "/", "/gov-lcu/themes/banner.png"])
def test_what_a_browser_asks_first_is_served(vnpt: DemoServer, path: str) -> None:
    """robots.txt, the home page and pictures answer 200."""
    with urlopen(vnpt.url + path, timeout=5) as answer:
        assert answer.status == 200
        assert answer.read()


@pytest.mark.parametrize(
    "path", ["/khong-co", "/tin-tuc-su-kien/khong-co-999999", "/quan-tri/dang-nhap"]
)
def test_vnpt_answers_404_to_the_rest(vnpt: DemoServer, path: str) -> None:
    """An unknown address is a plain 404."""
    with pytest.raises(HTTPError, match="404") as caught:
        fetch(vnpt.url + path)
    caught.value.close()


def test_the_robots_file_shuts_some_doors_and_sets_no_delay(vnpt: DemoServer) -> None:
    """There is something to obey, and nothing that makes the demo slow."""
    robots = fetch(vnpt.url + "/robots.txt")
    assert "Disallow: /quan-tri/" in robots
    assert "crawl-delay" not in robots.lower()


def test_pages_fill_more_than_one_listing_page() -> None:
    """The pagers have something to do on both portals."""
    assert max(sum(a.category == c for a in VNPT) for c in CATEGORIES) > PAGE_SIZE
    assert max(sum(a.category == c for a in LIFERAY) for c in CATEGORIES) > DELTA


def test_two_demos_do_not_get_in_each_others_way() -> None:
    """Where the usual port is taken a site moves to another one."""
    with running_sites(()) as one, running_sites(()) as other:
        hosts = [portal.hosts[0] for portal in (*one, *other)]
    assert len(set(hosts)) == 4
