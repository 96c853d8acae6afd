"""A whole page that is UTF-8 twice over: repaired at once, white space and short texts included.

`govnews.text.clean` repairs a paragraph; by then the page has been split at the no-break spaces
that are halves of letters (`lÃ\\xa0` for `là`), and a name of two words says too little of itself.
"""

from __future__ import annotations

import re
from itertools import product

from govnews.text.mojibake import CONTINUATION
from govnews.text.syllables import WORD, is_syllable

LOST = "\ufffd"
"""What stands for the bytes 81 8D 8F 90 9D, which cp1252 does not have."""

_CONTINUING = f"{CONTINUATION}\u201a"
_SEQUENCE = re.compile(f"[ÂÃĂÄÅÆÌ][{_CONTINUING}]|á[º»][{_CONTINUING}]|â[€\u0080][{_CONTINUING}]")
_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_BYTES["Ă"] = 0xC3  # as cp1258 has it
_HOLES = {
    f"á»{LOST}": "ềọỏờỐ",
    f"Ã{LOST}": "ÁÍÝ",
    f"Ă{LOST}": "ÁÍÝ",
    f"Ä{LOST}": "Đ",
    f"â€{LOST}": "”",
    f"Ì{LOST}": "\u0301",
}
"""What a sequence whose last byte is lost can have been, in Vietnamese."""
_HOLE = re.compile("|".join(_HOLES))
_LETTER = f"[^\\W\\d_»{LOST}]"
_WORD_WITH_HOLE = re.compile(
    rf"(?<!{_LETTER}){_LETTER}{{0,12}}(?:(?:{_HOLE.pattern}){_LETTER}{{0,12}}?)+(?!{_LETTER})"
)
_MOST_HOLES = 3
_LEAST_RISE = 0.15


def repair_doubled(source: str) -> str:
    """The source of a page decoded once more, or unchanged where it gets no more Vietnamese by it.

    A letter whose last byte an earlier program threw away is put back where only one letter
    makes the word a syllable; elsewhere U+FFFD stays in its place.

    >>> repair_doubled("lÃ\\u00a0 cÆ°á»\\ufffdng quá»‘c Ä\\ufffdáº£ng, vá»\\ufffd")
    'là cường quốc Đảng, v\\ufffd'
    >>> repair_doubled("“XÃ” Hải Phòng")
    '“XÃ” Hải Phòng'
    """
    repaired = _WORD_WITH_HOLE.sub(_filled, _SEQUENCE.sub(_decoded, source))
    return repaired if _share(repaired) - _share(source) >= _LEAST_RISE else source


def _share(source: str) -> float:
    """The share of Vietnamese syllables among words that are not plain ASCII, as all markup is."""
    words = [word for word in WORD.findall(source) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _decoded(sequence: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[letter] for letter in sequence[0]).decode()
    except (KeyError, UnicodeDecodeError):
        return sequence[0]


def _filled(word: re.Match[str]) -> str:
    holes = _HOLE.findall(word[0])
    blank = _HOLE.sub(LOST, word[0])
    if len(holes) <= _MOST_HOLES:
        found = [
            candidate
            for letters in product(*(_HOLES[hole] for hole in holes))
            if _is_word(candidate := _fill(blank, letters))
        ]
        if len(found) == 1:
            return found[0]
    return _fill(blank, [_HOLES[hole] if len(_HOLES[hole]) == 1 else LOST for hole in holes])


def _fill(blank: str, letters: tuple[str, ...] | list[str]) -> str:
    head, *pieces = blank.split(LOST)
    return head + "".join(letter + piece for letter, piece in zip(letters, pieces, strict=True))


def _is_word(word: str) -> bool:
    letters = word.removesuffix("”")
    return is_syllable(letters) and (letters.islower() or letters.isupper() or letters.istitle())
