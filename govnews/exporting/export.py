"""The formats, and the one path by which a dataset goes into each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset.citation import Citation
from govnews.errors import BadInput
from govnews.exporting import croissant, datapackage, followthemoney, popolo, sqlite, workbook
from govnews.exporting.about import about
from govnews.exporting.datasheet import LANGUAGES, datasheet
from govnews.exporting.files import write_csvs, write_flat_lines, write_parquet
from govnews.exporting.place import file_at, folder_at
from govnews.exporting.profile import Profile
from govnews.exporting.records import is_record, write_records
from govnews.exporting.source import ALL_TABLES, Exported, Source
from govnews.model import TABLES

if TYPE_CHECKING:
    from govnews.dataset import Dataset

Write = Callable[[Source, Path, Sequence[str], Mapping[str, str]], Exported | None]
"""Writes tables to a path; says how many entries of its own and what did not go in as it was."""


_PEOPLE = ("articles", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format."""

    write: Write
    is_ours: Callable[[Path], bool] | None = None
    """Whether govnews wrote a file; None where the format is a folder of files."""
    tables: tuple[str, ...] = ALL_TABLES
    """What it has a place for."""


FORMATS: Mapping[str, Format] = {
    "parquet": Format(write=write_parquet),
    "csv": Format(write=write_csvs),
    "jsonl": Format(write=write_records, is_ours=is_record, tables=TABLES),
    "jsonl-tables": Format(write=write_flat_lines),
    "sqlite": Format(write=sqlite.write_sqlite, is_ours=sqlite.is_ours),
    "excel": Format(write=workbook.write_workbook, is_ours=workbook.is_ours),
    "popolo": Format(write=popolo.write_popolo, is_ours=popolo.is_ours, tables=_PEOPLE),
    "ftm": Format(
        write=followthemoney.write_entities, is_ours=followthemoney.is_ours, tables=_PEOPLE
    ),
}


def export(
    dataset: Dataset,
    to: str | Path,
    form: str,
    *,
    tables: Sequence[str] = (),
    author: str | None = None,
    force: bool = False,
    scores: Mapping[str, Any] | None = None,
) -> Exported:
    """Write a dataset, as it was loaded, in one of `FORMATS` to the file or folder `to`.

    `tables` leaves the others out. Parquet, CSV and JSON Lines by table come with their
    description, a datasheet and a citation that names `author`; the datasheet shows `scores`, the
    report of `govnews evaluate --json`. What was written before takes its place only when the new
    one is whole.

    Raises:
        BadInput: no such format or table, or something at `to` that govnews did not write and no
            `force`.
        DatasetError: the dataset is damaged or changed meanwhile, a package is missing, or the disk
            cannot be written.

    """
    to = Path(to)
    if form not in FORMATS:
        raise BadInput(f"no format is named {form!r}: choose one of {', '.join(FORMATS)}")
    chosen = FORMATS[form]
    wanted = _wanted(chosen, form, tables)
    _keep_away(to, dataset.path)
    citation = dataset.cite(author)
    profile = Profile(dataset)
    if chosen.is_ours:
        with file_at(to, chosen.is_ours, force=force) as draft:
            done = chosen.write(profile, draft, wanted, about(citation))
    else:
        with folder_at(to, datapackage.files_of, force=force) as draft:
            done = chosen.write(profile, draft, wanted, about(citation))
            _describe(draft, profile, citation, scores)
    rows = {table: profile.rows[table] for table in wanted}
    return replace(done, rows=done.rows or rows) if done else Exported(rows=rows)


def _describe(
    folder: Path, profile: Profile, citation: Citation, scores: Mapping[str, Any] | None
) -> None:
    """Add what people and programs need to understand the files of a folder."""
    files = [
        datapackage.written(path, profile.rows[path.stem])
        for path in sorted(folder.iterdir(), key=lambda path: ALL_TABLES.index(path.stem))
    ]
    descriptions = {datapackage.FILE: datapackage.datapackage(files, citation)}
    if files[0].form in croissant.FORMATS:
        descriptions[croissant.FILE] = croissant.croissant(files, citation)
    for name, described in descriptions.items():
        text = json.dumps(described, ensure_ascii=False, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    profile.pass_through([table for table in ALL_TABLES if table not in profile.rows])
    for language, name in LANGUAGES.items():
        text = datasheet(profile, citation, scores, language)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "citation.bib").write_text(f"{citation.bibtex}\n", encoding="utf-8")


def _wanted(chosen: Format, form: str, tables: Sequence[str]) -> list[str]:
    for table in tables:
        if table not in ALL_TABLES:
            known = ", ".join(ALL_TABLES)
            raise BadInput(f"no table is named {table!r}: choose from {known}")
        if table not in chosen.tables:
            raise BadInput(f"{form} has no place for the table {table}: leave it out")
    return [table for table in chosen.tables if not tables or table in tables]


def _keep_away(to: Path, dataset: Path) -> None:
    """Keep an export out of the dataset's own files, with `--force` too."""
    if to.resolve() == dataset.resolve() or dataset.resolve() in to.resolve().parents:
        raise BadInput(f"{to}: inside the dataset: choose a place outside of {dataset}")
    if dataset.resolve().is_relative_to(to.resolve()):
        raise BadInput(f"{to}: the dataset lies in it: choose another place")
