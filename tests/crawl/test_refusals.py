"""What stands in the place of pages: each kind is told by name, and none of it is stored."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug import Request, Response

from govnews.browser import find_browser

DAY = "11/12/2023 | 09:24 AM"
STUB = (
    '<html><body><script>document.cookie="D1N=5e0a1f"+"; expires=Fri, 31-Dec-2099 23:59:59 GMT; '
    'path=/";window.location.reload(true);</script></body></html>'
)
MENU = "".join(f"<li><a href='/vi/muc-{n}'>Chuyên mục {n} của cổng</a></li>" for n in range(40))
KINDS = {
    "cookie_stub": (STUB, "cookie_stub = true"),
    "blocked": (
        "<html><title>Web Page Blocked</title><body>Attack ID: 1</body></html>",
        "challenge",
    ),
    "login": (
        f"<html><title>Đăng nhập - Cổng thử</title><body>{MENU}<form><input type='password'></form></body></html>",
        "behind a log-in",
    ),
    "not_found": (
        f"<html><title>Trạng thái - Cổng thử</title><body>{MENU}<h3>Không tìm thấy</h3></body></html>",
        "not there",
    ),
    "maintenance": (
        f"<html><title>Cổng thử</title><body>{MENU}<h2>Hệ thống đang bảo trì</h2></body></html>",
        "maintenance",
    ),
    "script_only": (
        "<html><title>Cổng thử</title><body><div id='app'></div><script src='/a.js'></script></body></html>",
        "browser = true",
    ),
    "listing": (
        "<html><title>Tin</title><body>"
        + "".join(
            f"<div><h3><a href='/vi/x-{n}.html'>Xã Lam Sơn triển khai nhiệm vụ tháng {n}</a></h3><i>0{n}/05/2024</i>"
            f"<p>Tóm tắt của tin số {n} về các việc mà xã đã làm và sẽ làm trong tháng {n}.</p></div>"
            for n in range(1, 8)
        )
        + "</body></html>",
        "a list of articles",
    ),
    "no_title": (
        "<html><title>Cổng thử</title><body>"
        + "<p>Phòng có chức năng tham mưu, giúp Ủy ban nhân dân xã quản lý nhà nước về nội vụ.</p>"
        * 4
        + "</body></html>",
        "without a headline",
    ),
    "no_body": (
        "<html><title>Xã Lam Sơn họp báo quý hai</title><body><h1>Xã Lam Sơn họp báo quý hai</h1></body></html>",
        "without text",
    ),
    "unreadable": (
        "<html><title>Xã họp bàn việc làm đường thôn</title><body><h1>Xã họp bàn việc làm đường thôn</h1><i>05/06/2024</i>"
        + "<p>S\u0081¸ng nay x\u0090\u00b8 t«\u00ae ch\u0092\u00b6c h«\u00a5i ngh\u008d\u00b0 b\u0081\u00b8n vi\u008f\u00aec l\u0081\u00b5m \u0094\u00aeng</p>" * 20
        + "</body></html>",
        "garbled",
    ),
}  # fmt: skip


def portal(site: Any, markup: Any, page: Any, count: int = 3) -> list[str]:
    """A listing whose articles are all answered with the same page."""
    paths = [f"/vi/tin/-/view_content/{number}-bai" for number in range(1, count + 1)]
    site.pages |= dict.fromkeys(paths, page)
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, DAY) for path in paths))
    return paths


@pytest.fixture
def crawl_with(start: Callable[..., Any], tmp_path: Any) -> Callable[..., dict[str, Any]]:
    """A crawl with more fields in the portal's declaration; gives exit code, counts and the like."""
    import json

    def run(**fields: Any) -> dict[str, Any]:
        declared = {"family": "liferay", "listings": ("/vi/tin",), "discover": False} | fields
        process = start(declared, {"out": str(tmp_path / "data")})
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        result = json.loads(output)
        (outcome,) = result["report"]["portals"].values()
        return outcome | {
            "exit_code": result["exit_code"],
            "log": errors,
            "report": result["report"],
        }

    return run  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_is_told_by_name(kind: str, site: Any, harvest: Any, markup: Any) -> None:
    """Detected, counted, named in report and summary with an address and what to do; nothing stored."""
    page, words = KINDS[kind]
    paths = portal(site, markup, page)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.counts[f"not_article/{kind}"] == 3
    assert crawl.articles() == {}
    assert crawl.exit_code == 3
    (outcome,) = crawl.report["portals"].values()
    assert outcome["examples"] == {kind: f"http://{site.host}{paths[0]}"}
    (line,) = [problem for problem in crawl.problems if words in problem]
    assert line.startswith("3 pages: ")
    assert outcome["examples"][kind] in line
    assert line.partition("): ")[2]


