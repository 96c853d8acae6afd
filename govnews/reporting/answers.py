"""The answers to the questions people ask, each as a picture and a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govnews import pictures, questions
from govnews.dataset.rows import CHANGE_KINDS
from govnews.pictures.words import code_word
from govnews.questions.query import PERSON, text
from govnews.reporting.context import Context, rows_of
from govnews.reporting.markup import Html, link, paragraph, section, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOP = 15
CAREERS = 3
RECENT = 20
_OFTEN = 20_000
"""Of a dataset with so many articles, pairs in fewer than three of them are not counted."""


def speeches(context: Context) -> Html:
    """Who spoke most often, and the offices over time of the first of them."""
    say, lang = context.say, context.say.lang
    frame = questions.speeches(context.dataset)
    careers = _careers(context, list(frame.head(CAREERS)["name"]))
    if frame.empty:
        return Html(section("speeches", say("speeches_head"), context.nothing()) + careers)
    figure = pictures.speeches(frame, lang=lang, note=context.note, top=TOP)
    rows = []
    for row in rows_of(frame.head(TOP)):
        person = row["person"]
        count = context.appendix.number(
            row["speeches"],
            say("speeches_of", row["name"]),
            f"select * from speakers s where {PERSON.format('s')} = {text(person)}",  # noqa: S608
            row["article_ids"],
            facts="speakers",
            marks=(person,),
        )
        name = f"{row['name']} ?" if row["may_be"] else row["name"]
        rows.append([name, list(row["offices"])[:2], count, context.appendix.also(row["articles"])])
    columns = [say(key) for key in ("name", "offices", "speech_count", "article_count")]
    shown = table(say("speeches_head"), columns, rows, "..nn")
    note = paragraph(say("may_be"), "note")
    picture = _picture(context, figure, say("speeches_head"))
    return Html(section("speeches", say("speeches_head"), picture, note, shown) + careers)


def _careers(context: Context, names: list[str]) -> Html:
    say = context.say
    parts = [part for name in names for part in _career(context, name)]
    return section("careers", say("career_head"), *(parts or [context.nothing()]))


def _career(context: Context, name: str) -> Iterator[Html]:
    say, number = context.say, context.appendix.number
    frame = questions.career(context.dataset, name)
    figure = pictures.career(frame, name, lang=say.lang, note=context.note, top=TOP)
    yield _picture(context, figure, name)
    rows = []
    for row in rows_of(frame[frame["office"].notna()].head(TOP)):
        count = number(
            row["articles"],
            say("career_row", name, row["office"]),
            f'govnews ask career "{name}" --data {context.name}',
            row["article_ids"],
            facts="people",
            marks=(name.casefold(),),
        )
        office = f"{row['office']} ?" if row["may_be"] else row["office"]
        rows.append([office, say.day(row["first_seen"]), say.day(row["last_seen"]), count])
    columns = [say(key) for key in ("office", "first_day", "last_day", "article_count")]
    if rows:
        yield table(name, columns, rows, ".ddn")


def together(context: Context) -> Html:
    """Who appears with whom most often."""
    say, number = context.say, context.appendix.number
    [size] = context.ask("select count(*) as n from articles")
    frame = questions.together(context.dataset, minimum=3 if size["n"] > _OFTEN else 2)
    if frame.empty:
        return section("together", say("together_head"), context.nothing())
    figure = pictures.together(frame, lang=say.lang, note=context.note)
    rows = []
    for row in rows_of(frame.head(TOP)):
        count = number(
            row["articles"],
            say("together_of", row["name"], row["other_name"]),
            f'govnews ask together "{row["name"]}" --data {context.name}',
            row["article_ids"],
            facts="people",
            marks=(row["person"],),
        )
        names = [
            f"{row[name]} ?" if row[doubt] else row[name]
            for name, doubt in (("name", "may_be"), ("other_name", "other_may_be"))
        ]
        rows.append([*names, count, context.appendix.also(row["events"])])
    columns = [say(key) for key in ("name", "other", "article_count", "event_count")]
    shown = table(say("together_head"), columns, rows, "..nn")
    return section(
        "together", say("together_head"), _picture(context, figure, say("together_head")), shown
    )


def awards(context: Context) -> Html:
    """Awards by kind and year; below by kind and status."""
    say, number = context.say, context.appendix.number
    frame = questions.awards(context.dataset)
    if frame.empty:
        return section("awards", say("awards_head"), context.nothing())
    figure = pictures.awards(frame, lang=say.lang, note=context.note)
    rows = []
    for row in rows_of(questions.awards(context.dataset, by="kind")):
        kind, status = code_word("award", row["kind"], say.lang), say(row["status"])
        count = number(
            row["rows"],
            say("awards_of", kind, status),
            f"select * from awards where award_kind = {text(row['kind'])} "  # noqa: S608
            f"and status = {text(row['status'])}",
            row["article_ids"],
            facts="awards",
            marks=(row["kind"], row["status"]),
        )
        rows.append([kind, status, count, context.appendix.also(row["recipients"])])
    columns = [say(key) for key in ("award_kind", "status", "rows", "recipients")]
    shown = table(say("awards_head"), columns, rows, "..nn")
    return section(
        "awards", say("awards_head"), _picture(context, figure, say("awards_head")), shown
    )


def events(context: Context) -> Html:
    """Events by kind and month; below by kind."""
    say, number = context.say, context.appendix.number
    frame = questions.events(context.dataset, by=("kind", "month"))
    if frame.empty:
        return section("events", say("events_head"), context.nothing())
    figure = pictures.events(frame, lang=say.lang, note=context.note)
    rows = []
    for row in rows_of(questions.events(context.dataset, by="kind")):
        kind = code_word("event", row["kind"], say.lang)
        count = number(
            row["events"],
            say("events_of", kind),
            f"govnews ask events --by kind,province_now,month --data {context.name}",
            row["article_ids"],
        )
        rows.append([kind, count, context.appendix.also(row["articles"])])
    columns = [say(key) for key in ("event_kind", "event_count", "article_count")]
    shown = table(say("events_head"), columns, rows, ".nn")
    return section(
        "events", say("events_head"), _picture(context, figure, say("events_head")), shown
    )


def edits(context: Context) -> Html:
    """What portals edited afterwards: by kind, and the last ones in words."""
    say, number = context.say, context.appendix.number
    frame = questions.edits(context.dataset)
    if frame.empty:
        return section("edits", say("edits_head"), context.nothing())
    figure = pictures.edits(frame, lang=say.lang, note=context.note)
    rows = []
    for kind in CHANGE_KINDS:
        some = frame[frame["kind"] == kind]
        shown = code_word("change", kind, say.lang)
        query = f"select * from changes where kind = {text(kind)}"  # noqa: S608
        ids = dict.fromkeys(some["article_id"].head(TOP))
        if len(some):
            rows.append([shown, number(len(some), say("edits_of", shown), query, ids)])
    counted = table(say("edits_head"), [say("change_kind"), say("rows")], rows, ".n")
    last = [
        [
            say.day(row["noticed_at"]),
            link(row["url"], row["title"]),
            row["field"],
            code_word("change", row["kind"], say.lang),
            row["before"],
            row["after"],
        ]
        for row in rows_of(frame.head(RECENT))
    ]
    columns = [say(key) for key in ("noticed", "article", "field", "change_kind", "was", "is_now")]
    recent = table(say("recent"), columns, last, "d")
    return section(
        "edits", say("edits_head"), _picture(context, figure, say("edits_head")), counted, recent
    )


def _picture(context: Context, figure: Figure, title: str) -> Html:
    """A figure of the page; the table below it says the same to those who do not see it."""
    drawn = pictures.inline_svg(figure, title, context.say("picture_of"))
    return Html(f"<figure>{drawn}</figure>")
