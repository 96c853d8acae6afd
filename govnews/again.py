"""When a known article is looked at again: once at each age, the more seldom the older it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govnews.errors import BadInput

AGES = ("1h", "1d", "7d", "30d", "180d")
"""Ages at which a known article is fetched again, unless told otherwise."""
AGE = re.compile(r"([1-9]\d{0,4})([hd])")
"""Hours or days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known article, as a walk needs it."""

    url: str
    """As last fetched."""
    canonical_url: str
    """By which the dataset knows it."""
    day: date | None
    """Of publication, in Vietnam."""
    looked: datetime
    """When it was last had, or last found to be gone."""
    due: bool
    """It has reached an age since it was last looked at."""
    last: bool
    """That age is the last one: nobody looks again after it."""

    def changed(self, modified: datetime | None, now: datetime) -> bool:
        """Whether a time of change lies after the last look. One ahead of `now` is not over yet."""
        return modified is not None and self.looked < modified <= now


def read_ages(ages: Iterable[str]) -> tuple[timedelta, ...]:
    """Ages such as `1h` and `30d`, in rising order.

    Raises `BadInput` for anything else.

    >>> [age.total_seconds() for age in read_ages(["1d", "1h"])]
    [3600.0, 86400.0]
    """
    found = set()
    for age in ages:
        match = AGE.fullmatch(age.strip())
        if match is None:
            raise BadInput(f"age {age!r}: write hours or days, as in 1h,1d,7d")
        found.add(timedelta(hours=int(match[1]) * (24 if match[2] == "d" else 1)))
    return tuple(sorted(found))


def reached(
    ages: tuple[timedelta, ...], published: datetime | None, looked: datetime, now: datetime
) -> timedelta | None:
    """The highest age that an article reached after it was last looked at; None: it is not due.

    An article without a date has no age.
    """
    if published is None:
        return None
    return max((age for age in ages if looked < published + age <= now), default=None)
