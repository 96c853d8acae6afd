"""The walk: pagers, identity of articles, traps, dates, and what is not an article."""

from __future__ import annotations

from typing import Any

from scrapy.http import HtmlResponse
from scrapy.utils.misc import load_object
from werkzeug import Request, Response

from govnews import portals


def vnpt_site(site: Any, markup: Any, pages: list[list[tuple[str, str]]]) -> None:
    """A listing of VNPT Portal over several pages, and its articles."""
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*pages[0]), len(pages))

    def load(request: Request) -> str:
        number = int(request.form["page"])
        return markup.vnpt_items(*pages[number - 1]) if number <= len(pages) else ""

    site.pages[markup.load] = load
    for path, day in (entry for page in pages for entry in page):
        site.pages[path] = markup.vnpt_article(f"Bài {path[-5:]}", day)


def entries(first: int, count: int, day: str = "11/12/2023") -> list[tuple[str, str]]:
    """Paths of articles with their printed dates."""
    return [(f"/tin-tuc/bai-{number}", day) for number in range(first, first + count)]


def test_vnpt_pages_are_posted_for_with_the_scripts_values(
    site: Any, harvest: Any, markup: Any
) -> None:
    """Every page of a VNPT listing is read, by the form and the Referer that the portal expects."""
    vnpt_site(site, markup, [entries(10001, 2), entries(10003, 2), entries(10005, 1)])
    crawl = harvest(family="vnpt", listings=("/tin-tuc",))
    assert sorted(crawl.articles()) == [path for path, _ in entries(10001, 5)]
    posts = [request for request in site.requests if request.method == "POST"]
    assert [request.form["page"] for request in posts] == ["2", "3"]
    assert {request.form["article_category_id"] for request in posts} == {"75892"}
    assert {request.form["site_id"] for request in posts} == {"6180"}
    assert {request.form["no"] for request in posts} == {"-2"}
    assert {request.headers["Referer"] for request in posts} == {f"http://{site.host}/tin-tuc"}
    assert crawl.exit_code == 0


def test_vnpt_page_wrapped_in_json_is_read(site: Any, harvest: Any, markup: Any) -> None:
    """A posted page may come as the `d` of a JSON answer."""
    vnpt_site(site, markup, [entries(10001, 2), []])
    path, day = entries(10003, 1)[0]
    site.pages[path] = markup.vnpt_article("Bài trong JSON", day)
    answer = {"d": markup.vnpt_items((path, day))}
    site.pages[markup.load] = lambda _: Response(
        __import__("json").dumps(answer), content_type="application/json"
    )
    assert path in harvest(family="vnpt", listings=("/tin-tuc",)).articles()


def test_a_pager_that_loops_is_left(site: Any, harvest: Any, markup: Any) -> None:
    """A pager that gives the same page for every number does not hold the crawl."""
    vnpt_site(site, markup, [entries(10001, 2)])
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*entries(10001, 2)), 900)
    site.pages[markup.load] = markup.vnpt_items(*entries(10001, 2))
    crawl = harvest(family="vnpt", listings=("/tin-tuc",))
    assert site.times(markup.load) == 2
    assert len(crawl.articles()) == 2


def test_a_listing_that_fails_in_the_middle_needs_a_person(
    site: Any, harvest: Any, markup: Any
) -> None:
    """An error in a page's place costs that page only, and the run says so."""
    pages = [entries(10001, 2), entries(10003, 2), entries(10005, 2)]
    vnpt_site(site, markup, pages)
    load = site.pages[markup.load]
    error = Response('{"Message": "There was an error."}', content_type="application/json")
    site.pages[markup.load] = lambda request: (
        error if request.form["page"] == "2" else load(request)
    )
    crawl = harvest(family="vnpt", listings=("/tin-tuc",))
    assert sorted(crawl.articles()) == [path for path, _ in (*pages[0], *pages[2])]
    assert crawl.exit_code == 3
    assert "1 listing pages could not be fetched" in crawl.problems


def test_a_listing_that_ends_too_soon_needs_a_person(site: Any, harvest: Any, markup: Any) -> None:
    """Empty pages, or a challenge, where the pager promises more articles are reported."""
    vnpt_site(site, markup, [entries(10001, 2)])
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*entries(10001, 2)), 9)
    site.pages[markup.load] = ""
    crawl = harvest(family="vnpt", listings=("/tin-tuc",))
    assert crawl.problems == ["1 listings were left before their last page"]
    site.pages[markup.load] = markup.html("Just a moment...", "<p>Verify you are human</p>")
    blocked = harvest(family="vnpt", listings=("/tin-tuc",))
    assert blocked.exit_code == 3
    assert any("challenge" in problem for problem in blocked.problems)


