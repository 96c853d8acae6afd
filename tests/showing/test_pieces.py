"""Texts cut by marks, for any marks."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from govnews.showing.marks import Mark, pieces
from govnews.showing.plain import bracketed

LENGTH = 30
TEXT = "Sáng nay xã họp bàn về đường đi"[:LENGTH]
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(lambda s: s[0] < s[1])


def _marks(spans: list[tuple[int, int]]) -> list[Mark]:
    return [
        Mark(kind="person", label=f"P{number}", field="body", start=start, end=end, told="")
        for number, (start, end) in enumerate(spans, 1)
    ]


@given(st.lists(SPANS, max_size=6), SPANS)
def test_pieces_are_the_stretch_under_its_marks(
    spans: list[tuple[int, int]], stretch: tuple[int, int]
) -> None:
    """Together they are the stretch; each lies under exactly the marks that hold it."""
    marks = _marks(spans)
    found = list(pieces(*stretch, marks))
    assert "".join(TEXT[start:end] for start, end, _ in found) == TEXT[slice(*stretch)]
    for start, end, over in found:
        assert {mark.label for mark in over} == {
            mark.label for mark in marks if mark.start <= start and end <= mark.end
        }
        assert all(m.end <= start or m.start >= end for m in marks if m not in over)


@given(st.lists(SPANS, max_size=6))
def test_brackets_pair_and_add_nothing_else(spans: list[tuple[int, int]]) -> None:
    """Crossing marks too: as many close as open, every label is told, the text is left."""
    shown = bracketed(TEXT, 0, LENGTH, _marks(spans))
    depth = 0
    for sign in shown:
        depth += (sign == "[") - (sign == "]")
        assert depth >= 0
    assert depth == 0
    labels = set(re.findall(r"P\d", shown))
    assert labels == {f"P{number}" for number in range(1, len(spans) + 1)}
    assert re.sub(r"\[(?:P\d )+|\]", "", shown) == TEXT
