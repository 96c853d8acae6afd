"""Which links lead to news, and which addresses are one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.portals.links import (
    TRAP_KINDS,
    has_session,
    is_trap,
    lookup_key,
    section_key,
    tidy,
    trap_kind,
)

HOST = "https://a.gov.vn"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/vi/tin-tuc-su-kien.html",
        "/vi/tin-tuc?p_p_id=101&p_p_state=normal&_101_cur=2",
        "/tin-tuc-su-kien/le-khai-mac-680867",
        "/lich-su-dang-bo",
        "/tin/chim-en-bao-tin-xuan-10234",
        "/in-an-xuat-ban",
        "/vi/hoat-dong-doan-the/phong-chong-dich",
    ],
)
def test_news_are_no_trap(path: str) -> None:
    """Listings, pager links and articles are followed."""
    assert not is_trap(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/en",
        "/en/news",
        "/en.html",
        "/web/so-eng/home.html",
        "/vi/tin/vi/en/tin",
        "/tin/-/view_content/1-a.html/en/vi",
        "/vi/tin?p_p_state=pop_up",
        "/vi/tin?p_p_id=8&p_p_lifecycle=1",
        "/vi/tin?_58_struts_action=%2Flogin%2Flogin",
        "/c/portal/login?p_l_id=10180",
        "/dang-nhap154f.html?p_p_id=58",
        "/lich-cong-tac?ngay=12",
        "/tin?date=2023-12-11",
        "/tin/bai-10234?print=1",
        "/?pageid=27218&p_steering=9",
        "/documents/10197/0/mau.doc/5d1c",
        "/tep/bao-cao.pdf",
        "/a/b/a/b/a/b",
    ],
)
def test_traps_are_known(path: str) -> None:
    """Copies, languages, calendars, log-ins, documents and loops are left alone."""
    assert is_trap(HOST + path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/lich-cong-tac/2024/05", "calendar"),
        ("/su-kien/2024-05-12", "calendar"),
        ("/tin/thang-5-2024", "calendar"),
        ("/tin?thang=5&nam=2024", "calendar"),
        ("/in-bai/1234", "print"),
        ("/tin/bai-10234?popup=true", "print"),
        ("/vi/en/tin", "loop"),
        ("/tin/vi/tin", "loop"),
        ("/tin/a/tin/b/tin", "loop"),
        ("/en/tin", "language"),
        ("/tim-kiem", "service"),
        ("/tin?p_p_lifecycle=1", "action"),
        ("/?pageid=27218", "document"),
        ("/bieu-mau.docx", "file"),
        ("/2024/05/hop-bao", None),
        ("/tin/thang-5-lich-su", None),
        ("/lich-su/nam-2024", None),
    ],
)
def test_a_trap_has_a_kind(path: str, kind: str | None) -> None:
    """What was left alone is told by its kind, each of which has words for people."""
    assert trap_kind(HOST + path) == kind
    assert kind is None or kind in TRAP_KINDS


@pytest.mark.parametrize(
    "path",
    [
        "/tin;jsessionid=0A1B?id=3",
        "/(S(lit3py55t21z5v55vlm25s55))/tin?id=3",
        "/(A(x)S(y)F(z))/tin?id=3",
        "/tin?sid=77&id=3",
        "/tin?id=3&PHPSESSID=9f",
    ],
)
def test_a_session_makes_no_other_page(path: str) -> None:
    """Java, ASP.NET without cookies and PHP write sessions into addresses, which are taken out."""
    assert has_session(HOST + path)
    assert tidy(HOST + path) == f"{HOST}/tin?id=3"
    assert not has_session(tidy(HOST + path))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/vi/tin-tuc", "/tin-tuc"),
        ("/tin-tuc.html", "/tin-tuc"),
        ("/tin-tuc/", "/tin-tuc"),
        ("/vi", "/"),
        ("/index.html", "/"),
        ("/viet-nam", "/viet-nam"),
    ],
)
def test_a_listing_has_one_name(path: str, key: str) -> None:
    """Language prefix, ending and slash do not make another listing."""
    assert section_key(HOST + path) == key


@pytest.mark.parametrize(
    "url",
    [
        "http://a.gov.vn/tin%2Dtuc",
        "https://A.gov.vn:443/tin-tuc#dau",
        "https://a.gov.vn/tin-tuc",
    ],
)
def test_an_archive_finds_one_page_by_all_its_spellings(url: str) -> None:
    """Scheme, port, case of the host, encoding and fragment do not matter."""
    assert lookup_key(url) == "a.gov.vn/tin-tuc"


def test_a_query_makes_another_page_unless_told() -> None:
    """Queries are told apart, and can be left out for mirrors that folded them into names."""
    url = "https://a.gov.vn/tin?_101_cur=2"
    assert lookup_key(url) == "a.gov.vn/tin?_101_cur=2"
    assert lookup_key(url, with_query=False) == "a.gov.vn/tin"


@given(st.text(alphabet="abcđếạ/-.%20~", max_size=30))
def test_tidying_twice_changes_nothing(path: str) -> None:
    """A tidied address is tidy, and so is a lookup key of a lookup key's page."""
    url = tidy(f"{HOST}/{path};jsessionid=AB12?utm_source=x&id=3#y")
    assert tidy(url) == url
    assert url.endswith("?id=3")
    assert lookup_key(f"https://{lookup_key(url)}") == lookup_key(url)