def test_an_endless_pager_is_cut() -> None:
    """A listing that claims a billion pages costs neither the memory nor the time of a billion."""
    spider = load_object("govnews.spiders.declared.spider_class")(portals.get("haiphong"))
    script = "<script>var maxPage = 1000000000; var data = { article_category_id: 7 };</script>"
    response = HtmlResponse("https://haiphong.gov.vn/tin-tuc", body=script.encode())
    numbers = [link.number for link in spider.pager(spider, response)]
    assert numbers == list(range(2, 2002))


def test_two_addresses_of_one_listing_are_both_read(site: Any, harvest: Any, markup: Any) -> None:
    """A listing that leads to one asked for before is no listing that got lost in silence."""
    path = "/vi/tin/-/view_content/1-bai"
    site.pages[path] = markup.liferay_article("Bài một")
    site.pages["/vi/tin"] = markup.liferay_listing(((path, "11/12/2023 | 09:24 AM"),))
    site.pages["/vi/tin-cu"] = Response("", 302, headers={"Location": "/vi/tin"})
    crawl = harvest(family="liferay", listings=("/vi/tin", "/vi/tin-cu"))
    assert crawl.counts["listing_pages"] == 2
    assert site.times(path) == 1
    assert crawl.exit_code == 0


def test_liferay_pages_follow_the_pager(site: Any, harvest: Any, markup: Any) -> None:
    """Pages are told apart by the portlet's own number, whatever else the query holds."""
    pager = "/vi/tin?p_p_id=101&p_p_state=normal&_101_delta=2&_101_cur={}"
    arts = {n: f"/vi/tin/-/view_content/{n}-bai" for n in (501, 502, 503)}
    for number, path in arts.items():
        site.pages[path] = markup.liferay_article(f"Bài {number}")
    links = tuple(pager.format(n) for n in (1, 2, 3))
    doubled = "/vi/tin?_101_cur=2&p_p_id=101&p_p_state=normal&_101_delta=2"
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(((arts[501], day),), (*links, doubled))
    site.pages[links[1]] = markup.liferay_listing(((arts[502], day),), links)
    site.pages[links[2]] = markup.liferay_listing(((arts[503], day),), links)
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert sorted(crawl.articles()) == sorted(arts.values())
    assert [path for _, path in site.asked if "_cur=" in path] == [links[1], links[2]]


def test_one_article_whatever_the_address(site: Any, harvest: Any, markup: Any) -> None:
    """One native id is one article: other sections, languages, pop-ups and nested copies are not
    even asked for."""
    good = "/vi/tin/-/view_content/501-bai"
    site.pages[good] = markup.liferay_article("Bài duy nhất")
    copies = (
        "/tin/-/view_content/501-bai",
        "/vi/dang-doan/-/view_content/501-bai-khac",
        "/en/tin/-/view_content/501-bai",
        "/vi/vi/tin/-/view_content/501-bai",
        "/vi/tin/-/view_content/501-bai/en/vi/en",
        "/vi/tin/-/view_content/501-bai?p_p_state=pop_up",
        "/vi/tin/-/view_content/501-bai;jsessionid=0AF31?redirect=%2Fvi%2Ftin",
    )
    for copy in copies:
        site.pages[copy] = markup.liferay_article("Bản sao")
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(((good, day), *((c, day) for c in copies)))
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert list(crawl.articles()) == [good]
    assert not {path for _, path in site.asked} & set(copies)


def test_traps_are_not_followed(site: Any, harvest: Any, markup: Any) -> None:
    """Menus are followed, and calendars, prints, log-ins, files and other languages are not."""
    traps = (
        "/en/news",
        "/vi/tin/vi/tin",
        "/vi/dang-nhap",
        "/vi/lich?date=2023-12-11",
        "/vi/tin?p_p_state=exclusive",
        "/vi/tin/in-bai",
        "/documents/10197/0/bieu-mau.doc",
        "http://khac.example/vi/tin",
    )
    site.pages["/"] = markup.liferay_listing((), (*traps, "/vi/dang-doan;jsessionid=77AB"))
    path = "/vi/dang-doan/-/view_content/77-bai"
    site.pages["/vi/dang-doan"] = markup.liferay_listing(((path, "11/12/2023 | 09:24 AM"),), traps)
    site.pages[path] = markup.liferay_article("Bài của đoàn")
    crawl = harvest(family="liferay", listings=("/",), discover=True)
    assert list(crawl.articles()) == [path]
    asked = {path for _, path in site.asked}
    assert asked == {"/robots.txt", "/", "/vi/dang-doan", path}


