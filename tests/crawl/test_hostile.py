"""A portal that means harm: where it leads, what it floods with, what it writes to a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from scrapy.utils.misc import load_object
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure
from werkzeug import Response

ESCAPE = "\x1b]8;;http://bad.example\x07\x1b[31m\x9b2J\u202e"
OUT = {
    "file": "file:///etc/passwd",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "private": "http://10.0.0.1/",
    "ipv6": "http://[::1]:{inner}/",
    "mapped": "http://[::ffff:127.0.0.1]:{inner}/",
    "other port": "http://127.0.0.1:{inner}/",
    "localhost": "http://localhost:{inner}/",
    "decimal": "http://2130706433:{inner}/",
    "user": "http://{host}@127.0.0.1:{inner}/",
    "backslash": "http://127.0.0.1:{inner}\\@{host}/",
    "script": "javascript:alert(1)",
    "data": "data:text/html,<p>x",
    "ftp": "ftp://{host}/x",
    "no host": "http:///x",
    "bracket": "http://[x/",
    "no port": "http://127.0.0.1:99999999/",
    "punycode": "http://xn--/",
    "percent": "http://%31%32%37.0.0.1:{inner}/",
    "long": "/" + "a" * 10_000,
    "dots": "/../../../../etc/passwd",
    "control": "/a\x01\x7fb",
}


@pytest.fixture
def inner() -> Any:
    """A machine that only this network reaches."""
    with HTTPServer(host="127.0.0.1") as server:
        server.expect_request("/").respond_with_data("inside")
        yield server


def test_no_redirect_leads_off_the_portal(
    site: Any, harvest: Any, markup: Any, inner: HTTPServer
) -> None:
    """Whatever a redirect says, nobody else is asked, and every other article is read."""
    bad = [f"/tin/xau-{700_000 + number}" for number in range(len(OUT))]
    good = [f"/tin/tot-{800_000 + number}" for number in range(3)]
    items = markup.vnpt_items(*((path, "11/12/2023") for path in (*bad, *good)))
    site.pages["/robots.txt"] = ""
    site.pages["/tin"] = markup.vnpt_listing(items, pages=1)
    for path, target in zip(bad, OUT.values(), strict=True):
        place = target.format(host=site.host, inner=inner.port)
        site.pages[path] = Response("", 302, headers={"Location": place})
    for path in good:
        site.pages[path] = markup.vnpt_article(path)
    crawl = harvest(family="vnpt", listings=("/tin",))
    assert sorted(crawl.articles()) == good
    assert inner.log == []
    assert "Traceback" not in crawl.log
    assert "root:" not in crawl.log
    assert set(crawl.report["portals"]["thu"]["requests"]) == {site.host}


def test_no_link_leads_off_the_portal(
    site: Any, harvest: Any, markup: Any, inner: HTTPServer
) -> None:
    """The same of links in a list."""
    links = [target.format(host=site.host, inner=inner.port) for target in OUT.values()]
    items = markup.vnpt_items(*((link.replace("%", "%%"), "11/12/2023") for link in links))
    good = markup.vnpt_items(("/tin/tot-800000", "11/12/2023"))
    site.pages["/robots.txt"] = ""
    site.pages["/tin"] = markup.vnpt_listing(items + good, pages=1)
    site.pages["/tin/tot-800000"] = markup.vnpt_article("Tin tốt lành của xã")
    crawl = harvest(family="vnpt", listings=("/tin",))
    assert list(crawl.articles()) == ["/tin/tot-800000"]
    assert inner.log == []
    assert crawl.counts.get("walk_errors", 0) == 0


def test_floods_of_headers_and_cookies(site: Any, harvest: Any, markup: Any) -> None:
    """Thousands of headers and cookies, and very long ones, cost at most their own page."""
    floods: dict[str, list[tuple[str, str]]] = {
        "/tin/nhieu-700001": [(f"X-{number}", "x" * 50) for number in range(20_000)],
        "/tin/banh-700002": [("Set-Cookie", f"k{number}=v; Path=/") for number in range(20_000)],
        "/tin/dai-700003": [("X-Long", "x" * 1_000_000)],
        "/tin/cu-700004": [("ETag", "x" * 60_000), ("Last-Modified", "x" * 60_000)],
    }
    good = "/tin/tot-800000"
    items = markup.vnpt_items(*((path, "11/12/2023") for path in (*floods, good)))
    site.pages["/robots.txt"] = ""
    site.pages["/tin"] = markup.vnpt_listing(items, pages=1)
    for path, headers in floods.items():
        page = markup.vnpt_article(path)
        site.pages[path] = Response(page, headers=headers, content_type="text/html; charset=utf-8")
    site.pages[good] = markup.vnpt_article(good)
    crawl = harvest(family="vnpt", listings=("/tin",))
    assert good in crawl.articles()
    assert len(crawl.articles()) + crawl.counts.get("articles_failed", 0) == 5
    assert all("Cookie" not in request.headers for request in site.requests)
    assert crawl.report["peak_rss_mb"] < 1000


def test_nothing_commands_the_terminal(site: Any, harvest: Any, markup: Any) -> None:
    """Escapes in titles, texts, addresses and headers reach no screen, log, report or table."""
    page = markup.vnpt_article(f"Tin {ESCAPE}tốt").replace("họp", f"h{ESCAPE}ọp")
    items = markup.vnpt_items((f"/tin/{ESCAPE}-700001", "11/12/2023"), ("/x-700002", ESCAPE))
    site.pages["/robots.txt"] = f"User-agent: {ESCAPE}\nDisallow: {ESCAPE}\n{ESCAPE}"
    site.pages["/tin"] = markup.vnpt_listing(items, pages=1)

    def answer(_request: Any) -> Response:
        return Response(
            page, content_type="text/html; charset=utf-8\x0b", headers={"X": "\x1b[31m"}
        )

    site.pages["/x-700002"] = answer
    site.pages[f"/sitemap{ESCAPE}.xml"] = "x"
    crawl = harvest(
        family="vnpt",
        listings=("/tin", f"/mat{ESCAPE}"),
        portal={"sitemaps": [f"/sitemap{ESCAPE}.xml"]},
        verbose=True,
    )
    assert crawl.articles()
    shown = [crawl.log, *(path.read_text("utf-8") for path in (crawl.out / "runs").iterdir())]
    shown += [path.read_text("utf-8") for path in (crawl.out / "csv").iterdir()]
    for text in shown:
        assert not set(text) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize(
    ("name", "address", "is_asked"),
    [
        ("tinh.gov.vn", "127.0.0.1", False),
        ("tinh.gov.vn", "169.254.169.254", False),
        ("tinh.gov.vn", "10.1.2.3", False),
        ("2130706433", "127.0.0.1", False),
        ("tinh.gov.vn", "0.0.0.0", False),  # noqa: S104 nothing listens there
        ("tinh.gov.vn", "113.160.1.1", True),
        ("localhost", "127.0.0.1", True),
        ("proxy.mang", "10.0.0.9", True),
    ],
)
def test_no_name_stands_for_a_machine_of_this_network(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str, is_asked: bool
) -> None:
    """A portal's DNS cannot send the crawl inside; this computer and the proxy are meant."""
    from twisted.internet import base, defer

    monkeypatch.setenv("http_proxy", "http://me:secret@proxy.mang:3128")
    monkeypatch.setattr(base.ThreadedResolver, "getHostByName", lambda *_: defer.succeed(address))
    where = "govnews.spiders.resolver"
    load_object(f"{where}._proxies").cache_clear()
    resolver = load_object(f"{where}.PublicResolver")(None, 0, 1.0)
    got: list[Any] = []
    resolver.getHostByName(name).addBoth(got.append)
    load_object(f"{where}._proxies").cache_clear()
    if is_asked:
        assert got == [address]
        return
    assert isinstance(got[0], Failure)
    assert got[0].check(DNSLookupError)
    told = load_object("govnews.spiders.refusals.told_unreachable")(name, "DNS lookup failed")
    assert f"{name} is not asked: it stands for {address}" in told


def test_only_the_web_is_asked() -> None:
    """No handler for files and other schemes is there, whatever leads to one."""
    from govnews import settings

    assert dict.fromkeys(("data", "file", "ftp", "s3")) == settings.DOWNLOAD_HANDLERS
    assert settings.DNS_RESOLVER == "govnews.spiders.resolver.PublicResolver"
    assert settings.COOKIES_ENABLED is False


def test_a_folder_with_signs_of_formats(
    site: Any, harvest: Any, markup: Any, tmp_path: Any
) -> None:
    """The name of the dataset is no format: its archive lies in it."""
    site.pages["/robots.txt"] = ""
    site.pages["/tin"] = markup.vnpt_listing(markup.vnpt_items(("/tin/a-700001", "11/12/2023")), 1)
    site.pages["/tin/a-700001"] = markup.vnpt_article("Tin tốt lành của xã")
    out = tmp_path / "100%d %(x)s {run}"
    crawl = harvest(family="vnpt", listings=("/tin",), out=str(out))
    assert list(crawl.articles()) == ["/tin/a-700001"]
    assert [path.suffix for path in (out / "archive").glob("*.warc*")] == [".gz"]
