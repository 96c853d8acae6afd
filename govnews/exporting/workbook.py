"""A dataset as one Excel workbook: a sheet a table, a sheet `about`, nothing cut in silence.

Texts are typed as texts, so that none is run as a formula. Excel has no time zones: times are
Hanoi's. A cell holds 32,767 characters and a sheet 1,048,576 rows; longer texts are cut and listed
in the sheet `cut`, further rows go on in a sheet `TABLE_2`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset import schema
from govnews.dataset.csvfile import is_risky
from govnews.dataset.disk import explained
from govnews.errors import DatasetError
from govnews.exporting.cells import as_json
from govnews.exporting.source import Exported, Source
from govnews.model import HANOI

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_CHARACTERS = 32_767
"""UTF-16 units of a cell, as Excel counts."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, the heading among them."""
CREATOR = "govnews"
_FIRST_DAY = date(1900, 3, 1)
"""Excel thinks that there was a 29 February 1900; days before are written as text."""
_DAY, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_UNSAYABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SAID = re.compile("_x([0-9A-Fa-f]{4})_")
_WIDTHS = {"string": 24, "int32": 10, "date": 12, "local_time": 20, "utc_time": 20, "list": 32}
_WIDE, _WIDE_COLUMNS = (
    60,
    ("title", "summary", "body", "evidence_text", "speech_text", "before", "after"),
)
_CUT_COLUMNS = ("table", "row", "article_id", "column", "characters", "characters_kept")
_NOTES = {
    "times": "Times are those of Hanoi (UTC+7), as Excel has no time zones.",
    "lists": 'Lists are JSON: ["a", "b"]; none is [].',
    "empty": "An empty cell is null: not stated, not known.",
}


