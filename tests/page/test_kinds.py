"""Pages that are no article say what they are."""

from __future__ import annotations

import pytest

from govnews.errors import NotAnArticle
from govnews.page import read_page

URL = "https://mau.example.gov.vn/tin-tuc/hoi-nghi-1234"
TEASERS = "".join(
    f'<div class="item"><h3><a href="/tin/{n}">Huyện Mẫu triển khai nhiệm vụ trọng tâm tháng {n}</a></h3>'
    f"<span>0{n}/05/2024</span><p>Tóm tắt ngắn của tin số {n}, về công tác tháng {n} của các cơ quan "
    f"chuyên môn thuộc UBND huyện.</p></div>"
    for n in range(1, 9)
)
SNEAKY = "<script>document.cookie='D1N=ab12;path=/';window.location.reload(true);</script>"
CASES = {
    "listing": f"<html><head><title>Tin tức - huyện Mẫu</title></head><body>{TEASERS}</body></html>",
    "not_found": "<html><head><title>Trạng thái - Cổng huyện Mẫu</title></head><body><p>"
    + "Không tìm thấy tài nguyên được yêu cầu. " * 9
    + "</p></body></html>",
    "blocked": "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>",
    "script_only": f"<html><body>{SNEAKY}</body></html>",
    "no_title": "<html><head><title>Huyện Mẫu</title></head><body><div>"
    + "<p>Phòng có chức năng tham mưu, giúp UBND huyện quản lý nhà nước về nội vụ.</p>" * 4
    + "</div></body></html>",
    "no_body": "<html><head><title>Huyện Mẫu họp báo thường kỳ quý hai năm nay</title></head>"
    "<body><h1>Huyện Mẫu họp báo thường kỳ quý hai năm nay</h1></body></html>",
}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_kind(kind: str) -> None:
    """Each kind of page is told from an article and from the others."""
    with pytest.raises(NotAnArticle) as caught:
        read_page(CASES[kind], URL)
    assert caught.value.kind == kind
    assert URL in str(caught.value)


def test_soft_404() -> None:
    """A short page that says that the article is gone is `not_found`, under any title."""
    page = (
        "<html><head><title>Huyện Mẫu</title></head><body>Bài viết không còn tồn tại.</body></html>"
    )
    with pytest.raises(NotAnArticle) as caught:
        read_page(page, URL)
    assert caught.value.kind == "not_found"


def test_article_about_access_is_read() -> None:
    """The words of an error page in a long text do not make it one."""
    text = "<p>Sở yêu cầu xử lý tình trạng không tìm thấy trang, captcha lỗi trên các cổng thông tin.</p>"
    page = f"<html><body><h1>Sở yêu cầu khắc phục lỗi trên cổng thông tin</h1><span>05/06/2024</span><div>{text * 9}</div></body></html>"
    assert read_page(page, URL).title == "Sở yêu cầu khắc phục lỗi trên cổng thông tin"


def test_article_of_attachment_only() -> None:
    """Where the layout's article is there, a file without text is an article without paragraphs."""
    page = """<html><body><div class="ArticleDetailControl"><div class="ArticleHeader">Kế hoạch tiếp dân</div>
    <div class="PostDate">02/01/2024</div><div class="ArticleContent"><p>&nbsp;</p></div>
    <a class="link-download" href="/f/kh.pdf">kh.pdf</a></div></body></html>"""
    read = read_page(page, URL)
    assert read.paragraphs == ()
    assert read.attachments == ("https://mau.example.gov.vn/f/kh.pdf",)
