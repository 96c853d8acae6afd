"""Invented saved pages, and the command line called in this process."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govnews.cli import main

TEXT = (
    "Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm. "
    "Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc hội nghị.\n\n"
    "Dịp này, ông Lê Văn Tám được tặng Bằng khen của Thủ tướng Chính phủ."
)


def make_page(number: int = 1, head: str = "") -> str:
    """A page that any reader of articles can read."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'>{head}"
        f"<title>Lam Sơn tổng kết năm thứ {number}</title></head><body><div id='menu'>Trang chủ</div>"
        f"<article><h1>Lam Sơn tổng kết năm thứ {number}</h1>"
        f"<div class='date'>11/12/2023 15:30</div><div class='content'>{paragraphs}</div>"
        "</article></body></html>"
    )


@pytest.fixture
def page() -> Callable[..., str]:
    """Makes page number n."""
    return make_page


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    """A plain text with facts in it."""
    path = tmp_path / "bai.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two articles, one of them in a folder below, and a page that is none."""
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    (folder / "one.html").write_text(make_page(1), encoding="utf-8")
    (folder / "below" / "two.HTM").write_text(make_page(2), encoding="utf-8")
    (folder / "notes.txt").write_text("not a page", encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A WARC with two articles, an error page and a picture."""
    from datetime import UTC, datetime

    from govnews.archive import ArchiveWriter, Exchange

    path = tmp_path / "crawl.warc.gz"
    html = [("Content-Type", "text/html; charset=utf-8")]
    fetched = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    with ArchiveWriter(path) as writer:
        for number in (1, 2):
            url = f"https://lamson.example.vn/tin/bai-viet-so-{number}"
            writer.add(
                Exchange(
                    url=url,
                    status=200,
                    headers=html,
                    body=make_page(number).encode(),
                    fetched_at=fetched,
                )
            )
        writer.add(
            Exchange(
                url="https://lamson.example.vn/mat",
                status=404,
                headers=html,
                body=b"<p>404</p>",
                fetched_at=fetched,
            )
        )
        picture = [("Content-Type", "image/jpeg")]
        writer.add(
            Exchange(
                url="https://lamson.example.vn/a.jpg",
                status=200,
                headers=picture,
                body=b"\xff\xd8",
                fetched_at=fetched,
            )
        )
    return path


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a text on standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


@pytest.fixture
def govnews(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a command; gives exit code, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
