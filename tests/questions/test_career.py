"""An official's offices over time: spellings, changes, and people who share a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from govnews.dataset import Dataset
from govnews.model import Record
from govnews.questions import career

Make = Callable[..., Record]
Store = Callable[..., Dataset]

CHAIR, SECRETARY = "Chủ tịch UBND thành phố Hải Phòng", "Bí thư Thành ủy Hải Phòng"


def offices(found: pd.DataFrame) -> list[Any]:
    """The offices of an answer, in its order."""
    return [None if pd.isna(office) else office for office in found["office"]]


def test_an_office_has_its_first_and_last_article_with_the_words(
    article: Make, dataset: Store
) -> None:
    """One row an office: days, count, portals, and both ends lead to the article and its words."""
    held = [("Lê Tiến Châu", [SECRETARY])]
    records = [
        article(n, day, held) for n, day in enumerate(("2023-05-01", "2022-01-03", "2024-02-02"))
    ]
    [row] = dataset(*records).career("Lê Tiến Châu").to_dict("records")
    assert (row["office"], row["articles"], row["portals"]) == (SECRETARY, 3, ["lamson"])
    assert (row["first_seen"], row["last_seen"]) == (date(2022, 1, 3), date(2024, 2, 2))
    ids = [record.article.article_id for record in records]
    assert (row["first_article_id"], row["last_article_id"]) == (ids[1], ids[2])
    assert row["article_ids"] == [ids[2], ids[0], ids[1]]
    body = records[1].article.body
    words = body[row["first_evidence_start"] : row["first_evidence_end"]]
    assert words == row["first_evidence_text"] == "Lê Tiến Châu"
    assert row["first_version"] == 1
    assert row["change"] == "first"


@pytest.mark.parametrize("asked", ["Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", "nguyễn thị hòa"])
def test_a_name_is_the_same_in_any_case_and_style_of_tone_marks(
    article: Make, dataset: Store, asked: str
) -> None:
    """`Hoà`, `Hòa` and `HÒA` are one; `Hóa` and `Hoa` are other names."""
    names = ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "Nguyễn Thị Hóa", "Nguyễn Thị Hoa")
    found = career(
        dataset(*(article(n, "2023-01-01", [(name, [CHAIR])]) for n, name in enumerate(names))),
        asked,
    )
    assert [int(n) for n in found["articles"]] == [2]


def test_rows_of_an_old_release_without_keys_are_found(
    article: Make, dataset: Store, without_keys: Callable[[Record], Record]
) -> None:
    """A row without a key is found by its name, in any case and either style of tone marks."""
    records = [
        article(n, "2023-01-01", [(name, [CHAIR])]) for n, name in enumerate(("Lý Hoà", "LÝ HÒA"))
    ]
    found = career(dataset(*map(without_keys, records)), "Lý Hòa")
    assert int(found["articles"].sum()) == 2


def test_spellings_of_one_office_are_one_row(article: Make, dataset: Store) -> None:
    """Abbreviations, a missing province and a shortened form are the same office."""
    told = ["Phó Giám đốc Sở Y tế Hải Phòng", "PGĐ Sở Y tế", "Phó Giám đốc Sở"]
    records = [
        article(n, f"2023-0{n + 1}-01", [("Vũ An Khang", [office])])
        for n, office in enumerate(told)
    ]
    found = career(dataset(*records), "Vũ An Khang")
    assert sorted(found["spellings"].iloc[0]) == sorted(told)
    assert int(found["articles"].iloc[0]) == 3
    assert len(found) == 1


def test_a_new_office_at_the_same_body_replaces_the_one_before(
    article: Make, dataset: Store
) -> None:
    """The chair who becomes secretary of the same city replaces the first office by the second."""
    records = [
        article(1, "2021-01-01", [("Trần Lưu Quang", [CHAIR])]),
        article(2, "2022-01-01", [("Trần Lưu Quang", [CHAIR])]),
        article(3, "2022-06-01", [("Trần Lưu Quang", [SECRETARY])]),
        article(4, "2022-07-01", [("Trần Lưu Quang", [SECRETARY, "Đại biểu Quốc hội"])]),
    ]
    found = career(dataset(*records), "Trần Lưu Quang").set_index("office")
    assert found.loc[CHAIR, "change"] == "first"
    assert (found.loc[SECRETARY, "change"], found.loc[SECRETARY, "replaces"]) == ("replaces", CHAIR)
    assert found.loc[CHAIR, "overlaps"] == []
    assert found.loc["Đại biểu Quốc hội", "change"] == "beside"
    assert found.loc["Đại biểu Quốc hội", "overlaps"] == [SECRETARY]
    assert found["may_be"].isna().all()


def test_a_former_office_is_a_row_of_its_own(article: Make, dataset: Store) -> None:
    """`nguyên Chủ tịch …` is no sight of the office itself, and no change."""
    records = [
        article(1, "2021-01-01", [("Đỗ Trung Thoại", [CHAIR])]),
        article(2, "2024-01-01", [("Đỗ Trung Thoại", [f"nguyên {CHAIR}"])]),
    ]
    found = career(dataset(*records), "Đỗ Trung Thoại")
    assert found["former"].tolist() == [False, True]
    assert found["last_seen"].tolist() == [date(2021, 1, 1), date(2024, 1, 1)]
    assert found["change"].isna().tolist() == [False, True]
    assert found["person"].tolist() == [1, 1]


def test_offices_in_two_provinces_at_one_time_are_two_people(article: Make, dataset: Store) -> None:
    """Namesakes are told apart where one person cannot hold both offices, and both rows say so."""
    other = "Chủ tịch UBND tỉnh Cà Mau"
    records = [
        article(1, "2022-01-01", [("Nguyễn Văn Hùng", [CHAIR])]),
        article(2, "2022-06-01", [("Nguyễn Văn Hùng", [other])], province="Cà Mau"),
        article(3, "2023-01-01", [("Nguyễn Văn Hùng", [CHAIR])]),
    ]
    found = career(dataset(*records), "Nguyễn Văn Hùng").set_index("office")
    assert found["person"].to_dict() == {CHAIR: 1, other: 2}
    assert "likely another person" in found.loc[other, "may_be"]
    assert "Cà Mau" in found.loc[CHAIR, "may_be"]


def test_a_province_that_only_the_article_gives_makes_a_weaker_doubt(
    article: Make, dataset: Store
) -> None:
    """A bare office in an article about another province may be a guest's: it is said so."""
    records = [
        article(1, "2022-01-01", [("Nguyễn Văn Hùng", ["Giám đốc Sở Y tế"])]),
        article(2, "2022-06-01", [("Nguyễn Văn Hùng", ["Giám đốc Sở Y tế"])], province="Cà Mau"),
        article(3, "2023-01-01", [("Nguyễn Văn Hùng", ["Giám đốc Sở Y tế"])]),
    ]
    found = career(dataset(*records), "Nguyễn Văn Hùng")
    assert found["person"].tolist() == [1, 2]
    assert found["may_be"].str.contains("only that of the article").all()


