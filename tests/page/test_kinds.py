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
MENU = "".join(
    f'<li><a href="/muc-{n}">Chuyên mục số {n} của cổng thông tin</a></li>' for n in range(60)
)
SIDE = (
    "<div class='sidebar'><h3>Giới thiệu</h3><p>Huyện Mẫu nằm ở phía bắc của tỉnh, có 18 xã và một thị "
    "trấn, với nghề trồng chè, nuôi cá lồng và du lịch sinh thái là thế mạnh từ nhiều năm nay.</p></div>"
)
FOOT = (
    "<div class='footer'>Bản quyền thuộc UBND huyện Mẫu. Chịu trách nhiệm: Chánh Văn phòng. Địa chỉ: số 1 "
    "đường Mẫu, thị trấn Mẫu. Điện thoại: 0123 456 789. Ghi rõ nguồn khi phát hành lại.</div>"
)


def _in_chrome(title: str, main: str) -> str:
    """A page with a big menu, a sidebar and a footer round its main part."""
    return (
        f"<html><head><title>{title}</title></head><body><div class='banner'>Thứ Hai, 23/11/2026</div>"
        f"<ul class='mainmenu'>{MENU}</ul><div class='wrap'><div class='main'>{main}</div>{SIDE}</div>{FOOT}</body></html>"
    )


CASES = {
    "listing": f"<html><head><title>Tin tức - huyện Mẫu</title></head><body>{TEASERS}</body></html>",
    "not_found": "<html><head><title>Trạng thái - Cổng huyện Mẫu</title></head><body><p>"
    + "Không tìm thấy tài nguyên được yêu cầu. " * 9
    + "</p></body></html>",
    "blocked": "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>",
    "script_only": "<html><head><title>Xã Mẫu</title></head><body><noscript>Bạn cần bật JavaScript.</noscript>"
    "<div id='root'></div><script src='/static/js/main.js'></script></body></html>",
    "cookie_stub": "<html><body><script>document.cookie='D1N=ab12;path=/';window.location.reload(true);</script></body></html>",
    "login": f"<html><head><title>Huyện Mẫu</title></head><body><form><input name='u'><input type='password' name='p'></form>{SIDE}</body></html>",
    "maintenance": "<html><head><title>Xã Mẫu</title></head><body><h2>Website đang được nâng cấp</h2>"
    "<p>Mời quý vị quay lại sau.</p></body></html>",
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


@pytest.mark.parametrize("day", ["05/06/2024", ""])
@pytest.mark.parametrize(
    ("kind", "title", "body"),
    [
        ("not_found", "Lỗi 404", "Quý vị có thể trở về trang chủ của cổng thông tin."),
        ("not_found", "Xã Mẫu họp dân", "Bài viết này không tồn tại hoặc đã bị xóa."),
        ("login", "Xã Mẫu họp dân", "Vui lòng đăng nhập để xem toàn bộ nội dung."),
        (None, "Xã Mẫu nâng cấp cổng thông tin", "Cổng dịch vụ công ngừng nhận hồ sơ ngày 05/6."),
        (None, "Xã Mẫu gỡ trang giả mạo", "Công an huyện xác minh trang giả mạo; trang này nay đã bị xóa. " * 8),
    ],
)  # fmt: skip
def test_a_notice_in_a_known_layout(kind: str | None, title: str, body: str, day: str) -> None:
    """A portal may print its notices where articles stand, with a day above them."""
    page = f"""<html><body><div class="ArticleDetailControl"><div class="ArticleHeader">{title}</div>
    <div class="PostDate">{day}</div><div class="ArticleContent"><p>{body}</p></div></div></body></html>"""
    if kind is None:
        assert read_page(page, URL).layout == "vnpt-portal"
        return
    with pytest.raises(NotAnArticle) as caught:
        read_page(page, URL)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("kind", "title", "main"),
    [
        ("not_found", "Trạng thái - Cổng huyện Mẫu", "<h3>Không tìm thấy</h3><code>/tin/1</code>"),
        (
            "not_found",
            "Cổng thông tin điện tử huyện Mẫu",
            "<div class='portlet-msg-error'>Không tìm thấy tài nguyên được yêu cầu.</div>",
        ),
        ("not_found", "Tin tức - Huyện Mẫu", "<p>Bài viết này không còn tồn tại.</p>"),
        (
            "not_found",
            "Huyện Mẫu",
            "<h1>404</h1><p>Trang quý vị tìm đã được chuyển đi nơi khác.</p>",
        ),
        ("not_found", "HTTP Status 404 – Not Found", "<p>Apache Tomcat</p>"),
        ("login", "Đăng nhập - Cổng huyện Mẫu", "<p>Tên và mật khẩu do Văn phòng cấp.</p>"),
        ("login", "Huyện Mẫu", "<h2>Đăng nhập hệ thống</h2><p>Quên mật khẩu?</p>"),
        ("maintenance", "Huyện Mẫu", "<h1>Hệ thống đang bảo trì</h1><p>Xin quý vị thông cảm.</p>"),
        ("maintenance", "Under Construction", "<p>Chuyên trang này sẽ có trong tháng tới.</p>"),
        ("blocked", "Web Page Blocked!", "<p>Attack ID: 20000051</p>"),
        ("blocked", "Huyện Mẫu", "<h1>Truy cập của bạn đã bị từ chối</h1><p>Mã sự cố: 18230</p>"),
    ],
)
def test_a_notice_is_found_in_full_chrome(kind: str, title: str, main: str) -> None:
    """What the main part says counts, however big the menus, the sidebar and the footer are."""
    with pytest.raises(NotAnArticle) as caught:
        read_page(_in_chrome(title, main), URL)
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("login", "<html><head><meta http-equiv='Refresh' content='0; url=https://sso.mau.vn/cas/login'></head></html>"),
        ("login", "<html><script>window.location.href = 'https://dangnhap.mau.vn/?ve=1'</script></html>"),
        ("login", "<html><body onload='f()'><form action='https://id.mau.vn'><input name='SAMLRequest'></form></body></html>"),
        ("blocked", "<html><script>document.cookie='__t='+tinh(7,9);location.reload();</script></html>"),
        ("blocked", "<html><title>Just a moment...</title><body></body></html>"),
        ("cookie_stub", "<script>document.cookie = \"D1N=0f9e\" + \"; expires=Fri, 31-Dec-2027 23:59:59 GMT; path=/\";window.location.reload(true);</script>"),
        ("cookie_stub", "<html><body>Đang tải…<script>document.cookie='k=1';location.href='/tin/1'</script></body></html>"),
        ("maintenance", "<html><title>Huyện Mẫu</title><body>Website tạm ngừng hoạt động để sửa chữa.</body></html>"),
    ],
)  # fmt: skip
def test_small_pages(kind: str, page: str) -> None:
    """Redirects to a log-in, stubs and puzzles say in their scripts what they are."""
    with pytest.raises(NotAnArticle) as caught:
        read_page(page, URL)
    assert caught.value.kind == kind


