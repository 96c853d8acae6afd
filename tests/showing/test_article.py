"""An article shown: in a notebook, as a page, on a terminal."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from govnews.dataset import Dataset, load, open_run
from govnews.errors import BadInput
from govnews.model import Article, Caption, Record, article_id


def element(shown: object) -> html.HtmlElement:
    """What a notebook would show."""
    return html.fragment_fromstring(shown._repr_html_())


def text_of(found: html.HtmlElement) -> str:
    """Its text without the labels of marks and the style."""
    for other in found.xpath(".//style|.//*[contains(@class, 'gn-label')]"):
        other.drop_tree()
    return found.text_content()


def test_the_words_of_every_fact_are_marked(data: Dataset, url: str) -> None:
    """Each row's evidence stands under marks of its kind, and the text around is unchanged."""
    view = element(data.show(url))
    kinds = {"people": "person", "speakers": "speech", "awards": "award"}
    for table, kind in kinds.items():
        rows = getattr(data, table)
        marked = "".join(
            view.xpath(f".//section[@lang='vi']//mark[contains(@class, 'gn-{kind}')]/text()")
        )
        for words in rows[rows["article_id"] == article_id(url)]["evidence_text"]:
            assert words in marked
    [body] = data.articles.loc[data.articles["url"] == url, "body"]
    assert body.replace("\n\n", "") in text_of(view.xpath(".//section[@lang='vi']")[0])


def test_marks_and_facts_lead_to_each_other(data: Dataset, url: str) -> None:
    """Every link inside leads to an element of the same article, and every fact is linked."""
    view = element(data.show(url))
    ids = view.xpath(".//@id")
    links = {href[1:] for href in view.xpath(".//a/@href") if href.startswith("#")}
    assert len(ids) == len(set(ids))
    assert links == set(ids)
    facts = view.xpath(".//ul[@class='gn-facts']/li")
    rows = sum((getattr(data, table)["article_id"] == article_id(url)).sum()
               for table in ("people", "speakers", "awards"))  # fmt: skip
    assert len(facts) == rows + 1  # and the event
    assert all(fact.xpath("./a/@href") for fact in facts)


def test_two_outputs_of_a_notebook_do_not_share_links(data: Dataset, url: str) -> None:
    """The same article shown twice: each output leads to itself."""
    shown = data.show(url)
    first, second = (set(element(shown).xpath(".//@id")) for _ in range(2))
    assert first
    assert not first & second


def test_kinds_are_told_apart_without_colour(data: Dataset, url: str) -> None:
    """Each kind has a letter of its own and a line of its own, and the legend names it."""
    view = element(data.show(url))
    legend = view.xpath(".//ul[@class='gn-legend']/li")
    assert [item.text_content().split()[0] for item in legend] == [
        "Eevent", "Pperson", "Sspeech", "Aaward",
    ]  # fmt: skip
    style = "".join(view.xpath(".//style/text()"))
    lines = re.findall(r"mark\.gn-\w+ \{[^}]*border-bottom: (\dpx \w+)", style)
    assert len(lines) == len(set(lines)) == 4


def test_pictures_are_told_and_not_fetched(data: Dataset, url: str) -> None:
    """Caption, credit and address of every picture, as text."""
    view = element(data.show(url))
    items = [item.text_content() for item in view.xpath(".//ol/li")]
    assert "(Việt Khoa)" in items[0]
    assert "https://haian.example.vn/anh/1.jpg" in items[0]
    assert items[1].startswith("without a caption")
    assert not view.xpath(".//img|.//picture|.//video|.//iframe|.//link|.//script|.//object")


def test_an_edit_is_shown_beside_its_version(data: Dataset, url: str) -> None:
    """The versions with their times, and the words that went and came."""
    view = element(data.show(url))
    assert view.xpath(".//del/text()") == ["320"]
    assert view.xpath(".//ins/text()") == ["350"]
    text = str(data.show(url))
    assert "version 1: first fetched 2023-11-21 09:00\n" in text
    assert "version 2: first fetched 2023-11-23 09:00 (current, shown here)" in text
    assert "CHANGED SINCE VERSION 1\ntext · number\n" in text


def test_a_former_version_is_shown_when_asked_for(data: Dataset, folder: Path, url: str) -> None:
    """By its number, or as the dataset was known on a day."""
    for shown in (data.show(url, 1), load(folder, as_of="2023-11-22").show(url)):
        assert "320 hộ" in str(shown)
        assert "350 hộ" not in str(shown)
        assert "CHANGED" not in str(shown)
    with pytest.raises(BadInput, match=r"has no version 3: it has 1, 2"):
        data.show(url, 3)


def test_an_article_is_found_by_id_or_address(data: Dataset, url: str) -> None:
    """Both name the same; another name is told with what to give."""
    assert str(data.show(article_id(url))) == str(data.show(url))
    with pytest.raises(BadInput, match=r"no article 'https://xa.vn/1' here: give an article_id"):
        data.show("https://xa.vn/1")


