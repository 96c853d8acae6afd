"""Articles made up by number, and edits of them: what the evolving portal publishes and changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from govnews.demo.articles import Block, DemoArticle, Image

CATEGORIES = ("tin-tuc-su-kien", "tin-so-nganh", "thong-bao")
"""Of `govnews.demo.articles.CATEGORIES`, those that the portal uses."""
_COMMUNES = ("Lam Sơn", "Hòa Lạc", "Đông Hải", "Tân Phú", "Yên Khê", "Phú Mỹ", "Bình Minh")
_FAMILY = ("Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Đức", "Minh", "Quốc", "Hữu", "Thị Thanh", "Thị Hồng")
_GIVEN = ("Bình", "Hà", "Kiên", "Long", "Nghĩa", "Phúc", "Sơn", "Thủy", "Tùng", "Yến")
_EVENTS = (
    "Hội nghị triển khai xây dựng nông thôn mới", "Hội nghị sơ kết phong trào thi đua yêu nước",
    "Hội nghị tổng kết công tác bảo vệ rừng", "Hội nghị tuyên truyền phòng cháy, chữa cháy",
    "Hội nghị bàn giải pháp chuyển đổi số", "Hội nghị tiếp xúc cử tri",
)  # fmt: skip
_WORKS = (
    "làm đường giao thông",
    "sửa kênh mương",
    "trồng rừng",
    "xây nhà văn hóa",
    "khám sức khỏe",
)


def make_article(number: int, posted: datetime, chance: Random) -> DemoArticle:
    """An article of its own: no paragraph of it stands in another one."""
    commune, work = chance.choice(_COMMUNES), chance.choice(_WORKS)
    event, name = chance.choice(_EVENTS), make_name(chance)
    held = posted - timedelta(days=1)
    households, share = chance.randrange(120, 900), chance.randrange(51, 99)
    hall = f"Hội trường Ủy ban nhân dân xã {commune}"
    texts = (
        f"Sáng {held.day}/{held.month}, tại {hall}, Ủy ban nhân dân xã {commune} tổ chức {event}. Đồng chí {name}, Chủ tịch Ủy ban nhân dân xã, chủ trì hội nghị.",
        f"Theo báo cáo, toàn xã có {households} hộ tham gia {work}, đạt {share}% kế hoạch được giao từ đầu năm.",
        f"Hội nghị giao {chance.randrange(3, 19)} thôn tiếp tục vận động nhân dân {work}, phấn đấu hoàn thành trước ngày {chance.randrange(1, 28)}/{held.month % 12 + 1}.",
        f"Dịp này, {chance.randrange(3, 40)} hộ ở xã {commune} có thành tích trong việc {work} được biểu dương.",
    )
    image = Image(
        file=f"hoi-nghi-{number}.jpg",
        caption=f"Quang cảnh hội nghị ở xã {commune}, có {chance.randrange(40, 300)} đại biểu dự",
        credit=None,
        shape="figcaption",
    )
    blocks = [Block(kind="p", rows=((text,),)) for text in texts]
    blocks.insert(2, Block(kind="image", image=image))
    return DemoArticle(
        code=f"e{number}",
        id=number,
        cms="liferay",
        category=chance.choice(CATEGORIES),
        posted=posted,
        precision="minute",
        title=f"Xã {commune}: {households} hộ tham gia {work}",
        summary=f"{event} của xã {commune} có đại biểu của {chance.randrange(3, 30)} thôn dự.",
        blocks=tuple(blocks),
        byline=None,
        source=None,
        attachments=(),
        gold={},
    )


def make_name(chance: Random) -> str:
    """A person's name."""
    return " ".join(map(chance.choice, (_FAMILY, _MIDDLE, _GIVEN)))


@dataclass(frozen=True, slots=True)
class Edit:
    """One way to edit an article, and the row of `changes` that tells it."""

    field: str
    kind: str
    make: Callable[[DemoArticle, Random], DemoArticle]


def _replaced(article: DemoArticle, block: int, old: str, new: str) -> DemoArticle:
    text = article.blocks[block].rows[0][0]
    assert old in text, text  # noqa: S101 every made-up article has it
    edited = replace(article.blocks[block], rows=((text.replace(old, new, 1),),))
    return replace(article, blocks=(*article.blocks[:block], edited, *article.blocks[block + 1 :]))


def _name(article: DemoArticle, chance: Random) -> DemoArticle:
    old = article.paragraphs[0].partition("Đồng chí ")[2].partition(",")[0]
    given = chance.choice([name for name in _GIVEN if name != old.rpartition(" ")[2]])
    return _replaced(article, 0, old, f"{old.rpartition(' ')[0]} {given}")


def _number(article: DemoArticle, chance: Random) -> DemoArticle:
    old = article.paragraphs[1].partition("toàn xã có ")[2].partition(" ")[0]
    return _replaced(article, 1, f"{old} hộ", f"{int(old) + chance.randrange(1, 20)} hộ")


def _date(article: DemoArticle, chance: Random) -> DemoArticle:
    old = article.paragraphs[0].partition("Sáng ")[2].partition(",")[0]
    day, _, month = old.partition("/")
    other = (int(day) + chance.randrange(1, 20)) % 28 + 1
    return _replaced(article, 0, f"Sáng {old}", f"Sáng {other}/{month}")


def _photo(article: DemoArticle, chance: Random) -> DemoArticle:
    shown = article.images[0]
    caption = f"{shown.caption}, ngày làm việc thứ {chance.randrange(2, 9)}"
    image = replace(shown, file=f"anh-khac-{article.id}.jpg", caption=caption)
    blocks = [replace(block, image=image) if block.image else block for block in article.blocks]
    return replace(article, blocks=tuple(blocks))


def _addition(article: DemoArticle, chance: Random) -> DemoArticle:
    text = (
        f"Bản tin được bổ sung số liệu của {chance.randrange(3, 30)} thôn vào cuối buổi làm việc."
    )
    return replace(article, blocks=(*article.blocks, Block(kind="p", rows=((text,),))))


EDITS = {
    "wording": Edit("body", "wording", lambda article, _: _replaced(
        article, 3, "tiếp tục vận động", "đẩy mạnh tuyên truyền, khuyến khích")),
    "number": Edit("body", "number", _number),
    "name": Edit("body", "name", _name),
    "date": Edit("body", "date", _date),
    "hour": Edit("published_at", "date", lambda article, chance: replace(
        article, posted=article.posted - timedelta(minutes=chance.randrange(1, 50)))),
    "photo": Edit("caption/1", "photo", _photo),
    "deletion": Edit("body", "deletion", lambda article, _: replace(
        article, blocks=article.blocks[:-1])),
    "addition": Edit("body", "addition", _addition),
    "headline": Edit("title", "wording", lambda article, _: replace(
        article, title=article.title.replace("tham gia", "hưởng ứng việc"))),
}  # fmt: skip
"""Name → the edit. Every article that `make_article` made takes each of them once."""
