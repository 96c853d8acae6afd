"""Whether a portal still gives what it gave: each run is measured and held against former runs.

The measures are taken as records are journalled and judged before a run is committed, so that what
a redesign made worse never reaches the tables. Spidermon, the usual monitor of Scrapy, judges after
the spider has closed, compares with former runs only in a paid cloud, and counts a null as a value;
the few lines here need none of it.
"""

from __future__ import annotations

from govnews.health.cause import Cause
from govnews.health.judge import Verdict, judge
from govnews.health.measure import Measures, traits_of
from govnews.health.stored import Stored, is_alike

__all__ = ["Cause", "Measures", "Stored", "Verdict", "is_alike", "judge", "traits_of"]
