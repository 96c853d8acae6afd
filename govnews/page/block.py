"""One line of a body or one picture, as the readers of captions, bylines and paragraphs get it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from govnews.page.styles import PLAIN, Style

Attributes = dict[str, str]
"""Of an HTML element, by their names."""


class Place(NamedTuple):
    """Where a line or picture stands."""

    holder: int = 0
    """Number of the innermost block element."""
    frame: int = 0
    """Number of the figure or picture table that it stands in; 0 outside."""
    column: int = 0
    """Cell of the frame's row."""


NOWHERE = Place()


@dataclass(slots=True, kw_only=True)
class Block:
    """One line of the body, or one picture."""

    text: str = ""
    """One line, runs of white space made one space; empty for a picture."""
    picture: Attributes | None = None
    """Of a picture, the attributes of its `<img>`."""
    style: Style = PLAIN
    """Of the first words; `bold`, `italic`, `coloured`, `link` only where all words are so."""
    place: Place = NOWHERE
    gap: int = 0
    """Blank lines before it."""
    row: bool = False
    """A row of a data table."""
    link_title: str | None = None
    """For a picture: the title of the link round it."""
