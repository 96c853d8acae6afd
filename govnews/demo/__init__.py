"""The built-in demo: two small portals on loopback, harvested like real ones, and a site of traps.

The articles are made up and their facts are known, so the demo also says how much was read right.
"""

from __future__ import annotations

from govnews.demo.run import run_demo

__all__ = ["run_demo"]
