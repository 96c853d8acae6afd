"""`govnews ask`: tables, files, pictures and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govnews import extract, load
from govnews.cli import main
from govnews.commands.ask import QUESTIONS
from govnews.dataset import open_run

GUEST = "Dự hội nghị có đồng chí Vũ Thị Thơm, Bí thư Đảng ủy xã."
COLUMNS = {
    "speeches": "person,kind,province,province_now,venue,portal,year",
    "awards": "kind,rank,grantor,recipient,recipient_kind,year,award_year,province,province_now,portal",
    "events": "kind,province,province_now,month,year,organiser,portal",
    "edits": "field,kind,portal,month,delay",
}


@pytest.fixture
def data(tmp_path: Path, page: Callable[..., str]) -> Path:
    """A dataset of two saved pages."""
    with open_run(tmp_path / "data") as run:
        for number in (1, 2):
            html = page(number).replace("</p>", f" {GUEST}</p>", 1)
            run.add(extract(html, f"https://lamson.example.vn/bai-{number}"))
    return tmp_path / "data"


@pytest.fixture
def ask(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Asks the dataset; gives the exit code and what was printed."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = main(["ask", *arguments, "--data", str(data)])
        return code, *capsys.readouterr()

    return asked


def name_of(question: str) -> list[str]:
    """The name that a question needs."""
    return ["Trần Văn Bình"] if question == "career" else []


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q not in ("edits", "gaps")])
def test_a_table_of_80_columns_names_an_article_in_every_answer(
    ask: Callable[..., Any], data: Path, question: str
) -> None:
    """Each question has a table that fits a terminal and leads to an article."""
    code, shown, _ = ask(question, *name_of(question))
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 80
    assert any(article_id in shown for article_id in load(data).articles["article_id"])


@pytest.mark.parametrize(("question", "columns"), COLUMNS.items())
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_column_to_count_by_has_a_heading(
    ask: Callable[..., Any], question: str, columns: str, lang: str
) -> None:
    """All columns of `--by`, alone and together, in both languages."""
    for by in [*columns.split(","), columns]:
        code, shown, said = ask(question, "--by", by, "--lang", lang)
        assert code == 0, (by, said)
        assert shown or question == "edits"


def test_csv_and_json_have_all_rows_and_columns(ask: Callable[..., Any], tmp_path: Path) -> None:
    """The files have what the table shortens; a cell starts no formula; lists are JSON."""
    path = tmp_path / "people.csv"
    code, shown, said = ask("speeches", "--json", "--csv", str(path))
    [row] = [json.loads(line) for line in shown.splitlines()]
    assert (code, row["name"], row["speeches"]) == (0, "Trần Văn Bình", 2)
    assert len(row["article_ids"]) == 2
    written = pd.read_csv(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads(written["article_ids"][0]) == row["article_ids"]
    assert list(written.columns) == list(row)
    assert f"{path}: 1 rows" in said


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q != "gaps"])
def test_a_picture_of_every_question(
    ask: Callable[..., Any], tmp_path: Path, question: str
) -> None:
    """`--picture` draws the answer, with the dataset and the filters at its foot."""
    path = tmp_path / f"{question}.svg"
    given = [*name_of(question), "--picture", str(path), "--since", "2023-12-01", "--lang", "vi"]
    code, _, said = ask(question, *given)
    assert code == 0
    assert f"{path}: drawn" in said
    drawn = path.read_text("utf-8")
    assert "2023-12-01 – …" in drawn


def test_an_unknown_name_is_told_with_the_nearest(ask: Callable[..., Any]) -> None:
    """Exit code 1, and the names that are like it; without accents it is another name."""
    code, shown, said = ask("career", "Tran Van Binh")
    assert (code, shown) == (1, "")
    assert "nobody is named 'Tran Van Binh'" in said
    assert "did you mean Trần Văn Bình" in said


def test_an_answer_without_rows_is_said_and_is_no_failure(ask: Callable[..., Any]) -> None:
    """Nothing was edited: exit code 0 and a sentence."""
    code, shown, said = ask("edits")
    assert (code, shown) == (0, "")
    assert "no rows for this question" in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["career"], "career: whose?"),
        (["awards", "Lê An"], "awards takes no name"),
        (["gaps", "--by", "portal"], "gaps takes no --by"),
        (["gaps", "--picture", "a.png"], "see that of coverage"),
        (["awards", "--by", "colour"], "cannot count by colour"),
        (["coverage", "--by", "week"], "cannot count by week"),
        (["coverage", "--by", "day,year"], "one of day, month, year"),
        (["awards", "--picture", "a.docx"], "end it in .png"),
        (["awards", "--csv", "/nowhere/a.csv"], "there is no folder /nowhere"),
    ],
)
def test_wrong_usage_is_told(ask: Callable[..., Any], given: list[str], told: str) -> None:
    """Exit code 2 and a message that says what to write."""
    code, _, said = ask(*given)
    assert code == 2
    assert told in said
