"""Made-up articles with the rows that a reader would find in them, as Python values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from made_up_officials import OFFICE_WEIGHTS, OFFICES, Roster
from made_up_words import (
    ACTIONS,
    AUTHORS,
    AWARDS,
    DISTRICTS,
    EVENTS,
    ORGANISATIONS,
    PROVINCES,
    REASONS,
    RESULTS,
    SECTIONS,
    SPEECHES,
    SUBJECTS,
    VENUES,
)

from govnews import model
from govnews.facts.keys import organisation_key, person_key
from govnews.lexicon.provinces import REFORM, find_province
from govnews.text.keys import unaccent

UNDATED, GENERIC = 0.02, 0.06
"""Shares of the articles without a date, and of those that no layout read."""
_SENTENCES = 3_000

Row = dict[str, Any]
Record = dict[str, Any]
"""`article` and the rows of the four other tables, as `model.flat` gives them."""


@dataclass(slots=True)
class _Text:
    """A text in the making that knows where each piece of it begins."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, before: str = " ") -> int:
        """Put a piece behind what there is; returns its first code point."""
        if self.pieces:
            self.pieces.append(before)
            self.length += len(before)
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start


class Newsroom:
    """Writes the articles of one portal after another; the same seed writes the same."""

    def __init__(self, chance: Random, parser: str) -> None:
        self._chance = chance
        self._parser = parser
        self._sentences = [self._sentence() for _ in range(_SENTENCES)]

    def article(self, number: int, portal: int, moment: datetime, roster: Roster) -> Record:
        """An article that a portal (by the number of its province) published at a moment."""
        chance = self._chance
        region = province_on(portal, moment.date() >= REFORM)
        article = self._head(number, portal, moment, region)
        people = self._people(roster, region["province"])
        body = _Text()
        if article["event_name"]:
            who = f"{article['organiser']} tổ chức {article['event_name']}."
            body.add(f"{article['event_date_text']}, tại {article['venue']}, {who}")
        else:
            body.add(chance.choice(self._sentences))
        self._mention(people, body)
        speakers = self._speeches(people, body)
        awards = self._awards(people, body, region["province"])
        length = chance.randrange(900, 3600)
        while body.length < length:
            body.add(chance.choice(self._sentences), "\n\n" if chance.random() < 0.4 else " ")
        body.add(f"Đến nay đã có {chance.randrange(20, 900)} hộ tham gia.", "\n\n")
        article["body"] = "".join(body.pieces)
        captions = self._captions(number, people)
        record = {"article": article, "people": people, "speakers": speakers,
                  "captions": captions, "awards": awards}  # fmt: skip
        return hashed(record)

    def edited(self, record: Record) -> Record:
        """Another version of an article, fetched some days later; its spans still hold."""
        chance = self._chance
        article = dict(record["article"])
        article["version"] += 1
        article["fetched_at"] += timedelta(hours=chance.randrange(24, 200))
        edited = record | {"article": article}
        kind = chance.randrange(4)
        if kind == 0:
            article["title"] = f"{article['title']} (cập nhật)"
        elif kind == 1 and len(record["captions"]) > 1:
            *others, last = record["captions"]
            told = {**last, "caption": f"Ảnh tư liệu năm {article['fetched_at'].year}"}
            edited["captions"] = [*others, told]
        elif kind == 2:
            start, _, _ = article["body"].rpartition("đã có ")
            article["body"] = f"{start}đã có {chance.randrange(900, 1500)} hộ tham gia."
        else:
            article["body"] += f"\n\n{chance.choice(self._sentences)}"
        return hashed(edited)

    def _head(self, number: int, portal: int, moment: datetime, region: Row) -> Row:
        chance = self._chance
        name = portal_name(portal)
        url = f"https://{name}.example.vn/tin-tuc/bai-viet-{number}"
        is_dated = chance.random() >= UNDATED
        held = moment.date() - timedelta(days=chance.randrange(3))
        event = chance.choice(EVENTS).format(year=held.year) if chance.random() < 0.6 else None
        venue = chance.choice(VENUES) if event else None
        topic = event or chance.choice(self._sentences).split(",")[0]
        layout = "generic" if chance.random() < GENERIC else "liferay"
        return {
            "article_id": model.article_id(url), "version": 1, "portal": name, "url": url,
            "canonical_url": url, "title": f"{region['province']}: {topic}",
            "summary": chance.choice(self._sentences) if chance.random() < 0.8 else None,
            "published_at": moment if is_dated else None,
            "published_precision": "minute" if is_dated else None,
            "published_text": f"{moment:%d/%m/%Y | %H:%M}" if is_dated else None,
            "fetched_at": moment.astimezone(UTC) + timedelta(minutes=chance.randrange(30, 1400)),
            "event_name": event, "event_date": held if event else None,
            "event_date_text": f"Sáng {held.day}/{held.month}" if event else None,
            "event_part_of_day": "morning" if event else None,
            "organiser": "Ủy ban nhân dân tỉnh" if event else None, "venue": venue,
            "place": region["province"] if event else None, **region,
            "location": f"{venue}, {region['province']}" if event else region["province"],
            "authors": [chance.choice(AUTHORS)] if chance.random() < 0.7 else [],
            "section": chance.choice(SECTIONS), "tags": [], "attachments": [], "language": "vi",
            "parser": f"{self._parser}/{layout}",
            "archive_ref": f"{moment:%Y%m%d}T170000Z-{name}.warc.gz#{number * 31 % 900_000_000}",
        }  # fmt: skip

    def _people(self, roster: Roster, province: str) -> list[Row]:
        """Officials by how often their offices are in the news; no one twice."""
        chance = self._chance
        count = chance.randrange(7)
        ranks = chance.choices(range(len(OFFICES)), cum_weights=OFFICE_WEIGHTS, k=count)
        rows = []
        for rank in dict.fromkeys(ranks):
            official = roster[rank]
            position = OFFICES[rank]
            name = official.name if chance.random() < 0.7 else official.other_spelling
            rows.append({
                "person_no": len(rows) + 1, "name": name, "rank": None,
                "honorific": "đồng chí" if chance.random() < 0.7 else official.honorific,
                "positions": [position], "roles": ["attendee"],
                "person_key": key_of(name, position, province),
            })  # fmt: skip
        return rows

    def _mention(self, people: list[Row], body: _Text) -> None:
        """Name everybody in one paragraph; the first mention is the evidence."""
        for person in people:
            before = " " if person["person_no"] == 1 else "; "
            if person["person_no"] == 1:
                body.add("Dự và làm việc có các đại biểu:", "\n\n")
            text = f"{person['honorific']} {person['name']}, {person['positions'][0]}"
            start = body.add(text, before)
            person |= _evidence(start, text, "people/mention")
        if people:
            body.add(".", "")

    def _speeches(self, people: list[Row], body: _Text) -> list[Row]:
        draw = self._chance.random()
        speakers = people[: 2 if draw < 0.06 else 1 if draw < 0.43 else 0]
        rows = []
        for person in speakers:
            kind, frame = self._chance.choice(SPEECHES)
            who = f"{person['honorific']} {person['name']}"
            said = self._chance.choice(self._sentences)
            text = frame.format(who=who, said=f"{said[0].lower()}{said[1:]}")
            start = body.add(text, "\n\n")
            person["roles"] = ["speaker", "attendee"]
            own = {name: person[name] for name in ("name", "honorific", "positions", "person_key")}
            rows.append({"speech_no": len(rows) + 1, **own, "speech_kind": kind,
                         "speech_text": text,
                         **_evidence(start, text, "speech/trigger-before")})  # fmt: skip
        return rows

    def _awards(self, people: list[Row], body: _Text, province: str) -> list[Row]:
        chance = self._chance
        rows: list[Row] = []
        for _ in range(chance.choice((1, 1, 2)) if chance.random() < 0.225 else 0):
            award, kind, rank, grantor = chance.choice(AWARDS)
            person = people[-1]["name"] if people and chance.random() < 0.3 else None
            recipient = person or chance.choice(ORGANISATIONS).format(
                place=chance.choice(DISTRICTS)
            )
            reason = chance.choice(REASONS)
            why = f" vì {reason}" if reason else ""
            text = f"{grantor} tặng {award} cho {recipient}{why}."
            start = body.add(text, " " if rows else "\n\n")
            rows.append({
                "award_no": len(rows) + 1, "award": award, "award_kind": kind, "rank": rank,
                "grantor": grantor, "recipient": recipient, "recipient_text": recipient,
                "recipient_kind": "person" if person else "organisation", "recipient_count": None,
                "status": "granted" if chance.random() < 0.9 else "proposed", "reason": reason,
                "year": None, "grantor_organisation_key": organisation_key(grantor, province),
                "recipient_organisation_key": None if person else organisation_key(
                    recipient, province),
                **_evidence(start, text[:-1], "award/given"),
            })  # fmt: skip
        return rows

    def _captions(self, number: int, people: list[Row]) -> list[Row]:
        chance = self._chance
        rows: list[Row] = []
        for at in range(1, chance.randrange(5) + 1):
            shown = people[:1] if people and at == 1 else []
            text = f"{shown[0]['name']} tại buổi làm việc" if shown else chance.choice(VENUES)
            rows.append({
                "image_no": at, "image_url": f"https://anh.example.vn/{number}/{at}.jpg",
                "alt": None, "caption": text if chance.random() < 0.85 else None,
                "credit": chance.choice(AUTHORS), "people": [],
            })  # fmt: skip
            if rows[-1]["caption"]:
                rows[-1]["people"] = [person["name"] for person in shown]
        return rows

    def _sentence(self) -> str:
        chance = self._chance
        pair = f"{chance.choice(ACTIONS)}, {chance.choice(RESULTS)}"
        told = pair.format(share=chance.randrange(51, 130), number=chance.randrange(20, 4000))
        return f"{chance.choice(SUBJECTS)} {told}."


