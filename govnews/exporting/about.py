"""What every export says of itself: which data, made with what, whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from govnews.dataset.citation import Citation
from govnews.errors import UnknownPortal

RIGHTS = (
    "No licence is given: texts and pictures belong to the portals, some of which ask for the "
    "source to be named or for permission in writing before reuse; facts are free."
)
ETHICS = (
    "Names and offices of people in public office are personal data: Decree 13/2023/NĐ-CP and the "
    "Law on Personal Data Protection 91/2025/QH15, in force since 1 January 2026, apply to whoever "
    "collects them in Vietnam. Do not use the data to follow private persons; recipients of awards "
    "who hold no office deserve care. If you publish them, name an address for corrections and take "
    "out what is wrong, or what a person rightly asks you to remove."
)
SOURCE_RIGHTS = {"name": "notspecified", "title": RIGHTS}
"""As a licence of a data package."""


@dataclass(frozen=True, slots=True)
class Site:
    """A portal for people to find."""

    name: str
    title: str
    address: str | None
    """None where no declaration says it and the name is no host."""


def about(citation: Citation) -> dict[str, str]:
    """Short texts for formats that have a place for them."""
    return {
        "title": citation.title,
        "citation": str(citation),
        "bibtex": citation.bibtex,
        "version_id": citation.version_id,
        "made_with": f"govnews {citation.software}",
        "rights": RIGHTS,
        "ethics": ETHICS,
    }


def sites(names: Iterable[str]) -> Iterator[Site]:
    """The portals of these names; one that is not declared is named by its host."""
    from govnews import portals

    for name in names:
        try:
            portal = portals.get(name)
        except UnknownPortal:
            yield Site(name, name, f"https://{name}/" if "." in name else None)
        else:
            yield Site(name, portal.title, f"{portal.scheme}://{portal.hosts[0]}/")


def package_name(citation: Citation) -> str:
    """A name for machines.

    It changes with the data, as an export is one state of them.
    """
    return f"govnews-{citation.version_id[:8]}"


def without_nulls(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that have a value."""
    return {name: value for name, value in values.items() if value is not None}