def test_offices_one_after_the_other_that_nothing_links_are_one_person_with_a_doubt(
    article: Make, dataset: Store
) -> None:
    """A move to another province is no proof of two people, nor of one: the later row says so."""
    records = [
        article(
            1,
            "2019-01-01",
            [("Lê Tiến Châu", ["Chủ tịch UBND tỉnh Hậu Giang"])],
            province="Hậu Giang",
        ),
        article(2, "2022-01-01", [("Lê Tiến Châu", [SECRETARY])]),
    ]
    found = career(dataset(*records), "Lê Tiến Châu")
    assert found["person"].tolist() == [1, 1]
    assert found["may_be"].isna().tolist() == [True, False]
    assert "may be another person" in found["may_be"].iloc[1]


def test_an_article_that_names_both_offices_links_them(article: Make, dataset: Store) -> None:
    """What one article gives to one name is one person's, without a doubt."""
    before = "Chủ tịch UBND tỉnh Hậu Giang"
    records = [
        article(1, "2019-01-01", [("Lê Tiến Châu", [before])], province="Hậu Giang"),
        article(2, "2022-01-01", [("Lê Tiến Châu", [before, SECRETARY])]),
        article(3, "2023-01-01", [("Lê Tiến Châu", [SECRETARY])]),
    ]
    found = career(dataset(*records), "Lê Tiến Châu")
    assert found["person"].tolist() == [1, 1]
    assert found["may_be"].isna().all()


def test_the_merger_of_provinces_makes_no_second_person(article: Make, dataset: Store) -> None:
    """The same body of a province that was merged, before and after 2025-07-01, is one person's."""
    records = [
        article(
            1,
            "2025-03-01",
            [("Trần Văn Quân", ["Giám đốc Sở Y tế Hải Dương"])],
            province="Hải Dương",
        ),
        article(2, "2025-09-01", [("Trần Văn Quân", ["Giám đốc Sở Y tế Hải Phòng"])]),
    ]
    found = career(dataset(*records), "Trần Văn Quân")
    assert found["province"].tolist() == ["Hải Dương", "Hải Phòng"]
    assert found["person"].tolist() == [1, 1]
    assert found["may_be"].isna().all()


def test_articles_without_an_office_or_a_date_are_counted(article: Make, dataset: Store) -> None:
    """A bare mention is a row without office; an undated office has null days and its article."""
    records = [
        article(1, "2022-01-01", [("Bùi Thị Mai", [])]),
        article(2, None, [("Bùi Thị Mai", ["Giáo viên"])]),
    ]
    found = career(dataset(*records), "Bùi Thị Mai")
    assert sorted(map(str, offices(found))) == ["Giáo viên", "None"]
    undated = found[found["office"].notna()].iloc[0]
    assert pd.isna(undated["first_seen"])
    assert undated["first_article_id"] == records[1].article.article_id
    assert found["person"].tolist() == [1, 1]


def test_an_unknown_name_and_an_empty_dataset_give_no_rows_of_the_same_types(
    article: Make, dataset: Store
) -> None:
    """The columns and their types do not depend on whether there are rows."""
    some = dataset(article(1, "2022-01-01", [("Bùi Thị Mai", ["Giáo viên"])]))
    full, empty = career(some, "Bùi Thị Mai"), career(some, "Ai Đó")
    assert len(full) == 1
    assert empty.empty
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()


def test_a_name_with_a_quote_is_only_a_name(article: Make, dataset: Store) -> None:
    """What a person wrote never becomes a part of the query."""
    some = dataset(article(1, "2022-01-01", [("H'Lim Niê", ["Giáo viên"])]))
    assert len(career(some, "H'Lim Niê")) == 1
    assert career(some, "' or true --").empty
