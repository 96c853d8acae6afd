"""Manners: robots.txt, pauses, who asks, and what a refusal means."""

from __future__ import annotations

from itertools import pairwise
from time import monotonic
from typing import Any

from werkzeug import Request, Response


def listing(site: Any, markup: Any, *numbers: int) -> list[str]:
    """A Liferay listing with these articles, all of them there."""
    paths = [f"/vi/tin/-/view_content/{number}-bai" for number in numbers]
    for path in paths:
        site.pages[path] = markup.liferay_article(f"Bài {path}")
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, day) for path in paths))
    return paths


def test_robots_txt_is_obeyed(site: Any, harvest: Any, markup: Any) -> None:
    """What robots.txt forbids is not asked for."""
    first, second = listing(site, markup, 1, 2)
    site.pages["/robots.txt"] = Response(f"User-agent: *\nDisallow: {first}\n")
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert list(crawl.articles()) == [second]
    assert not site.times(first)
    assert crawl.counts["articles_forbidden"] == 1


def test_a_forbidden_listing_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A portal that forbids its listings gives nothing, and says so."""
    listing(site, markup, 1)
    site.pages["/robots.txt"] = Response("User-agent: *\nDisallow: /\n")
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert {path for _, path in site.asked} == {"/robots.txt"}
    assert crawl.exit_code == 3
    assert "robots.txt forbids 1 listings" in crawl.problems


def test_without_robots_txt_nothing_is_asked(site: Any, harvest: Any, markup: Any) -> None:
    """A robots.txt that ends in a server error forbids everything, and a person is told."""
    listing(site, markup, 1)
    site.pages["/robots.txt"] = Response("<h1>broken</h1>", 501)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert {path for _, path in site.asked} == {"/robots.txt"}
    assert crawl.exit_code == 1
    assert crawl.problems == [f"{site.host} is in trouble (HTTP 501): try again later"]


def test_crawl_delay_is_kept(site: Any, harvest: Any, markup: Any) -> None:
    """Requests lie at least the asked Crawl-delay apart, a little jitter aside."""
    listing(site, markup, 1, 2)
    site.pages["/robots.txt"] = Response("User-agent: *\nCrawl-delay: 1\n")
    times: list[float] = []
    answer = site.answer

    def timed(request: Request) -> Response:
        times.append(monotonic())
        response: Response = answer(request)
        return response

    site.server.clear()
    site.server.expect_request(__import__("re").compile(".*")).respond_with_handler(timed)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert len(crawl.articles()) == 2
    assert min(later - earlier for earlier, later in pairwise(times[1:])) > 0.6


def test_the_user_agent_says_who_asks(site: Any, harvest: Any, markup: Any) -> None:
    """Package, version and contact stand in every request; only gzip is asked for."""
    listing(site, markup, 1)
    harvest(family="liferay", listings=("/vi/tin",), contact="ban-du-lieu@example.org")
    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("govnews/")
    assert all("ban-du-lieu@example.org" in r.headers["User-Agent"] for r in site.requests)
    assert {request.headers["Accept-Encoding"] for request in site.requests} == {"gzip"}


def test_retry_after_is_waited_for(site: Any, harvest: Any, markup: Any) -> None:
    """A 503 with Retry-After makes the crawl leave the host alone, then the page is read."""
    (path,) = listing(site, markup, 1)
    times: list[float] = []
    page = site.pages[path]

    def busy(_: Request) -> Response | str:
        times.append(monotonic())
        return Response("", 503, headers={"Retry-After": "4"}) if len(times) == 1 else str(page)

    site.pages[path] = busy
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert list(crawl.articles()) == [path]
    assert times[1] - times[0] >= 4.0
    assert crawl.exit_code == 0


def test_a_long_retry_after_ends_the_crawl(site: Any, harvest: Any, markup: Any) -> None:
    """A host that asks for an hour is asked nothing more in this run, and the run says until when."""
    paths = listing(site, markup, *range(1, 9))
    site.pages[paths[2]] = Response("", 503, headers={"Retry-After": "3600"})
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    # Without a delay one request was under way already.
    assert {*paths[:2]} <= set(crawl.articles()) <= {*paths[:2], paths[3]}
    assert {path for _, path in site.asked} <= {"/robots.txt", "/vi/tin", *paths[:4]}
    assert crawl.exit_code == 3
    (problem,) = [text for text in crawl.problems if "asks to be left alone until" in text]
    assert "Retry-After: 3600 s" in problem
    assert not crawl.report["portals"]["thu"]["complete"]


def test_a_failed_article_is_asked_for_again_by_a_brief_walk(
    site: Any, harvest: Any, markup: Any
) -> None:
    """One article that fails costs the next run one request, and no walk through everything."""
    first, second = listing(site, markup, 1, 2)
    page = site.pages[second]
    site.pages[second] = Response("", 403)
    assert harvest(family="liferay", listings=("/vi/tin",)).counts["articles_failed"] == 1
    listing(site, markup, 3)  # it has left the listing meanwhile
    site.pages[second] = Response("", 403)
    again = harvest(family="liferay", listings=("/vi/tin",))
    assert again.report["portals"]["thu"]["walk"] == "brief"
    assert (site.times(first), site.times(second)) == (1, 2)
    site.pages[second] = page
    last = harvest(family="liferay", listings=("/vi/tin",))
    assert second in last.articles()
    assert last.report["portals"]["thu"]["retry"] == []


def test_challenge_pages_need_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A challenge in a page's place is never stored; the run says that the portal blocks it."""
    first, second = listing(site, markup, 1, 2)
    site.pages[first] = markup.html("Just a moment...", "<p>Verify you are human</p>")
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert list(crawl.articles()) == [second]
    assert crawl.exit_code == 3
    assert any("challenge" in problem for problem in crawl.problems)


