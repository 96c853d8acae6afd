"""`govnews demo --faults`: what a harvest does, says and keeps when its portal misbehaves."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from govnews.demo.articles import load_articles
from govnews.demo.faults import FAULTS
from govnews.demo.trial import Result, try_faults
from govnews.errors import BadInput
from govnews.outcome import FAILED, OK
from govnews.terminal import new_console

LIST = "list"
_ARTICLES = 8
"""Of each portal; the trial of every fault takes about two minutes with them."""


def show_faults(names: Sequence[str]) -> int:
    """Try the faults, all where none is named, and tell of each; 1 where one loses a stored row.

    With `list` they are only named. Raises `BadInput` for a name that is no fault's.
    """
    screen = new_console(markup=False, soft_wrap=True)
    if LIST in names:
        for name, fault in FAULTS.items():
            screen.print(f"{name:<18} {fault.about}")
        return OK
    if unknown := [name for name in names if name not in FAULTS]:
        raise BadInput(
            f"--faults: no fault is named {unknown[0]!r}: `--faults list` names them all"
        )
    chosen = list(dict.fromkeys(names)) or list(FAULTS)
    articles = [article for article in load_articles() if article.cms == "liferay"][:_ARTICLES]
    screen.print(
        f"Trying {len(chosen)} faults, each on a portal of its own with {len(articles)} articles: "
        "sound, faulty, and sound again …"
    )
    with tempfile.TemporaryDirectory() as folder:
        results = try_faults(chosen, articles, Path(folder))
    for result in results:
        screen.print()
        for line in told(result):
            screen.print(line)
    return FAILED if any(result.kept.lost or result.healed.lost for result in results) else OK


def told(result: Result) -> list[str]:
    """The result of a fault in lines."""
    said = result.problems or ("nothing",)
    return [
        f"{result.fault}: {FAULTS[result.fault].about}",
        f"  stored before   {result.kept}",
        f"  first harvest   {result.first}",
        f"  once it is over {result.healed}",
        f"  exit code       {result.exit_code}",
        *(f"  the run says    {problem}" for problem in said),
    ]
