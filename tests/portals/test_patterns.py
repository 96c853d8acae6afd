"""Addresses made to be slow to read, and addresses that are easily taken for another's."""

from __future__ import annotations

from time import process_time

import pytest

from govnews.portals.families import FAMILIES
from govnews.portals.links import tidy


def test_no_address_is_slow() -> None:
    """Time grows with the length of an address, not with its power."""
    start = process_time()
    assert FAMILIES["unknown"].article_key(f"https://a.gov.vn/{'a-' * 2500}/x") is None
    tidy(f"https://a.gov.vn/;{'session' * 8000}")
    assert process_time() - start < 1


def test_a_headline_before_a_number() -> None:
    """The words and the number are the id."""
    key = FAMILIES["unknown"].article_key("https://a.gov.vn/tin/khai-mac-hoi-nghi/12345.html")
    assert key == "khai-mac-hoi-nghi/12345"


@pytest.mark.parametrize(
    ("family", "one", "other"),
    [
        ("newspaper", "/ket-qua-nam-2024.html", "/tong-ket-cong-tac-nam-2024.html"),
        ("unknown", "/tin/detail.aspx?id=5", "/su-kien/detail.aspx?id=5"),
    ],
)
def test_different_articles_have_different_ids(family: str, one: str, other: str) -> None:
    """The year in a headline is no id, and each section may number its pages from one."""
    keys = {FAMILIES[family].article_key(f"https://a.gov.vn{path}") for path in (one, other)}
    assert len(keys - {None}) == 2
