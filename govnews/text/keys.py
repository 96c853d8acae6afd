"""Keys under which spellings of the same words meet, and the placement of tone marks.

Two styles are in use. The old one marks the first vowel of an open oa, oe, uy (`hòa`, `khỏe`,
`thủy`), the new one the second (`hoà`, `khoẻ`, `thuỷ`); portals mix them within one sentence.
Everything else is marked alike in both: `hoàn`, `quý`, `già`, `thuyền`, `huỳnh`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from govnews.text.syllables import AFTER_QU, RHYMES, TONES

Style = Literal["old", "new"]

_VOWELS = "aăâeêioôơuưy"
_QUALITY_VOWELS = "ăâêôơư"
_MOVING = frozenset(("oa", "oe", "uy"))
_TONED = {
    (vowel, tone): unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in TONES
}
_ANY_VOWEL = _VOWELS + "".join(_TONED.values())
_I_TONED = "i" + "".join(_TONED["i", tone] for tone in TONES)
_CODAS = "ch|ng|nh|c|m|n|p|t"


def _vowels(letters: str) -> str:
    return letters.rstrip("cghkmnpt")


def _marked_vowel(rhyme: str, style: Style) -> int:
    """The index in `rhyme`, written without qu- and gi-, of the vowel that bears the tone."""
    vowels = _vowels(rhyme)
    quality = [at for at, vowel in enumerate(vowels) if vowel in _QUALITY_VOWELS]
    if quality:
        return quality[-1]
    if len(vowels) == 1 or (len(vowels) == 2 and len(rhyme) > 2):
        return len(vowels) - 1
    if len(vowels) == 2:
        return int(style == "new" and vowels in _MOVING)
    return 1


def _frames() -> Iterator[tuple[str, str]]:
    """What precedes the rhyme and counts as its vowel for the eye (q: `u`, g: `i`), and the rhyme."""
    for rhyme in RHYMES:
        if len(_vowels(rhyme)) > 1:
            yield "", rhyme
        if rhyme[0] in "aăâeêiơy":
            yield "qu", rhyme
        if rhyme[0] in "aăâeêoôơuư":
            yield "gi", rhyme
    yield from (("qu", rhyme) for rhyme in AFTER_QU)


@cache
def _misplaced(style: Style) -> dict[str, str]:
    """Every toned rhyme with its mark on a wrong vowel, and the same with the mark in place."""
    table: dict[str, str] = {}
    for (onset, rhyme), tone in product(_frames(), TONES):
        whole = onset + rhyme
        right = len(onset) + _marked_vowel(rhyme, style)
        for at in range(max(len(onset) - 1, 0), len(onset) + len(_vowels(rhyme))):
            if at != right:
                table[_with_tone(whole, at, tone)] = _with_tone(whole, right, tone)
    return table


def _with_tone(letters: str, at: int, tone: str) -> str:
    return letters[:at] + _TONED[letters[at], tone] + letters[at + 1 :]


_RHYME = (
    rf"(?:q|g(?=[{_I_TONED}]))?[{_ANY_VOWEL}]{{2,4}}+(?:{_CODAS})?+(?![^\W\d_]|[\u0300-\u036f])"
)
_LOWER_RHYME = re.compile(_RHYME)
_ANY_RHYME = re.compile(_RHYME, re.IGNORECASE)
_ODD_SPACE = re.compile(r"[^\S ]")
_SPACES = re.compile(r"\s+")
_PHRASE = 80
"""Characters of the longest text whose key is remembered."""
_MARKS = re.compile("[\u0300-\u036f]+")


def fold_same_length(text: str) -> str:
    """The matching key of NFC `text`, character for character: offsets in it are offsets in `text`.

    Case is folded, every white space character becomes a space, tone marks stand in the old
    style. A letter whose folded form is longer (ß) stays as it is. Text that is not NFC keeps
    its length too, but its tone marks stay where they are.

    >>> fold_same_length("Uỷ ban\u00a0Hoà Bình")
    'ủy ban hòa bình'
    """
    key = text.casefold()
    if len(key) != len(text):
        key = "".join(map(_folded_letter, text))
    key = _ODD_SPACE.sub(" ", key)
    table = _misplaced("old")
    return _LOWER_RHYME.sub(lambda match: table.get(match[0], match[0]), key)


def _folded_letter(letter: str) -> str:
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter


def fold(text: str) -> str:
    """The matching key: NFC, case folded, tone marks in the old style, single spaces, stripped.

    >>> fold("Uỷ  ban ") == fold("ủy ban")
    True
    >>> [fold(word) for word in ("hoà", "Quý", "gìa", "Thuỷ", "HOÀN")]
    ['hòa', 'quý', 'già', 'thủy', 'hoàn']
    """
    return _folded_phrase(text) if len(text) <= _PHRASE else _folded(text)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return _SPACES.sub(" ", fold_same_length(text)).strip()


@lru_cache(maxsize=16_384)
def _folded_phrase(text: str) -> str:
    """Names, offices and words come back in every mention and every article."""
    return _folded(text)


def unaccent(text: str) -> str:
    """A search key without marks: folded, and with plain Latin letters for Vietnamese ones.

    >>> unaccent("Hòa Bình"), unaccent("Thị trấn Đông Đô")
    ('hoa binh', 'thi tran dong do')
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", fold(text)))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def tone_style(text: str, style: Style) -> str:
    """`text`, NFC, with its tone marks in the `old` (hòa) or the `new` style (hoà).

    Marks on a vowel that is wrong in both styles are put in place as well (`qúy`, `hòan`).
    Case is kept; nothing but the place of the marks changes.

    >>> tone_style("Uỷ ban huyện Thuỷ Nguyên, quý III, HOÀN thành", "old")
    'Ủy ban huyện Thủy Nguyên, quý III, HOÀN thành'
    >>> tone_style("Hòa Bình, khỏe, Thúy, Huỳnh, thuyền", "new")
    'Hoà Bình, khoẻ, Thuý, Huỳnh, thuyền'
    """
    table = _misplaced(style)

    def place(match: re.Match[str]) -> str:
        found = match[0]
        placed = table.get(found.lower())
        if placed is None:
            return found
        return "".join(
            new.upper() if old.isupper() else new for old, new in zip(found, placed, strict=True)
        )

    return _ANY_RHYME.sub(place, unicodedata.normalize("NFC", text))
