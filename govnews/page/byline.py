"""Who wrote the article and from whom it was taken, as the last lines of a body say it.

A byline stands at the end: short, often at the right, bold or italic, with or without a label
(`Tin, ảnh: P.Y`), alone or next to a source line (`Theo TTXVN`). The account that put the article
into the content system stands there too on some portals and is nobody's byline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from govnews.page.block import Block
from govnews.page.credits import CREDIT_LINE
from govnews.page.hints import AUTHOR

_WRITERS = r"(?:tin|bài|tin\s*bài|tin,?\s*bài|bài\s*viết|clip|video|nội\s*dung|ảnh|hình\s*ảnh|hình)"
_LABEL = re.compile(
    rf"^(?!\W*(?:ảnh|hình\s*ảnh|hình|video|clip)\s*[:–-])\W*(?:{_WRITERS}(?:\s*(?:,|và|&|/|\+|-|–)?\s*{_WRITERS})*|(?:thực\s+hiện|tác\s+giả|người\s+viết|người\s+đưa\s+tin|"
    r"người\s+đăng(?:\s+tin)?|phóng\s+viên|nhóm\s+p\.?v|cộng\s+tác\s+viên|ctv|pv|biên\s+soạn|tổng\s+hợp|"
    r"theo\s+dõi\s+và\s+đưa\s+tin|đưa\s+tin)(?:\s+(?:bài\s+viết|tin|bài))?)\s*(?::|(?<=ảnh)\s*[-–])\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\W*(?:(?:được\s+)?(?:đăng|viết|gửi)\s+bởi|bởi|by|người\s+đăng)\s*:?\s+", re.IGNORECASE
)
_PHOTO_LABEL = re.compile(
    r"^\W*(?:ảnh|hình\s*ảnh|hình|video|clip|đồ\s+họa|biên\s+tập|hiệu\s+đính|duyệt)[^:]{0,20}:",
    re.IGNORECASE,
)
_PHOTO_TAIL = re.compile(
    r"[\s;,.|/\-–—(]+(?:ảnh|hình\s*ảnh|hình|video|clip|đồ\s+họa)\s*:.*$", re.IGNORECASE
)
_SOURCE = re.compile(
    r"^\W*(?:(?:nguồn(?:\s+tin|\s+bài|\s+bài\s+viết)?|theo\s+nguồn|(?:bài|tin)\s+(?:theo|lấy\s+từ)|trích(?:\s+nguồn|\s+từ)?|sưu\s+tầm\s+từ)\s*[:.\-–]+\s*|"
    r"nguồn\s+|theo\s*:?\s+)(?P<name>[^:;]{2,90}|https?://\S+)$",
    re.IGNORECASE,
)
_SOURCE_TAIL = re.compile(
    r"\s*[(–—-]\s*(?:theo|nguồn:?)\s+(?P<name>[^()]{2,60}?)\)?\s*$", re.IGNORECASE
)
_SOURCE_NO = re.compile(
    r"^\W*theo\s+(?:đó|ông|bà|đồng\s+chí|đ/c|anh|chị|kế\s+hoạch|quyết\s+định|thông\s+tin|báo\s+cáo|chương\s+trình|đánh\s+giá|quy\s+định|"
    r"thống\s+kê|chỉ\s+đạo|nghị\s+quyết|số\s+liệu|đề\s+nghị|tinh\s+thần|dự\s+kiến|yêu\s+cầu|ghi\s+nhận|dõi)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"^\W*(?:ảnh|hình)\b", re.IGNORECASE)
_COMPILED = re.compile(
    r"\s*[(\[–—-]?\s*\b(?:tổng\s+hợp|t/?h|tổng\s*thuật|lược\s+(?:ghi|dịch|thuật)|sưu\s+tầm|st|ghi|thực\s+hiện|biên\s+soạn|đưa\s+tin|bài\s*(?:,|và)\s*ảnh)\b\s*[)\]]?\W*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?<=\w)\s*\((?P<inside>[^():;,\d]{2,40})\)\W*$")
_SPLIT = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[–—]\s*|\s*[,;/|&+]\s*|\s+(?:và|với)\s+|\s{4,}")
_UNIT = re.compile(
    r"^(?:ubnd|hđnd|mttq|ủy\s+ban|uỷ\s+ban|mặt\s+trận|văn\s+phòng|phòng|ban\b|trung\s+tâm|đài|sở|bộ|cục|chi\s+cục|vụ|công\s+an|"
    r"công\s+ty|hội|liên\s+đoàn|đoàn|đảng|thành\s+(?:ủy|đoàn)|tỉnh\s+(?:ủy|đoàn)|huyện|quận|phường|xã|thị\s+trấn|trường|viện|báo|tạp\s+chí|"
    r"cổng|trang|bch|bchqs|bqp|ban\s+chỉ|tổ|đội|chi\s+bộ|tttt|vhtt|ttvh|kt&đt|cơ\s+quan)\b",
    re.IGNORECASE,
)
_ACCOUNTS = frozenset((
    "admin", "administrator", "root", "webmaster", "editor", "portal", "host", "test", "user",
    "superadmin", "quantri", "quan", "tri", "vien", "bientap", "ban", "bien", "tap", "pho",
    "truong", "ad", "min", "manager", "content", "cms", "dang", "tin", "dangtin",
))  # fmt: skip
"""Folded words of which the names of accounts are made: `admin admin`, `Pho Ban bien tap`."""
_BOARDS = re.compile(
    r"^(?:bbt|ban\s+biên\s+tập|quản\s+trị(?:\s+viên|\s+hệ\s+thống)?|ban\s+quản\s+trị|biên\s+tập\s+viên|tòa\s+soạn)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZĐÀ-ỸĂÂÊÔƠƯ]"
_NAME_WORD = re.compile(rf"^{_CAPITAL}[\w’'.&]*$|^{_CAPITAL}\.$")
_INITIALS = re.compile(
    r"(?:[A-ZĐ]\.\s?){1,3}[A-ZĐ]?\w*|[A-ZĐ]{2,4}|P\.?V|(?:Nhóm|Tổ)\s+(?:P\.?V|[Pp]hóng\s+viên|CTV)"
)
_SENTENCE_END = re.compile(r"[.!?…”\"/]\W*$")
_LONGEST = 90
_TAIL_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Byline:
    """What the last lines of a body say of its origin."""

    authors: tuple[str, ...] = ()
    source: str | None = None


def read_byline(blocks: Sequence[Block]) -> tuple[Byline, list[Block]]:
    """The byline and source line, and the blocks without them."""
    rest = list(blocks)
    authors: tuple[str, ...] = ()
    source: str | None = None
    for block in [b for b in rest if b.style.role == AUTHOR and len(b.text) <= _LONGEST]:
        authors = authors or split_authors(block.text)
        source = source or find_source(block.text)
        rest.remove(block)
    for _ in range(_TAIL_BLOCKS):
        if not rest or len(rest[-1].text) > _LONGEST:
            break
        text, before = rest[-1].text, rest[-2] if len(rest) > 1 else None
        if found := find_source(text):
            source = source or found
            authors = authors or _leading_author(text)
        elif labelled := _labelled(text):
            authors = authors or labelled
        elif not (_is_trailer(text) or (not authors and is_signature(rest[-1], before))):
            break
        elif not _is_trailer(text):
            authors = split_authors(text)
        rest.pop()
    if not authors and (middle := _before_annex(rest)):
        authors = split_authors(middle.text)
        rest.remove(middle)
    return Byline(authors, source), rest


def _before_annex(blocks: Sequence[Block]) -> Block | None:
    """A name at the right edge, after a full stop: programmes and lists may stand under the byline."""
    for before, block in pairwise(blocks):
        style = block.style
        if (
            style.align == "right"
            and (style.bold or style.italic)
            and _SENTENCE_END.search(before.text)
        ):
            names = split_authors(block.text)
            if names and all(_looks_named(name) and len(name.split()) > 1 for name in names):
                return block
    return None


def is_byline(text: str) -> bool:
    """Whether a line names its writers by a label.

    >>> is_byline("Tin, ảnh: P.Y"), is_byline("Ảnh: P.Y"), is_byline("Bài học: đoàn kết")
    (True, False, False)
    """
    return bool(_labelled(text))


def is_source(text: str) -> bool:
    """Whether a line names the source of the article.

    >>> is_source("Nguồn: Báo Hải Phòng"), is_source("(Nguồn: Internet)")
    (True, False)
    """
    return (
        not text.startswith("(")
        and find_source(text) is not None
        and "ảnh" not in text.lower()[:14]
    )


def find_source(text: str) -> str | None:
    """The bare source of a source line, or None.

    >>> find_source("Theo TTXVN"), find_source("Theo đó, thành phố yêu cầu")
    ('TTXVN', None)
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST or _SOURCE_NO.match(text) or _PICTURE.match(text):
        return None
    match = _SOURCE.match(text) or _SOURCE_TAIL.search(text)
    if not match:
        return None
    name = match.group("name").strip(' .;()[]–—-"“”')
    labelled = re.match(r"\W*(?:theo|nguồn\s+\w)", text, re.IGNORECASE) is None
    if not labelled and ("," in name or len(name.split()) > 9 or not _is_proper(name)):
        return None
    return name or None


