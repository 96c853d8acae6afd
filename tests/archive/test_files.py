"""WARC files: what was written can be read, whole or torn, in order or by address."""

from __future__ import annotations

import errno
import gzip
import os
import random
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govnews.archive import Replay, read_ref, read_warc
from govnews.archive.cdxj import index_of, read_index
from govnews.archive.writer import OPEN_SUFFIX, ArchiveWriter, Exchange, Headers, mend
from govnews.errors import ArchiveError

MOMENT = datetime(2023, 12, 12, 3, 4, 5, tzinfo=UTC)
TEXT = "<html>Ủy ban nhân dân thành phố</html>".encode()
HTML = ("Content-Type", "text/html; charset=utf-8")


def exchange(
    url: str, body: bytes = TEXT, headers: Headers = (HTML,), *, moment: datetime = MOMENT
) -> Exchange:
    """A page that a host sent."""
    return Exchange(url=url, status=200, headers=headers, body=body, fetched_at=moment)


def archive(path: Path, count: int = 3) -> Path:
    """A file with numbered pages."""
    with ArchiveWriter(path) as writer:
        for number in range(count):
            url = f"http://a.gov.vn/tin-{number}"
            writer.add(exchange(url, TEXT + b"%d" % number))
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Address, status, type, body and time come back, with a reference that names the record."""
    pages = list(read_warc(archive(tmp_path / "a.warc.gz")))
    assert [page.url for page in pages] == [f"http://a.gov.vn/tin-{n}" for n in range(3)]
    assert pages[1].body == TEXT + b"1"
    assert pages[1].status == 200
    assert pages[1].content_type == "text/html; charset=utf-8"
    assert pages[1].fetched_at == MOMENT
    for page in pages:
        assert read_ref(tmp_path, page.ref) == page


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", __import__("brotli").compress(TEXT)),
        ("zstd", __import__("backports.zstd", fromlist=["zstd"]).compress(TEXT)),
        ("gzip", TEXT),
        ("unknown", TEXT),
    ],
    ids=["gzip", "deflate", "deflate-bare", "br", "zstd", "not-gzip-at-all", "unknown"],
)
def test_content_encodings_are_undone(tmp_path: Path, encoding: str, body: bytes) -> None:
    """A body comes decoded; one that is not what its header says comes as it is."""
    with ArchiveWriter(tmp_path / "a.warc.gz") as writer:
        writer.add(exchange("http://a.gov.vn/", body, [HTML, ("Content-Encoding", encoding)]))
    (page,) = read_warc(tmp_path / "a.warc.gz")
    assert page.body == TEXT
    assert "content-encoding" not in page.headers


def test_chunked_bodies_are_joined(tmp_path: Path) -> None:
    """Crawlers that keep the transfer encoding are read like those that do not."""
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (TEXT[:9], TEXT[9:], b""))
    for name, body in (("yes", chunked), ("no", TEXT)):
        with ArchiveWriter(tmp_path / f"{name}.warc.gz") as writer:
            headers = [HTML, ("Transfer-Encoding", "chunked")]
            writer.add(exchange("http://a.gov.vn/", body, headers))
        (page,) = read_warc(tmp_path / f"{name}.warc.gz")
        assert page.body == TEXT


def test_a_torn_file_gives_its_whole_records_then_an_error(tmp_path: Path) -> None:
    """Wherever a file is cut, each whole record before is read, none is short, and the error names
    the file and the byte; cut back to its whole records it is sound, and indexed."""
    whole = archive(tmp_path / "whole.warc.gz", 9).read_bytes()
    places = {
        one.offset + one.length: one for one in read_index(index_of(tmp_path / "whole.warc.gz"))
    }
    pages = {page.url: page.body for page in read_warc(tmp_path / "whole.warc.gz")}
    path, left = tmp_path / "a.warc.gz", tmp_path / f"a.warc.gz{OPEN_SUFFIX}"
    for cut in random.Random(7).sample(sorted(set(range(1, len(whole))) - set(places)), 50):
        path.write_bytes(whole[:cut])
        found: dict[str, bytes] = {}
        with pytest.raises(
            ArchiveError, match=r"a\.warc\.gz is cut off or damaged in the record at byte \d+"
        ):
            found.update((page.url, page.body) for page in read_warc(path))
        before = {one.url for end, one in places.items() if end <= cut}
        assert before <= found.keys()
        assert found.items() <= pages.items()
        with pytest.raises(ArchiveError):
            Replay(path)
        path.replace(left)
        mend(tmp_path)
        assert {page.url for page in read_warc(path)} == before if path.exists() else not before
        assert {one.url for one in read_index(index_of(path))} == before if path.exists() else True
        path.unlink(missing_ok=True)


def test_uncompressed_files_are_read(tmp_path: Path) -> None:
    """A `.warc` without gzip is read too, whole or torn."""
    plain = tmp_path / "a.warc"
    plain.write_bytes(gzip.decompress(archive(tmp_path / "a.warc.gz").read_bytes()))
    assert len(list(read_warc(plain))) == 3
    replay = Replay(plain)
    page = replay.get("http://a.gov.vn/tin-2")
    assert page is not None
    assert page.body == TEXT + b"2"
    for cut in (20, 80, 200):
        plain.write_bytes(plain.read_bytes()[:-cut])
        with pytest.raises(ArchiveError):
            list(read_warc(plain))


def test_writing_needs_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A response is in memory already: a copy on the disk would cost time, and some Pythons warn."""
    monkeypatch.delattr("warcio.recordbuilder.RecordBuilder._create_temp_file")
    assert len(list(read_warc(archive(tmp_path / "a.warc.gz")))) == 3


