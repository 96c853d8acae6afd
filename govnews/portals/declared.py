"""Portals as tables: a TOML file read and checked, so that each error says what to do about it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args
from zoneinfo import available_timezones

from govnews.again import AGE
from govnews.errors import BadInput
from govnews.lexicon.provinces import find_province
from govnews.portals.families import FAMILIES
from govnews.portals.hours import read_hours
from govnews.portals.links import absolute
from govnews.portals.patterns import is_slow
from govnews.portals.portal import Kind, Portal, bare, is_loopback

MAX_FILE = 1024 * 1024
"""Bytes of a file of portals; hundreds of them need a tenth of it."""
MAX_NAME = 100
"""Letters of a portal's name, which becomes part of the names of files."""
_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?")
_ADDRESS = re.compile(r"/\S*|https?://\S+")
_USER = re.compile(r"//[^/?#\s]*@")
_REQUIRED = ("title", "hosts", "family", "evidence")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a key of a portal's table may hold."""

    fits: Callable[[Any], bool]
    wanted: str
    """For the error message."""


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _address(value: str) -> bool:
    from govnews.page.urls import is_web_address

    full = absolute("https://a.gov.vn/", value)
    sound = _ADDRESS.fullmatch(value) is not None and is_web_address(full)
    return sound and not _USER.search(full)


def _one_of(*values: str) -> _Rule:
    return _Rule(lambda value: value in values, f"one of {', '.join(values)}")


def _list_of(fits: Callable[[str], Any], wanted: str) -> _Rule:
    return _Rule(
        lambda value: isinstance(value, list) and all(_text(v) and fits(v) for v in value),
        f"a list of {wanted}",
    )


_FLAG = _Rule(lambda value: isinstance(value, bool), "true or false")
_TEXT = _Rule(_text, "a text")
_HOSTS = _list_of(_HOST.fullmatch, 'bare host names in lower case, such as ["tinh.gov.vn"]')
_ADDRESSES = _list_of(_address, "paths that start with /, or addresses")
RULES = {
    "title": _TEXT,
    "hosts": _Rule(lambda value: _HOSTS.fits(value) and bool(value), _HOSTS.wanted),
    "family": _one_of(*FAMILIES),
    "province": _Rule(
        lambda value: _text(value) and find_province(value) is not None,
        "a province or city of Vietnam, now or formerly",
    ),
    "listings": _list_of(lambda path: path.startswith("/"), "paths that start with /"),
    "discover": _FLAG,
    "scheme": _one_of("https", "http"),
    "kind": _one_of(*get_args(Kind)),
    "code": _TEXT,
    "former_hosts": _HOSTS,
    "feeds": _ADDRESSES,
    "sitemaps": _ADDRESSES,
    "article": _TEXT,
    "identity": _list_of(bool, "names in the query, such as ItemID"),
    "layout": _Rule(lambda value: isinstance(value, dict), "a table of selectors"),
    "layouts": _list_of(bool, "names of registered layouts"),
    "timezone": _Rule(
        lambda value: isinstance(value, str) and value in available_timezones(),
        "a zone: Asia/Ho_Chi_Minh",
    ),
    "month_first": _FLAG,
    "tls": _one_of("strict", "lenient"),
    "again": _list_of(AGE.fullmatch, 'ages in hours or days, such as ["1h", "7d"]'),
    "margin": _Rule(lambda value: type(value) is int and 0 <= value <= 100, "0 to 100"),
    "deep_runs": _Rule(lambda value: type(value) is int and 1 <= value <= 1000, "1 to 1000"),
    "concurrency": _Rule(lambda value: type(value) is int and 1 <= value <= 8, "1 to 8"),
    "cookie_stub": _FLAG,
    "browser": _FLAG,
    "status": _one_of("live", "replay", "demo"),
    "rests_on": _one_of("live", "saved page", "described", "host only"),
    "checked": _Rule(lambda value: type(value) is date, "a day, such as 2026-11-23"),
    "evidence": _TEXT,
    "delay": _Rule(
        lambda value: type(value) in (int, float) and 0 <= value <= 3600, "seconds, 1 to 3600"
    ),
    "hours": _Rule(
        lambda value: _text(value) and read_hours(value) is not None,
        'opening and closing time, such as "22:00-05:00"',
    ),
    "budget": _Rule(lambda value: type(value) is int and value >= 1, "requests a day and host"),
}
"""Key → what it may hold."""


def read_portals(path: Path, *, where: str | None = None) -> dict[str, Portal]:
    """The portals that a TOML file declares, by name; `where` is what errors call the file.

    Raises `BadInput` for a file that cannot be read, and for the first thing in it that cannot be
    used; it names file, portal and key, and says what to do.
    """
    where = where or str(path)
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            raise BadInput(f"{where}: has {size:,} bytes: portals need less, check the path")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{where}: cannot be read ({error}): check the path of the portals"
        ) from None
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{where}: is no TOML ({error}): correct that line") from None
    return portals_of(tables, where=where)


