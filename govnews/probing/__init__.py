"""What a person needs to declare a portal: its platform, its fields, its listing, the declaration.

A probe reads one article and one listing of a site and says what govnews makes of them and why.
"""

from __future__ import annotations

from govnews.probing.probe import Probe, probe

__all__ = ["Probe", "probe"]
