"""`govnews archive`: every kind of damage is found, and the page of any moment is shown."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.archive.cdxj import index_of, indexes, read_index
from govnews.archive.check import Loss, check, loss, page
from govnews.archive.writer import OPEN_SUFFIX
from govnews.errors import ArchiveError

Run = Callable[..., tuple[int, bytes, str]]
URL = "http://a.gov.vn/tin"


def flipped(path: Path) -> None:
    """Damage one byte in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x55
    path.write_bytes(data)


def members(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write the records anew, each changed, and each a gzip member as before."""
    plain = gzip.decompress(path.read_bytes())
    parts = re.split(rb"(?=WARC/1\.1\r\n)", plain)[1:]
    path.write_bytes(b"".join(gzip.compress(change(part)) for part in parts))


def with_index(folder: Path, govnews: Run) -> None:
    """Index all anew, so that only the damage itself is left to find."""
    assert govnews("archive", "index", folder, "--anew")[0] == 0


def test_a_sound_archive(two_days: Path, govnews: Run) -> None:
    """It is counted, and the command ends with 0."""
    assert govnews("archive", "check", two_days) == (
        0,
        b"2 files: 6 pages, 1 seen unchanged, 0 readings of articles looked for: no problems\n",
        "",
    )


def test_a_damaged_byte(two_days: Path, govnews: Run) -> None:
    """The file and the byte are named, and the command ends with 1."""
    flipped(two_days / "2.warc.gz")
    code, out, err = govnews("archive", "check", two_days)
    assert (code, err) == (1, "")
    assert re.search(rb"2\.warc\.gz is cut off or damaged in the record at byte \d+", out)


def test_another_content_than_was_stored(two_days: Path, govnews: Run) -> None:
    """Where the file is sound but a page is not what its digest says, the page is named."""
    members(two_days / "1.warc.gz", lambda part: part.replace(b"\r\n\r\ncu", b"\r\n\r\nsu"))
    with_index(two_days, govnews)
    (problem,) = {problem.partition(": payload")[0] for problem in check(two_days).problems}
    assert re.search(r"1\.warc\.gz, byte \d+: http://a\.gov\.vn/cu is not what was stored", problem)


def test_no_index(two_days: Path, govnews: Run) -> None:
    """A missing index is found, and made."""
    index_of(two_days / "1.warc.gz").unlink()
    (problem,) = check(two_days).problems
    assert problem == f"{two_days}/1.warc.gz: not indexed: run `govnews archive index`"
    made = index_of(two_days / "1.warc.gz")
    assert govnews("archive", "index", two_days) == (0, f"{made}\n".encode(), "")
    assert check(two_days).problems == []


@pytest.mark.parametrize("change", ["offset", "line", "garbage"])
def test_an_index_that_does_not_fit(two_days: Path, govnews: Run, change: str) -> None:
    """Other offsets, a missing line, and what is no index; indexed anew all is well."""
    index = index_of(two_days / "1.warc.gz")
    lines = index.read_text().splitlines(keepends=True)
    changed = {
        "offset": "".join(lines).replace('"offset": "', '"offset": "1'),
        "line": "".join(lines[1:]),
        "garbage": "no index\n",
    }
    index.write_text(changed[change])
    (problem,) = check(two_days).problems
    assert problem.startswith(str(index))
    assert "`govnews archive index" in problem
    with_index(two_days, govnews)
    assert check(two_days).problems == []
    assert index.read_text().splitlines(keepends=True) == lines


def test_lost_pages_of_articles(two_days: Path) -> None:
    """A reading whose page is not at its place is named; a file that is away is named once."""
    (one,) = [one for one in read_index(index_of(two_days / "1.warc.gz")) if one.url == URL]
    readings = [
        (one.ref, URL),
        ("1.warc.gz#1", f"{URL}-9"),
        ("0.warc.gz#0", f"{URL}-7"),
        ("0.warc.gz#900", f"{URL}-8"),
    ]
    found = check(two_days, readings)
    assert found.references == 4
    assert found.problems == [
        f"{two_days}/1.warc.gz: no page at 1.warc.gz#1 for {URL}-9",
        (
            f"{two_days}/0.warc.gz: is not here: move it back; without it 2 readings of articles "
            f"cannot be read again, as {URL}-7"
        ),
    ]


def test_a_revisit_whose_page_is_gone(two_days: Path) -> None:
    """An earlier file that was moved away leaves records that stand for nothing, and its index."""
    (two_days / "1.warc.gz").unlink()
    first, second = check(two_days).problems
    assert re.search(rf"2\.warc\.gz, byte \d+: the page that {URL} had before is gone", first)
    assert second == f"{index_of(two_days / '1.warc.gz')}: its archive is not here: move it back"
    with pytest.raises(ArchiveError, match=r"cannot read .*1\.warc\.gz"):
        page(two_days, URL)
    index_of(two_days / "1.warc.gz").unlink()
    with pytest.raises(ArchiveError, match="not here any more"):
        page(two_days, URL)


def test_a_file_left_open(two_days: Path, govnews: Run) -> None:
    """It is told, beside whole files and where it is the only one."""
    path = two_days / "1.warc.gz"
    path.rename(f"{path}{OPEN_SUFFIX}")
    index_of(path).unlink()
    assert f"{path}{OPEN_SUFFIX}: a run is writing it, or was killed" in str(
        check(two_days).problems
    )
    (two_days / "2.warc.gz").unlink()
    index_of(two_days / "2.warc.gz").unlink()
    code, out, _ = govnews("archive", "check", two_days)
    assert (code, out.count(b"\n")) == (1, 2)
    assert b"1 problem\n" in out


def test_no_archive_at_all(tmp_path: Path, govnews: Run) -> None:
    """A wrong folder is refused with what to do, whatever is asked of it."""
    for verb in (["check"], ["index"], ["show", URL], ["lose", "a.warc.gz"]):
        code, out, err = govnews("archive", verb[0], tmp_path, *verb[1:])
        assert (code, out) == (2, b""), verb
        assert str(tmp_path) in err


@pytest.mark.parametrize(
    ("url", "at", "body"),
    [
        ("http://a.gov.vn/tin-2", None, b"tin-2, sua"),
        ("http://a.gov.vn/tin-2", "2024-06-01", b"tin-2, sua"),
        ("http://a.gov.vn/tin-2", "2023-12-12", b"tin-2"),
        ("http://a.gov.vn/tin-2", "2023-12-13T10:04:04", b"tin-2"),
        ("http://a.gov.vn/tin-2", "2023-12-13T10:04:05", b"tin-2, sua"),
        ("http://a.gov.vn/tin-2", "2020-01-01", b"tin-2"),
        ("https://www.a.gov.vn/tin", None, b"tin"),
        ("http://a.gov.vn/tim?__wb_method=POST&trang=2", None, b"ket qua"),
    ],
    ids=["last", "after", "day", "between", "second", "before", "revisit", "posted"],
)
def test_the_page_of_a_moment(
    two_days: Path, govnews: Run, url: str, at: str | None, body: bytes
) -> None:
    """The last capture not after it, in Hanoi's time; before the first one that one, the oldest."""
    code, out, err = govnews("archive", "show", two_days, url, *(["--at", at] if at else []))
    assert (code, out) == (0, body)
    assert re.fullmatch(r"[12]\.warc\.gz#\d+: status 200, fetched at 2023-12-1[23]T.*\n", err)


def test_a_page_that_was_never_archived(two_days: Path, govnews: Run) -> None:
    """The address is named; a posted page is not shown for the address alone."""
    for url in ("http://a.gov.vn/chua", "http://a.gov.vn/tim"):
        code, out, err = govnews("archive", "show", two_days, url)
        assert (code, out) == (2, b"")
        assert f"{url}: not in {two_days}" in err


def test_what_would_be_lost(two_days: Path, govnews: Run) -> None:
    """Pages of no other file, other states of pages, what rests on the file, and articles."""
    readings = [("1.warc.gz#7", URL), ("1.warc.gz#7", URL), ("2.warc.gz#7", f"{URL}-2")]
    assert loss(two_days, "1.warc.gz", readings) == Loss(
        pages=2, states=1, revisits=1, articles=(URL,)
    )
    assert loss(two_days, "2.warc.gz") == Loss(pages=2, states=1, revisits=0, articles=())
    code, out, _ = govnews("archive", "lose", two_days, two_days / "1.warc.gz")
    assert code == 0
    assert b"records in other files that rest on this one: 1\n" in out
    assert govnews("archive", "lose", two_days, "9.warc.gz")[0] == 2


def test_one_damaged_file_does_not_keep_others_from_an_index(two_days: Path, govnews: Run) -> None:
    """All files are indexed as far as they are whole; the damaged one is named, and 1 is the end."""
    flipped(two_days / "1.warc.gz")
    for index in indexes(two_days):
        index.unlink()
    code, out, err = govnews("archive", "index", two_days)
    assert (code, out.count(b"\n")) == (1, 2)
    assert "1.warc.gz is cut off or damaged" in err
    assert len(list(read_index(index_of(two_days / "2.warc.gz")))) == 4


def test_one_index_of_all(two_days: Path, govnews: Run, tmp_path: Path) -> None:
    """`--merged` writes it, of the files that are here."""
    index_of(two_days / "0.warc.gz").write_text("an index without an archive\n")
    code, out, _ = govnews("archive", "index", two_days, "--merged", tmp_path / "all.cdxj")
    assert (code, out) == (0, f"{tmp_path / 'all.cdxj'}: 7 captures\n".encode())
    assert len(list(read_index(tmp_path / "all.cdxj"))) == 7


def test_pages_are_not_kept_in_memory(tmp_path: Path, exchange: Callable[..., Exchange]) -> None:
    """A check, an index and a page of 20 MB hold it at most once."""
    import tracemalloc

    from govnews.archive import Replay, read_warc

    size = 20_000_000
    with ArchiveWriter(tmp_path / "a.warc.gz") as writer:
        writer.add(exchange(body=random.Random(1).randbytes(size)))
    for read, most in (
        (lambda: check(tmp_path), 0.1),
        (lambda: Replay(tmp_path), 0.1),
        (lambda: sum(len(one.body) for one in read_warc(tmp_path / "a.warc.gz")), 1.3),
    ):
        tracemalloc.start()
        read()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak / size < most
