"""The sentence of a row."""

from __future__ import annotations

import pytest
from lxml import html

from govnews.dataset import Dataset
from govnews.errors import BadInput
from govnews.model import article_id
from govnews.showing.quotation import around


@pytest.mark.parametrize("table", ["people", "speakers", "awards"])
def test_every_row_has_its_sentence(data: Dataset, table: str) -> None:
    """The span is the row's, the sentence holds it, and both stand where the offsets say."""
    texts = data.articles.set_index("article_id")
    rows = getattr(data, table)
    assert len(rows) > 1
    for row in rows.itertuples():
        quoted = data.evidence(row)
        assert (quoted.text, quoted.field) == (row.evidence_text, row.evidence_field)
        assert quoted.text in quoted.sentence == str(quoted)
        if quoted.field == "body":
            body = texts.loc[row.article_id, "body"]
            assert body[quoted.start : quoted.end] == quoted.text
            assert body[quoted.sentence_start :].startswith(quoted.sentence)


def test_a_row_may_come_in_any_form(data: Dataset, url: str) -> None:
    """A Series, a dictionary and a named tuple of one row say the same."""
    people = data.people[data.people["article_id"] == article_id(url)]
    row = people.iloc[0]
    forms = [row, row.to_dict(), next(people.itertuples()), next(people.itertuples(index=False))]
    quoted = {data.evidence(form) for form in forms}
    assert len(quoted) == 1
    [one] = quoted
    assert one.sentence == "Dự hội nghị có đồng chí Trần Thị Minh Hằng, Chủ tịch HĐND quận."
    assert one.url == url
    assert one.archive_ref == "20231121T020000Z-haiphong.warc.gz#123"


def test_the_span_is_marked(data: Dataset, url: str) -> None:
    """In the terminal between « and », in a notebook as a mark; with the place and the address."""
    people = data.people[data.people["article_id"] == article_id(url)]
    quoted = data.evidence(people.iloc[0])
    assert repr(quoted).startswith(
        "Dự hội nghị có «đồng chí Trần Thị Minh Hằng, Chủ tịch HĐND quận».\n(body["
    )
    view = html.fragment_fromstring(quoted._repr_html_())
    assert view.xpath(".//mark/text()") == [quoted.text]
    assert view.xpath(".//a/@href") == [url]


def test_a_caption_is_its_own_evidence(data: Dataset, url: str) -> None:
    """Of a row of captions the caption itself; a picture without one has nothing to show."""
    first, second = (
        row for _, row in data.captions.iterrows() if row["article_id"] == article_id(url)
    )
    assert data.evidence(first).sentence == "Bà Trần Thị Minh Hằng phát biểu"
    with pytest.raises(BadInput, match="picture 2 has no caption"):
        data.evidence(second)


def test_an_event_is_found_by_its_words(data: Dataset, url: str, hostile_url: str) -> None:
    """Of a row of articles: the words of a column of its event, the first that stands in the text."""
    [row] = [row for _, row in data.articles.iterrows() if row["url"] == url]
    assert data.evidence(row).text == row["event_name"]
    assert data.evidence(row, "event_date_text").text == "Sáng 20/11"
    with pytest.raises(BadInput, match="column='title': choose one of event_name"):
        data.evidence(row, "title")
    with pytest.raises(BadInput, match="no words of its text say its place"):
        data.evidence({"article_id": article_id(hostile_url)}, "place")


def test_a_row_of_a_former_version_is_read_there(data: Dataset, url: str) -> None:
    """Rows of the history lead to the text of their own version."""
    rows = data.history("awards")
    for row in rows[rows["article_id"] == article_id(url)].itertuples():
        assert data.evidence(row).version == row.version
        assert data.evidence(row).text == row.evidence_text


def test_a_hostile_row_is_text(data: Dataset, hostile_url: str, hostile_words: str) -> None:
    """Markup in a sentence is shown, not obeyed."""
    rows = data.people[data.people["article_id"] == article_id(hostile_url)]
    quoted = data.evidence(rows.iloc[0])
    view = html.fragment_fromstring(quoted._repr_html_())
    assert {node.tag for node in view.iter()} <= {
        "div",
        "style",
        "blockquote",
        "mark",
        "small",
        "a",
    }
    assert view.xpath(".//mark/text()") == [hostile_words]
    assert not view.xpath(".//a")
    assert "\x1b" not in repr(quoted)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "An"}, "a row without article_id"),
        ("một dòng", "str is no row: give one"),
        ({"article_id": "0" * 16}, "no article '0000000000000000' here"),
    ],
)
def test_what_is_no_row_is_told(data: Dataset, row: object, said: str) -> None:
    """Each with what to give instead."""
    with pytest.raises(BadInput, match=said):
        data.evidence(row)


def test_a_table_is_no_row(data: Dataset) -> None:
    """It says how to take one row out of it."""
    with pytest.raises(BadInput, match=r"give one row, such as data\.people\.iloc\[0\]"):
        data.evidence(data.people)


def test_rows_without_their_span_are_told(data: Dataset, url: str) -> None:
    """Columns that were left out, and offsets that somebody changed."""
    row = data.people[data.people["article_id"] == article_id(url)].iloc[0]
    with pytest.raises(BadInput, match="load these columns too"):
        data.evidence(row.drop("evidence_start"))
    with pytest.raises(BadInput, match="has no words 5 to 99999"):
        data.evidence({**row.to_dict(), "evidence_start": 5, "evidence_end": 99999})
    with pytest.raises(BadInput, match="evidence_start is null"):
        data.evidence({**row.to_dict(), "evidence_start": None})


def test_a_span_over_several_sentences_has_them_all() -> None:
    """From the first one's head to the last one's end; a span of nothing but space is left alone."""
    text = "Một. Hai ba. Bốn năm. Sáu."
    first, last = around(text, 6, 15)
    assert text[first:last] == "Hai ba. Bốn năm."
    assert around("Một hai.\n\nBa.", 8, 10) == (8, 10)
