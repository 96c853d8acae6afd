"""The questions people ask of a dataset: a `Dataset` in, a pandas DataFrame out.

`speeches` who spoke, `career` an official's offices over time, `together` who appears with whom,
`awards`, `events`, `edits` what was edited after publication, `coverage` and `gaps` what is known.
Each answers for the dataset as it was loaded: portal, days and `as_of` are chosen there. Every row
leads back to its articles, by `article_ids` (the newest first, at most 20) or by `article_id`,
`version` and the words of the evidence. They ask in SQL: `pip install 'govnews[analysis]'`.
"""

from __future__ import annotations

from govnews.questions.awards import awards
from govnews.questions.career import career
from govnews.questions.coverage import coverage, gaps
from govnews.questions.edits import edits
from govnews.questions.events import EVENT_KINDS, events
from govnews.questions.names import nearest_names
from govnews.questions.speeches import speeches
from govnews.questions.together import graph, together

__all__ = [
    "EVENT_KINDS",
    "awards",
    "career",
    "coverage",
    "edits",
    "events",
    "gaps",
    "graph",
    "nearest_names",
    "speeches",
    "together",
]
