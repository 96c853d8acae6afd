"""What a page in the browser may load."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.utils.misc import load_object

from govnews.portals import Portal

PORTAL = Portal(name="thu", title="Cổng thử", hosts=("a.gov.vn",), family="wordpress", browser=True)
PAGE = SimpleNamespace(parent_frame=None, url="about:blank")
LEFT = SimpleNamespace(parent_frame=None, url="https://a.gov.vn/")
FRAME = SimpleNamespace(parent_frame=PAGE, url="about:blank")


def allowed(url: str, frame: Any = None, *, portal: Portal = PORTAL, after: Any = None) -> bool:
    """Whether a page may load the address, where robots.txt forbids everything."""

    async def forbid(_request: Any) -> None:
        raise IgnoreRequest("forbidden")

    robots = SimpleNamespace(process_request=forbid)
    crawler = SimpleNamespace(
        spider=SimpleNamespace(portal=portal), get_downloader_middleware=lambda _name: robots
    )
    asked = SimpleNamespace(
        url=url,
        frame=frame,
        redirected_from=after,
        is_navigation_request=lambda: frame is not None,
    )
    rules = load_object("govnews.spiders.browser.BrowserMiddleware")(crawler)
    return asyncio.run(rules._allowed(asked))


def test_only_the_page_itself_goes_by_the_crawls_own_leave() -> None:
    """Frames in it, pages after it and what scripts fetch have to be allowed by robots.txt."""
    assert allowed("https://a.gov.vn/tin", PAGE)
    assert allowed("https://cdn.example.com/a.js")
    assert not allowed("https://a.gov.vn/admin", FRAME)
    assert not allowed("https://a.gov.vn/admin", LEFT)
    assert not allowed("https://a.gov.vn/admin", PAGE, after=object())
    assert not allowed("https://a.gov.vn/admin/api")


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "localhost:631",
        "localhost.",
        "127.0.0.1",
        "10.0.0.1",
        "[::1]",
        "[fe80::1]",
    ],
)
def test_nothing_inside_this_network(host: str) -> None:
    """A page from outside does not reach it, but one from here does."""
    here = Portal(name="thu", title="Cổng thử", hosts=("127.0.0.1:8000",), family="wordpress")
    assert not allowed(f"http://{host}/x", FRAME)
    assert not allowed(f"http://{host}/x")
    assert allowed(f"http://{host}/x", portal=here) or host == "127.0.0.1"


def test_an_article_on_a_host_that_is_not_the_portals() -> None:
    """The browser was led away: nothing is read there."""
    walker = load_object("govnews.spiders.declared.spider_class")(PORTAL)()
    walker.crawler = SimpleNamespace(stats=None)
    entry = load_object("govnews.spiders.trail.Entry")
    address = "/2024/05/bai-viet"
    (request,) = walker.ask_for([entry("2024/05/bai-viet", (f"https://a.gov.vn{address}",))])
    response = HtmlResponse(f"https://b.example.com{address}", body=b"<p>x</p>", request=request)
    assert list(walker.read_article(response, **request.cb_kwargs)) == []
    assert walker.counts["not_article/redirected"] == 1
