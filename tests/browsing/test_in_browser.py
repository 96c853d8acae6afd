"""The command, and its pages in a real browser."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest

PATHS = (
    "",
    "dataset/articles?_search=alert",
    "dataset/articles?_all=1",
    "dataset/people",
    "dataset/awards",
    "dataset/coverage",
    "dataset?sql=select+*+from+captions",
)


@pytest.fixture
def browse(folder, file, tmp_path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `govnews browse`; its first line is its address."""
    started = []

    def start(*options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "govnews", "browse", str(folder), "--file", str(file)]
        process = subprocess.Popen(
            [*command, "--no-open", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_it_answers_until_interrupted(browse):
    """The command prints the address at which it answers on this machine; Ctrl-C ends it with 0, quietly."""
    process = browse("--port", "0")
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    found = json.load(urlopen(f"{address}dataset/articles.json?_shape=array&_search=hoa+binh"))
    assert len(found) == 3
    process.send_signal(signal.SIGINT)
    rest, told = process.communicate(timeout=30)
    assert process.returncode == 0
    assert rest == ""
    assert [line for line in told.splitlines() if "Ctrl-C" not in line] == []


def test_a_port_that_is_taken(browse):
    """A port that another program has is named, with what to do; the exit code is 2."""
    first = browse("--port", "0")
    port = first.stdout.readline().strip().rstrip("/").rpartition(":")[2]
    second = browse("--port", port)
    _, told = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"127.0.0.1:{port}" in told
    assert "choose another --port" in told


def test_another_host_is_warned_of(browse):
    """Answering to other machines is told in words: everybody who reaches this one can read."""
    process = browse("--port", "0", "--host", "0.0.0.0")  # noqa: S104 that is what is warned of
    assert process.stdout.readline().startswith("http://0.0.0.0:")
    process.send_signal(signal.SIGINT)
    assert "everybody who reaches this machine" in process.communicate(timeout=30)[1]


def test_pages_in_a_browser(browse, look):
    """No script of an article runs, nothing leaves this machine, every width and a screen reader do."""
    address = browse("--port", "0").stdout.readline().strip()
    for path in PATHS:
        looked = look(address + path)
        assert looked.dialogs == looked.complaints == looked.findings == looked.too_wide == []
        assert all(request.startswith(address) for request in looked.requests)
        assert looked.focused[0] == "A To the content"
        assert len(set(looked.focused)) > 8


def test_a_search_by_keyboard(browse, chromium):
    """Typed into the search box of the first page in any spelling, a name finds the same articles."""
    address = browse("--port", "0").stdout.readline().strip()
    page = chromium.new_page()
    found = []
    for typed in ("Hoà Bình", "Hòa Bình", "hoa binh"):
        page.goto(address)
        page.focus("#search-articles")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_selector("table.rows")
        found.append(page.eval_on_selector_all("td.pk", "cells => cells.map(c => c.textContent)"))
    page.close()
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 3
