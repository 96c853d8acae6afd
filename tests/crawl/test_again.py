"""Later runs: what is asked again, by which condition, and what the deep check finds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response
from werkzeug.utils import redirect

from govnews.again import AGES, reached, read_ages
from govnews.dataset import load
from govnews.errors import BadInput
from govnews.model import HANOI

PATH = "/vi/tin/-/view_content/101-bai"
LISTING = "/vi/tin"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def path_of(number: int) -> str:
    """Where an article is."""
    return f"/vi/tin/-/view_content/{number}-bai"


def day_before(days: float) -> str:
    """A printed date so many days ago."""
    return (datetime.now(HANOI) - timedelta(days=days)).strftime("%d/%m/%Y | %I:%M %p")


def set_back(data: Path, days: float) -> None:
    """Let the ledger say that every article was last looked at so many days ago."""
    moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("update seen set first_seen = ?, last_seen = ?", (moment, moment))


class Page:
    """A page with validators, in a state that a test may change."""

    def __init__(self, text: str, *, lies: bool = False) -> None:
        self.text = text
        self.lies = lies
        self.statuses: list[int] = []

    def __call__(self, request: Request) -> Response:
        etag = f'"{hash(self.text)}"'
        known = request.headers.get("If-None-Match")
        unmodified = known is not None and (self.lies or known == etag)
        answer = Response("" if unmodified else self.text, 304 if unmodified else 200)
        answer.headers["ETag"] = etag
        answer.headers["Last-Modified"] = "Mon, 11 Dec 2023 02:24:00 GMT"
        answer.content_type = "text/xml" if self.text.startswith("<rss") else "text/html"
        self.statuses.append(answer.status_code)
        return answer


def one_article(site: Any, markup: Any, days: float, **how: Any) -> Page:
    """A listing with one article, published so many days ago."""
    day = day_before(days)
    site.pages[LISTING] = markup.liferay_listing(((PATH, day),))
    site.pages[PATH] = page = Page(markup.liferay_article("Bài một", day), **how)
    return page


def turns_without_trust(url: str) -> set[int]:
    """The walks, of fourteen, that ask for an address whatever its host said of it."""
    from zlib import crc32

    return {turn for turn in range(1, 15) if crc32(url.encode()) % 14 == turn % 14}


@pytest.mark.parametrize(
    ("published", "looked", "age"),
    [
        (timedelta(hours=2), timedelta(hours=1, minutes=30), timedelta(hours=1)),
        (timedelta(hours=2), timedelta(minutes=30), None),
        (timedelta(minutes=30), timedelta(minutes=20), None),
        (timedelta(days=40), timedelta(days=39), timedelta(days=30)),
        (timedelta(days=400), timedelta(days=399), timedelta(days=180)),
        (timedelta(days=400), timedelta(days=1), None),
    ],
)
def test_an_article_is_due_once_at_each_age(
    published: timedelta, looked: timedelta, age: timedelta | None
) -> None:
    """It is due when an age was reached after the last look; several missed ages are one look."""
    ages = read_ages(AGES)
    assert reached(ages, NOW - published, NOW - looked, NOW) == age
    assert reached(ages, NOW - published, NOW, NOW) is None


def test_ages_are_hours_or_days() -> None:
    """Anything else is refused, and an article without a date has no age."""
    for wrong in ("", "0d", "1w", "-1d", "d"):
        with pytest.raises(BadInput, match="hours or days"):
            read_ages([wrong])
    assert reached(read_ages(["1h"]), None, NOW - timedelta(days=9), NOW) is None


def test_a_known_article_is_asked_for_again_as_it_comes_to_an_age(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """Neither before nor twice, even when no listing shows it; `all` and `never` overrule ages."""
    page = one_article(site, markup, 3)
    site.pages[LISTING] = markup.liferay_listing(
        ((PATH, day_before(3)), (path_of(102), day_before(1)))
    )
    site.pages[path_of(102)] = markup.liferay_article("Bài hai", day_before(1))
    crawl = {"family": "liferay", "listings": (LISTING,)}
    harvest(**crawl)
    assert harvest(**crawl).counts["skipped_known"] == 2
    assert len(page.statuses) == 1
    site.pages[LISTING] = markup.liferay_listing(((path_of(102), day_before(1)),))
    set_back(tmp_path / "data", 2.5)
    harvest(**crawl, refetch="never")
    assert len(page.statuses) == 1
    assert harvest(**crawl).counts["due"] == 2
    harvest(**crawl)
    assert len(page.statuses) == 2
    set_back(tmp_path / "data", 2.5)
    assert "due" not in harvest(**crawl, again=["20d"]).counts


def test_an_unmodified_article_is_unchanged_and_an_edit_is_a_version(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """A 304, or the same page again, counts as unchanged and is archived as a revisit; an edit
    comes through."""
    from govnews.archive.cdxj import find

    page = one_article(site, markup, 3)
    crawl = {"family": "liferay", "listings": (LISTING,)}
    harvest(**crawl)
    turns = turns_without_trust(f"http://{site.host}{PATH}")
    seen = []
    for turn in (2, 3):
        set_back(tmp_path / "data", 2.5)
        again = harvest(**crawl)
        seen.append(page.statuses[-1])
        assert seen[-1] == (200 if turn in turns else 304)
        assert (again.report["unchanged"], again.counts["unchanged"]) == (1, 1)
        assert again.exit_code == 0
    assert 304 in seen
    page.text = markup.liferay_article("Bài một đã sửa", day_before(3))
    set_back(tmp_path / "data", 2.5)
    assert harvest(**crawl).report["changed"] == 1
    archived = find(tmp_path / "data" / "archive", f"http://{site.host}{PATH}")
    assert [one.status for one in archived] == page.statuses == [200, *seen, 200]
    assert [one.is_revisit for one in archived] == [False, True, True, False]


def test_a_portal_that_always_answers_304_does_not_blind_us(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """The last look, and every look with `all`, asks for the page itself."""
    page = one_article(site, markup, 200, lies=True)
    crawl = {"family": "liferay", "listings": (LISTING,)}
    harvest(**crawl)
    page.text = markup.liferay_article("Bài một đã sửa", day_before(200))
    set_back(tmp_path / "data", 199)
    assert harvest(**crawl).report["changed"] == 1
    page.text = markup.liferay_article("Bài một đã sửa nữa", day_before(200))
    assert harvest(**crawl, refetch="all").report["changed"] == 1
    assert page.statuses == [200, 200, 200]


def test_a_gone_article_is_asked_for_once_at_an_age(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """One that was taken away is found to be missing, and not asked for by every run after it."""
    one_article(site, markup, 3)
    crawl = {"family": "liferay", "listings": (LISTING,)}
    harvest(**crawl)
    del site.pages[PATH]
    set_back(tmp_path / "data", 2.5)
    assert harvest(**crawl).counts["known_missing"] == 1
    assert "known_missing" not in harvest(**crawl).counts
    assert site.times(PATH) == 2


def sitemap(*rows: tuple[str, str]) -> str:
    """Addresses, and when their pages were changed."""
    lines = (f"<url><loc>{url}</loc><lastmod>{at}</lastmod></url>" for url, at in rows)
    return f"<urlset>{''.join(lines)}</urlset>"


def test_an_article_that_its_sitemap_calls_changed_is_looked_at(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """Once after the change, before the next age; the change of a day that is not over can wait."""
    page = one_article(site, markup, 3)
    crawl = {"family": "liferay", "listings": (LISTING,), "portal": {"sitemaps": ["/s.xml"]}}
    now = datetime.now(HANOI)
    site.pages["/s.xml"] = sitemap((PATH, (now - timedelta(hours=9)).isoformat()))
    harvest(**crawl)
    harvest(**crawl)
    assert len(page.statuses) == 1
    set_back(tmp_path / "data", 0.5)
    page.text = markup.liferay_article("Bài một đã sửa", day_before(3))
    assert harvest(**crawl).report["changed"] == 1
    harvest(**crawl)
    assert len(page.statuses) == 2
    site.pages["/s.xml"] = sitemap((PATH, (now + timedelta(days=1)).date().isoformat()))
    harvest(**crawl)
    assert len(page.statuses) == 2


def test_a_sitemap_that_calls_everything_changed_is_not_believed(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """Some write the time at which they were made beside every article."""
    paths = [path_of(number) for number in range(101, 131)]
    site.pages[LISTING] = markup.liferay_listing(tuple((path, day_before(3)) for path in paths))
    site.pages |= {path: markup.liferay_article("Bài", day_before(3)) for path in paths}
    crawl = {"family": "liferay", "listings": (LISTING,), "portal": {"sitemaps": ["/s.xml"]}}
    made = (datetime.now(HANOI) - timedelta(minutes=1)).isoformat()
    site.pages["/s.xml"] = sitemap(*((path, made) for path in paths))
    harvest(**crawl)
    set_back(tmp_path / "data", 0.5)
    assert harvest(**crawl).counts["skipped_known"] == 30
    site.pages["/s.xml"] = sitemap(*((path, made) for path in paths[:20]))
    assert harvest(**crawl).report["unchanged"] == 20


def test_an_unmodified_feed_shows_what_it_showed(site: Any, harvest: Any, markup: Any) -> None:
    """A feed is read again only when it has changed, or in its turn; its articles count as listed."""
    rss = "<rss><channel>{}</channel></rss>"
    item = "<item><link>{}</link></item>"
    site.pages[PATH] = markup.liferay_article("Bài một")
    site.pages["/rss"] = feed = Page(rss.format(item.format(PATH)))
    crawl = {"family": "liferay", "listings": (), "portal": {"feeds": ["/rss"]}}
    harvest(**crawl)
    again = [harvest(**crawl), harvest(**crawl)]
    assert 304 in feed.statuses
    assert [crawl.counts["listed"] for crawl in again] == [1, 1]
    assert [crawl.exit_code for crawl in again] == [0, 0]
    site.pages[path_of(102)] = markup.liferay_article("Bài hai")
    feed.text = rss.format(item.format(PATH) + item.format(path_of(102)))
    assert harvest(**crawl).report["new"] == 1


def listing(site: Any, markup: Any, numbers: list[int]) -> None:
    """A listing of two articles a page, whose pager shows only the next page."""
    day = "11/12/2023 | 09:24 AM"
    pages = [numbers[at : at + 2] for at in range(0, len(numbers), 2)]
    site.pages = {path_of(number): markup.liferay_article(f"Bài {number}") for number in numbers}
    for at, page in enumerate(pages, 1):
        items = tuple((path_of(number), day) for number in page)
        links = (f"{LISTING}?_101_cur={at + 1}",) if at < len(pages) else ()
        address = LISTING if at == 1 else f"{LISTING}?_101_cur={at}"
        site.pages[address] = markup.liferay_listing(items, links)


@pytest.mark.parametrize("place", [9, 17, 23])
def test_the_deep_check_finds_a_back_dated_article_in_so_many_runs(
    site: Any, harvest: Any, markup: Any, place: int
) -> None:
    """Wherever it stands, it is found within `deep_runs` runs, by a few pages in each."""
    numbers = list(range(101, 125))
    listing(site, markup, numbers)
    crawl = {"family": "liferay", "listings": (LISTING,), "portal": {"deep_runs": 3}}
    harvest(**crawl)
    harvest(**crawl)
    listing(site, markup, [*numbers[:place], 555, *numbers[place:]])
    site.asked.clear()
    runs = [harvest(**crawl) for _ in range(3)]
    assert sum(run.report["new"] for run in runs) == 1
    assert path_of(555) in runs[-1].articles()
    assert {run.report["portals"]["thu"]["walk"] for run in runs} == {"brief"}
    assert {run.exit_code for run in runs} == {0}
    assert sum(path.startswith(LISTING + "?") for _, path in site.asked) <= 3 * 8


def test_a_listing_that_became_shorter_is_no_trouble(site: Any, harvest: Any, markup: Any) -> None:
    """Where the deep check would go on there may be no page any more: it begins anew."""
    numbers = list(range(101, 125))
    listing(site, markup, numbers)
    crawl = {"family": "liferay", "listings": (LISTING,), "portal": {"deep_runs": 2}}
    harvest(**crawl)
    harvest(**crawl)
    listing(site, markup, numbers[:10])
    runs = [harvest(**crawl) for _ in range(2)]
    assert [run.problems for run in runs] == [[], []]
    assert site.times(f"{LISTING}?_101_cur=5") == 3  # the first of the two only learned it


def test_a_large_portal_costs_little_the_second_time() -> None:
    """Articles asked for are at most 2 %; three new, two edited, one back-dated, one gone are found."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "tools/incremental.py", "--articles", "500", "--json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    first, same, changed = (found[name] for name in ("first", "nothing new", "changes"))
    assert first["new"] == 500
    assert (same["new"], same["changed"], same["missing"]) == (0, 0, 0)
    robots = 1
    assert same["requests"] - same["listing_pages"] - robots <= 0.02 * 500
    assert same["listing_pages"] <= 8
    assert (changed["new"], changed["changed"], changed["missing"]) == (4, 2, 1)


