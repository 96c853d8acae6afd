"""A portal's declaration as text, and the page it was made from as a test fixture."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from govnews.lexicon.provinces import provinces
from govnews.page.parts import Page
from govnews.portals.portal import Portal, bare
from govnews.text import fold
from govnews.text.keys import unaccent

_PARTS = re.compile(r"\.(?:gov|org|com|net|edu)?\.?vn$|[.:]")
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_BARE = re.compile(r"[\w-]+", re.ASCII)


def name_of(host: str) -> str:
    """A name for the portal of this host, the province first.

    >>> name_of("www.namsach.haiphong.gov.vn"), name_of("baohaiphong.vn"), name_of("127.0.0.1:80")
    ('haiphong-namsach', 'baohaiphong', '127-0-0-1-80')
    """
    host = bare(host)
    if host[0].isdigit():
        return _NOT_A_NAME.sub("-", host)
    parts = [part for part in _PARTS.sub(".", host).split(".") if part]
    return "-".join(_NOT_A_NAME.sub("-", part).strip("-") for part in reversed(parts))


def province_of(host: str) -> str | None:
    """The province whose name is a part of the host's; None where none is.

    >>> province_of("sotttt.hanoi.gov.vn"), province_of("mattran.org.vn")
    ('Hà Nội', None)
    """
    names = {_NOT_A_NAME.sub("", unaccent(fold(p.name))): p.name for p in provinces()}
    return next((names[part] for part in bare(host).split(".") if part in names), None)


def toml_of(name: str, table: Mapping[str, Any]) -> str:
    """The declaration as TOML; a table in it follows under its own heading."""
    name = name if _BARE.fullmatch(name) else f'"{name}"'
    lines = [f"[{name}]"]
    lines += [f"{key} = {_toml(v)}" for key, v in table.items() if not isinstance(v, dict)]
    for key, inner in table.items():
        if isinstance(inner, dict):
            lines += ["", f"[{name}.{key}]", *(f"{k} = {_toml(v)}" for k, v in inner.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # TOML and JSON write strings alike, but for this one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def fixture_of(page: Page, portal: Portal) -> dict[str, Any]:
    """What a test expects of a saved page, as in `tests/pages`."""
    day = page.published_at
    return {
        "url": page.url,
        "portal": portal.name,
        "family": portal.family,
        "page": "saved",
        "layout": page.layout,
        "title": page.title,
        "published": day.replace(tzinfo=None).isoformat(timespec="minutes") if day else None,
        "precision": page.published_precision,
        "summary": page.summary,
        "paragraphs": list(page.paragraphs),
        "captions": [[picture.caption, picture.credit] for picture in page.pictures],
        "authors": list(page.authors),
        "source": page.source_credit,
        "section": page.section,
        "attachments": list(page.attachments),
        "canonical": page.canonical_url,
    }
