"""The registry: the declared portals, found by name or host.

They come from the tables in this folder; from the files that packages name in the entry point group
`govnews.portals`; from those in the variable `GOVNEWS_PORTALS`; and from those given to
`use_files`. A later one of the same name takes the place of an earlier one.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import as_file, files
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from govnews.errors import BadInput, UnknownPortal
from govnews.portals.declared import read_portals, refuse_clashes, refuse_slow
from govnews.portals.families import FAMILIES
from govnews.portals.portal import Kind, Portal, bare
from govnews.text.keys import unaccent

GROUP = "govnews.portals"
"""Each entry point is the path of a TOML file, or a callable that returns one."""
VARIABLE = "GOVNEWS_PORTALS"
"""Paths of TOML files, parted like those of `PATH`."""
BUILT_IN = (
    "provinces", "communes", "former-provinces", "central", "organisations", "newspapers",
    "former-newspapers", "demo",
)  # fmt: skip
_files: list[Path] = []


def use_files(paths: Iterable[str | Path]) -> None:
    """Let these TOML files declare portals too, in the place of those given before.

    Raises `BadInput` at once where one of them cannot be used.
    """
    given = [Path(path) for path in paths]
    if given or _files:
        _files[:] = given
        _declared.cache_clear()
        _hosts.cache_clear()
        _declared()


def all_portals() -> tuple[Portal, ...]:
    """Every declared portal but the demo's, in the order of the files."""
    return tuple(portal for portal in _declared().values() if portal.status != "demo")


def get(name: str) -> Portal:
    """The portal of this name. Raises `UnknownPortal`, which suggests near names."""
    portals = _declared()
    if name in portals:
        return portals[name]
    near = difflib.get_close_matches(name, portals, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "see `govnews portals`"
    raise UnknownPortal(f"no portal is named {name!r}: {hint}")


def select(
    pattern: str | None = None, *, kind: str | None = None, family: str | None = None
) -> tuple[Portal, ...]:
    """The portals of this kind and family whose name, host or title is like `pattern`.

    The name of one is this one alone; else a pattern without `*` may stand anywhere, and in titles
    with or without its marks and spaces: `Hải Phòng`, `haiphong`. Raises `UnknownPortal` where
    there is none.
    """
    asked = _compact(pattern or "*")
    wild = asked if "*" in asked else f"*{asked}*"
    named = pattern in _declared()
    for key, value, known in (("kind", kind, get_args(Kind)), ("family", family, FAMILIES)):
        if value is not None and value not in known:
            raise BadInput(f"no {key} is called {value!r}: choose from {', '.join(known)}")
    found = tuple(
        portal
        for portal in all_portals()
        if kind in (None, portal.kind)
        and family in (None, portal.family)
        and (portal.name == pattern if named else _is_like(portal, wild))
    )
    if not found:
        like = f"no portal is like {pattern!r}" if pattern else "no portal is like that"
        raise UnknownPortal(f"{like}: `govnews portals` lists them all")
    return found


def _compact(text: str) -> str:
    return unaccent(text).replace(" ", "")


def _is_like(portal: Portal, wild: str) -> bool:
    texts = (portal.name, *portal.hosts, _compact(portal.title or ""))
    return any(fnmatchcase(text, wild) for text in texts)


def for_url(url: str) -> Portal | None:
    """The portal of this address's host, or None.

    A host below a declared one (`xa.tinh.gov.vn` below `tinh.gov.vn`) is a portal of its own, in
    the same province and, as long as nothing else is declared, of the same family.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket in the host
        return None
    hosts = _hosts()
    host = bare(parts.hostname or "")
    for candidate in (bare(parts.netloc), host):
        if candidate in hosts:
            return hosts[candidate]
    _, dot, parent = host.partition(".")
    return _below(hosts[parent], host) if dot and parent in hosts else None


def _below(parent: Portal, host: str) -> Portal:
    """The portal of a host below another portal's: what is the platform's stays, the rest goes."""
    return replace(
        parent,
        name=host,
        title=host,
        hosts=(host,),
        listings=("/",),
        discover=True,
        kind="other",
        former_hosts=(),
        feeds=(),
        sitemaps=(),
        rests_on="host only",
        checked=None,
        evidence=f"a host below that of {parent.name}",
    )


@cache
def _declared() -> dict[str, Portal]:
    found: dict[str, Portal] = {}
    for path, where, is_ours in _sources():
        new = read_portals(path, where=where)
        if not is_ours:
            refuse_slow(new, where=where)
        refuse_clashes(new, found, where=where)
        found |= new
    return found


def _sources() -> Iterator[tuple[Path, str, bool]]:
    """The files, what they are called in errors, and whether they are of this package."""
    for name in BUILT_IN:
        with as_file(files("govnews.portals") / f"{name}.toml") as path:
            yield path, str(path), True
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        path = _path_of(point)
        yield path, f"{path} (of {_package(point)})", False
    given = (Path(text) for text in os.environ.get(VARIABLE, "").split(os.pathsep) if text)
    for path in (*given, *_files):
        yield path, str(path), False


def _path_of(point: EntryPoint) -> Path:
    """The file that an entry point names; raises `BadInput` where it names none."""
    hint = f"correct or uninstall {_package(point)}"
    try:
        named = point.load()
        path = named() if callable(named) else named
    except Exception as error:  # whatever a stranger's package raises
        reason = f"{type(error).__name__}: {error}"
        raise BadInput(f"entry point {GROUP}:{point.name} fails ({reason}): {hint}") from error
    if not isinstance(path, str | os.PathLike):
        raise BadInput(f"entry point {GROUP}:{point.name} is no path of a TOML file: {hint}")
    return Path(path)


def _package(point: EntryPoint) -> str:
    return f"the package {point.dist.name}" if point.dist else f"the package behind {point.value}"


@cache
def _hosts() -> dict[str, Portal]:
    found: dict[str, Portal] = {}
    for portal in _declared().values():
        for host in (*portal.hosts, *portal.former_hosts):
            found[bare(host)] = portal
    return found
