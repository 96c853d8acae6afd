"""`govnews inspect`: what it writes, where, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

URL = "https://lamson.example.vn/tin/bai-viet-so-1"
COUNTS = "parts and 7 of 7 facts are marked in the page"


def test_a_saved_page(govnews, pages):
    """The inspection lies beside the page; its path is printed, and one line of counts."""
    code, out, err = govnews("inspect", pages / "one.html", "--portal", "haiphong")
    written = pages / "one.inspect.html"
    assert (code, out) == (0, f"{written}\n")
    assert "parts and" in err
    assert "facts are marked in the page" in err
    assert "Lam Sơn tổng kết năm thứ 1" in written.read_text("utf-8")
    assert "haiphong · " in written.read_text("utf-8")


def test_an_inspection_is_written_anew(govnews, pages):
    """An earlier inspection is replaced; no other file ever is."""
    assert govnews("inspect", pages / "one.html")[0] == 0
    assert govnews("inspect", pages / "one.html")[0] == 0
    code, out, err = govnews("inspect", pages / "one.html", "--out", pages / "notes.txt")
    assert (code, out) == (2, "")
    assert f"{pages / 'notes.txt'} exists and is no inspection" in err
    assert (pages / "notes.txt").read_text("utf-8") == "not a page"


def test_standard_input(govnews, stdin, page, tmp_path, monkeypatch):
    """A piped page is written into the current folder under the name of its address."""
    monkeypatch.chdir(tmp_path)
    stdin(page(7))
    code, out, _ = govnews("inspect", "-", "--url", URL)
    assert (code, out) == (0, "bai-viet-so-1.inspect.html\n")
    assert URL in Path("bai-viet-so-1.inspect.html").read_text("utf-8")


def test_a_page_of_an_archive(govnews, archive, tmp_path):
    """--url names one page of a WARC file; without it, or for another answer, the user is told."""
    out = tmp_path / "a.html"
    assert govnews("inspect", archive, "--url", URL, "--out", out)[0] == 0
    assert "crawl.warc.gz#" in out.read_text("utf-8")
    for arguments, said in (
        ([], "holds many pages: say which one with --url"),
        (["--url", "https://lamson.example.vn/khac"], "has no answer for https://lamson"),
        (["--url", "https://lamson.example.vn/mat"], "but an answer of status 404"),
    ):
        code, _, err = govnews("inspect", archive, *arguments)
        assert code == 2
        assert said in err


def test_plain_text(govnews, text_file):
    """A text file is read by the fact readers alone."""
    code, out, err = govnews("inspect", text_file)
    assert (code, out) == (0, f"{text_file.with_name('bai.inspect.html')}\n")
    assert err.startswith("govnews: 2 of 2 parts and ")


def test_no_article(govnews, tmp_path):
    """A page of another kind is named with its kind; nothing is written."""
    path = tmp_path / "list.html"
    links = "".join(f"<p><a href='/{n}'>Tin số {n} của cổng thông tin</a></p>" for n in range(30))
    path.write_text(f"<html><body><h1>Tin tức</h1>{links}</body></html>", encoding="utf-8")
    code, out, err = govnews("inspect", path)
    assert (code, out) == (1, "")
    assert f"{path} is no article (" in err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/no/such.html"], "/no/such.html: no such file: name a page, a WARC file or an address"),
        (["-", "--portal", "haifong"], "no portal is named 'haifong'"),
        ([], "required: PAGE"),
    ],
)
def test_wrong_usage(govnews, arguments, said):
    """What the caller can correct exits with 2."""
    code, out, err = govnews("inspect", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_an_unwritable_place(govnews, pages):
    """A folder that does not exist is told, not made."""
    code, _, err = govnews("inspect", pages / "one.html", "--out", pages / "no" / "a.html")
    assert code == 2
    assert "cannot be written" in err
