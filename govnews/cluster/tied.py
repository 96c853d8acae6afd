"""`python -m govnews.cluster.tied COMMAND …`: govnews, which ends at once when its standard input does.

A worker holds the other end of that pipe: however it ends, its child leaves nothing running that
goes on to ask portals.
"""

from __future__ import annotations

import os
import sys
import threading


def main() -> int:
    """Run the command; the exit code."""
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    from govnews.cli import main as command_line

    return command_line(sys.argv[1:])


def _end_with_the_worker() -> None:
    while os.read(0, 1024):  # nothing is ever said there
        continue
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
