"""Tables as analysts hold them: joined with their articles, filtered, kept, taken to Polars."""

from __future__ import annotations

import copy
import pickle
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import Dataset, load, open_run
from govnews.dataset.tables import ARTICLE_COLUMNS, Table
from govnews.errors import BadInput, DatasetError

EDITED = "Sáng 12/5, xã Lam Sơn hoãn hội nghị."


@pytest.fixture
def data(tmp_path: Path, record) -> Dataset:
    """Five articles; the first was edited, and its title with it."""
    with open_run(tmp_path / "data") as run:
        for number in range(1, 6):
            run.add(record(number))
        run.add(record(1, body=EDITED, title="Hoãn", content_hash="b", day=1))
        run.add(record(1, body=f"{EDITED} Lùi.", title="Lùi", content_hash="c", day=2))
    return load(tmp_path / "data")


def test_rows_get_their_articles(data: Dataset) -> None:
    """Every row, in its order and under its index, with what its article says."""
    joined = data.people.with_articles()
    assert list(joined.columns) == [*data.people.columns, *ARTICLE_COLUMNS]
    assert_frame_equal(joined[data.people.columns], data.people)
    articles = data.articles.set_index("article_id")
    for row in joined.itertuples():
        assert row.title == articles.loc[row.article_id, "title"]
        assert row.published_at == articles.loc[row.article_id, "published_at"]
    for name in ARTICLE_COLUMNS:
        assert joined[name].dtype == data.articles[name].dtype


def test_it_works_after_what_analysts_do(data: Dataset) -> None:
    """Filtered, sorted, sampled, assigned, renamed, copied: still a table, index and order kept."""
    people = data.people
    for rows in (
        people[people["name"] == "Người 2"],
        people.query("person_no > 1"),
        people.sort_values("name", ascending=False),
        people.loc[[7, 3, 3]],
        people.iloc[::2],
        people.sample(4, random_state=1),
        people.assign(office=people["positions"].str[0]).drop(columns="rule"),
        people.set_index("name", drop=False),
        people.reset_index(drop=True).head(2),
        copy.deepcopy(people),
        people[people["name"] == "none"],
    ):
        assert isinstance(rows, Table)
        joined = rows.with_articles(["title"])
        assert joined.index.equals(rows.index)
        assert joined["article_id"].tolist() == rows["article_id"].tolist()
        assert joined["title"].notna().all()


def test_columns_are_chosen(data: Dataset) -> None:
    """By name, lists too; what is there already stays as it is, so asking twice changes nothing."""
    joined = data.awards.with_articles(["authors", "body"])
    assert joined["authors"].tolist() == [["Hà My", "Lê Sơn"]] * 5
    assert_frame_equal(joined.with_articles("body"), joined)
    with pytest.raises(BadInput, match="articles have no column 'titel': did you mean title"):
        data.awards.with_articles(["titel"])


def test_every_table_has_its_articles(data: Dataset) -> None:
    """Changes get the version that they made, states the article as it is now."""
    changes = data.changes.with_articles(["title"])
    assert set(zip(changes["version"], changes["title"], strict=True)) == {(2, "Hoãn"), (3, "Lùi")}
    states = data.states.with_articles(["title"])
    assert sorted(states["title"])[:1] == ["Hội nghị lần thứ 2 của xã Lam Sơn"]
    assert "Lùi" in set(states["title"])
    assert set(data.captions.with_articles()["portal"]) == {"lamson"}


def test_rows_of_former_versions_get_what_these_said(data: Dataset) -> None:
    """The history joins with the title of its own version."""
    joined = data.history("people").with_articles(["title"])
    assert set(joined.loc[joined["version"] == 2, "title"]) == {"Hoãn"}
    assert joined["title"].notna().all()


def test_answers_of_sql_are_joined_too(data: Dataset) -> None:
    """Any rows with an article_id; without one it is told what is missing."""
    rows = data.sql("select article_id, count(*) as n from people group by 1 order by 1")
    joined = rows.with_articles(["title"])
    assert joined["n"].tolist() == [3] * 5
    assert joined["title"].is_unique
    with pytest.raises(BadInput, match="no column article_id"):
        rows[["n"]].with_articles()


def test_merged_rows_say_what_to_call(data: Dataset) -> None:
    """Where pandas gives a table without its dataset, the message names the way."""
    both = pd.concat([data.people, data.people])
    rows = pd.DataFrame(data.people).merge(data.states, on="article_id")
    assert data.with_articles(both, ["title"])["title"].notna().all()
    assert data.with_articles(rows, ["title"])["title"].notna().all()
    lone = Table(data.people.to_dict("list"))
    with pytest.raises(BadInput, match=r"call data\.with_articles\(rows\)"):
        lone.with_articles()


