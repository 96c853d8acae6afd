"""Articles read by another process: the same rows, and no page that costs another one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from govnews import portals
from govnews.errors import NotAnArticle, UnreadablePage
from govnews.extract import Reading
from govnews.fetched import FetchedArticle, ReadArticle, read_articles
from govnews.reader import STARTS, Answers, Batch, Reader

DAY = "11/12/2023 | 09:24 AM"
FATAL, HANGING, ODD = b"<!-- fatal -->", b"<!-- hanging -->", b"<!-- odd -->"


class OddError(Exception):
    """Cannot be made again from its message, as some libraries' errors cannot."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def dangerous(batch: Batch) -> Answers:
    """Kills or hangs its process at the marked pages."""
    for fetched in batch:
        if FATAL in fetched.body:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANGING in fetched.body:
            time.sleep(60)
    return read_articles(batch)


class Unloadable:
    """Work whose process ends while it starts."""

    def __call__(self, batch: Batch) -> Answers:
        return read_articles(batch)

    def __setstate__(self, state: Any) -> None:
        os._exit(1)

    def __getstate__(self) -> dict[str, int]:
        return {"some": 1}


@pytest.fixture
def fetched(markup: Any) -> Any:
    """Articles as they come, by number."""

    def make(number: int, mark: bytes = b"") -> FetchedArticle:
        address = f"https://sotttt.hanoi.gov.vn/tin/-/view_content/{number}-bai"
        return FetchedArticle(
            body=markup.liferay_article(f"Bài số {number}", DAY).encode() + mark,
            url=address,
            content_type="text/html; charset=utf-8",
            portal=portals.get("sotttt-hanoi"),
            fetched_at=datetime(2023, 12, 12, tzinfo=UTC),
            key=str(number),
        )

    return make


def read_all(reader: Reader, first: FetchedArticle, pages: list[FetchedArticle]) -> list[Any]:
    """What becomes of pages that are handed over side by side, once the process is up."""

    async def read() -> list[Any]:
        until = time.monotonic() + 60
        while isinstance(await reader.read(first), Reading) and time.monotonic() < until:
            await asyncio.sleep(0.1)
        return await asyncio.gather(*map(reader.read, pages), return_exceptions=True)

    with reader:
        return asyncio.run(read())


def names(read: list[Any]) -> list[str]:
    """The addresses of what was read, or what was raised."""
    return [
        r.page.canonical_url.rpartition("/")[2] if isinstance(r, ReadArticle) else type(r).__name__
        for r in read
    ]


def test_articles_come_back_in_their_order(fetched: Any) -> None:
    """Forty at once, which go over in several batches."""
    read = read_all(Reader(0), fetched(1), [fetched(number) for number in range(100, 140)])
    assert names(read) == [str(number) for number in range(100, 140)]
    assert not any(article.error or article.refusal for article in read)


def test_a_page_that_kills_its_process(fetched: Any) -> None:
    """It is unreadable, and all others are read."""
    pages = [fetched(2), fetched(3, FATAL), fetched(4), fetched(5)]
    read = read_all(Reader(0, work=dangerous), fetched(1), pages)
    assert names(read) == ["2-bai", "UnreadablePage", "4-bai", "5-bai"]
    assert "the process that read it was gone" in str(read[1])


def test_a_page_that_hangs(fetched: Any) -> None:
    """Its process is killed in the end, and all others are read."""
    pages = [fetched(2), fetched(3, HANGING), fetched(4)]
    read = read_all(Reader(0, work=dangerous, patience=1.5), fetched(1), pages)
    assert names(read) == ["2-bai", "UnreadablePage", "4-bai"]


def test_what_reading_raises_is_raised(fetched: Any) -> None:
    """A page of another kind keeps its kind on its way from one process to another."""
    listing = replace(fetched(2), body=b"<html><body><a href='/a'>a</a></body></html>")
    empty = replace(fetched(3), body=b"")
    read = read_all(Reader(0), fetched(1), [listing, empty])
    with pytest.raises((NotAnArticle, UnreadablePage)) as expected:
        listing.reading()
    assert type(read[0]) is expected.type
    assert getattr(read[0], "kind", None) == getattr(expected.value, "kind", None)
    assert isinstance(read[1], UnreadablePage | NotAnArticle)


