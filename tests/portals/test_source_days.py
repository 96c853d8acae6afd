"""Days in feeds and sitemaps that no article can have."""

from __future__ import annotations

import pytest

from govnews.portals.sources import read_day, read_source


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+07:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59Z",
        "1/1/0001 12:00:00 AM",
    ],
)
def test_what_stands_for_no_day(text: str) -> None:
    """It is no day, and the rows after it are read."""
    assert read_day(text) is None
    rows = f"<url><loc>/a</loc><lastmod>{text}</lastmod></url><url><loc>/b</loc></url>"
    source = read_source(f"<urlset>{rows}</urlset>".encode(), "sitemap")
    assert [row.url for row in source.pages] == ["/a", "/b"]