def split_authors(text: str) -> tuple[str, ...]:
    """The writers of a byline, without label, unit, photographers and accounts.

    >>> split_authors("Nguyễn Hải – Đàm Thanh"), split_authors("Phạm Linh (tổng hợp)")
    (('Nguyễn Hải', 'Đàm Thanh'), ('Phạm Linh',))
    >>> split_authors("Bài và Ảnh: Lê Xuân."), split_authors("Administrator")
    (('Lê Xuân',), ())
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    label = _LABEL.match(text)
    if label is None and _PHOTO_LABEL.match(text):
        return ()
    text = label.group("rest") if label else _BY.sub("", text)
    text = _without_place(_SOURCE_TAIL.sub("", _PHOTO_TAIL.sub("", text)))
    if _UNIT.match(text):
        return () if is_account(text) else tuple(filter(None, [_bare(text)]))
    names: list[str] = []
    for part in _SPLIT.split(text):
        name = _bare(part)
        if not name or is_account(name) or (names and _UNIT.match(name)):
            continue
        if name not in names:
            names.append(name)
    return tuple(names)


def is_account(name: str) -> bool:
    """Whether a name is that of a content system's account or of no one in particular."""
    if _BOARDS.match(name) or "@" in name:
        return True
    folded = _fold(name)
    return all(word in _ACCOUNTS for word in re.split(r"[\s._-]+", folded) if word)


