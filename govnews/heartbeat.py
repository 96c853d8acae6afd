"""The heartbeat: a small file that says every few seconds that a run is alive, and what it does."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from govnews.dataset.disk import draft_of
from govnews.progress import Watch

log = logging.getLogger(__name__)

NAME = "heartbeat.json"
"""In the folder `runs/` of the dataset; it is none of the reports there."""
SECONDS = 5.0
State = Literal["crawling", "storing", "ended", "failed"]
_COUNTS = ("listed", "articles_read", "new", "changed", "articles_failed")


class Heartbeat:
    """Writes the file, each time whole. A disk that refuses it does not disturb the run."""

    def __init__(self, out: Path, run: str, watches: Sequence[Watch]) -> None:
        self.path = out / "runs" / NAME
        self._run = run
        self._watches = watches
        self._began = _now()
        self._told = False

    def beat(self, state: State, exit_code: int | None = None) -> None:
        """Say where the run stands; `exit_code` once it is known."""
        content = {
            "pid": os.getpid(),
            "machine": platform.node(),
            "run": self._run,
            "state": state,
            "began": self._began,
            "beat": _now(),
            "exit_code": exit_code,
            "crawls": {watch.portal: _crawl(watch) for watch in self._watches},
        }
        draft = draft_of(self.path)
        try:
            draft.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
            draft.replace(self.path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            if not self._told:
                log.warning("%s cannot be written: %s", self.path, error.strerror)
            self._told = True

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat while the event loop runs."""
        loop = asyncio.get_event_loop()

        def again() -> None:
            self.beat("crawling")
            loop.call_later(SECONDS, again)

        loop.call_soon(again)
        yield

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Say that the run is being stored, and where that fails, that it failed."""
        self.beat("storing")
        try:
            yield
        except BaseException:
            self.beat("failed")
            raise


def _crawl(watch: Watch) -> dict[str, Any]:
    counts = watch.counts()
    return {
        "requests": sum(watch.requests.values()),
        **{name: counts.get(name, 0) for name in _COUNTS},
        "last_answer": watch.last_answer,
        "finish_reason": watch.finish_reason,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
