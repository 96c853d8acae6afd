"""What is known of a portal's days and months, as SVG that is told apart without colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from govnews.reporting.markup import Html

CELL = 11
"""Side of the room that a day or month has, in units of the drawing."""
_LEFT, _TOP = 30, 13
_WEEKS = 53
SIGNS = ("whole", "unsure", "missing", "none")
"""Filled square, hollow square, cross, dot; where nothing is known there is nothing."""
_LARGEST, _SMALLEST = 9.0, 4.0
_STATES = {"whole": "whole", "missing": "missing", "no_news": "none"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month, of one portal."""

    day: date
    state: str
    """As in `govnews.questions.coverage`."""
    stored: int

    @property
    def sign(self) -> str:
        """How it is drawn; empty where nothing is known."""
        return _STATES.get(self.state, "unsure" if self.stored else "")


def days_drawn(days: list[Day], title: str, told: str) -> Html:
    """The last year of days, a column a week."""
    last = days[-1].day
    monday = last - timedelta(days=last.weekday(), weeks=_WEEKS - 1)
    shown = [each for each in days if each.day >= monday]
    cells = {
        (_LEFT + (each.day - monday).days // 7 * CELL, _TOP + each.day.weekday() * CELL): each
        for each in shown
    }
    firsts = (monday + timedelta(days=at) for at in range(7 * (_WEEKS - 2)))  # with room for it
    labels = [
        (_LEFT + (day - monday).days // 7 * CELL, 9, f"{day.month}/{day:%y}")
        for day in firsts
        if day.day == 1 and day.month % 2
    ]
    return _svg(cells, labels, _LEFT + _WEEKS * CELL, _TOP + 7 * CELL, title, told)


def months_drawn(days: list[Day], title: str, told: str) -> Html:
    """All months, a row a year."""
    months = _months(days)
    first = months[0].day.year
    cells = {
        (_LEFT + (each.day.month - 1) * 2 * CELL, _TOP + (each.day.year - first) * CELL): each
        for each in months
    }
    years = range(first, months[-1].day.year + 1)
    labels = [(0, _TOP + at * CELL + 9, str(year)) for at, year in enumerate(years)]
    labels += [(_LEFT + at * 2 * CELL, 9, str(at + 1)) for at in range(12)]
    return _svg(cells, labels, _LEFT + 24 * CELL, _TOP + len(years) * CELL, title, told)


def legend(told: Mapping[str, str]) -> Html:
    """What the signs mean; `told` has the words for each."""
    items = "".join(
        f'<li><svg viewBox="0 0 11 11" width="16" height="16" aria-hidden="true">'
        f'<path class="{sign}" d="{_drawn(sign, 0, 0, _LARGEST)}"/></svg> {escape(told[sign])}</li>'
        for sign in SIGNS
    )
    blank = '<svg viewBox="0 0 11 11" width="16" height="16" aria-hidden="true"></svg>'
    return Html(f'<ul class="legend">{items}<li>{blank} {escape(told["blank"])}</li></ul>')


def _months(days: Iterable[Day]) -> list[Day]:
    """The months that the days fill: whole or without news only where all their days are known."""
    held: dict[date, list[Day]] = defaultdict(list)
    for each in days:
        held[each.day.replace(day=1)].append(each)
    return [
        Day(month, _state_of({each.state for each in some}), sum(each.stored for each in some))
        for month, some in sorted(held.items())
    ]


def _state_of(states: set[str]) -> str:
    for state in ("missing", "not_known", "whole"):
        if state in states:
            return state
    return "no_news"


def _svg(
    cells: Mapping[tuple[int, int], Day],
    labels: Iterable[tuple[int, int, str]],
    width: int,
    height: int,
    title: str,
    told: str,
) -> Html:
    most = max((each.stored for each in cells.values()), default=0)
    paths: dict[str, list[str]] = {sign: [] for sign in SIGNS}
    for (x, y), each in cells.items():
        if each.sign:
            size = _SMALLEST + (_LARGEST - _SMALLEST) * (each.stored / max(most, 1)) ** 0.5
            paths[each.sign].append(_drawn(each.sign, x, y, size))
    drawn = "".join(f'<path class="{sign}" d="{"".join(d)}"/>' for sign, d in paths.items() if d)
    texts = "".join(f'<text x="{x}" y="{y}">{escape(text)}</text>' for x, y, text in labels)
    return Html(
        f'<svg class="calendar" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'aria-label="{escape(f"{title}. {told}")}"><title>{escape(title)}</title>{texts}{drawn}</svg>'
    )


def _drawn(sign: str, x: float, y: float, size: float) -> str:
    """A sign in the middle of its room."""
    if sign == "none":
        size = 2.0
    if sign == "missing":
        size = 7.0
    x, y, side = x + (CELL - size) / 2, y + (CELL - size) / 2, f"{size:.1f}"
    if sign == "missing":
        return f"M{x:.1f} {y:.1f}l{side} {side}m0-{side}l-{side} {side}"
    return f"M{x:.1f} {y:.1f}h{side}v{side}h-{side}z"
