"""`govnews extract`: every kind of input, every kind of output, and pages that cannot be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

import govnews as package
from govnews import extract
from govnews.archive import ArchiveWriter, Exchange
from govnews.dataset import open_run
from govnews.saved import own_url

URL = "https://lamson.example.vn/tin/bai-viet-so-1"
HOME = '<link rel="canonical" href="https://lamson.example.vn/">'


def records(out):
    return [json.loads(line) for line in out.splitlines()]


def test_one_file_as_json(govnews, pages):
    """A page and its URL give one record a line."""
    code, out, err = govnews("extract", pages / "one.html", "--url", URL, "--json")
    [record] = records(out)
    assert code == 0
    assert record["article"]["url"] == URL
    assert record["article"]["title"] == "Lam Sơn tổng kết năm thứ 1"
    assert err == "govnews: 1 article\n"


def test_standard_input(govnews, stdin, page):
    """`-` reads a page from standard input."""
    stdin(page(7))
    code, out, _ = govnews("extract", "-", "--json")
    assert code == 0
    assert records(out)[0]["article"]["title"] == "Lam Sơn tổng kết năm thứ 7"


def test_a_folder(govnews, pages):
    """A folder is read with all folders below it, in the order of the names, and only its pages."""
    code, out, _ = govnews("extract", pages, "--json")
    titles = [record["article"]["title"][-1] for record in records(out)]
    assert (code, titles) == (0, ["2", "1"])


def test_an_archive(govnews, archive):
    """A WARC gives URL, time and place of each page; what is no page is counted, not a failure."""
    code, out, err = govnews("extract", archive, "--json")
    first, second = (record["article"] for record in records(out))
    assert code == 0
    assert first["url"] == URL
    assert first["fetched_at"] == "2024-01-02T03:04:05+00:00"
    assert first["archive_ref"].startswith("crawl.warc.gz#")
    assert second["archive_ref"].startswith("crawl.warc.gz#")
    assert first["archive_ref"] != second["archive_ref"]
    assert err == "govnews: 2 articles, 2 other pages (1 status 404, 1 image/jpeg)\n"


def test_an_archived_page_is_read_in_the_charset_of_its_header(govnews, page, tmp_path):
    """Some portals name their charset only in the HTTP header; the crawl and the archive agree."""
    path = tmp_path / "old.warc.gz"
    html = page(1).replace('<meta charset="utf-8">', "").encode("utf-16-le")
    with ArchiveWriter(path) as writer:
        header = [("Content-Type", "text/html; charset=utf-16-le")]
        writer.add(
            Exchange(
                url=URL,
                status=200,
                headers=header,
                body=html,
                fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
            )
        )
    code, out, err = govnews("extract", path, "--json")
    assert (code, err) == (0, "govnews: 1 article\n")
    assert records(out)[0]["article"]["title"] == "Lam Sơn tổng kết năm thứ 1"


def test_a_dataset(govnews, pages, tmp_path):
    """--out writes a dataset; the same again writes nothing new."""
    out = tmp_path / "data"
    code, printed, err = govnews("extract", pages, "--out", out)
    assert (code, printed) == (0, "")
    assert f"{out}: 2 new, 0 changed, 0 unchanged" in err
    assert len(package.load(out).articles) == 2
    _, _, err = govnews("extract", pages, "--out", out)
    assert "0 new, 0 changed, 2 unchanged" in err


def test_a_summary_for_people(govnews, pages):
    """Without --json and --out each page is shown in a few plain lines."""
    code, out, _ = govnews("extract", pages / "one.html", "--url", URL)
    assert code == 0
    assert out.startswith("Lam Sơn tổng kết năm thứ 1\n")
    assert URL in out
    assert "Trần Văn Bình" in out
    assert "\x1b" not in out


def test_bad_pages_do_not_stop_the_others(govnews, pages):
    """An unreadable page is named with its reason, the rest is read, a person should look."""
    (pages / "empty.html").write_bytes(b"")
    (pages / "film.html").write_bytes(b"%PDF-1.4 " + b"x" * 500)
    code, out, err = govnews("extract", pages, "--json")
    assert code == 3
    assert len(records(out)) == 2
    assert f"govnews: {pages / 'empty.html'}: " in err
    assert f"govnews: {pages / 'film.html'}: " in err
    assert "2 articles, 2 failed" in err
    assert "Traceback" not in err


def test_a_fault_of_ours_on_one_page_costs_only_that_page(govnews, pages, monkeypatch):
    """An error that nobody foresaw is reported with the page's name; -v shows where it came from."""
    real = package.extract

    def extract(html, url, **options):
        if url.endswith("one.html"):
            raise KeyError("boom")
        return real(html, url, **options)

    monkeypatch.setattr("govnews.saved.extract", extract)
    code, out, err = govnews("extract", pages, "--json")
    assert code == 3
    assert len(records(out)) == 1
    assert "one.html: unexpected KeyError: 'boom'" in err
    assert "Traceback" not in err
    assert "Traceback" in govnews("extract", pages, "--json", "-v")[2]


