"""Headers and robots.txt of hosts that mean no good, or know no better."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Response
from scrapy.utils.misc import load_object

MANNERS = "govnews.spiders.politeness"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("9" * 14, 365 * 86_400),
        ("9" * 400, 365 * 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 365 * 86_400),
        ("\xb2", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    """Nobody waits for longer than a year, and the day that is told can be written."""
    response = Response("https://a.gov.vn/", headers={"Retry-After": header.encode("latin-1")})
    assert (asked := load_object(f"{MANNERS}.retry_after")(response)) == seconds
    assert datetime.now(UTC) + timedelta(seconds=asked or 0)


@pytest.mark.parametrize(
    ("start", "is_page"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html>", True),
        (b"<!-- x --><html>", True),
        (b'\n<?xml version="1.0"?><html>', True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /<", False),
        (b"# <html>\nUser-agent: *", False),
    ],
)
def test_a_page_in_the_place_of_robots_txt(start: bytes, is_page: bool) -> None:
    """It is known by its first letter."""
    response = Response("https://a.gov.vn/robots.txt", body=start)
    assert load_object(f"{MANNERS}._is_html")(response) is is_page
