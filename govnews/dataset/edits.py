"""What differs between two versions of an article, as an editor would say it: pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from govnews.dates import find_dates
from govnews.model import HANOI

AROUND = 5
"""Words shown on each side of what changed."""
NEAR = 3
"""Fewer unchanged words than this between two changes make them one."""
ALIKE = 0.5
"""Paragraphs with at least this share of words in common are one paragraph, edited."""
MOST_COMPARED = 900
"""Beyond so many pairs of paragraphs in one stretch they are compared in order."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One difference; the fields are those of `Change`."""

    field: str
    kind: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a comparison needs of one version."""

    article: Mapping[str, Any]
    """Its row of the table of articles."""
    captions: Sequence[Mapping[str, Any]] = ()
    people: Collection[str] = ()
    """Names from the table of people."""

    @property
    def names(self) -> list[str]:
        """Names of people and of the organiser, the longest first."""
        organiser = self.article.get("organiser")
        return sorted({*self.people, *([organiser] if organiser else [])}, key=len, reverse=True)


def edits_between(old: Reading, new: Reading) -> list[Edit]:
    """The differences of two versions, in order of the fields and of the text."""
    names = sorted({*old.names, *new.names}, key=len, reverse=True)
    found: list[Edit] = []
    for field in ("title", "summary", "body"):
        found += _text_edits(field, old.article.get(field), new.article.get(field), names)
    for field, kind in (("published_at", "date"), ("authors", "name"), ("source_credit", "name")):
        before, after = (_told(reading.article.get(field)) for reading in (old, new))
        if before != after:
            found.append(Edit(field=field, kind=_one_sided(before, after) or kind,
                              before=before, after=after))  # fmt: skip
    return [*found, *_photo_edits(old.captions, new.captions)]


def kind_of_words(before: str, after: str, names: Iterable[str] = ()) -> str:
    """What kind of words differ between two stretches of text.

    >>> kind_of_words("tăng 12% so với", "tăng 15% so với")
    'number'
    >>> kind_of_words("vào sáng 11/12 tại", "vào sáng 12/12 tại")
    'date'
    >>> kind_of_words("ông Lê Văn An nói", "ông Lê Văn Anh nói", ["Lê Văn Anh", "Lê Văn An"])
    'name'
    >>> kind_of_words("hội nghị tổng kết", "hội nghị sơ kết")
    'wording'
    """
    masks: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("date", _without_dates),
        ("number", lambda text: _NUMBER.sub("0", text)),
        ("name", lambda text: _without_names(text, names)),
    )
    return next((kind for kind, mask in masks if mask(before) == mask(after)), "wording")


def _text_edits(
    field: str, old: str | None, new: str | None, names: Sequence[str]
) -> Iterator[Edit]:
    for before, after in _aligned(_paragraphs(old), _paragraphs(new)):
        if kind := _one_sided(before, after):
            yield Edit(field=field, kind=kind, before=before or None, after=after or None)
            continue
        for was, now in _stretches(before.split(), after.split()):
            kind = kind_of_words(was, now, names)
            yield Edit(field=field, kind=kind, before=was, after=now)


def _paragraphs(text: str | None) -> list[str]:
    return text.split("\n\n") if text else []


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of differing paragraphs; one without a partner stands beside an empty text."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(old[start:end], new[new_start:new_end])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The paragraphs of one replaced stretch: each with the next one that is like it."""
    by_order = len(old) * len(new) > MOST_COMPARED
    place = 0
    for number, before in enumerate(old):
        nearby = (
            range(place, len(new)) if not by_order else range(number, min(number + 1, len(new)))
        )
        match = next((n for n in nearby if _alike(before, new[n])), None)
        if match is None:
            yield before, ""
            continue
        yield from (("", text) for text in new[place:match])
        yield before, new[match]
        place = match + 1
    yield from (("", text) for text in new[place:])


def _alike(before: str, after: str) -> bool:
    matcher = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """The changed words of a paragraph with a few around them; changes close by are one."""
    spans: list[list[int]] = []
    for tag, *span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and span[0] - spans[-1][1] < NEAR:
            spans[-1][1], spans[-1][3] = span[1], span[3]
        else:
            spans.append(span)
    for start, end, new_start, new_end in spans:
        yield _shown(old, start, end), _shown(new, new_start, new_end)


def _shown(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) else ''}"


def _photo_edits(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[Edit]:
    """Pictures that came, went, or are told differently; one picture is one address."""
    former = {row["image_url"]: row for row in old}
    for row in new:
        was = former.pop(row["image_url"], None)
        before, after = (_picture(was) if was else None), _picture(row)
        if before != after:
            yield Edit(field=f"caption/{row['image_no']}", kind="photo", before=before, after=after)
    for row in former.values():
        yield Edit(
            field=f"caption/{row['image_no']}", kind="photo", before=_picture(row), after=None
        )


def _picture(row: Mapping[str, Any]) -> str:
    """Address and caption in one line."""
    return " ".join(filter(None, (row["image_url"], row.get("caption"))))


def _one_sided(before: str | None, after: str | None) -> str | None:
    if not before:
        return "addition"
    return None if after else "deletion"


def _told(value: Any) -> str | None:
    """A value of a column as a text; None for an empty one."""
    if isinstance(value, datetime):
        return value.astimezone(HANOI).isoformat(timespec="minutes")
    if isinstance(value, list | tuple):
        return ", ".join(value) or None
    return value or None


def _without_dates(text: str) -> str:
    for span in reversed(find_dates(text)):
        text = f"{text[: span.start]}\0{text[span.end :]}"
    return text


def _without_names(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "\0")
    return text
