"""UTF-8 that somebody read as an 8-bit encoding: `Há»™i nghá»‹` for `Hội nghị`."""

from __future__ import annotations

import re

from govnews.text.syllables import syllable_share

_UPPER_HALF_OF_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
CONTINUATION = f"\u0080-\u00bf{_UPPER_HALF_OF_CP1252}"
LEADS = "ÂÃĂÄÅÆ"
TRACE = re.compile(
    f"[{LEADS}áâ](?:(?<=[{LEADS}])[{CONTINUATION}]|(?<=á)[º»]|(?<=â)[€\u0080]|(?<=[a-z]Ã) )"
)
"""The first bytes of UTF-8 that Vietnamese letters and typographic marks have, as cp1252 or
cp1258 shows them. `XÃ”` has the look of it and is a word, which only the syllables tell."""

_CP1258_C3 = re.compile(f"Ă(?=[{CONTINUATION}])")
_TYPOGRAPHIC = "â€"


def repair_mojibake(text: str) -> str:
    """`text` decoded aright, or unchanged where that does not make it more Vietnamese.

    Typographic marks (`â€œ` for “) are repaired too where no word loses by it.

    >>> repair_mojibake("Há»™i nghá»‹"), repair_mojibake("cĂ¡c phĂ²ng"), repair_mojibake("“XÃ”")
    ('Hội nghị', 'các phòng', '“XÃ”')
    """
    from ftfy import fix_encoding  # takes 50 ms to import, and few pages need it

    fixed = fix_encoding(_CP1258_C3.sub("Ã", text), replace_lossy_sequences=False)
    before, after = syllable_share(text), syllable_share(fixed)
    if after > before or (after == before and _TYPOGRAPHIC in text):
        return fixed
    return text
