"""Which lines of a body are captions, and whose picture they belong to.

The shapes met on Vietnamese portals: a figcaption; the text row of a picture table; a centred or
italic line under the picture, sometimes two; text in the picture's own paragraph; a line marked by
colour or a smaller size only; the title of the link round the picture. Bold alone means nothing:
whole articles are bold, and so are in-body headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govnews.page.block import Block
from govnews.page.byline import is_byline, is_source
from govnews.page.credits import CREDIT_LINE, find_labelled, split_credit
from govnews.page.hints import CAPTION
from govnews.page.parts import Picture
from govnews.page.urls import joined

_LONGEST = 450
"""Characters; the longest captions name a dozen people with their offices."""
_SHORT = 170
_PARAGRAPH = 120
_ENOUGH = 2
_SURE = 9
_SOME_PICTURES = ("một số hình ảnh", "những hình ảnh", "vài hình ảnh", "dưới đây là")
_LISTED = re.compile(r"^\s*(?:\d{1,2}[.)]|[IVX]{1,5}\.|[-+•*–])\s")
_OPENS = re.compile(
    r"^\W*(?:(?:Toàn|Quang|Quảng) cảnh|Ảnh|Hình ảnh|Một góc|Các đại biểu|Đại biểu|Lãnh đạo|Các đồng chí|Đồng chí|Đ/c|"
    r"Ông|Bà|Phó |Chủ tịch|Bí thư|Giám đốc|Bộ trưởng|Trưởng |Đoàn |Cán bộ|Người dân|Nhân dân|Bà con|Học sinh|"
    r"Tập thể|Chụp ảnh|Tiết mục|Thắp hương|Dâng hương|Trao |Tặng |Khai mạc|Lễ |Buổi |Hội nghị)"
)
"""How captions begin; body paragraphs do too, so it counts only with other signs."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s*$")
_ICON_NAME = re.compile(
    r"(?:^|[/_\-.])(?:icons?|spacer|pixel|blank|logo|btn|button|print|share|facebook|zalo|twitter|emoji|smil\w*|"
    r"bullet|arrow|loading|loader|tracking|counter|new\d?|hot)(?:[/_\-.\d]|$)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"^.*/")
_ICON_SIDE = 60
"""Pixels; a smaller picture is an icon."""
_STYLE_SIDE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)
_FIRST_OF_SET = re.compile(r"\s*((?!data:)[^\s,]\S*?),?(?:\s|$)")
_NO_FILE = re.compile(r"(?!https?:|file:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How `data:` and `javascript:` begin."""
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-echo", "data-url", "data-img", "src")


@dataclass(slots=True)
class _Slot:
    """A picture on its way to its caption."""

    at: int
    url: str
    """Empty where the page gives none."""
    alt: str | None
    lines: list[str]


def read_captions(
    blocks: Sequence[Block], base_url: str, title: str | None = None
) -> tuple[tuple[Picture, ...], list[Block]]:
    """The pictures with their captions, and the blocks that are neither.

    A picture without an address is none, and takes its caption with it.
    """
    slots: list[_Slot] = []
    used: set[int] = set()
    for at, block in enumerate(blocks):
        if block.picture is not None:
            used.add(at)
            source = picture_source(block.picture)
            if not _is_icon(block.picture, source):
                alt = " ".join(block.picture.get("alt", "").split()) or None
                slots.append(_Slot(at, joined(base_url, source) if source else "", alt, []))
    if not slots:
        return (), [block for block in blocks if block.picture is None]
    _from_frames(blocks, slots, used)
    manner = _manner(blocks)
    for number, slot in enumerate(slots):
        if not slot.lines:
            last = slots[number + 1].at if number + 1 < len(slots) else len(blocks)
            _from_following(blocks, slot, used, last, title, manner)
    addressed = (slot for slot in slots if slot.url)
    pictures = tuple(_picture(number, slot) for number, slot in enumerate(addressed, 1))
    return pictures, [block for at, block in enumerate(blocks) if at not in used]


def _picture(number: int, slot: _Slot) -> Picture:
    caption, credit = split_credit(" ".join(slot.lines))
    return Picture(image_no=number, url=slot.url, alt=slot.alt, caption=caption, credit=credit)


def _from_frames(blocks: Sequence[Block], slots: list[_Slot], used: set[int]) -> None:
    """Text in the same figure or picture table: to the last picture above it, in its own column."""
    framed: dict[object, list[_Slot]] = {}
    for slot in slots:
        framed.setdefault(blocks[slot.at].place.frame, []).append(slot)
    for at, block in enumerate(blocks):
        frame = block.place.frame
        if not frame or block.picture is not None or len(block.text) > _LONGEST:
            continue
        mates = framed.get(frame, [])
        above = [slot for slot in mates if slot.at < at] or mates[:1]
        if not above:
            continue
        same = [s for s in above if blocks[s.at].place.column == block.place.column]
        owner = (same or above)[-1]
        if block.text not in owner.lines:
            owner.lines.append(block.text)
        used.add(at)


@dataclass(frozen=True, slots=True)
class _Manner:
    """What sets captions apart in this article: what its long paragraphs have is no sign."""

    centred: bool
    italic: bool
    tinted: bool
    bold: bool
    """Bold lines stand under pictures only, and so are no in-body headings."""


def _manner(blocks: Sequence[Block]) -> _Manner:
    long = [block.style for block in blocks if len(block.text) > _PARAGRAPH]
    bold = [at for at in range(1, len(blocks) - 1) if _is_bold_line(blocks[at])]
    under = [at for at in bold if blocks[at - 1].picture is not None]
    return _Manner(
        centred=2 * sum(style.align == "center" for style in long) <= len(long),
        italic=2 * sum(style.italic for style in long) <= len(long),
        tinted=2 * sum(style.coloured or style.small for style in long) <= len(long),
        bold=bold == under and not any(style.bold for style in long[1:]),
    )


def _is_bold_line(block: Block) -> bool:
    style = block.style
    return bool(block.text) and style.bold and style.align != "right" and len(block.text) <= _SHORT


def _from_following(
    blocks: Sequence[Block],
    slot: _Slot,
    used: set[int],
    last: int,
    title: str | None,
    manner: _Manner,
) -> None:
    """The next line, if it looks like a caption, and what goes on with it."""
    for at in range(slot.at + 1, last):
        block = blocks[at]
        if at in used:
            return
        if not slot.lines:
            if _weight(blocks[slot.at], slot.alt, block, title, manner) < _ENOUGH:
                return
        elif not _continues(blocks[at - 1], block, slot.lines[-1]):
            return
        slot.lines.append(block.text)
        used.add(at)


def _weight(
    picture: Block, alt: str | None, block: Block, title: str | None, manner: _Manner
) -> int:
    """How much speaks for the line being the picture's caption; `_ENOUGH` or more is a yes."""
    text, style = block.text, block.style
    if len(text) > _LONGEST or block.row or style.heading or style.align == "right":
        return 0
    if text == title or _introduces(text) or _LISTED.match(text):
        return 0
    if style.role == CAPTION or text in (alt, picture.link_title):
        return _SURE
    if is_source(text) or is_byline(text):
        return 0
    if find_labelled(text):
        return _SURE
    weight = 0
    if block.place.holder == picture.place.holder and not block.gap and len(text) <= _SHORT * 2:
        weight += 2  # in the picture's own paragraph
    weight += 2 if style.italic and manner.italic else 0
    weight += 2 if style.align == "center" and manner.centred else 0
    weight += 1 if (style.coloured or style.small) and manner.tinted else 0
    if len(text) > _SHORT:
        return weight - (len(text) > _SHORT * 2)
    weight += 1 if _OPENS.match(text) and not block.gap else 0
    if style.bold:
        return weight + (2 if manner.bold and picture.place.frame and not block.gap else 0)
    return weight + (not _SENTENCE_END.search(text))


def _introduces(text: str) -> bool:
    """Whether a line leads to what follows it: `Một số hình ảnh tại hội nghị:`."""
    lower = text.lower()
    return lower.endswith(":") or any(words in lower for words in _SOME_PICTURES)


def _continues(before: Block, block: Block, line: str) -> bool:
    """Whether a line goes on with the caption above it: the credit, or the rest of the sentence."""
    if CREDIT_LINE.fullmatch(block.text):
        return True
    if block.gap or block.style.heading or len(block.text) > _SHORT:
        return False
    alike = block.style.italic == before.style.italic and block.style.align == before.style.align
    marked = block.style.italic or block.style.align == "center"
    open_end = not _SENTENCE_END.search(line) and not split_credit(line)[1]
    return alike and marked and open_end and not block.style.link


def _is_icon(attrs: Mapping[str, str], source: str) -> bool:
    sides = [float(attrs[key]) for key in ("width", "height") if attrs.get(key, "").isdigit()]
    if "style" in attrs:
        sides += [float(side) for side in _STYLE_SIDE.findall(attrs["style"])]
    if sides and max(sides) <= _ICON_SIDE:
        return True
    if source.startswith("data:"):
        return True
    return not sides and bool(_ICON_NAME.search(_FILE_NAME.sub("", source.partition("?")[0])))


def picture_source(attrs: Mapping[str, str]) -> str:
    """The address in a picture's attributes, as written; empty where none is given."""
    for key in _LAZY:
        value = attrs.get(key, "").strip()
        if value and not _NO_FILE.match(value):
            return value
    for key in ("srcset", "data-srcset"):
        if key in attrs and (match := _FIRST_OF_SET.match(attrs[key])):
            return match.group(1)
    source = attrs.get("src", "").strip()
    return "" if _NO_FILE.match(source) and not source.startswith("data:") else source