def write_workbook(
    source: Source, path: Path, tables: Sequence[str], about: Mapping[str, str]
) -> Exported:
    """Write a new workbook at `path`; says what was cut or went on elsewhere.

    Raises:
        DatasetError: openpyxl is not installed, or the disk is full or cannot be written.

    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise DatasetError(
            "an Excel workbook needs openpyxl: pip install 'govnews[analysis]'"
        ) from error
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    with explained(path):
        try:
            notes = _fill(book, source, tables, about)
        except BaseException:
            for sheet in book.worksheets:  # they hold open files
                sheet.close()
            raise
        book.save(path)
    return Exported(notes=tuple(notes))


def _fill(
    book: Workbook, source: Source, tables: Sequence[str], about: Mapping[str, str]
) -> list[str]:
    first = _sheet(book, "about", {"A": 24, "B": 28, "C": 14, "D": 100})
    cuts: list[tuple[Any, ...]] = []
    notes: list[str] = []
    for table in tables:
        sheets = _Sheets(book, table, cuts)
        for block in source.blocks(table):
            sheets.add(block.to_pylist())
        notes += sheets.close()
    notes += _told(cuts)
    if cuts:
        _list_cuts(book, cuts)
    _explain(first, tables, {**about, **_NOTES}, notes)
    return notes


def is_ours(path: Path) -> bool:
    """Whether govnews wrote the workbook, by its properties."""
    try:
        with zipfile.ZipFile(path) as book:
            return f">{CREATOR}</".encode() in book.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def read_workbook(path: Path, table: str, names: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    """The rows of a table in a workbook, for `cells.read_back`."""
    from openpyxl import load_workbook

    kinds = {column.name: column.kind for column in schema.columns(table)}
    book = load_workbook(path, read_only=True)
    try:
        number = 1
        while (title := _title(table, number)) in book.sheetnames:
            for cells in book[title].iter_rows(min_row=2, max_col=len(names), values_only=True):
                values = zip(names, (*cells, *[None] * (len(names) - len(cells))), strict=True)
                yield {name: _stored(value, kinds[name]) for name, value in values}
            number += 1
    finally:
        book.close()


class _Sheets:
    """The sheets of one table: one, or more where it has too many rows."""

    def __init__(self, book: Workbook, table: str, cuts: list[tuple[Any, ...]]) -> None:
        self._book, self._table, self._cuts = book, table, cuts
        self._columns = schema.columns(table)
        self._sheet = self._next(1)
        self._rows = 1

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append rows."""
        for row in rows:
            if self._rows == MOST_ROWS:
                self._filter()
                self._sheet, self._rows = self._next(self._number + 1), 1
            self._rows += 1
            self._sheet.append([self._cell(row, column) for column in self._columns])

    def close(self) -> list[str]:
        """Finish; a sentence where there is more than one sheet."""
        self._filter()
        if self._number == 1:
            return []
        last = _title(self._table, self._number)
        return [f"{self._table}: more than {MOST_ROWS:,} rows: they go on up to the sheet {last}"]

    def _next(self, number: int) -> WriteOnlyWorksheet:
        from openpyxl.utils import get_column_letter

        self._number = number
        widths = {
            get_column_letter(at): _WIDE if c.name in _WIDE_COLUMNS else _WIDTHS[c.kind]
            for at, c in enumerate(self._columns, 1)
        }
        sheet = _sheet(self._book, _title(self._table, number), widths)
        sheet.append([_heading(sheet, column.name) for column in self._columns])
        return sheet

    def _filter(self) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"

    def _cell(self, row: Mapping[str, Any], column: schema.Column) -> Any:
        value = row[column.name]
        if value is None or column.kind == "int32":
            return value
        if isinstance(value, datetime):
            return _dated(self._sheet, value.astimezone(HANOI).replace(tzinfo=None), _TIME)
        if isinstance(value, date):
            return _dated(self._sheet, value, _DAY)
        text = as_json(value) if column.kind == "list" else value
        return _text(self._sheet, self._fitting(text, row, column.name))

    def _fitting(self, text: str, row: Mapping[str, Any], column: str) -> str:
        said = _sayable(text)
        if len(said) * 2 <= MOST_CHARACTERS or _units(said) <= MOST_CHARACTERS:
            return said
        kept = len(text)
        while _units(_sayable(text[:kept])) > MOST_CHARACTERS:
            kept -= max(1, (_units(_sayable(text[:kept])) - MOST_CHARACTERS) // 7)
        article = row.get("article_id")
        self._cuts.append((self._table, self._rows, article, column, len(text), kept))
        return _sayable(text[:kept])


def _title(table: str, number: int) -> str:
    return table if number == 1 else f"{table}_{number}"


def _sheet(book: Workbook, title: str, widths: Mapping[str, int]) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    return sheet


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _dated(sheet: WriteOnlyWorksheet, value: date, form: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    day = value.date() if isinstance(value, datetime) else value
    if day < _FIRST_DAY:
        return value.isoformat()
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = form
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A text that stays one, also after somebody has edited the cell."""
    from openpyxl.cell import WriteOnlyCell

    if not is_risky(text) and not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _sayable(text: str) -> str:
    """A text with what XML cannot say written as Office does: `_x000D_` for a carriage return."""
    return _UNSAYABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _stored(value: Any, kind: schema.Kind) -> Any:
    if isinstance(value, str):
        return _SAID.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, datetime) and kind == "date":
        return value.date().isoformat()
    return value.replace(tzinfo=HANOI).isoformat() if isinstance(value, datetime) else value


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _told(cuts: Sequence[tuple[Any, ...]]) -> list[str]:
    columns: dict[str, int] = {}
    for table, _, _, column, *_ in cuts:
        columns[f"{table}.{column}"] = columns.get(f"{table}.{column}", 0) + 1
    return [
        f"{name}: {count:,} text{'' if count == 1 else 's'} cut, as a cell of Excel holds no more "
        f"than {MOST_CHARACTERS:,} characters: see the sheet `cut`, or export as Parquet"
        for name, count in columns.items()
    ]


def _list_cuts(book: Workbook, cuts: Sequence[tuple[Any, ...]]) -> None:
    sheet = _sheet(book, "cut", dict.fromkeys("ABCDEF", 20))
    sheet.append([_heading(sheet, name) for name in _CUT_COLUMNS])
    for cut in cuts[: MOST_ROWS - 1]:
        sheet.append(cut)


def _explain(
    sheet: WriteOnlyWorksheet,
    tables: Sequence[str],
    about: Mapping[str, str],
    notes: Sequence[str],
) -> None:
    for name, value in (*about.items(), *(("note", note) for note in notes)):
        sheet.append([_heading(sheet, name), _text(sheet, _sayable(value)[:MOST_CHARACTERS])])
    sheet.append([])
    sheet.append([_heading(sheet, name) for name in ("table", "column", "type", "meaning")])
    for table in tables:
        for column in schema.columns(table):
            sheet.append([table, column.name, column.kind, _text(sheet, column.description)])