def is_signature(block: Block, before: Block | None) -> bool:
    """Whether a last line without a label is a name set apart from the text above it."""
    named = _without_place(block.text)
    text = named.strip(" .()[]")
    parts = [part for part in (_bare(p) for p in _SPLIT.split(_COMPILED.sub("", text))) if part]
    if not parts or len(text) > 70 or re.search(r"\d", text) or block.row or block.style.heading:
        return False
    style = block.style
    placed = named != block.text
    set_apart = style.align == "right" or style.bold or style.italic or placed
    if _UNIT.match(parts[0]):
        return style.align == "right"
    if any(_UNIT.match(part) and part[0].islower() for part in parts[1:]):
        return False  # a place: `Đền Hùng, xã Hy Cương, thành phố Việt Trì`
    if not all(_looks_named(part) or _UNIT.match(part) for part in parts):
        return style.align == "right" and is_account(text)
    if style.align == "right" or _INITIALS.fullmatch(text):
        return True
    if before is not None and not (_SENTENCE_END.search(before.text) or find_source(before.text)):
        return False
    if set_apart or len(parts) > 1 or len(parts[0].split()) > 2:
        return len(parts[0].split()) > 1
    return len(parts[0].split()) > 1 and before is not None and len(before.text) > _LONGEST


def _labelled(text: str) -> tuple[str, ...]:
    match = _LABEL.match(" ".join(text.split()))
    if not match or len(match.group("rest")) > 70:
        return ()
    names = split_authors(text)
    return names if names and all(_looks_named(name) or _UNIT.match(name) for name in names) else ()


def _leading_author(text: str) -> tuple[str, ...]:
    """`Phạm Linh (theo TTXVN)` → Phạm Linh."""
    tail = _SOURCE_TAIL.search(text)
    names = split_authors(text[: tail.start()]) if tail else ()
    return names if all(_looks_named(name) for name in names) else ()


def _is_trailer(text: str) -> bool:
    """Lines of the end that say nothing: photo credits, accounts, full stops."""
    bare = text.strip(" .,/-–—*()")
    return (
        not _COMPILED.sub("", bare)
        or bool(CREDIT_LINE.fullmatch(text))
        or bool(_PHOTO_LABEL.match(text))
        or (len(bare) <= 40 and is_account(bare))
    )


def _without_place(text: str) -> str:
    """A byline without the place or body that a writer is from.

    >>> _without_place("Văn Thanh (Yên Mộc)"), _without_place("Phạm Linh (tổng hợp)")
    ('Văn Thanh', 'Phạm Linh (tổng hợp)')
    """
    match = _BRACKETED.search(text)
    if match is None:
        return text
    words = match["inside"].split()
    proper = words[-1][0].isupper() and (words[0][0].isupper() or bool(_UNIT.match(words[0])))
    return text[: match.start()] if proper else text


def _bare(part: str) -> str:
    return _COMPILED.sub("", part).strip(' .:;,()[]*_“”"-–—/')


def _looks_named(name: str) -> bool:
    parts = name.split()
    return 1 <= len(parts) <= 5 and all(_NAME_WORD.match(word) for word in parts)


def _is_proper(name: str) -> bool:
    """A source is a proper name, an abbreviation or an address, not a clause."""
    return (
        name.startswith("http")
        or "." in name
        or name[:1].isupper()
        or name[:4].lower() in ("báo ", "cổng", "tran", "đài ", "tạp ")
    )


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
