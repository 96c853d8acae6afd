"""Archives that other programs wrote, old and odd ones: read, or refused in words that help."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from govnews.archive import Replay, read_ref, read_warc
from govnews.archive.check import check, make_indexes, page
from govnews.errors import ArchiveError

URL = "http://a.gov.vn/tin"
TEXT = "<html>Ủy ban nhân dân thành phố</html>".encode()
DATE = "WARC-Date: 2023-12-12T03:04:05Z\r\n"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def record(kind: str, content: bytes, *more: str, version: str = "1.0", url: str = URL) -> bytes:
    """One record as bytes; `more` are header lines."""
    lines = "".join(f"{line}\r\n" for line in more)
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{DATE}"
        f"WARC-Record-ID: <urn:uuid:0>\r\n{lines}Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(content: bytes = HTTP + TEXT, *more: str, **options: str) -> bytes:
    """An HTTP response."""
    kind = "Content-Type: application/http; msgtype=response"
    return record("response", content, kind, *more, **options)


def written(path: Path, *parts: bytes) -> Path:
    """A file of records, each a gzip member where the name says so."""
    pack: Callable[[bytes], bytes] = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(map(pack, parts)))
    return path


def checked(path: Path, url: str, body: bytes) -> None:
    """The page can be had in every way: in order, by place, by address, by index; all is sound."""
    (found,) = [one for one in read_warc(path) if one.url == url]
    assert (found.body, found.status) == (body, 200)
    assert read_ref(path.parent, found.ref) == found
    assert Replay(path).get(url) == found
    list(make_indexes(path.parent, anew=True))
    assert page(path.parent, url).body == body
    assert check(path.parent).problems == []


@pytest.mark.skipif(not shutil.which("wget"), reason="needs wget: apt-get install wget")
@pytest.mark.parametrize("packed", [True, False])
def test_wget(tmp_path: Path, httpserver: HTTPServer, packed: bool) -> None:
    """What `wget --warc-file` keeps, packed and plain, with its requests, log and metadata."""
    for path in ("/tin", "/tin-2"):
        answer = Response(TEXT + path.encode(), content_type="text/html; charset=utf-8")
        httpserver.expect_request(path).respond_with_response(answer)
    urls = [httpserver.url_for("/tin"), httpserver.url_for("/tin-2")]
    options = ["--warc-file=w", "-q", "-O", "out", *([] if packed else ["--no-warc-compression"])]
    subprocess.run(["wget", "--no-config", *options, *urls], cwd=tmp_path, check=True, timeout=60)
    (path,) = tmp_path.glob("w.warc*")
    assert [one.url for one in read_warc(path)] == urls
    checked(path, urls[1], TEXT + b"/tin-2")


def test_warcio(tmp_path: Path, httpserver: HTTPServer) -> None:
    """What `warcio.capture_http` keeps: chunked, gzip, request behind the response."""
    import http.client

    from warcio.capture_http import capture_http

    answer = Response(gzip.compress(TEXT), content_type="text/html")
    answer.headers["Content-Encoding"] = "gzip"
    httpserver.expect_request("/tin").respond_with_response(answer)
    path = tmp_path / "a.warc.gz"
    with capture_http(str(path)):
        connection = http.client.HTTPConnection("127.0.0.1", httpserver.port)
        connection.request("GET", "/tin")
        connection.getresponse().read()
        connection.close()
    checked(path, f"http://127.0.0.1:{httpserver.port}/tin", TEXT)


def with_fastwarc(path: Path, *, members: bool) -> None:
    """Three pages written by FastWARC; without `members` all in one gzip member."""
    warc = pytest.importorskip("fastwarc.warc", reason="needs FastWARC: pip install fastwarc")
    from fastwarc.stream_io import GzipWriter

    with path.open("wb") as stream, GzipWriter(stream) as packed:
        for number in range(3):
            one = warc.WarcRecord()
            one.init_headers(record_type=warc.WarcRecordType.response)
            one.headers["WARC-Target-URI"] = f"{URL}-{number}"
            one.headers["Content-Type"] = "application/http; msgtype=response"
            one.set_bytes_content(HTTP + TEXT)
            one.write(packed, checksum_data=True)
            if members:
                packed.finish()


def test_fastwarc(tmp_path: Path) -> None:
    """What FastWARC's writer keeps where each record is a gzip member."""
    with_fastwarc(tmp_path / "a.warc.gz", members=True)
    checked(tmp_path / "a.warc.gz", f"{URL}-2", TEXT)


