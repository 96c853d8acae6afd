"""Pictures as files, and as SVG that stands in a page."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnews.dataset.disk import replacing
from govnews.errors import BadInput
from govnews.pictures.canvas import GRID, INK, MUTED, PAPER, SERIES
from govnews.text.printable import printable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg", ".pdf")
_DPI = 200
_SVG = "http://www.w3.org/2000/svg"
_VARIABLES = {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", SERIES[0]: "series"}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_UNDATED: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Producer": None, "Creator": None},
}


def save(figure: Figure, path: str | Path) -> None:
    """Write a picture; the same answer gives the same bytes.

    Raises:
        BadInput: the name ends in none of `.png`, `.svg`, `.pdf`.
        DatasetError: the file cannot be written.

    """
    path = Path(path)
    check_name(path)
    drawn = _drawn(figure, path.suffix.lower())
    with replacing(path) as out:
        out.write(drawn)


def check_name(path: Path) -> None:
    """Refuse a name that is none of a picture, before anything is drawn.

    Raises:
        BadInput: it ends in none of `.png`, `.svg`, `.pdf`.

    """
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"{path}: no name of a picture: end it in {', '.join(SUFFIXES)}")


def inline_svg(figure: Figure, title: str, description: str) -> str:
    """A picture as an `<svg>` element for HTML: its text as text, as wide as there is room for.

    Ink, paper, grid, pale text and the blue of most marks take the page's colours where it sets
    `--ink`, `--paper`, `--grid`, `--muted`, `--series` (a dark page wants a lighter blue, such as
    `#4aa8e0`). `title` and `description` are for screen readers. Ids are unique to the
    picture; nothing outside is referred to; the same picture gives the same text.
    """
    from lxml import etree

    drawn = _drawn(figure, ".svg")
    prefix = "p" + hashlib.blake2b(drawn + title.encode(), digest_size=5).hexdigest()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(drawn, parser)
    for metadata in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(metadata)
    for element in root.iter(etree.Element):
        _make_own(element, prefix)
    for number, (tag, text) in enumerate((("title", title), ("desc", description))):
        told = etree.Element(f"{{{_SVG}}}{tag}", id=f"{prefix}-{tag}")
        told.text = printable(text)
        root.insert(number, told)
    _, _, width, _ = root.attrib["viewBox"].split()
    for name in ("width", "height", "version"):
        root.attrib.pop(name, "")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("style", f"width: 100%; max-width: {2 * float(width):.0f}px; height: auto")
    return etree.tostring(root, encoding="unicode")


def _make_own(element: Any, prefix: str) -> None:
    """Give an element the page's colours and ids that no other picture has."""
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif name.endswith("href") and value.startswith("#"):
            element.set(name, f"#{prefix}-{value[1:]}")
        elif name != "d":
            changed = _REFERENCE.sub(rf"url(#{prefix}-\1)", value)
            for colour, variable in _VARIABLES.items():
                changed = changed.replace(colour, f"var(--{variable}, {colour})")
            if changed != value and name in ("fill", "stroke"):
                # A variable is understood in styles, not in attributes.
                element.attrib.pop(name)
                style = element.get("style", "")
                element.set("style", f"{name}: {changed}; {style}")
            else:
                element.set(name, changed)


def _drawn(figure: Figure, suffix: str) -> bytes:
    from matplotlib import rc_context

    settings: dict[Any, Any] = {
        "svg.hashsalt": "govnews",
        "svg.fonttype": "none",
        "pdf.fonttype": 42,  # letters that can be searched and copied
        "hatch.linewidth": 0.5,
    }
    out = io.BytesIO()
    with rc_context(settings):
        figure.savefig(out, format=suffix[1:], dpi=_DPI, metadata=_UNDATED[suffix])
    return out.getvalue()
