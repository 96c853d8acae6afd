"""Whether a pattern of somebody's own is fit for addresses of any length."""

from __future__ import annotations

import json
import subprocess
import sys

from govnews.portals.links import MAX_ADDRESS

SECONDS = 5.0
"""A sound pattern needs a thousandth of this for all addresses of a trial, Python's start apart."""
_TRIAL = """
import json, re, sys
pattern, addresses = json.load(sys.stdin)
for address in addresses:
    re.search(pattern, address)
"""


def is_slow(pattern: str) -> bool:
    """Whether an address can be made that keeps the pattern busy: `(a+)+$`, `\\d*\\d*\\d*x`.

    It is tried in a process of its own, for a search cannot be interrupted: on long runs of each
    letter that stands in the pattern, of all of them, and of each kind of letter.
    """
    letters = "".join(sign for sign in pattern if sign.isalnum() or sign in "-_./")
    runs = {"a", "1", "-", "/", letters, *letters} - {""}
    addresses = [
        f"/{run * MAX_ADDRESS}"[: MAX_ADDRESS - 1] + end for run in runs for end in ("", "!")
    ]
    try:
        subprocess.run(  # noqa: S603 our own command
            [sys.executable, "-I", "-c", _TRIAL],
            input=json.dumps([pattern, addresses]).encode(),
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return True
    return False
