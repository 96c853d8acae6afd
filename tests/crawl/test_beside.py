"""Several portals in one run: none holds up or fails the others."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

FIELDS = {"family": "liferay", "listings": ["/vi/tin"], "discover": False}


@pytest.fixture
def healthy(site: Any, markup: Any) -> dict[str, Any]:
    """A portal with five articles."""
    paths = [f"/vi/tin/-/view_content/{number}-bai" for number in range(101, 106)]
    day = "11/12/2023 | 09:24 AM"
    site.pages["/vi/tin"] = markup.liferay_listing(tuple((path, day) for path in paths))
    site.pages |= {path: markup.liferay_article(f"Bài {path}") for path in paths}
    return {"name": "lanh", "hosts": [site.host], **FIELDS}


@pytest.fixture
def silent() -> Iterator[str]:
    """A host that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def dripping() -> Iterator[str]:
    """A host that answers everything with a page which never ends, a few bytes at a time."""
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>"

    def drip(client: socket.socket) -> None:
        with client:
            try:
                client.sendall(head)
                while not over.wait(0.1):
                    client.sendall(b"<p>")
            except OSError:
                return  # the crawl has left

    def serve() -> None:
        while not over.is_set():
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(client,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{server.getsockname()[1]}"
    over.set()
    server.close()


def test_a_silent_and_a_dripping_portal_hold_up_nobody(
    healthy: dict[str, Any], silent: str, dripping: str, harvest_all: Any
) -> None:
    """While two portals give nothing, the third is read to its end; the deadline ends the two."""
    crawl = harvest_all(
        [
            {"name": "im", "hosts": [silent], **FIELDS},
            {"name": "giot", "hosts": [dripping], **FIELDS},
            healthy,
        ],
        deadline=8,
    )
    portals = crawl.report["portals"]
    assert portals["lanh"]["finish_reason"] == "finished"
    assert len(crawl.articles()) == 5
    assert portals["lanh"]["complete"]
    for name in ("im", "giot"):
        assert portals[name]["finish_reason"] == "deadline"
        assert any("the deadline came" in text for text in portals[name]["problems"])
    assert crawl.exit_code == 3


def test_the_time_of_a_portal_is_its_own(
    healthy: dict[str, Any], silent: str, harvest_all: Any
) -> None:
    """A portal's seconds end with its own walk, not with that of the slowest."""
    crawl = harvest_all([{"name": "im", "hosts": [silent], **FIELDS}, healthy], deadline=8)
    portals = crawl.report["portals"]
    assert portals["lanh"]["seconds"] < portals["im"]["seconds"]


def test_a_portal_that_cannot_be_set_up_fails_alone(
    healthy: dict[str, Any], harvest_all: Any
) -> None:
    """A declaration that breaks at the start is told as that portal's outcome; the others go on."""
    broken = {"name": "hong", "hosts": ["127.0.0.1:9"], **FIELDS, "hours": "never"}
    crawl = harvest_all([broken, healthy])
    portals = crawl.report["portals"]
    assert len(crawl.articles()) == 5
    assert portals["lanh"]["problems"] == []
    (problem,) = portals["hong"]["problems"]
    assert problem.startswith("cannot be set up: ")
    assert "22:00-05:00" in problem
    assert crawl.exit_code == 3


def test_a_portal_that_needs_a_browser_fails_alone(
    healthy: dict[str, Any], harvest_all: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no browser is installed, only the portals that need one are not read."""
    monkeypatch.setenv("GOVNEWS_BROWSER", "/no/such/browser")
    needing = {"name": "duyet", "hosts": ["127.0.0.1:9"], **FIELDS, "browser": True}
    crawl = harvest_all([needing, healthy])
    assert len(crawl.articles()) == 5
    assert "read with a browser" in crawl.report["portals"]["duyet"]["problems"][0]
    assert crawl.exit_code == 3


def test_the_deadline_keeps_what_was_read(
    site: Any, healthy: dict[str, Any], harvest_all: Any
) -> None:
    """A walk cut by the deadline is stored as far as it came; the next run reads the rest."""
    paths = [path for path in site.pages if "view_content" in path]
    page = site.pages[paths[2]]

    def slow(_: Any) -> str:
        time.sleep(6)
        return str(page)

    site.pages[paths[2]] = slow
    first = harvest_all([healthy], deadline=3)
    assert first.exit_code == 3
    assert 2 <= len(first.articles()) < 5
    assert not first.report["portals"]["lanh"]["complete"]
    assert "articles_failed" not in first.counts
    site.pages[paths[2]] = page
    second = harvest_all([healthy])
    assert sorted(second.articles()) == sorted(paths)
    assert second.exit_code == 0
