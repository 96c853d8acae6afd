"""What a reader asked for: which portals, which days of publication, as of when, which columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from govnews.dataset import schema
from govnews.dataset.ledger import SEVEN, UNDATED, utc_text
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import BadInput
from govnews.model import HANOI, TABLES

_ROW_KEYS = (*schema.KEYS, "portal", "day")
Columns = Sequence[str] | Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Articles of some portals and days; all of them where nothing is said."""

    portals: tuple[str, ...] | None = None
    since: date | None = None
    """First day of publication in Hanoi; articles without a date are left out."""
    until: date | None = None
    """Last day, in the same way."""
    as_of: str | None = None
    """A time as the ledger writes it."""

    @classmethod
    def read(
        cls,
        portal: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        as_of: str | date | None = None,
    ) -> Selection:
        """The selection that these options of `load` say. Raises `BadInput`."""
        portals = (portal,) if isinstance(portal, str) else portal
        return cls(
            portals=None if portals is None else tuple(dict.fromkeys(portals)),
            since=_day("since", since),
            until=_day("until", until),
            as_of=_moment(as_of),
        )

    @property
    def is_everything(self) -> bool:
        """Whether no article is left out, as far as portals and days go."""
        return self.portals is None and not self.has_days

    @property
    def has_days(self) -> bool:
        """Whether the day of publication matters."""
        return not (self.since is None and self.until is None)

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """First and last second of publication."""
        return (
            None if self.since is None else datetime.combine(self.since, time.min, SEVEN),
            None if self.until is None else datetime.combine(self.until, time(23, 59, 59), SEVEN),
        )

    def touches(self, portal: str, year: str) -> bool:
        """Whether articles of this portal and year of publication may be among them."""
        if self.portals is not None and portal not in self.portals:
            return False
        if year == UNDATED:
            return not self.has_days
        low = 0 if self.since is None else self.since.year
        high = 9999 if self.until is None else self.until.year
        return low <= int(year) <= high

    def cuts(self, year: str) -> bool:
        """Whether it may take a part of a year only."""
        if year == UNDATED or not self.has_days:
            return False
        first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        after = self.since is not None and self.since > first
        return after or (self.until is not None and self.until < last)

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The same on the columns `portal` and `published_at` of a query to the ledger."""
        said = ["true"]
        values: dict[str, Any] = {}
        if self.portals is not None:
            values |= {f"portal{number}": name for number, name in enumerate(self.portals)}
            said.append(f"portal in ({', '.join(f':portal{n}' for n in range(len(self.portals)))})")
        for name, sign, moment in zip(("since", "until"), (">=", "<="), self.bounds, strict=True):
            if moment is not None:
                values[name] = utc_text(moment)
                said.append(f"published_at {sign} :{name}")
        return " and ".join(said), values


def asked_columns(columns: Columns | None) -> dict[str, tuple[str, ...]]:
    """Table → the columns to read of it, in its own order; its keys are always there.

    Raises:
        BadInput: no table has a column, or a table, of such a name.

    """
    every = (*TABLES, *LEDGER_TABLES)
    names = {table: tuple(column.name for column in schema.columns(table)) for table in every}
    if columns is None:
        return names
    if isinstance(columns, Mapping):
        asked = {table: _listed(own) for table, own in columns.items()}
        for table, own in asked.items():
            _check_known(own, {column.name for column in schema.columns(table)}, f" of {table}")
        wanted = {table: asked.get(table, names[table]) for table in every}
    else:
        _check_known(_listed(columns), {name for own in names.values() for name in own})
        wanted = dict.fromkeys(every, _listed(columns))
    return {
        table: tuple(name for name in own if name in wanted[table] or name in _keys(own))
        for table, own in names.items()
    }


def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """What a row of a table is found by: its article, or in `coverage` its portal and day."""
    return tuple(
        name for name in (schema.KEYS if "article_id" in names else _ROW_KEYS) if name in names
    )


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _check_known(asked: Iterable[str], known: set[str], where: str = "") -> None:
    for name in asked:
        if name not in known:
            raise BadInput(
                f"columns: no column{where or ' of any table'} is named {name!r}{nearest(name, known)}"
            )


def nearest(name: str, known: Iterable[str]) -> str:
    """`: did you mean …?`, or nothing where nothing is like it."""
    found = difflib.get_close_matches(str(name), sorted(known), n=1, cutoff=0.5)
    return f": did you mean {found[0]!r}?" if found else ""


def _day(name: str, said: str | date | None) -> date | None:
    """A day, of a time the day in Hanoi."""
    try:
        if isinstance(said, datetime):
            return (said.astimezone(HANOI) if said.tzinfo else said).date()
        found = said if said is None or isinstance(said, date) else date.fromisoformat(said)
        if found is not None:
            utc_text(datetime.combine(found, time.min, SEVEN))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadInput(f"{name}={said!r}: write a day, 2024-01-01") from error
    return found


def _moment(as_of: str | date | None) -> str | None:
    """The end of a day, or a time, as the ledger writes it."""
    try:
        said = as_of if as_of is None or isinstance(as_of, date) else _day_or_time(as_of)
    except ValueError:
        said = None
    if as_of is None:
        return None
    if isinstance(said, datetime):
        if said.utcoffset() is not None:
            return utc_text(said)
    elif said is not None:
        return utc_text(datetime.combine(said, time(23, 59, 59), HANOI))
    raise BadInput(f"as_of={as_of!r}: write a day, 2024-01-01, or a time with its offset")


def _day_or_time(text: str) -> date:
    return (
        date.fromisoformat(text)
        if len(text) == len("2024-01-01")
        else (datetime.fromisoformat(text))
    )
