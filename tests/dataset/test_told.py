"""Changes, states and coverage, and a dataset as it was known at a time."""

from __future__ import annotations

import dataclasses
import signal
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from pandas.testing import assert_frame_equal

from govnews.dataset import entries, load, open_run, read_csv, writer
from govnews.dataset.rows import CHANGE_KINDS, LEDGER_TABLES, STATES
from govnews.errors import BadInput
from govnews.model import content_hash

FIRST = "Sáng 12/5, xã Lam Sơn trao giấy khen cho 12 tập thể trong hội nghị."
SECOND = FIRST.replace("12 tập thể", "15 tập thể")
PORTAL = "lamson"


def edition(record, body, day=0, number=1, **fields):
    """Article `number` as the portal showed it on a day, with the hash of its text."""
    made = record(number, body=body, day=day, **fields)
    article = made.article
    told = content_hash(article.title, None, body, ("Toàn cảnh", None), article.published_at)
    article = dataclasses.replace(article, content_hash=told)
    return dataclasses.replace(made, article=article)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time at which a run notes what it sees, in days after the first fetch."""

    def at(day: float) -> str:
        told = (datetime(2024, 6, 1, 2, tzinfo=UTC) + timedelta(days=day)).isoformat()
        for module in (entries, writer):
            monkeypatch.setattr(module, "now", lambda: told)
        monkeypatch.setattr("govnews.dataset.commit.now", lambda: told)
        return told

    return at


def test_an_edit_is_one_row(store, record):
    """The changed figure, with what stood there before, when it was noticed and of what kind."""
    store(edition(record, FIRST))
    changes = load(store(edition(record, SECOND, day=3))).changes
    (row,) = changes.to_dict("records")
    assert (row["version"], row["field"], row["kind"]) == (2, "body", "number")
    assert ("12 tập thể" in row["before"], "15 tập thể" in row["after"]) == (True, True)
    assert row["noticed_at"] == datetime(2024, 6, 4, 2, tzinfo=UTC)
    assert row["kind"] in CHANGE_KINDS


def test_another_parser_in_the_portals_place_is_told(store, record):
    """A version read by another parser than the one before carries that parser's name."""
    store(edition(record, FIRST))
    changes = load(store(edition(record, SECOND, day=3, parser="0.2.0/test"))).changes
    assert changes["parser_before"].tolist() == ["0.1.0/test"]


def test_reading_the_same_page_again_is_no_edit(store, record):
    """A newer parser's other text of one and the same answer takes the old one's place."""
    store(edition(record, FIRST))
    folder = store(edition(record, SECOND, day=3))
    with open_run(folder) as run:
        newer = [edition(record, f"{text} Thêm.", day, parser="0.2.0/test")
                 for text, day in ((FIRST, 0), (SECOND, 3))]  # fmt: skip
        assert [run.add(page, reread=True) for page in newer] == ["unchanged", "unchanged"]
    dataset = load(folder)
    assert dataset.history()["body"].tolist() == [f"{FIRST} Thêm.", f"{SECOND} Thêm."]
    assert dataset.articles["version"].tolist() == [2]
    assert dataset.changes["kind"].tolist() == ["number"]
    assert dataset.changes["parser_before"].isna().all()
    with open_run(folder) as run:
        run.add(newer[0], reread=True)
        assert run.finish().rows["articles"] == 0


def test_a_false_edit_goes_when_a_better_reading_finds_none(store, record):
    """Two versions that a better parser reads alike have no change between them any more."""
    store(edition(record, f"{FIRST} Lượt xem: 5"))
    folder = store(edition(record, f"{FIRST} Lượt xem: 9", day=1))
    assert len(load(folder).changes) == 1
    with open_run(folder) as run:
        for day in (0, 1):
            run.add(edition(record, FIRST, day), reread=True)
    assert len(load(folder).changes) == 0


def test_a_page_older_than_the_first_version_is_compared_in_time(store, record):
    """An archive read late gives the version before the first one: the edit is the first one's."""
    store(edition(record, SECOND, day=3))
    dataset = load(store(edition(record, FIRST)))
    assert dataset.articles["body"].tolist() == [SECOND]
    assert dataset.changes[["version", "kind"]].values.tolist() == [[1, "number"]]


