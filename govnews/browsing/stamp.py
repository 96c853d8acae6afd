"""The state of a dataset in a few letters, to see whether a file that was made of it is still true."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from govnews.dataset.disk import explained
from govnews.dataset.folder import LEDGER
from govnews.dataset.snapshot import connect
from govnews.errors import DatasetError


def stamp(folder: Path) -> str:
    """Other letters after each run that was stored in the dataset.

    Raises:
        DatasetError: there is no dataset in the folder, or its ledger is damaged.

    """
    path = folder / LEDGER
    if not path.is_file():
        raise DatasetError(
            f"{folder}: no dataset here ({LEDGER} is missing): "
            "name the folder that `govnews harvest` or `govnews demo` wrote"
        )
    with explained(path), closing(connect(path)) as database:
        runs = database.execute("select run, finished from runs order by seq").fetchall()
    return hashlib.blake2b(repr(runs).encode(), digest_size=8).hexdigest()
