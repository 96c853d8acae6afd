"""What the documents say is so: columns, commands, examples, links."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from govnews import cli, model, outcome, portals
from govnews.dataset import open_run
from govnews.dataset.rows import CHANGE_KINDS, LEDGER_TABLES, STATES
from govnews.dataset.schema import columns
from govnews.demo.articles import load_articles
from govnews.demo.liferay import LiferaySite
from govnews.demo.sites import portal as demo_portal
from govnews.extract import Reading, assemble
from govnews.model import Record, flat
from govnews.page.clean import clean_page
from govnews.page.read import read_page
from govnews.portals.declared import portals_of

ROOT = Path(__file__).resolve().parents[1]
README, VIETNAMESE, DICTIONARY = "README.md", "README.vi.md", "data/README.md"
PAGES = {
    f"docs/{page}": f"docs/vi/{page}"
    for page in (
        "index.md",
        *(
            path.relative_to(ROOT / "docs").as_posix()
            for folder in ("how-to", "explanation")
            for path in sorted((ROOT / "docs" / folder).glob("*.md"))
        ),
    )
}
"""The documentation's pages in English, each with the same in Vietnamese."""
PORTALS = "docs/how-to/portals.md"
BOTH = {README: VIETNAMESE, **PAGES}
DOCUMENTS = (*BOTH, *BOTH.values(), DICTIONARY, "CHANGELOG.md")
SHOWN = 210129
"""Number of the demo's article whose rows the README shows."""

TYPES = {
    "string": "string",
    "int32": "int32",
    "date": "date32",
    "local_time": "timestamp[s, Asia/Ho_Chi_Minh]",
    "utc_time": "timestamp[s, UTC]",
    "list": "list of string",
}
CODES = {
    "roles": model.ROLES,
    "speech_kind": model.SPEECH_KINDS,
    "award_kind": model.AWARD_KINDS,
    "kind": CHANGE_KINDS,
    "state": STATES,
}

Row = dict[str, str]


def text(document: str) -> str:
    """A document of the project."""
    return (ROOT / document).read_text("utf-8")


def blocks(document: str, language: str = r"\w+") -> list[str]:
    """The code blocks of a document, fences included."""
    return re.findall(rf"^```{language}\n.*?^```$", text(document), re.DOTALL | re.MULTILINE)


def code(document: str, language: str) -> list[str]:
    """The code blocks of a language, without their fences."""
    return ["\n".join(block.splitlines()[1:-1]) for block in blocks(document, language)]


def rows_after(document: str, mark: str) -> list[Row]:
    """The first Markdown table below a line that starts with `mark`, by its headings."""
    below = text(document).split(f"\n{mark}", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table, mark
    lines = [re.split(r"(?<!\\)\|", line.strip("|\n")) for line in table.group().splitlines()]
    headings, _, *rows = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(headings, row, strict=True)) for row in rows]


@cache
def shown_record() -> Record:
    """The article of the README, read like a page of the demo."""
    article = next(article for article in load_articles() if article.id == SHOWN)
    site, portal = LiferaySite(load_articles()), demo_portal("demo-liferay", "http://127.0.0.1")
    path = site.address(article)
    answer = site.get(path, {})
    assert answer
    page = read_page(answer.body, f"http://127.0.0.1{path}", layouts=portal.layouts)
    return assemble(Reading(page=clean_page(page), portal=portal))


def commands() -> list[list[str]]:
    """Every `govnews …` line of the documents, split as a shell would."""
    scripts = [block for document in DOCUMENTS for block in code(document, "bash")]
    lines = dict.fromkeys(line for script in scripts for line in script.splitlines())
    return [shlex.split(line) for line in lines if line.startswith("govnews ")]


@pytest.mark.parametrize("table", [*model.TABLES, *LEDGER_TABLES])
def test_the_dictionary_has_exactly_the_columns_of_the_tables(table: str) -> None:
    """Names, order, types and nullability are those of the Arrow schema."""
    said = [
        (row["column"].strip("`"), row["type"], row["null"])
        for row in rows_after(DICTIONARY, f"### {table}\n")
    ]
    assert said == [(c.name, TYPES[c.kind], "yes" if c.nullable else "no") for c in columns(table)]


