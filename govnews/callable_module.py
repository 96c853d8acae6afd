"""Modules that can be called: `govnews.facts` is a package of readers and the function on top of it.

Importing a submodule binds it to its name in the parent package, over any function of that name.
So the module itself passes a call on, and `govnews.facts(text)` works whatever was imported before.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


def make_callable(module: str, home: str, function: str) -> None:
    """Let a call of `module` be a call of `function` in the module `home`, imported at that time."""

    class CallableModule(ModuleType):
        def __call__(self, *args: Any, **keywords: Any) -> Any:
            return getattr(importlib.import_module(home), function)(*args, **keywords)

    sys.modules[module].__class__ = CallableModule
