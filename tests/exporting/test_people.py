"""Popolo and FollowTheMoney: who held which office, as the articles say it, with the evidence."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

import jsonschema
import pytest

from govnews.dataset import load
from govnews.exporting import export
from govnews.facts.keys import person_key
from govnews.model import HANOI, Person

SOURCES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["url"],
        "properties": {"url": {"type": "string", "format": "uri"}, "note": {"type": "string"}},
    },
}
IDENTIFIERS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["identifier"],
        "properties": {"scheme": {"type": "string"}},
    },
}
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}


def entries(**properties):
    """A list of objects with these properties, each with an id."""
    known = {"id": TEXT, **properties}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id"],
            "properties": known,
            "additionalProperties": False,
        },
    }


POPOLO = {
    "type": "object",
    "required": ["persons", "organizations", "posts", "memberships"],
    "properties": {
        "persons": entries(
            name=TEXT,
            other_names={"type": "array", "items": {"type": "object", "required": ["name"]}},
            identifiers=IDENTIFIERS,
            sources=SOURCES,
        ),
        "organizations": entries(name=TEXT, identifiers=IDENTIFIERS),
        "posts": entries(label=TEXT, role=TEXT, organization_id=TEXT),
        "memberships": entries(
            role=TEXT,
            person_id=TEXT,
            organization_id=TEXT,
            post_id=TEXT,
            sources=SOURCES,
            former={"type": "boolean"},
            first_seen=DATE,
            last_seen=DATE,
            articles={"type": "integer", "minimum": 1},
        ),
    },
}
"""Of the classes and properties of the specification, and the additions that the dictionary names."""


@pytest.fixture
def articles(record):
    """Makes an article of a day with people: `(name, office, …)`."""

    def made(number, day, *people, province="Hải Phòng"):
        given = record(number, published_at=datetime(2024, 1, day, 8, tzinfo=HANOI))
        evidence = given.people[0].evidence
        rows = tuple(
            Person(
                person_no=no,
                name=name,
                positions=tuple(offices),
                roles=("attendee",),
                person_key=person_key(name, tuple(offices), province),
                evidence=dataclasses.replace(evidence, rule=f"test.{no}"),
            )
            for no, (name, *offices) in enumerate(people, 1)
        )
        return dataclasses.replace(given, people=rows, speakers=(), awards=())

    return made


@pytest.fixture
def popolo(store, tmp_path):
    """Exports records and reads the JSON, which must be valid."""

    def made(*records):
        export(load(store(*records)), tmp_path / "out.json", "popolo")
        found = json.loads((tmp_path / "out.json").read_bytes())
        jsonschema.validate(found, POPOLO)
        for name in ("persons", "organizations", "posts"):
            ids = {entry["id"] for entry in found[name]}
            kind = f"{name.removesuffix('s')}_id"
            assert {m[kind] for m in found["memberships"] if kind in m} <= ids
        return found

    return made


def test_an_office_has_days_of_sight_and_no_beginning(popolo, articles):
    """First and last day on which articles say so, with both articles as sources."""
    office = "Chủ tịch UBND thành phố Hải Phòng"
    found = popolo(
        articles(1, 20, ("Lê Văn An", office)),
        articles(2, 5, ("Lê Văn An", "Chủ tịch UBND TP Hải Phòng")),
        articles(3, 9, ("Lê Văn An", office)),
    )
    [person], [membership], [body] = (
        found[name] for name in ("persons", "memberships", "organizations")
    )
    assert person["name"] == "Lê Văn An"
    assert (membership["first_seen"], membership["last_seen"]) == ("2024-01-05", "2024-01-20")
    assert membership["articles"] == 3
    assert [source["url"][-1] for source in membership["sources"]] == ["2", "1"]
    assert all(source["note"] for source in membership["sources"])
    assert (membership["role"], body["name"]) == (office, "UBND thành phố Hải Phòng")


def test_namesakes_are_two_people(popolo, articles):
    """One name in two bodies or two provinces is never merged."""
    found = popolo(
        articles(1, 1, ("Lê Văn An", "Giám đốc Sở Y tế")),
        articles(2, 2, ("Lê Văn An", "Hiệu trưởng Trường THPT Lê Quý Đôn")),
        articles(3, 3, ("Lê Văn An", "Giám đốc Sở Y tế"), province="Nghệ An"),
    )
    assert [person["name"] for person in found["persons"]] == ["Lê Văn An"] * 3
    assert len(found["organizations"]) == 3


def test_people_without_an_office_are_left_out(popolo, articles):
    """Only officials go into a register of officials."""
    found = popolo(articles(1, 1, ("Lê Văn An", "Giám đốc Sở Y tế"), ("Trần Thị Bé",)))
    assert [person["name"] for person in found["persons"]] == ["Lê Văn An"]


def test_a_former_office_is_marked(popolo, articles):
    """`nguyên` says that the office is over, and is no other office."""
    found = popolo(
        articles(1, 1, ("Lê Văn An", "Giám đốc Sở Y tế")),
        articles(2, 9, ("Lê Văn An", "nguyên Giám đốc Sở Y tế")),
    )
    assert [(m["role"], m["former"]) for m in found["memberships"]] == [
        ("Giám đốc Sở Y tế", False),
        ("Giám đốc Sở Y tế", True),
    ]
    assert len(found["posts"]) == 1


def test_an_office_of_an_unnamed_body_has_no_organisation(popolo, articles):
    """`Giám đốc Sở` does not say which; no body is made up."""
    found = popolo(articles(1, 1, ("Lê Văn An", "Giám đốc Sở")))
    assert found["organizations"] == []
    assert "organization_id" not in found["memberships"][0]
    assert found["memberships"][0]["post_id"] == found["posts"][0]["id"]


def test_followthemoney_says_the_same(store, articles, tmp_path):
    """The entities refer to each other, and an occupancy has its days, words and addresses."""
    dataset = load(
        store(
            articles(1, 1, ("Lê Văn An", "Giám đốc Sở Y tế"), ("Bùi Thị Hà", "Bí thư Thành ủy")),
            articles(2, 9, ("Lê Văn An", "nguyên Giám đốc Sở Y tế")),
        )
    )
    export(dataset, tmp_path / "out.ftm", "ftm")
    lines = (tmp_path / "out.ftm").read_text("utf-8").splitlines()
    entities = {entity["id"]: entity for entity in map(json.loads, lines)}
    assert len(entities) == len(lines)
    held = [e["properties"] for e in entities.values() if e["schema"] == "Occupancy"]
    assert len(held) == 3
    for properties in held:
        assert entities[properties["holder"][0]]["schema"] == "Person"
        assert entities[properties["post"][0]]["schema"] == "Position"
        assert properties["sourceUrl"][0].startswith("https://lamson.example.vn/")
        assert properties["summary"]
    assert sorted(len(p.get("status", [])) for p in held) == [0, 0, 1]
    for entity in entities.values():
        for body in entity["properties"].get("organization", []):
            assert entities[body]["schema"] == "Organization"


def test_people_that_an_older_release_read_are_told(store, articles, tmp_path):
    """Without a key nobody can be told from namesakes: they are left out, and counted."""
    given = articles(1, 1, ("Lê Văn An", "Giám đốc Sở Y tế"), ("Bùi Thị Hà", "Bí thư Thành ủy"))
    [keyed, keyless] = given.people
    keyless = dataclasses.replace(keyless, person_key=None)
    given = dataclasses.replace(given, people=(keyed, keyless))
    done = export(load(store(given)), tmp_path / "out.json", "popolo")
    assert done.rows == {"people": 1, "bodies": 1, "posts": 1, "memberships": 1}
    assert done.notes[0].startswith("1 people with offices are left out")
