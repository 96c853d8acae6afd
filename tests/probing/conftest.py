"""Pages of two sites that no declaration describes, in designs of their own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from govnews.saved import SavedPage

TEXT = """\
Sáng 14/5, tại Hội trường lớn, UBND huyện Lam Khê tổ chức Hội nghị sơ kết công tác thi đua, khen thưởng. \
Đồng chí Hà Văn Sơn, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện, chủ trì hội nghị.
Phát biểu chỉ đạo, đồng chí Hà Văn Sơn yêu cầu các xã, thị trấn tiếp tục đổi mới nội dung, hình thức tổ \
chức phong trào thi đua gắn với nhiệm vụ xây dựng nông thôn mới.
Dịp này, 05 tập thể và 12 cá nhân được Chủ tịch UBND huyện tặng Giấy khen vì có thành tích xuất sắc \
trong phong trào thi đua yêu nước.""".splitlines()
TITLES = {
    20317: "Huyện Lam Khê sơ kết công tác thi đua, khen thưởng",
    20316: "Lam Khê tập huấn công tác văn thư, lưu trữ cho các xã",
}


def named_article(number: int) -> str:
    """A page whose elements have telling names, with a box of links between the paragraphs."""
    first, second, third = (f"<p>{text}</p>" for text in TEXT)
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{TITLES[number]}</title>"
        "<meta property='og:site_name' content='Trang thông tin điện tử huyện Lam Khê'></head><body>"
        "<div class='lk-menu'><a href='/'>Trang chủ</a><a href='/tin-tuc'>Tin tức</a></div>"
        f"<div class='lk-bai col-md-8'><h1 class='lk-tieu-de'>{TITLES[number]}</h1>"
        "<div class='row'><span class='lk-ngay'>Thứ ba, 14/05/2024 16:05</span> <i>213 lượt xem</i></div>"
        "<div class='lk-sapo'>Sáu tháng đầu năm, phong trào thi đua của huyện có nhiều chuyển biến tích "
        "cực, bám sát nhiệm vụ chính trị.</div>"
        f"<div class='lk-noi-dung-bai'>{first}<figure><img src='/anh/{number}.jpg'><figcaption>Quang "
        f"cảnh hội nghị</figcaption></figure>{second}<div class='lk-doc-them'><strong>Đọc thêm</strong>"
        f"<ul><li><a href='/tin-tuc/ra-quan-{number - 9}.html'>Lam Khê ra quân làm thủy lợi</a></li></ul>"
        f"</div>{third}</div></div><footer>Cơ quan chủ quản: UBND huyện Lam Khê</footer></body></html>"
    )


def named_listing() -> str:
    """Its listing: dated entries and a pager."""
    items = "".join(
        f"<article><a href='/tin-tuc/hoi-nghi-so-ket-lan-thu-{at}-{20317 - at}.html'>Hội nghị sơ kết lần "
        f"{at}</a><span class='date'>{14 - at}/05/2024</span></article>"
        for at in range(5)
    )
    pager = "".join(f"<a href='/tin-tuc?page={page}'>{page}</a>" for page in (2, 3))
    return f"<html><head><title>Tin tức</title></head><body>{items}<div>{pager}</div></body></html>"


def form_article(number: int) -> str:
    """A page of nameless tables whose address is told from others by its query alone."""
    text = "".join(f"<p>{text}</p>" for text in TEXT)
    return (
        "<html><head><meta charset='utf-8'><title>Chi tiết tin</title></head><body><form id='Form1'>"
        "<table><tr><td><a href='/default.aspx'>Trang chủ</a></td><td><table id='tblChiTiet'><tr><td>"
        f"<span id='lblTieuDe'><b>{TITLES[number + 20000]}</b></span></td></tr><tr><td>"
        "<span id='lblNgayDang'>(Ngày đăng: 02/03/2023)</span></td></tr>"
        f"<tr><td><div id='divNoiDung'>{text}</div></td></tr></table></td></tr></table></form></body></html>"
    )


def form_listing() -> str:
    """Its listing."""
    rows = "".join(
        f"<tr><td><a href='/chitiet.aspx?ma={317 - at}'>Hội nghị sơ kết lần thứ {at}</a></td></tr>"
        for at in range(5)
    )
    return f"<html><body><table>{rows}</table><a href='/tin.aspx?loai=2&page=2'>2</a></body></html>"


def saved(body: str, url: str) -> SavedPage:
    """A saved page of this address."""
    return SavedPage(name="page.html", body=body.encode(), url=url)


@pytest.fixture
def named() -> SimpleNamespace:
    """A site of telling names: an article, another one, and the listing."""
    host = "https://lamkhe.thanhhoa.gov.vn"
    return SimpleNamespace(
        article=saved(named_article(20317), f"{host}/tin-tuc/so-ket-cong-tac-thi-dua-20317.html"),
        other=saved(named_article(20316), f"{host}/tin-tuc/tap-huan-van-thu-luu-tru-20316.html"),
        listing=saved(named_listing(), f"{host}/tin-tuc"),
    )


@pytest.fixture
def form() -> SimpleNamespace:
    """A site of WebForms: an article, another one, and the listing."""
    host = "http://lamkhe.example.vn"
    return SimpleNamespace(
        article=saved(form_article(317), f"{host}/chitiet.aspx?ma=317"),
        other=saved(form_article(316), f"{host}/chitiet.aspx?ma=316"),
        listing=saved(form_listing(), f"{host}/tin.aspx?loai=2"),
    )
