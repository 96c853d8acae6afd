"""A harvest that nobody watches: its log in a file, and somebody told how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from govnews.logfile import logged
from govnews.notify import check_target, notify

if TYPE_CHECKING:
    from govnews.result import HarvestResult


def attended(
    run: Callable[[], HarvestResult],
    *,
    code_of: Callable[[Exception], int],
    log: Path | None = None,
    log_megabytes: int = 10,
    log_keep: int = 5,
    target: str | None = None,
) -> int:
    """Run it and return its exit code, or raise what it raised; both are logged and told.

    `code_of` gives the exit code of an error. Raises `BadInput` for a log or a `target` of no use.
    """
    if target:
        check_target(target)
    with logged(log, megabytes=log_megabytes, keep=log_keep) as only_file:
        try:
            result = run()
        except Exception as error:
            text, code = " ".join(str(error).split()), code_of(error)
            only_file.error("%s (exit code %d)", text, code)
            if target:
                notify(target, {"exit_code": code, "error": text}, {"error": text})
            raise
        _log(only_file, result)
        if target:
            places = {"report": str(result.report_path), "page": str(result.page_path)}
            content = {"run": result.run, **result.report}
            notify(target, content, {"run": result.run, **places})
        return result.exit_code


def _log(only_file: logging.Logger, result: HarvestResult) -> None:
    """What the screen shows at the end."""
    for outcome in result.outcomes:
        for problem in outcome.problems:
            only_file.warning("%s: %s", outcome.portal, problem)
        if outcome.cut and outcome.cut not in outcome.problems:
            only_file.info("%s: %s", outcome.portal, outcome.cut)
    done = ", ".join(
        f"{result.report.get(name, 0)} {name}" for name in ("new", "changed", "unchanged")
    )
    only_file.info("run %s: %s, exit code %d", result.run, done, result.exit_code)
