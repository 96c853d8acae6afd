"""Many small portals on loopback, each on an address of its own, that note when they were asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_BODY = (
    "<p>Sáng 11/12, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm. Đồng chí Trần Văn "
    "Bình, Chủ tịch Ủy ban nhân dân xã, chủ trì và phát biểu tại hội nghị.</p>"
)
_LISTED = (
    '<div class="asset-abstract"><h3 class="asset-title">'
    '<a href="/vi/tin/-/view_content/{number}-bai">tin</a></h3></div>'
)
_ARTICLE = (
    "<html><title>{title}</title><body><div>"
    '<div class="asset-full-content-title">{title}</div>'
    '<div class="assetPublishDate">Ngày đăng 11/12/2023 | 09:24 AM</div>'
    '<div class="asset-full-content"><div class="journal-content-article">{body}</div></div></div>'
)


@dataclass(frozen=True, slots=True)
class SmallPortal:
    """One of them."""

    name: str
    host: str
    """With its port."""
    articles: int
    asked: list[tuple[float, str]] = field(default_factory=list)
    """When (on the clock of `time.monotonic`) which path was asked for."""

    def page(self, path: str) -> tuple[int, str]:
        """The status and the page of a path: one listing, and articles as Liferay shows them."""
        if path == "/vi/tin":
            links = "".join(_LISTED.format(number=101 + n) for n in range(self.articles))
            return 200, f"<html><title>Tin</title><body>{links}"
        if "view_content" in path:
            title = f"Xã Lam Sơn tổng kết năm, {self.name} {path.rpartition('/')[2]}"
            return 200, _ARTICLE.format(title=title, body=_BODY * 10)
        return 404, "<html><title>404</title></html>"


@contextmanager
def small_portals(number: int, *, articles: int) -> Iterator[list[SmallPortal]]:
    """So many portals, running, each with so many articles."""
    with ExitStack() as stack:
        yield [stack.enter_context(_serving(at + 1, articles)) for at in range(number)]


def declare(portals: list[SmallPortal], path: Path, *, delay: float) -> None:
    """Write a file that declares them, with so many seconds between two requests."""
    path.write_text(
        "\n".join(
            f'[{portal.name}]\ntitle = "{portal.name}"\nfamily = "liferay"\nscheme = "http"\n'
            f'hosts = ["{portal.host}"]\nlistings = ["/vi/tin"]\ndiscover = false\n'
            f'delay = {delay}\nrests_on = "live"\nevidence = "made up"\n'
            for portal in portals
        ),
        encoding="utf-8",
    )


@contextmanager
def _serving(number: int, articles: int) -> Iterator[SmallPortal]:
    portal: SmallPortal

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            portal.asked.append((time.monotonic(), self.path))
            status, page = portal.page(self.path)
            content = page.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    # Hosts of their own, as addresses of one machine: a crawl's pace is kept for each host.
    with ThreadingHTTPServer((f"127.0.1.{number}", 0), Answers) as server:
        server.daemon_threads = True
        host = f"127.0.1.{number}:{server.server_port}"
        portal = SmallPortal(name=f"xa-{number}", host=host, articles=articles)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield portal
        server.shutdown()
