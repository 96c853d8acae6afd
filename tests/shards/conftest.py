"""Archives of invented pages, and shards of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.shards import How, Shard, plan

PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin {number}</title></head>
<body><article><h1>Lam Sơn tổng kết năm thứ {number}</h1><div class="date">11/12/2023 15:30</div>
<div class="content"><p>Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị
tổng kết năm. Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc hội nghị.</p>
</div></article></body></html>"""


@pytest.fixture
def page() -> Callable[[int], str]:
    """Makes page number n."""
    return lambda number: PAGE.format(number=number)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Writes an archive of so many articles; of some another body or status."""

    def write(
        pages: int = 5, *, name: str = "crawl.warc.gz", bodies: dict[int, bytes] | None = None
    ) -> Path:
        path = tmp_path / name
        with ArchiveWriter(path) as writer:
            for number in range(pages):
                body = (bodies or {}).get(number, PAGE.format(number=number).encode())
                writer.add(
                    Exchange(
                        url=f"https://xa{number % 2}.lamson.example.vn/tin/bai-viet-so-{number}",
                        status=200,
                        headers=[("Content-Type", "text/html; charset=utf-8")],
                        body=body,
                        fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
                    )
                )
        return path

    return write


@pytest.fixture
def shard() -> Callable[..., Shard]:
    """The one shard of an archive."""

    def only(path: Path, **how: object) -> Shard:
        [found] = plan([str(path)], How(**how), archive_bytes=None)  # type: ignore[arg-type]
        return found

    return only
