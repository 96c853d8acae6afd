"""What one shard is, how its pages are to be read, and what became of them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from govnews.dataset.disk import explained
from govnews.errors import DatasetError

PAGE_SECONDS = 30.0
"""A page that takes longer is left out, and told."""
_TAIL = 1 << 16
_NEW = b"\n"

Line = dict[str, Any]
"""What became of one page: `at`, its place in the shard, and one of `record` (with `reading`),
`other` (kind of a page that is no article) and `failed` (what is wrong with it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How pages are read, and which ones."""

    url: str | None = None
    """Where the one page was fetched from."""
    portal: str | None = None
    """Name of the portal whose pages they are; None: by their hosts."""
    portal_files: tuple[str, ...] = ()
    """TOML files that declare portals."""
    hosts: tuple[str, ...] = ()
    """In archives only pages of these hosts and of hosts below them; empty: all."""
    types: tuple[str, ...] = ()
    """In archives only these content types; empty: all that are HTML."""
    languages: tuple[str, ...] = ()
    """Only articles in these (ISO 639-1); empty: all."""
    seconds: float = PAGE_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Some pages: a range of bytes of one archive, or several HTML files."""

    files: tuple[str, ...]
    start: int = 0
    """First byte of the archive; a record begins there."""
    stop: int | None = None
    """Records that begin from here on are another shard's."""
    how: How
    name: str
    """Of its output: another one for other files, another state of them, or another reading."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the pages."""

    articles: int = 0
    failed: int = 0
    truncated: int = 0
    """Articles of which the archive has the beginning only."""
    others: Counter[str] = field(default_factory=Counter)
    """Kind of page → how many were no articles."""

    def add(self, other: Tally) -> None:
        """Count what another one has counted too."""
        self.articles += other.articles
        self.failed += other.failed
        self.truncated += other.truncated
        self.others.update(other.others)

    def count(self, line: Line) -> None:
        """Count one page."""
        if "record" in line:
            self.articles += 1
            self.truncated += line["record"]["article"]["truncated"] is not None
        elif "other" in line:
            self.others[line["other"]] += 1
        elif "failed" in line:
            self.failed += 1

    @property
    def pages(self) -> int:
        """All of them."""
        return self.articles + self.failed + self.others.total()

    def __str__(self) -> str:
        parts = [counted(self.articles, "article")]
        if self.truncated:
            parts[0] += f" ({self.truncated} cut short by the crawler)"
        if self.others:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self.others.most_common())
            parts.append(f"{counted(self.others.total(), 'other page')} ({kinds})")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardResult:
    """What was read of a shard; the pages themselves are in the file."""

    path: Path
    tally: Tally

    @classmethod
    def of(cls, path: Path) -> ShardResult:
        """The result in a finished file. Raises `DatasetError` where it is none."""
        with explained(path), path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
            last = file.read().rstrip(_NEW).rpartition(_NEW)[2]
        try:
            told = json.loads(last)["tally"]
        except (ValueError, KeyError) as error:
            raise DatasetError(f"{path}: damaged: remove it and run again") from error
        return cls(path=path, tally=Tally(**told | {"others": Counter(told["others"])}))

    def lines(self) -> Iterator[Line]:
        """What became of each page, in order. Raises `DatasetError` where the disk fails."""
        with explained(self.path), self.path.open("rb") as file:
            for text in file:
                line = json.loads(text)
                if "begun" not in line and "tally" not in line:
                    yield line


def last_line(tally: Tally) -> bytes:
    """The line that ends a finished file."""
    values = {counter.name: getattr(tally, counter.name) for counter in fields(tally)}
    return json.dumps({"tally": values}).encode()


def counted(count: int, thing: str) -> str:
    """A number of things in words."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
