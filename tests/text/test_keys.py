"""Spellings of one word share one key, and a key's offsets are the text's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.text import fold, fold_same_length, tone_style, unaccent

# as printed, old style, new style
STYLES = """
hòa hòa hoà     | hoà hòa hoà       | hoá hóa hoá       | Hoạ Họa Hoạ      | HOẢ HỎA HOẢ
khoẻ khỏe khoẻ  | loè lòe loè       | thúy thúy thuý    | thuỷ thủy thuỷ   | Uỷ Ủy Uỷ
uý úy uý        | tuỳ tùy tuỳ       | luỹ lũy luỹ       | nguỵ ngụy nguỵ   | Thụy Thụy Thuỵ
hoàn hoàn hoàn  | hòan hoàn hoàn    | toán toán toán    | tóan toán toán   | khoét khoét khoét
quý quý quý     | qúy quý quý       | quỳnh quỳnh quỳnh | Qùynh Quỳnh Quỳnh | quả quả quả
qủa quả quả     | quốc quốc quốc    | quyết quyết quyết | qụai quại quại   | quào quào quào
già già già     | gìa già già       | giữa giữa giữa    | gĩưa giữa giữa   | giếng giếng giếng
gì gì gì        | giúp giúp giúp    | thuyền thuyền thuyền | thùyên thuyền thuyền | huỳnh huỳnh huỳnh
huýt huýt huýt  | ngoài ngoài ngoài | xoáy xoáy xoáy    | xóay xoáy xoáy   | ngoéo ngoéo ngoéo
khuỷu khuỷu khuỷu | của của của     | cuả của của       | mía mía mía      | miá mía mía
tiến tiến tiến  | tíên tiến tiến    | nước nước nước    | nứơc nước nước   | thuở thuở thuở
Huế Huế Huế     | Húê Huế Huế       | tuần tuần tuần    | người người người | nghĩa nghĩa nghĩa
mái mái mái     | cháu cháu cháu    | đuổi đuổi đuổi    | moóc moóc moóc   | cờ cờ cờ
"""
CASES = [tuple(cell.split()) for row in STYLES.split("\n") if row for cell in row.split("|")]


@pytest.mark.parametrize(("printed", "old", "new"), CASES)
def test_tone_is_placed(printed: str, old: str, new: str) -> None:
    """The mark moves to the vowel of the style; qu-, gi- and closed syllables have one place."""
    assert tone_style(printed, "old") == old
    assert tone_style(printed, "new") == new
    assert fold(printed) == fold(old) == fold(new) == old.lower()


@given(st.text())
def test_tone_style_is_stable(text: str) -> None:
    """One style applied twice, or after the other, is that style applied once."""
    old = tone_style(text, "old")
    assert tone_style(old, "old") == old
    assert tone_style(tone_style(text, "new"), "old") == old


@pytest.mark.parametrize(
    "word", ["uà", "qua", "Boeing", "oàx", "website", "xoongx", "được", "naïve"]
)
def test_other_words_keep_their_marks(word: str) -> None:
    """What is not a rhyme with a misplaced mark stays (`uà` alone is one: `ùa`)."""
    assert tone_style(word, "old") == ("ùa" if word == "uà" else word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ  ban", "ủy ban"),
        ("UỶ BAN\u00a0NHÂN DÂN", "Ủy ban\nnhân dân"),
        (unicodedata.normalize("NFD", "Hoà Bình"), "Hòa Bình"),
        (" Thuý ", "THÚY"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    """Case, style, Unicode form and white space do not part two spellings."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Hải", "Hài"), ("Đảng", "Dang"), ("quý", "quy")])
def test_words_stay_apart(one: str, other: str) -> None:
    """Tones and đ tell words apart."""
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)


@given(st.text() | st.text(st.characters(categories=["Cs", "Lu", "Lt", "Zs", "Cc"])))
def test_key_has_the_length_of_the_text(text: str) -> None:
    """Whatever the characters, also those whose folded form is longer (ß, İ, ŉ)."""
    assert len(fold_same_length(text)) == len(text)


@given(
    st.lists(st.sampled_from(["Uỷ", "ban", "HOÀ", "Bình", "\t", "\u00a0", " ", "ß", "“", ",", "İ"]))
)
def test_a_match_in_the_key_is_a_match_in_the_text(words: list[str]) -> None:
    """Every piece found at an offset of the key folds to the same key."""
    text = "".join(words)
    key = fold_same_length(text)
    assert key == fold_same_length(key)
    for at, letter in enumerate(text):
        if letter.isspace():
            assert key[at] == " "
    if "ß" not in text and "İ" not in text:
        assert " ".join(key.split()) == fold(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hòa Bình", "hoa binh"),
        ("THỊ TRẤN Đông Đô", "thi tran dong do"),
        ("Nguyễn  Thị Ưởng", "nguyen thi uong"),
        ("Kon Tum 2024", "kon tum 2024"),
        ("", ""),
    ],
)
def test_search_key(text: str, key: str) -> None:
    """Vietnamese letters become the Latin letters that people type in a search box."""
    assert unaccent(text) == key
