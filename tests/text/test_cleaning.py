"""What cleaning repairs, what it must leave alone, and that twice is once."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govnews.text import clean
from govnews.text.legacy import TCVN3, VNI

PLAIN = (
    "Sáng 11/12, tại Trung tâm Hội nghị tỉnh, Ủy ban nhân dân tổ chức hội nghị “tổng kết” phong"
    " trào; đồng chí Đỗ Thị Bưởi, Phó Giám đốc Sở, đã trao cờ và thưởng cho những tập thể giỏi…"
)

DEFECTS = {
    # Unicode forms
    "decomposed": (unicodedata.normalize("NFD", "Hội nghị"), "Hội nghị"),
    "half composed, as cp1258 has it": ("Hô\u0323i nghi\u0323", "Hội nghị"),
    "tone mark before the circumflex": ("ca\u0301\u0302p", "cấp"),
    "tone mark before the breve": ("bă\u0301c ba\u0301\u0306c", "bắc bắc"),
    "tone mark before the horn": ("thu\u0301\u031b tu\u031b\u0323", "thứ tự"),
    "deprecated tone marks U+0340, U+0341": ("la\u0340 ca\u0341", "là cá"),
    "full width": ("ＵＢＮＤ　（Số　１２）", "UBND (Số 12)"),
    "surrogate pair": ("vui \ud83d\ude00", "vui \U0001f600"),
    "half a surrogate pair": ("vui \ud83d", "vui \ufffd"),
    # what cannot be seen
    "soft hyphen": ("Phư\u00adờng Hồng", "Phường Hồng"),
    "zero width space": ("Hải\u200b Phòng", "Hải Phòng"),
    "byte order mark": ("\ufeffHải Phòng", "Hải Phòng"),
    "bidi marks": ("\u202aHải\u202c \u2066Phòng\u2069\u200e", "Hải Phòng"),
    "word joiner and joiners": ("Hải\u2060 Ph\u200dò\u200cng", "Hải Phòng"),
    "control characters": ("Hải\u0000 Phòng\u0007", "Hải Phòng"),
    "cp1252 dash left as C1 control": ("2011 \u0096 2015", "2011 – 2015"),
    # spaces
    "no-break spaces": ("Bí\u00a0thư\u202fThành\u2009ủy", "Bí thư Thành ủy"),
    "runs of spaces, tabs, single newlines": ("  Bí   thư\t\nThành ủy ", "Bí thư Thành ủy"),
    "space before a comma": ("Bí thư , Chủ tịch", "Bí thư, Chủ tịch"),
    "space before a colon": ("Ảnh : P.Y", "Ảnh: P.Y"),
    "space before ; ! ?": ("A ; B ! C ?", "A; B! C?"),
    "space before a full stop": ("đã kết thúc .", "đã kết thúc."),
    "spaces inside brackets": ("( Nguồn: BHP )", "(Nguồn: BHP)"),
    "no-break space before a comma": ("Bí thư\u00a0, Chủ tịch", "Bí thư, Chủ tịch"),
    "paragraph break": ("Một. \r\n \n\n Hai\nba.", "Một.\n\nHai ba."),
    # entities
    "named entity": ("2020 &ndash; 2025", "2020 – 2025"),
    "numeric entities": ("C&#244;ng t&#xE1;c", "Công tác"),
    "double escaped": ("c&amp;ocirc;ng", "công"),
    "five times escaped": ("c&amp;amp;amp;amp;ocirc;ng", "công"),
    "no-break space as entity, with and without semicolon": ("A&nbsp;B&nbsp C", "A B C"),
    "escaped ampersand": ("TT&amp;TT", "TT&TT"),
    "escaped ampersand without its ampersand": ("Sở TTamp;TT, camp;x", "Sở TT&TT, camp;x"),
    "Greek letter with a tone mark": ("HΟ\u0300I", "HÒI"),
    "entity without its ampersand": ("phograve;ng lần 2 ndash; 3hellip;", "phòng lần 2 – 3…"),
    # letters of other alphabets
    "eth for Đ": ("Ðồng chí Ðỗ Văn Ðạt lãnh ðạo", "Đồng chí Đỗ Văn Đạt lãnh đạo"),
    "eth in abbreviations": ("HÐND, QÐ-UBND", "HĐND, QĐ-UBND"),
    "African D for Đ": ("Ɖảng bộ", "Đảng bộ"),
    "Cyrillic letters in a Latin word": ("Hộ\u0456 ngh\u1ecb \u0440h\u1ed1", "Hội nghị phố"),
    "Greek letters in a Latin word": ("\u039fng \u0391nh", "Ong Anh"),
    # encodings
    "UTF-8 read as cp1252": ("Há»™i nghá»‹ tá»•ng káº¿t", "Hội nghị tổng kết"),
    "UTF-8 read as Latin-1": (PLAIN.encode().decode("latin-1"), PLAIN),
    "the same twice": (PLAIN.encode().decode("latin-1").encode().decode("latin-1"), PLAIN),
    "UTF-8 read as cp1258": ("cĂ¡c phĂ²ng", "các phòng"),
    "only a part is mojibake": ("Hội nghị tá»•ng káº¿t", "Hội nghị tổng kết"),
    "mojibake of quotation marks": ("â€œHội nghịâ€\u009d â€“ 2024", "“Hội nghị” – 2024"),
    "TCVN3": ("Héi nghÞ tæng kÕt n¨m 2009", "Hội nghị tổng kết năm 2009"),
    "TCVN3, two words": ("Hµ Néi", "Hà Nội"),
    "TCVN3 with ư, which is the soft hyphen": ("Tr\u00adêng ®¹i häc", "Trường đại học"),
    "TCVN3 without any odd sign": ("nhÊt trÝ", "nhất trí"),
    "TCVN3 in capitals": ("§¹I HéI §¶NG Bé TØNH", "ĐẠI HỘI ĐẢNG BỘ TỈNH"),
    "TCVN3, a word in capitals": ("Së VHTT H¶I PHßNG tæ chøc", "Sở VHTT HẢI PHÒNG tổ chức"),
    "VNI": ("Uûy ban nhaân daân tænh, UÛy ban", "Ủy ban nhân dân tỉnh, Ủy ban"),
    "VNI, two words": ("Hoäi nghò", "Hội nghị"),
    "VNI in capitals": ("ÑAÏI HOÄI ÑAÛNG BOÄ", "ĐẠI HỘI ĐẢNG BỘ"),
    # the end of an official text
    "./. at the end": ("đi vào cuộc sống./.", "đi vào cuộc sống."),
    "./. after a space": ("đi vào cuộc sống ./.", "đi vào cuộc sống."),
    "./. with spaces in it": ("năm 2024. / .", "năm 2024."),
    "./. before the credit": ("cuộc sống./. (P.Y)", "cuộc sống. (P.Y)"),
    "/. and ./ at the end": ("đúng hạn/.\n\nthành công./", "đúng hạn.\n\nthành công."),
}

STAYS = [
    PLAIN,
    "Uỷ ban, uỷ viên, ủy quyền; Hoà Bình và Hòa Bình, qúy, gìa",
    "“Quảng cảnh” hội nghị – ‘chia sẽ’ kinh nghiệm… và — như thế",
    "lúc 15:30, tổng 1.234,5 tỷ đồng, haiphong.gov.vn, ngày 3.9",
    "tên miền .vn, nền tảng .NET, gồm A, B, ...",
    "Le préfet de la République française à Besançon, où naît le château",
    "Die Straße führt über die große Brücke nach Köln für Müller",
    "The committee met in São Paulo; Beyoncé, Zoë and Noël were there",
    "© 2024 Cổng thông tin, diện tích 50 m², 30 °C, ±5%, § 5, ½, ×",
    "©",
    "Müller",
    "Россия và Беларусь, số β, 5 μm, hệ số αN — Ελλάδα",
    "Guðrún Guðmundsdóttir",
    "“PHƯỜNG XÃ” và XÃ… TRÊN ĐỊA BÀN XÃ AN HÒA",
    "R&D, AT&T, http://a.vn/?a=1&copy=2&b=3",
    "Hai Phong thanh pho hoa phuong do",
    "http://a.gov.vn/../b/./c và ngày 11/12",
    "Đắk Lắk, Krông Năng, Pleiku, Kon Tum",
]


@pytest.mark.parametrize(("dirty", "right"), DEFECTS.values(), ids=DEFECTS)
def test_defect_is_repaired(dirty: str, right: str) -> None:
    """Each known defect of stored text is undone, and nothing else changes."""
    assert clean(dirty) == right
    assert clean(right) == right


@pytest.mark.parametrize("text", STAYS)
def test_words_as_written_stay(text: str) -> None:
    """Typos, tone styles, typographic marks, numbers and other languages are not touched."""
    assert clean(text) == text


SMALL_LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in product("aăâeêioôơuưy", ["", *"\u0300\u0301\u0303\u0309\u0323"])
} | {"đ"}


@pytest.mark.parametrize("table", [TCVN3, VNI], ids=["TCVN3", "VNI"])
def test_legacy_table_is_whole(table: dict[str, str]) -> None:
    """A table reaches every small Vietnamese letter with a mark, each from one place only."""
    small = [letter for letter in table.values() if letter.islower()]
    assert len(small) == len(set(small))
    assert set(small) == SMALL_LETTERS - set("aeiouy")


def test_ftfy_is_not_imported_for_clean_text() -> None:
    """Text without traces of mojibake, dirty or clean, does not pay for the import of ftfy."""
    code = "import sys; from govnews.text import clean; clean('XÃ AN , ©&amp;'); sys.exit('ftfy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SIGNS = "ÃĂáÂâ»º€™ \u00a0\u00ad\u0085\u0301\u0302\u2028\ufeffÐðаοµ＆&;#.,:()/\n"
PIECES = "&amp; &#10; &nbsp &lt; amp nbsp ./. grave; a hellip; HéI Hµ Néi Hoäi nghò Há»™i áº¿"
SPICE = st.sampled_from([*SIGNS, " .", *PIECES.split()])


@given(st.text() | st.lists(SPICE).map("".join))
@example("a &amp" + ";amp" * 5 + ";ocirc;")
@example("＆ａｍｐ；ｎｂｓｐ；")
@example("&#38;#38;")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Clean text is a fixed point, whatever the input; it is NFC and has no outer space."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@given(st.text(st.sampled_from("aăâeêioôơuưyàéũọẩnghtcm ,.:;!?()-–“”…0123456789/\n"), max_size=200))
def test_no_letter_is_lost_or_changed(text: str) -> None:
    """Vietnamese letters and digits come out in the order and the form they went in."""
    text = unicodedata.normalize("NFC", text)
    kept = [letter for letter in clean(text) if letter.isalnum()]
    assert kept == [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    "unit", [" ", ".", "а", "&", "&amp;", "\n ", "(", "A\u0301", "Ð", " .", "./", "Ã", "\u00ad"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    """No run of one sign makes cleaning slow: 200,000 signs take well under 5 seconds."""
    start = time.perf_counter()
    clean(unit * (200_000 // len(unit)))
    assert time.perf_counter() - start < 5
