"""What stands in the files beside the pages: requests, revisits, digests, and how files follow."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from govnews.archive import ArchivedPage, ArchiveWriter, Exchange, mend, read_ref, read_warc
from govnews.archive.cdxj import index_of, read_index
from govnews.archive.reader import captures
from govnews.archive.writer import OPEN_SUFFIX
from govnews.dataset.visits import Archived
from govnews.errors import ArchiveError

Make = Callable[..., Exchange]
URL = "http://a.gov.vn/tin"


def records(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, headers and content of every record, as warcio sees them."""
    with path.open("rb") as stream:
        return [
            (one.rec_type, dict(one.rec_headers.headers), one.content_stream().read())
            for one in ArchiveIterator(stream)
        ]


def test_each_file_begins_with_what_wrote_it(tmp_path: Path, exchange: Make) -> None:
    """The first record names the format and the program, for whoever finds the file alone."""
    with ArchiveWriter(tmp_path / "a.warc.gz", about={"software": "govnews/1"}) as writer:
        writer.add(exchange())
    kind, headers, content = records(tmp_path / "a.warc.gz")[0]
    assert (kind, headers["WARC-Filename"]) == ("warcinfo", "a.warc.gz")
    assert b"format: WARC File Format 1.1\r\n" in content
    assert b"software: govnews/1\r\n" in content


def test_a_request_stands_before_its_response(tmp_path: Path, exchange: Make) -> None:
    """It says which record answers it, with its first line, its headers and its form."""
    with ArchiveWriter(tmp_path / "a.warc.gz") as writer:
        writer.add(exchange(URL + "?a=1", method="POST", form=b"trang=2"))
    (kind, request, form), (_, response, _) = records(tmp_path / "a.warc.gz")[1:]
    assert kind == "request"
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["WARC-Target-URI"] == URL + "?a=1"
    assert request["WARC-Date"] == response["WARC-Date"] == "2023-12-12T03:04:05.000000Z"
    assert form == b"trang=2"
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        asked = [one.http_headers for one in ArchiveIterator(stream) if one.rec_type == "request"]
    assert asked[0].to_str() == ("POST /tin?a=1 HTTP/1.1\r\nHost: a.gov.vn\r\nUser-Agent: thu\r\n")


def test_the_answers_to_forms_are_told_apart(tmp_path: Path, exchange: Make) -> None:
    """The form is a part of the key, from the writer and from the file, so that nothing is mixed."""
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path) as writer:
        writer.add(exchange())
        writer.add(exchange(body=b"2", method="POST", form=b"trang=2"))
        writer.add(exchange(URL + "?x", b"3", method="POST", form=b"trang=3"))
    expected = {
        "vn,gov,a)/tin 20231212030405",
        "vn,gov,a)/tin?__wb_method=post&trang=2 20231212030405",
        "vn,gov,a)/tin?__wb_method=post&trang=3&x 20231212030405",
    }
    assert {one.key for one in read_index(index_of(path))} == expected
    assert {one.line() for one in read_index(index_of(path))} == {
        one.line() for one in captures(path, path.name)
    }


def test_digests_are_those_of_the_bodies(tmp_path: Path, exchange: Make) -> None:
    """sha1 in base 32 of the body as received, as other tools compute it too."""
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path) as writer:
        writer.add(exchange(body=b"abc"))
    digest = "sha1:" + base64.b32encode(hashlib.sha1(b"abc").digest()).decode()  # noqa: S324
    assert digest == "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"
    assert records(path)[2][1]["WARC-Payload-Digest"] == digest
    assert [one.digest for one in read_index(index_of(path))] == [digest]
    with path.open("rb") as stream:
        checked = ArchiveIterator(stream, check_digests="raise")
        assert [one.content_stream().read() for one in checked][2] == b"abc"


def test_an_unchanged_page_is_a_revisit(tmp_path: Path, exchange: Make) -> None:
    """It costs a few hundred bytes, says where the page is, and gives the earlier place."""
    page = random.Random(1).randbytes(200_000)
    with ArchiveWriter(tmp_path / "1.warc.gz") as writer:
        earlier = writer.add(exchange(body=page))
    with ArchiveWriter(tmp_path / "2.warc.gz") as writer:
        assert writer.add(exchange(body=page, day=1), earlier=earlier) == earlier
    kind, headers, content = records(tmp_path / "2.warc.gz")[2]
    assert (kind, content) == ("revisit", b"")
    assert headers["WARC-Profile"].endswith("/identical-payload-digest")
    assert headers["WARC-Refers-To-Target-URI"] == URL
    assert headers["WARC-Refers-To-Date"] == "2023-12-12T03:04:05.000000Z"
    assert headers["WARC-Payload-Digest"] == earlier.digest
    assert headers["WARC-Date"].startswith("2023-12-13")
    assert (tmp_path / "2.warc.gz").stat().st_size < 2_000
    assert list(read_warc(tmp_path / "2.warc.gz")) == []
    assert read_ref(tmp_path, earlier.ref).body == page