def test_an_article_that_was_not_known_yet_is_told(folder: Path, url: str) -> None:
    """As of a day before its first fetch there is nothing to show."""
    with pytest.raises(BadInput, match="was not yet known then"):
        load(folder, as_of="2020-01-01").show(url)


def test_labels_in_vietnamese(data: Dataset, url: str) -> None:
    """lang="vi" names the parts in Vietnamese; another language is refused."""
    text = str(data.show(url, lang="vi"))
    assert "DỮ KIỆN\nSự kiện\nS  Hội nghị" in text
    assert "[N1 đồng chí Trần Thị Minh Hằng" in " ".join(text.split())
    assert element(data.show(url, lang="vi")).get("lang") == "vi"
    with pytest.raises(BadInput, match="lang='fr': choose one of 'en', 'vi'"):
        data.show(url, lang="fr")


def test_text_fits_a_terminal(data: Dataset, url: str) -> None:
    """No line but an address is longer than 80 columns, and print and repr say the same."""
    shown = data.show(url)
    lines = str(shown).splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 80
    assert repr(shown) == str(shown)
    assert "[P1 đồng chí Trần Thị Minh Hằng, Chủ tịch HĐND quận]" in " ".join(lines)


def test_a_hostile_article_is_text_on_a_page(
    data: Dataset, hostile_url: str, hostile_words: str
) -> None:
    """Scripts in title, text, caption, name and address are words; none of them is an element."""
    for lang in ("en", "vi"):
        view = element(data.show(hostile_url, lang=lang))
        assert {node.tag for node in view.iter()} <= {
            "article", "style", "header", "h2", "h3", "h4", "p", "br", "a", "ul", "ol", "li",
            "span", "mark", "div", "section", "dl", "dt", "dd", "b", "code", "small", "em",
        }  # fmt: skip
        assert all(href.startswith("#") for href in view.xpath(".//a/@href"))
        assert not view.xpath(".//@*[starts-with(name(), 'on')]|.//@src|.//@style")
        assert view.text_content().count(hostile_words) >= 8
        assert view.xpath(".//code")[0].text == hostile_url
        assert "\u202e" not in view.text_content()


def test_a_hostile_article_commands_no_terminal(data: Dataset, hostile_url: str) -> None:
    """Escape sequences and marks of direction are shown as escapes."""
    text = str(data.show(hostile_url))
    assert "\\u001b[31m\\u202e" in text
    assert all(sign == "\n" or sign.isprintable() for sign in text)


def test_a_page_of_its_own(data: Dataset, hostile_url: str, tmp_path: Path) -> None:
    """The saved page forbids the browser to load anything, whatever the article holds."""
    path = data.show(hostile_url).save(tmp_path / "page.html")
    page = html.parse(path).getroot()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not page.xpath("//script|//img|//link|//@src")
    assert len(page.xpath("//h1")) == 1
    assert "url(" not in path.read_text("utf-8").replace("&", "")


def test_an_article_of_pictures_alone_is_shown(tmp_path: Path, url: str) -> None:
    """Without text, facts or a date there is still a title, a picture, and a word on what is missing."""
    article = Article(
        article_id=article_id(url), portal="haian", url=url, canonical_url=url, title="Ảnh",
        body="", content_hash="h", parser="test",
    )  # fmt: skip
    picture = Caption(image_no=1, image_url=f"{url}/1.jpg")
    with open_run(tmp_path / "data") as run:
        run.add(Record(article=article, captions=(picture,)))
    shown = load(tmp_path / "data").show(url)
    assert "PICTURES\n1. without a caption\n" in str(shown)
    assert "No facts were read from this article." in str(shown)
    view = element(shown)
    assert not view.xpath(".//mark|.//ul[@class='gn-legend']|.//section[@lang='vi']/p")
    assert "No facts were read" in view.text_content()


def test_an_article_is_shown_while_parts_are_replaced(
    folder: Path, url: str, tmp_path: Path
) -> None:
    """A dataset that was loaded before its parts were merged into others still shows its articles."""
    copy = shutil.copytree(folder, tmp_path / "data")
    loaded = load(copy)
    expected = str(loaded.show(url))
    with closing(sqlite3.connect(copy / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("update parts set file = 'merged-' || file")
    for part in (copy / "versions").iterdir():
        part.rename(part.with_name(f"merged-{part.name}"))
    assert str(loaded.show(url)) == expected
    assert loaded.evidence(loaded.people.iloc[0]).text == loaded.people["evidence_text"].iloc[0]


def test_opening_a_dataset_is_light(folder: Path) -> None:
    """`load` reads no table and imports no library of tables: that waits until one is asked for."""
    code = (
        f"import sys, govnews\ngovnews.load({str(folder)!r})\n"
        "print([name for name in ('pandas', 'pyarrow', 'polars', 'duckdb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
