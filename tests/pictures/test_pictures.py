"""Pictures of answers: what stands on them, and that their files are whole and always the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import etree
from matplotlib.figure import Figure
from matplotlib.text import Text

from govnews import pictures
from govnews.errors import BadInput

ID = ["0123456789abcdef"]
SVG = "{http://www.w3.org/2000/svg}"


def speeches() -> Figure:
    """Two people, one of whom may be two."""
    frame = pd.DataFrame(
        {
            "person": ["lê tiến châu", "nguyễn văn hùng"],
            "name": ["Lê Tiến Châu", "Nguyễn Văn Hùng"],
            "offices": [["Bí thư Thành ủy"], []],
            "speeches": [12, 3],
            "articles": [10, 3],
            "first_day": [date(2024, 1, 1)] * 2,
            "last_day": [date(2024, 2, 1)] * 2,
            "article_ids": [ID, ID],
            "may_be": [pd.NA, "offices in two provinces"],
        }
    )
    return pictures.speeches(frame, note="govnews, data")


def career(lang: str = "en", name: str = "Lê Tiến Châu") -> Figure:
    """An office, the one that replaces it, a former one, and one of another person."""
    rows = [
        (1, "Chủ tịch UBND thành phố", False, "2020-01-01", "2022-06-01", "first", None),
        (1, "Bí thư Thành ủy", False, "2022-07-01", "2025-01-01", "replaces", None),
        (1, "nguyên Bí thư Thành ủy", True, "2025-06-01", "2025-06-01", None, None),
        (2, "Giáo viên", False, "2021-01-01", "2021-02-01", "first", "likely another person"),
    ]
    columns = ["person", "office", "former", "first_seen", "last_seen", "change", "may_be"]
    frame = pd.DataFrame(rows, columns=columns).assign(articles=[1, 2, 3, 4], province="Hải Phòng")
    for column in ("first_seen", "last_seen"):
        frame[column] = [date.fromisoformat(day) for day in frame[column]]
    return pictures.career(frame, name, lang=lang)


def together() -> Figure:
    """Three people in two articles."""
    pairs = [("a", "b", "Lê An", "Vũ Bình", 2), ("b", "c", "Vũ Bình", "Trần Cúc", 1)]
    columns = ["person", "other", "name", "other_name", "articles"]
    frame = pd.DataFrame(pairs, columns=columns).assign(events=1, may_be=pd.NA, other_may_be=pd.NA)
    return pictures.together(frame)


def awards() -> Figure:
    """Two kinds in two years, and one that is only proposed."""
    columns = ["status", "kind", "year", "rows", "recipients"]
    rows = [
        ("granted", "order", 2023, 1, 1),
        ("posthumous", "order", 2024, 1, 2),
        ("granted", "merit_certificate", 2024, 2, 30),
        ("proposed", "order", 2024, 1, 5),
    ]
    return pictures.awards(pd.DataFrame(rows, columns=columns), lang="vi")


def events() -> Figure:
    """Two kinds in three months."""
    columns = ["kind", "month", "events"]
    rows = [("conference", date(2024, 1, 1), 3), ("other", date(2024, 3, 1), 14)]
    return pictures.events(pd.DataFrame(rows, columns=columns))


def edits() -> Figure:
    """One edit noticed soon, one late, one whose delay is not known."""
    frame = pd.DataFrame(
        {"kind": ["number", "number", "wording"], "delay_hours": [2.0, 900.0, None]}
    )
    return pictures.edits(frame.astype({"delay_hours": "Float64"}))


def coverage() -> Figure:
    """Four days in every state."""
    states = ["whole", "no_news", "missing", "not_known"]
    frame = pd.DataFrame(
        {"portal": "haiphong", "day": [date(2024, 5, n) for n in range(1, 5)], "state": states}
    ).assign(stored=[3, 0, 1, 0])
    return pictures.coverage(frame)


ALL = {f.__name__: f for f in (speeches, career, together, awards, events, edits, coverage)}
LABELS = {
    "speeches": ["Lê Tiến Châu", "Nguyễn Văn Hùng ?", "12", "3", "govnews, data", "Who spoke"],
    "career": ["Person 1", "Person 2", "2020", "2025"],
    "together": ["Lê An", "Vũ Bình", "Trần Cúc", "2"],
    "awards": [
        "bằng khen",
        "huân chương",
        "2023",
        "2024",
        "32",
        "đề nghị hoặc thu hồi, không tính vào tổng",
    ],
    "events": ["conference", "other", "2024", "1", "2", "3", "14"],
    "edits": ["number", "wording", "within a day", "later", "not said"],
    "coverage": ["haiphong 2024", "no news", "some are missing", "Mon", "5"],
}


def words(figure: Figure) -> list[str]:
    """Every text on a picture."""
    return [found.get_text() for found in figure.findobj(Text) if found.get_text()]


@pytest.fixture(params=ALL.values(), ids=list(ALL))
def draw(request: pytest.FixtureRequest) -> Callable[[], Figure]:
    """Each picture in turn."""
    made: Callable[[], Figure] = request.param
    return made


@pytest.mark.parametrize("name", ALL)
def test_a_picture_names_what_it_shows(name: str) -> None:
    """The labels stand on the picture itself, numbers beside what they count."""
    assert set(LABELS[name]) - set(words(ALL[name]())) == set()


def test_a_timeline_says_office_days_and_number_of_articles() -> None:
    """In English and Vietnamese; a doubtful office has a mark."""
    said = " ".join(words(career())).replace("\u00a0", " ")
    assert "Bí thư Thành ủy (Hải Phòng): 2022-07-01 – 2025-01-01, 2 articles" in said
    assert "Chủ tịch UBND thành phố (Hải Phòng): 2020-01-01 – 2022-06-01, 1 article " in said
    assert "Giáo viên (Hải Phòng) ?: " in said
    told = " ".join(words(career("vi"))).replace("\u00a0", " ")
    assert "01/07/2022 – 01/01/2025, 2 bài" in told


def test_texts_are_all_on_the_sheet(draw: Callable[[], Figure]) -> None:
    """No label is cut off at an edge of the picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = draw()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # places the legend
    renderer = canvas.get_renderer()
    width, height = figure.get_size_inches() * figure.dpi
    for found in figure.findobj(Text):
        if isinstance(found, Text) and found.get_text().strip() and found.get_visible():
            box = found.get_window_extent(renderer)
            assert box.x0 >= -1, found.get_text()
            assert box.x1 <= width + 1, found.get_text()
            assert box.y0 >= -1, found.get_text()
            assert box.y1 <= height + 1, found.get_text()


