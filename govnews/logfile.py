"""A log file that never grows beyond its size: full ones are kept as FILE.1, FILE.2, …"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from govnews.errors import BadInput
from govnews.text.printable import printable

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MEGABYTE = 1024 * 1024


class _LogFile(RotatingFileHandler):
    """A disk that refuses the log does not disturb the run; it is told once."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 its name there
        """Called by `emit` while an error is handled."""
        error = sys.exception()
        if isinstance(error, OSError):
            self._tell(error)
        else:
            super().handleError(record)

    def close(self) -> None:
        """Close the file, whose last lines may be refused too."""
        try:
            super().close()
        except OSError as error:
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        if not self._told:
            text = f"--log {self.baseFilename}: cannot be written ({error.strerror})"
            print(f"govnews: {text}; the run goes on without it", file=sys.stderr)
        self._told = True


class PrintableFormatter(logging.Formatter):
    """Lines of the log, with what strangers wrote as escapes.

    Further lines of a message are set in, so that none passes for a line of the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The text of a record."""
        return printable(super().format(record)).replace("\n", "\n    ")


@contextmanager
def logged(path: Path | None, *, megabytes: int = 10, keep: int = 5) -> Iterator[logging.Logger]:
    """Let the log go to a file too, whatever is shown elsewhere; None: to no file.

    What is said to the logger goes to the file alone. Raises `BadInput` where it cannot be written.
    """
    only_file = logging.getLogger("govnews.run")
    only_file.propagate = False
    if path is None:
        only_file.addHandler(quiet := logging.NullHandler())
        try:
            yield only_file
        finally:
            only_file.removeHandler(quiet)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path, maxBytes=megabytes * _MEGABYTE, backupCount=keep, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--log {path}: cannot be written ({error.strerror})") from error
    handler.setLevel(logging.INFO)
    handler.setFormatter(PrintableFormatter(_FORM))
    root = logging.getLogger()
    only_file.setLevel(logging.INFO)
    root.addHandler(handler)
    only_file.addHandler(handler)
    try:
        yield only_file
    finally:
        root.removeHandler(handler)
        only_file.removeHandler(handler)
        handler.close()
