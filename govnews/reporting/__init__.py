"""A dataset told on one page: what is in it, what it answers, how good it is, and where it came from.

`write_report` makes one HTML file that needs no network, in English or Vietnamese, light and dark,
for screens and for paper. Every number leads to some of its rows and to the query for all of them.
Texts of articles are never read whole, so that the page of a million articles takes a minute.
"""

from __future__ import annotations

from govnews.reporting.page import write_report

__all__ = ["write_report"]
