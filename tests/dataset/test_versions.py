"""What becomes of a record: new, changed or unchanged, and which version is current."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from govnews.dataset import load, open_run
from govnews.errors import BadInput
from govnews.model import content_hash

EDITED = "Sáng 12/5, xã Lam Sơn hoãn hội nghị."


def test_first_sight_is_new(store, record):
    """An article never seen is stored as version 1."""
    articles = load(store(record(1))).articles
    assert articles["version"].tolist() == [1]


def test_the_dataset_counts_the_versions(tmp_path, record):
    """Whatever version the record claims, an edit adds one to what is stored, in and across runs."""
    with open_run(tmp_path) as run:
        assert run.add(record(1, version=9)) == "new"
        assert run.add(record(1)) == "unchanged"
        assert run.add(record(1, body=EDITED, content_hash="b", day=1)) == "changed"
    with open_run(tmp_path) as run:
        assert run.add(record(1, body=EDITED, content_hash="b", day=2)) == "unchanged"
        assert run.add(record(1, body="Tin.đã.sửa", content_hash="c", day=3)) == "changed"
    dataset = load(tmp_path)
    assert dataset.articles["version"].tolist() == [3]
    assert dataset.history()["version"].tolist() == [1, 2, 3]
    assert set(dataset.people["version"]) == {3}


def test_an_edit_back_is_a_version_of_its_own(tmp_path, record):
    """A → B → A, each fetched later than the last, makes three versions."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        run.add(record(1, body=EDITED, content_hash="b", day=1))
        assert run.add(record(1, day=2)) == "changed"
    assert load(tmp_path).articles["version"].tolist() == [3]


def test_an_old_page_met_again_changes_nothing(tmp_path, record):
    """Reading the archive of an older fetch again leaves the newer version current."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        run.add(record(1, body=EDITED, content_hash="b", day=1))
        assert run.add(record(1)) == "unchanged"
        assert run.add(record(1, fetched_at=None)) == "unchanged"
    assert load(tmp_path).articles["body"].tolist() == [EDITED]


def test_an_old_page_met_late_is_kept_but_not_current(tmp_path, record):
    """A page fetched before the current version becomes history, not the present."""
    with open_run(tmp_path) as run:
        run.add(record(1, day=5))
        assert run.add(record(1, body=EDITED, content_hash="b", day=1)) == "changed"
        assert run.add(record(1, body="Mới nhất", content_hash="c", day=6)) == "changed"
    dataset = load(tmp_path)
    assert dataset.articles["body"].tolist() == ["Mới nhất"]
    assert dataset.articles["version"].tolist() == [3]
    assert len(dataset.history()) == 3


def test_another_parser_alone_changes_nothing(tmp_path, record):
    """The same content read by another parser or fetched at another time is unchanged."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        assert run.add(record(1, day=3, parser="9.9/other")) == "unchanged"
    assert load(tmp_path).articles["parser"].tolist() == ["0.1.0/test"]


def test_a_better_reading_replaces_facts_under_the_same_version(tmp_path, record):
    """`reread` keeps the version and replaces every table's rows; equal readings store nothing."""
    first = record(1)
    better = dataclasses.replace(first, people=first.people[:1])
    with open_run(tmp_path) as run:
        run.add(first)
    with open_run(tmp_path) as run:
        assert run.add(better) == "unchanged"
        assert run.finish().rows["articles"] == 0
    with open_run(tmp_path) as run:
        assert run.add(better, reread=True) == "unchanged"
        assert run.finish().rows["people"] == 1
    with open_run(tmp_path) as run:
        run.add(better, reread=True)
        assert run.finish().rows["people"] == 0
    dataset = load(tmp_path)
    assert dataset.articles["version"].tolist() == [1]
    assert len(dataset.people) == 1
    assert len(dataset.history("people")) == 1


def test_reading_the_same_pages_again_settles(tmp_path, record):
    """Two pages that show one article differently do not take each other's place for ever."""
    pages = [record(1), record(1, url="https://lamson.example.vn/in/1", section="Bản in")]
    for _ in range(2):
        with open_run(tmp_path) as run:
            for page in pages:
                run.add(page, reread=True)
            written = run.finish().rows["articles"]
    assert written == 0
    assert load(tmp_path).articles["url"].tolist() == [pages[0].article.url]


def test_the_last_reading_in_a_run_counts(tmp_path, record):
    """A version read twice in one run is one row."""
    first = record(1)
    with open_run(tmp_path) as run:
        run.add(first)
        run.add(dataclasses.replace(first, awards=()), reread=True)
    dataset = load(tmp_path)
    assert len(dataset.articles) == 1
    assert len(dataset.awards) == 0


