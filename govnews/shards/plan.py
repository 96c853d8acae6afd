"""Sources cut into shards, each small enough to be read in seconds."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import govnews
from govnews.archive.ranges import cuts
from govnews.archive.replay import is_archive
from govnews.extract import package_version
from govnews.portals.registry import VARIABLE
from govnews.saved import STDIN, saved_files
from govnews.shards.shard import How, Shard
from govnews.storage import is_remote, place, state_of

ARCHIVE_BYTES = 4 << 20
"""About so much of an archive is one shard: some hundred pages."""
FILES = 200
"""So many HTML files are one."""


def plan(
    sources: Sequence[str], how: How, *, archive_bytes: int | None = ARCHIVE_BYTES
) -> Iterator[Shard]:
    """The shards of all sources, in order: HTML files, archives, folders of them, or `-`.

    `archive_bytes` is about how much of an archive is one shard; with None each archive is one,
    and in an object store always.
    Shards come as they are found: a large archive without an index is looked through first.
    Raises `ArchiveError` where a file cannot be opened, `StorageError` where a store fails.
    """
    pages: list[Path] = []
    for path in chain.from_iterable(saved_files(place(source)) for source in sources):
        is_page = not is_archive(path) and str(path) != STDIN
        if pages and (not is_page or len(pages) == FILES):
            yield _shard(pages, how)
            pages = []
        if is_page:
            pages.append(path)
        elif str(path) == STDIN:
            yield Shard(files=(STDIN,), how=how, name=f"{uuid.uuid4()}.jsonl")
        else:
            places = (
                cuts(path, archive_bytes) if archive_bytes and not is_remote(path) else iter([0])
            )
            for start, stop in pairwise(chain(places, [None])):
                yield _shard([path], how, start or 0, stop)
    if pages:
        yield _shard(pages, how)


def _shard(files: Sequence[Path], how: How, start: int = 0, stop: int | None = None) -> Shard:
    said = [software(), repr(how), *_contents(how), str(start), str(stop), *map(_state, files)]
    digest = hashlib.blake2b("\n".join(said).encode(errors="surrogatepass"), digest_size=12)
    return Shard(
        files=tuple(map(str, files)),
        start=start,
        stop=stop,
        how=how,
        name=f"{digest.hexdigest()}.jsonl",
    )


def _state(path: Path) -> str:
    """What tells a file, and one state of it from another."""
    if is_remote(path):
        return state_of(path)
    try:
        state = path.stat()
    except OSError as error:  # reading it will say so
        return f"{path.absolute()} {error.errno}"
    return f"{path.absolute()} {state.st_size} {state.st_mtime_ns}"


def _contents(how: How) -> Iterable[str]:
    given = (path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path)
    return (_state(Path(path)) for path in (*given, *how.portal_files))


@cache
def software() -> str:
    """The version of the package, and the state of its files: who mends a reader reads anew."""
    folder = Path(govnews.__file__).parent
    files = sorted(path for path in folder.rglob("*.*") if path.suffix != ".pyc")
    states = "\n".join(map(_state, files))
    return f"{package_version()} {hashlib.blake2b(states.encode(), digest_size=8).hexdigest()}"
