"""What a harvest keeps: requests without secrets, nothing twice, and all that it needs to do it again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import scrapy
from scrapy.utils.misc import load_object
from warcio.archiveiterator import ArchiveIterator
from werkzeug import Request, Response

from govnews.archive import read_warc
from govnews.archive.cdxj import index_of, indexes, read_index
from govnews.archive.check import check, page

LISTING = "/vi/tin"
ARTICLE = "/vi/tin/-/view_content/101-bai"
CRAWL = {"family": "liferay", "listings": (LISTING,)}


@pytest.fixture
def portal(site: Any, markup: Any) -> Any:
    """A listing and its article."""
    site.pages[LISTING] = markup.liferay_listing(((ARTICLE, "11/12/2023 | 09:24 AM"),))
    site.pages[ARTICLE] = markup.liferay_article("Bài một")
    return site


def archives(out: Path) -> list[Path]:
    """The files of a dataset, oldest first."""
    return sorted((out / "archive").glob("*.warc.gz"))


def test_requests_are_kept_without_secrets(portal: Any, harvest: Any) -> None:
    """Each response is preceded by its request, with the headers that were sent but the password."""
    kept = harvest(**CRAWL)
    assert kept.articles().keys() == {ARTICLE}
    (path,) = archives(kept.out)
    with path.open("rb") as stream:
        first, *others = [
            (one.rec_type, one.rec_headers, one.http_headers) for one in ArchiveIterator(stream)
        ]
    assert first[0] == "warcinfo"
    assert {kind for kind, _, _ in others[1::2]} == {"response"}
    for (_, response, _), (kind, request, http) in zip(others[1::2], others[::2], strict=True):
        assert kind == "request"
        assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
        assert http.get_header("Host") == portal.host
        assert "tests@example.org" in http.get_header("User-Agent")
    exchange = load_object("govnews.spiders.recording._exchange")(
        scrapy.Request(
            "http://a.gov.vn/", headers={"Authorization": "Basic bWF0", "Accept": "*/*"}
        ),
        scrapy.http.Response("http://a.gov.vn/"),
        datetime.now(UTC),
    )
    assert exchange.asked == [("Host", "a.gov.vn"), ("Accept", "*/*")]


def test_a_304_without_an_earlier_page_is_not_kept(
    portal: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """A host that answers 304 though it was not asked whether: there is nothing to refer to."""
    portal.pages[LISTING] = lambda _: Response(status=304)
    kept = harvest(**CRAWL)
    urls = [one.url for path in archives(kept.out) for one in read_warc(path)]
    assert f"http://{portal.host}{LISTING}" not in urls
    revisits = [one for path in indexes(kept.out / "archive") for one in read_index(path)]
    assert [one for one in revisits if one.is_revisit] == []


def test_unchanged_pages_are_kept_once(portal: Any, harvest: Any) -> None:
    """The second harvest refers to the first one's file; without it the pages are kept in full."""
    first = harvest(**CRAWL)
    second = harvest(**CRAWL, refetch="all")
    old, new = archives(first.out)
    kinds = {one.url: one.is_revisit for one in read_index(index_of(new))}
    assert kinds[f"http://{portal.host}{ARTICLE}"]
    assert second.articles()[ARTICLE]["archive_ref"].startswith(old.name)
    assert check(old.parent).problems == []
    away = old.rename(first.out / old.name)
    index_of(old).unlink()
    harvest(**CRAWL, refetch="all")
    last = archives(first.out)[-1]
    assert not any(one.is_revisit for one in read_index(index_of(last)))
    url = f"http://{portal.host}{ARTICLE}"
    assert page(last.parent, url).body == next(
        one.body for one in read_warc(away) if one.url == url
    )


def test_the_archive_of_two_harvests_gives_all_articles(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """Replayed as a folder: old articles from the first file, new ones from the second."""
    paths = [f"/tin-tuc/bai-{number}" for number in (10001, 10002, 10003, 10004)]
    shown = [(path, "11/12/2023") for path in paths]

    def more(request: Request) -> str:
        number = int(request.form["page"])
        return str(markup.vnpt_items(*shown[2 * number - 2 : 2 * number]))

    for path in paths:
        site.pages[path] = markup.vnpt_article(f"Bài {path}")
    site.pages[markup.load] = more
    shown = shown[2:]
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*shown[:2]), 1)
    crawl = {"family": "vnpt", "listings": ("/tin-tuc",)}
    harvest(**crawl)
    shown = [(path, "11/12/2023") for path in paths]
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*shown[:2]), 2)
    live = harvest(**crawl)
    assert sorted(live.articles()) == paths
    asked = len(site.asked)
    again = harvest(**crawl, replay=str(live.out / "archive"), out=str(tmp_path / "again"))
    assert len(site.asked) == asked
    assert {path: row["content_hash"] for path, row in again.articles().items()} == {
        path: row["content_hash"] for path, row in live.articles().items()
    }
    assert {row["archive_ref"] for row in again.articles().values()} == {
        row["archive_ref"] for row in live.articles().values()
    }


def test_a_harvest_may_keep_nothing(portal: Any, harvest: Any) -> None:
    """Without an archive the articles are the same, and refer to none."""
    bare = harvest(**CRAWL, keep=False)
    assert bare.articles()[ARTICLE]["archive_ref"] is None
    assert not (bare.out / "archive").exists()
    kept = harvest(**CRAWL, refetch="all")
    assert check(kept.out / "archive").problems == []
    assert kept.exit_code == 0
