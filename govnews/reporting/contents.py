"""What is in the dataset: the numbers, the portals, the last runs."""

from __future__ import annotations

from govnews.questions.query import PERSON, text
from govnews.reporting.context import Context, rows_of
from govnews.reporting.markup import Html, cell, section, table

_NEWEST = 12
"""Rows whose articles are asked for, so that three different ones are among them."""
_RUNS = 10
_NEW = f"max_by(article_id, coalesce(cast(published_at as varchar), '') || article_id, {_NEWEST})"


def numbers(context: Context) -> Html:
    """How many rows each table has, and how many different names there are."""
    say, number = context.say, context.appendix.number
    [found] = context.ask(
        f"select count(*) as n, {_NEW} as ids, count(*) filter (where published_at is null) as undated, "  # noqa: S608
        "min(article_id, 3) filter (where published_at is null) as undated_ids from articles"
    )
    told = [
        (
            number(found["n"], say("articles"), "select * from articles", found["ids"] or []),
            "articles",
        ),
        (
            number(
                found["undated"],
                say("undated"),
                "select * from articles where published_at is null",
                found["undated_ids"] or [],
            ),
            "undated",
        ),
    ]
    for name in ("people", "speakers", "captions", "awards", "changes"):
        [count] = context.ask(
            f"select count(*) as n, {_NEW} as ids from {name} join articles using (article_id)"  # noqa: S608
        )
        ids = dict.fromkeys(count["ids"] or [])
        facts = name if name in ("people", "speakers", "awards") else ""
        rows = number(count["n"], say(name), f"select * from {name}", ids, facts=facts)  # noqa: S608
        told.append((rows, name))
    person = PERSON.format("p")
    [names] = context.ask(f"select count(distinct {person}) as n from people p")  # noqa: S608
    query = f"select {person} as person, count(*) as articles from people p group by all"  # noqa: S608
    told.insert(3, (number(names["n"], say("names"), query, []), "names"))
    items = "".join(f"<div><dt>{cell(say(key))}</dt><dd>{shown}</dd></div>" for shown, key in told)
    return section("numbers", say("numbers"), f'<dl class="numbers">{items}</dl>')


def portals(context: Context) -> Html:
    """One row a portal: its articles, from when to when, and how many the general reader read."""
    say, number = context.say, context.appendix.number
    found = context.ask(
        f"select portal, count(*) as n, {_NEW} as ids, "  # noqa: S608
        "min(published_at) as first, max(published_at) as last, max(fetched_at) as fetched, "
        "count(*) filter (where parser like '%/generic') as generic, "
        "min(article_id, 3) filter (where parser like '%/generic') as generic_ids "
        "from articles group by portal order by n desc, portal"
    )
    rows = []
    for row in found:
        of = f"from articles where portal = {text(row['portal'])}"
        articles = number(row["n"], say("articles_of", row["portal"]), f"select * {of}", row["ids"])
        generic = number(
            row["generic"],
            say("generic_of", row["portal"]),
            f"select * {of} and parser like '%/generic'",
            row["generic_ids"] or [],
        )
        days = [say.day(row[name]) for name in ("first", "last", "fetched")]
        rows.append([row["portal"], articles, *days, generic])
    columns = [
        say(key) for key in ("portal", "articles", "first_day", "last_day", "fetched", "generic")
    ]
    shown = table(say("portals"), columns, rows, ".ndddn") if rows else context.nothing()
    return section("portals", say("portals"), shown)


def runs(context: Context) -> Html:
    """The last runs, the newest first."""
    say = context.say
    last = rows_of(context.dataset.runs.tail(_RUNS).iloc[::-1])
    counts = ("new", "changed", "unchanged")
    rows = [
        [
            row["run"],
            say.day(row["finished"]),
            *(None if row[name] is None else say.number(row[name]) for name in counts),
            row["exit_code"],
        ]
        for row in last
    ]
    columns = [say(key) for key in ("run", "last_day", *counts, "exit_code")]
    shown = table(say("runs"), columns, rows, ".dnnnn") if rows else context.nothing()
    return section("runs", say("runs"), shown)
