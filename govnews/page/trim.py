"""What content systems put into and under an article's text that is none of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from govnews.page.block import Block

_RELATED = re.compile(
    r"^\W*(?:(?:các\s+|những\s+)?(?:tin|bài|tin\s*,?\s*bài|tin\s+tức|bài\s+viết|video|ảnh|văn\s+bản|chủ\s+đề|nội\s+dung|sự\s+kiện)\s+"
    r"(?:liên\s+quan|khác|cùng\s+(?:chuyên\s+mục|chủ\s+đề|loại|thể\s+loại)|đã\s+(?:đưa|đăng)|mới\s+(?:hơn|nhất|đăng)|cũ\s+hơn|đọc\s+nhiều|nổi\s+bật|tiếp\s+theo|trước)"
    r"|xem\s+thêm|đọc\s+thêm|có\s+thể\s+bạn\s+quan\s+tâm|cùng\s+chuyên\s+mục|mời\s+(?:bạn\s+)?(?:xem|đọc)\s+thêm|tin\s+mới|tin\s+nổi\s+bật|tin\s+đọc\s+nhiều"
    r"|(?:có\s+)?liên\s+quan|related\s+(?:news|posts|articles)|ý\s+kiến\s+(?:bạn\s+đọc|của\s+bạn)|bình\s+luận|gửi\s+(?:bình\s+luận|ý\s+kiến|phản\s+hồi))"
    r"\s*(?:\(\d+\))?\W*$",
    re.IGNORECASE,
)
_SEE_ALSO = re.compile(
    r"^\W*(?:xem\s+thêm|đọc\s+thêm|tin\s+liên\s+quan|bài\s+liên\s+quan|>>+)\s*[:>»]?", re.IGNORECASE
)
_TOOL = re.compile(
    r"^\W*(?:in\s+(?:bài(?:\s+viết)?|trang(?:\s+này)?|tin)|bản\s+in|(?:chia|chia\s+)sẻ(?:\s+(?:bài\s+viết|trên|facebook|zalo|lên).*)?|gửi\s+(?:mail|email|bài\s+viết.*|cho\s+bạn\s+bè)|"
    r"(?:nghe\s+)?đọc\s+bài\s+viết|nghe\s+(?:bài\s+viết|nội\s+dung|audio|đọc\s+bài).*|(?:số\s+)?lượt\s+(?:người\s+)?(?:xem|truy\s+cập|đọc).{0,20}|số\s+lần\s+xem.{0,14}|đã\s+xem.{0,14}|"
    r"view\s*(?:count|s)?\s*:?\s*\d*|quay\s+(?:lại|về).{0,12}|trở\s+(?:lại|về).{0,12}|về\s+(?:trang\s+trước|đầu\s+trang)|lên\s+đầu\s+trang|back\s+to\s+top|"
    r"theo\s+dõi\s+\S.{0,40}\s+trên\s+(?:google|facebook|zalo|youtube).{0,12}|facebook|zalo|twitter|messenger|like|tweet|thích|print|email|"
    r"cỡ\s+chữ.{0,12}|a\s*[-+]?\s*a\s*[-+]?(?:\s*a\s*[-+]?)?|tải\s+(?:về|xuống)|copy\s*link|sao\s+chép\s+liên\s+kết|"
    r"(?:file|tệp|tài\s+liệu|tập\s+tin|văn\s+bản)(?:\s+tin)?\s+(?:đính\s+)?kèm.{0,6}|(?:từ\s+khóa|từ\s+khoá|tags?|chủ\s+đề|thẻ)\s*:.*|"
    r"đánh\s+giá\s*(?:bài\s+viết)?.{0,12}|(?:tổng\s+)?điểm\s+của\s+bài\s+viết.*|click\s+để\s+đánh\s+giá.*|xếp\s+hạng.{0,20}|\d+\s+(?:lượt\s+xem|bình\s+luận|views?)|"
    r"advertisement|quảng\s+cáo|loading.{0,3}|play|giọng\s+(?:nam|nữ).{0,30}|tốc\s+độ.{0,10}|\d{1,2}x|"
    r"aa|save|lưu(?:\s+bài\s+viết)?|audio|tăng/giảm\s+cỡ\s+chữ|màu\s+chữ)\W*$",
    re.IGNORECASE,
)
_TOOL_LINK = re.compile(
    r"^\W*(?:chia\s+sẻ|in\s+(?:bài|trang|tin)|bản\s+in|gửi|facebook|zalo|twitter|quay\s+lại|trở\s+về|lưu)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\W*(?:cơ\s+quan\s+(?:chủ\s+quản|quản\s+lý)|bản\s+quyền|copyright|©|giấy\s+phép\s+(?:số|thiết\s+lập|xuất\s+bản|hoạt\s+động)|ghi\s+rõ\s+nguồn|chịu\s+trách\s+nhiệm|"
    r"trưởng\s+ban\s+biên\s+tập|tổng\s+biên\s+tập\s*:|thiết\s+kế\s+(?:bởi|và)|địa\s+chỉ\s*:|điện\s+thoại\s*:|email\s*:|đang\s+(?:online|truy\s+cập)|thống\s+kê\s+truy\s+cập|® )",
    re.IGNORECASE,
)

# Six words and a full stop: a date, a counter or a headline is not a sentence of the article.
_SENTENCE = re.compile(r"^(?:\S+\s+){6,}\S+[.!?…”\"]\s*$")


def trim(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without tools and counters, and without related lists and footers at the end."""
    blocks = [block for block in blocks if block.picture is not None or not _is_tool(block)]
    kept: list[Block] = []
    in_box = False
    for at, block in enumerate(blocks):
        in_box = in_box and block.picture is None and block.style.link
        if in_box:
            continue
        if block.picture is not None:
            kept.append(block)
        elif _FOOTER.match(block.text) and _is_tail(blocks, at):
            break
        elif _RELATED.match(block.text):
            in_box = _resumes(blocks[at + 1 :])
            if not in_box and _is_list(blocks[at + 1 :]):
                break
        elif not (block.style.link and _SEE_ALSO.match(block.text)):
            kept.append(block)
    return kept


def _is_tool(block: Block) -> bool:
    if _TOOL.match(block.text):
        return True
    return block.style.link and len(block.text) <= 60 and bool(_TOOL_LINK.match(block.text))


def _is_list(following: Sequence[Block]) -> bool:
    """Whether what follows a heading is links, dates and thumbnails and no more text of the article."""
    texts = [block for block in following if block.picture is None]
    plain = sum(len(b.text) for b in texts if not b.style.link and len(b.text) > 200)
    return plain <= 0.3 * sum(len(b.text) for b in texts) or not texts


def _resumes(following: Sequence[Block]) -> bool:
    """Whether the article goes on after a box of links: sentences, and no link among them.

    A list of articles with a teaser under each alternates links and sentences to its end.
    """
    texts = [block for block in following if block.picture is None]
    after = list(itertools.dropwhile(lambda block: block.style.link, texts))
    if len(after) == len(texts):
        return False
    rest = list(itertools.takewhile(lambda block: not _RELATED.match(block.text), after))
    return any(_SENTENCE.search(block.text) for block in rest) and not any(
        block.style.link for block in rest
    )


def _is_tail(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line of a footer stands after the last long paragraph."""
    return at > 0 and all(len(block.text) < 250 for block in blocks[at:])
