"""The last lines of a body say who wrote it and where it was taken from."""

from __future__ import annotations

import pytest

from govnews.page.blocks import read_blocks
from govnews.page.byline import find_source, read_byline, split_authors
from govnews.page.decode import parse

TEXT = "<p>Hội nghị kết thúc tốt đẹp vào chiều cùng ngày.</p>"
RIGHT = 'style="text-align:right"'


def _read(tail: str) -> tuple[tuple[str, ...], str | None, int]:
    page = parse(f"<html><body>{TEXT}{tail}</body></html>")
    byline, rest = read_byline(read_blocks(page))
    return byline.authors, byline.source, len(rest)


@pytest.mark.parametrize(
    ("tail", "authors", "source"),
    [
        (f"<p {RIGHT}><strong>Phạm Linh</strong></p>", ("Phạm Linh",), None),
        ("<p align='right'><em>Phạm Linh (tổng hợp)</em></p>", ("Phạm Linh",), None),
        (f"<p>{'&nbsp;' * 60}<strong>Lê Xuân.</strong></p>", ("Lê Xuân",), None),
        ("<p>Tin, ảnh: P.Y</p>", ("P.Y",), None),
        ("<p>Bài và Ảnh: Nguyễn Hải – Đàm Thanh</p>", ("Nguyễn Hải", "Đàm Thanh"), None),
        ("<p><b>Bài: Thu Hà; ảnh: Quốc Anh</b></p>", ("Thu Hà",), None),
        (f"<p {RIGHT}>Thu Hà – Văn phòng UBND xã</p>", ("Thu Hà",), None),
        (f"<p {RIGHT}>Thu Hà</p><p>Theo TTXVN</p>", ("Thu Hà",), "TTXVN"),
        ("<p>Nguồn: Báo Hải Phòng</p><p><b>Thu Hà</b></p>", ("Thu Hà",), "Báo Hải Phòng"),
        ("<p><i>Theo https://mic.gov.vn/</i></p>", (), "https://mic.gov.vn"),
        (f"<p {RIGHT}><b>Thu Hà (Theo Báo Mẫu)</b></p>", ("Thu Hà",), "Báo Mẫu"),
        (f"<p {RIGHT}>Phường Ngô Quyền</p>", ("Phường Ngô Quyền",), None),
        (f"<p {RIGHT}><b>Thu Hà</b></p><p {RIGHT}><i>admin admin</i></p>", ("Thu Hà",), None),
        (f"<p {RIGHT}><i>Pho Ban bien tap</i></p>", (), None),
        ("<p>Văn Thanh (Bình Mẫu)</p>", ("Văn Thanh",), None),
        ("<p><b>Thu Hà (xã Bình Mẫu)</b></p>", ("Thu Hà",), None),
        ("<p>Tổng hợp</p>", (), None),
        (f"<p {RIGHT}>Thu Hà</p><p>(Tổng hợp)</p>", ("Thu Hà",), None),
        ("<p>Ảnh: Quốc Anh</p>", (), None),
        ("<p>Ảnh minh họa (Nguồn: Internet)</p>", (), None),
        ("<p class='author'>Vũ Mai</p>", ("Vũ Mai",), None),
    ],
)
def test_shapes(tail: str, authors: tuple[str, ...], source: str | None) -> None:
    """Bylines and source lines are read and leave the body; accounts and photographers are nobody."""
    read = _read(tail)
    assert (read[0], (read[1] or "").rstrip("/") or None) == (authors, source)
    assert read[2] == 1


@pytest.mark.parametrize(
    "tail",
    [
        "<p>Theo đó, các đơn vị sẽ báo cáo kết quả.</p>",
        "<p>Theo kế hoạch, hội thi diễn ra trong hai ngày.</p>",
        "<p>10 suất quà cho hộ nghèo</p>",
        "<p>- 02 cá nhân được tặng Bằng khen.</p>",
        "<p><b>Kết quả cụ thể như sau:</b></p>",
        "<p>Chi tiết xem tại file đính kèm.</p>",
        "<p>Hội An (di sản văn hóa)</p>",
    ],
)
def test_what_is_no_byline(tail: str) -> None:
    """Last lines of the text stay in the body."""
    assert _read(tail) == ((), None, 2)


def test_source_needs_a_name() -> None:
    """`Theo` opens a source line only before a proper name."""
    assert find_source("Theo Báo Đắk Nông online") == "Báo Đắk Nông online"
    assert find_source("Theo ông Nguyễn Văn A") is None


def test_accounts_are_nobody() -> None:
    """The names of accounts and boards without a person give no author."""
    for name in ("Administrator", "admin admin", "Ad Min", "Ban biên tập", "Quản trị viên"):
        assert split_authors(name) == ()
