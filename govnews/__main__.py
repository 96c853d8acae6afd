"""`python -m govnews` is `govnews`."""

from __future__ import annotations

import sys

from govnews.cli import main

if __name__ == "__main__":
    sys.exit(main())
