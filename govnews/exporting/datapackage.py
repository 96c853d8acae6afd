"""`datapackage.json`: the tables of an export as Frictionless Data describes them.

It also tells govnews that it made the folder, and which files are its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews import model
from govnews.dataset import schema
from govnews.dataset.citation import Citation
from govnews.dataset.rows import CHANGE_KINDS, STATES
from govnews.exporting.about import ETHICS, SOURCE_RIGHTS, package_name, sites, without_nulls
from govnews.exporting.source import ALL_TABLES
from govnews.exporting.sqlite import key_of

FILE = "datapackage.json"
DESCRIPTIONS = {
    FILE, "croissant.json", "datasheet.md", "datasheet.vi.md", "citation.bib",
}  # fmt: skip
"""The files beside the tables in an export."""
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
}
_TYPES = {
    "string": "string",
    "int32": "integer",
    "date": "date",
    "local_time": "datetime",
    "utc_time": "datetime",
    "list": "array",
}
_VALUES = {
    ("articles", "published_precision"): ("minute", "day"),
    ("articles", "event_part_of_day"): model.PARTS_OF_DAY,
    ("speakers", "speech_kind"): model.SPEECH_KINDS,
    ("awards", "award_kind"): model.AWARD_KINDS,
    ("awards", "status"): model.AWARD_STATUSES,
    ("awards", "recipient_kind"): model.RECIPIENT_KINDS,
    ("changes", "kind"): CHANGE_KINDS,
    ("states", "state"): STATES,
}
_CSV_NOTE = (
    " In this file a text that a spreadsheet could run as a formula, or that begins with an "
    "apostrophe, has one apostrophe more in front; lists are JSON."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The file of one table in an export."""

    table: str
    name: str
    rows: int
    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal digits."""

    @property
    def form(self) -> str:
        """`csv`, `parquet` or `jsonl`."""
        return self.name.rpartition(".")[2]


def written(path: Path, rows: int) -> Written:
    """What is to be said of a file that is written now."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return Written(table=path.stem, name=path.name, rows=rows, size=size, sha256=sha256)


def datapackage(files: Sequence[Written], citation: Citation) -> dict[str, Any]:
    """The description of an export's files."""
    tables = [file.table for file in files]
    return {
        "profile": "data-package",
        "name": package_name(citation),
        "id": citation.version_id,
        "title": citation.title,
        "description": f"{citation}\n\n{ETHICS}",
        "version": citation.version_id,
        "generator": f"govnews {citation.software}",
        "licenses": [SOURCE_RIGHTS],
        "sources": [
            without_nulls({"title": site.title, "path": site.address})
            for site in sites(citation.portals)
        ],
        **({"contributors": [{"title": citation.author}]} if citation.author else {}),
        "keywords": ["Vietnam", "government", "news", "officials", "awards"],
        "resources": [_resource(file, tables) for file in files],
    }


def files_of(folder: Path) -> set[str] | None:
    """The files that `govnews export` left in a folder; None where it left none."""
    try:
        found = json.loads((folder / FILE).read_bytes())
        if not found["generator"].startswith("govnews "):
            return None
        names = {resource["path"] for resource in found["resources"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
    possible = {f"{table}.{form}" for table in ALL_TABLES for form in MEDIA_TYPES}
    return possible & names | DESCRIPTIONS


def _resource(file: Written, tables: Sequence[str]) -> dict[str, Any]:
    is_csv = file.form == "csv"
    return {
        "name": file.table,
        "path": file.name,
        "profile": "tabular-data-resource" if is_csv else "data-resource",
        "description": schema.about(file.table) + (_CSV_NOTE if is_csv else ""),
        "format": "ndjson" if file.form == "jsonl" else file.form,
        "mediatype": MEDIA_TYPES[file.form],
        **({} if file.form == "parquet" else {"encoding": "utf-8"}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": _schema(file.table, tables),
    }


def _schema(table: str, tables: Sequence[str]) -> dict[str, Any]:
    columns = schema.columns(table)
    found: dict[str, Any] = {"fields": [_field(table, c) for c in columns], "missingValues": [""]}
    if key := key_of(table):
        found["primaryKey"] = list(key)
    if columns[0].name == "article_id" and table != "articles" and "articles" in tables:
        reference = {"resource": "articles", "fields": ["article_id"]}
        found["foreignKeys"] = [{"fields": ["article_id"], "reference": reference}]
    return found


def _field(table: str, column: schema.Column) -> dict[str, Any]:
    # An empty text (a page of pictures has no body) counts as missing there.
    required = not column.nullable and column.name != "body"
    constraints: dict[str, Any] = {"required": True} if required else {}
    if values := _VALUES.get((table, column.name)):
        constraints["enum"] = list(values)
    if column.name == "article_id":
        constraints["pattern"] = "[0-9a-f]{16}"
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
