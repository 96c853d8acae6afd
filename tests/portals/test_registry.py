"""The registry: every declaration is usable, and names and hosts are found."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib.resources import files

import pytest

from govnews import portals
from govnews.errors import BadInput, UnknownPortal
from govnews.lexicon.provinces import REFORM, provinces
from govnews.page.urls import canonical_url
from govnews.portals import FAMILIES, Portal, tidy
from govnews.portals.registry import BUILT_IN

ALL = portals.all_portals()


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.name)
def test_each_declaration_is_usable(portal: Portal) -> None:
    """A portal has a family, lower-case hosts, paths, a reason, and a province that is one."""
    assert portal.family in FAMILIES
    assert all(layout.name for layout in portal.layouts)
    assert all(host == host.lower() and "/" not in host for host in portal.hosts)
    assert all(path.startswith("/") for path in portal.listings)
    assert all(portal.owns(url) for url in portal.start_urls)
    assert portal.delay >= 1
    assert portal.evidence
    assert (portal.code is not None) == (portal.province is not None)
    assert portal.rests_on != "host only" or portal.family in ("unknown", "vnpt")
    assert portal.rests_on != "live" or portal.checked


def _blocks() -> list[tuple[str, str]]:
    """Name and text of every declaration."""
    folder = files("govnews.portals")
    texts = [
        folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        for name in BUILT_IN
        if name != "demo"
    ]
    found = [block.partition("]")[::2] for text in texts for block in f"\n{text}".split("\n[")[1:]]
    assert len(found) == sum(len(tomllib.loads(text)) for text in texts) == len(ALL)
    return found


def test_a_declaration_is_short() -> None:
    """A portal of a known family takes at most 12 lines, another one at most 60."""
    for name, text in _blocks():
        most = 60 if portals.get(name).family == "unknown" else 12
        assert len(text.strip().splitlines()) <= most, name


def test_every_province_of_today_has_a_portal() -> None:
    """The 34 since 2025-07-01 are live and carry today's codes; the 29 merged away are closed."""
    found = {p.province: p for p in ALL if p.kind == "province" and p.name != "thanhphohaiphong"}
    today = {province.name: province.code for province in provinces(REFORM)}
    before = {province.name for province in provinces(REFORM - timedelta(days=1))}
    assert {name for name, p in found.items() if p.status == "live"} == set(today)
    assert {name for name, p in found.items() if p.status == "replay"} == before - set(today)
    assert {name: found[name].code for name in today} == today
    assert found["Bến Tre"].code == today["Vĩnh Long"]


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.name)
def test_an_article_keeps_its_id_under_its_canonical_name(portal: Portal) -> None:
    """What an identity in the query says survives tidying and the canonical address."""
    for name in portal.identity or (() if portal.article else portal.platform.identity):
        special = {"id": "web/guest/chi-tiet", "urile": "home/detail"}
        own = portal.identity or portal.family != "unknown"
        path = special.get(name, "tin/Pages/a.aspx") if own else "tin/xem.aspx"
        url = f"https://{portal.hosts[0]}/{path}?{name}=wcm%3Apath%3A4402&utm_source=zalo#x"
        key = portal.article_key(url)
        page = path.rpartition("/")[2] if own else path
        assert key == f"{page}/wcm:path:4402"
        assert portal.article_key(canonical_url(url)) == portal.article_key(tidy(url)) == key
        assert portal.article_key(url.partition("?")[0]) is None


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
        ("https://hanoi.gov.vn/", "hanoi"),
        ("https://baodientu.chinhphu.vn/", "baochinhphu"),
        ("https://www.thuathienhue.gov.vn/", "hue"),
        ("https://haiduong.gov.vn/", "haiduong"),
        ("https://example.org.vn/", None),
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


def test_a_portal_says_itself_what_its_articles_are() -> None:
    """`article` and `identity` of a declaration take the place of the family's."""
    danang, moha = portals.get("danang"), portals.get("moha")
    assert (
        danang.article_key("https://danang.gov.vn/web/guest/chi-tiet?id=28314&_c=2")
        == "chi-tiet/28314"
    )
    assert danang.article_key("https://danang.gov.vn/web/guest/danh-sach?id=7") is None
    assert moha.article_key("https://moha.gov.vn/tin-tuc/hop-bao---id512") == "512"
    assert (
        moha.article_key("https://moha.gov.vn/tin-tuc/khai-mac-hoi-thi-tay-nghe-88123.html") is None
    )


