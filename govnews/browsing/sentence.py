"""The sentence in which a span of a text stands."""

from __future__ import annotations

from govnews.text import sentences

_BREAK = "\n\n"


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentences of `text` that the span `text[start:end]` touches, as written.

    Only its paragraphs are split, so that the time does not grow with the text.

    >>> sentence_at("Hội nghị khai mạc. Ông Lê An dự và phát biểu. Hết.", 19, 28)
    'Ông Lê An dự và phát biểu.'
    """
    first = text.rfind(_BREAK, 0, start + 1)
    first = 0 if first < 0 else first + len(_BREAK)
    last = text.find(_BREAK, end)
    paragraphs = text[first : len(text) if last < 0 else last]
    touched = [
        (head, tail)
        for head, tail in sentences(paragraphs)
        if head < end - first and tail > start - first
    ]
    if not touched:
        return text[start:end]
    return paragraphs[touched[0][0] : touched[-1][1]]
