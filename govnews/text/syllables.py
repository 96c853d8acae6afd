"""What a Vietnamese syllable is: tables of onsets, rhymes and tones, not a list of words.

The encoding repairs of `govnews.text.clean` are allowed only where they make more words of a
text Vietnamese, and `govnews.text.tone_style` moves a tone mark only inside these rhymes.

Source of the tables: the orthography taught in Vietnamese schools. Wider than the dictionary on
purpose (any onset with any rhyme that spelling allows), so that names and loans pass.

>>> [is_syllable(word) for word in ("Nghị", "hoà", "hòa", "quyết", "nghÞ", "Hoäi", "tiet")]
[True, True, True, True, False, False, False]
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave (huyền), acute (sắc), tilde (ngã), hook (hỏi), dot below (nặng)."""

_ONSET_TABLE = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYME_TABLE = """
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc ui um un ung up ut uê uêch uên uênh uêt uêu uơ uôc uôi uôm uôn uông uôt
uy uya uych uyn uynh uyp uyt uyu uyên uyêt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
ONSETS = tuple(_ONSET_TABLE.split())
RHYMES = tuple(_RHYME_TABLE.split())

_NOT_BEFORE_FRONT_VOWEL = frozenset(("c", "ng"))
_ONLY_BEFORE_FRONT_VOWEL = frozenset(("gh", "ngh"))
AFTER_QU = ("ynh", "yt", "yn", "ych", "yp", "yên", "yêt", "ôc")
"""Written with these letters after qu only: quỳnh, quýt, quốc (elsewhere huỳnh, huýt, cuốc)."""

_LONGEST_DECOMPOSED = len("nghuyễng") + 2
_STOPPED = ("c", "ch", "p", "t")
_TONES_OF_STOPPED = ("\u0301", "\u0323")
"""Syllables that end in a stop carry the acute tone or the dot below, no other."""

WORD = re.compile(r"[^\s\d_!-/:-@\[-^`{-~–—‘’“”…•]+")
"""A run of anything but white space, digits and punctuation. Signs such as ¸ © µ belong to it,
because text in an old encoding has them in the middle of its words."""


def _spelt(onset: str, rhyme: str) -> bool:
    front = rhyme[0] in "eêiy"
    if onset == "qu":
        return rhyme[0] in "aăâeêiơy"
    if onset == "gi":
        return not front or rhyme[0] in "eê"
    if onset == "g":
        return not front or rhyme[0] == "i"
    if front and onset in _NOT_BEFORE_FRONT_VOWEL:
        return False
    if not front and onset in _ONLY_BEFORE_FRONT_VOWEL:
        return False
    return not rhyme.startswith("yê")


_TONELESS = frozenset(
    [*RHYMES]
    + [onset + rhyme for onset in ONSETS for rhyme in RHYMES if _spelt(onset, rhyme)]
    + ["qu" + rhyme for rhyme in AFTER_QU]
)


def is_syllable(word: str) -> bool:
    """Says whether `word` is spelt as a Vietnamese syllable, in any case and Unicode form.

    A tone mark may stand on any vowel of it (`hòa`, `hoà`, even `qúy`): where it stands is
    a matter of style, not of encoding.

    >>> is_syllable("THUYỀN"), is_syllable("Hải Phòng"), is_syllable("các"), is_syllable("cac")
    (True, False, True, False)
    """
    return len(word) <= _LONGEST_DECOMPOSED and _is_spelt(word)


@lru_cache(maxsize=4096)
def _is_spelt(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in TONES]
    if len(tones) > 1:
        return False
    toneless = "".join(mark for mark in letters if mark not in TONES)
    toneless = unicodedata.normalize("NFC", toneless)
    if toneless not in _TONELESS:
        return False
    return not toneless.endswith(_STOPPED) or "".join(tones) in _TONES_OF_STOPPED


def syllable_share(text: str) -> float:
    """The share, 0 to 1, of the words of `text` that are Vietnamese syllables.

    Chunks without a letter and abbreviations in plain capitals (`UBND`) do not count: they say
    nothing about the encoding. A text without words has the share 0.

    >>> syllable_share("UBND thành phố Hải Phòng, 2024"), syllable_share("Héi nghÞ")
    (1.0, 0.0)
    """
    valid = counted = 0
    for word in WORD.findall(text):
        if is_syllable(word):
            valid += 1
        elif (word.isascii() and word.isupper()) or not any(map(str.isalpha, word)):
            continue
        counted += 1
    return valid / counted if counted else 0.0
