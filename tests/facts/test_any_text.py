"""Any text at all: no exception, exact evidence, time in proportion to the length.

`make nightly`, or GOVNEWS_FUZZ=20000, tries ten times as many mutations.
"""

from __future__ import annotations

import json
import os
import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govnews.facts import Facts, Source, read_facts
from govnews.model import ROLES

TEXTS = [
    json.loads(path.read_text("utf-8"))["text"]
    for path in sorted((Path(__file__).parent / "texts").glob("*.json"))
]
PUBLISHED = date(2024, 5, 16)
CASES = int(os.environ.get("GOVNEWS_FUZZ", 0)) or (
    20_000 if settings.default.max_examples >= 5_000 else 2_000
)
VOCABULARY = [
    "Lê", "Văn", "An", "Thị", "ông", "bà", "đồng chí", "các", "Chủ tịch", "UBND", "xã", "tỉnh",
    "phát biểu", "nhấn mạnh", "trao", "tặng", "được", "Bằng khen", "Huy hiệu", "giải", "Nhất",
    "cho", "của", "và", ",", ";", ":", ".", "(", ")", "“", "”", "-", "|", "5", "²", "năm", "2024",
    "tập thể", "tổ chức", "Hội nghị", "tại", "Hà Nội", "Sáng", "14/5", "\n\n", "\x00", "đạt",
]  # fmt: skip


def read_and_check(text: str, title: str = "") -> Facts:
    """Read a text as body, sapo and caption; every row's evidence must be what it says."""
    source = Source(
        title=title, summary=text[:200], body=text, captions=((1, text[:300]),),
        published_on=PUBLISHED, province="Hải Phòng",
    )  # fmt: skip
    facts = read_facts(source)
    fields = dict(source.fields())
    for row in (*facts.people, *facts.speakers, *facts.awards):
        evidence = row.evidence
        assert fields[evidence.field][evidence.start : evidence.end] == evidence.text
    for person in facts.people:
        assert person.name.strip()
        assert set(person.roles) <= set(ROLES)
    return facts


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_characters(text: str) -> None:
    """Whatever characters a page holds, NUL among them, they are read without an exception."""
    read_and_check(text, title=text[:50])


@given(st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join))
def test_any_order_of_the_words_that_the_readers_look_for(text: str) -> None:
    """The words of offices, speeches and awards in any order are read without an exception."""
    read_and_check(text)


@pytest.mark.parametrize("letter", ["a", "A", "Đ", "1", "²", ".", "(", "“", "|", ",", "\n", "\x00"])
def test_ten_thousand_of_one_character(letter: str) -> None:
    """A long run of one character names nobody."""
    assert read_and_check(letter * 10_000).people == ()


# -- mutations -----------------------------------------------------------------------------

Mutation = Callable[[list[str], random.Random], list[str]]


def swapped(words: list[str], dice: random.Random) -> list[str]:
    at, other = dice.randrange(len(words)), dice.randrange(len(words))
    words[at], words[other] = words[other], words[at]
    return words


def dropped(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    return words[:at] + words[at + 1 :] or words


def doubled(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    return words[: at + 1] + words[at:]


def run_together(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


def shouted(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    return [*words[:at], *(word.upper() for word in words[at : at + 6]), *words[at + 6 :]]


def decomposed(words: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(words))
    spread = (unicodedata.normalize("NFD", word) for word in words[at : at + 6])
    return [*words[:at], *spread, *words[at + 6 :]]


def cut(words: list[str], dice: random.Random) -> list[str]:
    return words[: dice.randint(1, len(words))]


MUTATIONS: list[Mutation] = [swapped, dropped, doubled, run_together, shouted, decomposed, cut]


def mutated() -> Iterator[str]:
    """The test texts with one to eight mutations each, the same in every run."""
    dice = random.Random(20_240_516)
    while True:
        words = dice.choice(TEXTS).split(" ")
        for _ in range(dice.randint(1, 8)):
            words = dice.choice(MUTATIONS)(words, dice)
        yield " ".join(words)


def test_mutated_texts() -> None:
    """Texts with words swapped, lost, doubled, run together or decomposed are read all the same."""
    people = sum(len(read_and_check(text).people) for text in islice(mutated(), CASES))
    assert people > CASES  # they are still texts about people


# -- time ----------------------------------------------------------------------------------


def long_text(kilobytes: int) -> str:
    """Sentences about thousands of invented people."""
    dice = random.Random(kilobytes)
    surnames = "Lê Trần Phạm Vũ Đỗ Hoàng Ngô Dương Lý Đinh Bùi Đặng".split()
    given_names = "An Bình Cường Dũng Giang Hà Khánh Lan Mai Nam Oanh Phúc Quân Sơn Tâm".split()

    def name() -> str:
        return f"{dice.choice(surnames)} Văn {dice.choice(given_names)} {dice.choice(given_names)}"

    parts: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        parts.append(
            f"Dự có ông {name()}, Giám đốc Sở Y tế; bà {name()}, Bí thư Huyện ủy. "
            f"Chủ tịch UBND tỉnh {name()} nhấn mạnh kết quả. "
            f"UBND huyện tặng Giấy khen cho 5 tập thể, ông {name()} và ông {name()}."
        )
        size += len(parts[-1].encode())
    return "\n\n".join(parts)


def seconds(text: str) -> float:
    started = time.perf_counter()
    read_facts(Source(body=text))
    return time.perf_counter() - started


def test_time_grows_with_the_length() -> None:
    """Four times the text takes about four times as long: at most six."""
    short, long = long_text(50), long_text(200)
    seconds(short)  # the lexicon is compiled at the first use
    ratios = [seconds(long) / seconds(short) for _ in range(3)]
    assert min(ratios) < 6


@pytest.mark.parametrize(
    "piece", ["Chủ tịch ", "Nguyễn ", "tặng Bằng khen cho ", "được ", "\n\nGiải Nhất:", "( "]
)
def test_a_phrase_without_end_takes_no_time_without_end(piece: str) -> None:
    """Forty thousand characters of one phrase are read within seconds."""
    text = piece * (40_000 // len(piece))
    assert seconds(text) < 5
