"""Where the page of a gold record comes from."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govnews.errors import BadInput, NotAnArticle
from govnews.evaluate import evaluate
from govnews.evaluate.gold import readings
from govnews.model import Record

Calls = list[dict[str, Any]]


@pytest.fixture
def calls(record: Record, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Stands in for the readers: gives the right record, remembers what it was asked."""
    asked: Calls = []

    def extract(html: bytes, url: str, **named: Any) -> Record:
        asked.append({"html": html, "url": url, **named})
        if html == b"listing":
            raise NotAnArticle("listing", f"{url} is a listing")
        return record

    def facts(text: str, **named: Any) -> Record:
        asked.append({"text": text, **named})
        return record

    stand_in = ModuleType("govnews.extract")
    stand_in.__dict__.update(extract=extract, facts=facts)
    monkeypatch.setitem(sys.modules, "govnews.extract", stand_in)
    return asked


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes gold records into a folder and gives the folder."""

    def written(**golds: dict[str, Any]) -> Path:
        place = tmp_path / "gold"
        place.mkdir()
        for name, gold in golds.items():
            (place / f"{name}.json").write_text(json.dumps(gold), "utf-8")
        return place

    return written


def write_warc(path: Path, pages: list[tuple[str, str, bytes]]) -> None:
    """An archive with one response a page: address, status line, body."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for url, status, body in pages:
            http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http)
            writer.write_record(record)
            record.raw_stream.close()


def test_a_saved_page_is_found_beside_the_gold_folder(
    folder: Callable[..., Path], gold: dict[str, Any], tmp_path: Path, calls: Calls
) -> None:
    """`source` counts from the folder above."""
    page = tmp_path / "pages" / "a-1.html"
    page.parent.mkdir()
    page.write_bytes(b"<html>")
    report = evaluate(folder(one=gold))
    assert report.errors == ()
    assert calls == [{"html": b"<html>", "url": gold["url"], "portal": None, "fetched_at": None}]


def test_an_archive_is_read_for_the_address(
    folder: Callable[..., Path], gold: dict[str, Any], tmp_path: Path, calls: Calls
) -> None:
    """The first good response to `url` is taken; other pages are not extracted."""
    write_warc(
        tmp_path / "corpus" / "x.warc.gz",
        [
            ("https://example.gov.vn/other", "200 OK", b"other"),
            (gold["url"], "404 Not Found", b"gone"),
            (gold["url"], "200 OK", b"right"),
        ],
    )
    list(readings(folder(one=gold | {"source": "corpus/x.warc.gz"})))
    assert [call["html"] for call in calls] == [b"right"]
    assert calls[0]["fetched_at"] is not None


def test_plain_text_goes_to_the_fact_readers(folder: Callable[..., Path], calls: Calls) -> None:
    """A gold record with `text` needs no page."""
    text = {"text": "Sáng 5/3.", "published": "2024-03-05", "title": "T", "portal": "haiphong"}
    list(readings(folder(one=text)))
    assert calls == [
        {
            "text": "Sáng 5/3.",
            "title": "T",
            "published_at": date(2024, 3, 5),
            "portal": "haiphong",
        }
    ]


def test_a_page_that_is_refused_counts_as_not_read(
    folder: Callable[..., Path], gold: dict[str, Any], tmp_path: Path, calls: Calls
) -> None:
    """The reason is in the report, and the run goes on."""
    page = tmp_path / "pages" / "a-1.html"
    page.parent.mkdir()
    page.write_bytes(b"listing")
    report = evaluate(folder(one=gold))
    assert report.scores["pages"].to_dict() == {
        "measure": "accuracy", "value": 0.0, "right": 0, "total": 1,
    }  # fmt: skip
    assert "NotAnArticle" in str(report.errors[0].ours)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "needs `source`"),
        ('{"url": "https://example.gov.vn/"}', "needs `source`"),
        ('{"url": "u", "source": "pages/none.html"}', "no such file"),
        ('{"url": "u", "source": "pages/none.warc.gz"}', "no such file"),
    ],
)
def test_gold_that_cannot_be_used_is_bad_input(tmp_path: Path, text: str, message: str) -> None:
    """The message says what is wrong with which file."""
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "bad.json").write_text(text, "utf-8")
    with pytest.raises(BadInput, match=message):
        evaluate(tmp_path / "gold")


def test_an_archive_without_the_page_is_bad_input(
    folder: Callable[..., Path], gold: dict[str, Any], tmp_path: Path, calls: Calls
) -> None:
    """A gold record whose page is not there is no score of zero but a mistake in the gold."""
    write_warc(tmp_path / "x.warc.gz", [("https://example.gov.vn/other", "200 OK", b"other")])
    with pytest.raises(BadInput, match=r"holds no response to https://example\.gov\.vn/a-1"):
        evaluate(folder(one=gold | {"source": "x.warc.gz"}))
    assert calls == []


def test_an_empty_folder_is_bad_input(tmp_path: Path) -> None:
    """No gold, no score."""
    with pytest.raises(BadInput, match="no gold records"):
        evaluate(tmp_path)
