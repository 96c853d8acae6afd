"""Make archives of as many pages as wanted, from the pages of one archive, or from the demo's.

    python tools/many.py FOLDER [--pages 20000] [--each 20000] [--source FILE.warc.gz]

Each page is repeated under other numbers and on other days: in its address, in its links, in the
dates that it prints and in the date of its record, so that every copy is an article of its own.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path

from govnews.archive import ArchiveWriter, Exchange, read_warc
from govnews.demo.articles import load_articles
from govnews.demo.liferay import LiferaySite

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "sotttt-hanoi-dev.warc.gz"
_NUMBER = re.compile(r"\d{4,}(?=-|\.html|$)")
_DAY = re.compile(rb"\b(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)\b")
_STEP = 100_000_000
"""Between the number of a page and those of its copies: larger than the numbers of portals."""


@dataclass(frozen=True, slots=True)
class Original:
    """A page to be repeated."""

    url: str
    body: bytes
    fetched_at: datetime


def main() -> None:
    """Write the archives that are not there yet."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--pages", type=int, default=20_000, help="in all archives together")
    options.add_argument("--each", type=int, default=20_000, help="in one archive")
    options.add_argument("--source", type=Path, help="WARC whose pages are repeated")
    arguments = options.parse_args()
    for path in make(arguments.folder, arguments.pages, arguments.each, arguments.source):
        print(path)


def make(folder: Path, pages: int, each: int, source: Path | None = None) -> list[Path]:
    """The archives; those that lie there are taken as they are."""
    made = [folder / f"many-{number:03}.warc.gz" for number in range(-(-pages // each))]
    if all(path.exists() for path in made):
        return made
    all_copies = islice(copies(list(originals(source))), pages)
    for path in made:
        with ArchiveWriter(path) as writer:
            for page in islice(all_copies, each):
                writer.add(page)
    return made


def originals(source: Path | None = None) -> Iterator[Original]:
    """The pages of an archive; without one, and without the corpus, those of the demo."""
    if source is None and not CORPUS.exists():
        yield from demo_pages()
        return
    for page in read_warc(source or CORPUS):
        if page.status == 200 and "html" in (page.content_type or "html"):
            yield Original(page.url, page.body, page.fetched_at or datetime.now(UTC))


def demo_pages() -> Iterator[Original]:
    """The articles of one of the demo's portals."""
    articles = [article for article in load_articles() if article.cms == "liferay"]
    site = LiferaySite(articles)
    for article in articles:
        address = site.address(article)
        if answer := site.get(address, {}):
            body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
            yield Original(
                f"https://demo.example.vn{address}", body, datetime(2025, 1, 1, tzinfo=UTC)
            )


def copies(pages: list[Original]) -> Iterator[Exchange]:
    """The pages again and again, each time other ones."""
    for turn in count():
        for page in pages:
            yield copy(page, turn)


def copy(page: Original, turn: int) -> Exchange:
    """A page under another number, so many days later."""
    url, body = page.url, page.body
    numbers = _NUMBER.findall(url)
    if numbers and turn:
        number = max(numbers, key=len)  # shorter ones are years in a headline
        other = str(int(number) + turn * _STEP)
        url, body = url.replace(number, other), body.replace(number.encode(), other.encode())
    elif turn:
        url = f"{url}{'&' if '?' in url else '?'}lan={turn}"
    return Exchange(
        url=url,
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=_DAY.sub(lambda found: _later(found, turn), body),
        fetched_at=page.fetched_at + timedelta(days=turn),
    )


def _later(found: re.Match[bytes], days: int) -> bytes:
    day, mark, month, year = found.groups()
    try:
        moved = date(int(year), int(month), int(day)) + timedelta(days=days)
    except ValueError:  # no date
        return found[0]
    return mark.join([b"%02d" % moved.day, b"%02d" % moved.month, b"%04d" % moved.year])


if __name__ == "__main__":
    main()