def test_an_inline_svg_is_one_accessible_element_without_a_way_out(
    draw: Callable[[], Figure],
) -> None:
    """Well-formed; text as text; title and description; no reference but into itself; own ids."""
    told = pictures.inline_svg(draw(), "Tên <b>", "Mô tả & chi tiết")
    root = etree.fromstring(told)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["Tên <b>", "Mô tả & chi tiết"]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert len(list(root.iter(f"{SVG}text"))) > 3
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(references(root)) <= set(ids)
    assert not list(
        root.iter(f"{SVG}script", f"{SVG}image", f"{SVG}metadata", f"{SVG}foreignObject")
    )
    assert "<!DOCTYPE" not in told
    assert "@import" not in told


def references(root: Any) -> Iterator[str]:
    """The ids that a picture refers to; anything else is refused."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if name.endswith("href"):
                assert value.startswith("#")
                yield value[1:]
            for place in re.findall(r"url\(([^)]*)\)", value):
                assert place.startswith("#")
                yield place[1:]


def test_ink_and_paper_are_the_pages(draw: Callable[[], Figure]) -> None:
    """The colours of letters and background are variables, so that a dark page can set its own."""
    told = pictures.inline_svg(draw(), "a", "b")
    assert "var(--ink, #222222)" in told
    assert not re.search(r"(?<!, )#(222222|ffffff|666666|d9d9d9|0072b2)", told)
    assert not re.search(r'(?:fill|stroke)="var\(', told)


def test_ids_of_two_pictures_on_a_page_differ() -> None:
    """Two pictures in one page share no id."""
    both = [pictures.inline_svg(draw(), "a", "b") for draw in ALL.values()]
    ids = [set(re.findall(r'\bid="([^"]+)"', told)) for told in both]
    assert sum(map(len, ids)) == len(set().union(*ids))


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_answer_gives_the_same_bytes(
    tmp_path: Path, draw: Callable[[], Figure], suffix: str
) -> None:
    """No date and no chance in a file: it can be kept under version control."""
    for name in ("one", "two"):
        pictures.save(draw(), tmp_path / f"{name}{suffix}")
    one, two = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix])
    assert pictures.inline_svg(draw(), "a", "b") == pictures.inline_svg(draw(), "a", "b")


def test_a_name_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    """The message says which endings there are."""
    with pytest.raises(BadInput, match=r"end it in \.png, \.svg, \.pdf"):
        pictures.save(career(), tmp_path / "a.docx")


def test_hostile_texts_are_letters() -> None:
    """Markup, formulas and control characters in a name stand there as text."""
    hostile = r"<script>alert(1)</script> $\frac{$ & " + "\x1b[31m"
    told = pictures.inline_svg(career(name=hostile), hostile, hostile)
    root = etree.fromstring(told)
    assert not list(root.iter(f"{SVG}script"))
    shown = "".join(text for found in root.iter(f"{SVG}text") for text in found.itertext())
    assert "<script>" in shown
    assert r"$\frac{$" in shown
    assert "\x1b" not in told


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_an_answer_without_rows_has_a_picture_that_says_so(lang: str) -> None:
    """Every picture can be made of an empty answer."""
    empty = pd.DataFrame(columns=["person", "speeches"])
    offices = pd.DataFrame(columns=["person", "office", "first_seen"])
    made = [
        pictures.career(offices, "Ai", lang=lang),
        *(getattr(pictures, name)(empty, lang=lang) for name in ALL if name != "career"),
    ]
    said = {"en": "No rows for this question.", "vi": "Không có dữ liệu cho câu hỏi này."}[lang]
    assert all(said in words(figure) for figure in made)


def test_an_unknown_language_is_refused() -> None:
    """The message names those there are."""
    with pytest.raises(BadInput, match="no language 'fr': choose of en, vi"):
        career("fr")