@pytest.mark.parametrize("kind", ["cookie_stub", "blocked", "maintenance", "script_only"])
def test_a_refusal_in_a_listings_place_needs_a_person(
    kind: str, site: Any, harvest: Any, markup: Any
) -> None:
    """A listing that is no listing is told by its kind."""
    site.pages["/vi/tin"] = KINDS[kind][0]
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.counts[f"listings_{kind}"] == 1
    assert crawl.exit_code == 3
    assert any(KINDS[kind][1] in problem for problem in crawl.problems)


def test_refusals_in_a_row_end_the_walk(site: Any, harvest: Any, markup: Any) -> None:
    """A portal that gives nothing but challenges is not asked for all its pages."""
    portal(site, markup, KINDS["blocked"][0], count=30)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert len(site.asked) < 12
    assert crawl.exit_code == 3
    assert "the crawl stopped early: blocked" in crawl.problems


def test_statuses_that_refuse_are_told(site: Any, harvest: Any, markup: Any) -> None:
    """403 is a refusal, 401 a log-in, 410 an article that is gone."""
    first, second, third = portal(site, markup, markup.liferay_article("Bài"))
    site.pages[first] = Response("", 403)
    site.pages[second] = Response("", 401)
    site.pages[third] = Response("", 410)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    found = {
        kind: crawl.counts[f"not_article/{kind}"] for kind in ("blocked", "login", "not_found")
    }
    assert found == {"blocked": 1, "login": 1, "not_found": 1}
    assert "articles_failed" not in crawl.counts


def behind_a_stub(page: Any) -> Callable[[Request], Any]:
    """The page for those who send the cookie, and the stub for all others."""
    return lambda request: page if request.headers.get("Cookie") == "D1N=5e0a1f" else STUB


def test_the_declared_cookie_is_set_once(site: Any, crawl_with: Any, markup: Any) -> None:
    """With `cookie_stub = true` the cookie is set, sent with every request, and all pages are read."""
    paths = portal(site, markup, behind_a_stub(markup.liferay_article("Bài đọc được")))
    site.pages["/vi/tin"] = behind_a_stub(site.pages["/vi/tin"])
    outcome = crawl_with(cookie_stub=True)
    assert outcome["counts"]["articles_read"] == 3
    assert outcome["exit_code"] == 0
    assert [site.times(path) for path in ("/vi/tin", *paths)] == [2, 1, 1, 1]


def test_a_stub_that_comes_back_is_no_loop(site: Any, crawl_with: Any, markup: Any) -> None:
    """The cookie was sent and the stub comes back: counted, told, and not asked again."""
    paths = portal(site, markup, STUB)
    outcome = crawl_with(cookie_stub=True)
    # A request may already be under way when the cookie becomes known; it too is asked once more.
    assert max(site.times(path) for path in paths) == 2
    assert site.times(paths[2]) == 1
    assert outcome["counts"]["not_article/cookie_refused"] == 3
    assert outcome["exit_code"] == 3
    assert any("asks again" in problem for problem in outcome["problems"])