ABOUT_REFUSALS = {
    "Bảo trì hệ thống dịch vụ công trực tuyến trong hai ngày cuối tuần": [
        "Website đang được nâng cấp, vì vậy từ 22h ngày 5/6 hệ thống tạm ngừng tiếp nhận hồ sơ trực tuyến.",
        "Trong thời gian bảo trì, người dân nộp hồ sơ trực tiếp tại Bộ phận một cửa của huyện và các xã.",
        "Hệ thống đang bảo trì sẽ hoạt động trở lại vào 6h ngày 7/6; mời quý vị quay lại sau thời điểm này.",
    ],
    "Khởi tố đối tượng chiếm quyền, chặn truy cập trang của trường học": [
        "Đối tượng cài mã độc khiến mọi người truy cập bị từ chối, màn hình hiện dòng chữ Access denied.",
        "Nhà trường báo công an sau khi giáo viên nhiều lần thấy thông báo bạn không có quyền truy cập.",
        "Cơ quan điều tra thu giữ hai máy tính và 14 tài khoản; vụ việc đang được điều tra mở rộng.",
    ],
    "Hướng dẫn đăng nhập Cổng dịch vụ công bằng tài khoản VNeID": [
        "Người dân chọn mục Đăng nhập, nhập số định danh và mật khẩu, rồi xác nhận trên điện thoại.",
        "Quên mật khẩu thì chọn đường dẫn bên dưới; vui lòng đăng nhập lại sau khi phiên làm việc hết hạn.",
        "Tổ công nghệ số của các thôn đến từng nhà hướng dẫn người cao tuổi trong tháng này.",
    ],
    "Lỗi 404 trên các trang của xã: nguyên nhân và cách khắc phục": [
        "Nhiều người báo không tìm thấy trang khi mở đường dẫn cũ, vì trang đã bị xóa sau khi sáp nhập xã.",
        "Trung tâm chuyển đổi số hướng dẫn các xã đặt lại đường dẫn; bài viết không tồn tại được gỡ khỏi mục lục.",
        "Đến nay 18 xã đã rà soát xong, còn ba xã sẽ hoàn thành trong tuần này.",
    ],
}


@pytest.mark.parametrize("chrome", [False, True])
@pytest.mark.parametrize("title", sorted(ABOUT_REFUSALS))
def test_an_article_on_refusals_is_an_article(title: str, chrome: bool) -> None:
    """An article may be about maintenance, hackers, log-ins and errors, and use all their words."""
    paragraphs = ABOUT_REFUSALS[title]
    body = f"<h1>{title}</h1><span>05/06/2024 08:00</span>" + "".join(
        f"<p>{paragraph}</p>" for paragraph in paragraphs
    )
    page = (
        _in_chrome(title, body)
        if chrome
        else f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    )
    read = read_page(page, URL)
    assert read.title == title
    assert list(read.paragraphs) == paragraphs


def test_a_log_in_box_beside_an_article_is_no_log_in_page() -> None:
    """Many portals have a log-in form in a sidebar or a hidden window of every page."""
    title, paragraphs = next(iter(ABOUT_REFUSALS.items()))
    form = "<div id='modal'><h4>Đăng nhập</h4><form><input type='password'></form></div>"
    body = f"<h1>{title}</h1><i>05/06/2024</i>" + "".join(f"<p>{p}</p>" for p in paragraphs) + form
    assert read_page(_in_chrome(title, body), URL).title == title


def test_a_list_with_a_log_in_box_stays_a_list() -> None:
    """A home page with a log-in form in its sidebar is a listing."""
    form = "<div class='hop'><form><input type='password'></form></div>"
    with pytest.raises(NotAnArticle) as caught:
        read_page(_in_chrome("Huyện Mẫu", TEASERS + form), URL)
    assert caught.value.kind == "listing"
