"""Pages in a wrong encoding are decoded as a whole, or said to be unreadable; never stored garbled."""

from __future__ import annotations

from time import perf_counter

import pytest

from govnews.errors import NotAnArticle
from govnews.page import clean_page, read_page
from govnews.text.doubled import repair_doubled
from govnews.text.legacy import TCVN3
from govnews.text.tokens import Tokens

URL = "https://mau.example.gov.vn/tin/hoi-nghi-1234"
TITLE = "Quận Mẫu tổng kết phong trào toàn dân bảo vệ an ninh"
TEXT = "Sáng nay, Đảng ủy quận Mẫu và lãnh đạo các phường họp, bàn về việc giữ gìn trật tự trên các tuyến đường."
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><div class='ArticleDetailControl'>"
    f"<div class='ArticleHeader'>{TITLE}</div><div class='PostDate'>05/06/2024</div>"
    f"<div class='ArticleContent'>{f'<p>{TEXT}</p>' * 5}</div>"
    "<div class='author'>Đàm Thanh – Lê Hải</div></div></body></html>"
)
HIGH = [0x81, 0x8D, 0x8F, 0x90, 0x9D]


def _as_cp1252(text: str, *, lossy: bool = False) -> str:
    """The bytes of UTF-8 read as cp1252, with C1 controls or U+FFFD for what that lacks."""
    return "".join(
        ("\ufffd" if lossy else chr(byte)) if byte in HIGH else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(codec: str) -> None:
    """Every other byte of the markup is 0: that is UTF-16, and the layout is found in it."""
    page = read_page(PAGE.encode(codec), URL)
    assert (page.title, page.layout, page.paragraphs[0]) == (TITLE, "vnpt-portal", TEXT)


@pytest.mark.parametrize("kind", ["cp1252", "latin-1", "str"])
def test_utf8_twice(kind: str) -> None:
    """A page encoded twice is decoded twice: title, text and names."""
    doubled = PAGE.encode().decode("latin-1") if kind == "latin-1" else _as_cp1252(PAGE)
    page = clean_page(read_page(doubled if kind == "str" else doubled.encode(), URL))
    assert (page.title, set(page.paragraphs)) == (TITLE, {TEXT})
    assert page.authors == ("Đàm Thanh", "Lê Hải")


def test_utf8_twice_with_bytes_lost() -> None:
    """A lost byte is put back where one letter only makes a word; elsewhere nothing is guessed."""
    page = clean_page(read_page(_as_cp1252(PAGE, lossy=True).encode(), URL))
    assert page.title == TITLE
    assert page.authors == ("Đàm Thanh", "Lê Hải")
    wanted = TEXT.replace("về", "v\ufffd")
    assert set(page.paragraphs) == {wanted}


@pytest.mark.parametrize("layout", [True, False])
def test_garbled_for_good(layout: bool) -> None:
    """Where the letters are gone, the page is unreadable and no article, by any reader."""
    page = PAGE.encode("cp1252", "replace").decode("cp1252").replace("?", "\ufffd")
    page = page.replace("<p>", "<p>Ng\ufffd\ufffdi d\ufffdn ")
    if not layout:
        page = page.replace("ArticleDetailControl", "bai").replace("ArticleHeader", "title")
    with pytest.raises(NotAnArticle) as caught:
        read_page(page, URL)
    assert caught.value.kind == "unreadable"
    assert URL in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet a été reçu hier à Hải Phòng, où il a visité l’école française et le musée.",
        "The factory covers 1,200 m² and its ovens run at 450°C; ± 5°C is allowed by the norm.",
        "Một chữ h\ufffdng giữa một bài dài không làm cho cả bài này thành ra không đọc được.",
    ],
)
def test_other_languages_and_signs_are_readable(text: str) -> None:
    """French, units and one lost letter are no garbage."""
    assert read_page(PAGE.replace(f"<p>{TEXT}</p>" * 4, f"<p>{text}</p>" * 4), URL).paragraphs


def test_names_in_an_old_encoding() -> None:
    """A name is decoded by what the whole page is in, though it says too little by itself."""
    letters = {letter: sign for sign, letter in TCVN3.items()}
    page = "".join(letters.get(letter, letter) for letter in PAGE)
    read = clean_page(read_page(page, URL))
    assert read.authors == ("Đàm Thanh", "Lê Hải")
    assert (read.title, set(read.paragraphs)) == (TITLE, {TEXT})


@pytest.mark.parametrize("token", ["A", "A-", "AB-", "A&", "Đ.", "A1", "a"])
def test_long_tokens_take_linear_time(token: str) -> None:
    """A token without an end is cut once; ten times the text takes about ten times as long."""
    assert "".join(Tokens(token * 20_000).words) == token * 20_000


def test_tokens_with_ampersands() -> None:
    """Abbreviations stay whole."""
    words = ["Sở", "LĐ-TB&XH", "và", "Phòng", "GD&ĐT", ",", "TT&TT", "R&D"]
    assert Tokens("Sở LĐ-TB&XH và Phòng GD&ĐT, TT&TT R&D").words == words


@pytest.mark.parametrize("filler", ["a", "<", "<script>", "áº", "Ä\ufffd", "á»\ufffd"])
def test_repair_takes_linear_time(filler: str) -> None:
    """A page that only looks encoded twice costs no more than its length."""
    start = perf_counter()
    repair_doubled(f"{_as_cp1252(PAGE)} {filler * 60_000}")
    assert perf_counter() - start < 3
