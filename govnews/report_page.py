"""The report of a run as a page for people: one HTML file, readable without the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from govnews.dataset.disk import replacing
from govnews.other_pages import told
from govnews.outcome import FAILED_COUNTS, TRAP
from govnews.portals.links import TRAP_KINDS

SHOWN = 25
"""So many rows of a table stand open; the others fold away below them."""
_MEANINGS = {
    0: "all well",
    1: "failed: no portal gave anything",
    3: "done, but a person should look",
    130: "interrupted; what was read is kept",
}
_COLUMNS = ("portal", "listed", "fetched", "new", "changed", "failed", "requests", "seconds", "end")
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7ddb9b; } }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem;
  background: Canvas; color: CanvasText; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: right; padding: .15rem .5rem; border-bottom: 1px solid var(--line);
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
.bad { color: var(--bad); } .good { color: var(--good); } li { overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 1.2rem; } summary { cursor: pointer; padding: .3rem 0; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>govnews run {run}</title><style>{style}</style></head><body>
<h1>Run {run}</h1>
<p class="{mood}"><strong>Exit code {code}: {meaning}.</strong></p>
<p>{figures}</p>
{parts}
</body></html>
"""


def write_page(out: Path, run: str, report: Mapping[str, Any]) -> Path:
    """Write `runs/<run>.html` beside the report. Raises `DatasetError` where the disk refuses it."""
    path = out / "runs" / f"{run}.html"
    with replacing(path) as file:
        file.write(render(run, report).encode())
    return path


def render(run: str, report: Mapping[str, Any]) -> str:
    """The page of a report, as `runs/<run>.json` has it."""
    code, portals = report["exit_code"], report["portals"]
    problems = [
        f"<li><strong>{escape(name)}</strong>: {escape(text)}</li>"
        for name, outcome in portals.items()
        for text in outcome["problems"]
    ]
    needing = sorted(portals.items(), key=lambda item: not item[1]["problems"])
    waiting = [
        f"<li><strong>{escape(name)}</strong>: {escape(why)}</li>" for name, why in _waiting(report)
    ]
    parts = [
        _list("A person should look", problems),
        _table("Portals", _COLUMNS, [_row(name, outcome) for name, outcome in needing]),
        _list("Goes on in a later run", waiting),
        _list("Not stored", [f"<li>{line}</li>" for line in _others(portals)]),
        _list("Left alone", [f"<li>{line}</li>" for line in _left_alone(portals)]),
        _table("Requests", ("host", "this run", "today"), _hosts(report["hosts"])),
    ]
    return _PAGE.format(
        run=escape(run),
        style=_STYLE,
        mood="good" if code == 0 else "bad",
        code=code,
        meaning=_MEANINGS.get(code, "see the log"),
        figures=escape(", ".join(_figures(report))),
        parts="\n".join(filter(None, parts)),
    )


def _figures(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"{report.get('new', 0):,} articles new"
    yield f"{report.get('changed', 0):,} changed"
    yield f"{report.get('unchanged', 0):,} unchanged"
    yield f"{len(report['portals'])} portals asked in {_duration(report['seconds'])}"
    for name in ("since", "until", "limit", "replay"):
        if report.get(name):
            yield f"{name} {report[name]}"


def _row(name: str, outcome: Mapping[str, Any]) -> list[str]:
    counts = outcome["counts"]
    failed = sum(counts.get(kind, 0) for kind in FAILED_COUNTS)
    numbers = [counts.get(kind, 0) for kind in ("listed", "articles_read", "new", "changed")]
    numbers += [failed, sum(outcome["requests"].values()), round(outcome["seconds"])]
    mark = f'<span class="bad">{escape(name)}</span>' if outcome["problems"] else escape(name)
    end = outcome["finish_reason"] or "never began"
    return [mark, *(f"{number:,}" for number in numbers), escape(end)]


def _waiting(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Portals whose walk was put off, or cut without need for a person."""
    yield from report["put_off"].items()
    for name, outcome in report["portals"].items():
        if outcome["cut"] and outcome["cut"] not in outcome["problems"]:
            yield name, outcome["cut"]


def _others(portals: Mapping[str, Any]) -> Iterator[str]:
    """Pages that were no articles, by portal and kind, each with an address."""
    for name, outcome in portals.items():
        for kind, url in outcome["examples"].items():
            counts = outcome["counts"]
            number = sum(counts.get(f"{n}{kind}", 0) for n in ("not_article/", "listings_"))
            yield f"<strong>{escape(name)}</strong>: {escape(told(kind, number, url))}"


def _left_alone(portals: Mapping[str, Any]) -> Iterator[str]:
    for name, outcome in portals.items():
        counts = ((outcome["counts"].get(TRAP + kind), w) for kind, w in TRAP_KINDS.items())
        if words := ", ".join(f"{number:,} {w[number > 1]}" for number, w in counts if number):
            yield f"<strong>{escape(name)}</strong>: {escape(words)}"


def _hosts(hosts: Mapping[str, Mapping[str, int]]) -> list[list[str]]:
    return [[escape(h), f"{n['requests']:,}", f"{n['today']:,}"] for h, n in hosts.items()]


def _table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{column}</th>" for column in columns)

    def drawn(some: Iterable[Sequence[str]]) -> str:
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in some)
        return f'<div class="wide"><table><tr>{head}</tr>\n{body}</table></div>'

    return f"<h2>{heading}</h2>\n{drawn(rows[:SHOWN])}" + _folded(rows, drawn)


def _list(heading: str, items: Sequence[str]) -> str:
    if not items:
        return ""

    def drawn(some: Iterable[str]) -> str:
        return f"<ul>{''.join(some)}</ul>"

    return f"<h2>{heading}</h2>\n{drawn(items[:SHOWN])}" + _folded(items, drawn)


def _folded(rows: Sequence[Any], drawn: Any) -> str:
    rest = rows[SHOWN:]
    return f"<details><summary>{len(rest)} more</summary>{drawn(rest)}</details>" if rest else ""


def _duration(seconds: float) -> str:
    """Such as `2 h 05 min`.

    >>> _duration(7500), _duration(95), _duration(4.2)
    ('2 h 05 min', '1 min 35 s', '4 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
