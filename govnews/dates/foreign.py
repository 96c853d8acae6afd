"""The last resort for a page's stamp: wordings of other languages, read by dateparser.

Only for stamps, never for running text, where dateparser finds dates in any number. It is asked
for absolute dates that name a day and a year in words of at most one line, and believed only
where both stand in the text as digits: it swaps day and month, and fills in what is missing.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

_LANGUAGES = ("vi", "en", "fr", "es", "de", "ru")
_LONGEST = 80
_NUMERIC_DATE = re.compile(r"[0-9]{1,4}\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]{1,4}")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NUMBERS = re.compile(r"[0-9]+")


def read_foreign(text: str) -> datetime | None:
    """The date of a stamp in words, aware only where the stamp names a zone.

    >>> read_foreign("lunes, 11 de diciembre de 2023")
    datetime.datetime(2023, 12, 11, 0, 0)
    >>> read_foreign("11/13/2023") is None, read_foreign("Năm 2023") is None
    (True, True)
    """
    if len(text) > _LONGEST or _NUMERIC_DATE.search(text) or not _LETTERS.search(text):
        return None
    numbers = {int(digits) for digits in _NUMBERS.findall(text) if len(digits) <= 4}
    if len(numbers) < 2 or not any(1900 <= number <= 2100 for number in numbers):
        return None
    found = _parser().get_date_data(text)
    moment = found.date_obj
    if not isinstance(moment, datetime) or found.period not in {"day", "time"}:
        return None
    return moment if {moment.year, moment.day} <= numbers else None


@cache
def _parser() -> Any:
    # Costs 0.2 s and 20 MB, for a handful of pages.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(_LANGUAGES),
        settings={
            "DATE_ORDER": "DMY",
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
