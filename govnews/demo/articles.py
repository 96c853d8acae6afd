"""The articles of the demo portal: the file format, the loader and the check of a file.

One file an article, `articles/<code>.json`, UTF-8, strings in NFC. People and places are invented;
the province is `Lam Châu`, which no administrative table knows. The keys:

`id`
    number of the article in its URL, unique over both portals
`cms`
    `vnpt` or `liferay`: the portal that publishes it and so the markup it is served in
`category`
    slug of one of `CATEGORIES`
`posted`
    `2024-03-15` or `2024-03-15T09:24`, Vietnamese time; the precision is the precision shown
`title`, `summary`
    the summary (sapo) is null where the page sets none apart
`blocks`
    in the order of the page; each has exactly one of the keys of `BLOCK_KINDS`:
    `{"p": text}`, `{"h": in-body heading}`, `{"list": [item, …]}`, `{"table": [[cell, …], …]}`,
    `{"image": file name, "caption": …, "credit": …, "shape": one of SHAPES}`
`byline`, `source`
    `Thu Hà – Minh Đức`; `TTXVN`: null where there is none
`attachments`
    file names offered for download
`gold`
    what a reader must find: `article`, `people`, `speakers`, `captions`, `awards` with the columns
    of `govnews.model` (dates as ISO strings), `*_alt` lists with other right answers, and
    `body_paragraphs`, which may be left out where it is the text of the blocks.

The shapes of a caption:

`figure`        `<figure>` whose picture has no alternative text, with a `<figcaption>`
`figcaption`    `<figure>` with a `<figcaption>` that the alternative text repeats
`next-centred`  the picture in a paragraph, the caption in the next, centred one
`next-italic`   the same with an italic caption
`table`         a layout table: picture row, caption row
`two-lines`     caption in one centred line, `(Ảnh: credit)` in the next
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from govnews.errors import BadInput
from govnews.model import (
    AWARD_KINDS,
    AWARD_STATUSES,
    PARTS_OF_DAY,
    RECIPIENT_KINDS,
    ROLES,
    SPEECH_KINDS,
)

CMS = ("vnpt", "liferay")
CATEGORIES = {
    "tin-tuc-su-kien": "Tin tức sự kiện",
    "tin-lanh-dao-tinh": "Tin lãnh đạo tỉnh",
    "tin-so-nganh": "Tin sở, ngành",
    "tin-dia-phuong": "Tin địa phương",
    "thi-dua-khen-thuong": "Thi đua khen thưởng",
    "thong-bao": "Thông báo",
}
BLOCK_KINDS = ("p", "h", "list", "table", "image")
SHAPES = ("figure", "figcaption", "next-centred", "next-italic", "table", "two-lines")
CELL_JOINT = " | "
"""Between the cells of a table row in the text of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture and the text that the page gives it."""

    file: str
    caption: str | None
    credit: str | None
    shape: str

    @property
    def caption_with_credit(self) -> str | None:
        """The caption as printed, with the credit behind it."""
        if self.credit is None:
            return self.caption
        return f"{self.caption} (Ảnh: {self.credit})" if self.caption else f"Ảnh: {self.credit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of the body; `rows` holds the one text of a paragraph, the items, or the cells."""

    kind: str
    rows: tuple[tuple[str, ...], ...] = ()
    image: Image | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines that the block adds to the body."""
        return tuple(CELL_JOINT.join(row) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article of the demo portal with the facts that it holds."""

    code: str
    """Name of the file, without `.json`."""
    id: int
    cms: str
    category: str
    posted: datetime
    """Naive Vietnamese time, 00:00 where only the day is shown."""
    precision: str
    """`day` or `minute`."""
    title: str
    summary: str | None
    blocks: tuple[Block, ...]
    byline: str | None
    source: str | None
    attachments: tuple[str, ...]
    gold: Mapping[str, Any]

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures in order of the page."""
        return tuple(block.image for block in self.blocks if block.image)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The running text in order of the page."""
        return tuple(text for block in self.blocks for text in block.paragraphs)

    @property
    def text(self) -> str:
        """All that a reader may read facts from: title, summary, body, captions."""
        captions = (image.caption for image in self.images)
        return "\n\n".join(filter(None, (self.title, self.summary, *self.paragraphs, *captions)))


@cache
def load_articles() -> tuple[DemoArticle, ...]:
    """Every article of the demo, newest first.

    Raises `BadInput` with the file and its first faults where one does not keep the format.
    """
    folder = files(__package__) / "articles"
    sources = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name
    )
    articles = [
        parse_article(source.name.removesuffix(".json"), json.loads(source.read_text("utf-8")))
        for source in sources
    ]
    return tuple(sorted(articles, key=lambda a: (a.posted, a.id), reverse=True))


def parse_article(code: str, raw: Mapping[str, Any]) -> DemoArticle:
    """One file's content as an article; raises `BadInput` naming the file and the faults."""
    try:
        article = _article(code, raw)
        faults = list(check(article))
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"articles/{code}.json: not in the demo's format: {error!r}") from error
    if faults:
        raise BadInput(f"articles/{code}.json: " + "; ".join(faults[:5]))
    return article


