"""The word tables in `data/*.txt`: sections of phrases, each section with its source.

```
[section name]
source: where the entries come from
entry | entry | entry
```
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One list of phrases."""

    name: str
    source: str
    entries: tuple[str, ...]


@cache
def table(name: str) -> dict[str, Section]:
    """The sections of `data/<name>.txt` by name.

    Raises `ValueError` where a section has no source line: a fact without a source is no fact.

    >>> "đồng chí" in table("people")["honorifics"].entries
    True
    """
    text = files("govnews.lexicon").joinpath(f"data/{name}.txt").read_text("utf-8")
    sections: dict[str, Section] = {}
    for block in text.split("\n[")[1:]:
        header, source, *lines = block.splitlines()
        title = header.rstrip("] ")
        if not source.startswith("source:"):
            raise ValueError(f"section [{title}] of {name}.txt has no source line")
        entries = [entry.strip() for line in lines for entry in line.split("|")]
        sections[title] = Section(
            name=title,
            source=source.removeprefix("source:").strip(),
            entries=tuple(dict.fromkeys(entry for entry in entries if entry)),
        )
    return sections


def entries(name: str, section: str) -> tuple[str, ...]:
    """The entries of one section; raises `KeyError` for a name that is not there."""
    return table(name)[section].entries
