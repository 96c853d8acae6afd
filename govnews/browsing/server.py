"""A dataset shown by Datasette until Ctrl-C."""

from __future__ import annotations

import hashlib
import os
import socket
import sqlite3
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from govnews.browsing.database import write_database
from govnews.browsing.labels import ETHICS_VI, metadata
from govnews.browsing.stamp import stamp
from govnews.dataset import load
from govnews.dataset.disk import make_folder
from govnews.errors import BadInput, DatasetError
from govnews.model import HANOI

FORMAT = "1"
"""Of the files that are written; another one is written anew."""
_FREE = 0
_SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,
    "truncate_cells_html": 400,
    "default_page_size": 50,
    "default_facet_size": 12,
    "default_cache_ttl": 0,
}


def prepare(dataset: str, file: Path | None, tell: Callable[[str], None], **chosen: Any) -> Path:
    """The SQLite file of a dataset: the one that is there if it is still true, else a new one.

    It lies in the user's cache, or at `file`. `tell` is told what takes time. `chosen` articles
    are those of a `portal`, `since` and `until`, as `load` takes them.

    Raises:
        BadInput: `file` is there and is none that was written for browsing, or no such portal.
        DatasetError: there is no dataset, or the disk refuses the file.

    """
    data = load(dataset, **chosen)
    only = ", ".join(f"{name} {value}" for name, value in sorted(chosen.items()))
    path = file or _cached(data.path, only)
    about = {
        "dataset": f"{dataset} ({only})" if only else dataset,
        "folder": str(data.path),
        "stamp": stamp(data.path),
        "format": f"{FORMAT}/{version('govnews')}",
    }
    if path.exists():
        former = read_about(path)
        if {name: former.get(name) for name in about} == about:
            return path
    make_folder(path.parent)
    tell(f"writing {path}: once, and again when the dataset has changed")
    now = datetime.now(UTC).astimezone(HANOI)
    write_database(data, path, about | {"written": now.isoformat(sep=" ", timespec="minutes")})
    return path


def read_about(path: Path) -> dict[str, str]:
    """What a file that was written for browsing says of itself.

    Raises:
        BadInput: it is another file.

    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            about = dict(database.execute("select name, value from about"))
    except sqlite3.Error:
        about = {}
    if "stamp" not in about:
        raise BadInput(
            f"{path}: not written by `govnews browse`, and stays as it is: name another file"
        )
    return about


def serve(path: Path, host: str, port: int | None, opened: Callable[[str], None]) -> None:
    """Show the file at `path` until Ctrl-C; `opened` gets the address once it answers.

    Raises:
        BadInput: the address cannot be had.

    """
    import uvicorn

    with _listening(host, port) as listener:
        found = listener.getsockname()
        shown = f"[{found[0]}]" if listener.family == socket.AF_INET6 else found[0]
        address = f"http://{shown}:{found[1]}/"

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                opened(address)

        config = uvicorn.Config(application(path), log_level="warning", lifespan="on")
        with suppress(KeyboardInterrupt):  # it ends as it should
            Server(config).run(sockets=[listener])


def application(path: Path) -> Any:
    """Datasette over the file at `path`, as an ASGI application."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    from govnews.browsing import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, "govnews")
        pm.unregister(name="datasette.handle_exception")  # it prints every mistyped address
    about = read_about(path)
    here = files("govnews.browsing")
    said = metadata(about["dataset"], path.stem)
    more = {"database": path.stem, "version": version("govnews"), "ethics_vi": ETHICS_VI}
    said["plugins"] = {"govnews": about | more}
    datasette = Datasette(
        files=[],
        immutables=[str(path)],
        metadata=said,
        template_dir=str(here.joinpath("templates")),
        static_mounts=[("govnews", str(here.joinpath("static")))],
        settings=_SETTINGS,
    )
    return datasette.app()


def open_browser(address: str) -> None:
    """Show the address in the person's browser, where there is one."""
    with suppress(webbrowser.Error):
        webbrowser.open(address)


def need_datasette() -> None:
    """Say what to install where Datasette is missing.

    Raises:
        DatasetError: it is.

    """
    try:
        import datasette  # noqa: F401
    except ImportError as error:
        raise DatasetError(
            "govnews browse needs Datasette: pip install 'govnews[browse]'"
        ) from error


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket at the address; without a wish for a port the usual one, or any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in (8001, _FREE) if port is None else (port,):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
        except OSError as error:
            listener.close()
            if port is not None or number == _FREE:
                raise BadInput(
                    f"{host}:{number}: {error.strerror or error}: choose another --port or --host"
                ) from error
        else:
            return listener
    raise AssertionError("one of the two ports is taken or told")


def _cached(folder: Path, only: str) -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    key = hashlib.blake2b(f"{folder.resolve()} {only}".encode(), digest_size=12).hexdigest()
    return Path(home) / "govnews" / "browse" / key / "dataset.sqlite"
