"""All measures by name. One more: a module with its `measure`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from tools.bench import cores, growth, others, stages
from tools.bench.figures import Figures
from tools.bench.pages import Pages

NAMES = ("stages", "others", "cores", "growth")


def measured(
    sets: dict[str, Pages], turns: int, only: Collection[str] = NAMES
) -> Iterator[tuple[str, Figures]]:
    """The name of each measure with that of the pages, and what it gave."""
    main = next(name for name in ("gold", "archive", "tests") if name in sets)
    plan: list[tuple[str, str, Callable[[], Figures]]] = [
        *(("stages", name, partial(stages.measure, sets[name], turns)) for name in sets),
        ("others", main, partial(others.measure, sets[main], min(turns, 3))),
        ("cores", main, partial(cores.measure, sets[main])),
        ("growth", main, partial(growth.measure, sets[main])),
    ]
    for measure, name, run in plan:
        if measure in only:
            yield f"{measure} ({name})", run()
