"""A dataset in other formats, with what people and programs need to understand and cite it.

`export` writes one, `read_export` reads it back.
"""

from __future__ import annotations

from govnews.exporting.export import FORMATS, export
from govnews.exporting.reading import read_export
from govnews.exporting.source import Exported

__all__ = ["FORMATS", "Exported", "export", "read_export"]
