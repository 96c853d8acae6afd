"""What the parts of the report have in common: the dataset, the words, the rows behind numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govnews.dataset import Dataset
from govnews.reporting.markup import Html, paragraph
from govnews.reporting.rows import Appendix
from govnews.reporting.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One report in the making."""

    dataset: Dataset
    name: str
    """The dataset as the person named it."""
    say: Words
    appendix: Appendix
    note: str
    """Source and choice of articles, for the foot of pictures."""

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The rows of an answer in SQL."""
        return rows_of(self.dataset.sql(query))

    def nothing(self) -> Html:
        """What stands in the place of an empty table."""
        return paragraph(self.say("nothing"), "note")


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of a DataFrame, with None for what is missing."""
    import pandas as pd

    return [
        {
            name: None
            if not isinstance(value, list) and pd.api.types.is_scalar(value) and pd.isna(value)
            else value
            for name, value in row.items()
        }
        for row in frame.to_dict("records")
    ]
