"""Whether dead and dripping portals hold up the others: one run without them, one with them.

Starts loopback portals, harvests them twice, each time in a process of its own, and compares how
long the healthy ones took. Ends with 1 where the slowest of them took more than `--most` times as
long beside the troubled ones.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DEADLINE = 60
"""Seconds after which the troubled portals are left."""
CRAWL = """
import json, sys
from datetime import timedelta
from govnews.harvest import harvest
from govnews.portals import Portal
job = json.load(sys.stdin)
portals = [Portal(title=p["name"], family="liferay", listings=("/vi/tin",), discover=False,
    scheme="http", hosts=(p["host"],), name=p["name"]) for p in job["portals"]]
result = harvest(portals, out=job["out"], deadline=timedelta(seconds=job["deadline"]), silent=True)
print(json.dumps(result.report))
"""
BODY = "<p>Sáng 11/12, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm. Đồng chí Trần Văn Bình chủ trì.</p>"


class Healthy(BaseHTTPRequestHandler):
    """A listing and its articles."""

    articles = 12

    def do_GET(self) -> None:
        """Answer like Liferay."""
        status, page = self._page()
        content = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _page(self) -> tuple[int, str]:
        if self.path == "/vi/tin":
            return 200, "<html><title>Tin</title><body>" + "".join(
                '<div class="asset-abstract"><h3 class="asset-title">'
                f'<a href="/vi/tin/-/view_content/{101 + n}-bai">tin</a></h3></div>'
                for n in range(self.articles)
            )
        if "view_content" in self.path:
            return 200, (
                f"<html><title>{self.path}</title><body><div>"
                f'<div class="asset-full-content-title">Bài {self.path}</div>'
                '<div class="assetPublishDate">Ngày đăng 11/12/2023 | 09:24 AM</div>'
                f'<div class="asset-full-content"><div class="journal-content-article">{BODY * 20}'
                "</div></div></div></body></html>"
            )
        return 404, "<html><title>404</title></html>"

    def log_message(self, *_: Any) -> None:
        """Print nothing."""


class Dripping(Healthy):
    """A page that never ends."""

    def do_GET(self) -> None:
        """A few bytes every tenth of a second."""
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while self.path != "/robots.txt":
                self.wfile.write(b"<p>")
                time.sleep(0.1)
        except OSError:
            return  # the crawl has left


@contextmanager
def serving(handler: type[Healthy], name: str) -> Iterator[dict[str, str]]:
    """A portal on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"name": name, "host": f"127.0.0.1:{server.server_port}"}
    server.shutdown()


def slowest(portals: list[dict[str, str]], articles: int) -> float:
    """Seconds of the healthy portal that took longest; all of them must have been read whole."""
    with tempfile.TemporaryDirectory(prefix="govnews-") as out:
        job = {"portals": portals, "out": out, "deadline": DEADLINE}
        done = subprocess.run(
            [sys.executable, "-c", CRAWL], input=json.dumps(job), capture_output=True, text=True
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    outcomes = json.loads(done.stdout)["portals"]
    healthy = {name: o for name, o in outcomes.items() if re.fullmatch(r"lanh-\d+", name)}
    for name, outcome in outcomes.items():
        if name not in healthy:
            print(f"  {name}: {outcome['finish_reason']} after {outcome['seconds']} s")
        elif outcome["counts"]["new"] != articles:
            raise SystemExit(f"{name}: read {outcome['counts']}")
    return max(float(outcome["seconds"]) for outcome in healthy.values())


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--portals", type=int, default=20, help="three of them in trouble")
    options.add_argument("--most", type=float, default=1.1)
    asked = options.parse_args()
    with ExitStack() as stack:
        start = stack.enter_context
        healthy = [start(serving(Healthy, f"lanh-{n}")) for n in range(asked.portals - 3)]
        silent = start(socket.create_server(("127.0.0.1", 0)))
        troubled = [
            {"name": "im-lang", "host": f"127.0.0.1:{silent.getsockname()[1]}"},
            {"name": "khong-ten", "host": "khong-co.invalid"},
            start(serving(Dripping, "nho-giot")),
        ]
        alone = slowest(healthy, Healthy.articles)
        print(f"{len(healthy)} healthy portals alone: the slowest took {alone} s")
        beside = slowest([*troubled, *healthy], Healthy.articles)
        print(f"beside {len(troubled)} in trouble: {beside} s, ratio {beside / alone:.2f}")
    return beside > asked.most * alone


if __name__ == "__main__":
    sys.exit(main())
