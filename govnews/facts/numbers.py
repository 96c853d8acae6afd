"""Numbers as they are counted in prose: in digits or in one word."""

from __future__ import annotations

from govnews.facts.words import words

_MOST_DIGITS = 6


def read_count(key: str) -> int | None:
    """A number in digits or one word, else None.

    >>> read_count("05"), read_count("1.250"), read_count("hai"), read_count("các")
    (5, 1250, 2, None)
    """
    digits = key.replace(".", "")
    if digits.isdecimal() and len(digits) <= _MOST_DIGITS:
        return int(digits)
    word = words().awards.number_words.get(key)
    return int(word) if word else None
