"""One article out of many: its versions from the ledger, its rows from the parts that hold them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews import model
from govnews.dataset import schema
from govnews.dataset.disk import explained
from govnews.dataset.layout import layout_number
from govnews.dataset.ledger import Part
from govnews.dataset.snapshot import connect, read_parts
from govnews.dataset.told import EVER
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table → the rows of one version, by their number, as Python values."""

_FIND = """
select article_id from seen where article_id in (:said, :hashed) or url = :said
order by article_id = :said desc, last_seen desc limit 1
"""
_VERSIONS = """
select v.version, v.run, coalesce({first}, v.fetched_at) as first, v.version = s.version,
    coalesce({first}, v.fetched_at, s.first_seen) as known
from versions v join seen s using (article_id) where v.article_id = :article_id and known <= :as_of
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One stored version of an article."""

    version: int
    run: str
    """Whose parts hold its rows."""
    first_fetched: str | None
    """ISO 8601 in UTC; null where its page was read from a file."""
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article of the dataset."""

    article_id: str
    versions: tuple[Stored, ...]
    """In the order in which the portal showed them."""
    parts: Mapping[str, tuple[Part, ...]]

    @property
    def current(self) -> Stored:
        """The version that the tables show."""
        return next(stored for stored in self.versions if stored.is_current)

    def stored(self, version: int) -> Stored:
        """The version of this number.

        Raises:
            BadInput: there is none.

        """
        for stored in self.versions:
            if stored.version == version:
                return stored
        numbers = ", ".join(str(stored.version) for stored in self.versions)
        raise BadInput(f"article {self.article_id} has no version {version}: it has {numbers}")

    def before(self, stored: Stored) -> Stored | None:
        """The version that the portal showed before this one."""
        place = self.versions.index(stored)
        return self.versions[place - 1] if place else None

    def files(self, stored: Stored) -> dict[str, str]:
        """Table → the file in `versions/` that holds the rows of a version, where it has any."""
        return {
            table: part.file
            for table, parts in self.parts.items()
            for part in parts
            if part.run == stored.run
        }


def find(ledger: Path, said: str, as_of: str | None = None) -> Found:
    """The article of this id or address, with the versions known at a time.

    Raises:
        BadInput: the dataset has no such article, or had none at that time.
        DatasetError: the ledger is damaged.

    """
    values = {"said": said, "hashed": model.article_id(said)}
    with explained(ledger), closing(connect(ledger)) as database:
        database.execute("begin")
        row = database.execute(_FIND, values).fetchone()
        if row is None:
            raise BadInput(
                f"{ledger.parent}: no article {said!r} here: give an article_id (16 letters and "
                "digits, the first column of every table) or the address of an article"
            )
        is_old = layout_number(ledger, database) == 1
        query = _VERSIONS.format(first="null" if is_old else "v.first_fetched")
        rows = database.execute(query, {"article_id": row[0], "as_of": as_of or EVER}).fetchall()
        parts = read_parts(database)
    if not rows:
        raise BadInput(f"{ledger.parent}: article {said!r} was not yet known then")
    rows.sort(key=lambda found: (found[4] or "", found[0]))
    current = rows[-1][0] if as_of else next(found[0] for found in rows if found[3])
    versions = tuple(
        Stored(version=number, run=run, first_fetched=first, is_current=number == current)
        for number, run, first, _, _ in rows
    )
    return Found(article_id=row[0], versions=versions, parts=parts)


def rows_of(
    folder: Path, found: Found, stored: Stored, tables: Collection[str] = TABLES
) -> Rows:
    """The rows of one version in some tables, `articles` among them, out of the parts in `folder`.

    Raises:
        DatasetError: a part is missing or damaged.

    """
    files = found.files(stored)
    rows = {
        table: _read(folder / files[table], table, found.article_id, stored.version)
        if table in files
        else []
        for table in tables
    }
    if not rows["articles"]:
        raise DatasetError(
            f"{folder}: no part holds version {stored.version} of article {found.article_id}: "
            "restore versions/ from a backup"
        )
    return rows


def _read(path: Path, table: str, article_id: str, version: int) -> list[dict[str, Any]]:
    """The rows of a version in one part; only the row groups that have some are read whole."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    found = []
    try:
        with explained(path), pq.ParquetFile(path) as part:
            for group in range(part.num_row_groups):
                keys = part.read_row_group(group, columns=list(schema.KEYS))
                wanted = pc.and_(
                    pc.equal(keys["article_id"], article_id), pc.equal(keys["version"], version)
                )
                if pc.any(wanted).as_py():
                    found.append(part.read_row_group(group).filter(wanted))
    except pa.ArrowInvalid as error:
        raise DatasetError(f"{path}: damaged ({error}): restore it from a backup") from error
    if not found:
        return []
    rows: list[dict[str, Any]] = schema.conform(pa.concat_tables(found), table).to_pylist()
    if table != "articles":
        number = schema.columns(table)[2].name
        rows.sort(key=lambda row: row[number])
    return rows
