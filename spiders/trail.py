"""What a walk through a portal has seen and still has to ask for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

OLD_RUN = 5
"""So many older entries in a row end a listing: fewer may be pinned or back-dated ones."""
QUIET_PAGES = 2
"""So many pages in a row without an entry that the listing has not shown yet: it loops or ended."""
WINDOW = 10
"""So many page numbers ahead are shown by pagers that do not know their end."""
KNOWN_PAGES = 3
"""So many pages in a row with known articles only end a listing that was once walked to its end."""


class Lead:
    """One thing to fetch, and the addresses under which it was met, first come first asked.

    One address at a time is asked for; the next one only after a failure.
    """

    __slots__ = ("_met", "_waiting", "again", "asked", "done")

    def __init__(self, *addresses: Target) -> None:
        self._met: set[Target] = set()
        self._waiting: deque[Target] = deque()
        self.asked = False
        self.done = False
        self.again = False
        """It was had, but another of its addresses may have more."""
        for address in addresses:
            self.offer(address)

    def offer(self, address: Target) -> None:
        """Note one more address, unless it was met before."""
        if address not in self._met:
            self._met.add(address)
            self._waiting.append(address)

    def take(self) -> Target | None:
        """The address to ask for now; None while one is asked for, and when there is none left."""
        if self.asked or (self.done and not self.again) or not self._waiting:
            return None
        self.asked = True
        return self._waiting.popleft()

    def failed(self) -> None:
        """The address that was asked for had nothing."""
        self.asked = False

    @property
    def waiting(self) -> bool:
        """Nobody has asked for it yet."""
        return bool(self._waiting) and not (self.asked or self.done)

    @property
    def exhausted(self) -> bool:
        """Every address so far was asked for in vain."""
        return not (self.asked or self.done or self._waiting)


@dataclass(frozen=True, slots=True)
class Target:
    """An address, and the form to post to it where it is not simply fetched."""

    url: str
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a pager: which pager, which page of it, and where that page is."""

    pager: str
    number: int
    target: Target
    guessed: bool = False
    """No link names it: it may be one page after the last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on a listing page."""

    key: str
    urls: tuple[str, ...]
    """Every address that the page links it by."""
    day: date | None = None
    """The date printed beside the link."""
    modified: date | None = None
    """The day of its last change, from a sitemap: it was not published later."""


@dataclass(slots=True, eq=False)
class Listing:
    """One paged list, walked page by page in the order of the page numbers."""

    url: str
    """Where its first page was found; the Referer of the pages after it."""
    declared: bool = False
    """Whether the portal's declaration names it; others were found in menus."""
    over: bool = False
    open_end: bool = False
    """Nobody says which page is its last: one that is not there ends it."""
    _pages: dict[int, Lead] = field(default_factory=dict)
    _shown: set[str] = field(default_factory=set)
    _quiet: int = 0
    _repeats: bool = False
    _known: int = 0

    def offer(self, link: PageLink) -> None:
        """Note where one of its pages is."""
        self._pages.setdefault(link.number, Lead()).offer(link.target)
        self.open_end = self.open_end or link.guessed

    def start(self, entries: list[Entry], known: Callable[[str], bool]) -> None:
        """Its first page was read."""
        self.turned(1, entries, known)
        self._quiet = 0

    def next_page(self, last: int) -> tuple[int, Target] | None:
        """The lowest page up to `last` not asked for yet; None where there is none or it is over."""
        if self.over:
            return None
        for number in sorted(self._pages):
            if number <= last and (target := self._pages[number].take()):
                return number, target
        return None

    def missed(self, number: int) -> bool:
        """A page could not be had; says whether no other address of it is left."""
        self._pages[number].failed()
        return self._pages[number].exhausted

    def turned(self, number: int, entries: list[Entry], known: Callable[[str], bool]) -> None:
        """A page was read: is there anything on it that the listing has not shown yet?"""
        page = self._pages.setdefault(number, Lead())
        page.done, page.asked = True, False
        keys = {entry.key for entry in entries}
        if keys - self._shown:
            self._repeats = number > 1
            self._quiet = 0
        else:
            self._repeats = self._repeats and bool(keys)
            self._quiet += 1
        self._known = self._known + 1 if keys and all(map(known, keys)) else 0
        self._shown |= keys
        self.over = self.over or self._quiet >= QUIET_PAGES

    @property
    def cut_short(self) -> bool:
        """Pages are left that nobody asks for: its last ones showed nothing, or it has too many."""
        return bool(self._left) and (not self.over or self._quiet >= QUIET_PAGES)

    @property
    def endless(self) -> bool:
        """Its pager went on to new articles, and after the last one shows old ones again and again.

        A pager that names many more pages has promised them: then something was lost.
        """
        return self._quiet >= QUIET_PAGES and self._repeats and self._left <= WINDOW

    @property
    def _left(self) -> int:
        return sum(page.waiting for page in self._pages.values())

    @property
    def only_known(self) -> bool:
        """The last pages held nothing new to the dataset."""
        return self._known >= KNOWN_PAGES


def passed(entries: list[Entry], since: date) -> bool:
    """Whether the entries have gone past `since`: enough of them in a row are older.

    A page with fewer dated entries has to be older throughout.
    """
    days = [entry.day for entry in entries if entry.day is not None]
    if not days:
        return False
    return any(all(day < since for day in run) for run in _runs(days, min(OLD_RUN, len(days))))


def _runs(days: list[date], length: int) -> Iterator[list[date]]:
    return (days[start : start + length] for start in range(len(days) - length + 1))