def test_the_next_address_is_tried_where_one_is_gone(site: Any, harvest: Any, markup: Any) -> None:
    """An article that is gone under one section is read under another one that was met."""
    gone, there = "/vi/tin/-/view_content/9-bai", "/vi/moi/-/view_content/9-bai"
    soft, also = "/vi/tin/-/view_content/10-bai", "/vi/moi/-/view_content/10-bai"
    site.pages[there] = markup.liferay_article("Bài còn lại")
    site.pages[also] = markup.liferay_article("Bài còn lại nữa")
    site.pages[soft] = markup.html("Trạng thái - Cổng thử", "<h3>Không tìm thấy</h3>")
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(
        tuple((a, day) for a in (gone, soft, there, also))
    )
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert sorted(crawl.articles()) == sorted([there, also])
    assert crawl.counts["not_article/not_found"] == 2


def test_an_error_page_served_as_200_is_no_article(site: Any, harvest: Any, markup: Any) -> None:
    """A soft 404 is counted by its kind and never stored."""
    path = "/vi/tin/-/view_content/10-bai"
    site.pages[path] = markup.html("Trạng thái - Cổng thử", "<h3>Không tìm thấy</h3>")
    site.pages["/vi/tin"] = markup.liferay_listing(((path, "11/12/2023 | 09:24 AM"),))
    crawl = harvest(family="liferay", listings=("/vi/tin",))
    assert crawl.articles() == {}
    assert crawl.counts["not_article/not_found"] == 1


def test_since_ends_a_listing_but_not_at_a_pinned_entry(
    site: Any, harvest: Any, markup: Any
) -> None:
    """Old entries are skipped; a few among newer ones do not end the listing, a run of them does."""
    old = "01/02/2020"
    pages = [
        [*entries(10001, 2, old), *entries(10003, 4)],
        [*entries(10007, 4), *entries(10011, 1, old), *entries(10012, 1)],
        entries(10013, 6, old),
        entries(10019, 6),
    ]
    vnpt_site(site, markup, pages)
    crawl = harvest(family="vnpt", listings=("/tin-tuc",), since="2023-01-01")
    kept = [10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10012]
    assert sorted(crawl.articles()) == [f"/tin-tuc/bai-{number}" for number in kept]
    assert site.times(markup.load) == 2
    assert not site.times("/tin-tuc/bai-10001")


def test_until_and_limit_bound_a_walk(site: Any, harvest: Any, markup: Any) -> None:
    """Entries after `until` are skipped, and no more than `limit` articles are stored."""
    vnpt_site(site, markup, [[*entries(10001, 2, "20/12/2023"), *entries(10003, 4)]])
    crawl = harvest(family="vnpt", listings=("/tin-tuc",), until="2023-12-11", limit=3)
    assert sorted(crawl.articles()) == [
        f"/tin-tuc/bai-{number}" for number in (10003, 10004, 10005)
    ]
    assert crawl.exit_code == 0


def test_a_later_run_stops_paging_where_everything_is_known(
    site: Any, harvest: Any, markup: Any
) -> None:
    """After one complete walk, pages of known articles and a window behind them are all it reads."""
    vnpt_site(site, markup, [entries(10001 + 2 * n, 2) for n in range(20)])
    harvest(family="vnpt", listings=("/tin-tuc",))
    before = site.times(markup.load)
    second = harvest(family="vnpt", listings=("/tin-tuc",))
    assert before == 19
    pages = [request.form["page"] for request in site.requests if request.method == "POST"]
    assert pages[before:] == ["2", "3", "4", "5", "6"]
    assert second.report["portals"]["thu"]["walk"] == "brief"
    assert second.exit_code == 0


def test_an_edit_makes_a_new_version(site: Any, harvest: Any, markup: Any) -> None:
    """An article whose text changed is stored as its second version, under the same id."""
    vnpt_site(site, markup, [entries(10001, 1)])
    first = harvest(family="vnpt", listings=("/tin-tuc",)).articles()["/tin-tuc/bai-10001"]
    site.pages["/tin-tuc/bai-10001"] = markup.vnpt_article("Tên bài đã sửa")
    crawl = harvest(family="vnpt", listings=("/tin-tuc",), refetch="all")
    second = crawl.articles()["/tin-tuc/bai-10001"]
    assert crawl.report["changed"] == 1
    assert (second["article_id"], second["version"]) == (first["article_id"], 2)
