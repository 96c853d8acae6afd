"""The edge to object stores, by fsspec: what is there, what it holds, and putting files there."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PosixPath
from typing import IO, Any

from govnews.errors import StorageError

_ADDRESS = re.compile(r"s3://?[^/]")
_ADVICE = "check the address, the keys and AWS_ENDPOINT_URL, and run the same command again"


class RemotePath(PosixPath):
    """The address of an object, where a path is asked for: it has a name, but nothing on this disk."""

    def __str__(self) -> str:
        """The address, of which pathlib would make `s3:/…`."""
        return super().__str__().replace(":/", "://", 1)


def is_remote(source: str | Path) -> bool:
    """Whether something is the address of an object store."""
    return isinstance(source, RemotePath) or bool(_ADDRESS.match(str(source)))


def place(source: str | Path) -> Path:
    """The path of a file, or the address of an object, as one writes them."""
    return RemotePath(source) if is_remote(source) else Path(source)


@cache
def object_store() -> Any:
    """The file system of fsspec. Raises `StorageError` where s3fs is not installed."""
    try:
        import s3fs
    except ImportError as error:
        raise StorageError("s3://… needs s3fs: pip install 'govnews[s3]'") from error
    # Neither other instances nor former answers are to be trusted: what is there changes.
    return s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)


def files_at(address: Path) -> Iterator[Path]:
    """The object of this address, those below it, or those that a pattern with `*` names, sorted.

    Raises `StorageError` where the store cannot be asked.
    """
    name = str(address)
    with explained(name):
        is_pattern = any(sign in name for sign in "*?[")
        found = object_store().glob(name) if is_pattern else object_store().find(name)
    yield from (RemotePath(f"s3://{path}") for path in sorted(found))


def state_of(address: Path) -> str:
    """What tells an object, and one state of it from another. Raises `StorageError`."""
    with explained(address):
        found = object_store().info(str(address))
    return f"{address} {found['size']} {found.get('ETag')}"


def fetched(address: Path) -> IO[bytes]:
    """An open copy of an object, which is gone when it is closed. Raises `StorageError`."""
    with tempfile.NamedTemporaryFile(prefix="govnews-") as file, explained(address):
        object_store().get_file(str(address), file.name)
        copy = Path(file.name).open("rb")  # noqa: SIM115 - the caller's
        size = object_store().info(str(address))["size"]
        if Path(file.name).stat().st_size != size:
            copy.close()
            raise StorageError(f"{address}: came in part only: run the same command again")
        return copy


@contextmanager
def explained(address: str | Path) -> Iterator[None]:
    """Turn what a store's library raises into a `StorageError` that names the address.

    Their errors have no common parent: botocore's, aiohttp's and the operating system's come out.
    """
    try:
        yield
    except StorageError:
        raise
    except FileNotFoundError as error:
        raise StorageError(f"{address}: is not there: check the address") from error
    except Exception as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise StorageError(f"{address}: {what}: {_ADVICE}") from error
