"""An archive answers in the network's place."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange

MOMENT = datetime(2023, 12, 12, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def mirror(site: Any, markup: Any, tmp_path: Path) -> Path:
    """A mirror as a tool saved it: `.html` names, queries folded into them, pages missing."""
    path = tmp_path / "mirror.warc.gz"
    day = "11/12/2023 | 09:24 AM"
    pager = tuple(
        f"tin{code}.html?p_p_id=101&_101_cur={n}" for n, code in ((2, "51ab"), (3, "77cd"))
    )
    pages = {
        "/vi/tin.html": markup.liferay_listing(
            (("tin/-/view_content/1-a.html", day), ("tin/-/view_content/9-mat.html", day)), pager
        ),
        "/vi/tin77cd.html": markup.liferay_listing(
            (("tin/-/view_content/3-c.html", day), ("../tin/-/view_content/9-mat.html", day)), pager
        ),
        "/vi/tin/-/view_content/1-a.html": markup.liferay_article("Bài một"),
        "/vi/tin/-/view_content/3-c.html": markup.liferay_article("Bài ba"),
        "/tin/-/view_content/9-mat.html": markup.liferay_article("Bài còn ở địa chỉ khác"),
        "/en/tin/-/view_content/1-a.html": markup.liferay_article("News one"),
    }
    with ArchiveWriter(path) as writer:
        for name, text in pages.items():
            writer.add(
                Exchange(
                    url=f"http://{site.host}{name}",
                    status=200,
                    headers=[("Content-Type", "text/html;charset=UTF-8")],
                    body=text.encode(),
                    fetched_at=MOMENT,
                ),
            )
    return path


def test_a_mirror_is_walked_like_the_portal(site: Any, harvest: Any, mirror: Path) -> None:
    """Every archived article that the listings reach is read once, with no request to the host;
    a missing page of the pager, or a missing copy of an article, does not end the walk."""
    crawl = harvest(family="liferay", listings=("/vi/tin.html",), replay=str(mirror))
    assert site.asked == []
    rows = crawl.articles()
    assert sorted(rows) == [
        "/tin/-/view_content/9-mat.html",
        "/vi/tin/-/view_content/1-a.html",
        "/vi/tin/-/view_content/3-c.html",
    ]
    assert sum(crawl.report["portals"]["thu"]["requests"].values()) == 5
    assert crawl.exit_code == 0


def test_a_replay_is_the_same_every_time(harvest: Any, mirror: Path, tmp_path: Path) -> None:
    """Rows say when and where the page was archived, and two replays give equal tables."""
    import pyarrow.parquet as pq

    for name in ("one", "two"):
        harvest(
            family="liferay",
            listings=("/vi/tin.html",),
            replay=str(mirror),
            out=str(tmp_path / name),
        )
    one, two = (pq.read_table(tmp_path / name / "articles.parquet") for name in ("one", "two"))
    assert one.equals(two)
    for row in one.to_pylist():
        assert row["fetched_at"] == MOMENT
        assert row["archive_ref"].startswith("mirror.warc.gz#")


def test_a_crawls_own_archive_can_be_replayed(
    site: Any, harvest: Any, markup: Any, tmp_path: Path
) -> None:
    """The pages kept under archive/ give the same articles again, posted pages included."""
    paths = [f"/tin-tuc/bai-{number}" for number in (10001, 10002, 10003)]
    days = [(path, "11/12/2023") for path in paths]
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*days[:1]), 3)
    site.pages[markup.load] = lambda request: markup.vnpt_items(days[int(request.form["page"]) - 1])
    for path in paths:
        site.pages[path] = markup.vnpt_article(f"Bài {path}")
    live = harvest(family="vnpt", listings=("/tin-tuc",))
    (archive,) = (live.out / "archive").glob("*.warc.gz")
    asked = len(site.asked)
    again = harvest(
        family="vnpt", listings=("/tin-tuc",), replay=str(archive), out=str(tmp_path / "again")
    )
    assert len(site.asked) == asked
    assert sorted(again.articles()) == paths
    for path, row in live.articles().items():
        assert again.articles()[path]["content_hash"] == row["content_hash"]
        assert again.articles()[path]["archive_ref"] == row["archive_ref"]


def test_what_cannot_be_replayed_is_wrong_usage(mirror: Path, tmp_path: Path) -> None:
    """Another portal's archive, a torn one and a file of another kind; no dataset is made."""
    from govnews.errors import BadInput
    from govnews.harvest import harvest

    torn, text = tmp_path / "torn.warc.gz", tmp_path / "text"
    torn.write_bytes(mirror.read_bytes()[:-20])
    text.write_text("no archive")
    for file, said in (
        (mirror, "holds nothing of haiphong.gov.vn"),
        (torn, r"damaged in the record at byte \d+: fetch the file again$"),
        (text, "no WARC file"),
    ):
        with pytest.raises(BadInput, match=said):
            harvest(["haiphong"], replay=file, out=tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_copy_without_a_date_is_not_the_last_word(
    harvest: Any, site: Any, markup: Any, tmp_path: Path
) -> None:
    """Where the first copy of an article prints no date another one is read, and it counts once."""
    path = tmp_path / "mirror.warc.gz"
    bare = "tin/-/view_content/4380720-a.html"
    dated = "ke-hoach/-/view_content/4380720-a.html"
    listing = markup.liferay_listing(((bare, ""), (dated, "")))
    article = markup.liferay_article("Bài một")
    undated = article.replace("Ngày đăng 11/12/2023 | 09:24 AM", "")
    pages = {"/vi/tin.html": listing, f"/vi/{bare}": undated, f"/vi/{dated}": article}
    with ArchiveWriter(path) as writer:
        for name, text in pages.items():
            kind = [("Content-Type", "text/html;charset=UTF-8")]
            writer.add(
                Exchange(
                    url=f"http://{site.host}{name}",
                    status=200,
                    headers=kind,
                    body=text.encode(),
                    fetched_at=MOMENT,
                )
            )
    crawl = harvest(family="liferay", listings=("/vi/tin.html",), replay=str(path))
    (row,) = crawl.articles().values()
    assert row["published_text"] == "11/12/2023 | 09:24 AM"
    assert row["version"] == 1
    assert crawl.counts["articles_read"] == crawl.counts["new"] == 1


CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "sotttt-hanoi-dev.warc.gz"


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the corpus of real pages")
def test_the_real_mirror_gives_every_article_once(tmp_path: Path) -> None:
    """Walking the saved portal reaches its 798 articles, each once, in few requests and memory."""
    import json

    import pyarrow.parquet as pq

    from govnews.portals import get

    code = (
        "import json, sys; from govnews.harvest import harvest\n"
        "result = harvest(['sotttt-hanoi'], replay=sys.argv[1], out=sys.argv[2], progress=False)\n"
        "from govnews.memory import peak_memory\n"
        "print(json.dumps([result.exit_code, result.report, peak_memory()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(CORPUS), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    exit_code, report, peak = json.loads(done.stdout)
    urls = pq.read_table(tmp_path / "articles.parquet", columns=["url"]).column("url").to_pylist()
    keys = [get("sotttt-hanoi").article_key(url) for url in urls]
    assert exit_code == 0
    assert len(keys) == len(set(keys)) == 798
    assert not [url for url in urls if "/en" in url or "/vi/vi" in url or "pop_up" in url]
    assert sum(report["portals"]["sotttt-hanoi"]["requests"].values()) <= 1428
    assert peak <= 300
