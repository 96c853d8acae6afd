"""`govnews probe`: what it prints and writes, and its exit codes."""

from __future__ import annotations

import pytest

URL = "https://lamson.haiphong.gov.vn/tin-tuc/tong-ket-cong-tac-nam-120001"


@pytest.fixture
def listing(tmp_path):
    """A saved listing with two articles and a pager."""
    path = tmp_path / "list.html"
    links = "".join(
        f"<li><a href='/tin-tuc/tin-moi-cua-xa-{n}'>Tin</a></li>" for n in (120001, 120002)
    )
    path.write_text(
        f"<html><body><ul>{links}</ul><a href='/tin-tuc?page=2'>2</a></body></html>",
        encoding="utf-8",
    )
    return path


def test_a_probe_is_printed(govnews, pages, listing):
    """Platform, fields with their place, what is missing, and the listing."""
    code, out, err = govnews(
        *["probe", pages / "one.html", listing, "--url", URL],
        *["--listing-url", "https://lamson.haiphong.gov.vn/tin-tuc"],
    )
    labels = [line[:10].strip() for line in out.splitlines() if line[:1].strip()]
    assert (code, err) == (0, "")
    assert labels[:3] == ["page", "platform", "or perhaps"]
    assert {"article", "title", "date", "body", "missing", "listing"} <= set(labels)
    assert "id 120001" in out
    assert "2 articles, none with a date" in out
    assert "further pages: 2" in out


def test_a_declaration_is_written(govnews, pages, listing, tmp_path):
    """--write gives three files, reads them back, and `--portals` can use the declaration."""
    arguments = ["--url", URL, "--listing-url", "https://lamson.haiphong.gov.vn/tin-tuc"]
    folder = tmp_path / "own"
    code, out, err = govnews(
        "probe", pages / "one.html", listing, *arguments, "--write", folder, "--name", "lamson"
    )
    assert code == 0
    assert out.splitlines()[-3:] == [
        str(folder / f"lamson.{kind}") for kind in ("toml", "html", "json")
    ]
    assert err == "govnews: read back: the page reads the same with the declaration\n"
    code, out, _ = govnews("portals", "lamson", "--json", "--portals", folder / "lamson.toml")
    assert code == 0
    assert '"hosts": ["lamson.haiphong.gov.vn"]' in out
    code, _, err = govnews(
        "probe", pages / "one.html", listing, *arguments, "--write", folder, "--name", "lamson"
    )
    assert code == 2
    assert "lamson.toml exists" in err


def test_what_is_left_to_do_exits_with_3(govnews, pages):
    """Without a listing the declaration is not whole: a person is told what to add."""
    code, out, _ = govnews("probe", pages / "one.html", "--url", URL)
    assert code == 3
    assert "no listing was given: add the paths where the news are listed as `listings`" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["one.html"], 2, "give its address with --url"),
        (["one.html", "--url", URL, "--name", "Lam Sơn"], 2, "name it by letters a-z"),
        (["notes.txt", "--url", URL], 1, "the body holds no HTML"),
        (["no.html"], 2, "no such file"),
    ],
)
def test_what_cannot_be_probed(govnews, pages, arguments, code, said):
    """Every refusal names the file and what to do."""
    left, _, err = govnews("probe", pages / arguments[0], *arguments[1:])
    assert left == code
    assert said in err
