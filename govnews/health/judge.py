"""The verdict on a run: which layouts lost what, what a person should look at, what is held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govnews.health.baseline import (
    ENOUGH,
    Baseline,
    Counts,
    added,
    chance_of_so_few,
    healths,
    lost_in,
    of_layout,
    of_portal,
)
from govnews.health.cause import Cause
from govnews.health.measure import DATE, FIELDS, LAYOUT, Article, Group, Measures, together
from govnews.health.orders import Doubt, likely_by_the_past, orders_in_doubt
from govnews.health.stored import Lookup, Stored, nothing_stored, spoilt

HOLDING = {
    "published_at": 0.5, "body": 0.5,
    "summary": 0.1, "authors": 0.1, "section": 0.1, "captions": 0.1,
}  # fmt: skip
"""Fields that a page shows, and the share below which they are lost. Notices and documents have no
sapo and no byline, so some days have few of them, but every article has a date and a text. What is
read from the text is not among them: it may be missing for reasons of the text."""
HAD = 0.95
"""Only a field that more than this share of articles had can be lost."""
FELL, CHANCE = 0.25, 1e-4
"""A field has fallen where its share is lower by so much, and chance does not explain it."""
JUMP = 4
"""A text is shorter or longer than usual by this factor."""
VAIN = 0.2
"""A share of printed dates that give no day, from which on a person should look."""
NONE_OF = {DATE: 5, "body": 10}
"""A field of the portal's own layouts, and the number of articles of which none lacks it by chance:
a day's notices may all be files without a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a run says of one portal."""

    problems: tuple[str, ...]
    """Sentences for a person, each with an address."""
    held: Mapping[str, tuple[Cause, ...]]
    """Articles that must not be stored → why."""
    report: Mapping[str, Any]
    """The measures, for the run's report and for later runs to compare with."""


@dataclass(slots=True)
class _Unit:
    """One or several layouts that are judged together."""

    layouts: tuple[str, ...]
    now: Counts
    group: Group
    baseline: Baseline
    lost: frozenset[str]
    """Fields that were lost in the last run; they stay so until they are found again."""

    @property
    def name(self) -> str:
        return " and ".join(self.layouts)


def judge(
    measures: Measures,
    reports: Sequence[Mapping[str, Any]],
    portal: str,
    walk: str,
    stored: Lookup = nothing_stored,
) -> Verdict:
    """Hold a portal's run against its former ones; `reports` are theirs, newest first.

    `stored` says what the dataset holds of the articles that the run changed.
    """
    former = list(healths(reports, portal, walk))
    groups = measures.groups()
    accepted = any(portal in report.get("accepted", ()) for report in reports)
    changed, past = _beside_the_past(measures, stored)
    doubts = orders_in_doubt(measures.articles, former)
    problems = [doubt.told for doubt in doubts.values()]
    causes: dict[str, list[Cause]] = {}
    for unit in _units(groups, former):
        lost, texts = _judged(unit)
        problems += texts
        for layout in unit.layouts if lost else ():
            causes[layout] = lost
    undated = {layout for layout, lost in causes.items() if Cause(field=DATE) in lost}
    dated = {article for article in changed if changed[article].layout not in undated}
    spoils, spoil_texts = spoilt(changed, past, dated=dated if not accepted else ())
    problems[:0] = spoil_texts
    if not accepted:
        others = {layout: group for layout, group in groups.items() if layout not in doubts}
        advice = f"mend the layout, or take it as it is: `govnews retry DIR --accept {portal}`"
        problems += [f"{text}: {advice}" for text in _without_history(others, former, set(causes))]
    if not any("its own layout" in problem for problem in problems):
        problems += _outgrown(groups, former)
    marks = _leaked(measures, former)
    problems += [
        f"the same paragraph stands in {number} of {len(measures.articles)} articles, as never "
        f"before: a part of the page's frame is read as text, e.g. {measures.example(mark)}"
        for mark, number in marks.items()
    ]
    held = _held(measures, causes, set(marks))
    for article_id, cause in [*spoils.items(), *_undated(measures, doubts)]:
        held[article_id] = (*held.get(article_id, ()), cause)
    report = {
        "walk": walk,
        "articles": len(measures.articles),
        "layouts": {
            layout: group.to_dict() | _lost_of(causes.get(layout, ()))
            for layout, group in groups.items()
        },
        "repeated": [mark for mark in measures.repeated() if mark not in marks],
        "held": len(held),
        "problems": problems,
    }
    return Verdict(problems=tuple(problems), held=held, report=report)


def _beside_the_past(
    measures: Measures, stored: Lookup
) -> tuple[Mapping[str, Article], Mapping[str, Stored]]:
    """The changed articles and what is stored of them, which tells of the order of dates too."""
    changed = measures.changed()
    past = stored(changed) if changed else {}
    for article_id in changed.keys() & past.keys():
        article = changed[article_id]
        article.likely = likely_by_the_past(article, article.day, past[article_id].day)
    return changed, past


def _lost_of(causes: Sequence[Cause]) -> dict[str, Any]:
    """What a layout lost, for the report of the run."""
    if not causes:
        return {}
    return {"lost": True, "lost_fields": sorted({cause.field or "body" for cause in causes})}


def _undated(measures: Measures, doubts: Mapping[str, Doubt]) -> Iterator[tuple[str, Cause]]:
    """The articles to be stored whose date is in doubt."""
    for doubt in doubts.values():
        for article_id in sorted(doubt.articles):
            article = measures.articles[article_id]
            if article.is_stored:
                day = article.day
                yield article_id, Cause(day=day.isoformat()) if day else Cause(field=DATE)


