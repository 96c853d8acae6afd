"""The index: one line a capture, found by halving, whatever the address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from govnews.archive.cdxj import Capture, find, index_of, merge, read_index, surt, write_index
from govnews.errors import ArchiveError

MOMENT = datetime(2023, 12, 12, 3, 4, 5, tzinfo=UTC)
ODD = [
    "http://a.gov.vn",
    "http://a.gov.vn/",
    "http://a.gov.vn/tin-tức/hội-nghị",
    "http://a.gov.vn/tin%2Dt%E1%BB%A9c?q=Hải Phòng",
    "http://a.gov.vn:8080/tin",
    "http://a.gov.vn:abc/tin",
    "http://a.gov.vn/tin?",
    "http://a.gov.vn/tin?b&a==&&",
    "http://a.gov.vn/%",
    "http://a.gov.vn/%ff%00",
    "http://a.gov.vn/\udcff",
    'http://a.gov.vn/"}\\ {',
    "http://a.gov.vn/dòng\nmới",
    "http://127.0.0.1:8000/tin",
    "http://[a.gov.vn/tin",
    "http://a gov.vn/tin 1",
    "tệp không địa chỉ",
    "dns:a.gov.vn",
    "",
]


def capture(url: str, *, number: int = 0, name: str = "a.warc.gz", form: str = "") -> Capture:
    """A line for an address."""
    return Capture(
        url=url,
        form=form,
        at=MOMENT + timedelta(seconds=number),
        mime="text/html",
        status=200,
        digest="sha1:X",
        offset=number,
        length=7,
        filename=name,
    )


def test_any_line_of_thousands_is_found(tmp_path: Path) -> None:
    """First, last, odd and frequent addresses: each gives its own captures, oldest first."""
    often = [capture("http://a.gov.vn/hay-thay-doi", number=n) for n in range(50)]
    many = [capture(f"http://b.gov.vn/tin-{n}/bai-{n * 7919 % 5000}") for n in range(5000)]
    write_index(index_of(tmp_path / "a.warc.gz"), [*map(capture, ODD), *many, *often])
    for one in many[::97]:
        assert find(tmp_path, one.url) == [one]
    assert find(tmp_path, "http://www.a.gov.vn/Hay-Thay-Doi/") == often
    assert find(tmp_path, "http://a.gov.vn/hay-thay") == []
    assert find(tmp_path, "http://b.gov.vn/") == []
    for url in ("http://0.vn/", "http://zzz.zz/"):
        assert find(tmp_path, url) == []


@pytest.mark.parametrize("url", ODD)
def test_odd_addresses_come_back_as_they_were(tmp_path: Path, url: str) -> None:
    """No address breaks a line or the search, and none is changed in the file."""
    write_index(index_of(tmp_path / "a.warc.gz"), [capture(one) for one in ODD])
    found = [one.url for one in find(tmp_path, url)]
    assert url.encode(errors="replace") in [one.encode(errors="replace") for one in found]
    assert len(list(read_index(index_of(tmp_path / "a.warc.gz")))) == len(ODD)
    assert all(surt(one) == surt(url) for one in found)


def test_an_empty_index_has_nothing(tmp_path: Path) -> None:
    """A file without a response has an index without a line."""
    write_index(index_of(tmp_path / "a.warc.gz"), [])
    assert find(tmp_path, "http://a.gov.vn/") == []


def test_indexes_are_merged_in_order(tmp_path: Path) -> None:
    """All lines of all files, sorted as one, nothing lost: what pywb wants of a collection."""
    names = ["a.warc.gz", "b.warc.gz"]
    for name in names:
        lines = [capture(f"http://a.gov.vn/{n}", number=n, name=name) for n in range(300)]
        write_index(index_of(tmp_path / name), lines)
    merged = tmp_path / "all.cdxj"
    assert merge([index_of(tmp_path / name) for name in names], merged) == 600
    lines = merged.read_bytes().splitlines(keepends=True)
    assert lines == sorted(lines)
    each = [index_of(tmp_path / name).read_bytes().splitlines(keepends=True) for name in names]
    assert set(lines) == {*each[0], *each[1]}


@pytest.mark.parametrize(
    "line", ["no index\n", "vn,a)/ 20231212030405 {\n", 'vn,a)/ 2023 {"url": "x"}\n', "\n"]
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    """The message names the file and its line, and says what mends it."""
    path = index_of(tmp_path / "a.warc.gz")
    write_index(path, [capture("http://a.gov.vn/")])
    with path.open("a") as stream:
        stream.write(line)
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz\.cdxj, line 2.*govnews archive index"):
        list(read_index(path))
