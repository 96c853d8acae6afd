"""Opening hours: when a portal may be asked, as its declaration says (`hours = "22:00-05:00"`)."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def read_hours(text: str) -> tuple[time, time] | None:
    """Opening and closing time; None where the text names none, or twice the same.

    >>> read_hours("22:00-05:00")
    (datetime.time(22, 0), datetime.time(5, 0))
    """
    match = _HOURS.fullmatch(text)
    if match is None:
        return None
    opens, closes = (time(int(match[n]), int(match[n + 1])) for n in (1, 3))
    return (opens, closes) if opens != closes else None


def seconds_left(hours: str, now: datetime) -> float:
    """Seconds until the portal closes; 0 while it is closed. `now` is in the portal's zone.

    >>> seconds_left("22:00-05:00", datetime(2026, 11, 23, 4, 30))
    1800.0
    >>> seconds_left("22:00-05:00", datetime(2026, 11, 23, 12, 0))
    0.0
    """
    opens, closes = _both(hours)
    moment = now.time()
    is_open = opens <= moment < closes if opens < closes else moment >= opens or moment < closes
    return (_next(closes, now) - now).total_seconds() if is_open else 0.0


def opens_at(hours: str, now: datetime) -> datetime:
    """When the portal opens next, in the zone of `now`.

    >>> opens_at("22:00-05:00", datetime(2026, 11, 23, 12, 0)).isoformat()
    '2026-11-23T22:00:00'
    """
    return _next(_both(hours)[0], now)


def _both(hours: str) -> tuple[time, time]:
    both = read_hours(hours)
    if both is None:
        raise ValueError(f"hours {hours!r}: write them as 22:00-05:00")
    return both


def _next(moment: time, now: datetime) -> datetime:
    """The next time that a clock shows `moment`."""
    then = datetime.combine(now.date(), moment, tzinfo=now.tzinfo)
    return then if then > now else then + timedelta(days=1)