def portals_of(tables: Mapping[str, Any], *, where: str) -> dict[str, Portal]:
    """The portals of a file's tables; `where` is named in errors. Raises `BadInput`."""
    found: dict[str, Portal] = {}
    owners: dict[str, str] = {}
    for name, fields in tables.items():
        if not isinstance(fields, dict):
            raise BadInput(f"{where}: {name} stands outside of a portal: put it below a [name]")
        if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
            raise BadInput(
                f"{where}: portal {name[:80]!r}: name it by letters a-z, digits "
                f"and dashes, at most {MAX_NAME}"
            )
        found[name] = _portal(name, fields, f"{where}: portal {name}")
        for host, key in _claimed(found[name]):
            if owners.setdefault(host, name) != name:
                raise BadInput(
                    f"{where}: portal {name}: {key}: {host} is declared by {owners[host]} too: "
                    "keep one of the two"
                )
    return found


def refuse_slow(new: Mapping[str, Portal], *, where: str) -> None:
    """Raise `BadInput` where a pattern takes forever on some addresses."""
    for portal in new.values():
        if portal.article and is_slow(portal.article):
            raise BadInput(
                f"{where}: portal {portal.name}: article = {portal.article!r} takes forever on some "
                "addresses: put no + or * around a part that has one, and no two .* in a row"
            )


def refuse_clashes(new: Mapping[str, Portal], known: Mapping[str, Portal], *, where: str) -> None:
    """Raise `BadInput` where a new portal has a host of a known one of another name."""
    owners = {host: portal.name for portal in known.values() for host, _ in _claimed(portal)}
    for portal in new.values():
        for host, key in _claimed(portal):
            owner = owners.get(host, portal.name)
            if owner != portal.name and owner not in new:
                raise BadInput(
                    f"{where}: portal {portal.name}: {key}: {host} belongs to the portal {owner}: "
                    f"name yours {owner} too, and it takes its place"
                )


def _claimed(portal: Portal) -> Iterator[tuple[str, str]]:
    """The portal's hosts, each with the key that declares it."""
    for key in ("hosts", "former_hosts"):
        for host in getattr(portal, key):
            yield bare(host), key


def _portal(name: str, fields: Mapping[str, Any], where: str) -> Portal:
    for key, value in fields.items():
        if key != "province" or fields.get("status") != "demo":  # the demo's province is made up
            _check(key, value, where)
    for key in _REQUIRED:
        if key not in fields:
            raise BadInput(f"{where}: has no {key}: add {key} = {RULES[key].wanted}")
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()
    }
    values["layout_names"] = values.pop("layouts", ())
    if "layout" in values:
        from govnews.page.declared import layout_of

        values["layout"] = layout_of(name, fields["layout"], where=where, own=True)
    _check_layouts(values["layout_names"], where)
    _check_pattern(values, where)
    if values.get("delay", 1) < 1 and not all(map(is_loopback, values["hosts"])):
        raise BadInput(
            f"{where}: delay = {values['delay']}: portals are asked once a second at most"
        )
    return Portal(name=name, **values | _code(values, where))


def _check(key: str, value: Any, where: str) -> None:
    if key not in RULES:
        near = difflib.get_close_matches(key, RULES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"a portal has {', '.join(RULES)}"
        raise BadInput(f"{where}: {key} is no key of a portal: {hint}")
    if not RULES[key].fits(value):
        shown = _USER.sub("//***@", repr(value))
        raise BadInput(f"{where}: {key} = {shown} cannot be used: give {RULES[key].wanted}")


def _check_layouts(names: tuple[str, ...], where: str) -> None:
    if not names:
        return
    from govnews.page.layouts import LAYOUTS

    for name in names:
        if name not in LAYOUTS:
            near = difflib.get_close_matches(name, LAYOUTS, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "see govnews/page/layouts"
            raise BadInput(f"{where}: layouts: no layout is named {name!r}: {hint}")


def _check_pattern(values: Mapping[str, Any], where: str) -> None:
    if "article" not in values:
        return
    try:
        pattern = re.compile(values["article"])
    except re.error as error:
        raise BadInput(f"{where}: article is no regular expression ({error}): correct it") from None
    if pattern.groups == 0 and not values.get("identity"):
        raise BadInput(
            f"{where}: article has no group: put the article's id in brackets, as in "
            r"'-(\d+)\.html$', or name it in identity"
        )


def _code(values: Mapping[str, Any], where: str) -> dict[str, str | None]:
    """The GSO code that goes with the province."""
    province = find_province(values["province"]) if "province" in values else None
    code = province.now_code if province else None
    if "code" in values and values["code"] != code:
        raise BadInput(f"{where}: code = {values['code']!r}: the province has {code}; leave it out")
    return {"code": code}
