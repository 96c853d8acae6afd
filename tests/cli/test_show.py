"""`govnews show`."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from govnews import facts
from govnews.dataset import open_run
from govnews.model import article_id

URL = "https://lamson.example.vn/tin/1"


@pytest.fixture
def folder(tmp_path):
    """A dataset of one article."""
    import dataclasses

    record = facts("Ông Lê Văn An phát biểu.", title="Hội nghị", published_at=date(2024, 5, 12))
    article = dataclasses.replace(
        record.article,
        article_id=article_id(URL),
        url=URL,
        canonical_url=URL,
        fetched_at=datetime(2024, 5, 13, tzinfo=UTC),
    )
    with open_run(tmp_path / "data") as run:
        run.add(dataclasses.replace(record, article=article))
    return tmp_path / "data"


def test_an_article_is_printed(govnews, folder):
    """By its address, with its facts in brackets."""
    code, out, _ = govnews("show", folder, URL)
    assert code == 0
    assert "[P1 Ông Lê Văn An]" in out
    assert "FACTS\nPeople\nP1  ông Lê Văn An\n" in out


def test_an_article_is_written_as_a_page(govnews, folder, tmp_path):
    """`--html FILE` says where it is; the labels are in the language asked for."""
    page = tmp_path / "page.html"
    assert govnews("show", folder, article_id(URL), "--html", page, "--lang", "vi") == (
        0,
        f"{page}\n",
        "",
    )
    assert '<html lang="vi">' in page.read_text("utf-8")


def test_what_is_not_there_is_wrong_usage(govnews, folder, tmp_path):
    """An unknown article or version, and a folder without a dataset, each say what to do."""
    code, out, said = govnews("show", folder, "abc")
    assert (code, out) == (2, "")
    assert "no article 'abc' here: give an article_id" in said
    assert govnews("show", folder, URL, "--version", "7")[0] == 2
    code, _, said = govnews("show", tmp_path, URL)
    assert code == 1
    assert "no dataset here" in said
