"""How good the data are: what has a value, who read it, what was held back, what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from govnews.dataset import schema
from govnews.dataset.quarantine import quarantined
from govnews.questions.query import text
from govnews.reporting.context import Context
from govnews.reporting.markup import Html, cell, heading, paragraph, section, table

_LOOKED_AT = {
    "articles": (
        "published_at", "summary", "authors", "section", "source_credit", "event_name",
        "event_date", "organiser", "venue", "province",
    ),
    "people": ("positions", "person_key"),
    "speakers": ("positions", "speech_text"),
    "captions": ("caption", "credit"),
    "awards": ("grantor", "recipient", "reason", "year"),
}  # fmt: skip
"""Table → the columns that most people ask about."""


def quality(context: Context) -> Html:
    """All of it."""
    say = context.say
    return section(
        "quality",
        say("quality"),
        heading(say("filled")),
        paragraph(say("filled_note"), "note"),
        _filled(context),
        heading(say("reading")),
        _reading(context),
        _held(context),
        _gone(context),
    )


def _filled(context: Context) -> Html:
    say, number = context.say, context.appendix.number
    rows = []
    for name, columns in _LOOKED_AT.items():
        lists = {column.name for column in schema.columns(name) if column.kind == "list"}
        lack = {c: f"len({c}) = 0" if c in lists else f"{c} is null" for c in columns}
        counts = ", ".join(
            f"count(*) filter (where {condition}) as {column}, "
            f"min(article_id, 3) filter (where {condition}) as {column}_ids"
            for column, condition in lack.items()
        )
        [found] = context.ask(f"select count(*) as n, {counts} from {name}")  # noqa: S608
        for column in columns:
            if whole := found["n"]:
                without = number(
                    found[column],
                    say("lack_of", say(name), column),
                    f"select * from {name} where {lack[column]}",  # noqa: S608
                    dict.fromkeys(found[f"{column}_ids"] or []),
                )
                have = _bar(say.share(whole - found[column], whole), 1 - found[column] / whole)
                rows.append([name, say.column(column), have, without])
    heads = [say(key) for key in ("table", "column", "have", "lack")]
    return table(say("filled"), heads, rows, "..nn") if rows else context.nothing()


def _bar(told: str, share: float) -> Html:
    return Html(f'{cell(told)} <span class="bar" style="--share:{share:.3f}"></span>')


def _reading(context: Context) -> Html:
    say, number = context.say, context.appendix.number
    parts = []
    for key, condition in (
        ("generic_all", "parser like '%/generic'"),
        ("truncated", "truncated is not null"),
    ):
        [found] = context.ask(
            f"select count(*) as n, min(article_id, 3) as ids from articles where {condition}"  # noqa: S608
        )
        query = f"select * from articles where {condition}"  # noqa: S608
        count = number(found["n"], say(key), query, found["ids"] or [])
        parts.append(f"<li>{count} {cell(say(key))}</li>")
    return Html(f"<ul>{''.join(parts)}</ul>{paragraph(say('errors'), 'note')}")


def _held(context: Context) -> Html:
    """What the quarantine holds; it is beside the dataset and knows no choice of days."""
    say = context.say
    lines = [line for held in quarantined(context.dataset.path) for line in held.lines()]
    total = paragraph(f"{say.number(len(lines))} {say('held')}")
    portals = Counter(str(line["portal"]) for line in lines)
    items = "".join(
        f"<li>{cell(say('held_in', portal, say.number(count), _reasons(lines, portal)))}</li>"
        for portal, count in portals.most_common()
    )
    return Html(total + (f"<ul>{items}</ul>" if items else ""))


def _reasons(lines: Iterable[Mapping[str, Any]], portal: str) -> str:
    reasons = Counter(
        reason for line in lines if line["portal"] == portal for reason in line["reasons"]
    )
    return "; ".join(reason for reason, _ in reasons.most_common(3))


def _gone(context: Context) -> Html:
    say, number = context.say, context.appendix.number
    found = context.ask(
        "select state, count(*) as n, min(article_id, 3) as ids from states "
        "where state <> 'seen' group by state order by n desc, state"
    )
    rows = []
    for row in found:
        query = f"select * from states where state = {text(row['state'])}"  # noqa: S608
        count = number(row["n"], say("state_is", row["state"]), query, row["ids"])
        rows.append([row["state"], count])
    shown = table(say("gone"), [say("state"), say("rows")], rows, ".n") if rows else Html("")
    return Html(heading(say("gone")) + (shown or context.nothing()))
