"""Two readings of the same pages beside each other, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govnews.comparing import Change, Comparison, is_nothing

_AROUND, _LONG = 30, 100
"""Characters before the first difference, and of an example in all."""


def told(comparison: Comparison) -> Iterator[str]:
    """The comparison in lines for people."""
    total = comparison.same + comparison.differing
    yield f"{total:,} articles read by both: {comparison.same:,} the same, {comparison.differing:,} otherwise"
    for change, what in (
        (comparison.added, "articles that were not there before"),
        (comparison.missing, "articles that are none any more"),
    ):
        if change.total:
            yield f"{change.total:,} {what}"
            yield from _examples(change)
    if comparison.unmatched:
        yield (
            f"{comparison.unmatched:,} pages left out: the other has read these articles at another "
            "address or time"
        )
    for table, change in comparison.rows.items():
        yield f"{table}: {change.gained:,} rows more, {change.lost:,} fewer"
        yield from _examples(change)
    for name, change in sorted(comparison.columns.items(), key=lambda item: -item[1].total):
        parts = ((change.changed, "changed"), (change.gained, "filled"), (change.lost, "emptied"))
        yield f"{name}: " + ", ".join(f"{count:,} {what}" for count, what in parts if count)
        yield from _examples(change)


def _examples(change: Change) -> Iterator[str]:
    for example in change.examples:
        old, new = _excerpts(example.old, example.new)
        yield f"    {old} -> {new}"
        yield f"        {example.url}"


def _excerpts(old: Any, new: Any) -> tuple[str, str]:
    """Both values in short: of long texts what lies around the first difference."""
    one, other = (_shown(value) for value in (old, new))
    if max(len(one), len(other)) <= _LONG:
        return one, other
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, at - _AROUND)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    piece = text[start : start + _LONG]
    return ("…" if start else "") + piece + ("…" if start + _LONG < len(text) else "")


def _shown(value: Any) -> str:
    if is_nothing(value):
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())
