"""Who spoke, who was honoured, what took place: counts that lead back to their articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from govnews import questions
from govnews.dataset import Dataset
from govnews.errors import BadInput
from govnews.lexicon.tables import table
from govnews.model import Record

Make = Callable[..., Record]
Store = Callable[..., Dataset]


def test_speeches_are_counted_by_person_with_offices_and_articles(
    article: Make, dataset: Store
) -> None:
    """Two spellings of a name are one person; a row names its articles, the newest first."""
    records = [
        article(1, "2023-01-01", [("Lý Thị Hoà", ["Giám đốc Sở Y tế"])],
                speeches=[("Lý Thị Hoà", "opening"), ("Lý Thị Hoà", "closing")]),
        article(2, "2024-01-01", [("Lý Thị Hòa", ["Giám đốc Sở Y tế"])], speeches=[("Lý Thị Hòa", "opening")]),
        article(3, "2024-01-02", [("Vũ An", [])], speeches=[("Vũ An", "report")]),
    ]  # fmt: skip
    rows = questions.speeches(dataset(*records)).to_dict("records")
    assert [(r["name"], r["speeches"], r["articles"]) for r in rows] == [
        ("Lý Thị Hòa", 3, 2),
        ("Vũ An", 1, 1),
    ]
    assert rows[0]["offices"] == ["Giám đốc Sở Y tế"]
    assert rows[0]["article_ids"] == [records[1].article.article_id, records[0].article.article_id]
    assert (rows[0]["first_day"], rows[0]["last_day"]) == (date(2023, 1, 1), date(2024, 1, 1))


def test_speeches_are_counted_by_several_columns(article: Make, dataset: Store) -> None:
    """Kind and year together; what the article does not say stays null."""
    records = [
        article(
            1, "2023-01-01", [("Vũ An", [])], speeches=[("Vũ An", "report")], venue="Nhà văn hóa"
        ),
        article(2, None, [("Vũ An", [])], speeches=[("Vũ An", "report")]),
    ]
    found = questions.speeches(dataset(*records), ("venue", "year"))
    assert found["speeches"].tolist() == [1, 1]
    assert found["venue"].dropna().tolist() == ["Nhà văn hóa"]
    assert found["year"].dropna().tolist() == [2023]


def test_a_name_with_offices_in_two_provinces_at_one_time_is_marked(
    article: Make, dataset: Store
) -> None:
    """A count by name says where several people may stand behind it, and else nothing."""
    held = {"Hải Phòng": ("2023-01-01", "2023-09-01"), "Cà Mau": ("2023-05-01",)}
    records = [
        article(n, day, [("Lê Nam", ["Giám đốc Sở Y tế"]), ("Vũ An", [])], province=province,
                speeches=[("Lê Nam", "report"), ("Vũ An", "report")])
        for n, (province, day) in enumerate((p, d) for p, days in held.items() for d in days)
    ]  # fmt: skip
    found = questions.speeches(dataset(*records)).set_index("name")
    assert "Cà Mau" in found.loc["Lê Nam", "may_be"]
    assert found["may_be"].isna()["Vũ An"]


def test_awards_count_rows_and_recipients_apart(article: Make, dataset: Store) -> None:
    """A group counts as many as it says; one that does not say is counted apart, never guessed."""
    group = {"recipient_kind": "group"}
    records = [
        article(1, "2023-01-01", awards=[
            {**group, "recipient": "12 tập thể", "recipient_count": 12},
            {**group, "recipient": "các cá nhân"},
            {"recipient": None, "recipient_kind": "organisation"},
            {},
        ])
    ]  # fmt: skip
    [row] = questions.awards(dataset(*records)).to_dict("records")
    assert (row["rows"], row["recipients"], row["uncounted"], row["articles"]) == (4, 13, 2, 1)
    assert row["article_ids"] == [records[0].article.article_id]


def test_what_was_only_proposed_or_revoked_is_no_award_given(article: Make, dataset: Store) -> None:
    """Every status has rows of its own, whatever is counted by, those granted first."""
    states = ["revoked", "granted", "proposed"]
    records = [article(n, "2023-01-01", awards=[{"status": s}]) for n, s in enumerate(states)]
    found = questions.awards(dataset(*records), "year")
    assert found["status"].tolist() == ["granted", "proposed", "revoked"]
    assert found["rows"].tolist() == [1, 1, 1]


def test_grantors_are_counted_by_their_keys_and_shown_by_name(
    article: Make, dataset: Store
) -> None:
    """Two spellings of one grantor are one row, with the newest spelling."""
    key = "ủy ban nhân dân/hải phòng"
    records = [
        article(n, f"2023-01-0{n}", awards=[{"grantor": said, "grantor_organisation_key": key}])
        for n, said in ((1, "UBND TP"), (2, "UBND thành phố"))
    ]
    [row] = questions.awards(dataset(*records), "grantor").to_dict("records")
    assert (row["grantor"], row["grantor_name"], row["rows"]) == (key, "UBND thành phố", 2)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hội nghị tổng kết công tác năm 2023", "conference"),
        ("Hội nghị đối thoại với thanh niên", "seminar"),
        ("Toạ đàm về chuyển đổi số", "seminar"),
        ("Lễ công bố Quyết định", "ceremony"),
        ("Lễ hội Lồng tồng năm 2024", "festival"),
        ("“Ngày hội Đại đoàn kết”", "festival"),
        ("KỲ HỌP THỨ 14, HĐND tỉnh", "session"),
        ("họp báo tháng 4", "press"),
        ("họp tổng kết", "meeting"),
        ("tiếp xúc cử tri xã Tân Lập", "voters"),
        ("Đoàn công tác của Bộ Y tế", "visit"),
        ("Leng keng", "other"),
    ],
)
def test_the_kind_of_an_event_is_told_by_the_head_of_its_name(
    article: Make, dataset: Store, name: str, kind: str
) -> None:
    """The longest entry of the table at the head of the name counts, in any case and tone style."""
    found = questions.events(dataset(article(1, "2023-01-01", event_name=name)), "kind")
    assert found["kind"].tolist() == [kind]


def test_every_kind_of_event_has_words_and_no_word_has_two_kinds() -> None:
    """The table of kinds is unambiguous."""
    listed = [entry for section in table("event_kinds").values() for entry in section.entries]
    assert len(listed) == len(set(listed))
    assert set(questions.EVENT_KINDS) == {*table("event_kinds"), "other"}


def test_events_have_the_province_of_their_day_and_that_of_today(
    article: Make, dataset: Store
) -> None:
    """Hải Dương before the merger is Hải Dương as it was, and Hải Phòng as it is."""
    records = [
        article(1, "2025-06-30", province="Hải Dương", province_now="Hải Phòng", event_name="Lễ A"),
        article(2, "2025-07-02", province="Hải Phòng", province_now="Hải Phòng", event_name="Lễ B"),
    ]
    some = dataset(*records)
    assert sorted(questions.events(some, "province")["province"]) == ["Hải Dương", "Hải Phòng"]
    [now] = questions.events(some, "province_now").to_dict("records")
    assert (now["province_now"], now["events"]) == ("Hải Phòng", 2)


def test_several_articles_of_one_event_are_one_event(article: Make, dataset: Store) -> None:
    """Name, day and province make an event; its month is that of the event, not of the article."""
    told = {"event_name": "Lễ hội Đền Hùng", "event_date": date(2024, 3, 31)}
    records = [article(n, "2024-04-01", **told) for n in (1, 2)]
    records.append(
        article(3, "2024-04-20", event_name="Lễ hội Đền Hùng", event_date=date(2024, 4, 19))
    )
    records.append(article(4, "2024-04-21"))
    found = questions.events(dataset(*records), "month")
    assert sorted(zip(found["month"], found["events"], found["articles"], strict=True)) == [
        (date(2024, 3, 1), 1, 2),
        (date(2024, 4, 1), 1, 1),
    ]


@pytest.mark.parametrize(
    "ask",
    [
        questions.speeches,
        questions.awards,
        questions.events,
        questions.edits,
        questions.coverage,
        questions.gaps,
        questions.together,
    ],
)
def test_an_empty_dataset_has_an_answer_without_rows(
    dataset: Store, ask: Callable[..., object]
) -> None:
    """No question fails for want of articles, and the columns are there."""
    found = ask(dataset())
    assert len(found) == 0  # type: ignore[arg-type]
    assert len(found.columns) > 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("ask", [questions.speeches, questions.awards, questions.events])
def test_a_column_that_cannot_be_counted_by_is_refused(
    dataset: Store, ask: Callable[..., object]
) -> None:
    """The message names the column and those there are."""
    with pytest.raises(BadInput, match=r"cannot count by colour: choose of .*portal"):
        ask(dataset(), ("kind", "colour"))


def test_an_answer_is_of_the_portals_and_days_that_were_loaded(
    article: Make, dataset: Store
) -> None:
    """The dataset's own filters hold for every question."""
    records = [
        article(1, "2023-01-01", [("Vũ An", [])], speeches=[("Vũ An", "report")]),
        article(2, "2024-01-01", [("Vũ An", [])], speeches=[("Vũ An", "report")]),
        article(3, "2024-01-01", [("Vũ An", [])], speeches=[("Vũ An", "report")], portal="khac"),
    ]
    some = dataset(*records, portal="lamson", since="2023-06-01")
    assert questions.speeches(some)["speeches"].tolist() == [1]
    assert some.career("Vũ An")["articles"].tolist() == [1]
