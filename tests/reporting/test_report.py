"""The report: its numbers are true, lead to their rows, and what strangers wrote is only text."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from govnews import cli, load, reporting
from govnews.dataset import open_run
from govnews.errors import BadInput, DatasetError
from govnews.reporting import write_report

SECTIONS = ["numbers", "portals", "coverage", "speeches", "careers", "together", "awards",
            "events", "edits", "quality", "runs", "method", "rows"]  # fmt: skip


def test_the_numbers_are_the_tables(report, folder):
    """Each number of the first section is the number of rows of its table."""
    page, data = report(), load(folder)
    for label, table in (
        ("articles", data.articles),
        ("people in articles", data.people),
        ("speeches", data.speakers),
        ("pictures", data.captions),
        ("awards", data.awards),
        ("edits after publication", data.changes),
    ):
        assert page.number(label) == str(len(table)) != "0"
    assert page.number("articles without a date") == str(data.articles["published_at"].isna().sum())


def test_every_section_is_there_and_in_the_menu(report):
    """The page has its sections in order, each with a heading, each in the menu."""
    page = report()
    assert page.tree.xpath("//section/@id") == SECTIONS
    assert [href[1:] for href in page.tree.xpath("//nav/a/@href")] == SECTIONS
    assert all(page.tree.xpath(f"//section[@id='{key}']/h2") for key in SECTIONS)
    assert page.tree.xpath("//figure/svg[@role='img']/title")


def test_every_number_leads_to_its_rows(report):
    """Every link within the page has its target; every block of rows has its query and its count."""
    page = report()
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in page.tree.xpath("//@href") if href.startswith("#")]
    assert set(inside) <= set(ids)
    blocks = page.tree.xpath("//div[@class='rows']")
    assert len(blocks) > 30
    for block in blocks:
        assert block.xpath("./pre/text()")[0]
        assert f"#{block.get('id')}" in page.tree.xpath(
            "//main//td//@href | //dd//@href | //li//@href"
        )


def test_the_query_of_a_number_gives_as_many_rows(report, folder):
    """The query behind each number of rows runs and gives just that number."""
    page, data = report(), load(folder)
    checked = 0
    for block in page.tree.xpath("//div[@class='rows']"):
        [query] = block.xpath("./pre/text()")
        if query.startswith("select"):
            [number] = page.tree.xpath(f"//a[@id='from-{block.get('id')}']/text()")
            assert len(data.sql(query)) == int(number), query
            checked += 1
    assert checked > 25


def test_rows_show_article_and_words(report, folder):
    """Rows of a speech show its article with its id and a link, and the words that it was read from."""
    page, data = report(), load(folder)
    [block, *_] = page.tree.xpath("//div[@class='rows'][contains(h3, 'speeches of Vũ Thị Đào')]")
    rows = [row.xpath("./td") for row in block.xpath(".//tbody/tr")]
    assert len(rows) == 3
    articles = data.articles.set_index("article_id")
    for *_, title, key, words in rows:
        article = articles.loc[key.text_content()]
        assert title.xpath("./a/@href") == [article["canonical_url"]]
        assert words.text_content() == "phát biểu khai mạc"


def test_hostile_words_are_text(report):
    """Scripts in titles, names, offices and awards are shown as text; only web addresses are linked."""
    page = report()
    assert "&lt;script&gt;alert(1)" in page.text
    assert page.tree.xpath("//script | //img | //iframe | //object | //form") == []
    assert page.tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert all(re.match("#|https?://", href) for href in page.tree.xpath("//@href"))


def test_the_page_forbids_everything_by_itself(report):
    """Its policy, the first thing in the head after the encoding, lets nothing run or load."""
    [policy] = report().tree.xpath("//head/meta[2]/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script" not in policy
    assert not re.search(r"url\((?!#)|@import", report().text)


def test_vietnamese(report):
    """In Vietnamese headings, numbers and days are Vietnamese, and the page says its language."""
    page = report(lang="vi")
    assert page.tree.get("lang") == "vi"
    assert page.number("bài viết") == "7"
    headings = " ".join(page.tree.xpath("//h2/text()"))
    for word in ("Khen thưởng", "Độ phủ", "Chất lượng dữ liệu", "Ai phát biểu"):
        assert word in headings
    assert re.search(r"đăng từ \d\d/\d\d/\d{4}", page.text)


def test_only_what_was_chosen(report, folder):
    """With a portal or days, all numbers are of those articles, and the page says so."""
    page = report(portal=["danang"])
    assert page.number("articles") == "1"
    assert page.number("speeches") == "1"
    assert "Only portal danang." in page.tree.xpath("//header")[0].text_content()


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_an_empty_dataset(tmp_path, lang):
    """A dataset without articles has a page that says what to do."""
    with open_run(tmp_path / "data"):
        pass
    write_report(str(tmp_path / "data"), tmp_path / "report.html", lang=lang)
    text = (tmp_path / "report.html").read_text("utf-8")
    assert {"en": "Harvest some first", "vi": "Hãy thu thập trước"}[lang] in text


def test_the_same_data_give_the_same_page(report):
    """Two reports of one dataset differ in nothing but the time of writing."""
    pages = [re.sub(r"\d\d:\d\d \(Hanoi\)", "", report().text) for _ in range(2)]
    assert pages[0] == pages[1]


def test_nothing_is_left_of_a_failure(folder, tmp_path, monkeypatch):
    """Where making it fails, the former page stays as it was and no draft is left."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.html").write_text("former")

    def fail(*_):
        raise DatasetError("no")

    monkeypatch.setattr(reporting.page, "render", fail)
    with pytest.raises(DatasetError):
        write_report(str(folder), out / "report.html")
    assert [(each.name, each.read_text()) for each in out.iterdir()] == [("report.html", "former")]


def test_wrong_usage(folder, tmp_path, capsys):
    """A folder without a dataset and an unknown portal are named; nothing is written."""
    out = tmp_path / "x.html"
    assert cli.main(["report", str(tmp_path), "--out", str(out)]) == 1
    assert "no dataset here" in capsys.readouterr().err
    with pytest.raises(BadInput, match="danang"):
        write_report(str(folder), out, portal=["da-nang"])
    assert not out.exists()


def test_a_missing_extra_is_named(folder, tmp_path, monkeypatch):
    """Without matplotlib the command says what to install, before it reads anything."""
    monkeypatch.setattr(reporting.page, "_NEEDS", ("no_such_package",))
    with pytest.raises(DatasetError, match=r"no_such_package: pip install 'govnews\[analysis\]'"):
        write_report(str(folder), tmp_path / "x.html")


def test_all_words_are_used_and_there():
    """Every text of the report is said somewhere, in both languages with the same gaps."""
    words = tomllib.loads(files("govnews.reporting").joinpath("words.toml").read_text("utf-8"))
    source = "".join(path.read_text() for path in Path(reporting.__file__).parent.glob("*.py"))
    dynamic = {"granted", "proposed", "posthumous", "revoked"} | {k for k in words if "state_" in k}
    for key, (english, vietnamese) in words.items():
        assert key in dynamic or re.search(rf"""["']{key}["']""", source), key
        assert set(re.findall(r"\{\w*\}", english)) == set(re.findall(r"\{\w*\}", vietnamese)), key
