"""Invented pages as a host sends them, archives of them, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.cli import main
from govnews.dataset.visits import Archived

MOMENT = datetime(2023, 12, 12, 3, 4, 5, tzinfo=UTC)
TEXT = "<html>Ủy ban nhân dân thành phố</html>".encode()
HEADERS = [("Content-Type", "text/html; charset=utf-8")]
ASKED = [("Host", "a.gov.vn"), ("User-Agent", "thu")]


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    """A page that a host sent and what was asked: `exchange(url, body, day=0, **fields)`."""

    def make(
        url: str = "http://a.gov.vn/tin", body: bytes = TEXT, *, day: int = 0, **fields: Any
    ) -> Exchange:
        moment = MOMENT + timedelta(days=day)
        usual = {"status": 200, "headers": HEADERS, "fetched_at": moment, "asked": ASKED}
        return Exchange(url=url, body=body, **{**usual, **fields})

    return make


@pytest.fixture
def two_days(tmp_path: Path, exchange: Callable[..., Exchange]) -> Path:
    """An archive of two days: /tin is the same on both, /moi only of the second, /cu of the first.

    On the second day a form was posted to /tim, too, and /tin-2 had changed.
    """
    folder = tmp_path / "archive"
    places: dict[str, Archived] = {}
    first = [exchange(f"http://a.gov.vn/{name}", name.encode()) for name in ("tin", "tin-2", "cu")]
    with ArchiveWriter(folder / "1.warc.gz") as writer:
        for one in first:
            places[one.url] = writer.add(one)
    second = [
        exchange("http://a.gov.vn/tin", b"tin", day=1),
        exchange("http://a.gov.vn/tin-2", b"tin-2, sua", day=1),
        exchange("http://a.gov.vn/moi", b"moi", day=1),
        exchange("http://a.gov.vn/tim", b"ket qua", day=1, method="POST", form=b"trang=2"),
    ]
    with ArchiveWriter(folder / "2.warc.gz") as writer:
        for one in second:
            writer.add(one, earlier=places.get(one.url))
    return folder


@pytest.fixture
def govnews(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, bytes, str]]:
    """Runs a command; gives exit code, standard output as bytes, and standard error."""

    def run(*arguments: object) -> tuple[int, bytes, str]:
        capsysbinary.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsysbinary.readouterr()
        return code, said.out, said.err.decode()

    return run
