"""Archives made to fill the memory, or that lie about themselves."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import brotli
import pytest
from backports import zstd

from govnews.archive import Replay, read_ref, read_warc
from govnews.archive.bounds import MAX_HEAD
from govnews.content_encoding import MAX_UNPACKED
from govnews.errors import ArchiveError, BadInput
from govnews.shards import How, plan, read_shard
from govnews.sources import Source, open_pages

LIMIT = 100_000
URL = "https://a.gov.vn/tin/"


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bombs need not be large in a test."""
    monkeypatch.setattr("govnews.content_encoding.MAX_UNPACKED", LIMIT)


def record(url: str, body: bytes, *headers: str, length: int | str | None = None) -> bytes:
    """One WARC record as a member of a gzip file."""
    http = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *headers)).encode()
    block = http + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


BOMB = b"<p>" + b"a" * LIMIT
PACKED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "as it is": (BOMB, ()),
    "gzip": (gzip.compress(BOMB), ("Content-Encoding: gzip",)),
    "deflate": (zlib.compress(BOMB), ("Content-Encoding: deflate",)),
    "bare deflate": (zlib.compress(BOMB, wbits=-15), ("Content-Encoding: deflate",)),
    "br": (brotli.compress(BOMB), ("Content-Encoding: br",)),
    "zstd": (zstd.compress(BOMB), ("Content-Encoding: zstd",)),
    "chunked gzip": (
        _chunked(gzip.compress(BOMB)),
        ("Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    ),
}


@pytest.mark.parametrize("kind", PACKED)
def test_a_bomb_is_left_out_and_told(kind: str, tmp_path: Path) -> None:
    """Its record says that it is too large, and the records around it are read."""
    path = tmp_path / "a.warc.gz"
    body, headers = PACKED[kind]
    path.write_bytes(
        record(f"{URL}1", b"<p>1") + record(f"{URL}2", body, *headers) + record(f"{URL}3", b"<p>3")
    )
    pages = list(read_warc(path))
    assert [page.body for page in pages] == [b"<p>1", b"", b"<p>3"]
    assert [page.is_too_large for page in pages] == [False, True, False]
    (shard,) = plan([str(path)], How())
    assert read_shard(shard, tmp_path / "aside").tally.others["too large"] == 1
    with pytest.raises(ArchiveError, match="unpacks to more"):
        read_ref(tmp_path, pages[1].ref)
    with pytest.raises(BadInput, match="unpacks to more"):
        open_pages([Source(name=str(path), url=f"{URL}2")])


def test_memory_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of 200 MB that lie in a few, no more is held than the limit."""
    import tracemalloc

    inner = io.BytesIO()
    with gzip.GzipFile(fileobj=inner, mode="wb") as packer:
        for _ in range(200):
            packer.write(b"a" * 1_000_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(URL, inner.getvalue(), "Content-Encoding: gzip"))
    monkeypatch.setattr("govnews.content_encoding.MAX_UNPACKED", 1_000_000)
    tracemalloc.start()
    try:
        (page,) = read_warc(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert page.is_too_large


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_packed_within_packed(encoding: str, tmp_path: Path) -> None:
    """Only what is declared is undone, once."""
    once = gzip.compress(BOMB)
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress,
    }  # fmt: skip
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(URL, pack[encoding](once), f"Content-Encoding: {encoding}"))
    (page,) = read_warc(path)
    assert page.body == once


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_packed_and_cut_off(encoding: str, tmp_path: Path) -> None:
    """What will not unpack to its end stays as it is stored."""
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress,
    }  # fmt: skip
    cut = pack[encoding](b"<p>abc" * 1000)[:-5]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(URL, cut, f"Content-Encoding: {encoding}"))
    (page,) = read_warc(path)
    assert (page.body, page.is_too_large) == (cut, False)


@pytest.mark.parametrize("length", [10**12, "-5", "zehn", "", "1e3", 3])
def test_a_lying_length(length: int | str, tmp_path: Path) -> None:
    """The file is named as damaged, or the record is shorter; nothing else happens."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(URL, b"<p>abc", length=length))
    with suppress(ArchiveError):
        assert all(len(page.body) <= 6 for page in read_warc(path))


@pytest.mark.parametrize("flood", [f"X: {'x' * 2 * MAX_HEAD}", "\r\n".join(["X: x"] * MAX_HEAD)])
def test_headers_without_an_end(flood: str, tmp_path: Path) -> None:
    """They unpack from a thousandth of their size, and end the reading of the file."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(f"{URL}1", b"<p>1") + record(f"{URL}2", b"<p>2", flood))
    read: list[Any] = []
    with pytest.raises(ArchiveError, match="damaged"):
        read.extend(read_warc(path))
    pages = read_warc(path)
    assert next(pages).body == b"<p>1"


def test_a_replay_names_what_is_too_large(tmp_path: Path) -> None:
    """The index knows it, and asking gives no body."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(URL, gzip.compress(BOMB), "Content-Encoding: gzip"))
    replay = Replay(path)
    page = replay.get(URL)
    assert page is not None
    assert page.is_too_large


def test_the_limit_lets_every_sitemap_pass() -> None:
    """The protocol allows 50 MB."""
    assert MAX_UNPACKED > 50 * 1024 * 1024
