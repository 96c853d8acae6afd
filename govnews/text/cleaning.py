"""Cleaning of one paragraph, caption or title: how it is stored changes, what it says never does.

Words, typos, quotation marks, dashes, ellipses and the style of tone marks stay as written.
Most text is clean, so it is searched for anything suspicious before anything is rewritten.
"""

from __future__ import annotations

import html
import re
import unicodedata

from govnews.text.legacy import decode_legacy
from govnews.text.mojibake import CONTINUATION, LEADS, TRACE, repair_mojibake

_CONTROLS = "\u0000-\u0008\u000e-\u001b\u007f"
_C1_CONTROLS = "\u0080-\u009f"
_INVISIBLES = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_ODD_SPACES = (
    "\t\n\u000b\u000c\r\u001c-\u001f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
)
_MARKS = "\u0300-\u036f"
_SURROGATES = "\ud800-\udfff"
_FULL_WIDTH = "\uff01-\uff5e"
_ETHS = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_LEGACY = "¡-©ª«¬®µ¶·¸¹»¼½¾ÄÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ"
"""Signs of TCVN3, VNI and mojibake that Vietnamese text has no or little use for."""

_LOOK_ALIKES = dict(
    zip(
        "АВЕКМНОРСТУХІЅЈаеорсухіѕјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTYXISJaeopcyxisjhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_OTHER_SCRIPTS = "\u0370-\u03ff\u0400-\u052f"

_SOFT_CAPITALS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_NEVER_CLEAN = (
    f"{_CONTROLS}{_C1_CONTROLS}{_INVISIBLES}{_ODD_SPACES}{_MARKS}{_SURROGATES}{_FULL_WIDTH}"
    f"{''.join(_ETHS)}{_LEGACY}{_OTHER_SCRIPTS}"
)
_DAMAGED = (
    f"(?<=[{_NEVER_CLEAN}])"
    f"|(?<=[a-zđ][{_SOFT_CAPITALS}])"  # a capital inside a word: TCVN3
    f"|(?<=[{LEADS}])(?=[{CONTINUATION}])|(?<=áº)|(?<=â€)"
    r"|(?<=&)(?=#|nbsp|[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|(?<=;)(?:(?<=grave;)|(?<=acute;)|(?<=tilde;)|(?<=circ;)|(?<=quo;)|(?<=dash;)|(?<=hellip;)|(?<=nbsp;)|(?<=amp;)(?=\w))"
)
_SPACED = r"(?<= [,;:!?).])(?:(?<!\.)|(?![^\W_]|\.))"
"""After a mark that no space goes before; marks are fewer than spaces, so they are looked for."""
_SUSPECT_LETTERS = f"{_NEVER_CLEAN}{_SOFT_CAPITALS}ĂÅº€&;"
# Characters first, what makes them suspect second: so the search skips from one to the next.
_DAMAGE = re.compile(f"[{_SUSPECT_LETTERS}](?:{_DAMAGED})")
_SPACED_MARK = re.compile(f"[,;:!?).]{_SPACED}")
_DAMAGE_OR_SPACED_MARK = re.compile(f"[{_SUSPECT_LETTERS},:!?).](?:{_SPACED}|{_DAMAGED})")

_NESTED_AMPERSAND = re.compile(r"&(?:(?:amp|#0*38|#[xX]0*26);)+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp")
_BARE_ENTITY = re.compile(
    r"(?<!&)(?:[aeiouyAEIOUY](?:grave|acute|tilde|circ)|[lr][ds]quo|[mn]dash|hellip|nbsp|(?<![a-z])amp(?=;\w));"
)
_BARE_END = re.compile(
    ";(?:(?<=grave;)|(?<=acute;)|(?<=tilde;)|(?<=circ;)|(?<=quo;)|(?<=dash;)|(?<=hellip;)|(?<=nbsp;)|(?<=amp;))"
)
"""Liferay summaries lose the ampersand: `phograve;ng`, `2011 ndash; 2015`, `TTamp;TT`."""
_UNSEEN = re.compile(f"[{_CONTROLS}{_INVISIBLES}]+")
_C1 = re.compile(f"[{_C1_CONTROLS}]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")
LEGACY_LETTER = re.compile(
    f"[{_LEGACY}{_SOFT_CAPITALS}](?:(?<=[{_LEGACY}])|(?<=[a-zđ][{_SOFT_CAPITALS}]))"
)
"""A letter that text in TCVN3 or VNI has, and text in Unicode has hardly ever."""
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_SPACE_RUN = re.compile(f"[{_ODD_SPACES}][{_ODD_SPACES} ]*| [{_ODD_SPACES} ]+")
_WIDE = re.compile(f"[{_FULL_WIDTH}]")
_STRAY_LETTER = re.compile(f"[{_OTHER_SCRIPTS}{''.join(_ETHS)}]")
_OTHER_SCRIPT = re.compile(f"[{_OTHER_SCRIPTS}]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(f"[{_MARKS}]")
_TONE_BEFORE_QUALITY = re.compile(
    "([AEOUYaeouy])([\u031b\u0323]*)([\u0300\u0301\u0303\u0309])([\u0302\u0306])"
)
_SPACE_BEFORE = re.compile(r" (?:(?=[,;:!?)]|\.(?![^\W_]|\.))|(?<=\( ))")
_FINAL_SLASH = re.compile(r"/(?:(?= ?\.)|(?<=\./)|(?<=\. /))")
"""The slash of a final mark; few of the slashes in a text are one."""
_FINAL_MARK = re.compile(r" ?\. ?/ ?\.(?![\w./])|(?:(?<=\s\w\w)|(?<=\w\w\w))(?:/\.|\./)$")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*+\n\s*")
_MOST_PASSES = 8


def clean(text: str) -> str:
    """`text` as NFC, in Unicode letters, without entities, invisible and stray characters.

    Runs of white space become one space, a blank line stays a paragraph break (two newlines).
    Spaces before `, . ; : ! ? )` and after `(` go; none is ever added. The mark `./.` that ends
    an official text becomes a full stop. Cleaning twice is cleaning once.

    >>> clean("Ðồng chí Bí&nbsp;thư  Thành ủy , phát biểu ./.")
    'Đồng chí Bí thư Thành ủy, phát biểu.'
    >>> clean("Héi nghÞ tæng kÕt"), clean("Hoäi nghò"), clean("Há»™i nghá»‹")
    ('Hội nghị tổng kết', 'Hội nghị', 'Hội nghị')
    >>> clean("Uỷ ban – “Thuý”… 15:30, 1.234, haiphong.gov.vn")
    'Uỷ ban – “Thuý”… 15:30, 1.234, haiphong.gov.vn'
    """
    if "\n" not in text:
        return _clean_paragraph(text)
    paragraphs = map(_clean_paragraph, _PARAGRAPH_BREAK.split(text.replace("\r\n", "\n")))
    return "\n\n".join(filter(None, paragraphs))


def _clean_paragraph(text: str) -> str:
    text = text.strip()
    if _is_clean(text):
        return text
    if _ODD_SPACE.search(text) and not TRACE.search(text):  # it may be half of a damaged letter
        text = _SPACE_RUN.sub(" ", text)  # the commonest defect by far, and often the only one
        if _is_clean(text):
            return text
    for _ in range(_MOST_PASSES):  # one repair may uncover the next; two passes are the rule
        rewritten = _tidy(_repair(text) if _is_damaged(text) else text)
        if rewritten == text or _is_clean(rewritten):
            return rewritten
        text = rewritten
    return text


def _is_clean(text: str) -> bool:
    """Whether nothing has to change: most text, so that one search looks for all that may."""
    marked = "/" in text and ("./" in text or "/." in text)
    return not (
        marked
        or "  " in text
        or "( " in text
        or _DAMAGE_OR_SPACED_MARK.search(text)
        or not unicodedata.is_normalized("NFC", text)
    )


def _is_damaged(text: str) -> bool:
    """Whether more than spaces and the final mark may have to change."""
    return _DAMAGE.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def _repair(text: str) -> str:
    """One pass over the letters. Bytes are repaired before the characters that stand for them."""
    mended = _unescape(text)
    if not _STRAY_LETTER.search(mended):
        mended = _compose(mended)
    if mended != text and not _is_damaged(mended):  # mostly this is all that is needed
        return mended
    text = _unescape(text)
    if TRACE.search(text):
        text = repair_mojibake(text)
    text = _drop_unreadable(text)
    visible = _UNSEEN.sub("", text)
    text = decode_legacy(text, visible) if LEGACY_LETTER.search(text) else visible
    text = _UNSEEN.sub("", text)
    text = _WIDE.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    if _STRAY_LETTER.search(text):
        text = _LETTERS.sub(lambda match: _eth_to_d(_latin_only(match[0])), text)
    return _compose(text)


def _tidy(text: str) -> str:
    """Spaces and the final mark put in order."""
    if "  " in text or _ODD_SPACE.search(text):
        text = _SPACE_RUN.sub(" ", text)
    if "( " in text or _SPACED_MARK.search(text):
        text = _SPACE_BEFORE.sub("", text)
    if _FINAL_SLASH.search(text):
        text = _FINAL_MARK.sub(".", text)
    return text.strip()


def _unescape(text: str) -> str:
    """`text` without entities, however often escaped. `&copy=2` in an address is none."""
    if "&" in text:
        text = _NESTED_AMPERSAND.sub("&", text)
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _BARE_ENTITY.sub(_unescape_bare, text) if _BARE_END.search(text) else text


def _unescape_bare(match: re.Match[str]) -> str:
    entity = f"&{match[0]}"
    letter = html.unescape(entity)
    return match[0] if letter == entity else letter


def _drop_unreadable(text: str) -> str:
    """C1 controls read as the cp1252 marks that they were, half surrogate pairs replaced."""
    text = _C1.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _latin_only(word: str) -> str:
    """A word of Latin letters and their look-alikes in Latin letters; any other word as it is."""
    strangers = _OTHER_SCRIPT.findall(word)
    if not strangers or not _LATIN.search(word) or not _LOOK_ALIKES.keys() >= set(strangers):
        return word
    return "".join(_LOOK_ALIKES.get(letter, letter) for letter in word)


def _eth_to_d(word: str) -> str:
    """Đ for the Icelandic eth at the head of a word and in capitals (HĐND), not in Guðrún."""
    if word.isupper():
        return "".join(_ETHS.get(letter, letter) for letter in word)
    return _ETHS.get(word[0], word[0]) + word[1:]


def _compose(text: str) -> str:
    """NFC, also where a tone mark was typed before the mark of the vowel (`a` ´ ^ for ấ)."""
    if _MARKED.search(text):
        text = _TONE_BEFORE_QUALITY.sub(r"\1\2\4\3", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text)
