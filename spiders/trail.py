"""What a walk through a portal has seen and still has to ask for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

OLD_RUN = 5
"""So many older entries in a row end a listing: fewer may be pinned or back-dated ones."""
QUIET_PAGES = 2
"""So many pages in a row without an entry that the listing has not shown yet: it loops or ended."""
WINDOW = 10
"""So many page numbers ahead are shown by pagers that do not know their end."""


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
    def next(self) -> Target | None:
        """The address to ask for where nobody has asked yet."""
        return self._waiting[0] if self.waiting else None

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
    modified: datetime | None = None
    """When it was last changed, from a feed or sitemap: it was not published later."""


@dataclass(slots=True, eq=False)
class Listing:
    """One paged list, walked page by page in the order of the page numbers."""

    url: str
    """Where its first page was found; the Referer of the pages after it."""
    name: str = ""
    """Its section and pager, by which the next run finds it again."""
    first: int = 1
    last: int | None = None
    """A window of the deep check ends here; None for the listing itself."""
    pages: int = 0
    """How many it was seen to have by former walks; only set in a window."""
    declared: bool = False
    """Whether the portal's declaration names it; others were found in menus."""
    over: bool = False
    open_end: bool = False
    """Nobody says which page is its last: one that is not there ends it."""
    answered: dict[int, Target] = field(default_factory=dict)
    """Number of a page → the address that was asked for last."""
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
        last = min(last, self.last or last)
        for number in sorted(self._pages):
            if self.first <= number <= last and (target := self._pages[number].take()):
                self.answered[number] = target
                return number, target
        return None

    def missed(self, number: int) -> bool:
        """A page could not be had; says whether no other address of it is left."""
        self._pages[number].failed()
        return self._pages[number].exhausted

    @property
    def in_window(self) -> bool:
        """Whether it is a window of the deep check."""
        return self.last is not None

    @property
    def highest_read(self) -> int:
        """The number of the last page that was read; 0 for none."""
        return max((number for number, page in self._pages.items() if page.done), default=0)

    @property
    def highest_named(self) -> int:
        """The highest page that a link names; 0 where links are guessed."""
        return 0 if self.open_end else max(self._pages, default=0)

    def names(self, number: int) -> bool:
        """Whether it is known where a page is."""
        return number in self._pages

    def waiting_pages(self) -> list[tuple[int, Target]]:
        """The pages that nobody asks for, in their order, each with its first address."""
        waiting = ((number, self._pages[number].next) for number in sorted(self._pages))
        return [(number, target) for number, target in waiting if target]

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

    def only_known(self, margin: int) -> bool:
        """A page and so many further ones held nothing new to the dataset."""
        return self._known > margin


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
