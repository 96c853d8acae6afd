"""A small dataset with hostile words, as an SQLite file and as Datasette shows it."""

from __future__ import annotations

import asyncio
import runpy
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from govnews.browsing.server import application, prepare
from govnews.dataset import open_run
from govnews.model import Award, Caption, Evidence, Person, Record, Speech

make_record = runpy.run_path(str(Path(__file__).parents[1] / "dataset" / "conftest.py"))[
    "make_record"
]
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
BODY = (
    "Sáng 12/5, tại {place}, xã Lam Sơn tổ chức hội nghị. Đồng chí Vũ Thị Đào, Bí thư Đảng ủy "
    "xã, phát biểu khai mạc. Hội nghị kết thúc.\n\nDịp này, ông Lê Văn Tám nhận Bằng khen."
)


def told(number: int, place: str, **fields: Any) -> Record:
    """An article whose facts stand in its body, held in `place`."""
    body = BODY.format(place=place)

    def evidence(words: str, field: str = "body", text: str = body) -> Evidence:
        start = text.index(words)
        return Evidence(field=field, start=start, end=start + len(words), text=words, rule="a.rule")

    caption = "Toàn cảnh. Ông Lê Văn Tám nhận Bằng khen. Ảnh đẹp"
    return replace(
        make_record(number, body=body, **fields),
        people=(
            Person(
                person_no=1,
                name="Vũ Thị Đào",
                positions=("Bí thư Đảng ủy xã",),
                roles=("speaker", "chair"),
                evidence=evidence("Đồng chí Vũ Thị Đào, Bí thư Đảng ủy xã"),
            ),
            Person(
                person_no=2,
                name="Lê Văn Tám",
                roles=("recipient",),
                evidence=evidence("Lê Văn Tám", "caption/1", caption),
            ),
        ),
        speakers=(
            Speech(
                speech_no=1,
                name="Vũ Thị Đào",
                speech_kind="opening",
                evidence=evidence("phát biểu khai mạc"),
            ),
        ),
        captions=(
            Caption(image_no=1, image_url="https://lamson.example.vn/1.jpg", caption=caption),
        ),
        awards=(
            Award(
                award_no=1,
                award="Bằng khen",
                award_kind="merit_certificate",
                recipient="Lê Văn Tám",
                recipient_kind="person",
                status="granted",
                evidence=evidence("nhận Bằng khen"),
            ),
        ),
    )


def hostile() -> Record:
    """An article with scripts wherever a page may bring words of its own."""
    record = told(9, SCRIPT, title=f"Tin {SCRIPT}", url="javascript:alert(1)", section=SCRIPT)
    return replace(
        record,
        people=(replace(record.people[0], name=f"Vũ {SCRIPT}", positions=(SCRIPT,)),),
        captions=(
            Caption(image_no=1, image_url="javascript:alert(2)", caption=SCRIPT, people=(SCRIPT,)),
        ),
        awards=(replace(record.awards[0], award=SCRIPT),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset of three articles in three spellings, and a hostile one."""
    with open_run(tmp_path / "data") as run:
        for number, place in enumerate(("Hoà Bình", "Hòa Bình", "Hoa Binh", "hội trường hoa"), 1):
            run.add(told(number, place, province="Hòa Bình" if number < 3 else None))
        run.add(hostile())
    return tmp_path / "data"


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    """Its SQLite file."""
    return prepare(str(folder), tmp_path / "dataset.sqlite", print)


@pytest.fixture
def rows(file: Path) -> Iterator[Callable[..., list[Any]]]:
    """Asks the file in SQL."""
    with closing(sqlite3.connect(file)) as database:
        yield lambda query, *values: database.execute(query, values).fetchall()


@pytest.fixture
def get(file: Path) -> Callable[[str], httpx.Response]:
    """Asks Datasette for a path."""
    app = application(file)

    def asked(path: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                return await client.get(path)

        return asyncio.run(ask())

    return asked