def test_fastwarc_in_one_piece(tmp_path: Path) -> None:
    """What it keeps by itself: a single member, which has to be unpacked."""
    with_fastwarc(tmp_path / "a.warc.gz", members=False)
    with pytest.raises(ArchiveError, match=r"packed as one piece.*`gunzip a\.warc\.gz`"):
        list(read_warc(tmp_path / "a.warc.gz"))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_versions(tmp_path: Path, name: str, version: str) -> None:
    """Every version of the format, packed or plain."""
    parts = [response(version=version, url=f"{URL}-{number}") for number in range(3)]
    checked(written(tmp_path / name, *parts), f"{URL}-1", TEXT)


@pytest.mark.parametrize("name", ["a.arc", "a.arc.gz"])
def test_arc(tmp_path: Path, name: str) -> None:
    """The format before WARC, in which the archives of the 2000s are."""
    about = b"1 0 Thu\nURL IP-address Archive-date Content-type Archive-length\n"
    first = b"filedesc://a.arc 0.0.0.0 20031212030405 text/plain %d\n%s\n" % (len(about), about)
    content = HTTP + TEXT
    parts = [
        b"%s-%d 10.0.0.1 20031212030405 text/html %d\n%s\n"
        % (URL.encode(), n, len(content), content)
        for n in range(3)
    ]
    path = written(tmp_path / name, first, *parts)
    checked(path, f"{URL}-1", TEXT)
    assert all(one.fetched_at and one.fetched_at.year == 2003 for one in read_warc(path))


def test_records_of_other_types(tmp_path: Path) -> None:
    """What is no HTTP response is passed over, wherever it stands; so are types nobody knows."""
    others = [
        record("warcinfo", b"software: x\r\n", "Content-Type: application/warc-fields"),
        record("resource", TEXT, "Content-Type: text/html"),
        record("metadata", b"via: x\r\n", "Content-Type: application/warc-fields"),
        record("conversion", b"chu", "Content-Type: text/plain"),
        record("continuation", b"phan hai", "WARC-Segment-Number: 2"),
        record("request", b"GET /tin HTTP/1.1\r\n\r\n", "Content-Type: application/http"),
        record("response", b"1.2.3.4\n", "Content-Type: text/dns", url="dns:a.gov.vn"),
        record("screenshot", b"\x89PNG", "Content-Type: image/png"),
    ]
    path = written(tmp_path / "a.warc.gz", *others, response(), *others)
    assert [one.body for one in read_warc(path) if one.url == URL] == [TEXT]
    replay = Replay(path).get(URL)
    assert replay is not None
    assert replay.body == TEXT
    list(make_indexes(tmp_path, anew=True))
    assert check(tmp_path).problems == []


@pytest.mark.parametrize("before", [True, False])
def test_forms_are_found_on_either_side(tmp_path: Path, before: bool) -> None:
    """Some tools write the request before its response, others behind it; neither is mixed up."""
    form = b"POST /tin HTTP/1.1\r\n\r\ntrang=2"
    asked = record("request", form, "Content-Type: application/http", "WARC-Concurrent-To: <urn:1>")
    answer = response(HTTP + b"2").replace(b"<urn:uuid:0>", b"<urn:1>")
    pair = [asked, answer] if before else [answer, asked]
    path = written(tmp_path / "a.warc.gz", response(), *pair, response(url=f"{URL}-2"))
    replay = Replay(path)
    found = [replay.get(URL + more) for more in ("", "?__wb_method=POST&trang=2", "-2")]
    assert [one and one.body for one in found] == [TEXT, b"2", TEXT]


