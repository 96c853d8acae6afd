"""What browsing says of the tables and columns, in English and Vietnamese, and how it shows them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from govnews.browsing.database import SEARCHED, columns
from govnews.dataset import schema
from govnews.exporting.source import ALL_TABLES

_LABELS = tomllib.loads(files("govnews.browsing").joinpath("labels.toml").read_text("utf-8"))
TABLES_SAID: dict[str, dict[str, str]] = _LABELS["tables"]
"""Table → what it is called, and what a row of it is; in the order in which they are shown."""
COLUMNS: dict[str, str] = _LABELS["columns"]
"""Column → its Vietnamese label."""


def _of_kind(*kinds: str) -> frozenset[str]:
    return frozenset(
        column.name
        for table in ALL_TABLES
        for column in schema.columns(table)
        if column.kind in kinds
    )


LISTS, TIMES = _of_kind("list"), _of_kind("local_time", "utc_time")
MAIN = {
    "articles": ("title", "published_at", "portal", "event_name", "event_date", "location"),
    "people": ("name", "positions", "roles", "sentence", "article_id", "published_on"),
    "speakers": (
        "name", "positions", "speech_kind", "sentence", "speech_text", "article_id", "published_on",
    ),
    "awards": (
        "award", "award_kind", "grantor", "recipient", "status", "year", "sentence", "article_id",
    ),
    "captions": ("caption", "credit", "people", "image_url", "article_id"),
    "changes": ("article_id", "field", "kind", "before", "after", "noticed_at"),
    "states": ("article_id", "portal", "state", "since", "last_seen", "moved_to"),
    "coverage": (
        "portal", "day", "listed", "fetched", "stored", "failed", "known_missing", "complete_until",
    ),
}  # fmt: skip
"""Table → the columns that are shown before all are asked for."""
_FACETS: dict[str, list[Any]] = {
    "articles": ["portal", "province", "event_part_of_day"],
    "people": [{"array": "roles"}, "portal", "province"],
    "speakers": ["speech_kind", "portal", "province"],
    "awards": ["award_kind", "status", "recipient_kind", "year"],
    "captions": ["portal"],
    "changes": ["field", "kind"],
    "states": ["state", "portal"],
    "coverage": ["portal"],
}
_NEWEST_FIRST = {
    "articles": "published_at",
    "people": "published_on",
    "speakers": "published_on",
    "captions": "published_on",
    "awards": "published_on",
    "changes": "noticed_at",
    "states": "since",
    "coverage": "day",
}
ETHICS = (
    "Read from public pages by a program: some rows are wrong, and each leads to its sentence and "
    "its page. Texts and pictures belong to the portals. Names and offices are personal data: use "
    "them for what officials do in public office, and take out what a person rightly asks you to."
)
ETHICS_VI = (
    "Do chương trình đọc từ các trang công khai: có dòng sai, và dòng nào cũng dẫn về câu và trang "
    "gốc. Bài và ảnh thuộc về các cổng. Họ tên, chức vụ là dữ liệu cá nhân: chỉ dùng về hoạt động "
    "công vụ, và gỡ bỏ khi có yêu cầu chính đáng."
)


def metadata(name: str, database: str) -> dict[str, Any]:
    """Datasette's metadata for the dataset `name` in the SQLite file `database`."""
    return {
        "title": name,
        "description": ETHICS,
        "databases": {
            database: {
                "title": name,
                "tables": {table: _table(table) for table in TABLES_SAID} | {"about": {}},
            }
        },
    }


def _table(table: str) -> dict[str, Any]:
    said = TABLES_SAID[table]
    found: dict[str, Any] = {
        "title": said["en"],
        "description": said["row_en"],
        "facets": _FACETS[table],
        "sort_desc": _NEWEST_FIRST[table],
        "columns": described(table),
    }
    if table in SEARCHED:
        found["fts_table"] = f"{table}_words"
    if table == "articles":
        found["label_column"] = "title"
    return found


def described(table: str) -> dict[str, str]:
    """Column → what it says, in English and Vietnamese."""
    english = {column.name: column.description for column in schema.columns(table)}
    texts = {name: english.get(name) or _LABELS["added"].get(name, "") for name in columns(table)}
    return {name: f"{text} · {COLUMNS[name]}" for name, text in texts.items()}
