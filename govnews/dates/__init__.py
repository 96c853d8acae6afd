"""Vietnamese dates: what portals print of themselves, and what prose says.

`read_stamp` reads a page's printed date, `find_dates` the days that a text names (`dates_in` one by
one), `find_periods` its months, quarters and years. A closed grammar, so that a document number, a score or a share
never becomes a date, and nothing is ever filled in from the clock of the machine.
"""

from govnews.dates.order import exchanged, order_of, weekday_in
from govnews.dates.periods import Period, find_periods
from govnews.dates.prose import DateSpan, dates_in, find_dates
from govnews.dates.stamp import HANOI, Stamp, read_stamp

__all__ = [
    "HANOI", "DateSpan", "Period", "Stamp", "dates_in", "exchanged", "find_dates", "find_periods", "order_of",
    "read_stamp", "weekday_in",
]  # fmt: skip
