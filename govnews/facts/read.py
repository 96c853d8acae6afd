"""All fact readers over one article, in the order in which they need each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from govnews.facts.awards import read_awards
from govnews.facts.event import Event, read_dateline, read_event
from govnews.facts.passage import Passage
from govnews.facts.people import People
from govnews.facts.places import Place, read_place
from govnews.facts.presence import mark_presence
from govnews.facts.references import Cast
from govnews.facts.source import Source
from govnews.facts.speeches import read_speeches
from govnews.model import Award, Person, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read; the rows carry their evidence."""

    people: tuple[Person, ...] = ()
    speakers: tuple[Speech, ...] = ()
    awards: tuple[Award, ...] = ()
    caption_people: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """`image_no` → names in the caption, spelled as in `people`."""
    event: Event = field(default_factory=Event)
    place: Place = field(default_factory=Place)
    dateline: str | None = None

    def event_columns(self) -> dict[str, object]:
        """The columns of the article's row that tell of the event."""
        event, place = self.event, self.place
        parts = dict.fromkeys(p for p in (event.venue, place.place, place.province) if p)
        shown = [p for p in parts if not any(p != other and p in other for other in parts)]
        return {
            "dateline": self.dateline,
            "event_name": event.name,
            "event_date": event.day,
            "event_end_date": event.end_day,
            "event_date_text": event.day_text,
            "event_part_of_day": event.part_of_day,
            "organiser": event.organiser,
            "venue": event.venue,
            "place": place.place,
            "province": place.province,
            "province_code": place.province_code,
            "province_now": place.province_now,
            "province_now_code": place.province_now_code,
            "location": ", ".join(shown) or None,
        }


def read_facts(source: Source) -> Facts:
    """People, speeches, awards and the event of one article. Never fails on any text."""
    passages = [Passage(name, text) for name, text in source.fields()]
    people = People(passages, source.authors)
    casts = [Cast(passage, people) for passage in passages]
    mark_presence(casts)
    speakers = read_speeches(casts)
    awards = read_awards(casts, people, source.published_on)
    event = read_event(passages, source.published_on)
    reported = event.name is not None or event.day_text is not None
    place = Place()
    if reported:
        place = read_place(event, own_province=source.province, on=event.day or source.published_on)
    return Facts(
        people=people.rows(),
        speakers=speakers,
        awards=awards,
        caption_people=_caption_people(passages, people),
        event=event,
        place=place,
        dateline=read_dateline(source.summary, source.body),
    )


def _caption_people(passages: list[Passage], people: People) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for passage in passages:
        if passage.is_caption:
            profiles = [people.get(mention) for mention in passage.mentions]
            names = dict.fromkeys(p.name for p in profiles if p is not None)
            found[int(passage.field.removeprefix("caption/"))] = tuple(names)
    return found
