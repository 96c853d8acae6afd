"""`govnews export` and `govnews cite`: what is written, said, and refused."""

from __future__ import annotations

import json

import pytest

from govnews.exporting import read_export


@pytest.fixture
def data(govnews, pages, tmp_path):
    """A dataset of two articles."""
    code, _, _ = govnews("extract", pages, "--out", tmp_path / "data")
    assert code == 0
    return tmp_path / "data"


def test_export_says_what_it_wrote(govnews, data, tmp_path):
    """Counts on standard error; with --quiet nothing."""
    code, out, said = govnews("export", data, "--format", "sqlite", "--to", tmp_path / "a.sqlite")
    assert (code, out) == (0, "")
    assert "a.sqlite: 2 articles, " in said
    assert len(read_export(tmp_path / "a.sqlite", "articles")) == 2
    again = govnews("export", data, "--format", "sqlite", "--to", tmp_path / "a.sqlite", "-q")
    assert again == (0, "", "")


def test_a_choice_of_articles(govnews, data, tmp_path):
    """Days, portals and tables are chosen as in `load`."""
    to = ("--to", tmp_path / "csv", "--format", "csv")
    code, _, said = govnews("export", data, *to, "--since", "2024-01-01", "--tables", "articles")
    assert code == 0
    assert "0 articles" in said
    assert sorted(path.name for path in (tmp_path / "csv").glob("*.csv")) == ["articles.csv"]
    code, _, said = govnews("export", data, *to, "--portal", "nobody")
    assert code == 2
    assert "nobody" in said


def test_what_others_wrote_stays(govnews, data, tmp_path):
    """Exit code 2, and the message says what to do."""
    mine = tmp_path / "mine.jsonl"
    mine.write_text("mine\n", encoding="utf-8")
    code, _, said = govnews("export", data, "--format", "jsonl", "--to", mine)
    assert code == 2
    assert "give --force to replace it" in said
    assert mine.read_text("utf-8") == "mine\n"


def test_scores_must_be_a_report(govnews, data, tmp_path):
    """A file that is none is named; what `evaluate --json` prints is taken."""
    scores = tmp_path / "scores.json"
    arguments = ("export", data, "--format", "csv", "--to", tmp_path / "csv", "--scores", scores)
    for text in ("", "[]", '{"fields": {}}', '{"pages": 1, "fields": {"title": 3}}'):
        scores.write_text(text, encoding="utf-8")
        code, _, said = govnews(*arguments)
        assert code == 2
        assert "scores.json" in said
    fields = {"title": {"measure": "accuracy", "value": 1.0, "right": 1, "total": 1}}
    scores.write_text(json.dumps({"pages": 1, "fields": fields}), encoding="utf-8")
    assert govnews(*arguments)[0] == 0


def test_cite(govnews, data):
    """The line and the entry; --bibtex gives the entry alone."""
    code, out, _ = govnews("cite", data, "--author", "Nguyễn Văn A")
    assert code == 0
    assert out.startswith("Nguyễn Văn A (")
    code, entry, _ = govnews("cite", data, "--bibtex", "--author", "Nguyễn Văn A")
    assert out.endswith(f"\n\n{entry}")
    assert entry.startswith("@misc{govnews-")


def test_no_dataset(govnews, tmp_path):
    """Both commands name the folder that is none."""
    for command in (["cite", tmp_path], ["export", tmp_path, "--format", "csv", "--to", "x"]):
        code, _, said = govnews(*command)
        assert code == 1
        assert "no dataset here" in said
