"""A small dataset with real readings: an article in two versions, and one by somebody hostile."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import govnews
from govnews.dataset import Dataset, open_run
from govnews.model import Article, Award, Caption, Evidence, Person, Record, Speech, article_id

TITLE = "Quận Hải An tổng kết phong trào thi đua"
BODY = (
    "Sáng 20/11, tại Trung tâm Văn hóa quận Hải An, UBND quận tổ chức Hội nghị tổng kết phong trào "
    "thi đua năm 2023. Dự hội nghị có đồng chí Trần Thị Minh Hằng, Chủ tịch HĐND quận.\n\n"
    "Phát biểu chỉ đạo tại hội nghị, đồng chí Trần Thị Minh Hằng đề nghị các phường làm tốt hơn.\n\n"
    "Dịp này, Chủ tịch UBND thành phố tặng Bằng khen cho ông Lê Văn Bình vì đã có thành tích xuất "
    "sắc. Toàn quận có 320 hộ tham gia."
)
URL = "https://haian.example.vn/tin/tong-ket-1"
HOSTILE_URL = "javascript:alert(1)//<b>"
HOSTILE = "<script>alert('x')</script><img src=https://evil.example/x.png onerror=alert(2)></style>"


def read(body: str, day: int) -> Record:
    """What govnews reads from the text, fetched on a day of November 2023."""
    record = govnews.facts(body, title=TITLE, published_at=date(2023, 11, 21), portal="haiphong")
    article = dataclasses.replace(
        record.article,
        article_id=article_id(URL),
        url=URL,
        canonical_url=URL,
        fetched_at=datetime(2023, 11, day, 2, tzinfo=UTC),
        archive_ref="20231121T020000Z-haiphong.warc.gz#123",
    )
    captions = (
        Caption(
            image_no=1,
            image_url="https://haian.example.vn/anh/1.jpg",
            caption="Bà Trần Thị Minh Hằng phát biểu",
            credit="Việt Khoa",
            people=("Trần Thị Minh Hằng",),
        ),
        Caption(image_no=2, image_url="https://haian.example.vn/anh/2.jpg"),
    )
    return dataclasses.replace(record, article=article, captions=captions)


def hostile() -> Record:
    """Scripts wherever a portal can write, and signs that command a terminal."""
    body = f"{HOSTILE}\x1b[31m\u202e nói: {HOSTILE} & “xong”."
    span = Evidence(field="body", start=0, end=len(HOSTILE), text=HOSTILE, rule=HOSTILE)
    caption = Evidence(field="caption/1", start=0, end=len(HOSTILE), text=HOSTILE, rule="test")
    return Record(
        article=Article(
            article_id=article_id(HOSTILE_URL), portal="haian", url=HOSTILE_URL, canonical_url=HOSTILE_URL,
            title=HOSTILE, summary=HOSTILE, body=body, event_name=HOSTILE, venue="nói",
            content_hash="h", parser="test",
        ),
        people=(Person(person_no=1, name=HOSTILE, positions=(HOSTILE,), evidence=span),),
        speakers=(Speech(speech_no=1, name=HOSTILE, speech_kind="address", evidence=caption),),
        captions=(Caption(image_no=1, image_url=HOSTILE_URL, caption=HOSTILE, credit=HOSTILE),),
        awards=(
            Award(award_no=1, award=HOSTILE, award_kind="other", recipient=HOSTILE,
                  recipient_kind="person", status="granted", reason=HOSTILE, evidence=span),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs: the second sees an edit of the first article."""
    path = tmp_path_factory.mktemp("showing") / "data"
    with open_run(path, "first") as run:
        run.add(read(BODY, 21))
        run.add(hostile())
    with open_run(path, "second") as run:
        assert run.add(read(BODY.replace("320 hộ", "350 hộ"), 23)) == "changed"
    return path


@pytest.fixture(scope="session")
def data(folder: Path) -> Dataset:
    """The dataset, loaded."""
    return govnews.load(folder)


@pytest.fixture
def url() -> str:
    """Address of the article with two versions."""
    return URL


@pytest.fixture
def hostile_url() -> str:
    """Address of the hostile one."""
    return HOSTILE_URL


@pytest.fixture
def hostile_words() -> str:
    """What the hostile one writes everywhere."""
    return HOSTILE
