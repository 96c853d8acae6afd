"""What govnews teaches Datasette: search without marks, cells for people to read, a strict policy.

Datasette calls these functions by their names; `server` registers the module.
"""

from __future__ import annotations

import json
import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup, escape

from govnews.browsing.labels import COLUMNS, LISTS, MAIN, TABLES_SAID, TIMES
from govnews.browsing.stamp import stamp
from govnews.errors import DatasetError
from govnews.model import HANOI
from govnews.text import unaccent

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script runs, and nothing is fetched from elsewhere, whatever an article holds."""
_APART = re.compile(r'[,;"“”«»]')
_WORD = re.compile(r"\w+")
_OUR_FAULT = 500
_LOG = logging.getLogger(__name__)
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


def searched(query: str) -> str:
    """What a search asks of the index: its words without marks, in their order.

    A word of Vietnamese is often several syllables, so those that are written together must stand
    together; commas and quotation marks part what may stand apart.

    >>> searched("Hoà Bình"), searched("Đồng chí Lê, dự")
    ('"hoa binh"', '"dong chi le" "du"')
    """
    phrases = (" ".join(_WORD.findall(phrase)) for phrase in _APART.split(unaccent(query)))
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase) or '""'


# Datasette registers its own function of this name first: the last one counts.
@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Searches and `unaccent(text)` in SQL take the marks off as the index does."""
    conn.create_function("escape_fts", 1, searched, deterministic=True)
    conn.create_function("unaccent", 1, lambda text: text and unaccent(str(text)))


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """A list reads as a list, and the sentence of a fact shows the words that it was read from."""
    if not isinstance(value, str) or table is None:
        return None
    if column == "sentence" and "evidence_text" in row.keys():  # noqa: SIM118 a row has no `in`
        before, found, after = value.partition(row["evidence_text"])
        return Markup("{}<mark>{}</mark>{}").format(before, found, after)
    if column in LISTS:
        return escape("; ".join(map(str, json.loads(value))) or "–")
    if column in TIMES:
        return escape(shown_time(value))
    return None


def shown_time(text: str) -> str:
    """A time as people in Vietnam read it.

    >>> shown_time("2023-11-27T00:00:00+07:00"), shown_time("2026-11-23T08:15:02+00:00")
    ('2023-11-27 00:00', '2026-11-23 15:15')
    """
    return f"{datetime.fromisoformat(text).astimezone(HANOI):%Y-%m-%d %H:%M}"


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """What the templates say of the dataset, and whether it has changed since."""
    about = datasette.plugin_config("govnews")
    env.globals |= {
        "about": about,
        "is_stale": lambda: _is_stale(Path(about["folder"]), about["stamp"]),
        "column_labels": COLUMNS,
        "table_labels": TABLES_SAID,
        "main_columns": MAIN,
    }


def _is_stale(folder: Path, former: str) -> bool:
    try:
        return stamp(folder) != former
    except DatasetError:
        return True  # it was moved or removed: what is shown is no longer what is there


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A page that says what is wrong; the terminal stays quiet unless the fault is ours."""
    status = getattr(exception, "status", 500)
    if status == _OUR_FAULT:
        _LOG.error("%s: %s", request.path, exception, exc_info=exception)
    told = getattr(exception, "message", None) or str(exception)
    if getattr(exception, "message_is_html", False):
        told = Markup(told).striptags()  # noqa: S704 all tags go
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": told, "status": status}, status=status)
    page = datasette.jinja_env.get_template("error.html")
    words = {"status": status, "title": getattr(exception, "title", None), "error": told}

    async def rendered() -> Response:
        return Response.html(
            await page.render_async(words | {"urls": datasette.urls}), status=status
        )

    return rendered


Send = Callable[[dict[str, Any]], Awaitable[None]]


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Send the policy with every answer."""

    def wrap(app: Any) -> Any:
        async def answer(scope: Any, receive: Any, send: Send) -> None:
            async def with_policy(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    event = {**event, "headers": [*event.get("headers", []), *_HEADERS]}
                await send(event)

            await app(scope, receive, with_policy)

        return answer

    return wrap
