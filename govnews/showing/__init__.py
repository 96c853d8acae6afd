"""One article shown with its facts in their places, and the sentence that a row was read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from govnews.dataset.disk import replacing
from govnews.dataset.lookup import Found, Rows, Stored
from govnews.showing.labels import LANGUAGES, Labels, labels_in
from govnews.showing.plain import plain_text
from govnews.showing.quotation import Quotation, quotation_of
from govnews.showing.web import ArticleView, page

__all__ = ["LANGUAGES", "Quotation", "ShownArticle", "labels_in", "quotation_of"]


@dataclass(frozen=True, eq=False, kw_only=True)
class ShownArticle:
    """One version of an article: text on a terminal, HTML in a notebook."""

    found: Found
    stored: Stored
    """The version that is shown."""
    rows: Rows
    former: Rows | None
    """The rows of the version before it, if there is one."""
    labels: Labels

    @cached_property
    def text(self) -> str:
        """The article as plain text, 80 columns wide."""
        return plain_text(self.found, self.stored, self.rows, self.former, self.labels)

    @property
    def html(self) -> str:
        """The article as an element of HTML with its own style, for a notebook or a page."""
        return self._view.fragment()

    def save(self, path: str | Path) -> Path:
        """Write the article as a page of HTML that opens without the network; returns its place.

        Raises:
            DatasetError: the file cannot be written.

        """
        path = Path(path)
        title = self.rows["articles"][0]["title"]
        with replacing(path) as out:
            out.write(page(title, self._view.fragment(level=1), self.labels.lang).encode())
        return path

    @cached_property
    def _view(self) -> ArticleView:
        return ArticleView(self.found, self.stored, self.rows, self.former, self.labels)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html
