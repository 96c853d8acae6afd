"""What can go wrong, one class per thing that a caller can do about it.

Every message names the file or URL concerned and says what to do next.
"""

from __future__ import annotations


class GovnewsError(Exception):
    """The parent of every error that govnews raises on purpose."""


class BadInput(GovnewsError):
    """The caller gave something that cannot be used: correct the argument (exit code 2)."""


class UnknownPortal(BadInput):
    """No portal of this name or host is declared: choose one from `govnews portals`."""


class UnreadablePage(GovnewsError):
    """The bytes are not a page that can be read (empty, too large, not HTML): fetch it again."""


class NotFetched(GovnewsError):
    """A page could not be had from the network: check the address, or try again later."""


class NotAnArticle(GovnewsError):
    """The page was read and is of another kind; skip it and count it.

    `kind` is one of `listing`, `no_title`, `no_body`, `unreadable`, `not_found`, `login`,
    `maintenance`, `blocked`, `cookie_stub`, `script_only`.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class ArchiveError(GovnewsError):
    """A WARC file cannot be read or is cut off: check or replace the file."""


class DatasetError(GovnewsError):
    """The dataset folder cannot be read or written (missing, no permission, disk full)."""


class WrongFolder(BadInput, DatasetError):
    """The dataset's path is a file or cannot be a folder: choose another one (exit code 2)."""


class DatasetLocked(DatasetError):
    """Another run is writing to this dataset: wait for it to end (exit code 75)."""


class StorageError(GovnewsError):
    """An object store cannot be reached, refuses, or holds something else: run again once it works."""


class ClusterError(GovnewsError):
    """A cluster cannot be reached, was lost, or is not set up: start it, and run again."""


def reason(error: Exception) -> str:
    """An error in one line, for the person who runs a command."""
    if isinstance(error, GovnewsError):
        return " ".join(str(error).split())
    return f"unexpected {type(error).__name__}: {error} (-v shows where; please report it)"
