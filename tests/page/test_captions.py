"""Captions are told from paragraphs by shape and place, in all shapes that portals use."""

from __future__ import annotations

import pytest

from govnews.page.blocks import read_blocks
from govnews.page.captions import read_captions
from govnews.page.credits import split_credit
from govnews.page.decode import parse

IMG = '<img src="/a.jpg">'
CAP = "Các đại biểu dự hội nghị"
BODY = (
    "Trong sáu tháng đầu năm, các đơn vị đã hoàn thành kế hoạch đề ra, nhiều chỉ tiêu vượt mức. "
    * 3
)
CENTRE = 'style="text-align:center"'


def _read(body: str) -> tuple[list[tuple[str | None, str | None]], list[str]]:
    page = parse(f"<html><body>{body}</body></html>")
    pictures, rest = read_captions(read_blocks(page), "https://a.vn/tin/1")
    return [(p.caption, p.credit) for p in pictures], [block.text for block in rest]


@pytest.mark.parametrize(
    "shape",
    [
        f"<figure>{IMG}<figcaption>{CAP}</figcaption></figure>",
        f"<table><tr><td>{IMG}</td></tr><tr><td>{CAP}</td></tr></table>",
        f"<p {CENTRE}>{IMG}</p><p {CENTRE}>{CAP}</p>",
        f"<p>{IMG}</p><p><em>{CAP}</em></p>",
        f"<p>{IMG}</p><p>&nbsp;</p><p><em>{CAP}</em></p>",
        f"<p {CENTRE}>{IMG}<br><em>{CAP}</em></p>",
        f"<p>{IMG}<span style='display:block'>{CAP}</span></p>",
        f"<div class='PhotoBox'><div>{IMG}</div><div class='PhotoCMS_Caption'><p>{CAP}</p></div></div>",
        f"<p>{IMG}</p><p><span style='color:#0000FF;'>{CAP}</span></p>",
        f"<a href='/b.jpg' title='{CAP}'>{IMG}</a><p>{CAP}</p>",
        f"<div class='avatar'>{IMG}</div><div class='avatar-desc'>{CAP}</div>",
        f"<figure><img src='/a.jpg' alt='{CAP}'><figcaption>{CAP}</figcaption></figure>",
        f"<p {CENTRE}>{IMG}</p><p {CENTRE}>Các đại biểu</p><p {CENTRE}>dự hội nghị</p>",
    ],
)
def test_shapes(shape: str) -> None:
    """Every shape gives the picture its caption, and the paragraph after it stays in the body."""
    assert _read(f"{shape}<p>{BODY}</p>") == ([(CAP, None)], [BODY.strip()])


@pytest.mark.parametrize(
    "following",
    [
        f"<p>{BODY}</p>",
        "<p><strong>Kết quả nổi bật trong sáu tháng</strong></p>",
        "<p><em>Một số hình ảnh tại hội nghị:</em></p>",
        "<h3>Hướng tới mùa vàng</h3>",
        '<p style="text-align:right"><em>Thu Hà</em></p>',
        "<p>Tin, ảnh: Thu Hà</p>",
        "<p><em>Nguồn: TTXVN</em></p>",
        "<p>1. Công tác cải cách hành chính</p>",
    ],
)
def test_no_captions(following: str) -> None:
    """Paragraphs, headings, introductions, bylines and source lines are no captions."""
    captions, rest = _read(f"<p>{IMG}</p>{following}")
    assert captions == [(None, None)]
    assert len(rest) == 1


def test_pairs_in_a_table() -> None:
    """Two pictures in a row have the captions of their own columns."""
    table = f"<table><tr><td>{IMG}</td><td>{IMG}</td></tr><tr><td>Ảnh trái</td><td>Ảnh phải</td></tr></table>"
    assert _read(table)[0] == [("Ảnh trái", None), ("Ảnh phải", None)]


def test_caption_after_two_pictures_is_of_the_second() -> None:
    """A picture followed by another one has no caption."""
    body = f"<p {CENTRE}>{IMG}</p><p {CENTRE}>{IMG}</p><p {CENTRE}><em>{CAP}</em></p>"
    assert _read(body)[0] == [(None, None), (CAP, None)]


