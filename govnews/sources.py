"""Single pages to look at: fetched politely, saved in a file, piped, or one of a WARC archive."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnews import portals
from govnews.archive import TOO_LARGE, Replay
from govnews.archive.replay import is_archive
from govnews.errors import BadInput, NotFetched
from govnews.saved import STDIN, TEXT, SavedPage, archived, own_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the caller named."""

    name: str
    """An address of the web, a file, or `-`."""
    url: str | None = None
    """Where a saved page was fetched from; which page of an archive is meant."""

    @property
    def is_remote(self) -> bool:
        """Whether it has to be fetched."""
        return self.name.startswith(("http://", "https://"))


def open_pages(
    sources: Sequence[Source], *, contact: str | None = None, verbose: bool = False
) -> list[SavedPage]:
    """The pages in the order of the sources, their bodies in memory, their addresses known.

    Addresses are fetched in one crawl, so only once in a process.

    Raises:
        BadInput: a file does not exist, or an archive is named without `url`.
        NotFetched: an address gave no page.
        ArchiveError: an archive cannot be read.

    """
    remote = [source.name for source in sources if source.is_remote]
    if any("@" in url.split("/", 3)[2] for url in remote):
        raise BadInput("an address has a user in it: leave out what stands before the @")
    saved = [None if source.is_remote else _saved(source) for source in sources]
    fetched = _fetch(remote, contact, verbose=verbose) if remote else {}
    return [page or fetched[source.name] for source, page in zip(sources, saved, strict=True)]


def _saved(source: Source) -> SavedPage:
    path = Path(source.name)
    if source.name == STDIN:
        body, name, url = sys.stdin.buffer.read(), "standard input", "file:///dev/stdin"
    elif not path.is_file():
        raise BadInput(f"{source.name}: no such file: name a page, a WARC file or an address")
    elif is_archive(path):
        return _archived(path, source.url)
    else:
        body, name, url = _bytes_of(path), source.name, path.absolute().as_uri()
    told = None if source.url or name.endswith(TEXT) else own_url(body)
    return SavedPage(name=name, body=body, url=source.url or told or url)


def _bytes_of(path: Path) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from error
    if not body.strip():
        raise BadInput(f"{path}: the file is empty: save the page again")
    return body


def _archived(path: Path, url: str | None) -> SavedPage:
    if not url:
        raise BadInput(f"{path} holds many pages: say which one with --url")
    page = Replay(path).get(url)
    if page is None:
        raise BadInput(f"{path} has no answer for {url}: check the address")
    if page.status != 200:
        raise BadInput(f"{path} has no page for {url} but an answer of status {page.status}")
    if page.is_too_large:
        raise BadInput(f"{path}: the answer for {url} {TOO_LARGE}")
    return archived(path, page)


def _fetch(urls: Sequence[str], contact: str | None, *, verbose: bool) -> dict[str, SavedPage]:
    """Address → page. Obeys robots.txt, waits between two requests to one host, and asks each
    portal's pages for as its declaration says.
    """
    from scrapy.utils.misc import load_object

    from govnews.browser import check_browser
    from govnews.crawler import new_process
    from govnews.settings import user_agent

    own: dict[str, Any] = {"ITEM_PIPELINES": {}, "LOG_LEVEL": "DEBUG" if verbose else "ERROR"}
    if contact:
        own["USER_AGENT"] = user_agent(contact)
    answers: dict[str, SavedPage | str] = {}
    owners = {url: _owner(url) for url in urls}
    check_browser(portal for portal in owners.values() if portal)
    process = new_process(own, verbose=verbose)
    # One crawl for each portal: their settings differ, and one alone knows when to ask its host.
    for portal in {owner.name if owner else "": owner for owner in owners.values()}.values():
        name = portal.name if portal else None
        process.crawl(
            load_object("govnews.spiders.declared.fetch_class")(portal),
            urls=[url for url, owner in owners.items() if (owner.name if owner else None) == name],
            answers=answers,
        )
    process.start()
    pages: dict[str, SavedPage] = {}
    for url in urls:
        answer = answers.get(url, "the crawl was stopped")
        if isinstance(answer, str):
            raise NotFetched(f"{url} was not fetched: {answer}; check the address, or try later")
        pages[url] = answer
    return pages


def _owner(url: str) -> portals.Portal | None:
    """The portal whose manners hold for an address; a host that it has left is any other host."""
    portal = portals.for_url(url)
    return portal if portal and not portal.left(url) else None