def test_a_page_of_another_kind_is_no_failure(govnews, pages):
    """A page that is no article is told and counted; alone it leaves nothing read."""
    nothing = "<html><head><title>404 Not Found</title></head><body><p>Not found</p></body></html>"
    (pages / "gone.html").write_text(nothing)
    code, _, err = govnews("extract", pages, "--json")
    assert code == 0
    assert "gone.html: " in err
    assert "2 articles, 1 other page (1 not_found)" in err
    assert govnews("extract", pages / "gone.html", "--json")[0] == 1


def test_a_torn_archive(govnews, archive, pages):
    """The whole records of a cut archive are read, the cut is told, the next input too."""
    archive.write_bytes(archive.read_bytes()[:-40])
    code, out, err = govnews("extract", archive, pages / "one.html", "--json")
    assert code == 3
    assert len(records(out)) == 3
    assert f"govnews: {archive}: " in err


@pytest.mark.parametrize("several", ["folder", "archive", "two files"])
def test_one_url_is_for_one_page(govnews, pages, archive, several, tmp_path):
    """--url with several pages is refused before anything is written."""
    inputs = {
        "folder": [pages],
        "archive": [archive],
        "two files": [pages / "one.html", pages / "one.html"],
    }[several]
    out = tmp_path / "data"
    code, _, err = govnews("extract", *inputs, "--url", URL, "--out", out)
    assert code == 2
    assert "--url names one page" in err
    assert not out.exists()


def test_a_locked_dataset(govnews, pages, tmp_path):
    """Another run's dataset is left alone."""
    with open_run(tmp_path / "data"):
        code, _, err = govnews("extract", pages, "--out", tmp_path / "data")
    assert code == 75
    assert "another run" in err


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f"<!-- saved from url=(0043){URL} -->", URL),
        ("<!-- Mirrored from lamson.example.vn/tin/bai-1.html by HTTrack -->",
         "https://lamson.example.vn/tin/bai-1.html"),
        (f'<link rel="canonical" href="{URL}">', URL),
        (f'<meta property="og:url" content="{URL}">', URL),
        (HOME + f'<meta property="og:url" content="{URL}">', URL),
        ('<link rel="canonical" href="https://lamson.example.vn/tin-tuc">', None),
        ('<link rel="canonical" href="/tin/bai-viet-so-1">', None),
        ('<link rel="canonical" href="https://[lamson/tin/hoi-nghi-tong-ket">', None),
        ("", None),
    ],
)  # fmt: skip
def test_where_a_page_says_it_is_from(page, head, url):
    """The browser's note, HTTrack's, the canonical link, og:url; never a home page or a listing."""
    assert own_url(page(1, head).encode()) == url


def test_the_file_itself_where_nothing_tells(govnews, pages):
    """A page that does not say where it is from has its file's URL, never an invented one."""
    _, out, _ = govnews("extract", pages / "one.html", "--json")
    assert records(out)[0]["article"]["url"] == (pages / "one.html").as_uri()


def test_a_folder_without_pages(govnews, tmp_path):
    """It says what was looked for, and makes no dataset."""
    (tmp_path / "empty").mkdir()
    code, _, err = govnews("extract", tmp_path / "empty", "--out", tmp_path / "data")
    assert code == 2
    assert ".html, .htm, .warc, .warc.gz" in err
    assert not (tmp_path / "data").exists()


def test_quiet(govnews, archive, tmp_path):
    """With nothing to tell nothing is told."""
    assert govnews("extract", archive, "--out", tmp_path / "data", "--quiet") == (0, "", "")


def test_a_saved_page_is_of_the_portal_that_its_dateline_names():
    """`thành phố` means that portal's; a page of the web is of its own host alone."""
    page = (
        "<html><head><title>Tin</title></head><body><h1>Hội nghị tổng kết công tác năm</h1>"
        "<div class='date'>20/12/2023</div><div class='content'><p>(Haiphong.gov.vn) – Sáng 20/12, "
        "tại Trung tâm Hội nghị thành phố, Sở Nội vụ tổ chức Hội nghị tổng kết công tác năm 2023.</p>"
        + "<p>Năm qua, các đơn vị đã hoàn thành nhiều nhiệm vụ được giao, đúng tiến độ đề ra.</p>"
        * 6
        + "</div></body></html>"
    )
    saved = extract(page, "file:///tmp/a.html").article
    assert (saved.portal, saved.province) == ("haiphong", "Hải Phòng")
    assert extract(page, "https://example.gov.vn/a-1.html").article.portal == "example.gov.vn"
