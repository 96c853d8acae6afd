"""The gold of `texts/` keeps its own rules, so that a red line there is never the gold's slip.

A text is `{"text", "title", "published", "portal", "phenomenon", "article", "people", "speakers",
"awards"}`: paragraphs parted by blank lines, and what the readers must find. `article` holds only
the event fields that the text is about: an absent field is not judged, a null must stay null.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govnews.model import (
    AWARD_KINDS,
    AWARD_STATUSES,
    PARTS_OF_DAY,
    RECIPIENT_KINDS,
    ROLES,
    SPEECH_KINDS,
)

FILES = sorted((Path(__file__).parent / "texts").glob("*.json"))
KEYS = {
    "text", "title", "published", "portal", "phenomenon", "article", "people", "speakers", "awards",
}  # fmt: skip
TRAP = "(adversarial)"
WRITTEN = ("event_name", "event_date_text", "venue", "organiser")
"""Event fields that quote the text."""
EVENT_FIELDS = {
    *WRITTEN, *(f"{field}_alt" for field in WRITTEN if field != "event_date_text"),
    "event_date", "event_end_date", "event_part_of_day", "province",
}  # fmt: skip


def squeezed(text: str) -> str:
    """The text as the checks compare it: NFC, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One test text with its gold."""
    loaded: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return loaded


@pytest.fixture
def printed(case: dict[str, Any]) -> str:
    """Title and text, squeezed."""
    return squeezed(f"{case['title'] or ''}\n{case['text']}")


def test_two_sets_of_sixty_of_which_a_third_are_traps() -> None:
    """Both writers' sets are whole, and a third of each asks a reader to resist something."""
    phenomena = {path.stem: json.loads(path.read_text("utf-8"))["phenomenon"] for path in FILES}
    assert set(phenomena) == {f"{writer}{number:02}" for writer in "wx" for number in range(1, 61)}
    for writer in "wx":
        traps = [stem for stem, said in phenomena.items() if stem[0] == writer and TRAP in said]
        assert len(traps) * 3 >= 60
    assert len(set(phenomena.values())) == len(phenomena)


def test_keys_are_the_formats(case: dict[str, Any]) -> None:
    """A file has the keys of the format and only event fields of the article."""
    assert set(case) == KEYS
    assert set(case["article"]) <= EVENT_FIELDS


def test_people_are_named_once_and_in_the_text(case: dict[str, Any], printed: str) -> None:
    """Each person is one row, named as the text names them, with roles of the model."""
    names = [person["name"] for person in case["people"]]
    assert len({squeezed(name) for name in names}) == len(names)
    for person in case["people"]:
        assert squeezed(person["name"]) in printed
        assert person["roles"]
        assert set(person["roles"]) <= set(ROLES)
        for position in (*person["positions"], *person["positions_alt"]):
            assert squeezed(position) in printed


def test_speakers_are_people_who_speak(case: dict[str, Any]) -> None:
    """Each speech has a kind of the model, and speakers are exactly those with the role."""
    for speech in case["speakers"]:
        kinds = {speech["speech_kind"], *speech.get("speech_kind_alt", ())}
        assert kinds <= set(SPEECH_KINDS)
    with_role = {person["name"] for person in case["people"] if "speaker" in person["roles"]}
    assert {speech["name"] for speech in case["speakers"]} == with_role


def test_awards_are_of_the_vocabulary(case: dict[str, Any], printed: str) -> None:
    """Kinds and statuses are the model's; grantor and recipient stand in the text as written."""
    for award in case["awards"]:
        assert award["award_kind"] in AWARD_KINDS
        assert award["status"] in AWARD_STATUSES
        assert award["recipient_kind"] in RECIPIENT_KINDS
        assert award["rank"] in (None, 1, 2, 3)
        assert squeezed(award["recipient_text"]) in printed
        assert award["grantor"] is None or squeezed(award["grantor"]) in printed


def test_recipients_among_people_agree_with_the_awards(case: dict[str, Any]) -> None:
    """The people with the role of recipient are the persons whom the awards name."""
    with_role = {person["name"] for person in case["people"] if "recipient" in person["roles"]}
    named = {a["recipient"] for a in case["awards"] if a["recipient_kind"] == "person"}
    assert named == with_role


def test_event_quotes_the_text_and_its_dates_parse(case: dict[str, Any], printed: str) -> None:
    """What an event field quotes stands in the text; dates are ISO days, an end after its start."""
    event = case["article"]
    quotes = [event.get(field) for field in WRITTEN]
    quotes += [other for field in WRITTEN for other in event.get(f"{field}_alt", ())]
    assert all(squeezed(quote) in printed for quote in quotes if quote is not None)
    assert event.get("event_part_of_day") in (None, *PARTS_OF_DAY)
    days = [event.get("event_date"), event.get("event_end_date"), case["published"]]
    start, end, published = (date.fromisoformat(day) if day else None for day in days)
    if end is not None:
        assert start is not None
        assert start < end
    if start is not None and published is not None:
        assert start <= published
