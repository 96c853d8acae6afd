"""What commands print: messages for people on standard error, records on standard output."""

from __future__ import annotations

import json
import sys

from govnews.errors import BadInput, DatasetLocked
from govnews.outcome import FAILED, LOCKED, USAGE
from govnews.text.printable import printable


def say(message: str) -> None:
    """Tell the person who runs the command."""
    print(f"govnews: {printable(message)}", file=sys.stderr)


def print_line(value: object) -> None:
    """One line of JSON; an encoding without Vietnamese letters gets JSON's own escapes."""
    is_ascii = not (sys.stdout.encoding or "").lower().startswith("utf")
    print(printable(json.dumps(value, ensure_ascii=is_ascii, default=str)))


def code_of(error: Exception) -> int:
    """The exit code for what a command raised."""
    if isinstance(error, BadInput):
        return USAGE
    return LOCKED if isinstance(error, DatasetLocked) else FAILED