def test_robots_txt_behind_a_stub_is_no_leave(site: Any, harvest: Any, markup: Any) -> None:
    """A stub in the place of robots.txt allows nothing, and the run says what to declare."""
    portal(site, markup, markup.liferay_article("Bài"))
    site.pages["/robots.txt"] = STUB
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert {path for _, path in site.asked} == {"/robots.txt"}
    assert crawl.counts["listings_cookie_stub"] == 1
    assert crawl.exit_code == 3
    assert any("cookie_stub = true" in problem for problem in crawl.problems)


def test_robots_txt_behind_a_stub_holds_once_it_is_had(
    site: Any, crawl_with: Any, markup: Any
) -> None:
    """With the cookie robots.txt is asked again, and then obeyed."""
    first, second, third = portal(site, markup, behind_a_stub(markup.liferay_article("Bài")))
    rules = Response(f"User-agent: *\nDisallow: {second}\n", content_type="text/plain")
    site.pages["/robots.txt"] = behind_a_stub(rules)
    outcome = crawl_with(cookie_stub=True)
    assert outcome["counts"]["articles_forbidden"] == 1
    assert [site.times(path) for path in ("/robots.txt", first, second, third)] == [2, 1, 0, 1]


def test_a_web_page_in_the_place_of_robots_txt_forbids_nothing(
    site: Any, harvest: Any, markup: Any
) -> None:
    """Portals that answer every unknown address with their home page have no robots.txt."""
    paths = portal(site, markup, markup.liferay_article("Bài"))
    site.pages["/robots.txt"] = markup.html("Cổng thử", f"<p>User-agent: *</p>{MENU}")
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert sorted(crawl.articles()) == sorted(paths)


SCRIPTED = """<html><head><title>Cổng thử</title></head><body><div id="app"></div><script>
document.addEventListener('DOMContentLoaded', async () => {
  const answer = await fetch(location.pathname + '.json');
  document.getElementById('app').innerHTML = answer.ok ? await answer.text() : '';
});</script><img src="/anh.png"></body></html>"""


@pytest.fixture
def browser() -> None:
    """Skips where the extra or a Chromium is missing."""
    pytest.importorskip("scrapy_playwright", reason="the extra govnews[browser] is not installed")
    if find_browser() is None:
        pytest.skip("no Chromium here: apt install chromium, or set GOVNEWS_BROWSER")


@pytest.mark.usefixtures("browser")
def test_a_declared_browser_reads_scripted_pages(site: Any, crawl_with: Any, markup: Any) -> None:
    """With `browser = true` the text that scripts fetch is read; rules and name are the crawl's own."""
    first, second, third = portal(site, markup, SCRIPTED)
    for path in (first, second, third):
        whole = markup.liferay_article(f"Bài {path[-5:]}")
        site.pages[f"{path}.json"] = whole.partition("<body>")[2].partition("</body>")[0]
    site.pages["/robots.txt"] = Response(
        f"User-agent: *\nDisallow: {second}\nDisallow: {third}.json\n", content_type="text/plain"
    )
    outcome = crawl_with(browser=True)
    assert outcome["counts"].get("articles_read") == 1, outcome["log"]
    assert outcome["counts"]["articles_forbidden"] == 1
    assert outcome["counts"]["not_article/empty_in_browser"] == 1
    assert [site.times(path) for path in (second, f"{third}.json", "/anh.png")] == [0, 0, 0]
    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("govnews/")


def test_without_a_browser_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal that needs a browser is refused before the run, with what to install."""
    from dataclasses import replace

    from govnews import portals
    from govnews.browser import check_browser
    from govnews.errors import BadInput

    needing = replace(portals.get("haiphong"), browser=True)
    monkeypatch.setitem(os.environ, "GOVNEWS_BROWSER", "/there/is/none")
    with pytest.raises(BadInput, match=r"govnews\[browser\]|Chromium"):
        check_browser([needing])
    check_browser([portals.get("haiphong")])
