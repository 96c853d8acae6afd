"""govnews turns Vietnam's government news portals into data.

`extract(html, url)` reads one page, `facts(text)` reads plain text, `load(path)` opens a dataset.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govnews.dataset import load
    from govnews.extract import extract, facts
    from govnews.model import Record

__all__ = ["Record", "extract", "facts", "load"]

# Looked up when first used, so that `import govnews` costs nothing and needs no pandas.
_HOMES = {
    "Record": "govnews.model",
    "extract": "govnews.extract",
    "facts": "govnews.extract",
    "load": "govnews.dataset",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'govnews' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
