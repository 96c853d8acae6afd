"""The addresses of the demo portal."""

from __future__ import annotations

import re

from govnews.text import unaccent

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 80


def slug(title: str) -> str:
    """The title as portals write it into an address, cut at 80 characters.

    >>> slug("Hội nghị tổng kết năm 2023, Đông Hải")
    'hoi-nghi-tong-ket-nam-2023-dong-hai'
    """
    return _NOT_IN_SLUG.sub("-", unaccent(title))[:_LONGEST_SLUG].strip("-")