def test_as_of(store, record):
    """Each table shows what had been fetched by the end of the day, or by an exact time."""
    store(edition(record, FIRST), edition(record, FIRST, number=2, day=5))
    folder = store(edition(record, SECOND, day=3))
    then = load(folder, as_of="2024-06-03")
    assert then.articles["body"].tolist() == [FIRST]
    assert (len(then.people), len(then.changes), len(then.states)) == (3, 0, 1)
    assert then.coverage["stored"].sum() == 1
    assert "1 articles" in repr(then)
    assert len(then.history()) == 1
    assert load(folder, as_of=date(2024, 6, 4)).articles["body"].tolist() == [SECOND]
    before, after = ("2024-06-04T01:59:59+00:00", "2024-06-04T09:00:00+07:00")
    assert load(folder, as_of=before).articles["version"].tolist() == [1]
    assert load(folder, as_of=after).articles["version"].tolist() == [2]
    assert len(load(folder, as_of="2023-01-01").articles) == 0
    late = load(folder, as_of="2100-01-01")
    for table in ("articles", "people", "captions", *LEDGER_TABLES):
        assert_frame_equal(getattr(late, table), getattr(load(folder), table))


@pytest.mark.parametrize(
    "moment",
    ["last week", "2024-13-01", "2024-06-04T10:00:00", datetime(2024, 6, 4)],  # noqa: DTZ001
)
def test_as_of_is_never_guessed(store, record, moment):
    """What is no day, and a time without its offset, is refused."""
    folder = store(record(1))
    with pytest.raises(BadInput, match="as_of"):
        load(folder, as_of=moment)


def walk(folder, listed, clock, day, *, missed=(), **ended):
    """A run over the portal that lists some articles and cannot have others."""
    clock(day)
    with open_run(folder) as run:
        run.note_listed(PORTAL, [(f"bai-{n}", None, [url(n)]) for n in listed])
        for number, outcome in missed:
            run.note_missed(PORTAL, f"bai-{number}", outcome, url(number), "https://x.vn/moi")
        if ended:
            run.note_walk(PORTAL, **ended)


def url(number):
    return f"https://lamson.example.vn/tin-tuc/bai-{number}"


def states(folder, **options):
    found = load(folder, **options).states
    assert set(found["state"]) <= set(STATES)
    return found["state"].tolist()


def test_absence_is_told_by_what_showed_it(store, record, clock):
    """A 404, a 410, a refusal and a failed request are four different things."""
    clock(0)
    folder = store(*(record(number, article_id=f"{number}") for number in (1, 2, 3, 4, 5)))
    missed = [(1, "not_found"), (2, "gone"), (3, "blocked"), (4, "redirected"), (5, "failed")]
    walk(folder, range(1, 6), clock, 1, missed=missed)
    assert states(folder) == ["not_found", "gone", "blocked", "redirected", "seen"]
    assert load(folder).states["moved_to"].tolist()[3] == "https://x.vn/moi"
    assert states(folder, as_of="2024-06-01") == ["seen"] * 5
    since = load(folder).states["since"].tolist()
    walk(folder, range(1, 6), clock, 2, missed=missed)
    assert load(folder).states["since"].tolist() == since
    clock(3)
    with open_run(folder) as run:
        run.note_read(PORTAL, "bai-1", "1")
    assert states(folder)[0] == "seen"


def test_what_a_whole_walk_does_not_list_is_unseen_and_may_return(store, record, clock):
    """Only a walk to the end of every list proves that an article is in none of them."""
    clock(0)
    folder = store(record(1), record(2))
    gone = record(2).article.article_id
    walk(folder, [1], clock, 1, complete=True, full=False)
    assert states(folder) == ["seen", "seen"]
    walk(folder, [1], clock, 2, complete=True, full=True)
    found = load(folder).states.set_index("article_id")
    assert found["state"].to_dict() == {record(1).article.article_id: "seen", gone: "unseen"}
    assert found.loc[gone, "since"] == datetime(2024, 6, 3, 2, tzinfo=UTC)
    walk(folder, [1, 2], clock, 3)
    assert states(folder) == ["seen", "seen"]


def test_the_same_content_at_another_address_is_moved(store, record, clock):
    """An article that is gone, whose text stands elsewhere, has moved there."""
    clock(0)
    folder = store(record(1), record(2, content_hash=record(1).article.content_hash))
    walk(folder, [1, 2], clock, 1, missed=[(1, "not_found")])
    walk(folder, [1, 2], clock, 2, missed=[(1, "not_found")])
    found = load(folder).states.set_index("article_id").loc[record(1).article.article_id]
    assert (found["state"], found["moved_to"]) == ("moved", url(2))
    walk(folder, [1, 2], clock, 3, missed=[(2, "gone")])
    assert "gone" in states(folder)


