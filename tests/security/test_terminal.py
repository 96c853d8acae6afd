"""What strangers wrote is shown as letters: on the terminal, in the log, on pages; secrets are not."""

from __future__ import annotations

import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.table import Table
from rich.text import Text

from govnews import extract
from govnews.cli import main
from govnews.dataset.csvfile import escape
from govnews.logfile import PrintableFormatter, logged
from govnews.notify import notify
from govnews.terminal import new_console
from govnews.text.printable import printable

COMMANDS = {
    "colour": "\x1b[31m",
    "title of the window": "\x1b]0;tin\x07",
    "link": "\x1b]8;;https://bad.example\x1b\\tin\x1b]8;;\x1b\\",
    "C1": "\x9b31m\x9d0;tin\x9c",
    "back": "ngan\x08\x08\x08\x08",
    "new line": "tin\r",
    "delete": "\x7f",
    "direction": "\u202egnp.exe\u2066",
    "unseen": "a\u200bb\ufeff",
    "line of another kind": "a\u2028b",
}
TEXT = (
    "Sáng 11/12, tại Nhà văn hóa xã, Ủy ban nhân dân xã Lam Sơn {0}tổ chức hội nghị tổng kết năm. "
    "Đồng chí Trần Văn Bình, Chủ tịch Ủy ban {0}nhân dân xã, phát biểu khai mạc hội nghị."
)
FORBIDDEN = set("\x07\x08\r\x1b\x7f\x9b\x9c\x9d\u200b\u2028\u202e\u2066\ufeff")
SECRET = "s3cr3t"  # noqa: S105 it opens nothing


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_terminal(name: str) -> None:
    """Texts, styled texts and tables show them as escapes."""
    out = io.StringIO()
    console = new_console(file=out, force_terminal=True, color_system=None, width=200)
    table = Table()
    table.add_column(COMMANDS[name])
    table.add_row(COMMANDS[name])
    for thing in (COMMANDS[name], Text(COMMANDS[name], style="red"), table):
        console.print(thing, markup=False)
    assert not set(out.getvalue()) & FORBIDDEN
    if name not in ("back", "new line"):  # rich drops these by itself
        assert out.getvalue().count("\\u") >= 1


@pytest.mark.parametrize("name", COMMANDS)
def test_in_a_log(name: str, tmp_path: Path) -> None:
    """Messages, arguments and errors are letters; a second line is no line of the log."""
    log = tmp_path / "a.log"
    with logged(log) as only_file:
        only_file.warning("listing not read: %s", f"{COMMANDS[name]}\n2026-01-01 ERROR forged")
        only_file.error("failed", exc_info=ValueError(COMMANDS[name]))
    text = log.read_text("utf-8")
    assert not set(text) & FORBIDDEN
    assert "\n    2026-01-01 ERROR forged" in text


def test_the_crawls_log_too() -> None:
    """The handler of Scrapy gets the same form."""
    record = logging.LogRecord("a", logging.INFO, "a", 1, "x %s", ("\x1b[2J",), None)
    assert PrintableFormatter("%(message)s").format(record) == "x \\u001b[2J"


@pytest.mark.parametrize("name", COMMANDS)
def test_of_a_page(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page with them everywhere gives records, tables and messages without them."""
    bad = COMMANDS[name]
    page = (
        f"<html lang='vi'><head><title>Lam Sơn {bad}tổng kết năm</title>"
        f'<link rel="canonical" href="/{bad}"></head><body><h1>Lam Sơn {bad}tổng kết năm</h1>'
        f"<div class='date'>11/12/2023 15:30{bad}</div><div class='content'><p>{TEXT.format(bad)}</p>"
        f'<p><img src="/{bad}.jpg" alt="{bad}" width=400></p><p>{TEXT.format(bad)}</p>'
        f'<a href="/{bad}.pdf">văn bản</a></div></body></html>'
    )
    file = tmp_path / f"a{bad.replace('/', '')}.html"
    file.write_text(page, encoding="utf-8")
    url = f"https://lamson.example.vn/tin{bad}-123456"
    for more in ([], ["--json"], ["--out", str(tmp_path / "data")]):
        assert main(["extract", str(file), "--url", url, *more]) == 0
    main(["extract", str(tmp_path / f"{bad}.html")])
    main(["status", str(tmp_path / "data")])
    shown = capsys.readouterr()
    shown_all = [shown.out, shown.err, str(extract(page, url).to_dict())]
    shown_all += [path.read_text("utf-8-sig") for path in (tmp_path / "data" / "csv").iterdir()]
    for text in shown_all:
        assert not set(text.replace("\r\n", "\n")) & FORBIDDEN


def test_json_stays_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Escapes of the terminal are those of JSON."""
    for bad in COMMANDS.values():
        assert json.loads(printable(json.dumps(bad, ensure_ascii=False))) == bad


@pytest.mark.parametrize(
    "start", ["=cmd|' /C calc'!A1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"]
)
def test_no_cell_begins_a_formula_behind_unseen_letters(start: str) -> None:
    """Escaping comes after cleaning, so that nothing hides what begins a cell."""
    page = (
        f"<html><head><title>{start}</title></head><body><h1>{start} tổng kết năm của xã</h1>"
        f"<div>11/12/2023 15:30</div><p>\u200b{start} {TEXT}</p><p>{TEXT}</p></body></html>"
    )
    article = extract(page, "https://lamson.example.vn/tin-123456").article
    for value in (article.title, article.body):
        assert escape(value)[0] not in "=+-@\t\r＝"


@pytest.mark.parametrize(
    "text", ["$(touch x)", "`touch x`", "; touch x", "| touch x", "\n touch x", "{run}"]
)
def test_no_words_of_a_page_reach_a_shell(text: str, tmp_path: Path) -> None:
    """What failed is told in a variable, whatever it holds; no shell reads the command."""
    out = tmp_path / "told"
    script = tmp_path / "tell.py"
    script.write_text(
        "import os, sys\n"
        f"open({str(out)!r}, 'w').write(os.environ['GOVNEWS_ERROR'] + '|' + sys.argv[1])\n"
    )
    command = f"{sys.executable} {script} {{error}}"
    assert notify(command, {"exit_code": 1, "error": text}, {"error": text})
    assert out.read_text() == f"{text}|{text}"
    assert [path.name for path in tmp_path.iterdir() if path.name == "x"] == []


def test_an_address_with_a_user_in_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is not fetched, and no message, record or table repeats it."""
    assert main(["inspect", f"https://me:{SECRET}@lamson.example.vn/tin-123456"]) == 2
    page = f"<html><body><h1>Lam Sơn tổng kết năm</h1><div>11/12/2023 15:30</div><p>{TEXT}</p><p>{TEXT}</p>"
    file = tmp_path / "a.html"
    file.write_text(page, encoding="utf-8")
    url = f"https://me:{SECRET}@lamson.example.vn/tin-123456"
    for more in ([], ["--json"], ["--out", str(tmp_path / "data")]):
        assert main(["extract", str(file), "--url", url, *more]) == 0
    said: Any = capsys.readouterr()
    assert "leave out what stands before the @" in said.err
    tables = [path.read_text("utf-8-sig") for path in (tmp_path / "data" / "csv").iterdir()]
    assert SECRET not in "".join([said.out, said.err, *tables])
