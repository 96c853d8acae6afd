"""Addresses that look like articles': a few of each shape are tried before the rest is asked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from govnews.spiders.trail import Entry

PROBES = 5
"""So many pages of one shape that are no articles, and none that is, tell of the others."""
_FOLDERS = 2
_DIGITS = re.compile(r"\d+")


def shape_of(url: str) -> str:
    """What all articles of one section have in common: folders, and whether a number is in the name."""
    parts = urlsplit(url)
    *folders, name = _DIGITS.sub("#", parts.path.rstrip("/")).split("/")
    query = "&".join(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{'/'.join(folders[: _FOLDERS + 1])}/{'#' if '#' in name else '-'}?{query}"


class Probation:
    """Which shapes were seen to be articles; entries of the others wait until it is known."""

    def __init__(self) -> None:
        self._proven: set[str] = set()
        self._refuted: set[str] = set()
        self._tried: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self._waiting: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
        self._shapes: dict[str, str] = {}

    def proves(self, entry: Entry) -> None:
        """An entry that is surely an article, whatever else has its shape."""
        self._proven.add(shape_of(entry.urls[0]))

    def verdict(self, entry: Entry) -> bool | None:
        """Whether to ask for an entry: yes, no, or not before more is known; then it waits here."""
        shape = shape_of(entry.urls[0])
        if shape in self._proven or entry.key in self._shapes:
            return True
        if shape in self._refuted:
            return False
        if self._tried[shape] < PROBES:
            return True
        self._waiting[shape].setdefault(entry.key, entry)
        return None

    def asked(self, entry: Entry) -> None:
        """The entry is one of those that are tried."""
        self._shapes[entry.key] = shape = shape_of(entry.urls[0])
        self._tried[shape] += 1

    def judged(self, key: str, *, is_article: bool | None) -> Iterator[Entry]:
        """An entry's page was had, or None where it could not be; gives what need not wait now."""
        shape = self._shapes.get(key)
        if shape is None or shape in self._proven:
            return
        if is_article:
            self._proven.add(shape)
        elif is_article is None:
            self._tried[shape] = max(0, self._tried[shape] - 1)
            for other in list(self._waiting[shape])[:1]:  # one is tried in its place, not all
                yield self._waiting[shape].pop(other)
        else:
            self._missed[shape] += 1
            if self._missed[shape] >= PROBES:
                self._refuted.add(shape)
        if shape in self._proven or shape in self._refuted:
            yield from self._waiting.pop(shape, {}).values()
