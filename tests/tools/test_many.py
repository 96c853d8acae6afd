"""Many pages made of few."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from govnews import extract
from govnews.archive import ArchiveWriter, Exchange, read_warc

ROOT = Path(__file__).parents[2]
PAGE = """<html><head><title>Tin</title><link rel="canonical" href="/tin/tong-ket-nam-{number}"></head>
<body><article><h1>Lam Sơn tổng kết năm {number}</h1><div class="date">11/12/2023 15:30</div>
<div class="content"><p>Sáng 11/12, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm.</p>
<p>Năm qua, các đơn vị đã hoàn thành nhiều nhiệm vụ được giao.</p></div></article></body></html>"""


def test_copies_are_articles_of_their_own(tmp_path: Path) -> None:
    """Another number in the address, another day in the text, another time of the record."""
    source = tmp_path / "few.warc.gz"
    with ArchiveWriter(source) as writer:
        for number in (4001, 4002):
            writer.add(
                Exchange(
                    url=f"https://lamson.example.vn/tin/tong-ket-nam-{number}",
                    status=200,
                    headers=[("Content-Type", "text/html; charset=utf-8")],
                    body=PAGE.format(number=number).encode(),
                    fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
                )
            )
    command = [sys.executable, "tools/many.py", tmp_path / "many", "--source", source]
    command += ["--pages", "7", "--each", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    archives = [list(read_warc(path)) for path in sorted((tmp_path / "many").glob("*.gz"))]
    assert [len(pages) for pages in archives] == [4, 3]
    articles = [
        extract(page.body, page.url, fetched_at=page.fetched_at).article
        for pages in archives
        for page in pages
    ]
    assert len({article.article_id for article in articles}) == 7
    days = [f"{article.published_at:%d/%m/%Y}" for article in articles[::2] if article.published_at]
    assert days == ["11/12/2023", "12/12/2023", "13/12/2023", "14/12/2023"]
    assert [article.fetched_at.day for article in articles if article.fetched_at] == [
        2,
        2,
        3,
        3,
        4,
        4,
        5,
    ]
