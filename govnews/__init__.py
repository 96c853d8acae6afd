"""govnews turns Vietnam's government news portals into data.

`extract(html, url)` reads one page, `facts(text)` reads plain text, `load(path)` opens a dataset.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
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


class _Package(ModuleType):
    """Keeps the public functions in place where a module bears the same name.

    Importing `govnews.facts` would bind the module to the name under which users call the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'govnews' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


sys.modules[__name__].__class__ = _Package
