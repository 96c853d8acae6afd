"""Why an article was held back, so that `govnews retry` can see whether it is sound by now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What an article that was held back has to have to be stored."""

    field: str = ""
    """It has this field; empty: no field is the cause."""
    least: int = 0
    """Its text has so many characters."""
    mark: str = ""
    """Its text is without the paragraph of this mark."""
    day: str = ""
    """Its day of publication is another one than this, such as `2023-11-09`."""
    title: str = ""
    """Its headline is like this one."""

    def to_dict(self) -> dict[str, Any]:
        """For the quarantine."""
        return asdict(self)