def test_a_304_is_a_revisit_too(tmp_path: Path, exchange: Make) -> None:
    """The host's word is enough, and the record says that it was only that."""
    with ArchiveWriter(tmp_path / "1.warc.gz") as writer:
        earlier = writer.add(exchange())
        writer.add(exchange(body=b"", status=304, day=1), earlier=earlier)
    _, headers, _ = records(tmp_path / "1.warc.gz")[4]
    assert headers["WARC-Profile"].endswith("/server-not-modified")
    assert headers["WARC-Payload-Digest"] == earlier.digest
    last = [one for one in read_index(index_of(tmp_path / "1.warc.gz")) if one.is_revisit]
    assert [(one.status, one.digest) for one in last] == [(304, earlier.digest)]


@pytest.mark.parametrize(("body", "status"), [(b"khac", 200), (None, 503)])
def test_another_page_is_no_revisit(
    tmp_path: Path, exchange: Make, body: bytes | None, status: int
) -> None:
    """An edit is archived in full; so is a failure, even one that shows the page itself."""
    changed = exchange(status=status, day=1) if body is None else exchange(body=body, day=1)
    with ArchiveWriter(tmp_path / "1.warc.gz") as writer:
        earlier = writer.add(exchange())
        assert writer.add(changed, earlier=earlier) != earlier
    bodies = [page.body for page in read_warc(tmp_path / "1.warc.gz")]
    assert bodies == [exchange().body, changed.body]


def test_a_full_file_is_followed_by_another(tmp_path: Path, exchange: Make) -> None:
    """Each has a number in its name, its own first record, its own index, and refs that hold."""
    page = random.Random(1).randbytes(3_000)
    with ArchiveWriter(tmp_path / "a.warc.gz", max_bytes=5_000) as writer:
        places = [writer.add(exchange(f"{URL}-{n}", page + b"%d" % n)) for n in range(5)]
        assert (tmp_path / "a-2.warc.gz").exists()
        assert (tmp_path / f"a-3.warc.gz{OPEN_SUFFIX}").exists()
        assert not (tmp_path / "a-3.warc.gz").exists()
    names = ["a.warc.gz", "a-2.warc.gz", "a-3.warc.gz"]
    assert sorted(path.name for path in tmp_path.glob("*.warc.gz*")) == sorted(names)
    for name in names:
        (first, headers, _), *_ = records(tmp_path / name)
        assert (first, headers["WARC-Filename"]) == ("warcinfo", name)
        indexed = [one.ref for one in read_index(index_of(tmp_path / name))]
        assert set(indexed) == {one.ref for one in places if one.ref.startswith(f"{name}#")}
    for number, place in enumerate(places):
        assert read_ref(tmp_path, place.ref).body == page + b"%d" % number


def test_a_torn_file_with_requests_and_revisits(tmp_path: Path, exchange: Make) -> None:
    """Wherever it is cut, its whole pages are read, none is short, and mended its index is that of
    its whole records.
    """
    path, torn = tmp_path / "a.warc.gz", tmp_path / "torn" / "a.warc.gz"
    with ArchiveWriter(path) as writer:
        for number in range(6):
            page = exchange(
                f"{URL}-{number}", b"%d" % number * 50, method="POST", form=b"%d" % number
            )
            place: Archived = writer.add(page)
            writer.add(page, earlier=place)
    whole, pages = path.read_bytes(), {page.ref: page for page in read_warc(path)}
    ends_of = {one.ref: one.offset + one.length for one in read_index(index_of(path))}
    with path.open("rb") as stream:
        every = ArchiveIterator(stream)
        ends = {every.get_record_offset() + every.get_record_length() for _ in every}
    torn.parent.mkdir()
    for cut in random.Random(3).sample(sorted(set(range(2, len(whole))) - ends), 50):
        torn.write_bytes(whole[:cut])
        found: list[ArchivedPage] = []
        with pytest.raises(ArchiveError, match=r"cut off or damaged"):
            found.extend(read_warc(torn))
        assert all(pages[page.ref] == page for page in found)
        before = {ref for ref, end in ends_of.items() if end <= cut}
        assert {page.ref for page in found} >= before & pages.keys()
        torn.rename(f"{torn}{OPEN_SUFFIX}")
        mend(torn.parent)
        if torn.exists():
            assert {one.line() for one in read_index(index_of(torn))} == {
                one.line() for one in read_index(index_of(path)) if one.ref in before
            }
            assert {page.ref for page in read_warc(torn)} == before & pages.keys()
            torn.unlink()
        else:  # not one record was whole
            assert not before


@pytest.mark.parametrize("place", [200, 900, 1500])
def test_a_damaged_byte_gives_no_wrong_page(
    tmp_path: Path, exchange: Make, capfd: pytest.CaptureFixture[str], place: int
) -> None:
    """Every page that is read is as it was stored; the damage is an error, and nothing is printed."""
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path) as writer:
        for number in range(4):
            writer.add(exchange(f"{URL}-{number}", random.Random(number).randbytes(500)))
    stored = {page.url: page.body for page in read_warc(path)}
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(data)
    found: dict[str, bytes] = {}
    with pytest.raises(ArchiveError, match="damaged in the record at byte"):
        found.update((page.url, page.body) for page in read_warc(path))
    assert found.items() <= stored.items()
    assert capfd.readouterr() == ("", "")
