"""Which words are spelt as Vietnamese syllables, and how many of a text are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.text import is_syllable, syllable_share

VALID = """
nghị quyết thuở khuya khuỷu hoà hòa giếng gì giữa quý quỳnh quốc yêu uỷ ỷ ưu nghiêng Huế ĐẢNG
xoong Đắk Kạn chuyển khoản ước uyên a ở khoảnh khuếch ngoằn ngoèo tuýp thuyết ướt ía Thy Vy
"""
INVALID = """
ngị cê nghá tiet cac hàch xyz Hoäi nghÞ Straße that Müller bcd đd ươ ngha gha hoooa ảả Hải-Phòng
12 € quu giii trh ưôn oạạn
"""


@pytest.mark.parametrize("word", VALID.split())
def test_syllable_is_known(word: str) -> None:
    """In any case and Unicode form."""
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["", *INVALID.split()])
def test_other_words_are_not(word: str) -> None:
    """Wrong onsets, rhymes and tones (a stop needs the acute tone or the dot) are told."""
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("2024 – 12/3 © …", 0.0),
        ("Ủy ban nhân dân thành phố", 1.0),
        ("UBND TP Hải Phòng: 1.234 (tỷ đồng)", 1.0),
        ("Hội nghá»‹", 0.5),
        ("“Héi nghÞ tæng kÕt”", 0.0),
    ],
)
def test_share(text: str, share: float) -> None:
    """Numbers, signs and abbreviations in plain capitals do not count."""
    assert syllable_share(text) == share


@given(st.text())
def test_share_is_a_share(text: str) -> None:
    """Between 0 and 1 for every text."""
    assert 0 <= syllable_share(text) <= 1
