"""Pages that end in the middle are asked for again, where the others of their host do not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import load_object

WHERE = "govnews.spiders.whole_pages"
WHOLE = b"<!DOCTYPE html><html><body>tin</body></HTML>"
HALF = b"<!DOCTYPE html><html><body>ti"
TRIES = 3


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long hosts were left alone, in seconds."""
    rested: list[float] = []
    target = load_object(f"{WHERE}.WholePagesMiddleware").process_response.__globals__
    monkeypatch.setitem(target, "rest", lambda _crawler, _request, seconds: rested.append(seconds))
    return rested


@pytest.fixture
def crawler() -> Any:
    """One that only counts."""
    settings = Settings({"RETRY_TIMES": TRIES, "RETRY_PAUSE": 2.0, "GOVNEWS_REPLAY": None})
    made: Any = SimpleNamespace(settings=settings)
    made.stats = MemoryStatsCollector(SimpleNamespace(settings=settings))  # type: ignore[arg-type]
    return made


@pytest.fixture
def middleware(crawler: Any, pauses: list[float]) -> Any:
    """As Scrapy makes it."""
    return load_object(f"{WHERE}.WholePagesMiddleware").from_crawler(crawler)


def answer(
    middleware: Any, url: str, body: bytes, request: Request | None = None, **more: Any
) -> Any:
    """What becomes of a page."""
    request = request or Request(url)
    return middleware.process_response(request, HtmlResponse(url, body=body, **more))


def asked_to_the_end(middleware: Any, url: str, bodies: list[bytes]) -> Any:
    """The same, however often it is asked for again."""
    result: Any = Request(url)
    for body in bodies:
        assert isinstance(result, Request)
        result = answer(middleware, url, body, result)
    return result


def test_half_a_page_is_asked_for_again(middleware: Any, crawler: Any, pauses: list[float]) -> None:
    """Past caches and filters, with a pause that doubles; the whole one is handed on."""
    answer(middleware, "https://a.vn/1", WHOLE)
    again = answer(middleware, "https://a.vn/2", HALF)
    assert isinstance(again, Request)
    assert again.dont_filter
    assert again.url == "https://a.vn/2"
    third = answer(middleware, "https://a.vn/2", HALF + b"n", again)
    page = answer(middleware, "https://a.vn/2", WHOLE, third)
    assert page.body == WHOLE
    assert pauses == [2.0, 4.0]
    assert crawler.stats.get_stats() == {"govnews/pages_asked_again": 2}


def test_in_the_end_it_is_taken_as_it_is(
    middleware: Any, crawler: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """After the tries of every request, with a warning that names the page."""
    answer(middleware, "https://a.vn/1", WHOLE)
    last = asked_to_the_end(
        middleware, "https://a.vn/2", [HALF + b"n" * n for n in range(TRIES + 1)]
    )
    assert isinstance(last, Response)
    assert crawler.stats.get_value("govnews/pages_without_end") == 1
    assert "https://a.vn/2 has no end" in caplog.text


def test_a_template_without_an_end_is_learnt(middleware: Any) -> None:
    """Three pages that stay the same, byte for byte, show that the host's pages have no end."""
    answer(middleware, "https://a.vn/1", WHOLE)
    for number in range(3):
        asked_to_the_end(middleware, f"https://a.vn/{number}", [HALF] * (TRIES + 1))
    assert isinstance(answer(middleware, "https://a.vn/9", HALF), Response)


def test_pages_that_change_teach_nothing(middleware: Any) -> None:
    """Each is cut elsewhere: the host is in trouble, and is asked again."""
    answer(middleware, "https://a.vn/1", WHOLE)
    for number in range(5):
        bodies = [HALF + b"n" * n for n in range(TRIES + 1)]
        asked_to_the_end(middleware, f"https://a.vn/{number}", bodies)
    assert isinstance(answer(middleware, "https://a.vn/9", HALF), Request)


@pytest.mark.parametrize(
    "page",
    [
        HtmlResponse("https://a.vn/2", body=b"<li>tin</li>"),
        HtmlResponse("https://a.vn/2", body=HALF, status=404),
        Response("https://a.vn/2", body=HALF),
        HtmlResponse("https://a.vn/2", body=WHOLE + b"<!-- 0.2 s -->"),
        HtmlResponse("https://a.vn/2", body=b""),
    ],
    ids=["fragment", "status", "file", "comment behind the end", "empty"],
)
def test_what_is_handed_on(middleware: Any, page: Response) -> None:
    """Fragments, errors, files, and pages with something behind their end."""
    answer(middleware, "https://a.vn/1", WHOLE)
    assert middleware.process_response(Request(page.url), page) is page


def test_each_host_for_itself(middleware: Any) -> None:
    """A host of which no whole page is known is believed."""
    answer(middleware, "https://a.vn/1", WHOLE)
    assert isinstance(answer(middleware, "https://b.vn/1", HALF), Response)


@pytest.mark.parametrize("own", [{"GOVNEWS_REPLAY": "a.warc.gz"}, {"RETRY_TIMES": 0}])
def test_where_it_would_be_in_vain(crawler: Any, own: dict[str, Any]) -> None:
    """An archive answers alike each time."""
    crawler.settings.update(own)
    with pytest.raises(NotConfigured):
        load_object(f"{WHERE}.WholePagesMiddleware").from_crawler(crawler)