@cache
def portal_name(portal: int) -> str:
    """The name of the portal of a province, by the number of that."""
    return unaccent(PROVINCES[portal]).replace(" ", "")


@cache
def province_on(portal: int, is_reformed: bool) -> Row:
    """The columns that say which province a portal's news are from, before and since the reform."""
    former = find_province(PROVINCES[portal], REFORM - timedelta(days=1))
    now = find_province((former and former.now) or "", REFORM)
    then = now if is_reformed else former
    if now is None or then is None:
        raise ValueError(f"{PROVINCES[portal]}: no province that went into one")
    return {
        "province": then.name,
        "province_code": then.code,
        "province_now": now.name,
        "province_now_code": now.code,
    }


@cache
def key_of(name: str, position: str, province: str) -> str:
    """The key of an official, remembered: the same come again and again."""
    return person_key(name, (position,), province)


def hashed(record: Record) -> Record:
    """The record with the hash of what its article says now."""
    article = record["article"]
    captions = tuple(row["caption"] for row in record["captions"])
    article["content_hash"] = model.content_hash(
        article["title"], article["summary"], article["body"], captions, article["published_at"]
    )
    return record


def _evidence(start: int, text: str, rule: str) -> Row:
    return {
        "evidence_field": "body",
        "evidence_start": start,
        "evidence_end": start + len(text),
        "evidence_text": text,
        "rule": rule,
    }
