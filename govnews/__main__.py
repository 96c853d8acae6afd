"""`python -m govnews` is `govnews`."""

from __future__ import annotations

import sys

from govnews.cli import main

sys.exit(main())
