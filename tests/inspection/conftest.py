"""An article page in words of its own, and what a produced inspection shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from lxml import html
from lxml.html import HtmlElement

from govnews import extract
from govnews.inspection import inspect_page
from govnews.inspection.original import letters
from govnews.model import Record

URL = "https://lamson.example.vn/tin/hoi-nghi-tong-ket-nam-120001"
BODY = (
    "<p>Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn tổ chức <b>Hội nghị tổng kết "
    "năm 2023</b>. Đồng chí <i>Trần Văn</i> Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc "
    "hội nghị.</p>"
    "<figure><img src='/anh/trao-bang.jpg' onerror='alert(1)'><figcaption>Ông Lê Văn Tám nhận Bằng "
    "khen</figcaption></figure>"
    "<p>Dịp này, ông Lê Văn Tám được tặng Bằng khen của Thủ tướng Chính phủ.</p>"
)


def page(body: str = BODY, *, head: str = "", before: str = "", after: str = "") -> str:
    """An article page; `before` and `after` stand beside the article."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}<title>Lam Sơn tổng kết năm</title>"
        f"</head><body>{before}<article><h1>Lam Sơn tổng kết năm 2023</h1>"
        f"<div class='date'>11/12/2023 15:30</div><div class='article-content'>{body}</div></article>"
        f"{after}</body></html>"
    )


@dataclass
class Shown:
    """A page of inspection, parsed."""

    record: Record
    source: str
    tree: HtmlElement

    @property
    def original(self) -> HtmlElement:
        """Its left side."""
        (found,) = self.tree.xpath("//section[@id='original']")
        return found

    def marked(self, row: str) -> str:
        """The letters that are marked as leading to a row."""
        pieces = self.original.xpath(
            ".//a[contains(concat(' ', @data-rows, ' '), $row)]", row=f" {row} "
        )
        return "".join(letters(piece.text_content())[0] for piece in pieces)

    def facts(self) -> dict[str, str]:
        """Row of every person, speech and award → the letters of its evidence."""
        tables = (
            ("people", "person_no", self.record.people),
            ("speakers", "speech_no", self.record.speakers),
            ("awards", "award_no", self.record.awards),
        )
        return {
            f"{name}-{getattr(row, number)}": letters(row.evidence.text)[0]
            for name, number, rows in tables
            for row in rows
        }


@pytest.fixture
def make_page() -> Callable[..., str]:
    """Makes an article page."""
    return page


@pytest.fixture
def inspected() -> Callable[..., Shown]:
    """Reads a page and shows it."""

    def show(source: str | bytes, url: str = URL) -> Shown:
        record = extract(source, url)
        text = inspect_page(source, record).html
        return Shown(record, text, html.document_fromstring(text))

    return show
