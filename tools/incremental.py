"""What later harvests of a large portal cost: requests, seconds and memory.

A portal of made-up articles runs on loopback and is harvested as a user would. Between the harvests
a day passes (the ledger is set back), articles are added, edited, dated back and taken away.

    python tools/incremental.py [--articles 5000] [--json]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from govnews.again import AGES, reached, read_ages
from govnews.dataset.ledger import utc_text
from govnews.model import HANOI

PER_PAGE = 10
NEIGHBOURS = 5
"""Pagers link to so many pages before and after their own."""
PAUSE = timedelta(hours=16)
"""Between two articles."""
ROUNDS = 14
_PAGE = (
    "<!DOCTYPE html><html lang='vi'><head><title>{title}</title></head><body>{main}</body></html>"
)
_ARTICLE = (
    '<div><div class="asset-full-content-title">{title}</div>'
    '<div class="assetPublishDate block_timer">Ngày đăng {day}</div>'
    '<div class="asset-full-content"><div class="journal-content-article">'
    "<p>Sáng nay, tại Hội trường Trung tâm, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị số {number}. "
    "Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, chủ trì hội nghị.</p>"
    "<p>Hội nghị thống nhất các chỉ tiêu về thu ngân sách, trồng rừng và làm đường nông thôn."
    "{more}</p></div></div></div>"
)
_ENTRY = (
    '<div class="asset-abstract"><h3 class="asset-title"><a href="{path}">{number}</a></h3>'
    '<div class="assetPublishDate">Ngày đăng {day}</div></div>'
)


@dataclass(slots=True)
class Article:
    """One made-up article."""

    number: int
    published: datetime
    more: str = ""

    @property
    def path(self) -> str:
        return f"/vi/tin/-/view_content/{self.number}-hoi-nghi"

    @property
    def day(self) -> str:
        return self.published.strftime("%d/%m/%Y | %I:%M %p")


@dataclass
class Portal:
    """The articles in the order of the listing, and what was asked for."""

    articles: list[Article]
    asked: list[str] = field(default_factory=list)
    unmodified: int = 0

    @classmethod
    def of(cls, number: int) -> Portal:
        now = datetime.now(HANOI)
        return cls([Article(10_000_000 - i, now - i * PAUSE) for i in range(number)])

    def answer(self, address: str) -> str | None:
        """The page at an address; None where there is none."""
        self.asked.append(address)
        parts = urlsplit(address)
        if parts.path == "/vi/tin":
            return self._listing(int(parse_qs(parts.query).get("_101_cur", ["1"])[0]))
        number = parts.path.rpartition("/")[2].partition("-")[0]
        for article in self.articles:
            if str(article.number) == number:
                title = f"Hội nghị số {number} của xã Lam Sơn"
                main = _ARTICLE.format(title=title, **_fields(article))
                return _PAGE.format(title=title, main=main)
        return None

    def _listing(self, page: int) -> str | None:
        pages = -(-len(self.articles) // PER_PAGE)
        shown = self.articles[(page - 1) * PER_PAGE : page * PER_PAGE]
        numbers = range(max(1, page - NEIGHBOURS), min(pages, page + NEIGHBOURS) + 1)
        links = "".join(f'<a href="/vi/tin?_101_cur={n}">{n}</a>' for n in numbers)
        entries = "".join(_ENTRY.format(**_fields(article)) for article in shown)
        return _PAGE.format(title="Tin tức", main=entries + links) if shown else None

    @property
    def pages_asked(self) -> int:
        """Listing pages among what was asked for."""
        return sum(address.startswith("/vi/tin?") or address == "/vi/tin" for address in self.asked)


def _fields(article: Article) -> dict[str, Any]:
    return {
        "number": article.number,
        "path": article.path,
        "day": article.day,
        "more": article.more,
    }


def serve(portal: Portal) -> ThreadingHTTPServer:
    """Serve a portal on a free port of this machine, with validators for its articles."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are written apart

        def do_GET(self) -> None:
            page = portal.answer(self.path)
            body = (page or "").encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            is_article = "/view_content/" in self.path
            if page and is_article and self.headers["If-None-Match"] == etag:
                portal.unmodified += 1
                self.send_response(304)
                self.send_header("ETag", etag)
                self.end_headers()
                return
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if is_article:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass
class Trial:
    """A portal and its harvests in one folder."""

    folder: Path
    portal: Portal
    port: int

    def harvest(self) -> dict[str, Any]:
        """One harvest; its report, with what it asked for."""
        self.portal.asked.clear()
        self.portal.unmodified = 0
        declared = self.folder / "portals.toml"
        declared.write_text(
            '[nhieu-bai]\ntitle = "Cổng thử"\nfamily = "liferay"\nscheme = "http"\n'
            f'hosts = ["127.0.0.1:{self.port}"]\nlistings = ["/vi/tin"]\ndiscover = false\n'
            f'delay = 0.0\nevidence = "made up"\ndeep_runs = {ROUNDS}\n',
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "govnews", "harvest", "nhieu-bai", "--quiet"]
        options = ["--portals", str(declared), "--out", str(self.data), "--no-archive"]
        subprocess.run([*command, *options], check=True)
        paths = sorted((self.data / "runs").glob("2*.json"), key=lambda path: path.stat().st_mtime)
        report: dict[str, Any] = json.loads(paths[-1].read_text(encoding="utf-8"))
        outcome = report["portals"]["nhieu-bai"]
        return {
            "walk": outcome["walk"],
            "requests": len(self.portal.asked),
            "listing_pages": self.portal.pages_asked,
            "not_modified": self.portal.unmodified,
            "new": report["new"],
            "changed": report["changed"],
            "missing": outcome["counts"].get("known_missing", 0),
            "seconds": report["seconds"],
            "peak_mb": report["peak_rss_mb"],
        }

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def pass_a_day(self) -> None:
        """Make the ledger say that everything was last looked at a day ago."""
        yesterday = utc_text(datetime.now(UTC) - timedelta(days=1))
        with closing(sqlite3.connect(self.data / "ledger.sqlite")) as ledger, ledger:
            ledger.execute("update seen set first_seen = ?, last_seen = ?", (yesterday, yesterday))
            ledger.execute("update looks set at = ?", (yesterday,))

    def change(self) -> None:
        """Three new, two edited, one taken away, and one dated back behind the known pages.

        Those edited and taken away have come to an age at which they are looked at again.
        """
        articles, now = self.portal.articles, datetime.now(HANOI)
        ages, yesterday = read_ages(AGES), now - timedelta(days=1)
        due = [one for one in articles if reached(ages, one.published, yesterday, now)]
        for article in due[:2]:
            article.more = " Đã sửa."
        articles.remove(due[2])
        at = self.next_window() * PER_PAGE + 3
        articles.insert(at, Article(5_000_000, articles[at].published))
        articles[:0] = [Article(20_000_000 - i, now) for i in range(3)]

    def next_window(self) -> int:
        """The page where the deep check goes on."""
        with closing(sqlite3.connect(self.data / "ledger.sqlite")) as ledger:
            (page,) = ledger.execute("select next from windows").fetchone()
        return int(page)


def measure(number: int, folder: Path) -> dict[str, dict[str, Any]]:
    """What the first harvest cost and found, one with nothing new, and one with changes."""
    portal = Portal.of(number)
    server = serve(portal)
    try:
        trial = Trial(folder, portal, server.server_port)
        found = {"first": trial.harvest()}
        trial.pass_a_day()
        found["nothing new"] = trial.harvest()
        trial.pass_a_day()
        trial.change()
        found["changes"] = trial.harvest()
    finally:
        server.shutdown()
        server.server_close()
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govnews-") as folder:
        found = measure(arguments.articles, Path(folder))
    if arguments.json:
        print(json.dumps(found, indent=2))
        return
    columns = list(found["first"])
    print(" " * 12 + " ".join(f"{name[:9]:>9}" for name in columns))
    for name, row in found.items():
        print(f"{name:12}" + " ".join(f"{row[column]!s:>9}" for column in columns))


if __name__ == "__main__":
    main()
