"""Text typed in the encodings from before Unicode, TCVN3 (ABC, the .Vn fonts) and VNI.

Old documents pasted into a portal arrive as the Latin-1 letters of their bytes: `Héi nghÞ` is
TCVN3, `Hoäi nghò` is VNI, both are `Hội nghị`.

Sources: TCVN 5712:1993 VN3, as in TCVN5712-1 of the GNU C library (the upper half without the
capitals with tone, which the fonts do not have); the VNI-Windows layout as in xvnkb.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from govnews.text.syllables import WORD, syllable_share

TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơ\u01b0đàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_ROWS = {
    "a": ("aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("eù eø eû eõ eï eâ eá eà eå eã eä", "éèẻẽẹêếềểễệ"),
    "o": ("où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï", "óòỏõọôốồổỗộơớờởỡợ"),
    "u": ("uù uø uû uõ uï ö öù öø öû öõ öï", "úùủũụưứừửữự"),
    "i": ("í ì æ ó ò", "íìỉĩị"),
    "y": ("yù yø yû yõ î", "ýỳỷỹỵ"),
    "d": ("ñ", "đ"),
}
VNI = {
    source: letter
    for sources, letters in _VNI_ROWS.values()
    for source, letter in zip(sources.split(), letters, strict=True)
}
VNI |= {
    capital: letter.upper()
    for source, letter in VNI.items()
    for capital in (source.upper(), source[0].upper() + source[1:])  # a capital has either mark
}
_VNI_LETTER = re.compile("|".join(sorted(VNI, key=len, reverse=True)))

_BEYOND_LATIN_1 = re.compile(r"[^\u0000-\u00ff]")
_ASCII_SMALL = re.compile(r"[a-z]")
_ASCII_CAPITALS = re.compile(r"[A-Z][^A-Z]*[A-Z]")

SHARE_OF_VIETNAMESE = 0.75
"""From this share of valid syllables on, a text is Vietnamese as it stands."""
_LEAST_RISE = 0.15
_SOFT_HYPHEN = "\u00ad"
_LEAST_WORDS = 2
"""One strange word may be a foreign name; a text in an old encoding has more of them."""


def decode_legacy(text: str, visible: str) -> str:
    """`text` in Unicode if it is in TCVN3 or VNI, and `visible` if it is in neither.

    `visible` is the same text without soft hyphens and other invisible characters: they are
    letters in TCVN3 (ư) and noise elsewhere. An encoding is accepted only where it turns a text
    that is not Vietnamese into one that is, so that French, German or English stay.

    >>> decode_legacy("Héi nghÞ tæng kÕt", "Héi nghÞ tæng kÕt")
    'Hội nghị tổng kết'
    >>> decode_legacy("Le café à Besançon", "Le café à Besançon")
    'Le café à Besançon'
    """
    found = _decoded(text, visible)
    return found[1] if found else visible


def page_decoder(text: str) -> Callable[[str], str] | None:
    """What decodes the short texts of a page whose whole text is in TCVN3 or VNI, or None.

    A name of two words says too little of its encoding; the article under it says enough. A short
    text is decoded only where that makes more of it Vietnamese.

    >>> decode = page_decoder("Héi nghÞ tæng kÕt c«ng t¸c n¨m")
    >>> decode("§µm Thanh"), decode("Đàm Thanh"), page_decoder("Hội nghị tổng kết")
    ('Đàm Thanh', 'Đàm Thanh', None)
    """
    found = _decoded(text, text.replace(_SOFT_HYPHEN, ""))
    if found is None:
        return None
    word_decoder = found[0]

    def decode(short: str) -> str:
        visible = short.replace(_SOFT_HYPHEN, "")
        decoded = _decode(short if word_decoder is _tcvn3_word else visible, word_decoder)
        return decoded if syllable_share(decoded) > syllable_share(visible) else short

    return decode


def _decoded(text: str, visible: str) -> tuple[Callable[[str], str], str] | None:
    """The decoder of words that makes a text Vietnamese which is not, and what it makes of it."""
    before = syllable_share(visible)
    if before >= SHARE_OF_VIETNAMESE:
        return None
    candidates = (
        (_tcvn3_word, _decode(text, _tcvn3_word)),
        (_vni_word, _decode(visible, _vni_word)),
    )
    decoder, best = max(candidates, key=lambda candidate: syllable_share(candidate[1]))
    after = syllable_share(best)
    if after < SHARE_OF_VIETNAMESE or after - before <= _LEAST_RISE:
        return None
    changed = sum(a != b for a, b in zip(WORD.findall(text), WORD.findall(best), strict=False))
    return (decoder, best) if changed >= _LEAST_WORDS else None


def _decode(text: str, word_decoder: Callable[[str], str]) -> str:
    """`text` with each word decoded that could be in an 8-bit encoding at all."""

    def decode(match: re.Match[str]) -> str:
        word = match[0]
        return word if _BEYOND_LATIN_1.search(word) else word_decoder(word)

    decoded = WORD.sub(decode, text)
    if _ASCII_SMALL.search(text) is None and _ASCII_CAPITALS.search(text):
        return decoded.upper()
    return decoded


def _tcvn3_word(word: str) -> str:
    decoded = "".join(TCVN3.get(letter, letter) for letter in word)
    # The fonts for capitals draw small letters as capitals, so `NéI` is how NỘI is stored.
    if _ASCII_CAPITALS.search(word) and not _ASCII_SMALL.search(word):
        return decoded.upper()
    return decoded


def _vni_word(word: str) -> str:
    return _VNI_LETTER.sub(lambda match: VNI[match[0]], word)
