"""Where sentences end, where they do not, and that no character is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnews.text import sentences

# one text a line, | between its sentences
TEXTS = """
TP. Hải Phòng đón khách.|Ông An dự.
TS. Lê An và PGS.TS. Trần Bình, Th.S. Vũ Chi tham dự.|Sau đó, đoàn về.
Đồng chí Q. Chủ tịch dự.|Tp. Vinh, Tx. Ba Đồn, Q. 1, P. Bến Nghé cũng vậy.
Các đ/c. Lê An, Vũ Chi dự.|BS.CKII. Trần Bình vắng.
Gồm gạo, ngô, v.v. và khoai.|Trồng chè, v.v.|Nhân dịp này, xã khen 3 hộ.
Các cơ quan T.Ư Đoàn dự.|Họp ở T.Ư.|Đoàn có hai người.
Xem haiphong.gov.vn.|Tại đây có 1.234 ảnh từ ngày 3.9 đến 15.30 của P.Y. Trần.
Tổng thống George W. Bush thăm.|Công an bắt Nguyễn Văn A.|Người này khai.
1. Về công tác.|2.1. Về tổ chức.|a. Kết quả.|IV. PHƯƠNG HƯỚNG
Điều 5. Tổ chức thực hiện.|Chương II. Quy định.
“Chúng ta phải cố gắng.”|Ông nói tiếp: “Cố lên!” và cười.|(Ảnh: BHP.)|Hết.
Ông nói…|Sau đó… thôi...|Đoàn về.|Từ 1… 5 năm.
Có đúng không?|Đúng!|Thật ư?!|Thật.
Một; Hai: Ba, bốn.|Năm.
Đạt 500 đ.|Ngoài ra, được 50 tr.|Hết.
Năm 2024.|15 tập thể và 20 cá nhân được khen.|– Một là.|- Hai là.
Không có dấu chấm
"""
PARTS = [line.split("|") for line in TEXTS.strip().split("\n")]


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("parts", PARTS, ids=lambda parts: parts[0])
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    """Abbreviations, initials, numbers, hosts and list labels do not end a sentence."""
    assert _split(" ".join(parts)) == parts


def test_missing_space_after_a_full_stop() -> None:
    """A whole word, a full stop and a capitalised word are two sentences, TP.Vinh is none."""
    text = "Kinh tế phát triển.Tại TP.Vinh, ThS.Lê An và tp.Vinh vui.Hết"
    assert _split(text) == [
        "Kinh tế phát triển.",
        "Tại TP.Vinh, ThS.Lê An và tp.Vinh vui.",
        "Hết",
    ]


def test_paragraph_break_always_ends() -> None:
    """A blank line ends a sentence without a mark, a single newline does not."""
    assert _split("Dòng một\n\ndòng hai TP.\n \nDòng\nba\n\n\n") == [
        "Dòng một",
        "dòng hai TP.",
        "Dòng\nba",
    ]


PIECES = st.sampled_from(
    [
        " ",
        "\n",
        "\n\n",
        ".",
        "…",
        "!",
        "?",
        "”",
        "“",
        ")",
        "(",
        "TP",
        "v.v",
        "An",
        "xã",
        "1",
        "A",
        "-",
    ]
)


@given(st.text() | st.lists(PIECES).map("".join))
def test_spans_cover_the_text(text: str) -> None:
    """Spans are ordered, apart, without outer white space, and hold every other character."""
    end_before = 0
    for start, end in sentences(text):
        assert end_before <= start < end <= len(text)
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip()
        end_before = end
    assert not text[end_before:].strip()


@pytest.mark.parametrize("unit", [".", ". ", "A. ", "a.B", " ", "\n ", ". (", "1. ", "…”"])
def test_time_grows_with_length_only(unit: str) -> None:
    """No run of one piece makes splitting slow: 200,000 signs take well under 5 seconds."""
    start = time.perf_counter()
    count = sum(1 for _ in sentences(unit * (200_000 // len(unit))))
    assert count <= 200_000
    assert time.perf_counter() - start < 5