def test_coverage_tells_gaps_in_the_data_from_gaps_in_the_news(store, record, clock):
    """Days with and without articles, missing ones, and how far a whole walk reached."""
    clock(0)
    folder = store(record(1), record(2, published_at=record(2).article.published_at + timedelta(3)))
    clock(1)
    with open_run(folder) as run:
        run.note_listed(PORTAL, [("bai-1", None, [url(1)]), ("bai-9", date(2024, 5, 13), ())])
        run.note_read(PORTAL, "bai-1", record(1).article.article_id)
        run.note_missed(PORTAL, "bai-9", "failed", url(9))
    counts = ["listed", "fetched", "stored", "unchanged", "failed", "known_missing"]
    coverage = load(folder).coverage
    assert coverage["day"].astype(str).tolist() == ["2024-05-12", "2024-05-13", "2024-05-15"]
    assert coverage[counts].values.tolist() == [
        [1, 1, 1, 1, 0, 0],
        [1, 0, 0, 0, 1, 1],
        [0, 0, 1, 1, 0, 0],
    ]
    assert coverage["complete_until"].isna().all()
    walk(folder, [1], clock, 2, complete=True, full=False)
    coverage = load(folder).coverage
    assert len(coverage) == 23, "every day from the first article to the walk"
    assert coverage["day"].is_unique
    assert coverage["complete_until"].astype(str).unique().tolist() == ["2024-06-03 09:00:00+07:00"]
    assert coverage[counts].sum().tolist() == [2, 1, 2, 2, 1, 1]
    walk(folder, [1], clock, 9, complete=False, full=False)
    assert len(load(folder).coverage) == 23, "a walk that broke off covers nothing"


def test_the_files_say_the_same(store, record, clock):
    """Parquet through the ledger and CSV agree for the three tables too."""
    clock(0)
    store(edition(record, FIRST))
    folder = store(edition(record, SECOND, day=1))
    walk(folder, [1, 7], clock, 2, missed=[(1, "gone")], complete=True, full=True)
    dataset = load(folder)
    for table in LEDGER_TABLES:
        told = getattr(dataset, table)
        assert len(told) > 0
        assert_frame_equal(read_csv(folder / "csv" / f"{table}.csv"), told)
    assert dataset.sql("select count(*) n from states join changes using (article_id)")["n"][0] == 1


KILLED = {
    "before the commit": "ledger.Ledger.commit = die\nnote()",
    "after the commit": "ledger.Ledger.commit = die_after(ledger.Ledger.commit)\nnote()",
    "before the files": "from govnews.dataset import publish\npublish._write = die\nnote()",
}
NOTE = """
def note():
    with dataset.open_run(folder) as run:
        run.add(make_record(1, body="Sửa 3", content_hash="b", day=1))
        run.note_listed("lamson", [("bai-2", None, [make_record(2).article.url])])
        run.note_missed("lamson", "bai-2", "gone", make_record(2).article.url)
"""


@pytest.mark.parametrize("moment", KILLED)
def test_a_kill_loses_no_note(moment, tmp_path, process, record):
    """What a killed run noted is there after the next run opened the dataset, whole, and once."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        run.add(record(2))
    assert process(NOTE + KILLED[moment], tmp_path).returncode == -signal.SIGKILL
    assert sorted(states(tmp_path)) in (["gone", "seen"], ["seen", "seen"])
    open_run(tmp_path).close()
    dataset = load(tmp_path)
    assert sorted(dataset.states["state"]) == ["gone", "seen"]
    assert set(dataset.changes["version"]) == {2}
    for table in LEDGER_TABLES:
        assert_frame_equal(read_csv(tmp_path / "csv" / f"{table}.csv"), getattr(dataset, table))


def test_a_dataset_without_the_three_tables_loads_and_is_brought_up_to_date(store, record):
    """A ledger of the first layout reads with empty tables, and gets them with the next run."""
    folder = store(record(1))
    with sqlite3.connect(folder / "ledger.sqlite") as database:
        parts = database.execute("select file, run, name, rows from parts").fetchall()
        for table in ("changes", "leads", "sightings", "walks"):
            database.execute(f"drop table {table}")
        for table in ("partitions", "parts"):
            database.execute(f"drop table {table}")
        for index in ("versions_hash", "seen_partition"):
            database.execute(f"drop index {index}")
        database.execute("alter table seen drop column year")
        database.execute("create table parts (file primary key, run, name, rows)")
        database.executemany("insert into parts values (?, ?, ?, ?)", parts)
        database.execute("alter table versions drop column first_fetched")
        database.execute("update state set value = 'yes'")
        database.execute("pragma user_version = 1")
    database.close()
    old = load(folder)
    assert (len(old.articles), *(len(getattr(old, name)) for name in LEDGER_TABLES)) == (1, 0, 0, 0)
    assert len(load(folder, as_of="2024-06-01").articles) == 1
    store(edition(record, SECOND, day=3))
    new = load(folder)
    assert (len(new.states), new.articles["version"].tolist()) == (1, [2])
    assert len(new.changes) > 0
