"""One article has one canonical URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.page import article_key, canonical_url
from govnews.page.decode import parse
from govnews.page.urls import canonical_of, is_web_address

LIFERAY = "https://so.example.gov.vn/-/view_content/744000"


@pytest.mark.parametrize(
    "url",
    [
        "https://so.example.gov.vn/tin/-/view_content/744000-trao-giai.html",
        "https://so.example.gov.vn/vi/tin/-/view_content/744000-trao-giai",
        "https://so.example.gov.vn/en/bao/-/view_content/744000-trao-giai-nam-2015.html",
        "https://so.example.gov.vn/vi/x/-/view_content/vi/x/-/view_content/744000-trao-giai.html",
        "https://SO.example.gov.vn:443/vi/vi/en/tin/-/view_content/744000-t?p_p_id=101&_101_cur=5#a",
        "https://so.example.gov.vn/tin/-/view_content/744000-trao-giaifdc7.html?redirect=%2Fvi",
    ],
)
def test_liferay_article_has_one_name(url: str) -> None:
    """Section, language, cut slug, mirror suffix and portlet state do not make another article."""
    assert canonical_url(url) == LIFERAY
    assert article_key(url) == "744000"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://a.vn/tin/x-1?utm_source=z&fbclid=1#top", "http://a.vn/tin/x-1"),
        ("http://a.vn/x;jsessionid=AB12?b=2&a=1", "http://a.vn/x?a=1&b=2"),
        ("http://a.vn/chi-tiet?id=28314&_c=2", "http://a.vn/chi-tiet?_c=2&id=28314"),
        ("http://a.vn/p/x.aspx?ItemID=7&print=true", "http://a.vn/p/x.aspx?ItemID=7"),
        (
            "http://a.vn/home/detail?urile=wcm:path:/a/b",
            "http://a.vn/home/detail?urile=wcm:path:/a/b",
        ),
        ("http://a.vn/Content/slug?99", "http://a.vn/Content/slug?99"),
        ("HTTP://A.vn:80//tin//b/", "http://a.vn/tin/b"),
        ("http://a.vn/t%c3%a1c", "http://a.vn/t%C3%A1c"),
        ("http://a.vn/tác", "http://a.vn/t%C3%A1c"),
        ("http://a.vn", "http://a.vn/"),
    ],
)
def test_only_identity_is_kept(url: str, canonical: str) -> None:
    """Tracking, sessions, print views and fragments go; what says which article stays."""
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://haiphong.example.vn/tin-tuc/hoi-nghi--760833", "760833"),
        ("https://a.vn/thanh-pho-102250819073000123.htm", "102250819073000123"),
        ("https://a.vn/ban-na-mau-post402111.html", "402111"),
        ("https://a.vn/qt/Pages/x.aspx?ItemID=4402", "4402"),
        ("https://a.vn/2024/01/mat-tran-hop/", None),
        ("https://a.vn/", None),
    ],
)
def test_native_ids(url: str, key: str | None) -> None:
    """The portal's own number of the article is found in path or query."""
    assert article_key(url) == key


@given(st.text(alphabet="abcé/-?&=;%#.1_", max_size=40))
def test_canonical_is_stable(tail: str) -> None:
    """The canonical URL of a canonical URL is itself."""
    once = canonical_url(f"https://a.vn/{tail}")
    assert canonical_url(once) == once


def test_page_link_is_used_only_for_the_same_article() -> None:
    """A relative link, another host or another article in `rel=canonical` is not believed."""

    def canonical(link: str) -> str:
        page = parse(
            f'<html><head><link rel="canonical" href="{link}"></head><body><p>a</p></body></html>'
        )
        return canonical_of(page, "https://a.vn/in-bai/x-1234.html")

    assert canonical("https://a.vn/tin/x-1234.html") == "https://a.vn/tin/x-1234.html"
    for link in ("/tin/x-1234.html", "https://b.vn/x-1234.html", "https://a.vn/"):
        assert canonical(link) == "https://a.vn/in-bai/x-1234.html"


@pytest.mark.parametrize(
    ("url", "sound"),
    [
        ("http://so.example.gov.vn/a", True),
        ("https://tin-tức.example.vn:8443/a", True),
        ("http://10.0.0.7/a", True),
        ("http://[::1]/a", True),
        ("http://localhost:8000/a", True),
        ("https://^%$#@!/Pages/default.aspx", False),
        ("https:///a", False),
        ("http://a b/c", False),
        ("http://[x/a", False),
        ("http://a:port/", False),
        ("file:///a.html", False),
        ("so.example.gov.vn/a", False),
    ],
)
def test_web_address(url: str, sound: bool) -> None:
    """An address has a scheme of the web and a host that can exist; mirrors write others too."""
    assert is_web_address(url) is sound
