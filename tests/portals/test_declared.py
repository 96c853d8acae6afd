"""Portals that users and packages declare: read like the registry's own, refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from govnews import extract, portals
from govnews.errors import BadInput
from govnews.portals import Portal, registry
from govnews.portals.declared import RULES

GOOD = """\
[xa-mau]
title = "Trang thông tin điện tử xã Mẫu"
hosts = ["xamau.example.vn"]
family = "unknown"
province = "Bến Tre"
kind = "commune"
listings = ["/tin"]
evidence = "two pages saved in the browser"
article = '^/tin/([a-z-]+)$'
layout = { title = "h4.ten", date = "i.luc", body = "div.chu", junk = "b.nhieu" }
"""
PAGE = """<html><head><title>Xã Mẫu</title></head><body><div class="cot"><h4 class="ten">Xã Mẫu ra quân làm thủy lợi nội đồng</h4>
<i class="luc">05/03/2024 07:15</i><div class="chu"><p>Hơn 200 người dân của bốn ấp đã nạo vét kênh mương.</p>
<b class="nhieu">Mời đọc thêm tin của xã bạn</b></div></div></body></html>"""


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Each test begins and ends with the registry's own portals."""
    yield
    portals.use_files(())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cua-toi.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_file_of_ones_own_declares_portals(file: Path) -> None:
    """A declared portal is found by name and host, and its own design reads its pages."""
    portals.use_files([file])
    portal = portals.get("xa-mau")
    assert (portal.code, portal.kind, portal.province) == ("86", "commune", "Bến Tre")
    record = extract(PAGE, "https://xamau.example.vn/tin/ra-quan")
    assert record.article.portal == "xa-mau"
    assert record.article.parser.endswith("/xa-mau")
    assert record.article.body == "Hơn 200 người dân của bốn ấp đã nạo vét kênh mương."
    assert portal.to_dict()["layouts"] == ["xa-mau"]


def test_files_are_forgotten(file: Path) -> None:
    """The next list of files takes the place of the former one."""
    portals.use_files([file])
    portals.use_files(())
    assert portals.for_url("https://xamau.example.vn/") is None


def test_a_portal_of_the_registry_can_be_replaced(tmp_path: Path) -> None:
    """Who knows better declares a portal under the same name."""
    path = tmp_path / "hon.toml"
    path.write_text(
        GOOD.replace("[xa-mau]", "[hanoi]").replace("xamau.example", "hanoi.gov"), "utf-8"
    )
    portals.use_files([path])
    assert portals.get("hanoi").title == "Trang thông tin điện tử xã Mẫu"
    assert portals.for_url("https://hanoi.gov.vn/") is portals.get("hanoi")


def test_the_variable_names_files_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`scrapy crawl` has no option of ours: it reads `GOVNEWS_PORTALS`."""
    monkeypatch.setenv("GOVNEWS_PORTALS", str(file))
    registry._declared.cache_clear()
    try:
        assert portals.get("xa-mau").hosts == ("xamau.example.vn",)
    finally:
        monkeypatch.delenv("GOVNEWS_PORTALS")
        registry._declared.cache_clear()


@pytest.mark.parametrize("as_callable", [True, False])
def test_a_package_may_bring_portals(
    file: Path, monkeypatch: pytest.MonkeyPatch, as_callable: bool
) -> None:
    """An entry point is a path or a callable that returns one."""
    point = EntryPoint("mau", "mau:TEP", registry.GROUP)
    value = (lambda: file) if as_callable else str(file)
    monkeypatch.setattr(EntryPoint, "load", lambda _self: value)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    registry._declared.cache_clear()
    try:
        assert portals.get("xa-mau").province == "Bến Tre"
    finally:
        monkeypatch.undo()
        registry._declared.cache_clear()


@pytest.mark.parametrize(
    ("value", "said"),
    [("no.such.module:FILE", "entry point govnews.portals:mau fails"), ("math:pi", "is no path")],
)
def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch, value: str, said: str) -> None:
    """The entry point that fails is named, and what to do about it."""
    point = EntryPoint("mau", value, registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    registry._declared.cache_clear()
    try:
        with pytest.raises(BadInput, match=said) as error:
            portals.get("haiphong")
        assert "uninstall" in str(error.value)
    finally:
        monkeypatch.undo()
        registry._declared.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind =", "kinds =", "kinds is no key of a portal: did you mean kind?"),
        ('"unknown"', '"drupal"', "family = 'drupal' cannot be used: give one of vnpt"),
        ('"Bến Tre"', '"Bến Trẻ Con"', "province = 'Bến Trẻ Con' cannot be used"),
        ("([a-z-]+)$", "([a-z-+$", "article is no regular expression"),
        ("([a-z-]+)$", "[a-z-]+$", "article has no group"),
        ('["xamau.example.vn"]', '["https://xamau.example.vn/"]', "hosts = "),
        ('["xamau.example.vn"]', '["haiphong.gov.vn"]', "belongs to the portal haiphong"),
        ('["xamau.example.vn"]', '["www.thuathienhue.gov.vn"]', "belongs to the portal hue"),
        ('["/tin"]', '["tin"]', "listings = ['tin'] cannot be used: give a list of paths"),
        ('listings = ["/tin"]', "delay = 0.1", "asked once a second at most"),
        ('listings = ["/tin"]', 'code = "31"', "the province has 86"),
        ('listings = ["/tin"]', 'layouts = ["epy"]', "did you mean epi"),
        ('listings = ["/tin"]', 'timezone = "Hanoi"', "timezone = 'Hanoi'"),
        ('"div.chu"', '"div..chu"', "body = 'div..chu' is no CSS selector"),
        ('body = "div.chu", ', "", "of no element that it holds the text"),
        ("junk =", "rubbish =", "rubbish = 'b.nhieu' cannot be used; a layout has root"),
        ('family = "unknown"\n', "", "has no family: add family"),
        ("[xa-mau]", "[Xã Mẫu]", "is no TOML"),
        ("[xa-mau]", '["Xã Mẫu"]', "name it by letters"),
        ("[xa-mau]\n", "", "title stands outside of a portal"),
    ],
)
def test_what_is_wrong_is_named(file: Path, old: str, new: str, said: str) -> None:
    """An error names the file, the portal and the key, and says what would do."""
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        portals.use_files([file])
    assert str(file) in str(error.value)
    assert said in str(error.value)


def test_a_host_stands_once_in_a_file(file: Path) -> None:
    """Two portals of a file cannot share a host, with or without www."""
    second = GOOD.replace("[xa-mau]", "[xa-mau-2]").replace('["xamau', '["www.xamau')
    file.write_text(GOOD + second, encoding="utf-8")
    with pytest.raises(BadInput, match="portal xa-mau-2: hosts: xamau"):
        portals.use_files([file])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path that cannot be read is in the error."""
    with pytest.raises(BadInput, match=r"khong-co\.toml: cannot be read"):
        portals.use_files([tmp_path / "khong-co.toml"])


def test_every_field_can_be_declared() -> None:
    """A field of `Portal` that no rule knows could not be written in a file."""
    assert {f.name for f in fields(Portal)} - {"name"} == set(RULES) - {"layouts"} | {
        "layout_names"
    }
