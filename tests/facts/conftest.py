"""What the tests of the fact readers share: one article out of one text, read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from govnews.facts import Facts, Source, read_facts

PUBLISHED = date(2024, 5, 16)
"""The day on which the invented articles of these tests appeared."""

Read = Callable[..., Facts]


@pytest.fixture(scope="session")
def read() -> Read:
    """`read(text, title=…, caption=…, published=…, province=…)`: the facts of one article."""

    def facts_of(
        text: str,
        *,
        title: str = "",
        caption: str | None = None,
        published: date | None = PUBLISHED,
        province: str | None = None,
        authors: tuple[str, ...] = (),
    ) -> Facts:
        return read_facts(
            Source(
                title=title,
                body=text,
                captions=((1, caption),) if caption else (),
                published_on=published,
                province=province,
                authors=authors,
            )
        )

    return facts_of
