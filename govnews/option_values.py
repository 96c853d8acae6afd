"""What is written after an option: days, times, numbers, files. Wrong ones are told by argparse."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime, timedelta
from pathlib import Path

from govnews.again import read_ages
from govnews.errors import BadInput

_TIME = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def day(text: str) -> date:
    """2023-12-11, or 11/12/2023 with the day first, as Vietnam writes it.

    >>> day("11/12/2023")
    datetime.date(2023, 12, 11)
    """
    try:
        if match := _DAY_FIRST.fullmatch(text.strip()):
            return date(*(int(part) for part in reversed(match.groups())))
        return date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2023-12-11") from None


def moment(text: str) -> date | datetime:
    """A day, or a day and a time such as 2023-12-11T15:30 (Hanoi time unless it says otherwise)."""
    if len(text.strip()) <= len("2023-12-11"):
        return day(text)
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: write 2023-12-11T15:30") from None


def ages(text: str) -> tuple[str, ...]:
    """Ages at which articles are looked at again, such as `1h,1d,7d`."""
    found = tuple(age.strip() for age in text.split(","))
    try:
        read_ages(found)
    except BadInput as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return found


def count(text: str) -> int:
    """A number from 1 up."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def duration(text: str) -> timedelta:
    """90m, 2h, 1h30m or 45s.

    >>> duration("1h30m")
    datetime.timedelta(seconds=5400)
    """
    match = _TIME.fullmatch(text.strip().lower())
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    if not (length := timedelta(hours=hours, minutes=minutes, seconds=seconds)):
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time: write 90m or 2h")
    return length


def archive(text: str) -> Path:
    """A WARC file, or a folder of them, that is there."""
    from govnews.archive.replay import is_archive

    path = Path(text)
    if path.is_dir() and not any(map(is_archive, path.iterdir())):
        raise argparse.ArgumentTypeError(f"{text}: no WARC file in this folder")
    if not path.exists():
        raise argparse.ArgumentTypeError(f"{text}: no such file or folder")
    return path


def host(text: str) -> str:
    """The name of a host, or the end that several have in common.

    >>> host("*.gov.vn"), host("https://www.haiphong.gov.vn/tin")
    ('gov.vn', 'haiphong.gov.vn')
    """
    named = text.strip().lower().rpartition("://")[2].partition("/")[0]
    named = named.removeprefix("*").removeprefix(".").removeprefix("www.")
    if not named or "*" in named:
        raise argparse.ArgumentTypeError(f"{text!r} is no host: write haiphong.gov.vn or gov.vn")
    return named