@pytest.mark.parametrize("redirects", [True, False], ids=["redirect", "canonical"])
def test_an_article_keeps_its_identity_when_its_address_follows_the_headline(
    site: Any, harvest: Any, markup: Any, tmp_path: Path, redirects: bool
) -> None:
    """Platforms write the headline into the address: an edited one is no other article."""
    old, new = "/tin-tuc/hoi-nghi-mo-dau-123456", "/tin-tuc/hoi-nghi-khai-mac-123456"
    day = (datetime.now(HANOI) - timedelta(days=3)).strftime("%d/%m/%Y")

    def page(title: str, path: str) -> str:
        link = f'<link rel="canonical" href="http://{site.host}{path}">'
        return str(markup.vnpt_article(title, day)).replace("<title>", f"{link}<title>")

    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items((old, day)), 1)
    site.pages[old] = page("Hội nghị mở đầu", old)
    crawl = {"family": "vnpt", "listings": ("/tin-tuc",)}
    harvest(**crawl)
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items((new, day)), 1)
    site.pages[new] = page("Hội nghị khai mạc", new)
    site.pages[old] = redirect(new) if redirects else site.pages[new]
    set_back(tmp_path / "data", 2.5)
    report = harvest(**crawl).report
    assert (report["new"], report["changed"]) == (0, 1)
    data = load(tmp_path / "data")
    assert data.articles["title"].tolist() == ["Hội nghị khai mạc"]
    assert data.changes["field"].tolist() == ["title"]
    assert data.states["state"].tolist() == ["seen"]
    assert harvest(**crawl).report["new"] == 0
