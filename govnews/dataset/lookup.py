"""One article out of many: its versions from the ledger, its rows from the parts that hold them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews import model
from govnews.dataset import schema
from govnews.dataset.disk import explained
from govnews.dataset.ledger import Part
from govnews.dataset.parts import PartMissing
from govnews.dataset.snapshot import EVER, View
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table → the rows of one version, by their number, as Python values."""

_FIND = """
select article_id from seen where article_id in (:said, :hashed) or url = :said
order by article_id = :said desc, last_seen desc limit 1
"""
_VERSIONS = """
select v.version, v.run, coalesce({first}, v.fetched_at) as first, v.version = s.version as is_current,
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
            if stored.run in part.runs
        }


def find(view: View, said: str, as_of: str | None = None) -> Found:
    """The article of this id or address, with the versions known at a time.

    Raises:
        BadInput: the dataset has no such article, or had none at that time.
        DatasetError: the ledger is damaged.

    """
    folder = view.path.parent
    articles = list(view.rows(_FIND, {"said": said, "hashed": model.article_id(said)}))
    if not articles:
        raise BadInput(
            f"{folder}: no article {said!r} here: give an article_id (16 letters and digits, the "
            "first column of every table) or the address of an article"
        )
    article_id = articles[0]["article_id"]
    query = _VERSIONS.format(first="null" if view.layout == 1 else "v.first_fetched")
    rows = list(view.rows(query, {"article_id": article_id, "as_of": as_of or EVER}))
    if not rows:
        raise BadInput(f"{folder}: article {said!r} was not yet known then")
    rows.sort(key=lambda row: (row["known"] or "", row["version"]))
    shown = rows[-1] if as_of else next(row for row in rows if row["is_current"])
    versions = tuple(
        Stored(
            version=row["version"],
            run=row["run"],
            first_fetched=row["first"],
            is_current=row is shown,
        )
        for row in rows
    )
    return Found(article_id=article_id, versions=versions, parts=view.parts)


def rows_of(folder: Path, found: Found, stored: Stored, tables: Collection[str] = TABLES) -> Rows:
    """The rows of one version in some tables, `articles` among them, out of the parts in `folder`.

    Raises:
        PartMissing: a part is not there (any more).
        DatasetError: a part is damaged.

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
    except DatasetError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise PartMissing(str(error)) from error
        raise
    except pa.ArrowInvalid as error:
        raise DatasetError(f"{path}: damaged ({error}): restore it from a backup") from error
    if not found:
        return []
    rows: list[dict[str, Any]] = schema.conform(pa.concat_tables(found), table).to_pylist()
    if table != "articles":
        number = schema.columns(table)[2].name
        rows.sort(key=lambda row: row[number])
    return rows
