"""A server of S3 on this machine, which can be told to fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange

PAGE = """<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Lam Sơn, tin {n}</title>
</head><body><article><h1>Lam Sơn tổng kết năm thứ {n}</h1><div class='date'>11/12/2023 15:30</div>
<div class='content'><p>Sáng 11/12, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị tổng kết năm {n}.
Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, phát biểu khai mạc hội nghị.</p></div></article>
</body></html>"""


@dataclass
class Store:
    """A server, and what it was asked."""

    endpoint: str = ""
    address: str = "s3://bucket"
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each request."""
    refuses: Callable[[str, str], bool] = lambda method, path: False
    """Which requests are answered with an error."""

    def puts(self) -> list[str]:
        """Paths of the objects that were put there."""
        return [path for method, path in self.asked if method == "PUT"]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    """An empty bucket; all that reads AWS's variables finds it."""
    from moto.backends import get_backend
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    from govnews.storage.store import object_store

    found = Store()
    app = DomainDispatcherApplication(create_backend_app)

    def answer(environ: dict[str, Any], start: Any) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        found.asked.append((method, path))
        if found.refuses(method, path):
            start("503 Slow Down", [("Content-Length", "0")])
            return [b""]
        return app(environ, start)

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.endpoint = f"http://127.0.0.1:{server.server_port}"
    for name, value in {
        "AWS_ENDPOINT_URL": found.endpoint,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    object_store.cache_clear()
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    object_store().mkdir("bucket")
    yield found
    server.shutdown()
    server.server_close()
    get_backend("s3").reset()


@pytest.fixture
def make_archive() -> Callable[[Path, range], Path]:
    """Writes an archive of made-up articles with these numbers."""

    def make(path: Path, numbers: range) -> Path:
        with ArchiveWriter(path) as writer:
            for number in numbers:
                writer.add(
                    Exchange(
                        url=f"https://lamson.example.vn/tin/bai-viet-so-{number}",
                        status=200,
                        headers=[("Content-Type", "text/html; charset=utf-8")],
                        body=PAGE.format(n=number).encode(),
                        fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
                    )
                )
        return path

    return make
