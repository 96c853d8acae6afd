"""Parts → facts: the event, the people with their offices, who spoke, who was honoured.

Rules and word tables over cleaned text; every row carries the span it was read from.
"""

from govnews.callable_module import make_callable
from govnews.facts.read import Facts, read_facts
from govnews.facts.source import Source

__all__ = ["Facts", "Source", "read_facts"]

make_callable(__name__, home="govnews.extract", function="facts")
