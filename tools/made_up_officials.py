"""Made-up officials: who held which office in which month, so that careers can be followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from made_up_words import DEPARTMENTS, DISTRICTS, GIVEN, LEADERS, MIDDLES, PROVINCES, SURNAMES

from govnews.text.keys import tone_style

TERM = 50
"""Months that an official stays in an office on average."""
PROMOTED, MOVED = 0.6, 0.05
"""Shares of the vacant offices that go to one who held a lesser office there, or any elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Official:
    """A person under both spellings of the name."""

    name: str
    other_spelling: str
    honorific: str


Roster = Sequence[Official]
"""The holders of the offices of `OFFICES`."""

OFFICES = (
    *LEADERS,
    *(f"Giám đốc {body}" for body in DEPARTMENTS),
    *(f"Bí thư Huyện ủy {place}" for place in DISTRICTS),
    *(f"Chủ tịch Ủy ban nhân dân huyện {place}" for place in DISTRICTS),
    *(f"Phó Giám đốc {body}" for body in DEPARTMENTS),
    *(f"Phó Chủ tịch Ủy ban nhân dân huyện {place}" for place in DISTRICTS),
    *(f"Trưởng phòng Nội vụ huyện {place}" for place in DISTRICTS),
    *(f"Chủ tịch Hội Nông dân huyện {place}" for place in DISTRICTS),
    *(f"Bí thư Huyện đoàn {place}" for place in DISTRICTS),
)
"""The offices of every province, those that the news names most first."""
OFFICE_WEIGHTS = tuple(accumulate(1 / (rank + 1) for rank in range(len(OFFICES))))
"""How often each is named, after Zipf, summed up as `random.choices` wants it."""


def rosters(months: int, chance: Random) -> list[list[Roster]]:
    """Month → province (by number) → who held each of its offices."""
    holders = [[_newcomer(chance) for _ in OFFICES] for _ in PROVINCES]
    found: list[list[Roster]] = []
    for _ in range(months):
        for own in holders:
            for office in range(len(OFFICES)):
                if chance.random() < 1 / TERM:
                    _fill(office, own, holders, chance)
        found.append([tuple(own) for own in holders])
    return found


def _fill(office: int, own: list[Official], holders: list[list[Official]], chance: Random) -> None:
    """Somebody takes an office; the one that is left goes to a newcomer."""
    draw = chance.random()
    place = own
    former = min(office + chance.randrange(1, 40), len(OFFICES) - 1)
    if draw < MOVED:
        place = chance.choice(holders)
    elif draw >= MOVED + PROMOTED or former == office:
        own[office] = _newcomer(chance)
        return
    own[office], place[former] = place[former], _newcomer(chance)


def _newcomer(chance: Random) -> Official:
    middle = chance.choice(MIDDLES)
    name = " ".join((chance.choice(SURNAMES), middle, chance.choice(GIVEN)))
    return Official(
        name=name,
        other_spelling=tone_style(name, "new"),
        honorific="bà" if middle.startswith("Thị") else "ông",
    )
