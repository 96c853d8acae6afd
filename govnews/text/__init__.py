"""Vietnamese text, no HTML: cleaning, matching keys, tone marks, syllables, sentences.

Every function takes and gives plain `str`, fails on no input and takes time in proportion to
its length.
"""

from __future__ import annotations

from govnews.text.cleaning import clean
from govnews.text.keys import fold, fold_same_length, tone_style, unaccent
from govnews.text.splitting import sentences
from govnews.text.syllables import is_syllable, syllable_share

__all__ = [
    "clean",
    "fold",
    "fold_same_length",
    "is_syllable",
    "sentences",
    "syllable_share",
    "tone_style",
    "unaccent",
]
