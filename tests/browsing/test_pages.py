"""What Datasette answers with govnews's plugin and templates."""

from __future__ import annotations

import shutil

import pytest
from lxml import html

from govnews.dataset import open_run

TABLES = ("articles", "people", "speakers", "awards", "captions", "changes", "states", "coverage")


@pytest.mark.parametrize("query", ["Hoà Bình", "Hòa Bình", "hoa binh", "Hoa  BINH"])
def test_search_finds_every_spelling(get, query):
    """The search of the table's page finds the same three articles, however the name is typed."""
    found = get(f"/dataset/articles.json?_shape=array&_search={query}").json()
    expected = get("/dataset/articles.json?_shape=array&_search=hoa+binh").json()
    assert found == expected
    assert len(found) == 3


@pytest.mark.parametrize("query", ["Vũ Thị Đào", "vu thi dao", "dang uy xa"])
def test_people_are_found_by_name_and_office(get, query):
    """The table of people is searched by names, offices and evidence, with marks or without."""
    found = get(f"/dataset/people.json?_shape=array&_search={query}").json()
    assert {row["name"] for row in found} >= {"Vũ Thị Đào"}


@pytest.mark.parametrize("path", ["/", "/dataset", *(f"/dataset/{table}" for table in TABLES)])
def test_pages_forbid_scripts(get, path):
    """No page has a script or a handler of one, and its policy forbids all of them."""
    answer = get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    tree = html.document_fromstring(answer.text)
    assert tree.xpath("//script | //iframe | //object | //@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//*[@src] | //link[not(starts-with(@href, '/') or @href='data:,')]") == []


@pytest.mark.parametrize("table", ["articles", "people", "awards", "captions"])
def test_hostile_words_are_text(get, table):
    """Scripts in titles, names, offices, captions and awards are shown as text; only http is linked."""
    for path in (f"/dataset/{table}?_all=1&_size=max", f"/dataset/{table}?_search=alert"):
        answer = get(path)
        assert "alert(1)" in answer.text
        tree = html.document_fromstring(answer.text)
        assert tree.xpath("//script | //img") == []
        assert not [href for href in tree.xpath("//@href") if "javascript" in href[:12].lower()]


def test_a_fact_shows_its_sentence(get):
    """The sentence stands beside the fact, the words that it was read from marked in it."""
    tree = html.document_fromstring(get("/dataset/awards?recipient=Lê+Văn+Tám").text)
    cell = tree.xpath("//td[@data-label='sentence']")[0]
    assert cell.text_content() == "Dịp này, ông Lê Văn Tám nhận Bằng khen."
    assert cell.xpath("./mark/text()") == ["nhận Bằng khen"]


def test_a_fact_leads_to_its_article(get):
    """The article of a fact is linked under its title, and its page links to its facts."""
    tree = html.document_fromstring(get("/dataset/people?person_no=2").text)
    [link, *_] = tree.xpath("//td[@data-label='article_id']/a")
    assert "của xã Lam Sơn" in link.text
    article = html.document_fromstring(get(link.get("href")).text)
    links = {item.text_content().strip() for item in article.xpath("//ul[@class='related']/li")}
    assert {"People 2", "Speeches 1", "Awards 1", "Pictures 1"} <= links


@pytest.mark.parametrize(
    ("table", "facets"),
    [
        ("articles", {"portal", "province"}),
        ("people", {"roles", "portal"}),
        ("speakers", {"speech_kind"}),
        ("awards", {"award_kind", "status"}),
    ],
)
def test_facets(get, table, facets):
    """Tables count their rows by portal, province, role and kind."""
    found = get(f"/dataset/{table}.json").json()["facet_results"]
    assert facets <= set(found)
    assert all(found[facet]["results"] for facet in facets)


@pytest.mark.parametrize(
    "statement",
    ["delete from articles", "update people set name = 'x'", "drop table awards", "vacuum",
     "attach '/tmp/x' as y", "pragma journal_mode = wal"],
)  # fmt: skip
def test_nothing_can_be_written(get, file, statement):
    """A statement that writes is refused with a page that says so, and the file stays as it was."""
    before = file.read_bytes()
    answer = get(f"/dataset?sql={statement}")
    assert answer.status_code == 400
    assert "error" in answer.text
    assert file.read_bytes() == before


def test_sql_compares_without_marks(get):
    """`unaccent` in SQL folds names as the search does."""
    query = "select count(*) as n from people where unaccent(name) = unaccent('Vũ Thị ĐÀO')"
    assert get(f"/dataset.json?sql={query}&_shape=array").json() == [{"n": 4}]


def test_a_change_of_the_dataset_is_told(get, folder):
    """After another run every page says how to see the new state; a moved dataset is told too."""
    assert "has changed" not in get("/").text
    with open_run(folder):
        pass
    assert "start <code>govnews browse</code> again" in get("/dataset/people").text
    shutil.rmtree(folder)
    assert "has changed" in get("/").text


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/dataset?sql=nonsense", 400)])
def test_errors_are_pages(get, path, status, capsys):
    """A wrong address is answered by a page of its own, without a word in the terminal's log."""
    answer = get(path)
    assert answer.status_code == status
    assert 'class="error"' in answer.text
    assert "Traceback" not in "".join(capsys.readouterr())
