"""A cluster of Dask on this machine, and archives of made-up pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.cluster import on_this_machine

PAGE = """<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Lam Sơn, tin {n}</title>
</head><body><article><h1>Lam Sơn tổng kết năm thứ {n}</h1><div class='date'>11/12/2023 15:30</div>
<div class='content'><p>Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị
tổng kết năm thứ {n}. Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc.</p>
<p>Dịp này, ông Lê Văn Tám được tặng Bằng khen của Thủ tướng Chính phủ.</p></div></article>
</body></html>"""


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A client of two workers, which serve all tests of this process."""
    with on_this_machine(2) as client:
        yield client


@pytest.fixture
def archives(tmp_path: Path) -> Callable[[int, int], Path]:
    """Writes a folder of so many archives of so many articles each."""

    def make(number: int, pages: int) -> Path:
        folder = tmp_path / "archives"
        folder.mkdir()
        for at in range(number):
            with ArchiveWriter(folder / f"part-{at:02}.warc.gz") as writer:
                for page in range(at * pages, (at + 1) * pages):
                    writer.add(
                        Exchange(
                            url=f"https://lamson.example.vn/tin/bai-viet-so-{page + 1}",
                            status=200,
                            headers=[("Content-Type", "text/html; charset=utf-8")],
                            body=PAGE.format(n=page + 1).encode(),
                            fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
                        )
                    )
        return folder

    return make