def test_articles_behind_a_log_in_need_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """Where every article leads to the log-in page nothing is stored, and the run is not green."""
    for path in listing(site, markup, 1, 2):
        site.pages[path] = Response("", 302, headers={"Location": "/vi/dang-nhap"})
    site.pages["/vi/dang-nhap"] = markup.liferay_article("Đăng nhập")
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.articles() == {}
    assert crawl.counts["not_article/redirected"] == 2
    assert crawl.exit_code == 3
    assert "2 articles were due and none could be read" in crawl.problems


def test_a_redirect_to_another_host_is_not_followed(site: Any, harvest: Any, markup: Any) -> None:
    """A page that moved to a host which is none of the portal's is not asked for there."""
    first, second = listing(site, markup, 1, 2)
    elsewhere = f"http://localhost:{site.server.port}"
    for path in (first, "/vi/cu"):
        site.pages[path] = Response("", 301, headers={"Location": f"{elsewhere}{second}"})
    crawl = harvest(family="liferay", listings=("/vi/cu", "/vi/tin"))
    assert {request.host for request in site.requests} == {site.host}
    assert list(crawl.articles()) == [second]
    assert crawl.counts["not_article/redirected"] == 1
    assert crawl.counts["listings_failed"] == 1
    assert "outside the portal" in crawl.log
    assert crawl.exit_code == 3


def test_a_listing_that_leads_to_the_log_in_needs_a_person(
    site: Any, harvest: Any, markup: Any
) -> None:
    """One declared listing that is lost is said, though the others are read."""
    listing(site, markup, 1)
    site.pages["/vi/mat"] = Response("", 302, headers={"Location": "/vi/dang-nhap"})
    site.pages["/vi/dang-nhap"] = markup.html("Đăng nhập", "<form></form>")
    crawl = harvest(family="liferay", listings=("/vi/mat", "/vi/tin"))
    assert len(crawl.articles()) == 1
    assert crawl.exit_code == 3
    assert "1 listing pages could not be fetched" in crawl.problems
    assert "/vi/dang-nhap" in crawl.log


def test_one_broken_page_does_not_stop_the_run(site: Any, harvest: Any, markup: Any) -> None:
    """A page that cannot be read, or cannot be had, costs only itself, and is named in the log."""
    empty, error, good = listing(site, markup, 1, 2, 3)
    site.pages[empty] = Response(b"", content_type="text/html")
    site.pages[error] = Response("", 403)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert list(crawl.articles()) == [good]
    assert empty in crawl.log
    assert error in crawl.log
    assert crawl.counts["articles_failed"] == 1


def test_a_portal_that_refuses_needs_a_person(site: Any, harvest: Any) -> None:
    """An answer that is no page may be a block: exit code 3."""
    site.pages["/vi/tin"] = Response("", 403)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.exit_code == 3


def test_a_portal_that_cannot_be_reached_is_a_failure(site: Any, harvest: Any) -> None:
    """Without an answer the exit code is 1, told in one sentence, without a traceback."""
    site.server.stop()
    try:
        crawl = harvest(family="liferay", listings=("/vi/tin",))
    finally:
        site.server.start()
    assert crawl.exit_code == 1
    assert crawl.problems == [
        f"{site.host} cannot be reached (connection refused): check the connection or the address"
    ]
    assert "Traceback" not in crawl.log
    assert "listing not read" not in crawl.log


def test_quiet_prints_only_what_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A run that went well says nothing, as cron mails whatever is said; one that did not does."""
    listing(site, markup, 1)
    assert harvest(family="liferay", listings=("/vi/tin",), quiet=True).log == ""
    crawl = harvest(family="liferay", listings=("/vi/mat",), quiet=True)
    assert crawl.log.splitlines() == [f"thu: {problem}" for problem in crawl.problems]


def test_a_listing_without_articles_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A portal whose listings show nothing has changed: exit code 3, and the report says why."""
    site.pages["/vi/tin"] = markup.html("Tin tức", "<p>Trang đang được xây dựng lại.</p>" * 20)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.exit_code == 3
    assert any("no listing shows an article" in problem for problem in crawl.problems)


def test_far_less_than_before_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """A full walk that lists less than half of the last full walk is reported."""
    listing(site, markup, *range(1, 9))
    assert harvest(family="liferay", listings=("/vi/tin",), refetch="all").exit_code == 0
    listing(site, markup, 1, 2)
    crawl = harvest(family="liferay", listings=("/vi/tin",), refetch="all")
    assert crawl.exit_code == 3
    assert any("listed 8" in problem for problem in crawl.problems)
