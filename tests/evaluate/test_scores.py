"""The rules of comparison: a right record scores 1, and each kind of error moves its own counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.evaluate import Reading, Report, compare
from govnews.evaluate.match import half_shared, pair
from govnews.model import HANOI, Record

Read = Callable[..., Reading]
Change = Callable[..., Record]


def counts(report: Report) -> dict[str, tuple[int, int, int, int]]:
    """Right, wrong, false and missed of every field."""
    return {n: (s.right, s.wrong, s.false, s.missed) for n, s in report.scores.items()}


def moved(before: Report, after: Report) -> dict[str, tuple[int, ...]]:
    """What changed: field → change of right, wrong, false, missed."""
    old, new = counts(before), counts(after)
    nothing = (0, 0, 0, 0)
    difference = {
        field: tuple(
            b - a for a, b in zip(old.get(field, nothing), new.get(field, nothing), strict=True)
        )
        for field in {**old, **new}
    }
    return {field: change for field, change in difference.items() if any(change)}


def test_a_right_record_scores_one_in_every_field(read: Read, record: Record) -> None:
    """Nothing is lost to the comparison itself."""
    report = compare([read(record)])
    assert {score.value for score in report.scores.values()} <= {1.0, None}
    assert report.errors == ()
    assert report.pages == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "Mẫu Đơn"}, {"title": (-1, 1, 0, 0)}),
        ({"title": "MẪU ĐƠN  phát động trồng cây"}, {}),
        (
            {"published_at": datetime(2024, 3, 5, 14, 31, tzinfo=HANOI)},
            {"published_at": (-1, 1, 0, 0)},
        ),
        ({"published_at": None}, {"published_at": (-1, 1, 0, 0)}),
        ({"published_precision": "day"}, {"published_precision": (-1, 1, 0, 0)}),
        ({"event_name": "Lễ phát động Tết trồng cây"}, {}),
        ({"event_name": "Tết trồng cây năm 2024"}, {}),
        ({"event_name": "Lễ hội đền làng"}, {"event_name": (-1, 1, 0, 0)}),
        ({"event_name": None}, {"event_name": (-1, 1, 0, 0)}),
        ({"event_date": date(2024, 5, 3)}, {"event_date": (-1, 1, 0, 0)}),
        ({"event_end_date": date(2024, 3, 6)}, {"event_end_date": (-1, 1, 0, 0)}),
        ({"event_part_of_day": "evening"}, {"event_part_of_day": (-1, 1, 0, 0)}),
        ({"venue": "Hội trường"}, {"venue": (-1, 1, 0, 0)}),
        ({"province": "Hoà Bình"}, {}),
        ({"province": None}, {"province": (-1, 1, 0, 0)}),
        ({"authors": ("Thu Cúc",)}, {"authors": (-1, 0, 0, 1)}),
        ({"authors": ("Thu Cúc", "Quản trị")}, {"authors": (-1, 0, 1, 1)}),
        ({"summary": "Hai tiếng"}, {"summary": (0, 0, 2, 0)}),
    ],
)
def test_an_error_in_the_article_moves_its_field_alone(
    values: dict[str, Any],
    expected: dict[str, tuple[int, ...]],
    read: Read,
    record: Record,
    change: Change,
) -> None:
    """Values are right or wrong; null is right where gold is null; an alternative is right."""
    after = compare([read(change("article", **values))])
    assert moved(compare([read(record)]), after) == expected


@pytest.mark.parametrize(
    ("table", "place", "values", "expected"),
    [
        ("captions", 0, {"caption": "Các đại biểu trồng cây. Ảnh: Thu Cúc"}, {}),
        ("captions", 0, {"caption": "Quang cảnh"}, {"captions": (-1, 0, 1, 1)}),
        ("captions", 0, {"caption": None}, {"captions": (-1, 0, 0, 1)}),
        ("captions", 1, {"caption": "Anh-tin-bai"}, {"captions": (0, 0, 1, 0)}),
        ("captions", 0, {"credit": None}, {"credits": (-1, 0, 0, 1)}),
        ("people", 0, {"positions": ("Bí thư Huyện ủy",)}, {"positions": (-1, 0, 0, 1)}),
        ("people", 0, {"honorific": "bà"}, {"honorifics": (-1, 1, 0, 0)}),
        ("people", 1, {"honorific": "đồng chí"}, {}),
        ("people", 1, {"positions": ("Chủ tịch",)}, {"positions": (0, 0, 1, 0)}),
        ("people", 0, {"roles": ("speaker",)}, {}),
        ("people", 0, {"roles": ("chair", "attendee")}, {"roles": (-1, 0, 1, 1)}),
        ("speakers", 0, {"speech_kind": "directive"}, {}),
        ("speakers", 0, {"speech_kind": "closing"}, {"speakers": (-1, 0, 1, 1)}),
        (
            "speakers",
            0,
            {"name": "Lê Văn Ổi"},
            {"speakers": (-1, 0, 1, 1), "speaker_names": (-1, 0, 1, 1)},
        ),
        ("awards", 0, {"recipient": "Tiểu học Mẫu Đơn"}, {}),
        ("awards", 0, {"rank": 1}, {"award_rank": (-1, 1, 0, 0)}),
    ],
)
def test_an_error_in_a_row_moves_its_field_alone(
    table: str,
    place: int,
    values: dict[str, Any],
    expected: dict[str, tuple[int, ...]],
    read: Read,
    record: Record,
    change: Change,
) -> None:
    """A set loses a right thing, gains a false one, or both."""
    after = compare([read(change(table, place, **values))])
    assert moved(compare([read(record)]), after) == expected


@pytest.mark.parametrize("values", [{"recipient": None}, {"status": "proposed"}])
def test_an_award_needs_kind_recipient_and_status(
    values: dict[str, Any], read: Read, record: Record, change: Change
) -> None:
    """One of the three wrong loses the award; its kind alone still counts as found."""
    change_of = moved(compare([read(record)]), compare([read(change("awards", 0, **values))]))
    assert change_of["awards"] == (-1, 0, 1, 1)
    assert "award_kinds" not in change_of


def test_awards_that_differ_in_rank_alone_are_compared_with_their_like(
    read: Read, record: Record, gold: dict[str, Any]
) -> None:
    """Two prizes to one recipient, found in the other order, have no wrong rank."""
    gold["awards"] = [gold["awards"][0] | {"rank": rank} for rank in (1, 2)]
    ours = tuple(replace(record.awards[0], rank=rank) for rank in (2, 1))
    report = compare([read(replace(record, awards=ours))])
    assert counts(report)["award_rank"] == (2, 0, 0, 0)


def test_an_alternative_position_is_neither_required_nor_wrong(
    read: Read, record: Record, change: Change
) -> None:
    """Added it costs nothing; in place of the required one, the required one is missed."""
    right = compare([read(record)])
    required = record.people[0].positions
    other = "Chủ tịch Hội đồng nhân dân huyện"
    added = compare([read(change("people", 0, positions=(*required, other)))])
    instead = compare([read(change("people", 0, positions=(required[0], other)))])
    assert moved(right, added) == {}
    assert moved(right, instead) == {"positions": (-1, 0, 0, 1)}


def test_a_mentioned_person_may_be_left_out(read: Read, record: Record) -> None:
    """Not missed if absent, right if there."""
    without = replace(record, people=record.people[:2])
    change_of = moved(compare([read(record)]), compare([read(without)]))
    assert change_of == {
        "people": (-1, 0, 0, 0),
        "honorifics": (-1, 0, 0, 0),
        "spans": (-1, 0, 0, 0),
    }


def test_a_missed_person_takes_the_offices_along(read: Read, record: Record) -> None:
    """Positions and roles are of a person: who is not found has none."""
    without = replace(record, people=record.people[1:])
    change_of = moved(compare([read(record)]), compare([read(without)]))
    assert change_of["people"] == (-1, 0, 0, 1)
    assert change_of["positions"] == (-2, 0, 0, 2)
    assert change_of["roles"] == (-1, 0, 0, 1)


def test_a_false_person_brings_false_offices(read: Read, record: Record, change: Change) -> None:
    """A name that gold does not have is false, and what is said of it as well."""
    ghost = replace(record.people[0], person_no=4, name="Huân Chương")
    report = compare([read(replace(record, people=(*record.people, ghost)))])
    change_of = moved(compare([read(record)]), report)
    assert change_of["people"] == (0, 0, 1, 0)
    assert change_of["positions"] == (0, 0, 2, 0)
    assert change_of["roles"] == (0, 0, 1, 0)
    (error,) = [e for e in report.errors if e.field == "people"]
    assert (error.verdict, error.ours, error.rule) == ("false", "Huân Chương", "test.rule")


def test_an_optional_row_need_not_be_found(
    read: Read, record: Record, gold: dict[str, Any]
) -> None:
    """`"optional": true` in gold: not missed if absent."""
    gold["awards"][0]["optional"] = True
    report = compare([read(replace(record, awards=()))])
    assert counts(report)["spans"] == (4, 0, 0, 0)
    assert "awards" not in counts(report)


def test_what_gold_leaves_out_is_not_scored(
    read: Read, record: Record, gold: dict[str, Any]
) -> None:
    """A gold record that speaks only of awards judges only awards."""
    for key in ("article", "body_paragraphs", "captions", "people", "speakers"):
        del gold[key]
    scored = set(compare([read(record)]).scores)
    assert scored == {
        "pages", "awards", "award_kinds", "award_rank", "award_recipient_kind", "spans",
    }  # fmt: skip


def test_the_body_is_a_bag_of_syllables(read: Read, record: Record, change: Change) -> None:
    """Lost and added syllables are counted, whatever the paragraphs; no gold body, no score."""
    shorter = change("article", body=record.article.body.replace("Hoa mừng của bà", "Lẵng"))
    assert moved(compare([read(record)]), compare([read(shorter)]))["body"] == (-4, 0, 1, 4)


def test_a_wrong_span_is_seen(read: Read, record: Record, change: Change) -> None:
    """Evidence that does not stand where it says is an error of its own."""
    moved_by_one = replace(record.people[0].evidence, start=record.people[0].evidence.start + 1)
    report = compare([read(change("people", 0, evidence=moved_by_one))])
    assert moved(compare([read(record)]), report) == {"spans": (-1, 1, 0, 0)}


def test_a_page_that_could_not_be_read_missed_everything(read: Read) -> None:
    """A failure is no way around the score: each thing of gold is missed, and the reason shown."""
    report = compare([read(None, "NotAnArticle: no title")])
    assert counts(report)["pages"] == (0, 1, 0, 0)
    assert counts(report)["people"] == (0, 0, 0, 2)
    assert counts(report)["awards"] == (0, 0, 0, 1)
    assert report.scores["body"].value == 0
    assert "NotAnArticle: no title" in {error.ours for error in report.errors}


def test_what_was_missed_is_shown_in_its_sentence(read: Read, record: Record) -> None:
    """The list of errors quotes the text around the missed name."""
    report = compare([read(replace(record, people=record.people[1:]))])
    (error,) = [e for e in report.errors if e.field == "people"]
    assert error.gold == "Trần Thị Mận"
    assert error.sentence
    assert "Đồng chí Trần Thị Mận, Bí thư Huyện ủy" in error.sentence


@pytest.mark.parametrize("table", ["title", "body", "captions"])
def test_gold_is_cleaned_before_it_is_compared(
    read: Read, record: Record, gold: dict[str, Any], table: str
) -> None:
    """Entities and stray spaces that gold keeps as printed cost nothing; other words do."""
    rows = {
        "title": (gold["article"], "title"),
        "body": (gold["body_paragraphs"], 0),
        "captions": (gold["captions"][0], "caption"),
    }
    row, key = rows[table]
    row[key] = f"&nbsp;{row[key]} &#8203;"
    assert compare([read(record)]).errors == ()
    row[key] += "&ndash; thêm"
    assert {error.field for error in compare([read(record)]).errors} == {table}


def test_rows_are_paired_so_that_most_fit() -> None:
    """A row with several right answers does not take the only fit of another."""
    pairs, lost, false = pair([{1, 2}, {1}], [1, 2], lambda answers, ours: ours in answers)
    assert (sorted(pairs), lost, false) == ([(0, 1), (1, 0)], [], [])


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_every_row_is_paired_or_left_over_once(gold: list[str], ours: list[str]) -> None:
    """Counts add up: pairs and rest make up both sides."""
    pairs, lost, false = pair(gold, ours, str.__eq__)
    assert sorted([one for one, _ in pairs] + lost) == list(range(len(gold)))
    assert sorted([other for _, other in pairs] + false) == list(range(len(ours)))


@given(st.text(max_size=30), st.text(max_size=30))
def test_half_of_the_union_does_not_depend_on_the_order(one: str, other: str) -> None:
    """The measure is symmetric, and a text agrees with itself."""
    assert half_shared(one, other) == half_shared(other, one)
    assert half_shared(one, one)
