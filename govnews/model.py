"""The records: what one page becomes. The Arrow schema of the dataset is derived from here.

Missing is `None` (scalar) or `()` (list), never an empty string, a zero or a guess. Every person,
speech and award carries the span of text that it was read from (`Evidence`).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of every portal: UTC+7 all year since 1975."""

LocalTime = Annotated[datetime, "Asia/Ho_Chi_Minh"]
"""An aware datetime at +07:00, whole seconds."""
UtcTime = Annotated[datetime, "UTC"]
"""An aware datetime in UTC, whole seconds."""

SPEECH_KINDS = (
    "opening", "welcome", "directive", "closing", "report",
    "discussion", "congratulation", "acceptance", "address",
)  # fmt: skip
ROLES = ("speaker", "chair", "attendee", "presenter", "recipient", "signatory", "mentioned")
AWARD_KINDS = (
    "order", "medal", "honour_title", "emulation_title", "emulation_flag", "merit_certificate",
    "commendation", "prize", "commemorative_medal", "badge", "letter", "other",
)  # fmt: skip
AWARD_STATUSES = ("granted", "proposed", "posthumous", "revoked")
RECIPIENT_KINDS = ("person", "organisation", "place", "group")
PARTS_OF_DAY = ("morning", "noon", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a row was read: `field[start:end] == text`, always."""

    field: str
    """`title`, `summary`, `body`, or `caption/N` where N is the picture's `image_no`."""
    start: int
    """First code point of the span in the field."""
    end: int
    """One past the last code point."""
    text: str
    """The span itself."""
    rule: str
    """Name of the rule that made the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article."""

    article_id: str
    """16 hex digits of BLAKE2b over the canonical URL; see `article_id()`."""
    version: int = 1
    """1, 2, …: a new version only where `content_hash` changed. The dataset counts them."""
    portal: str
    """Name of the portal definition (`haiphong`), or the host where none matched."""
    url: str
    """As fetched."""
    canonical_url: str
    """Without tracking parameters, session ids and fragments."""
    title: str
    """The headline, cleaned, without the site's name."""
    summary: str | None = None
    """The sapo, where the page sets it apart from the body."""
    body: str
    r"""Paragraphs joined by `\n\n`, cleaned; no captions, byline, related links, counters, tools."""
    published_at: LocalTime | None = None
    """As the portal states it; a page that states only a day gives 00:00 and precision `day`."""
    modified_at: LocalTime | None = None
    """Date of the last change, where the page states one."""
    published_precision: str | None = None
    """`minute` or `day`."""
    published_text: str | None = None
    """The date exactly as printed; also where it gives no day, or one that lies ahead."""
    fetched_at: UtcTime | None = None
    """When the response arrived; null where the caller did not say."""
    dateline: str | None = None
    """The source that opens the text: `Haiphong.gov.vn`, `TTXVN`, `BHP`."""
    event_name: str | None = None
    """`Hội nghị tổng kết hoạt động Cụm thi đua năm 2023`."""
    event_date: date | None = None
    """When the reported event took place, not when it was published."""
    event_end_date: date | None = None
    """Last day, only for a range."""
    event_date_text: str | None = None
    """As written: `Sáng 11/12`."""
    event_part_of_day: str | None = None
    """`morning`, `noon`, `afternoon`, `evening`, `night`."""
    organiser: str | None = None
    """Who held the event."""
    venue: str | None = None
    """As written: `Trung tâm Hội nghị thành phố`."""
    place: str | None = None
    """The most local administrative unit known, as valid on the publication date."""
    province: str | None = None
    """Province-level unit as valid on the publication date."""
    province_code: str | None = None
    """Its statistical (GSO) code of that day, two digits."""
    province_now: str | None = None
    """The province-level unit that holds it since 2025-07-01."""
    province_now_code: str | None = None
    """The code of that unit."""
    location: str | None = None
    """Venue, place and province in one line, for people to read."""
    authors: tuple[str, ...] = ()
    """People, initials or boards in the byline; never a CMS account or a photographer."""
    source_credit: str | None = None
    """`Theo TTXVN` → `TTXVN`."""
    section: str | None = None
    """As the portal files it."""
    tags: tuple[str, ...] = ()
    """As the portal files it."""
    attachments: tuple[str, ...] = ()
    """Absolute URLs of the files that the article offers for download."""
    language: str = "vi"
    """ISO 639-1."""
    content_hash: str
    """Of title, summary, body, captions, published_at: what a reader would call an edit."""
    parser: str
    """Version of the package and, after `/`, the name of the layout that read the page."""
    archive_ref: str | None = None
    """WARC file name and offset of the response: `name.warc.gz#12345`."""
    truncated: str | None = None
    """Why the archive holds only the beginning of the page: `length` (Common Crawl keeps 1 MiB),
    `time`, `disconnect`, …; null for a whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One named person in one article, merged over all mentions."""

    person_no: int
    """1, 2, … in order of first mention."""
    name: str
    """Fullest spelling, without honorific and rank."""
    honorific: str | None = None
    """Form of address, lower case: `đồng chí`, `ông`, `bà`."""
    rank: str | None = None
    """Military, police, academic or professional rank: `Đại tá`, `PGS.TS`."""
    positions: tuple[str, ...] = ()
    """Each office as written, split."""
    roles: tuple[str, ...] = ()
    """Subset of `ROLES`, in that order."""
    person_key: str | None = None
    """Groups an official over articles: `folded name/body of the main office/province`."""
    evidence: Evidence
    """The first mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One speech act."""

    speech_no: int
    """1, 2, … in order of the text."""
    name: str
    """The speaker, spelled as in the people table."""
    honorific: str | None = None
    """As in the people table."""
    positions: tuple[str, ...] = ()
    """As in the people table."""
    speech_kind: str
    """One of `SPEECH_KINDS`; `address` where the text says only that the person spoke."""
    person_key: str | None = None
    """As in the people table."""
    speech_text: str | None = None
    """Reported content, as written: the sentences and paragraphs attributed to the speaker."""
    evidence: Evidence
    """The sentence that says that the person spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """One picture in the article."""

    image_no: int
    """1, 2, … in order of the page."""
    image_url: str
    """Absolute."""
    alt: str | None = None
    """As on the page."""
    caption: str | None = None
    """The text that the page gives the picture, without the credit; a placeholder is none."""
    credit: str | None = None
    """Photographer or source, the bare name."""
    people: tuple[str, ...] = ()
    """Names from the people table that the caption holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One award and one recipient (or one counted group)."""

    award_no: int
    """1, 2, … in order of the text."""
    award: str
    """As written."""
    award_kind: str
    """One of `AWARD_KINDS`."""
    rank: int | None = None
    """1, 2, 3 for hạng Nhất, Nhì, Ba and giải Nhất, Nhì, Ba."""
    grantor: str | None = None
    """Whose award it is, not who hands it over."""
    recipient: str | None = None
    """With the shared head restored; null where the text counts prizes and not people."""
    recipient_text: str | None = None
    """As written."""
    recipient_kind: str
    """One of `RECIPIENT_KINDS`."""
    recipient_count: int | None = None
    """12 for `12 tập thể`."""
    status: str
    """One of `AWARD_STATUSES`."""
    reason: str | None = None
    """As written: `đã có thành tích xuất sắc trong …`."""
    year: int | None = None
    """The year that the award is for, where the text says so."""
    grantor_organisation_key: str | None = None
    """Groups a grantor over articles: `full name, folded/province`."""
    recipient_organisation_key: str | None = None
    """The same of a recipient that is an organisation."""
    evidence: Evidence
    """The clause that says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything read from one page."""

    article: Article
    people: tuple[Person, ...] = ()
    speakers: tuple[Speech, ...] = ()
    captions: tuple[Caption, ...] = ()
    awards: tuple[Award, ...] = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, table))} {table}" for table in TABLES[1:])
        return f"<Record {self.article.title!r}: {counts}>"

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-ready values: dates in ISO 8601, evidence flattened into columns."""
        return {
            "article": _plain(self.article),
            **{table: [_plain(row) for row in getattr(self, table)] for table in TABLES[1:]},
        }

    def field_text(self, field: str) -> str | None:
        """The text that an `Evidence.field` names, or None where the record has no such field."""
        if field.startswith("caption/"):
            number = int(field.removeprefix("caption/"))
            return next((c.caption for c in self.captions if c.image_no == number), None)
        return {
            "title": self.article.title,
            "summary": self.article.summary,
            "body": self.article.body,
        }.get(field)


TABLES = ("articles", "people", "speakers", "captions", "awards")
"""The five tables, in the order in which they are written and shown."""
ROW_TYPES: dict[str, type] = {
    "articles": Article,
    "people": Person,
    "speakers": Speech,
    "captions": Caption,
    "awards": Award,
}


def article_id(canonical_url: str) -> str:
    """The key of an article: 16 hex digits of BLAKE2b over its canonical URL.

    >>> article_id("https://haiphong.gov.vn/tin-tuc/a-1")
    '12f10af920f749a1'
    """
    return hashlib.blake2b(canonical_url.encode(), digest_size=8).hexdigest()


def content_hash(
    title: str,
    summary: str | None,
    body: str,
    captions: tuple[str | None, ...],
    published_at: datetime | None,
) -> str:
    """32 hex digits over what a reader would call an edit, and nothing else."""
    stamp = published_at.astimezone(UTC).isoformat() if published_at else None
    text = json.dumps([title, summary, body, list(captions), stamp], ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def flat(row: Any) -> dict[str, Any]:
    """One row as a dictionary of Python values, its evidence spread over five columns."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if isinstance(value, Evidence):
            values |= {
                "evidence_field": value.field,
                "evidence_start": value.start,
                "evidence_end": value.end,
                "evidence_text": value.text,
                "rule": value.rule,
            }
        else:
            values[field.name] = list(value) if isinstance(value, tuple) else value
    return values


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in flat(row).items()
    }
