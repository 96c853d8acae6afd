"""A probe for people to read, in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from govnews.probing.probe import Probe, path_of

_LABEL = 11
_FEW = 3
"""Articles of a listing that are shown, and platforms."""


def show_probe(console: Console, found: Probe) -> None:
    """Platform, fields, listing, and what is missing."""
    _line(console, "page", found.source.url or found.source.name)
    _show_platform(console, found)
    for field in found.fields:
        if field.value is not None:
            _line(console, field.name, field.value)
            _line(console, "", field.where, style="dim")
    if missing := [field.name for field in found.fields if field.value is None]:
        _line(console, "missing", ", ".join(missing))
    if found.listing:
        for number, line in enumerate(_listing(found)):
            _line(console, "" if number else "listing", line)
    for number, problem in enumerate(found.problems):
        _line(console, "" if number else "to do", problem, style="yellow")


def _show_platform(console: Console, found: Probe) -> None:
    for number, candidate in enumerate(found.candidates[:_FEW]):
        family = candidate.family
        why = "; ".join(candidate.why) or "nothing tells another one"
        label = "" if number > 1 else "or perhaps" if number else "platform"
        _line(console, label, f"{family.name} ({family.title}): {why}")
    if found.known:
        _line(console, "known as", f"{found.known.name}, on {found.known.family}")
    key = found.portal.article_key(found.page.url)
    _line(console, "article", f"id {key}" if key else "its address has no id that is known")


def _listing(found: Probe) -> Iterator[str]:
    listing = found.listing
    assert listing is not None  # noqa: S101 the caller looked
    days = listing.days
    dated = f"{len(days)} with a date, {min(days)} to {max(days)}" if days else "none with a date"
    yield f"{listing.url}"
    yield f"{len(listing.articles)} articles, {dated}"
    for key, url, day in listing.articles[:_FEW]:
        yield f"{day or 'no date'}  {key}: {path_of(url)}"
    pages = listing.pages
    if pages:
        yield f"further pages: {', '.join(map(str, pages[:_FEW]))}{' …' if len(pages) > _FEW else ''}"


def _line(console: Console, label: str, words: str, style: str = "") -> None:
    """A labelled paragraph, indented; whole where the output is piped."""
    if not console.is_terminal:
        console.print(Text.assemble((f"{label:<{_LABEL}}", "bold"), (words, style)))
        return
    wrapped = Text(words, style).wrap(console, max(20, console.width - _LABEL))
    for number, line in enumerate(wrapped):
        head = Text(f"{'' if number else label:<{_LABEL}}", "bold")
        console.print(head + line, soft_wrap=True)
