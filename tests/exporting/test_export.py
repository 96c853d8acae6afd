"""One export: whole or not there, never over what others wrote, the same bytes for the same data."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from govnews.commands.export import FORMATS as TOLD
from govnews.dataset import load
from govnews.errors import BadInput, DatasetError
from govnews.exporting import FORMATS, export, read_export
from govnews.exporting.source import ALL_TABLES
from govnews.model import TABLES

FOLDERS = [name for name, form in FORMATS.items() if form.is_ours is None]
FILES = [name for name in FORMATS if name not in FOLDERS]
SUFFIX = {"jsonl": ".jsonl", "sqlite": ".sqlite", "excel": ".xlsx", "popolo": ".json"}


@pytest.fixture
def dataset(store, record):
    """Three articles, one of them without a date and with long lists."""
    undated = record(3, published_at=None, authors=(), title="=1+1", summary="'trích")
    return load(store(record(1), record(2), undated))


def place(folder: Path, form: str) -> Path:
    """Where an export of this format goes."""
    return folder / f"out{SUFFIX.get(form, '')}"


def digests(path: Path) -> dict[str, str]:
    """Every file's digest."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_command_tells_of_every_format():
    """The help lists exactly the formats that there are."""
    assert list(TOLD) == list(FORMATS)


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "jsonl-tables", "sqlite", "excel"])
def test_what_is_read_back_is_the_dataset(dataset, tmp_path, form):
    """Every table of the export equals the one that `load` gives."""
    path = place(tmp_path, form)
    done = export(dataset, path, form)
    for table in FORMATS[form].tables:
        assert_frame_equal(read_export(path, table), getattr(dataset, table))
        assert done.rows[table] == len(getattr(dataset, table))
    assert done.notes == ()


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "excel"])
def test_the_same_data_give_the_same_bytes(dataset, tmp_path, form):
    """An export has no clock in it, so that two can be compared (a workbook says when it was made)."""
    first, second = place(tmp_path / "a", form), place(tmp_path / "b", form)
    export(dataset, first, form)
    export(dataset, second, form)
    assert digests(first) == digests(second)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_replaced_by_the_next_one(dataset, store, record, tmp_path, form):
    """What govnews wrote may be written again, and nothing is left beside it."""
    path = place(tmp_path / "out", form)
    export(dataset, path, form)
    before = digests(path)
    later = load(store(record(9)))
    export(later, path, form)
    assert digests(path) != before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("form", FILES)
def test_a_file_of_others_stays_without_force(dataset, tmp_path, form):
    """What govnews did not write is only replaced when asked."""
    path = place(tmp_path, form)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=r"did not write it.*--force"):
        export(dataset, path, form)
    assert path.read_text("utf-8") == "mine"
    export(dataset, path, form, force=True)
    assert path.read_bytes() != b"mine"


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_of_others_stays_without_force(dataset, tmp_path, form):
    """Files of others in the folder stop an export, and survive a forced one and the next."""
    path = tmp_path / "out"
    path.mkdir()
    mine = path / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=r"did not write it.*--force"):
        export(dataset, path, form)
    assert [file.name for file in path.iterdir()] == ["notes.txt"]
    export(dataset, path, form, force=True)
    export(dataset, path, form)
    assert mine.read_text("utf-8") == "mine"
    assert (path / "datapackage.json").is_file()


def test_files_that_are_no_longer_exported_go(dataset, tmp_path):
    """A folder never mixes the tables of two exports."""
    path = tmp_path / "out"
    export(dataset, path, "parquet")
    export(dataset, path, "csv", tables=["articles", "people"])
    assert {file.name for file in path.iterdir()} == {
        *("articles.csv", "people.csv", "datapackage.json", "croissant.json"),
        *("datasheet.md", "datasheet.vi.md", "citation.bib"),
    }


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_export_leaves_the_one_before(dataset, tmp_path, form, monkeypatch):
    """Whatever ends an export in the middle, the former one is whole, and no draft is left."""
    path = place(tmp_path / "out", form)
    export(dataset, path, form)
    before = digests(path)

    def broken(self, table):
        yield next(type(self).__dict__["_whole_blocks"](self, table))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(dataset), "_whole_blocks", type(dataset).blocks, raising=False)
    monkeypatch.setattr(type(dataset), "blocks", broken)
    with pytest.raises(DatasetError, match="the disk is full"):
        export(dataset, path, form)
    assert digests(path) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("inside", [".", "articles.parquet", "new", ".."])
def test_the_dataset_itself_is_never_written_to(dataset, inside):
    """Not even with force: an export beside the ledger would damage what it reads."""
    before = digests(dataset.path / "versions")
    for form in ("parquet", "sqlite"):
        with pytest.raises(BadInput, match=r"dataset|folder"):
            export(dataset, dataset.path / inside, form, force=True)
    assert digests(dataset.path / "versions") == before


def test_tables_can_be_left_out(dataset, tmp_path):
    """Only what is named is written; a name that is none, or has no place, is told."""
    export(dataset, tmp_path / "out", "csv", tables=["people"])
    assert [file.name for file in (tmp_path / "out").glob("*.csv")] == ["people.csv"]
    with pytest.raises(BadInput, match="no table is named 'persons': choose from articles"):
        export(dataset, tmp_path / "no", "csv", tables=["persons"])
    with pytest.raises(BadInput, match="jsonl has no place for the table states"):
        export(dataset, tmp_path / "no.jsonl", "jsonl", tables=["states"])
    with pytest.raises(BadInput, match="no format is named 'word': choose one of parquet"):
        export(dataset, tmp_path / "no", "word")


def test_parquet_describes_itself(dataset, tmp_path):
    """Descriptions of columns and the citation are in the file."""
    export(dataset, tmp_path / "out", "parquet", author="Nguyễn Văn A")
    found = pq.read_schema(tmp_path / "out" / "people.parquet")
    assert found.field("person_key").metadata[b"description"].startswith(b"Groups an official")
    assert found.metadata[b"version_id"].decode() == dataset.version_id
    assert found.metadata[b"citation"].decode().startswith("Nguyễn Văn A (")


def test_an_empty_choice_is_an_export_too(dataset, tmp_path):
    """A dataset as of a day before its first article gives empty tables in every format."""
    nothing = load(dataset.path, as_of="2000-01-01")
    for form in FORMATS:
        path = place(tmp_path / form, form)
        export(nothing, path, form)
        export(nothing, path, form)
        if form not in ("popolo", "ftm"):
            assert len(read_export(path, "people")) == 0


def test_a_missing_package_is_named(dataset, tmp_path, monkeypatch):
    """Without openpyxl the message says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(DatasetError, match=r"pip install 'govnews\[analysis\]'"):
        export(dataset, tmp_path / "out.xlsx", "excel")
    assert not (tmp_path / "out.xlsx").exists()


def test_what_cannot_be_read_back_is_told(tmp_path):
    """A path that is no export of a table says so."""
    with pytest.raises(DatasetError, match="no export that has a table people"):
        read_export(tmp_path, "people")
    with pytest.raises(BadInput, match="no table is named"):
        read_export(tmp_path, "persons")


def test_records_are_lines_of_json(dataset, tmp_path):
    """Each line is one article with its five tables."""
    export(dataset, tmp_path / "out.jsonl", "jsonl")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"article", *TABLES[1:]}] * 3
    assert set(ALL_TABLES) - set(TABLES) == {"changes", "states", "coverage"}
