"""The generic reader weighs its witnesses: head, place, names, labels."""

from __future__ import annotations

import pytest

from govnews.page import read_page

URL = "https://mau.example.gov.vn/tin/hoi-nghi-1234.html"
TITLE = "Huyện Mẫu tổng kết phong trào toàn dân bảo vệ an ninh"
TEXT = (
    "<p>Sáng nay, huyện Mẫu tổ chức hội nghị tổng kết với sự tham gia của 120 đại biểu các xã.</p>"
    * 4
)


def _page(top: str = "", *, head: str = "", body: str = TEXT, below: str = "") -> str:
    return (
        f"<html><head><title>{TITLE} - Huyện Mẫu</title>{head}</head><body><div class='clock'>Thứ Hai, 23/11/2026</div>"
        f"<div id='m'><h1>{TITLE}</h1>{top}<div class='noidung'>{body}</div>{below}</div>"
        "<div class='foot'>Giấy phép số 12/GP ngày 01/02/2010. Bản quyền của huyện Mẫu.</div></body></html>"
    )


@pytest.mark.parametrize(
    ("top", "head", "below", "day"),
    [
        ("<span>Ngày đăng: 05/06/2024</span>", "", "", "2024-06-05"),
        ("<p>Cập nhật: 16:30, 05/06/2024</p>", "", "", "2024-06-05"),
        ("<div class='ngay'>Thứ Tư, ngày 5 tháng 6 năm 2024</div>", "", "", "2024-06-05"),
        ("<i>Ngày đăng: 05/06/2024 | Cập nhật: 07/06/2024</i>", "", "", "2024-06-05"),
        (
            "",
            '<meta property="article:published_time" content="2024-06-05T01:00:00Z">',
            "",
            "2024-06-05",
        ),
        (
            "",
            '<meta property="article:published_time" content="2024-06-05T18:00:00Z">',
            "",
            "2024-06-06",
        ),
        ("", "", "<ul><li><a href='/2'>Tin khác của huyện</a> (01/02/2020)</li></ul>", None),
        ("", '<meta name="DC.Date" content="2016-06-01T00-00-00">', "", None),
        (
            "<time datetime='2024-06-05T08:00:00+07:00'>2 giờ trước</time>",
            "",
            "<time>01/06/2024</time>",
            "2024-06-05",
        ),
    ],
)
def test_date(top: str, head: str, below: str, day: str | None) -> None:
    """The article's own date is found; clocks, licences, related items and templates are not it."""
    page = read_page(_page(top, head=head, below=below), URL)
    assert (page.published_at.date().isoformat() if page.published_at else None) == day


def test_change_is_told_from_publication() -> None:
    """Two labelled dates are publication and change."""
    page = read_page(_page("<p>Ngày đăng: 05/06/2024</p><p>Cập nhật: 09/06/2024</p>"), URL)
    assert page.published_at is not None
    assert page.modified_at is not None
    assert (page.published_at.day, page.modified_at.day) == (5, 9)


def test_url_digits_as_last_witness() -> None:
    """The digits of a VCCorp URL date an article that prints no date."""
    page = read_page(_page(), "https://a.vn/huyen-mau-102240605081500123.htm")
    assert page.published_at is not None
    assert page.published_at.isoformat() == "2024-06-05T08:15:00+07:00"


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - Cổng thông tin điện tử huyện Mẫu",
        f"Trang chủ | {TITLE}",
        "Huyện Mẫu",
        TITLE[:30] + "...",
    ],
)
def test_title_without_site(title: str) -> None:
    """The headline is whole and without the site's name, whatever `<title>` holds."""
    page = _page("<b>05/06/2024</b>").replace(f"{TITLE} - Huyện Mẫu", title)
    assert read_page(page, URL).title == TITLE


def test_summary_is_not_repeated() -> None:
    """A sapo that stands apart is the summary and leaves the body, even where it is repeated."""
    sapo = "Hội nghị biểu dương 20 tập thể tiêu biểu trong phong trào năm qua."
    page = read_page(_page(f"<p class='sapo'>{sapo}</p>", body=f"<p><b>{sapo}</b></p>{TEXT}"), URL)
    assert page.summary == sapo
    assert sapo not in page.paragraphs


def test_tools_counters_and_lists_are_no_text() -> None:
    """What the template puts into the body's column is left out."""
    below = (
        "<div>In bài viết</div><div>Lượt xem: 120</div><div><a href='#'>Chia sẻ</a></div><h3>Các tin khác</h3>"
        "<ul><li><a href='/2'>Xã Mẫu ra quân làm thủy lợi</a></li></ul>"
    )
    page = read_page(_page("<b>05/06/2024</b>", body=TEXT + below), URL)
    assert len(page.paragraphs) == 4


def test_json_ld_that_is_broken() -> None:
    """A template's broken JSON-LD costs nothing but itself."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a "b""}</script>'
    )
    assert read_page(_page("<b>05/06/2024</b>", head=head), URL).title == TITLE


BOX = "<div><strong>Đọc thêm</strong><ul><li><a href='/a-1'>Xã Mẫu làm đường</a></li><li><a href='/b-2'>Hội thi bơi</a></li></ul></div>"
LAST = "<p>Dịp này, Chủ tịch huyện Mẫu tặng Giấy khen cho 12 tập thể có thành tích.</p>"
TEASERS = (
    "<p><b>Tin liên quan</b></p>"
    "<p><a href='/c-3'>Xã Mẫu làm đường</a></p><p>Nhân dân xã Mẫu đã góp công làm đường vào bản.</p>"
    "<p><a href='/d-4'>Hội thi bơi mùa hè</a></p><p>Hơn ba mươi em đã dự hội thi bơi của xã Mẫu.</p>"
)


@pytest.mark.parametrize(
    ("body", "inside", "outside"),
    [
        (TEXT + BOX + LAST, "tặng Giấy khen", "Hội thi bơi"),
        (TEXT + BOX + LAST + BOX, "tặng Giấy khen", "Hội thi bơi"),
        (TEXT + LAST + TEASERS, "tặng Giấy khen", "Hơn ba mươi em"),
    ],
)
def test_a_box_of_links_does_not_end_the_article(body: str, inside: str, outside: str) -> None:
    """What follows a box in the middle is text; a list with teasers is the end."""
    text = "\n".join(read_page(_page(body=body), URL).paragraphs)
    assert inside in text
    assert outside not in text
