"""Lists of articles are told from articles, whatever their items are made of."""

from __future__ import annotations

import pytest

from govnews.errors import NotAnArticle
from govnews.page import read_page

URL = "https://mau.example.gov.vn/tin-tuc-su-kien"
HEAD = "<html><head><title>Tin tức - Sự kiện</title></head><body><h1>Tin tức - Sự kiện</h1>"
PAGER = "<div class='pagination'><a href='?page=2'>2</a><a href='?page=3'>3</a></div>"
TEASER = "Sáng {day}/5, UBND huyện Mẫu tổ chức hội nghị bàn việc thu hoạch lúa vụ xuân tại các xã ven sông, có 120 đại biểu."
TITLE = "Huyện Mẫu bàn việc thu hoạch lúa vụ xuân, đợt {day}"
ITEMS = {
    "li with heading, day and teaser": (
        "<ul>",
        "<li class='news'><a href='/a-{day}'><img src='/{day}.jpg'></a><h3><a href='/a-{day}'>{title}</a></h3><span>{day}/05/2024</span><p>{teaser}</p></li>",
        "</ul>",
    ),
    "li that opens with its link": (
        "<ul>",
        "<li><a href='/a-{day}'>{title}</a> ({day}/05/2024) {teaser}</li>",
        "</ul>",
    ),
    "rows of a table": (
        "<table><tbody>",
        "<tr><td>{day}/05/2024</td><td><b><a href='/a-{day}'>{title}</a></b><div>{teaser}</div></td></tr>",
        "</tbody></table>",
    ),
    "boxes without a day": (
        "<div class='col'>",
        "<div class='row'><div><a href='/a-{day}'>{title}</a></div><div>{teaser}</div><div>{teaser}</div></div>",
        "</div>",
    ),
}


@pytest.mark.parametrize("form", ITEMS)
def test_list_of_teasers(form: str) -> None:
    """Repeated siblings, each with a headline that leads elsewhere, are no body."""
    start, item, end = ITEMS[form]
    items = "".join(
        item.format(day=day, title=TITLE.format(day=day), teaser=TEASER.format(day=day))
        for day in range(10, 25)
    )
    with pytest.raises(NotAnArticle) as caught:
        read_page(f"{HEAD}{start}{items}{end}{PAGER}</body></html>", URL)
    assert caught.value.kind == "listing"


BODIES = {
    "paragraphs with links in their sentences": "<p>Ngày 1{n}/05/2024, <a href='/vb-{n}'>Quyết định số {n} của UBND huyện Mẫu</a> giao "
    "phòng Nông nghiệp kiểm tra đê điều, kênh mương và trạm bơm tại xã thứ {n} trước mùa mưa bão.</p>",
    "list of works": "<li>Xã thứ {n} nạo vét 2 km kênh, đắp lại bờ vùng, sửa trạm bơm và trồng lại hàng tre chắn sóng.</li>",
    "list of documents": "<li><a href='/vb/{n}.pdf'>Kế hoạch số {n} về phòng chống thiên tai</a> ngày 1{n}/05/2024 của UBND huyện "
    "Mẫu giao các xã chuẩn bị vật tư, nhân lực và phương tiện tại chỗ.</li>",
}


@pytest.mark.parametrize("form", BODIES)
def test_article_of_many_like_paragraphs(form: str) -> None:
    """Paragraphs of one kind with links in them stay an article, with a pager under it too."""
    title = "Huyện Mẫu kiểm tra đê điều trước mùa mưa bão năm nay"
    body = "".join(BODIES[form].format(n=n) for n in range(1, 9))
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><b>20/05/2024</b><div>{body}</div>{PAGER}</body></html>"
    assert len(read_page(page, f"{URL}/de-dieu-123").paragraphs) == 8


def test_section_above_the_headline() -> None:
    """The name of the section, in a cell of its own above the headline, is not the headline."""
    title = "Hội nghị bàn việc thu hoạch lúa vụ xuân năm nay"
    text = "<p>Sáng nay, huyện Mẫu tổ chức hội nghị với sự tham gia của 120 đại biểu từ các xã.</p>"
    page = f"""<html><head><title>Trang thông tin điện tử huyện Mẫu</title></head><body>
    <table><tr><td class="FolderTitle">Tin Kinh tế - Xã hội</td><td class="Time">20/05/2024</td></tr></table>
    <div><table><tr><td><p class="Title">{title}</p></td></tr><tr><td><div class="noidung">{text * 5}</div></td></tr></table></div>
    </body></html>"""
    assert read_page(page, f"{URL}/a-123").title == title


def test_heading_over_a_picture_only() -> None:
    """A heading, a picture and its caption, without a date, are a piece of a page."""
    page = """<h2><strong>Chùa Mẫu được xây lại vào năm 1634</strong></h2>
    <figure class="image"><img src="/a.jpg" alt="Anh-tin-bai"></figure>
    <p><strong>Chùa Mẫu, xã Mẫu, huyện Mẫu, nhìn từ phía bờ sông trong một buổi sáng mùa xuân có nắng</strong></p>"""
    with pytest.raises(NotAnArticle) as caught:
        read_page(page, URL)
    assert caught.value.kind == "no_body"