def _units(groups: Mapping[str, Group], former: Sequence[Mapping[str, Any]]) -> list[_Unit]:
    """Each layout that history knows by itself; the others together, held against the portal."""
    units: list[_Unit] = []
    others: list[str] = []
    for layout, group in groups.items():
        counts, baseline = _with_runs_before(layout, group.to_dict(), former)
        if baseline.is_known:
            units.append(_Unit((layout,), counts, group, baseline, lost_in((layout,), former)))
        else:
            others.append(layout)
    whole = of_portal(former)
    if others and whole.is_known:
        new = together(groups[layout] for layout in others)
        units.append(_Unit(tuple(others), new.to_dict(), new, whole, lost_in(others, former)))
    return units


def _outgrown(groups: Mapping[str, Group], former: Sequence[Mapping[str, Any]]) -> list[str]:
    """Whether far more pages than usual went to the generic reader, which history knows too."""
    everything, whole = together(groups.values()), of_portal(former)
    unit = _Unit(("all layouts",), everything.to_dict(), everything, whole, frozenset())
    if everything.articles < ENOUGH or not whole.is_known or not _state(unit, LAYOUT):
        return []
    return [_missing(unit, [(LAYOUT, whole.share(LAYOUT))])]


def _with_runs_before(
    layout: str, counts: Counts, former: Sequence[Mapping[str, Any]]
) -> tuple[Counts, Baseline]:
    """The measures of small runs, added up until they say something; the rest is history."""
    taken = 0
    while counts["articles"] < ENOUGH and taken < len(former):
        if before := former[taken]["layouts"].get(layout):
            counts = added([counts, before])
        taken += 1
    return counts, of_layout(former[taken:], layout)


def _judged(unit: _Unit) -> tuple[list[Cause], list[str]]:
    """The causes to hold the unit's articles back, and what a person should know."""
    if unit.now["articles"] < ENOUGH and not unit.lost:
        return [], []
    lost, told, texts = [], [], []
    for name in FIELDS:
        usual, state = unit.baseline.share(name), _state(unit, name)
        if state:
            told.append((name, usual))
        if state == "lost":
            lost.append(Cause(field=name))
    if told:
        texts.append(_missing(unit, told))
    short, text = _jumped(unit)
    return lost + short, texts + text


def _without_history(
    groups: Mapping[str, Group], former: Sequence[Mapping[str, Any]], told: set[str]
) -> Iterator[str]:
    """What is wrong whatever was usual; of the layouts `told`, missing fields are told already.

    A layout names the elements of date and text, so that all of its articles have them.
    """
    for layout, group in groups.items():
        vain, before = group.dated_in_vain, of_layout(former, layout).dated_in_vain()
        if vain > VAIN * group.articles and vain >= NONE_OF[DATE] and before < VAIN / 2:
            yield (
                f"{layout}: {vain} of {group.articles} printed dates give no day, or one that lies "
                f"ahead, e.g. {group.in_vain}"
            )
            continue
        for name, number in NONE_OF.items() if group.filled[LAYOUT] and layout not in told else ():
            if group.articles >= number and not group.filled[name]:
                yield f"{layout}: none of {group.articles} articles has {name}, e.g. {group.lacking[name]}"


def _state(unit: _Unit, name: str) -> str:
    """`lost`, `fell`, or nothing."""
    number, filled = unit.now["articles"], unit.now["filled"].get(name, 0)
    usual, share = unit.baseline.share(name), filled / number
    own = unit.group.filled[name] / unit.group.articles
    if name in unit.lost and own < HOLDING.get(name, 0.0):
        return "lost"
    if share > usual - FELL or own > usual - FELL:  # what was added up may be mended by now
        return ""
    chance = chance_of_so_few(filled, number, unit.baseline.least_share(name))
    if chance >= CHANCE:
        return ""
    least = HOLDING.get(name, 0.0)
    return "lost" if usual > HAD and share < least and own < least else "fell"


def _missing(unit: _Unit, told: Sequence[tuple[str, float]]) -> str:
    """One sentence for all fields that a layout does not find any more."""
    number = unit.group.articles
    fields = [
        f"{'its own layout' if name == LAYOUT else name} on {number - unit.group.filled[name]}"
        f" (usual: {round((1 - usual) * number)})"
        for name, usual in told
    ]
    example = unit.group.lacking[told[0][0]]
    return f"{unit.name}: of {number} articles missing {', '.join(fields)}, e.g. {example}"


def _jumped(unit: _Unit) -> tuple[list[Cause], list[str]]:
    """Texts much shorter or longer than usual; the short ones are held back."""
    chars, usual = unit.group.chars, unit.baseline.chars
    is_enough = unit.group.articles >= ENOUGH and unit.baseline.is_established
    if not is_enough or not usual or usual / JUMP <= chars <= usual * JUMP:
        return [], []
    text = f"{unit.name}: the median text has {chars:,} characters where {usual:,.0f} were usual"
    lack = unit.group.lacking.get("body")
    return (
        [Cause(least=round(usual / JUMP))] if chars < usual else [],
        [text + (f", e.g. {lack}" if lack else "")],
    )


def _leaked(measures: Measures, former: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Paragraphs in many articles of this run that no former run had in many."""
    if sum(health["articles"] for health in former) < ENOUGH * 3:
        return {}
    known = {mark for health in former for mark in health["repeated"]}
    return {m: n for m, n in measures.repeated().items() if n >= ENOUGH and m not in known}


def _held(
    measures: Measures, causes: Mapping[str, Sequence[Cause]], marks: set[str]
) -> dict[str, tuple[Cause, ...]]:
    held: dict[str, tuple[Cause, ...]] = {}
    for article_id in measures.stored(set(causes), marks):
        article = measures.articles[article_id]
        leaked = (Cause(mark=mark) for mark in article.marks if mark in marks)
        held[article_id] = (*causes.get(article.layout, ()), *leaked)
    return held
