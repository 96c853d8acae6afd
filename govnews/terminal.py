"""Screens that show what strangers wrote, and obey none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook
from rich.segment import Segment

from govnews.text.printable import printable


def new_console(**options: Any) -> Console:
    """A console, set up by rich's `options`; of what is printed, nothing commands the terminal."""
    made = Console(highlight=False, **options)
    made.push_render_hook(_PrintableOnly())
    return made


class _PrintableOnly(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Printable(renderables)]


class _Printable:
    """What is drawn, letter by letter; colours and the cursor of a progress bar are our own."""

    def __init__(self, renderables: Sequence[ConsoleRenderable]) -> None:
        self._renderables = renderables

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for renderable in self._renderables:
            for segment in console.render(renderable, options):
                yield segment if segment.control else segment._replace(text=printable(segment.text))