def test_an_error_that_cannot_travel(fetched: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours on one page is told with its trace, whatever its class."""

    def broken(_: Any) -> None:
        raise OddError("one", "other")

    monkeypatch.setattr("govnews.fetched.read_page", lambda *_, **__: broken(None))
    (read,) = read_articles([fetched(1)])
    assert isinstance(read, RuntimeError)
    assert "OddError: oneother" in str(read)
    monkeypatch.undo()
    monkeypatch.setattr("govnews.fetched.assemble", broken)
    (read,) = read_articles([fetched(1)])
    assert isinstance(read, ReadArticle)
    assert "OddError: oneother" in str(read.error)


def test_few_articles_start_no_process(fetched: Any) -> None:
    """They are read where they were fetched."""

    async def read() -> list[Any]:
        return [await reader.read(fetched(number)) for number in range(3)]

    before = psutil.Process().children()
    with Reader(3) as reader:
        assert all(isinstance(one, Reading) for one in asyncio.run(read()))
        assert psutil.Process().children() == before


def test_a_process_that_cannot_start(fetched: Any, caplog: pytest.LogCaptureFixture) -> None:
    """After some tries the articles are read here, and a line tells so."""

    async def read() -> list[Any]:
        until = time.monotonic() + 60
        while "ends before it has begun" not in caplog.text and time.monotonic() < until:
            assert isinstance(await reader.read(fetched(1)), Reading)
            await asyncio.sleep(0.1)
        return [await reader.read(fetched(2))]

    with Reader(0, work=Unloadable()) as reader:
        assert isinstance(asyncio.run(read())[0], Reading)
    assert "going on without it" in caplog.text
    assert STARTS == 3


@pytest.fixture
def many(site: Any, markup: Any) -> list[str]:
    """A portal with forty articles, one of which is none."""
    paths = [f"/vi/tin/-/view_content/{number}-bai" for number in range(201, 241)]
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, DAY) for path in paths))
    for number, path in enumerate(paths):
        site.pages[path] = markup.liferay_article(f"Bài thứ {number}", DAY)
    site.pages[paths[30]] = markup.html("Đăng nhập", "<form><input type=password></form>")
    return paths


def test_the_rows_are_those_of_one_process(harvest: Any, many: list[str], tmp_path: Path) -> None:
    """All tables, but for the times and places of the answers; and the counts are the same."""
    import govnews

    how = {"family": "liferay", "listings": ("/vi/tin",)}
    one = harvest(**how, out=str(tmp_path / "one"))
    two = harvest(**how, out=str(tmp_path / "two"), beside=True)
    assert one.counts == two.counts
    assert one.counts["new"] == 39
    first, second = govnews.load(one.out), govnews.load(two.out)
    drop = ["fetched_at", "archive_ref"]
    left, right = first.articles.drop(columns=drop), second.articles.drop(columns=drop)
    assert left.equals(right)
    for table in ("people", "speakers", "captions", "awards"):
        assert getattr(first, table).equals(getattr(second, table))


def test_a_limit_is_kept(harvest: Any, many: list[str]) -> None:
    """Pages that come back after the last one that was wanted are not stored."""
    crawl = harvest(family="liferay", listings=("/vi/tin",), limit=20, beside=True)
    assert len(crawl.articles()) == 20


def test_ctrl_c_leaves_no_process(site: Any, start: Any, many: list[str], tmp_path: Path) -> None:
    """The run ends in order, what was read is stored, and the reading process is gone."""
    fields = {"family": "liferay", "listings": ["/vi/tin"], "delay": 0.2}
    process = start(fields, {"out": str(tmp_path / "data"), "beside": True})
    here = psutil.Process(process.pid)
    until = time.monotonic() + 60
    while not (readers := here.children(recursive=True)) or site.times(many[14]) == 0:
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    _, alive = psutil.wait_procs(readers, timeout=30)
    assert alive == []


def test_a_killed_harvest_leaves_no_process(
    site: Any, start: Any, many: list[str], tmp_path: Path
) -> None:
    """The reading process ends by itself."""
    fields = {"family": "liferay", "listings": ["/vi/tin"], "delay": 0.2}
    process: subprocess.Popen[str] = start(fields, {"out": str(tmp_path / "data"), "beside": True})
    here = psutil.Process(process.pid)
    until = time.monotonic() + 60
    while not (readers := here.children(recursive=True)) or site.times(many[14]) == 0:
        assert time.monotonic() < until
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=60)
    _, alive = psutil.wait_procs(readers, timeout=30)
    assert alive == []