def test_a_copy_that_lacks_the_date_is_no_edit(tmp_path, record):
    """Whichever copy comes first, one version with the date is left, in a run and across runs."""
    dated, bare = hashed(record(1)), hashed(record(1, published_at=None, url="https://a.vn/ban-2"))
    for name, pages in (("one", (dated, bare)), ("two", (bare, dated))):
        for _ in range(2):
            with open_run(tmp_path / name) as run:
                said = {run.add(page, reread=True) for page in pages}
        assert said == {"unchanged"}
        history = load(tmp_path / name).history()
        assert history["version"].tolist() == [1]
        assert history["published_at"].tolist() == [dated.article.published_at]
        assert history["content_hash"].tolist() == [dated.article.content_hash]
        assert len(load(tmp_path / name).people) == 3


def test_another_date_is_an_edit(tmp_path, record):
    """A date that changes is told; only one that is missing is not."""
    with open_run(tmp_path) as run:
        run.add(hashed(record(1)))
        moved = record(1).article.published_at + timedelta(days=1)
        assert run.add(hashed(record(1, published_at=moved, day=1))) == "changed"


def hashed(record):
    """The record with its own content hash."""
    article = record.article
    captions = tuple(caption.caption for caption in record.captions)
    told = content_hash(
        article.title, article.summary, article.body, captions, article.published_at
    )
    return dataclasses.replace(record, article=dataclasses.replace(article, content_hash=told))


def test_what_is_remembered(tmp_path, record):
    """`known` and `known_url` tell version, hash and times, in the run and in later ones."""
    canonical = record(1).article.article_id
    with open_run(tmp_path) as run:
        assert run.known(canonical) is None
        run.add(record(1, url="https://m.lamson.example.vn/1"))
        assert run.known(canonical).version == 1
    with open_run(tmp_path) as run:
        run.add(record(1, day=4))
        seen = run.known_url("https://m.lamson.example.vn/1")
        assert seen == run.known(canonical)
    assert seen.content_hash == record(1).article.content_hash
    assert seen.first_seen == datetime(2024, 6, 1, 2, tzinfo=UTC)
    assert seen.last_seen == datetime(2024, 6, 5, 2, tzinfo=UTC)
    assert seen.published_at == record(1).article.published_at
    assert seen.published_at.utcoffset().total_seconds() == 7 * 3600


def test_mark_seen(tmp_path, record):
    """An article that the portal says is unchanged is seen now; an unknown one cannot be."""
    known = record(1).article.article_id
    before = datetime.now(UTC).replace(microsecond=0)
    with open_run(tmp_path) as run:
        run.add(record(1))
        with pytest.raises(BadInput, match="not in the dataset"):
            run.mark_seen("0" * 16)
        run.mark_seen(known)
        assert run.known(known).last_seen >= before
        assert run.finish().unchanged == 1


def test_order_of_the_tables(store, record):
    """Articles by publication time, undated ones last, then by id; rows by article and number."""
    numbers = [5, 3, 30, 8, 1, 12]
    records = [record(n) for n in numbers] + [record(99, published_at=None, content_hash="x")]
    dataset = load(store(*records))
    expected = sorted(records[:-1], key=lambda r: (r.article.published_at, r.article.article_id))
    ids = [r.article.article_id for r in [*expected, records[-1]]]
    assert dataset.articles["article_id"].tolist() == ids
    assert dataset.people["article_id"].tolist() == [i for i in ids for _ in range(3)]
    assert dataset.people["person_no"].tolist() == [1, 2, 3] * len(ids)


def test_an_old_page_without_a_date_is_the_version_that_has_it(tmp_path, record):
    """Reading an archive again after a kill must not make versions of what was known."""
    from datetime import datetime

    from govnews.model import HANOI, content_hash

    def shown(text, day, url, date):
        captions = tuple(caption.caption for caption in record(1).captions)
        title, summary = record(1).article.title, record(1).article.summary
        digest = content_hash(title, summary, text, captions, date)
        return record(1, body=text, day=day, url=url, published_at=date, content_hash=digest)

    dated = datetime(2023, 12, 11, 8, tzinfo=HANOI)
    one, other = "https://lamson.example.vn/1", "https://lamson.example.vn/vi/1"
    pages = [
        shown("Bản một", 1, one, None),
        shown("Bản một", 2, other, dated),
        shown("Bản hai", 3, one, None),
        shown("Bản hai", 4, other, dated),
    ]
    with open_run(tmp_path) as run:
        first = [run.add(page, reread=True) for page in pages]
    with open_run(tmp_path) as run:
        again = [run.add(page, reread=True) for page in pages]
    assert first == ["new", "unchanged", "changed", "unchanged"]
    assert again == ["unchanged"] * 4
    assert len(load(tmp_path).history()) == 2
