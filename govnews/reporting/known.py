"""Which days of each portal are known, and where the longest gaps are."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from govnews.questions import coverage, gaps
from govnews.reporting.calendar import Day, days_drawn, legend, months_drawn
from govnews.reporting.context import Context, rows_of
from govnews.reporting.markup import Html, heading, paragraph, section, table

_GAPS = 10
_STATES = ("whole", "no_news", "missing", "not_known")


def known(context: Context) -> Html:
    """A calendar for each portal, and the gaps."""
    say = context.say
    frame = coverage(context.dataset)
    days = zip(frame["portal"], frame["day"], frame["state"], frame["stored"], strict=True)
    drawn = [
        _portal(context, portal, [Day(day, state, int(stored)) for _, day, state, stored in some])
        for portal, some in groupby(days, key=lambda row: str(row[0]))
    ]
    if not drawn:
        return section("coverage", say("coverage"), context.nothing())
    told = {sign: say(f"state_{sign}") for sign in ("whole", "unsure", "missing", "none", "blank")}
    note = paragraph(say("coverage_note"), "note")
    return section("coverage", say("coverage"), note, legend(told), *drawn, _gaps(context))


def _portal(context: Context, portal: str, days: list[Day]) -> Html:
    say = context.say
    counts = Counter(day.state for day in days)
    shown = {state: say.number(counts[state]) for state in _STATES}
    first, last = say.day(days[0].day), say.day(days[-1].day)
    told = say("days_told", portal=portal, first=first, last=last, **shown)
    calendars = [days_drawn(days, say("days_title", portal), told)]
    if days[0].day.replace(day=1) != days[-1].day.replace(day=1):
        calendars.append(months_drawn(days, say("months_title", portal), told))
    wide = "".join(
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}">{calendar}</div>'
        for name, calendar in zip(("days", "months"), calendars, strict=False)
    )
    return Html(f'<div class="portal">{heading(portal)}{paragraph(told, "note")}{wide}</div>')


def _gaps(context: Context) -> Html:
    say, number = context.say, context.appendix.number
    rows = []
    for gap in rows_of(gaps(context.dataset).head(_GAPS)):
        ends = [gap["before_article_id"], gap["after_article_id"]]
        span = [say.day(gap["first_day"]), say.day(gap["last_day"])]
        days = number(
            gap["days"],
            f"{gap['portal']}, {span[0]} – {span[1]}",
            f"govnews ask gaps --data {context.name}",
            [each for each in ends if each],
        )
        rows.append([gap["portal"], *span, days])
    columns = [say(key) for key in ("portal", "first_day", "last_day", "days")]
    return table(say("gaps"), columns, rows, ".ddn") if rows else Html("")
