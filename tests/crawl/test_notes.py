"""What a walk leaves in the dataset beside the articles: absences by their kind, and coverage."""

from __future__ import annotations

from typing import Any

from werkzeug import Response

from govnews.dataset import load

LISTING = "/tin-tuc"


def paths(*numbers: int) -> list[tuple[str, str]]:
    return [(f"/tin-tuc/bai-{number}", "11/12/2023") for number in numbers]


def publish(site: Any, markup: Any, listed: list[int], stored: list[int]) -> None:
    """A portal that lists some articles and still has some."""
    site.pages.clear()
    site.pages[LISTING] = markup.vnpt_listing(markup.vnpt_items(*paths(*listed)), 1)
    for number in stored:
        title = f"Bài {number}"
        site.pages[f"/tin-tuc/bai-{number}"] = markup.vnpt_article(title)


def test_absences_are_told_by_kind(site: Any, harvest: Any, markup: Any) -> None:
    """Gone for good, not found, led elsewhere, no longer listed: each article has its state."""
    every = list(range(10001, 10013))
    publish(site, markup, every, every)
    first = harvest(family="vnpt", listings=(LISTING,), refetch="all")
    dataset = load(first.out)
    assert set(dataset.states["state"]) == {"seen"}
    publish(site, markup, every[:-1], every[3:])
    site.pages["/tin-tuc/bai-10002"] = Response("gone", 410, content_type="text/html")
    site.pages["/tin-tuc/bai-10003"] = Response("", 302, headers={"Location": "/tin-tuc/bai-10004"})
    again = harvest(family="vnpt", listings=(LISTING,), refetch="all")
    dataset = load(again.out)
    urls = dataset.articles.set_index("article_id")["url"]
    states = dataset.states.set_index("article_id")
    found = {urls[key][-5:]: state for key, state in states["state"].items()}
    absent = {number: state for number, state in found.items() if state != "seen"}
    assert again.problems == []
    assert absent == {
        "10001": "not_found",
        "10002": "gone",
        "10003": "redirected",
        "10012": "unseen",
    }
    moved = states["moved_to"].dropna()
    assert [(urls[key][-5:], url[-5:]) for key, url in moved.items()] == [("10003", "10004")]


def test_coverage_counts_what_was_listed_and_not_had(site: Any, harvest: Any, markup: Any) -> None:
    """An article that is listed and cannot be had is a known gap of its day."""
    publish(site, markup, list(range(10001, 10007)), list(range(10001, 10006)))
    coverage = load(harvest(family="vnpt", listings=(LISTING,)).out).coverage
    assert coverage["listed"].sum() == 6
    assert coverage["fetched"].sum() == 5
    assert coverage["stored"].sum() == 5
    assert coverage["known_missing"].sum() == 1
    assert coverage["complete_until"].notna().any()
    day = coverage[coverage["day"].astype("string") == "2023-12-11"].iloc[0]
    assert day["stored"] == 5


def test_an_archive_notes_no_absence(site: Any, harvest: Any, markup: Any, tmp_path: Any) -> None:
    """An archive tells of its own day: nothing that it lacks is noted as missing today."""
    publish(site, markup, [10001, 10002], [10001])
    crawl = harvest(family="vnpt", listings=(LISTING,))
    (archive,) = (crawl.out / "archive").glob("*.warc.gz")
    replayed = harvest(
        family="vnpt", listings=(LISTING,), out=str(tmp_path / "again"), replay=str(archive)
    )
    dataset = load(replayed.out)
    assert dataset.states["state"].tolist() == ["seen"]
    assert dataset.coverage["known_missing"].sum() == 0
    assert dataset.coverage["complete_until"].isna().all()
