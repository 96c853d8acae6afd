"""Declarations of portals made by strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from govnews import portals
from govnews.errors import BadInput
from govnews.portals.links import MAX_ADDRESS
from govnews.portals.patterns import is_slow

DECLARED = """
[xa-mau]
title = "Xã Mẫu"
hosts = ["xa-mau.example.vn"]
family = "vnpt"
evidence = "thử"
"""


@pytest.fixture
def declare(tmp_path: Path) -> object:
    """Reads a file with this text; what was declared is forgotten afterwards."""

    def read(text: str) -> None:
        path = tmp_path / "cua-toi.toml"
        path.write_text(text, encoding="utf-8")
        portals.use_files([str(path)])
        portals.get("haiphong")

    yield read
    portals.use_files([])


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(\w|\d\d)+\.html$",
        r"(\d*)\d*\d*x",
        r"(x+x+)+y",
        r"(ab|a|b)+$",
        r"-(\d+)*$|([a-z]+-?)*!",
    ],
)
def test_patterns_that_take_forever_are_refused(
    monkeypatch: pytest.MonkeyPatch, declare: object, pattern: str
) -> None:
    """Before anything is crawled, with file, portal and what to do."""
    monkeypatch.setattr("govnews.portals.patterns.SECONDS", 1.0)
    with pytest.raises(BadInput, match=r"cua-toi\.toml: portal xa-mau: article = .* takes forever"):
        declare(f"{DECLARED}article = '{pattern}'\n")  # type: ignore[operator]


@pytest.mark.parametrize(
    "pattern", [r"-(\d+)\.html$", r"^/[^/]+/[^/]*-(\d+)\.htm$", r"(?:/[a-z-]+)+-(\d+)$"]
)
def test_sound_patterns_pass(pattern: str) -> None:
    """Those that portals need."""
    assert not is_slow(pattern)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#" * 2_000_000, "has 2,000,000 bytes"),
        ("a = " + "[" * 5_000, "is no TOML"),
        (DECLARED.replace("xa-mau]", "x" * 200 + "]"), "name it by letters"),
        (DECLARED.replace("[xa-mau]", '["../../etc/passwd"]'), "name it by letters"),
        (DECLARED.replace("[xa-mau]", '["a/b"]'), "name it by letters"),
        (DECLARED.replace('["xa-mau.example.vn"]', '["a.vn/../x"]'), "hosts"),
        (DECLARED.replace('["xa-mau.example.vn"]', '["user@a.vn"]'), "hosts"),
        (DECLARED.replace('["xa-mau.example.vn"]', "[1]"), "hosts"),
        (DECLARED.replace('"vnpt"', "{}"), "family"),
        (DECLARED + 'feeds = ["file:///etc/passwd"]', "feeds"),
        (DECLARED + 'feeds = ["javascript:alert(1)"]', "feeds"),
        (DECLARED + 'feeds = ["https://me:s3cr3t@a.vn/rss"]', r"//\*\*\*@a.vn"),
        (DECLARED + "delay = nan", "delay"),
        (DECLARED + "delay = -1", "delay"),
        (DECLARED + "budget = 9999-12-31", "budget"),
    ],
)
def test_what_no_portal_has(declare: object, text: str, said: str) -> None:
    """Each is wrong usage, named in a line."""
    with pytest.raises(BadInput, match=said):
        declare(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://xa-mau.example.vn/tin", True),
        ("http://www.xa-mau.example.vn:80/tin", True),
        ("https://XA-MAU.example.vn:443/tin", True),
        ("https://xa-mau.example.vn:22/tin", False),
        ("https://xa-mau.example.vn:99999/tin", False),
        ("https://xa-mau.example.vn:x/tin", False),
        ("https://me:key@xa-mau.example.vn/tin", False),
        ("https://bad.example\\@xa-mau.example.vn/tin", False),
        ("https://xa-mau.example.vn\\@bad.example/tin", False),
        ("https://xa-mau.example.vn%2ebad.example/tin", False),
        ("https://xa-mau.example.vn.bad.example/tin", False),
        ("https://[xa-mau.example.vn/tin", False),
        ("https://[::1]/tin", False),
        ("ftp://xa-mau.example.vn/tin", False),
        ("javascript://xa-mau.example.vn/%0aalert(1)", False),
        ("file://xa-mau.example.vn/tin", False),
        ("//xa-mau.example.vn/tin", False),
        ("https://xa-mau.example.vn\0/tin", False),
        ("https://" + "a" * MAX_ADDRESS, False),
    ],
)
def test_which_addresses_are_a_portals_own(url: str, own: bool) -> None:
    """Only web pages of its hosts, at the usual ports, that all programs read alike."""
    portal = portals.Portal(
        name="xa-mau", title="Xã Mẫu", hosts=("xa-mau.example.vn",), family="vnpt"
    )
    assert portal.owns(url) is own