def test_only_designs_of_today_are_expected_to_fit() -> None:
    """A page read by the generic reader is news where the portal's design was thought to be known."""
    assert portals.get("haiphong").outgrew("generic")
    assert not portals.get("haiphong").outgrew("vnpt-portal")
    assert not portals.get("khanhhoa").outgrew("generic")
    assert not portals.get("hanoi").outgrew("generic")


def test_a_former_host_is_read_and_not_asked() -> None:
    """Pages of a host that a portal left are its own; the crawl does not go there."""
    portal = portals.get("baohaiphong")
    old = "http://www.baohaiphong.com.vn/InfoDetail.jsp"
    assert portal.owns(old)
    assert portal.left(old)
    assert not portal.left("https://baohaiphong.vn/")
    assert not any(portal.left(url) for url in portal.start_urls)


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
        (
            "liferay-7",
            "/xem-chi-tiet/-/asset_publisher//Content/so-ket-cong-tac?61",
            "so-ket-cong-tac",
        ),
        ("liferay-7", "/web/guest/w/khai-mac-hoi-thi", "khai-mac-hoi-thi"),
        ("liferay-7", "/web/guest/trang-chu", None),
        ("vccorp", "/chuan-bi-cho-dai-hoi-115241113121624641.htm", "115241113121624641"),
        ("vccorp", "/tin-noi-bat.htm", None),
        ("vccorp", "/video/bac-ninh-tao-dong-luc-19782.htm", None),
        ("epi", "/ban-na-mau-don-bang-post402111.html", "402111"),
        ("epi", "/hoi-nghi-tong-ket-post1088.vnp", "1088"),
        ("epi", "/chinh-tri/", None),
        ("sharepoint", "/qt/tintuc/Pages/hoi-nghi.aspx?ItemID=4402", "hoi-nghi.aspx/4402"),
        (
            "sharepoint",
            "/portal/Pages/2022-10-7/ra-mat-to-cong-nghe.aspx",
            "2022-10-7/ra-mat-to-cong-nghe",
        ),
        ("sharepoint", "/portal/Pages/tin-tuc.aspx", None),
        ("dotnetnuke", "/TinTuc/tabid/62/itemid/1204/Default.aspx", "1204"),
        ("dotnetnuke", "/tin/ArtMID/5/ArticleID/77/hoi-nghi", "77"),
        ("dotnetnuke", "/TinTuc/tabid/62/Default.aspx", None),
        ("wordpress", "/index.php/2024/01/26/tang-qua/", "2024/01/26/tang-qua"),
        ("wordpress", "/gioi-thieu-ve-mat-tran-xa", None),
        ("newspaper", "/dang-bo-thi-xa-ket-nap-415900.html", "415900"),
        ("newspaper", "/chinh-tri/tin-tuc/bo-tu-lenh-dieu-tra-812345", "812345"),
        ("newspaper", "/phap-luat/bat-nhom-doi-tuong-i712345/", "712345"),
        ("newspaper", "/chinh-tri/khai-mac-hoi-nghi/141421.htm", "141421"),
        ("newspaper", "/thoi-su/202311/khai-mac-hoi-nghi-0e90f1a/", "0e90f1a"),
        ("newspaper", "/thoi-su-1023.html", None),
        (
            "unknown",
            "/tin-tuc/khai-mac-hoi-thi-tay-nghe-88123.html",
            "khai-mac-hoi-thi-tay-nghe-88123",
        ),
        (
            "unknown",
            "/tin/khai-mac-hoi-thi-tay-nghe-gioi-nam-nay",
            "khai-mac-hoi-thi-tay-nghe-gioi-nam-nay",
        ),
        ("unknown", "/van-ban-quy-pham-phap-luat", None),
        ("unknown", "/tin-tuc-su-kien", None),
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


def test_a_name_is_one_portal_and_titles_are_searched_without_marks() -> None:
    """Who writes the name of a place as it is spelled finds its portals."""
    assert [portal.name for portal in portals.select("haiphong")] == ["haiphong"]
    by_title = {portal.name for portal in portals.select("Hải Phòng")}
    assert {"haiphong", "baohaiphong", "thanhphohaiphong"} <= by_title
    assert by_title == {portal.name for portal in portals.select("hai phong")}
    with pytest.raises(UnknownPortal, match="xyzzy"):
        portals.select("xyzzy")
