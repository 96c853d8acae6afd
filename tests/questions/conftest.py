"""Small datasets made by hand: each article says who was there, as what, where and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from govnews import load
from govnews.dataset import Dataset, open_run
from govnews.facts.keys import person_key
from govnews.model import (
    HANOI,
    Article,
    Award,
    Evidence,
    Person,
    Record,
    Speech,
    article_id,
    content_hash,
)

FETCHED = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)


def evidence(body: str, words: str) -> Evidence:
    """The place of words in a body."""
    start = body.index(words)
    return Evidence(field="body", start=start, end=start + len(words), text=words, rule="test.rule")


def make_article(
    number: int,
    day: str | None,
    people: Sequence[tuple[str, Sequence[str]]] = (),
    *,
    province: str | None = "Hải Phòng",
    speeches: Sequence[tuple[str, str]] = (),
    awards: Sequence[dict[str, Any]] = (),
    role: str = "attendee",
    **fields: Any,
) -> Record:
    """Article `number` of a day, with people and their offices; `fields` go into the article."""
    url = f"https://lamson.example.vn/bai-{number}"
    named = "; ".join(", ".join((name, *offices)) for name, offices in people) or "Không có ai"
    body = f"{named}. Bằng khen."
    published = (
        datetime.combine(date.fromisoformat(day), datetime.min.time(), HANOI) if day else None
    )
    defaults: dict[str, Any] = {
        "article_id": article_id(url),
        "portal": "lamson",
        "url": url,
        "canonical_url": url,
        "title": f"Bài {number}",
        "body": body,
        "published_at": published,
        "published_precision": "day" if day else None,
        "fetched_at": FETCHED,
        "province": province,
        "content_hash": content_hash(f"Bài {number}", None, body, (), published),
        "parser": "0.1.0/test",
    }
    rows = [
        Person(
            person_no=no,
            name=name,
            positions=tuple(offices),
            roles=(role,),
            person_key=person_key(name, tuple(offices), province),
            evidence=evidence(body, name),
        )
        for no, (name, offices) in enumerate(people, 1)
    ]
    spoken = [
        Speech(
            speech_no=no,
            name=name,
            positions=next((p.positions for p in rows if p.name == name), ()),
            speech_kind=kind,
            person_key=next((p.person_key for p in rows if p.name == name), None),
            evidence=evidence(body, name),
        )
        for no, (name, kind) in enumerate(speeches, 1)
    ]
    given = [
        Award(
            award_no=no,
            award="Bằng khen",
            evidence=evidence(body, "Bằng khen"),
            **{
                "award_kind": "merit_certificate",
                "recipient": "Thôn Đoài",
                "recipient_kind": "place",
                "status": "granted",
                **award,
            },
        )
        for no, award in enumerate(awards, 1)
    ]
    return Record(
        article=Article(**defaults | fields),
        people=tuple(rows),
        speakers=tuple(spoken),
        captions=(),
        awards=tuple(given),
    )


@pytest.fixture
def article() -> Callable[..., Record]:
    """Makes article number n."""
    return make_article


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[..., Dataset]:
    """Stores articles in one run and loads the dataset, with `load`'s options."""

    def stored(*records: Record, **options: Any) -> Dataset:
        with open_run(tmp_path / "data") as run:
            for record in records:
                run.add(record)
        return load(tmp_path / "data", **options)

    return stored


@pytest.fixture
def without_keys() -> Callable[[Record], Record]:
    """A record as an old release wrote it: people without keys."""

    def stripped(record: Record) -> Record:
        return replace(record, people=tuple(replace(p, person_key=None) for p in record.people))

    return stripped