def test_a_pickled_table_finds_its_dataset_again(data: Dataset) -> None:
    """The rows are as they were, small, and join after the pickle too."""
    rows = data.people.head(2)
    kept = pickle.dumps(rows)
    assert len(kept) < 20_000
    back = pickle.loads(kept)  # noqa: S301 our own
    assert_frame_equal(back, rows)
    assert_frame_equal(back.with_articles(), rows.with_articles())


def test_a_pickled_table_outlives_its_dataset(tmp_path: Path, store, record) -> None:
    """Where the dataset is gone the rows are still there; only the join says so."""
    folder = store(record(1))
    kept = pickle.dumps(load(folder).people)
    folder.rename(tmp_path / "elsewhere")
    back = pickle.loads(kept)  # noqa: S301 our own
    assert len(back) == 3
    with pytest.raises(DatasetError, match="no dataset here"):
        back.with_articles()


def test_a_pickled_table_keeps_the_day_of_its_dataset(data: Dataset) -> None:
    """What was loaded as of a day joins as of that day after a pickle."""
    then = load(data.path, as_of="2024-06-01")
    back = pickle.loads(pickle.dumps(then.states))  # noqa: S301 our own
    assert "Lùi" not in set(back.with_articles(["title"])["title"])


def test_tables_equal_dataframes(data: Dataset) -> None:
    """pandas' own comparison takes a table for a DataFrame, whichever stands first."""
    plain = pd.DataFrame(data.people)
    assert type(plain) is pd.DataFrame
    assert_frame_equal(plain, data.people)
    assert_frame_equal(data.people, plain)
    with pytest.raises(AssertionError):
        assert_frame_equal(plain.head(2), data.people)


def test_pandas_works_on_tables_as_ever(data: Dataset) -> None:
    """Counting, grouping, pivoting, exploding, merging, writing: the results of a DataFrame."""
    plain, people = pd.DataFrame(data.people), data.people
    for work in (
        lambda rows: rows.groupby("name").size().reset_index(name="n"),
        lambda rows: rows.groupby(["name", "version"], as_index=False).agg(n=("person_no", "sum")),
        lambda rows: rows.explode("roles").value_counts(["roles"]).to_frame(),
        lambda rows: rows.pivot_table(index="name", columns="version", values="person_no"),
        lambda rows: rows.merge(rows, on=["article_id", "person_no"]),
        lambda rows: rows.describe(),
        lambda rows: rows.T,
        lambda rows: rows.isna(),
        lambda rows: pd.concat([rows, rows], ignore_index=True),
    ):
        assert_frame_equal(work(plain), work(people))
    assert people.to_csv() == plain.to_csv()


def test_polars_gets_the_types(data: Dataset) -> None:
    """Zones, days, lists and nulls as in the table; every row."""
    import polars

    articles = data.to_polars("articles")
    assert articles.schema["published_at"] == polars.Datetime("ms", "Asia/Ho_Chi_Minh")
    assert articles.schema["fetched_at"] == polars.Datetime("ms", "UTC")
    assert articles.schema["event_date"] == polars.Date
    assert articles.schema["authors"] == polars.List(polars.String)
    assert articles["summary"].null_count() == len(articles) == 5
    assert articles["published_at"].to_list() == data.articles["published_at"].tolist()
    assert data.to_polars("people")["roles"].to_list() == data.people["roles"].tolist()
    with pytest.raises(BadInput, match="no table is named 'persons'"):
        data.to_polars("persons")


def test_polars_that_is_missing_is_named(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(DatasetError, match=r"pip install 'govnews\[analysis\]'"):
        data.to_polars("people")


def test_a_large_dataset_is_joined_and_shown_alike(
    tmp_path: Path, record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the tables are folders of files: two runs, rows with their articles, an article by its id."""
    monkeypatch.setattr("govnews.dataset.publish.LIMIT", 2)
    for day in (0, 1):
        with open_run(tmp_path) as run:
            for number in range(1, 6):
                run.add(record(number, body=f"{EDITED} {day}", content_hash=f"h{day}", day=day))
    assert (tmp_path / "people.parquet").is_dir()
    data = load(tmp_path)
    assert data.people.with_articles(["body"])["body"].tolist() == [f"{EDITED} 1"] * 15
    assert set(data.history("people").with_articles(["body"])["body"]) == {
        f"{EDITED} 0",
        f"{EDITED} 1",
    }
    assert "CHANGED SINCE VERSION 1" in str(data.show(data.people["article_id"].iloc[0]))
