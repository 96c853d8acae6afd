"""Archives and datasets in an object store: read, published, loaded, and when it fails."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
import threading
import time

import pytest

from govnews import load
from govnews.cli import main
from govnews.dataset import open_run
from govnews.dataset.compaction import compact
from govnews.errors import DatasetError, StorageError
from govnews.model import TABLES
from govnews.storage.published import publish
from govnews.storage.store import object_store

PLACE = "s3://bucket/vietnam"


def rows(data):
    return {table: data.arrow(table).to_pylist() for table in TABLES}


@pytest.fixture
def dataset(tmp_path, make_archive):
    """A dataset of six articles with its archive."""
    out = tmp_path / "data"
    archive = make_archive(out / "archive" / "one-lamson.warc.gz", range(6))
    assert main(["extract", str(archive), "--out", str(out), "--quiet"]) == 0
    return out


@pytest.fixture
def grow(dataset, make_archive):
    """Adds six articles more."""

    def add():
        archive = make_archive(dataset / "archive" / "two-lamson.warc.gz", range(6, 12))
        assert main(["extract", str(archive), "--out", str(dataset), "--quiet"]) == 0

    return add


def test_what_is_published_is_loaded_whole(store, dataset, capsys):
    """All tables, their history and what the ledger tells are as in the folder."""
    assert main(["publish", str(dataset), PLACE]) == 0
    assert "files put there" in capsys.readouterr().err
    here, there = load(dataset), load(PLACE)
    assert rows(there) == rows(here)
    assert len(there.articles) == 6
    assert there.history().equals(here.history())
    assert there.coverage.equals(here.coverage)
    assert repr(there).startswith(f"<govnews dataset {PLACE}: 6 articles")


def test_only_what_is_new_is_put_there_and_the_manifest_last(store, dataset, grow):
    """Parts and archives never change: each is put there once; readers see it all or not."""
    publish(dataset, PLACE)
    grow()
    store.asked.clear()
    done = publish(dataset, PLACE)
    immutable = len(list((dataset / "versions").iterdir())) + 2
    current = len(list(dataset.glob("*.parquet")))
    assert done.kept == immutable + current - (done.files - 1)
    assert not any("one-lamson" in path for path in store.puts())
    assert store.puts()[-1].endswith("manifest.json")
    assert store.puts()[-2].endswith(".sqlite")
    assert len(load(PLACE).articles) == 12
    store.asked.clear()
    assert publish(dataset, PLACE).files == 1  # the ledger


def test_a_published_article_is_shown_and_quoted(store, dataset):
    """An article, its sentences and joined rows are the same from the store, with few parts fetched."""
    publish(dataset, PLACE)
    here, there = load(dataset), load(PLACE)
    url = here.articles["url"].iloc[0]
    assert str(there.show(url)) == str(here.show(url))
    rows = here.people.head(2)
    assert [there.evidence(row) for row in rows.itertuples()] == [
        here.evidence(row) for row in rows.itertuples()
    ]
    assert there.with_articles(rows).equals(rows.with_articles())
    back = pickle.loads(pickle.dumps(there.people))  # noqa: S301 our own
    assert back.with_articles().equals(here.people.with_articles())


def test_folders_of_a_large_dataset(store, dataset, grow, monkeypatch):
    """Of folders only the files that changed are put there, and only those asked for are fetched."""
    monkeypatch.setattr("govnews.dataset.publish.LIMIT", 2)
    open_run(dataset).close()
    assert (dataset / "articles.parquet").is_dir()
    publish(dataset, PLACE)
    here = load(dataset)
    [portal, *_] = here.articles["portal"]
    store.asked.clear()
    there = load(PLACE, portal=portal, columns=["name"])
    assert there.people.equals(load(dataset, portal=portal, columns=["name"]).people)
    got = [path for method, path in store.asked if method == "GET" and ".parquet" in path]
    assert got
    assert all("/people.parquet/" in path for path in got)
    assert rows(load(PLACE)) == rows(here)
    grow()
    publish(dataset, PLACE)
    assert rows(load(PLACE)) == rows(load(dataset))
    assert publish(dataset, PLACE).files == 1  # the ledger


def test_parts_that_were_compacted_go_once_nobody_can_want_them(store, dataset, grow):
    """Readers of the manifest before still find them; with the one after they are removed."""
    grow()
    publish(dataset, PLACE)
    before = load(PLACE)
    old = set(object_store().ls(f"{PLACE}/versions"))
    compact(dataset)
    publish(dataset, PLACE)
    assert rows(load(PLACE)) == rows(load(dataset)) == rows(before)
    assert set(object_store().ls(f"{PLACE}/versions")) > old
    publish(dataset, PLACE)
    assert old.isdisjoint(object_store().ls(f"{PLACE}/versions"))
    assert len(load(PLACE).history()) == 12


def test_archives_in_the_store_are_read(store, dataset, tmp_path):
    """`govnews extract s3://…` gives the rows of the same archives on the disk."""
    publish(dataset, PLACE)
    for number, source in enumerate((f"{PLACE}/archive", f"{PLACE}/archive/*.warc.gz")):
        out = tmp_path / f"read-{number}"
        assert main(["extract", source, "--out", str(out)]) == 0
        assert rows(load(out)) == rows(load(dataset))


def test_a_store_that_fails_half_way_leaves_the_last_good_state(store, dataset, grow, capsys):
    """An upload that is refused in the middle is told; readers keep what they had; again, it is whole."""
    publish(dataset, PLACE)
    before = rows(load(PLACE))
    grow()
    seen = []
    store.refuses = lambda method, path: (
        method == "PUT" and (seen.append(path) or len(set(seen)) > 2)
    )
    assert main(["publish", str(dataset), PLACE]) == 1
    told = capsys.readouterr().err
    assert "s3://bucket/vietnam/" in told
    assert "run the same command again" in told
    assert rows(load(PLACE)) == before
    store.refuses = lambda method, path: False
    assert main(["publish", str(dataset), PLACE]) == 0
    assert rows(load(PLACE)) == rows(load(dataset))


def test_a_killed_upload_leaves_the_last_good_state(store, dataset, grow):
    """SIGKILL in the middle of an upload: readers have the former state, the next upload is whole."""
    publish(dataset, PLACE)
    before = rows(load(PLACE))
    grow()
    held, reached = threading.Event(), threading.Event()

    def hold(method, path):
        if method == "PUT" and "two-lamson" in path:
            reached.set()
            held.wait(60)
        return False

    store.refuses = hold
    command = [sys.executable, "-m", "govnews", "publish", dataset, PLACE]
    with subprocess.Popen(command) as upload:
        assert reached.wait(60)
        upload.send_signal(signal.SIGKILL)
    held.set()
    assert rows(load(PLACE)) == before
    publish(dataset, PLACE)
    assert rows(load(PLACE)) == rows(load(dataset))


def test_an_upload_that_was_cut_off_is_not_begun_anew(store, dataset, monkeypatch):
    """What it noted as put there is not sent again."""
    monkeypatch.setattr("govnews.storage.published.NOTED", 1)
    store.refuses = lambda method, path: path.endswith(".sqlite")
    with pytest.raises(StorageError):
        publish(dataset, PLACE)
    assert any("one-lamson" in path for path in store.puts())
    store.refuses = lambda method, path: False
    store.asked.clear()
    publish(dataset, PLACE)
    assert not any("one-lamson" in path for path in store.puts())
    assert not object_store().exists(f"{PLACE}/uploading.json")


def test_reading_goes_on_after_the_store_failed(store, dataset, grow, tmp_path, capsys):
    """A store that fails in the middle of a reading ends it with a message; the next call ends it well."""
    grow()
    publish(dataset, PLACE)
    out = tmp_path / "read"
    store.refuses = lambda method, path: method == "GET" and "two-lamson" in path
    command = ["extract", f"{PLACE}/archive", "--out", str(out), "--workers", "1"]
    assert main(command) == 1
    assert "two-lamson.warc.gz" in capsys.readouterr().err
    store.refuses = lambda method, path: False
    assert main(command) == 0
    assert rows(load(out)) == rows(load(dataset))


def test_another_dataset_is_not_mixed_in(store, dataset):
    """What is there under the same name with other content stays, and is told."""
    publish(dataset, PLACE)
    (part,) = (dataset / "archive").glob("*.gz")
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(StorageError, match="another dataset was published here"):
        publish(dataset, PLACE)


def test_a_damaged_object_is_told(store, dataset):
    """Every file that is fetched is held against the manifest's digest."""
    publish(dataset, PLACE)
    parts = object_store()
    (name,) = parts.glob(f"{PLACE}/versions/*-articles.parquet")
    parts.pipe_file(name, b"x" * parts.info(name)["size"])
    with pytest.raises(StorageError, match="is damaged"):
        load(PLACE).history()
    assert rows(load(PLACE)) == rows(load(dataset))


