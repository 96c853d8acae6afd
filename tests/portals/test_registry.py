"""The registry: every declaration is usable, and names and hosts are found."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from govnews import portals
from govnews.errors import BadInput, UnknownPortal
from govnews.portals import FAMILIES, Portal

ALL = portals.all_portals()


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.name)
def test_each_declaration_is_usable(portal: Portal) -> None:
    """A portal has a family with layouts and a spider, lower-case hosts, paths, and a reason."""
    assert portal.family in FAMILIES
    assert portal.layouts
    assert all(host == host.lower() and "/" not in host for host in portal.hosts)
    assert all(path.startswith("/") for path in portal.listings)
    assert all(portal.owns(url) for url in portal.start_urls)
    assert portal.delay >= 1
    assert portal.evidence


def test_a_declaration_is_short() -> None:
    """A portal of a known family takes at most 12 lines."""
    text = files("govnews.portals").joinpath("portals.toml").read_text(encoding="utf-8")
    blocks = text.split("\n[")[1:]
    assert len(blocks) == len(tomllib.loads(text)) == len(ALL)
    assert all(len(block.strip().splitlines()) <= 12 for block in blocks)


def test_the_demo_is_no_portal_of_vietnam() -> None:
    """The demo's portals are known by name and by host and port, and listed nowhere."""
    assert portals.get("demo-vnpt").status == "demo"
    assert not [portal for portal in ALL if portal.name.startswith("demo")]


def test_no_host_is_declared_twice() -> None:
    """A host belongs to one portal."""
    hosts = [host for portal in ALL for host in portal.hosts]
    assert len(hosts) == len(set(hosts))


def test_names_are_found_and_near_names_suggested() -> None:
    """An unknown name is answered with the names it may have meant."""
    assert portals.get("haiphong").province == "Hải Phòng"
    with pytest.raises(UnknownPortal, match="did you mean haiphong"):
        portals.get("haipong")
    with pytest.raises(UnknownPortal, match="govnews portals"):
        portals.get("zzzzzz")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://haiphong.gov.vn/tin-tuc-su-kien/a-680867", "haiphong"),
        ("http://WWW.haiphong.gov.vn:443/", "haiphong"),
        ("https://namsach.haiphong.gov.vn/", "haiphong-namsach"),
        ("https://sotttt.hanoi.gov.vn/vi/", "sotttt-hanoi"),
        ("https://hanoi.gov.vn/", None),
        ("https://haiphong.gov.vn.example/", None),
        ("tin-tuc.html", None),
        ("https://[ttxvn/", None),
        ("http://127.0.0.1:48311/tin-tuc-su-kien/a-100001", "demo-vnpt"),
        ("http://127.0.0.1:48312/vi/", "demo-liferay"),
        ("http://127.0.0.1/", None),
        ("http://127.0.0.1:8000/", None),
    ],
)
def test_a_host_names_its_portal(url: str, name: str | None) -> None:
    """The portal of an address is the one that declares its host."""
    portal = portals.for_url(url)
    assert (portal.name if portal else None) == name


def test_a_host_below_a_declared_one_is_a_portal_of_its_own() -> None:
    """A ward nobody declared has its province's province and family, under its own name."""
    portal = portals.for_url("https://kienan.haiphong.gov.vn/tin-tuc/a-10234")
    assert portal is not None
    assert (portal.name, portal.province, portal.family) == (
        "kienan.haiphong.gov.vn",
        "Hải Phòng",
        "vnpt",
    )
    assert portal.owns("https://kienan.haiphong.gov.vn/")
    assert not portal.owns("https://haiphong.gov.vn/")


def test_a_wrong_declaration_says_what_is_wrong() -> None:
    """An unknown family and a host with a path are refused."""
    with pytest.raises(BadInput, match="no family 'drupal'"):
        Portal(name="x", title="X", hosts=("x.gov.vn",), family="drupal")
    with pytest.raises(BadInput, match="bare host names"):
        Portal(name="x", title="X", hosts=("https://x.gov.vn/",), family="vnpt")


@pytest.mark.parametrize(
    ("family", "path", "key"),
    [
        ("vnpt", "/tin-tuc-su-kien/giai-dua-thuyen-rong-680867", "680867"),
        ("vnpt", "/trang-chu-66859/hoi-nghi--793678", "793678"),
        ("vnpt", "/Diem-bao/hoi-nghi-91682.html", "91682"),
        ("vnpt", "/thu-tuc-hanh-chinh-76761", None),
        ("vnpt", "/tin-tuc-su-kien", None),
        ("vnpt", "/tin-tuc/nam-2023", None),
        ("liferay", "/vi/tin/-/view_content/4417996-bai.html", "4417996"),
        ("liferay", "/dang/doan/-/view_content/4417996", "4417996"),
        ("liferay", "/vi/tin/-/view_content/44-bai.html/en/vi/en", None),
        ("liferay", "/en/tin/-/view_content/44-bai", "44"),
        (
            "liferay",
            "/web/guest/tin/-/asset_publisher/aB3x/content/hoi-nghi-tong-ket",
            "hoi-nghi-tong-ket",
        ),
        ("liferay", "/vi/tin-tuc", None),
    ],
)
def test_an_article_is_known_by_its_native_id(family: str, path: str, key: str | None) -> None:
    """An address outside an article list is an article's where its platform's pattern says so."""
    assert FAMILIES[family].article_key(f"https://a.gov.vn{path}", listed=False) == key


def test_a_short_address_is_an_article_only_in_a_list() -> None:
    """`/slug-123456` is an article in an article list, and may be a category in a menu."""
    url = "https://namsach.haiphong.gov.vn/cong-khai-du-toan-958426"
    assert FAMILIES["vnpt"].article_key(url, listed=True) == "958426"
    assert FAMILIES["vnpt"].article_key(url, listed=False) is None
