"""The HTTP server of one demo site, on the loopback interface only."""

from __future__ import annotations

import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from govnews.demo.body import Answer, Site, Trouble

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)
"""A transparent picture of one pixel."""
PDF = b"%PDF-1.4\n%%EOF\n"
_FILES = {
    ".jpg": ("image/png", PNG),
    ".png": ("image/png", PNG),
    ".pdf": ("application/pdf", PDF),
    ".docx": ("application/octet-stream", PDF),
    ".css": ("text/css", b"body{}"),
    ".js": ("text/javascript", b""),
}
_LONGEST_FORM = 100_000
_PIECE = 512
"""Bytes of one piece of a body that drips."""


class DemoServer:
    """Serves a site from a thread while it is used as a context manager.

    >>> from govnews.demo.vnpt import VnptSite
    >>> with DemoServer(VnptSite([])) as server:
    ...     server.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self, site: Site, *, port: int = 0) -> None:
        """`port` 0 takes any free one; raises `OSError` where the port is taken."""
        self._http = _LoopbackServer(("127.0.0.1", port), _handler(site))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _LoopbackServer(ThreadingHTTPServer):
    # a second demo must notice that the port is taken
    allow_reuse_port = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent where who asks has gone, as a crawl does that waits no longer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # header and body leave in one packet; in two, each answer waits for a delayed ACK
        wbufsize = 65_536
        timeout = 5

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            self._send(_file(parts.path) or site.get(parts.path, query))

        do_HEAD = do_GET  # noqa: N815 the name that http.server calls

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            content = self.rfile.read(min(length, _LONGEST_FORM)).decode("utf-8", "replace")
            form = dict(parse_qsl(content, keep_blank_values=True))
            self._send(site.post(urlsplit(self.path).path, form))

        def _send(self, answer: Answer | None) -> None:
            answer = answer or Answer(body="<h1>404 Not Found</h1>", status=404)
            etag = self.headers["If-None-Match"]
            if etag and ("ETag", etag) in answer.headers:
                answer = replace(answer, body=b"", status=304)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            if answer.location:
                host = self.headers.get("Host", "")
                self.send_header("Location", answer.location.replace("{host}", host))
            for name, value in answer.headers:
                self.send_header(name, value)
            trouble = answer.trouble
            length = len(body) if trouble is None or trouble.length is None else trouble.length
            self.send_header("Content-Length", str(length))
            if trouble:
                self.send_header("Connection", "close")
                time.sleep(trouble.wait)
            self.end_headers()
            if trouble:
                self._send_badly(body, trouble)
            elif self.command != "HEAD":
                self.wfile.write(body)

        def _send_badly(self, body: bytes, trouble: Trouble) -> None:
            step = _PIECE if trouble.drip else len(body)
            with suppress(OSError):  # who asks may have gone
                for start in range(0, len(body[: trouble.stop_after]), step or 1):
                    self.wfile.write(body[: trouble.stop_after][start : start + step])
                    self.wfile.flush()
                    time.sleep(trouble.drip)
            if trouble.reset:  # without waiting for what is under way, closing sends a reset
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.connection.close()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 its name there
            """Silent: the harvest says what it asked."""

    return Handler


def _file(path: str) -> Answer | None:
    kind = next((found for ending, found in _FILES.items() if path.endswith(ending)), None)
    return Answer(body=kind[1], content_type=kind[0]) if kind else None
