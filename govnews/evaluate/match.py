"""When two things count as the same, and how rows of gold and of ours are paired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from govnews.text import fold

_SYLLABLE = re.compile(r"\w+")

Row = TypeVar("Row")
Other = TypeVar("Other")


def pair(
    gold: Sequence[Row], ours: Sequence[Other], fits: Callable[[Row, Other], int]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """The most pairs that fit, as places; then the places left over in `gold` and in `ours`.

    `fits` gives 0, or False, for no fit; of several that fit, a row asks for the greatest first.

    >>> pair(["a", "b"], ["ab", "a"], lambda letter, word: letter in word)
    ([(1, 0), (0, 1)], [], [])
    """
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        fit = [fits(gold[row], other) for other in ours]
        for other in sorted(filter(fit.__getitem__, range(len(ours))), key=lambda i: -fit[i]):
            if other not in tried:
                tried.add(other)
                if other not in owner or place(owner[other], tried):
                    owner[other] = row
                    return True
        return False

    lost = [row for row in range(len(gold)) if not place(row, set())]
    pairs = [(row, other) for other, row in sorted(owner.items())]
    return pairs, lost, [other for other in range(len(ours)) if other not in owner]


def syllables(text: str | None) -> Counter[str]:
    """The bag of folded syllables.

    >>> syllables("Ủy ban, uỷ ban.")
    Counter({'ủy': 2, 'ban': 2})
    """
    return Counter(_SYLLABLE.findall(fold(text or "")))


def same(gold: Any, ours: Any) -> bool:
    """Equal after folding; the empty string and the empty list are null."""
    return bool(_comparable(gold) == _comparable(ours))


def half_shared(gold: str | None, ours: str | None) -> bool:
    """Whether at least half of the syllables of the union are shared; null only equals null.

    >>> half_shared("Lễ khai mạc Giải chạy", "khai mạc giải chạy"), half_shared("Lễ", None)
    (True, False)
    """
    if not gold or not ours:
        return not gold and not ours
    one, other = syllables(gold), syllables(ours)
    return (one & other).total() * 2 >= (one | other).total()


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value) or None
    return None if value == [] else value
