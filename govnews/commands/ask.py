"""`govnews ask`: the questions people ask of a dataset, as tables, files and pictures."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.commands.output import print_line, say
from govnews.errors import BadInput
from govnews.option_values import count, day
from govnews.outcome import FAILED, OK

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from govnews.dataset import Dataset

ABOUT = "answer a question from a dataset: who spoke, who was honoured, what is known"
EXAMPLE = """\
  govnews ask speeches                        who spoke, and how often
  govnews ask speeches --by venue,year        where, and when
  govnews ask career "Lê Tiến Châu"           an official's offices over time
  govnews ask together                        who appears with whom
  govnews ask together "Lê Tiến Châu"         who appears with one official
  govnews ask awards --by grantor,year        who honours whom, and when
  govnews ask events --by kind,province_now   what takes place, and where
  govnews ask edits --since 2024-01-01        what was edited afterwards
  govnews ask coverage --portal haiphong      which days are known whole
  govnews ask gaps                            the longest times without articles

A name counts in any case and with either way of placing tone marks (Hoà, Hòa).
A `?` marks a name behind which several people may stand; why is said below."""

_BY = {
    "speeches": ("person",),
    "awards": ("kind", "year"),
    "events": ("kind", "province", "month"),
    "edits": (),
    "coverage": ("year",),
}
"""Questions that take `--by`, and what they count by without it."""
QUESTIONS = ("speeches", "career", "together", "awards", "events", "edits", "coverage", "gaps")


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add("question", metavar="QUESTION", choices=QUESTIONS, help=f"one of {', '.join(QUESTIONS)}")
    add("name", metavar="NAME", nargs="?", help="the official, for career and together")
    add(
        "--data",
        metavar="DIR",
        default="data",
        help="folder of the dataset, or s3://bucket/path (default: %(default)s)",
    )
    add("--by", metavar="COLUMNS", help="count by these columns: kind,year (see the examples)")
    add("--portal", metavar="NAME", action="append", help="only this portal (repeatable)")
    add("--since", metavar="DATE", type=day, help="only articles published from this day on")
    add("--until", metavar="DATE", type=day, help="only articles published up to this day")
    add("--as-of", metavar="DATE", help="what was known at the end of this day")
    add("--top", metavar="N", type=count, default=20, help="how many rows to show (default: 20)")
    add("--csv", metavar="FILE", type=Path, help="write all rows and columns to this file")
    add("--json", action="store_true", help="print all rows, each as one line of JSON")
    add("--picture", metavar="FILE", type=Path, help="draw it: a name in .png, .svg or .pdf")
    add("--lang", choices=("en", "vi"), default="en", help="language of table and picture")


def run(arguments: argparse.Namespace) -> int:
    """Answer; the exit code."""
    from govnews.dataset import load
    from govnews.questions import nearest_names
    from govnews.questions.answer import write_answer

    by = _checked(arguments)
    chosen = {name: getattr(arguments, name) for name in ("portal", "since", "until", "as_of")}
    dataset = load(arguments.data, **{name: value for name, value in chosen.items() if value})
    frame = _answer(dataset, arguments.question, arguments.name, by)
    if arguments.name and frame.empty:
        near = nearest_names(dataset, arguments.name)
        hint = f": did you mean {', '.join(near)}?" if near else ": no name is like it"
        say(f"{arguments.data}: nobody is named {arguments.name!r} there{hint}")
        return FAILED
    if arguments.csv:
        write_answer(frame, arguments.csv)
        say(f"{arguments.csv}: {len(frame):,} rows")
    if arguments.picture:
        _draw(dataset, frame, arguments)
        say(f"{arguments.picture}: drawn")
    if arguments.json:
        from govnews.questions.answer import plain_rows

        for row in plain_rows(frame):
            print_line(row)
    elif frame.empty:
        say(f"{arguments.data}: no rows for this question: other portals or days may have some")
    else:
        from govnews.show_answer import show_answer

        show_answer(arguments.question, frame, by, lang=arguments.lang, top=arguments.top)
    return OK


def _checked(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The columns to count by, once the arguments fit together.

    Raises:
        BadInput: they do not.

    """
    question = arguments.question
    if question == "career" and not arguments.name:
        raise BadInput('career: whose? Write govnews ask career "Lê Tiến Châu"')
    if arguments.name and question not in ("career", "together"):
        raise BadInput(f"{question} takes no name: leave out {arguments.name!r}")
    if arguments.by and question not in _BY:
        raise BadInput(f"{question} takes no --by: leave it out")
    for path in (arguments.csv, arguments.picture):
        if path and not path.absolute().parent.is_dir():
            raise BadInput(f"{path}: there is no folder {path.parent}: make it, or choose another")
    if arguments.picture:
        from govnews.pictures.files import check_name

        if question == "gaps":
            raise BadInput("gaps have no picture of their own: see that of coverage")
        check_name(arguments.picture)
    if arguments.by:
        return tuple(name.strip() for name in arguments.by.split(","))
    return _BY.get(question, ())


def _answer(dataset: Dataset, question: str, name: str | None, by: Sequence[str]) -> pd.DataFrame:
    from govnews import questions

    if question == "career":
        return questions.career(dataset, str(name))
    if question == "together":
        return questions.together(dataset, name)
    if question == "coverage" and len(by) != 1:
        raise BadInput("coverage: --by takes one of day, month, year")
    ask: Callable[..., pd.DataFrame] = getattr(questions, question)
    if question == "gaps":
        return ask(dataset)
    return ask(dataset, by=by[0] if question == "coverage" else by)


def _draw(dataset: Dataset, frame: pd.DataFrame, arguments: argparse.Namespace) -> None:
    """Draw the answer; where its picture needs other columns than the table, ask for these."""
    from govnews import pictures, questions

    question, top = arguments.question, arguments.top
    draw: Callable[..., Figure] = getattr(pictures, question)
    match question:
        case "speeches":
            draw = partial(draw, top=top)
        case "career":
            draw = partial(draw, name=arguments.name)
        case "together":
            draw = partial(draw, name=arguments.name, top=top)
        case "awards":
            frame = questions.awards(dataset, ("kind", "year"))
        case "events":
            frame = questions.events(dataset, ("kind", "month"))
        case "edits":
            frame = questions.edits(dataset)
        case "coverage":
            frame = questions.coverage(dataset)
    pictures.save(draw(frame, lang=arguments.lang, note=_note(arguments)), arguments.picture)


def _note(arguments: argparse.Namespace) -> str:
    """Where the numbers come from, and what was chosen of it."""
    parts: list[Any] = [f"govnews, {arguments.data}", *(arguments.portal or ())]
    if arguments.since or arguments.until:
        parts.append(f"{arguments.since or '…'} – {arguments.until or '…'}")
    if arguments.as_of:
        parts.append(f"as of {arguments.as_of}")
    return ", ".join(parts)
