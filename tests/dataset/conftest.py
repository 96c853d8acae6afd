"""Invented records, and runs in a process of their own that can be killed at a chosen moment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govnews.model import (
    HANOI,
    Article,
    Award,
    Caption,
    Evidence,
    Person,
    Record,
    Speech,
    article_id,
    content_hash,
)

FIRST_FETCH = datetime(2024, 6, 1, 2, 0, tzinfo=UTC)


def make_record(number: int = 1, *, body: str | None = None, day: int = 0, **fields: Any) -> Record:
    """Article `number`, as fetched `day` days after the first fetch; `fields` go into the article."""
    url = f"https://lamson.example.vn/tin-tuc/bai-{number}"
    text = body or (
        f"Sáng 12/5, xã Lam Sơn tổ chức hội nghị lần thứ {number}.\n\n"
        "Đồng chí Vũ Thị Thơm, Bí thư Đảng ủy xã, phát biểu khai mạc."
    )
    published = datetime(2024, 5, 12, 9, 30, tzinfo=HANOI) + timedelta(hours=(number * 7) % 24)
    title = f"Hội nghị lần thứ {number} của xã Lam Sơn"
    evidence = Evidence(field="body", start=0, end=8, text=text[:8], rule="test.rule")
    defaults: dict[str, Any] = {
        "article_id": article_id(url),
        "portal": "lamson",
        "url": url,
        "canonical_url": url,
        "title": title,
        "body": text,
        "published_at": published,
        "published_precision": "minute",
        "fetched_at": FIRST_FETCH + timedelta(days=day),
        "event_date": date(2024, 5, 12),
        "authors": ("Hà My", "Lê Sơn"),
        "content_hash": content_hash(title, None, text, ("Toàn cảnh", None), published),
        "parser": "0.1.0/test",
    }
    people = [
        Person(
            person_no=no,
            name=f"Người {no}",
            positions=("Bí thư Đảng ủy xã",),
            roles=("speaker", "chair"),
            evidence=evidence,
        )
        for no in (1, 2, 3)
    ]
    return Record(
        article=Article(**defaults | fields),
        people=tuple(people),
        speakers=(Speech(speech_no=1, name="Người 1", speech_kind="opening", evidence=evidence),),
        captions=(
            Caption(image_no=1, image_url=f"{url}/1.jpg", caption="Toàn cảnh", people=("Người 1",)),
            Caption(image_no=2, image_url=f"{url}/2.jpg", alt="Ảnh"),
        ),
        awards=(
            Award(
                award_no=1,
                award="Bằng khen",
                award_kind="merit_certificate",
                recipient="Thôn Đoài",
                recipient_kind="place",
                recipient_count=12,
                status="granted",
                year=2023,
                evidence=evidence,
            ),
        ),
    )


@pytest.fixture
def record() -> Callable[..., Record]:
    """Makes record number n."""
    return make_record


@pytest.fixture
def store(tmp_path: Path) -> Callable[..., Path]:
    """Stores records in one run and gives the dataset's folder."""

    def stored(*records: Record, run: str | None = None) -> Path:
        from govnews.dataset import open_run

        with open_run(tmp_path / "data", run) as opened:
            for record in records:
                opened.add(record)
        return tmp_path / "data"

    return stored


RUN = f"""
import os, runpy, signal, sys
from govnews import dataset
from govnews.dataset import commit, journal, ledger, parts
make_record = runpy.run_path({str(Path(__file__))!r})["make_record"]
folder = sys.argv[1]

def die(*_arguments, **_keywords):
    os.kill(os.getpid(), signal.SIGKILL)

def die_after(function):
    def wrapped(*arguments, **keywords):
        function(*arguments, **keywords)
        die()
    return wrapped

def store(count=20, start=1):
    with dataset.open_run(folder) as run:
        for number in range(start, start + count):
            run.add(make_record(number))
"""


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python code against a dataset folder; the code sees the names in `RUN`."""

    def ran(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", RUN + code, str(folder)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    return ran
