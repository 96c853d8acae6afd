"""The demo from start to end, in processes of its own as the event loop runs once in each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from govnews import extract, portals
from govnews.archive import read_warc
from govnews.dataset import load
from govnews.demo.articles import load_articles
from govnews.demo.check import check_harvest, read_records
from govnews.demo.sites import NAMES

RUN = "import sys; from pathlib import Path; from govnews.demo import run_demo; sys.exit(run_demo(Path(sys.argv[1])))"
FLOORS = {
    "title": 1.0,
    "published_at": 1.0,
    "published_precision": 1.0,
    "body": 0.99,
    "captions": 0.98,
    "event_date": 0.9,
    "people": 0.85,
    "speaker_names": 0.75,
    "award_kinds": 0.75,
    "spans": 1.0,
}
"""What the readers reach on the demo's articles, and some way below it; see `govnews evaluate`."""


def demo(folder: Path) -> str:
    """What a run of the demo into this folder prints; it must succeed."""
    command = [sys.executable, "-c", RUN, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The folder of a dataset into which the demo ran twice, and what each run printed."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    return folder, demo(folder), demo(folder)


def test_the_demo_harvests_every_article_and_no_other_page(runs: tuple[Path, str, str]) -> None:
    """Copies, soft errors, listings and documents are no articles; each article is there once."""
    check = check_harvest(load(runs[0]), load_articles())
    assert [article.code for article in check.missing] == []
    assert check.unexpected == ()
    assert len(load(runs[0]).articles) == check.expected


def test_the_second_run_finds_nothing_new(runs: tuple[Path, str, str]) -> None:
    """The same portals give no new version."""
    folder, first, second = runs
    assert f"wrote {len(load_articles())} new" in first
    assert "nothing new" in second
    assert load(folder).history()["version"].max() == 1


def test_the_demo_shows_rows_examples_check_and_next_steps(runs: tuple[Path, str, str]) -> None:
    """The report names each table and portal and fits a terminal of 80 columns."""
    first = runs[1]
    for word in ("articles", "speakers", "awards", *NAMES, "speaker", "person", "Next"):
        assert word in first
    commands = first.index("Next")
    assert max(len(line) for line in first[:commands].splitlines()) <= 80


def test_the_walk_keeps_out_of_what_it_must_not_enter(runs: tuple[Path, str, str]) -> None:
    """robots.txt is obeyed; copies in other languages, print views and pictures are not fetched."""
    archives = sorted((runs[0] / "archive").glob("*.warc.gz"))
    asked = [page.url for archive in archives for page in read_warc(archive)]
    assert len(asked) > len(load_articles())
    shut = ("/quan-tri/", "/tim-kiem", "/en/", "/c/", "pop_up", "pageid=", ".jpg", ".pdf")
    assert [url for url in asked if any(part in url for part in shut)] == []


def test_the_archive_is_read_as_the_portals_it_is_of(runs: tuple[Path, str, str]) -> None:
    """Read from their archives, pages have the portal, the layout and the province of the crawl."""
    stored = load(runs[0]).articles.set_index("url")
    archives = sorted((runs[0] / "archive").glob("*.warc.gz"))
    pages = [page for archive in archives[:2] for page in read_warc(archive)]
    read = [extract(page.body, page.url) for page in pages if page.url in stored.index]
    ports = {urlsplit(portal.start_urls[0]).port for portal in map(portals.get, NAMES)}
    if {urlsplit(record.article.url).port for record in read} != ports:
        pytest.skip("another demo holds the ports")
    assert len(read) == len(stored)
    for record in read:
        row = stored.loc[record.article.url]
        assert (record.article.portal, record.article.parser) == (row["portal"], row["parser"])


def test_records_come_back_from_the_tables_as_they_were(runs: tuple[Path, str, str]) -> None:
    """Every row read from the dataset still stands where its evidence says."""
    records = read_records(load(runs[0]), portals=NAMES)
    rows = [(r, row) for r in records for row in (*r.people, *r.speakers, *r.awards)]
    assert rows
    for record, row in rows:
        at = row.evidence
        assert (record.field_text(at.field) or "")[at.start : at.end] == at.text


@pytest.mark.parametrize("field", FLOORS)
def test_the_facts_are_read_as_their_authors_wrote_them_down(
    runs: tuple[Path, str, str], field: str
) -> None:
    """The scores on the demo's own gold records hold their floors."""
    score = check_harvest(load(runs[0]), load_articles()).report.scores[field]
    assert score.value is not None
    assert score.value >= FLOORS[field], score