@pytest.mark.parametrize(
    ("lines", "truncated"),
    [
        ([], None),
        (["WARC-Truncated: length"], "length"),
        (["WARC-Truncated: disconnect"], "disconnect"),
        (["WARC-Segment-Number: 1"], "segment"),
    ],
)
def test_cut_pages_say_so(tmp_path: Path, lines: list[str], truncated: str | None) -> None:
    """Common Crawl keeps 1 MiB of a page, others stop after a time: the page tells that it did."""
    path = written(tmp_path / "a.warc.gz", response(HTTP + TEXT, *lines))
    assert [(one.body, one.truncated) for one in read_warc(path)] == [(TEXT, truncated)]


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n", TEXT, 200),
        (b"HTTP/1.0 200\r\n\r\n", TEXT, 200),
        (b"HTTP/1.1 abc OK\r\nX\r\n\r\n", TEXT, 0),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Type: text/html\r\n\r\n", TEXT, 200),
        (b"HTTP/1.1 200 T\xe1\xbb\x91t\r\nX: \xff\xfe\r\n\r\n", TEXT, 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", TEXT, 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: x\r\n\r\n", TEXT, 200),
    ],
    ids=["line-feeds", "no-reason", "no-status", "no-colon", "bytes", "too-long", "two-lengths"],
)
def test_malformed_heads(tmp_path: Path, head: bytes, body: bytes, status: int) -> None:
    """What hosts sent is read as well as it can be, and never stops the pages behind it."""
    path = written(tmp_path / "a.warc.gz", response(head + body), response(url=f"{URL}-2"))
    first, second = read_warc(path)
    assert (first.body, first.status) == (body, status)
    assert (second.body, second.url) == (TEXT, f"{URL}-2")


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"no HTTP at all", b"HTTP/1.1"])
def test_responses_that_hold_none(tmp_path: Path, content: bytes) -> None:
    """A response record without a response does not stop the pages behind it."""
    path = written(tmp_path / "a.warc.gz", response(content), response(url=f"{URL}-2"))
    assert [one.url for one in read_warc(path)][-1] == f"{URL}-2"


@pytest.mark.parametrize(
    "line", ["Content-Length: 99999", "Content-Length: -5", "Content-Length: x"]
)
def test_lengths_that_are_not_true(tmp_path: Path, line: str) -> None:
    """A record whose length cannot be is damaged; what stands before it is read."""
    wrong = re.sub(rb"Content-Length: \d+", line.encode(), response(url=f"{URL}-2"), count=1)
    path = written(tmp_path / "a.warc.gz", response(), wrong)
    found = []
    with pytest.raises(ArchiveError, match=r"damaged in the record at byte \d+"):
        found.extend(read_warc(path))
    assert [one.url for one in found] == [URL]


def packed_as_one(data: bytes) -> bytes:
    """What `gzip a.warc` makes."""
    return gzip.compress(data)


def packed_with_zstd(data: bytes) -> bytes:
    """As archives of the Internet Archive's crawlers are."""
    from backports import zstd

    return bytes(zstd.compress(data))


def packed_with_a_dictionary(data: bytes) -> bytes:
    """The same with a dictionary, in a frame that stands before the others."""
    return b"\x5d\x2a\x4d\x18\x04\x00\x00\x00abcd" + packed_with_zstd(data)


@pytest.mark.parametrize(
    ("name", "pack", "told"),
    [
        ("a.warc.gz", packed_as_one, "packed as one piece.*`gunzip a.warc.gz`"),
        ("a.warc.zst", packed_with_zstd, "packed with zstd.*`unzstd a.warc.zst`"),
        ("b.warc.zst", packed_with_a_dictionary, "packed with zstd.*`unzstd b.warc.zst`"),
        ("a.warc.gz", lambda _: gzip.compress(b"<html>" * 9), "is no WARC file"),
        ("a.warc.gz", lambda _: b"", "is no WARC file"),
        ("a.warc", lambda _: b"<html>", "is no WARC file"),
    ],
)
def test_packed_in_another_way(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes], told: str
) -> None:
    """A file in which no record has a place is refused in words that say what makes it readable."""
    path = tmp_path / name
    path.write_bytes(pack(response() + response(url=f"{URL}-2")))
    for read in (lambda: list(read_warc(path)), lambda: Replay(path)):
        with pytest.raises(ArchiveError, match=told) as error:
            read()
        assert str(path) in str(error.value)


def test_unpacked_it_is_read(tmp_path: Path) -> None:
    """What the message says helps."""
    path = tmp_path / "a.warc"
    parts = response() + response(url=f"{URL}-2")
    path.write_bytes(gzip.GzipFile(fileobj=io.BytesIO(packed_as_one(parts))).read())
    checked(path, f"{URL}-2", TEXT)


def test_a_foreign_archive_in_a_folder_is_read(
    tmp_path: Path, govnews: Callable[..., tuple[int, bytes, str]]
) -> None:
    """`govnews extract FOLDER` reads old formats and names what has to be unpacked first."""
    written(tmp_path / "old.warc.gz", response(version="0.18"))
    (tmp_path / "new.warc.zst").write_bytes(packed_with_zstd(response()))
    code, _, err = govnews("extract", tmp_path, "--json")
    assert code != 0
    assert "`unzstd new.warc.zst`" in err