def test_a_full_disk_costs_only_what_comes_after(tmp_path: Path) -> None:
    """After a record that could not be written none follows, and the next run mends the file."""
    path = tmp_path / "a.warc.gz"
    writer = ArchiveWriter(path)
    writer.add(exchange("http://a.gov.vn/tin-0"))
    write, writer._stream.flush = writer._stream.write, _full  # type: ignore[method-assign]
    write(b"\x1f\x8btorn")
    with pytest.raises(ArchiveError, match="disk is full"):
        writer.add(exchange("http://a.gov.vn/tin-1"))
    del writer._stream.flush
    with pytest.raises(ArchiveError, match="earlier record"):
        writer.add(exchange("http://a.gov.vn/tin-2"))
    writer.close()
    assert not path.exists()
    mend(tmp_path)
    assert [page.url for page in read_warc(path)] == ["http://a.gov.vn/tin-0"]


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    """A missing file and a file of another kind are named."""
    with pytest.raises(ArchiveError, match=r"none\.warc\.gz"):
        list(read_warc(tmp_path / "none.warc.gz"))
    other = tmp_path / "other.warc.gz"
    other.write_text("không phải tệp lưu trữ\n" * 9, encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"other\.warc\.gz"):
        list(read_warc(other))


def test_replay_finds_pages_by_address(tmp_path: Path) -> None:
    """One response is read by its offset, whatever the spelling of its address."""
    replay = Replay(archive(tmp_path / "a.warc.gz"))
    page = replay.get("https://a.gov.vn:443/tin%2D1#x")
    assert page is not None
    assert (page.body, page.ref.startswith("a.warc.gz#")) == (TEXT + b"1", True)
    assert replay.get("http://a.gov.vn/tin-9") is None
    assert "http://a.gov.vn/tin-9" not in replay
    assert (len(replay), replay.newest) == (3, MOMENT)


def test_replay_ignores_queries_only_where_a_mirror_folded_them(tmp_path: Path) -> None:
    """Where no archived address has a query the query is ignored, otherwise it must match."""
    mirror = Replay(archive(tmp_path / "mirror.warc.gz"))
    assert "http://a.gov.vn/tin-1?_101_cur=4" in mirror
    with ArchiveWriter(tmp_path / "crawl.warc.gz") as writer:
        writer.add(exchange("http://a.gov.vn/tin"))
        writer.add(exchange("http://a.gov.vn/tin?_101_cur=2"))
    crawl = Replay(tmp_path / "crawl.warc.gz")
    assert "http://a.gov.vn/tin?_101_cur=2" in crawl
    assert "http://a.gov.vn/tin?_101_cur=3" not in crawl


def test_an_archive_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    """Until it is closed the file has another name; an empty one is not kept."""
    path = tmp_path / "a.warc.gz"
    writer = ArchiveWriter(path)
    writer.add(exchange("http://a.gov.vn/"))
    assert not path.exists()
    writer.close()
    assert path.exists()
    ArchiveWriter(tmp_path / "empty.warc.gz").close()
    assert [p.name for p in tmp_path.glob("*.warc*")] == ["a.warc.gz"]


@pytest.mark.parametrize("cut", [0, 1, 50])
def test_a_file_left_open_is_mended(tmp_path: Path, cut: int) -> None:
    """What a killed run left is cut back to its whole records and gets its name."""
    path = archive(tmp_path / "a.warc.gz")
    data = path.read_bytes()
    path.unlink()
    (tmp_path / f"a.warc.gz{OPEN_SUFFIX}").write_bytes(data[: len(data) - cut])
    assert mend(tmp_path) == [path]
    assert len(list(read_warc(path))) == (3 if cut == 0 else 2)
    assert mend(tmp_path) == []
