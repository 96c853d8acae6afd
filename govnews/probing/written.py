"""The declaration of a probe on the disk, with the page it was made from as a test of it."""

from __future__ import annotations

import json
from pathlib import Path

from govnews.errors import BadInput
from govnews.page.parts import Page
from govnews.portals.declared import read_portals
from govnews.probing.declaration import fixture_of, toml_of
from govnews.probing.probe import Probe, read_with

_COMPARED = (
    "layout", "title", "published_at", "summary", "paragraphs", "pictures", "authors",
    "source_credit", "section", "attachments",
)  # fmt: skip


def write_declaration(found: Probe, folder: Path) -> list[Path]:
    """Write NAME.toml, NAME.html and NAME.json into a folder where none of them is; gives them.

    Raises `BadInput` where one of them exists or cannot be written.
    """
    fixture = fixture_of(found.page, found.portal)
    expected = json.dumps(fixture, ensure_ascii=False, indent=1) + "\n"
    contents = {
        _toml(found, folder): toml_of(found.portal.name, found.table).encode(),
        folder / f"{found.portal.name}.html": found.source.content,
        folder / f"{found.portal.name}.json": expected.encode(),
    }
    for path in contents:
        if path.exists():
            raise BadInput(f"{path} exists: choose another folder, or another --name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{folder}: cannot be written to: {error.strerror}") from error
    return list(contents)


def read_back(found: Probe, folder: Path) -> tuple[str, ...]:
    """The parts that the written declaration reads otherwise than the probe did; none if all is well.

    Raises `BadInput` where the declaration cannot be used.
    """
    portal = read_portals(_toml(found, folder))[found.portal.name]
    return differences(found.page, read_with(found.source, portal))


def differences(before: Page, after: Page) -> tuple[str, ...]:
    """The parts in which two readings of a page differ."""
    return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))


def _toml(found: Probe, folder: Path) -> Path:
    return folder / f"{found.portal.name}.toml"