@pytest.mark.parametrize("column", CODES)
def test_the_dictionary_explains_every_code(column: str) -> None:
    """Each vocabulary is there, whole and in the model's order."""
    said = [row["code"].strip("`") for row in rows_after(DICTIONARY, f"**{column}**")]
    assert tuple(said) == CODES[column]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("event_part_of_day", model.PARTS_OF_DAY),
        ("recipient_kind", model.RECIPIENT_KINDS),
        ("status", model.AWARD_STATUSES),
    ],
)
def test_the_dictionary_names_the_values_of_short_lists(
    column: str, values: tuple[str, ...]
) -> None:
    """A column with few values lists them in its own row."""
    line = re.search(rf"^\| `{column}` .*$", text(DICTIONARY), re.MULTILINE)
    assert line
    assert re.findall(r"`(\w+)`", line.group().split("|")[4]) == list(values)


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_of_the_documents_exist(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The help of each command knows every option that a document uses."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command[1 : 3 if command[1] == "archive" else 2], "--help"])
    assert ended.value.code == 0
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert {word for word in command if word.startswith("--")} <= known


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_of_the_documents_exist(document: str) -> None:
    """`make something` is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    quoted = "\n".join(blocks(document) + re.findall(r"`[^`\n]+`", text(document)))
    assert set(re.findall(r"\bmake ([a-z]+)", quoted)) <= targets


@pytest.mark.parametrize("document", [README, VIETNAMESE])
def test_the_readme_lists_every_exit_code(document: str) -> None:
    """The table of exit codes is whole."""
    mark = "How a command ended" if document == README else "Lệnh kết thúc thế nào"
    said = [int(next(iter(row.values()))) for row in rows_after(document, mark)]
    assert said == [
        outcome.OK,
        outcome.FAILED,
        outcome.USAGE,
        outcome.NEEDS_A_PERSON,
        outcome.LOCKED,
        outcome.INTERRUPTED,
    ]


@pytest.mark.parametrize("document", BOTH)
def test_both_languages_have_the_same_code(document: str) -> None:
    """Whoever reads Vietnamese types the same commands, and finds the same sections."""
    assert programs(BOTH[document]) == programs(document)
    assert headings(BOTH[document]) == headings(document)


def programs(document: str) -> list[str]:
    """The blocks of code that a reader types or reads, without what builds the site."""
    return [block for block in blocks(document) if not block.startswith("```text")]


def headings(document: str) -> list[str]:
    """The depths of a document's headings, in order."""
    return re.findall(r"^(#+) ", re.sub(r"(?ms)^```.*?^```$", "", text(document)), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_the_documents_lead_somewhere(document: str) -> None:
    """A link to a file of the project names one that exists."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(document))
    folder = (ROOT / document).parent
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("document", [PORTALS, BOTH[PORTALS]])
def test_the_page_on_portals_counts_the_declared_ones(document: str) -> None:
    """Every family with its platform and the number of its portals."""
    said = {}
    for row in rows_after(document, "**"):
        name, platform, number, _, _ = row.values()
        said[name.strip("`")] = (platform, int(number))
    count = Counter(portal.family for portal in portals.all_portals())
    assert said == {f.name: (f.title, count[f.name]) for f in portals.FAMILIES.values()}


def test_the_example_portal_is_a_valid_declaration() -> None:
    """What the page on portals tells to add can be added, in twelve lines at most."""
    (example,) = code(PORTALS, "toml")
    assert len(example.splitlines()) <= 12
    (portal,) = portals_of(tomllib.loads(example), where=PORTALS).values()
    assert portal.start_urls[0] == f"https://{portal.hosts[0]}{portal.listings[0]}"


@pytest.mark.parametrize("document", [README, VIETNAMESE])
@pytest.mark.parametrize("table", model.TABLES)
def test_the_readme_shows_rows_as_they_are_read(document: str, table: str) -> None:
    """The example rows are what the demo's article gives today."""
    record = shown_record()
    found = [record.article] if table == "articles" else getattr(record, table)
    read = [flat(row) for row in found]
    for said in rows_after(document, f"**{table}**"):
        number = next((name for name in said if name.endswith("_no")), None)
        row = next(r for r in read if number is None or str(r[number]) == said[number])
        for column, cell in said.items():
            assert_shows(cell, row[column])


def assert_shows(cell: str, value: Any) -> None:
    """A cell is the value, a list's entries, a time's day, or a beginning that ends in `…`."""
    full = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    if cell.endswith("…"):
        assert full.startswith(cell.removesuffix("…").rstrip())
    else:
        assert cell in (full, full.partition(" 00:00:00+07:00")[0])


@pytest.mark.parametrize("document", [README, VIETNAMESE])
def test_the_readme_counts_the_articles_of_the_demo(document: str) -> None:
    """The number of articles that `make demo` finds is the number that is announced."""
    assert re.search(rf"\b{len(load_articles())}\b", text(document).split("```", 3)[2])


def test_the_example_of_the_readme_gives_what_it_says() -> None:
    """The session with `govnews.facts` prints what stands there."""
    (session,) = code(README, "pycon")
    test = doctest.DocTestParser().get_doctest(session + "\n", {}, README, README, 0)
    assert test.examples
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.failed == 0


@pytest.mark.parametrize("document", [README, DICTIONARY])
def test_the_snippets_for_notebooks_run(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied into a notebook next to a dataset, each snippet runs."""
    with open_run(tmp_path / "data") as run:
        run.add(shown_record())
    monkeypatch.chdir(tmp_path)
    record = shown_record()
    names: dict[str, Any] = {"article": flat(record.article), "row": flat(record.awards[0])}
    for snippet in code(document, "python"):
        exec(compile(snippet, document, "exec"), names)  # noqa: S102 our own documents
