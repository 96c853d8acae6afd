"""Datasets to report on, and a report read back."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from govnews.dataset import open_run
from govnews.reporting import write_report

_BROWSING = runpy.run_path(str(Path(__file__).parents[1] / "browsing" / "conftest.py"))
told, hostile, SCRIPT = _BROWSING["told"], _BROWSING["hostile"], _BROWSING["SCRIPT"]


@dataclass
class Report:
    """A page that was written."""

    path: Path
    text: str
    tree: HtmlElement

    def number(self, label: str) -> str:
        """A number of the first section, as it is written."""
        [found] = self.tree.xpath(f"//dl[@class='numbers']/div[dt='{label}']/dd")
        return found.text_content()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset: two portals, an edit, an article by the general reader, a hostile one."""
    with open_run(tmp_path / "data") as run:
        for number in range(1, 6):
            run.add(told(number, "Hoà Bình", event_name="Hội nghị tổng kết", province="Hải Phòng"))
        run.add(told(6, "Đà Nẵng", portal="danang", parser="0.1.0/generic", published_at=None))
        run.add(hostile())
    with open_run(tmp_path / "data") as run:
        run.add(told(1, "Hòa Lạc", day=2, event_name="Hội nghị tổng kết", province="Hải Phòng"))
    return tmp_path / "data"


@pytest.fixture
def report(folder: Path, tmp_path: Path) -> Callable[..., Report]:
    """Writes the report on it."""

    def written(**options: Any) -> Report:
        path = tmp_path / "report.html"
        write_report(str(folder), path, **options)
        text = path.read_text("utf-8")
        return Report(path, text, html.document_fromstring(text))

    return written