@pytest.mark.parametrize(
    "icon",
    [
        '<img src="/icons/print.png" width="16" height="16">',
        '<img src="/theme/spacer.gif">',
        '<img src="data:image/gif;base64,R0lGOD">',
        '<img src="/pixel.gif?id=1" style="width:1px;height:1px">',
    ],
)
def test_icons_are_no_pictures(icon: str) -> None:
    """Icons, spacers and tracking pixels have no row."""
    assert _read(f"<p>{icon}</p><p>{BODY}</p>") == ([], [BODY.strip()])


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ('data-src="/b.jpg"', "https://a.vn/b.jpg"),
        ('src="data:image/gif;base64,R0lGOD" data-original="/b.jpg"', "https://a.vn/b.jpg"),
        ('srcset="/b.jpg 480w, /c.jpg 800w"', "https://a.vn/b.jpg"),
        ('src="" alt="Lễ trao giải"', None),
        ('width="400" height="300"', None),
    ],
)
def test_address_of_a_picture(attributes: str, url: str | None) -> None:
    """A picture has the address that its attributes give; without one it is left out, caption and all."""
    html = f"<p><img {attributes}></p><p><em>{CAP}</em></p><p>{BODY}</p>"
    page = parse(f"<html><body>{html}</body></html>")
    pictures, rest = read_captions(read_blocks(page), "https://a.vn/tin/1")
    assert [picture.url for picture in pictures] == ([url] if url else [])
    assert [block.text for block in rest] == [BODY.strip()]


def test_credit_on_its_own_line() -> None:
    """A second line with the credit belongs to the picture and not to the body."""
    body = (
        f"<p {CENTRE}>{IMG}</p><p {CENTRE}>{CAP}.</p><p {CENTRE}>(Ảnh: Minh Tâm)</p><p>{BODY}</p>"
    )
    assert _read(body) == ([(f"{CAP}.", "Minh Tâm")], [BODY.strip()])


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Lễ trao giải (Ảnh: HNP)", "Lễ trao giải", "HNP"),
        ("Lễ trao giải. Ảnh: Quang Minh", "Lễ trao giải.", "Quang Minh"),
        ("Lễ trao giải (Nguồn: Internet).", "Lễ trao giải", "Internet"),
        ("Lễ trao giải (Ảnh. T.T)", "Lễ trao giải", "T.T"),
        ("Lễ trao giải - Ảnh: VGP/Nhật Bắc", "Lễ trao giải", "VGP/Nhật Bắc"),
        ("Lễ trao giải - Ảnh Xuân Hải", "Lễ trao giải", "Xuân Hải"),
        ("Ảnh minh họa (Nguồn ảnh: Internet)", "Ảnh minh họa", "Internet"),
        ("Ảnh tư liệu", "Ảnh tư liệu", None),
        ("Lễ trao giải (Ảnh: Tư liệu)", "Lễ trao giải", "Tư liệu"),
        ("(Ảnh: Tư liệu)", None, "Tư liệu"),
        ("(Lễ trao giải)", "(Lễ trao giải)", None),
        (
            "(Lễ trao giải (đợt 2) - Ảnh Xuân Hải)",
            "(Lễ trao giải (đợt 2) - Ảnh Xuân Hải)",
            "Xuân Hải",
        ),
        ("(Lễ trao giải. Ảnh: HNP).", "(Lễ trao giải. Ảnh: HNP).", "HNP"),
        ("(Lễ trao giải) (Ảnh: HNP)", "(Lễ trao giải)", "HNP"),
        ("(Lễ trao giải", "(Lễ trao giải", None),
        ("Lễ trao giải)", "Lễ trao giải)", None),
        ("Lễ trao giải (Ẩnh: HNP)", "Lễ trao giải (Ẩnh: HNP)", None),
        ("Lễ trao giải", "Lễ trao giải", None),
    ],
)
def test_credits(text: str, caption: str | None, credit: str | None) -> None:
    """The credit is split off as a bare name; the caption keeps its full stop and its brackets."""
    assert split_credit(text) == (caption, credit)


def test_bold_line_under_a_figure() -> None:
    """Where bold lines stand under figures only, they are captions; elsewhere they are headings."""
    figure = f"<figure class='image'>{IMG}</figure>"
    bold = f"<p><strong>{CAP}</strong></p>"
    assert _read(f"{figure}{bold}<p>{BODY}</p>") == ([(CAP, None)], [BODY.strip()])
    heading = "<p><strong>Nhiều kết quả nổi bật</strong></p>"
    captions, rest = _read(f"<p>{BODY}</p>{heading}<p>{BODY}</p>{figure}{bold}<p>{BODY}</p>")
    assert captions == [(None, None)]
    assert CAP in rest


def test_centred_article() -> None:
    """In an article that is centred throughout, a centred paragraph is no caption."""
    long = f"<p {CENTRE}>{BODY}</p>"
    captions, rest = _read(f"{long}<p {CENTRE}>{IMG}</p>{long}{long}")
    assert captions == [(None, None)]
    assert len(rest) == 3