def test_a_current_file_of_another_state_is_passed_over(store, dataset):
    """An upload that was cut off may have replaced a current file: its rows come from the parts."""
    publish(dataset, PLACE)
    object_store().pipe_file(f"{PLACE}/people.parquet", b"of another state")
    object_store().rm_file(f"{PLACE}/captions.parquet")
    assert rows(load(PLACE)) == rows(load(dataset))


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (None, "no dataset here"),
        (b"{", "is damaged"),
        (b"[]", "no manifest"),
        (json.dumps({"format": 99}).encode(), "newer govnews"),
    ],
)
def test_what_is_no_dataset(store, manifest, message):
    """Whatever lies at the address is told in words."""
    if manifest:
        object_store().pipe_file(f"{PLACE}/manifest.json", manifest)
    with pytest.raises(DatasetError, match=message):
        load(PLACE)


@pytest.mark.parametrize(
    "command",
    [
        ["extract", "s3://bucket/nothing"],
        ["publish", "DATA", "bucket/vietnam"],
        ["extract", "s3://bucket/vietnam/archive", "--out", "s3://bucket/other"],
    ],
)
def test_wrong_addresses(store, dataset, command, capsys):
    """What cannot be meant is refused, and no folder is made of it."""
    publish(dataset, PLACE)
    assert main([str(dataset) if word == "DATA" else word for word in command]) == 2
    assert capsys.readouterr().err.startswith("govnews: ")


def test_no_bucket(store, dataset, capsys):
    """A bucket that is not there is named."""
    assert main(["publish", str(dataset), "s3://nowhere/x"]) == 1
    assert "s3://nowhere/x" in capsys.readouterr().err


def test_no_server(store, dataset, monkeypatch):
    """A store that nobody serves is told, soon."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    object_store.cache_clear()
    began = time.monotonic()
    with pytest.raises(StorageError, match="AWS_ENDPOINT_URL"):
        publish(dataset, PLACE)
    assert time.monotonic() - began < 60
    object_store.cache_clear()
