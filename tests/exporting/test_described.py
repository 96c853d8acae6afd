"""The descriptions beside an export, checked by the tools of those who invented them."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from govnews.dataset import load
from govnews.exporting import export
from govnews.exporting.datapackage import files_of
from govnews.exporting.datasheet import LANGUAGES, published_scores
from govnews.exporting.source import ALL_TABLES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dataset(store, record):
    """Articles with every sort of gap: no date, no body, no authors, a formula as headline."""
    return load(
        store(
            record(1),
            record(2, title="=1+1", parser="0.1.0/generic", province_code="01"),
            record(3, published_at=None, authors=(), content_hash="x", truncated="length"),
            record(4, fetched_at=None, parser="0.0.9/test"),
        )
    )


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_fault(dataset, tmp_path):
    """The package and every row of every CSV file are valid, digests and keys included."""
    import frictionless

    export(dataset, tmp_path / "out", "csv", author="Nguyễn Văn A")
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    report = package.validate()
    assert report.valid, [task.errors for task in report.tasks if not task.valid]
    for table in ALL_TABLES:
        rows = package.get_resource(table).read_rows()
        assert len(rows) == len(getattr(dataset, table))
    row = package.get_resource("articles").read_rows()[0]
    assert row["published_at"] == dataset.articles["published_at"].iloc[0].to_pydatetime()
    assert row["authors"] == ["Hà My", "Lê Sơn"]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_sees_a_changed_file(dataset, tmp_path):
    """The check above can fail: a file that was touched afterwards is told."""
    import frictionless

    export(dataset, tmp_path / "out", "csv")
    with (tmp_path / "out" / "people.csv").open("a", encoding="utf-8") as file:
        file.write("x\r\n")
    assert not frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate().valid


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_croissant_loads_the_records(dataset, tmp_path, form):
    """MLCommons' own library accepts the description and reads every table through it."""
    import mlcroissant

    export(dataset, tmp_path / "out", form)
    found = mlcroissant.Dataset(tmp_path / "out" / "croissant.json")
    for table in ALL_TABLES:
        rows = list(found.records(table)) if len(getattr(dataset, table)) else []
        assert len(rows) == len(getattr(dataset, table))
    titles = [row["articles/title"].decode() for row in found.records("articles")]
    if form == "parquet":
        assert titles == list(dataset.articles["title"])
        people = next(iter(found.records("people")))
        assert [role.decode() for role in people["people/roles"]] == ["speaker", "chair"]


def test_all_columns_are_described(dataset, tmp_path):
    """Both descriptions have every column of every table, each with words."""
    export(dataset, tmp_path / "out", "csv")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    croissant = json.loads((tmp_path / "out" / "croissant.json").read_bytes())
    for resource, record_set in zip(package["resources"], croissant["recordSet"], strict=True):
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == [f["name"] for f in record_set["field"]]
        assert all(field["description"] for field in (*fields, *record_set["field"]))
    assert package["id"] == dataset.version_id
    assert package["sources"] == [{"title": "lamson"}]


def sheet(folder: Path, language: str = "en") -> str:
    """A datasheet."""
    return (folder / LANGUAGES[language]).read_text("utf-8")


def test_the_datasheet_counts_the_data(dataset, tmp_path):
    """Its numbers are those of the dataset; what is not known says so."""
    export(dataset, tmp_path / "out", "parquet")
    text = sheet(tmp_path / "out")
    assert "| `articles` | 4 |" in text
    assert "| `awards` | `recipient_count` | 4 (100.0 %) |" in text
    assert "| `articles` | `published_at` | 3 (75.0 %) |" in text
    assert "whose day of publication is not known: 1." in text
    assert "Of 1 articles the time of fetching is not known" in text
    assert "Of 1 articles the archive holds only the beginning" in text
    assert "Read by versions of govnews: `0.0.9` 1, `0.1.0` 3." in text
    assert "the general reader read: 1 (25.0 %)." in text
    assert "with whose money: not known." in text
    assert "How often these data are wrong was not measured." in text
    assert str(dataset.cite()) in text


def test_the_datasheet_is_there_in_vietnamese(dataset, tmp_path):
    """The same numbers, written as in Vietnam; the two have the same parts."""
    export(dataset, tmp_path / "out", "parquet", author="Nguyễn Văn A")
    text = sheet(tmp_path / "out", "vi")
    assert "| `articles` | `published_at` | 3 (75,0 %) |" in text
    assert "bằng kinh phí của ai: Nguyễn Văn A." in text
    assert re.findall(r"^#+", text, re.MULTILINE) == re.findall(
        r"^#+", sheet(tmp_path / "out"), re.MULTILINE
    )
    assert "$" not in text.replace("$$", "")


def test_measured_scores_take_the_place_of_the_published_ones(dataset, tmp_path):
    """A report of `govnews evaluate --json` is shown, with the number of its pages."""
    report = {
        "pages": 12,
        "fields": {
            "title": {"measure": "accuracy", "value": 0.75, "right": 9, "total": 12},
            "people": {"measure": "f1", "value": 0.5, "precision": 1.0, "recall": None},
        },
    }
    export(dataset, tmp_path / "out", "csv", scores=report)
    text = sheet(tmp_path / "out")
    assert "Compared with 12 gold records" in text
    assert "| `title` | accuracy | 0.75 |  |  |" in text
    assert "| `people` | f1 | 0.50 | 1.00 |  |" in text
    assert "not measured" not in text


def test_published_scores_are_those_of_the_readme():
    """The datasheet never shows other scores than the README does."""
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("| field | precision | recall |", 1)[1].split("\n\n", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]
    ]
    said = [(row[0], float(row[3]), float(row[4]) if row[4] else None) for row in rows]
    assert said == [(s["field"], s["at_hand"], s["new"]) for s in published_scores()["scores"]]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"generator": 1}', '{"generator": "other", "resources": []}']
)
def test_a_package_of_others_is_not_ours(tmp_path, text):
    """A folder with somebody else's datapackage.json is not written over."""
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    assert files_of(tmp_path) is None


def test_a_package_cannot_name_files_elsewhere(tmp_path):
    """A doctored description does not make an export remove files outside of its folder."""
    names = ["people.csv", "../secret.csv", "/etc/passwd", "..", 7]
    package = {"generator": "govnews 0.1.0", "resources": [{"path": name} for name in names]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    found = files_of(tmp_path)
    assert found is not None
    assert {name for name in found if not name.endswith((".md", ".bib", ".json"))} == {"people.csv"}


def test_the_citation_of_the_software_is_of_this_version():
    """CITATION.cff is YAML with the fields that its form requires, and not of a former release."""
    import yaml

    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(said)
    assert said["version"] == version("govnews")