def _article(code: str, raw: Mapping[str, Any]) -> DemoArticle:
    posted = datetime.fromisoformat(raw["posted"])
    return DemoArticle(
        code=code,
        id=int(raw["id"]),
        cms=raw["cms"],
        category=raw["category"],
        posted=posted,
        precision="minute" if "T" in raw["posted"] else "day",
        title=raw["title"],
        summary=raw["summary"],
        blocks=tuple(_block(block) for block in raw["blocks"]),
        byline=raw["byline"],
        source=raw["source"],
        attachments=tuple(raw["attachments"]),
        gold=raw["gold"],
    )


def _block(raw: Mapping[str, Any]) -> Block:
    (kind,) = (kind for kind in BLOCK_KINDS if kind in raw)
    if kind == "image":
        image = Image(
            file=raw["image"], caption=raw["caption"], credit=raw["credit"], shape=raw["shape"]
        )
        return Block(kind=kind, image=image)
    content = raw[kind]
    if kind == "table":
        return Block(kind=kind, rows=tuple(tuple(row) for row in content))
    return Block(
        kind=kind, rows=tuple((line,) for line in (content if kind == "list" else [content]))
    )


def check(article: DemoArticle) -> Iterator[str]:
    """The faults of an article and of its gold record, as sentences; none for a good one."""
    if article.cms not in CMS:
        yield f"unknown cms {article.cms!r}"
    if article.category not in CATEGORIES:
        yield f"unknown category {article.category!r}"
    for image in article.images:
        if image.shape not in SHAPES:
            yield f"unknown shape {image.shape!r}"
    printed = json.dumps(article.gold, ensure_ascii=False) + article.text
    if unicodedata.normalize("NFC", printed) != printed:
        yield "text is not in NFC"
    yield from _check_article(article)
    yield from _check_captions(article)
    yield from _check_people(article)
    yield from _check_awards(article)


def _check_article(article: DemoArticle) -> Iterator[str]:
    gold = article.gold["article"]
    stamp = article.posted.isoformat(timespec="minutes")
    expected = {
        "title": article.title,
        "summary": article.summary,
        "published_at": stamp if article.precision == "minute" else stamp[:10],
        "published_precision": article.precision,
    }
    for column, value in expected.items():
        if gold[column] != value:
            yield f"gold {column} {gold[column]!r} is not the page's {value!r}"
    if gold["event_part_of_day"] not in (None, *PARTS_OF_DAY):
        yield f"unknown part of day {gold['event_part_of_day']!r}"
    for column in ("event_date", "event_end_date"):
        if gold[column] is not None:
            date.fromisoformat(gold[column])
    text = squeezed(article.text)
    for column in ("event_date_text", "venue", "place", "dateline"):
        if gold[column] is not None and squeezed(gold[column]) not in text:
            yield f"gold {column} {gold[column]!r} does not occur in the text"
    body = article.gold.get("body_paragraphs")
    if body is not None and _words(body) != _words(article.paragraphs):
        yield "gold body_paragraphs are not the text of the blocks"


def _check_captions(article: DemoArticle) -> Iterator[str]:
    found = [(c["image_no"], c["caption"], c["credit"]) for c in article.gold["captions"]]
    shown = [(n, i.caption, i.credit) for n, i in enumerate(article.images, start=1)]
    if found != shown:
        yield f"gold captions {found} are not the pictures' {shown}"


def _check_people(article: DemoArticle) -> Iterator[str]:
    people, text = article.gold["people"], squeezed(article.text)
    names = {person["name"] for person in people}
    if len(names) < len(people):
        yield "a person stands twice in the gold"
    for person in people:
        if squeezed(person["name"]) not in text:
            yield f"gold person {person['name']!r} does not occur in the text"
        if not set(person["roles"]) <= set(ROLES):
            yield f"unknown role of {person['name']!r}"
        for position in person["positions"]:
            if squeezed(position) not in text:
                yield f"gold position {position!r} does not occur in the text"
    for speech in article.gold["speakers"]:
        if speech["speech_kind"] not in SPEECH_KINDS or speech["name"] not in names:
            yield f"gold speech {speech} names no known kind or person"


def _check_awards(article: DemoArticle) -> Iterator[str]:
    for award in article.gold["awards"]:
        if award["award_kind"] not in AWARD_KINDS or award["status"] not in AWARD_STATUSES:
            yield f"unknown kind or status of {award['award']!r}"
        if award["recipient_kind"] not in RECIPIENT_KINDS:
            yield f"unknown kind of recipient of {award['award']!r}"
        written = award["recipient_text"] or award["recipient"]
        if written is not None and squeezed(written) not in squeezed(article.text):
            yield f"gold recipient {written!r} does not occur in the text"


def squeezed(text: str) -> str:
    """The text in lower case with single spaces: what the check compares.

    >>> squeezed("Bí thư  Tỉnh ủy")
    'bí thư tỉnh ủy'
    """
    return " ".join(text.casefold().split())


def _words(paragraphs: tuple[str, ...] | list[str]) -> list[str]:
    return " ".join(paragraphs).replace(CELL_JOINT, " ").split()
