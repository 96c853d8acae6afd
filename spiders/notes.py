"""What a walk tells the dataset of articles beside their records: listed, read, missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scrapy.spidermiddlewares.httperror import HttpError

from govnews.dataset.rows import ABSENCES
from govnews.errors import DatasetError
from govnews.other_pages import REFUSALS
from govnews.spiders.refusals import NotArchived, kind_of_failure
from govnews.spiders.trail import Entry, Lead

if TYPE_CHECKING:
    from govnews.spiders.articles import ArticleSpider

_GONE = 410


class Notes:
    """The notes of one walk; none where there is no dataset, nor of the past in an archive."""

    def __init__(self, spider: ArticleSpider) -> None:
        self._spider = spider
        self._portal = spider.portal.name
        self._listed: set[str] = set()

    def listed(self, entries: Iterable[Entry]) -> None:
        """Articles of a list; each is noted once in a walk."""
        new = [entry for entry in entries if entry.key not in self._listed]
        self._listed.update(entry.key for entry in new)
        self._tell("note_listed", [(entry.key, entry.day, entry.urls) for entry in new])

    def read(self, key: str, article_id: str) -> None:
        """The article was there, read or as it was."""
        self._tell("note_read", key, article_id)

    def missed(self, key: str, lead: Lead, kind: str, url: str, landed: str | None = None) -> None:
        """A page of another kind in an article's place, after its last address was tried."""
        if lead.exhausted:
            known = "blocked" if kind in REFUSALS else kind
            outcome = known if known in ABSENCES else "failed"
            self._tell("note_missed", key, outcome, url, landed)

    def failed(self, key: str, lead: Lead, failure: Any) -> None:
        """No page at all in an article's place."""
        if failure.check(NotArchived):
            return
        error = failure.value
        is_gone = isinstance(error, HttpError) and error.response.status == _GONE
        kind = "gone" if is_gone else kind_of_failure(error) or "failed"
        self.missed(key, lead, kind, failure.request.url)

    def _tell(self, what: str, *said: Any) -> None:
        run = self._spider.run
        if run is None or self._spider.settings.get("GOVNEWS_REPLAY"):
            return
        note: Callable[..., None] = getattr(run, what)
        try:
            note(self._portal, *said)
        except DatasetError as error:
            # `Run.finish` tells it, and the next record that is stored ends the walk.
            self._spider.logger.debug("not noted: %s", error)
