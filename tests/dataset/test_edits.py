"""What is told of an edit: which words, and of what kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from govnews.dataset.edits import Edit, Reading, edits_between, kind_of_words
from govnews.model import HANOI

BODY = (
    "Sáng 11/12, xã Lam Sơn tổ chức hội nghị tổng kết phong trào thi đua năm 2023.\n\n"
    "Tại hội nghị, ông Vũ Văn Thơm, Chủ tịch UBND xã, trao giấy khen cho 12 tập thể và 30 cá nhân"
    " có thành tích xuất sắc.\n\n"
    "Hội nghị kết thúc cùng ngày."
)


def reading(body: str = BODY, people: tuple[str, ...] = (), **fields: Any) -> Reading:
    captions = fields.pop("captions", ())
    return Reading(article={"title": "Tổng kết", "body": body, **fields}, captions=captions,
                   people=people)  # fmt: skip


def edits(new_body: str, people: tuple[str, ...] = ()) -> list[Edit]:
    return edits_between(reading(people=people), reading(new_body, people))


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("12 tập thể", "15 tập thể", "number"),
        ("Sáng 11/12", "Sáng 12/12", "date"),
        ("Sáng 11/12", "Chiều 11/12", "date"),
        ("Vũ Văn Thơm", "Vũ Văn Thắm", "name"),
        ("hội nghị tổng kết", "hội nghị sơ kết", "wording"),
        ("12 tập thể", "mười lăm tập thể", "wording"),
    ],
)
def test_kinds_of_changed_words(was, now, kind):
    """A change of digits, of a date, of a name and of other words are told apart."""
    (edit,) = edits(BODY.replace(was, now), people=("Vũ Văn Thơm", "Vũ Văn Thắm"))
    assert (edit.field, edit.kind) == ("body", kind)
    assert was.split()[-1] in edit.before
    assert now.split()[-1] in edit.after


def test_only_the_changed_words_are_shown():
    """A long text is told by the words that changed and five on each side."""
    (edit,) = edits(BODY.replace("30 cá nhân", "31 cá nhân"))
    assert edit.before == "… cho 12 tập thể và 30 cá nhân có thành tích …"
    assert edit.after == "… cho 12 tập thể và 31 cá nhân có thành tích …"


def test_a_paragraph_gone_or_new():
    """A paragraph that went is a deletion with its words, one that came an addition."""
    (gone,) = edits(BODY.removesuffix("\n\nHội nghị kết thúc cùng ngày."))
    assert gone == Edit(
        field="body", kind="deletion", before="Hội nghị kết thúc cùng ngày.", after=None
    )
    (new,) = edits(f"{BODY}\n\nTin và ảnh: Hà My, một đoạn hoàn toàn mới.")
    assert (new.kind, new.before) == ("addition", None)


def test_two_changes_far_apart_are_two_rows():
    """Each stretch has its own kind."""
    found = edits(BODY.replace("Sáng 11/12", "Sáng 12/12").replace("30 cá", "31 cá"))
    assert [edit.kind for edit in found] == ["date", "number"]


def test_fields_beside_the_text():
    """The stated date, the authors and the sapo have rows of their own."""
    old = reading(published_at=datetime(2023, 12, 11, 9, tzinfo=HANOI), authors=["Hà My"])
    new = reading(
        published_at=datetime(2023, 12, 12, 9, tzinfo=HANOI), authors=["Lê Sơn"], summary="Sapo."
    )
    assert [(e.field, e.kind) for e in edits_between(old, new)] == [
        ("summary", "addition"),
        ("published_at", "date"),
        ("authors", "name"),
    ]


def test_pictures():
    """A picture with another caption, one gone and one new are edits of kind photo."""
    old = reading(captions=[{"image_no": 1, "image_url": "/1.jpg", "caption": "Toàn cảnh"},
                            {"image_no": 2, "image_url": "/2.jpg", "caption": None}])  # fmt: skip
    new = reading(captions=[{"image_no": 1, "image_url": "/1.jpg", "caption": "Quang cảnh"},
                            {"image_no": 2, "image_url": "/3.jpg", "caption": None}])  # fmt: skip
    found = edits_between(old, new)
    assert {edit.kind for edit in found} == {"photo"}
    assert [(e.field, e.before, e.after) for e in found] == [
        ("caption/1", "/1.jpg Toàn cảnh", "/1.jpg Quang cảnh"),
        ("caption/2", None, "/3.jpg"),
        ("caption/2", "/2.jpg", None),
    ]


def test_the_same_reading_has_no_edits():
    """Nothing is told where nothing changed, blanks between words included."""
    assert edits_between(reading(), reading()) == []
    assert edits(BODY.replace("kết thúc cùng", "kết  thúc cùng")) == []


def test_a_rewritten_article_of_many_paragraphs_ends():
    """A text of hundreds of new paragraphs is told without comparing each with each."""
    old = "\n\n".join(f"Đoạn số {n} nói về việc {n * 7} của xã." for n in range(300))
    new = "\n\n".join(f"Khối {n} bàn sang chuyện {n * 11} ở huyện." for n in range(300))
    found = edits_between(reading(old), reading(new))
    assert {edit.field for edit in found} == {"body"}
    assert kind_of_words("a", "b") == "wording"
