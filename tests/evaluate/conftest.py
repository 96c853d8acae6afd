"""One invented page: its gold record, and a record that is right in everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from govnews.evaluate import Reading
from govnews.model import HANOI, Article, Award, Caption, Evidence, Person, Record, Speech

BODY = (
    "Sáng 5/3, huyện Mẫu Đơn tổ chức Lễ phát động trồng cây.\n\n"
    "Đồng chí Trần Thị Mận, Bí thư Huyện ủy, Chủ tịch HĐND huyện phát biểu khai mạc. "
    "Ông Lê Văn Ổi trao Bằng khen cho Trường Tiểu học Mẫu Đơn. "
    "Hoa mừng của bà Phạm Thị Me."
)


def evidence(words: str) -> Evidence:
    """The span of these words in the body."""
    start = BODY.index(words)
    return Evidence(field="body", start=start, end=start + len(words), text=words, rule="test.rule")


@pytest.fixture
def gold() -> dict[str, Any]:
    """The gold record."""
    return {
        "url": "https://example.gov.vn/a-1",
        "source": "pages/a-1.html",
        "article": {
            "title": "Mẫu Đơn phát động trồng cây",
            "published_at": "2024-03-05T14:30",
            "published_precision": "minute",
            "event_name": "Lễ phát động trồng cây",
            "event_name_alt": ["phát động Tết trồng cây năm 2024"],
            "event_date": "2024-03-05",
            "event_end_date": None,
            "event_part_of_day": "morning",
            "venue": None,
            "organiser": "huyện Mẫu Đơn",
            "province": "Hòa Bình",
            "authors": ["Thu Cúc", "P.V"],
            "summary": None,
        },
        "body_paragraphs": BODY.split("\n\n"),
        "captions": [
            {
                "image_no": 1,
                "caption": "Các đại biểu trồng cây.",
                "caption_with_credit": "Các đại biểu trồng cây. Ảnh: Thu Cúc",
                "credit": "Thu Cúc",
            },
            {"image_no": 2, "caption": None, "caption_with_credit": None, "credit": None},
        ],
        "people": [
            {
                "name": "Trần Thị Mận",
                "honorific": "đồng chí",
                "positions": ["Bí thư Huyện ủy", "Chủ tịch HĐND huyện"],
                "positions_alt": ["Chủ tịch Hội đồng nhân dân huyện"],
                "roles": ["speaker", "attendee"],
            },
            {
                "name": "Lê Văn Ổi",
                "honorific": "ông",
                "honorific_alt": ["đồng chí"],
                "positions": [],
                "positions_alt": [],
                "roles": ["presenter"],
            },
            {"name": "Phạm Thị Me", "honorific": "bà", "positions": [], "roles": ["mentioned"]},
        ],
        "speakers": [
            {"name": "Trần Thị Mận", "speech_kind": "opening", "speech_kind_alt": ["directive"]}
        ],
        "awards": [
            {
                "award": "Bằng khen",
                "award_kind": "merit_certificate",
                "recipient": "Trường Tiểu học Mẫu Đơn",
                "recipient_alt": ["Tiểu học Mẫu Đơn"],
                "recipient_kind": "organisation",
                "rank": None,
                "status": "granted",
            }
        ],
        "notes": "invented",
    }


@pytest.fixture
def record() -> Record:
    """The record that agrees with the gold in everything."""
    article = Article(
        article_id="0" * 16,
        portal="example.gov.vn",
        url="https://example.gov.vn/a-1",
        canonical_url="https://example.gov.vn/a-1",
        title="Mẫu Đơn phát động trồng cây",
        body=BODY,
        published_at=datetime(2024, 3, 5, 14, 30, tzinfo=HANOI),
        published_precision="minute",
        event_name="Lễ phát động trồng cây",
        event_date=date(2024, 3, 5),
        event_part_of_day="morning",
        organiser="huyện Mẫu Đơn",
        province="Hòa Bình",
        authors=("Thu Cúc", "P.V"),
        content_hash="",
        parser="",
    )
    people = (
        Person(
            person_no=1,
            name="Trần Thị Mận",
            honorific="đồng chí",
            positions=("Bí thư Huyện ủy", "Chủ tịch HĐND huyện"),
            roles=("speaker", "attendee"),
            evidence=evidence("Trần Thị Mận"),
        ),
        Person(
            person_no=2,
            name="Lê Văn Ổi",
            honorific="ông",
            roles=("presenter",),
            evidence=evidence("Lê Văn Ổi"),
        ),
        Person(
            person_no=3,
            name="Phạm Thị Me",
            honorific="bà",
            roles=("mentioned",),
            evidence=evidence("Phạm Thị Me"),
        ),
    )
    speech = Speech(
        speech_no=1,
        name="Trần Thị Mận",
        speech_kind="opening",
        evidence=evidence("Trần Thị Mận, Bí thư Huyện ủy, Chủ tịch HĐND huyện phát biểu khai mạc"),
    )
    award = Award(
        award_no=1,
        award="Bằng khen",
        award_kind="merit_certificate",
        recipient="Trường Tiểu học Mẫu Đơn",
        recipient_kind="organisation",
        status="granted",
        evidence=evidence("trao Bằng khen cho Trường Tiểu học Mẫu Đơn"),
    )
    captions = (
        Caption(
            image_no=1,
            image_url="https://example.gov.vn/1.jpg",
            caption="Các đại biểu trồng cây.",
            credit="Thu Cúc",
        ),
        Caption(image_no=2, image_url="https://example.gov.vn/2.jpg"),
    )
    return Record(
        article=article, people=people, speakers=(speech,), awards=(award,), captions=captions
    )


@pytest.fixture
def change(record: Record) -> Callable[..., Record]:
    """Changes one row, or the article, of the right record."""

    def changed(table: str, place: int | None = None, **values: Any) -> Record:
        if place is None:
            return replace(record, article=replace(record.article, **values))
        rows = list(getattr(record, table))
        rows[place] = replace(rows[place], **values)
        tables: dict[str, Any] = {table: tuple(rows)}
        return replace(record, **tables)

    return changed


@pytest.fixture
def read(gold: dict[str, Any]) -> Callable[..., Reading]:
    """The gold beside a record."""

    def reading(record: Record | None, failure: str | None = None) -> Reading:
        return Reading(file="a-1.json", gold=gold, record=record, failure=failure)

    return reading
