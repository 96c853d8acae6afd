"""The Excel workbook: texts stay texts, dates are dates, and what does not fit is told."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime

import openpyxl
import pytest

from govnews.dataset import load
from govnews.exporting import export, workbook

from .conftest import NASTY


@pytest.fixture
def opened(store, record, tmp_path):
    """Makes a workbook of records and opens it with another program's eyes."""

    def made(*records):
        path = tmp_path / "out.xlsx"
        done = export(load(store(*records)), path, "excel")
        return openpyxl.load_workbook(path), done

    return made


def test_no_text_becomes_a_formula(opened, record):
    """Cells that look like formulas or errors are typed as text and stay so after an edit."""
    risky = ["=1+1", "+84 912", "-1", "@nguoi", "#N/A", "＝SUM(A1)"]
    book, _ = opened(*(record(n, title=text) for n, text in enumerate(risky, 1)))
    cells = {cell.value: cell for cell in book["articles"]["F"][1:]}
    assert set(cells) == set(risky)
    for text, cell in cells.items():
        assert cell.data_type == "s"
        assert cell.quotePrefix or text == "#N/A"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_dates_and_times_are_real(opened, record):
    """A day is a date, a time is Hanoi's, and Excel shows them as such."""
    book, _ = opened(record(1))
    head, row = book["articles"].iter_rows(max_row=2)
    cells = {name.value: cell for name, cell in zip(head, row, strict=True)}
    assert cells["event_date"].value == datetime(2024, 5, 12)  # noqa: DTZ001 Excel has no zones
    assert cells["event_date"].number_format == "yyyy-mm-dd"
    assert cells["published_at"].value == datetime(2024, 5, 12, 16, 30)  # noqa: DTZ001
    assert cells["fetched_at"].value == datetime(2024, 6, 1, 9, 0)  # noqa: DTZ001
    assert cells["fetched_at"].is_date
    assert cells["version"].value == 1


def test_days_before_excels_calendar_are_text(opened, record):
    """1900 began twice for Excel: such a day is written out instead of being a day off."""
    book, _ = opened(record(1, event_date=date(1900, 2, 28)))
    head, row = book["articles"].iter_rows(max_row=2, values_only=True)
    assert dict(zip(head, row, strict=True))["event_date"] == "1900-02-28"


def test_sheets_are_easy_to_read(opened, record):
    """The heading stays in sight, can be filtered, and columns have a width."""
    book, _ = opened(record(1))
    assert book.sheetnames[:3] == ["about", "articles", "people"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.auto_filter.ref.startswith("A1:")
    assert book["articles"].column_dimensions["F"].width == 60


def test_about_says_what_it_is(opened, record):
    """Citation, zone of the times and the dictionary are in the first sheet."""
    book, _ = opened(record(1))
    cells = [cell for row in book["about"].iter_rows(values_only=True) for cell in row if cell]
    assert any(cell.startswith("News of Vietnamese government portals (lamson)") for cell in cells)
    assert any("Hanoi (UTC+7)" in cell for cell in cells)
    assert "The headline, cleaned, without the site's name." in cells


def test_a_text_that_is_too_long_is_cut_aloud(opened, record):
    """It is cut at what Excel holds, and the note and a sheet say which and by how much."""
    long = "Đồng chí 😀 " * 6_000
    book, done = opened(record(1, body=long), record(2))
    head, *rows = book["articles"].iter_rows(values_only=True)
    cut = next(row for row in rows if row[head.index("title")].endswith("thứ 1 của xã Lam Sơn"))
    body = cut[head.index("body")]
    assert long.startswith(body)
    assert 32_760 < len(body.encode("utf-16-le")) // 2 <= 32_767
    [note] = done.notes
    assert note.startswith("articles.body: 1 text cut")
    names, told = book["cut"].iter_rows(values_only=True)
    row = dict(zip(names, told, strict=True))
    assert row["article_id"] == cut[0]
    assert (row["table"], row["column"]) == ("articles", "body")
    assert (row["characters"], row["characters_kept"]) == (len(long), len(body))
    shown = [cell for row in book["about"].iter_rows(values_only=True) for cell in row]
    assert note in shown


def test_rows_that_are_too_many_go_on_in_a_further_sheet(opened, record, monkeypatch):
    """No row is lost, and the note says where they are."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    book, done = opened(*(record(n) for n in range(1, 6)))
    sheets = ["articles", "articles_2"]
    ids = [row[0] for s in sheets for row in book[s].iter_rows(min_row=2, values_only=True)]
    assert len(set(ids)) == 5
    assert book["articles_2"]["A1"].value == "article_id"
    assert "articles: more than 4 rows: they go on up to the sheet articles_2" in done.notes


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_letters(store, record, tmp_path):
    """Another program reads every text as it is in the dataset, formulas among them as text."""
    texts = [text for text in NASTY if text.strip() and "\r" not in text]
    dataset = load(store(*(record(n, title=text) for n, text in enumerate(texts, 1))))
    export(dataset, tmp_path / "out.xlsx", "excel")
    command = [
        *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
        *(
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
        ),
        *("--outdir", str(tmp_path), str(tmp_path / "out.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "out-articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["title"] for row in rows) == sorted(dataset.articles["title"])
    assert {row["published_at"][:4] for row in rows} == {"2024"}
