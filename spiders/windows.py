"""The deep check: each brief walk reads a further window of every listing, until all was seen.

Posts that are dated back, or uploaded late, stand behind pages on which everything is known.
"""

from __future__ import annotations

import json
import math

from govnews.dataset.visits import Window
from govnews.spiders.trail import Listing, PageLink, Target

UNKNOWN = 10
"""Pages of a window where nobody knows how many the listing has."""


def deeper(
    listing: Listing, pager: str, stored: Window | None, *, rounds: int, most: int
) -> Listing | None:
    """The window of a listing whose first pages were all known; None where nothing is behind them.

    In `rounds` walks the windows reach the end. Each begins with the last page of the one before:
    articles that were deleted have moved others to it.
    """
    stored = stored or Window(pages=0)
    behind = listing.highest_read + 1
    pages = min(max(stored.pages, listing.highest_named), most)
    resumes = stored.next is not None and stored.next >= behind
    first = stored.next if resumes and stored.next else behind
    size = 1 + (math.ceil(pages / rounds) if pages else UNKNOWN)
    window = Listing(
        url=listing.url,
        name=listing.name,
        declared=listing.declared,
        open_end=listing.open_end,
        first=first,
        last=min(first + size - 1, most),
        pages=pages,
    )
    for number, target in listing.waiting_pages():
        if number >= first:
            window.offer(PageLink(pager, number, target))
    if resumes and stored.url and not window.names(first):
        form = tuple((name, value) for name, value in json.loads(stored.form or "[]"))
        window.offer(PageLink(pager, first, Target(stored.url, form)))
    return window if window.waiting_pages() else None


def place_after(window: Listing) -> Window:
    """Where the next walk's window begins, now that this one was read."""
    read, waiting = window.highest_read, window.waiting_pages()
    beyond = [(number, target) for number, target in waiting if number > read]
    if read < window.first or not beyond or window.over:
        return Window(pages=max(read, window.first - 1))
    pages = max(window.pages, read)
    number, target = beyond[0]
    if read > window.first and (again := window.answered.get(read)):
        number, target = read, again
    form = json.dumps(target.form) if target.form else None
    return Window(pages=pages, next=number, url=target.url, form=form)
