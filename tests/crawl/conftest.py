"""A portal on loopback that behaves as badly as the test wants, and crawls of it in a process of their own.

A crawl needs its own process: the event loop of Scrapy cannot be started twice in one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

LOAD = "/DesktopModule/UIArticleInMenu/ArticleInMenuPagination.aspx/LoadArticle"
BODY = (
    "<p>Sáng 11/12, tại Hội trường Trung tâm, Ủy ban nhân dân xã Lam Sơn tổ chức hội nghị triển "
    "khai nhiệm vụ năm tới. Đồng chí Trần Văn Bình, Chủ tịch Ủy ban nhân dân xã, chủ trì.</p>"
    "<p>Hội nghị thống nhất các chỉ tiêu về thu ngân sách, trồng rừng và làm đường nông thôn.</p>"
)
RUN = """
import json, sys
from datetime import date, timedelta
from govnews.errors import GovnewsError
from govnews.harvest import harvest
from govnews.portals import Portal
if __name__ == "__main__":
    job = json.load(sys.stdin)
    for name in ("since", "until"):
        if job["harvest"].get(name):
            job["harvest"][name] = date.fromisoformat(job["harvest"][name])
    if job["harvest"].get("deadline"):
        job["harvest"]["deadline"] = timedelta(seconds=job["harvest"]["deadline"])
    for fields in job["portals"]:
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        fields.update(lists)
    portals = [Portal(**fields) for fields in job["portals"]]
    result = harvest(portals, progress=False, **job["harvest"])
    print(json.dumps({"exit_code": result.exit_code, "run": result.run, "report": result.report}))
"""


@dataclass
class Site:
    """Answers by path; what was asked is in `asked`."""

    server: HTTPServer
    pages: dict[str, Any] = field(default_factory=dict)
    """Path with query → HTML, `Response`, or a function of the request."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path with query of every request, in order."""
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    def answer(self, request: Request) -> Response:
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        key = f"{request.path}{query}"
        self.asked.append((request.method, key))
        self.requests.append(request)
        page = self.pages.get(key)
        if callable(page) and not isinstance(page, Response):
            page = page(request)
        if page is None:
            return Response("<html><title>404</title></html>", 404, content_type="text/html")
        if isinstance(page, Response):
            return page
        return Response(page, content_type="text/html; charset=utf-8")

    def times(self, path: str) -> int:
        """How often the path was asked for."""
        return sum(key == path for _, key in self.asked)


@dataclass
class Crawl:
    """What a crawl came to."""

    exit_code: int
    report: dict[str, Any]
    log: str
    out: Path

    @property
    def counts(self) -> dict[str, int]:
        (outcome,) = self.report["portals"].values()
        counts: dict[str, int] = outcome["counts"]
        return counts

    @property
    def problems(self) -> list[str]:
        (outcome,) = self.report["portals"].values()
        return list(outcome["problems"])

    def articles(self) -> dict[str, dict[str, Any]]:
        """URL path → row of the dataset."""
        import pyarrow.parquet as pq

        path = self.out / "articles.parquet"
        rows = pq.read_table(path).to_pylist() if path.exists() else []
        return {"/" + row["url"].split("/", 3)[3]: row for row in rows}


class Markup:
    """Pages of a portal that does not exist, in the markup of the two families."""

    load = LOAD

    @staticmethod
    def html(title: str, main: str) -> str:
        """A whole page."""
        return f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title></head><body>{main}</body></html>'

    @staticmethod
    def vnpt_article(title: str, day: str = "11/12/2023") -> str:
        """An article of VNPT Portal."""
        return Markup.html(
            title,
            f'<div class="ArticleDetailControl"><div class="ArticleHeader">{title}</div>'
            f'<div class="PostDate">{day}</div><div class="ArticleContent">{BODY}</div></div>',
        )

    @staticmethod
    def vnpt_items(*items: tuple[str, str]) -> str:
        """Entries of a listing: path and printed date."""
        return "".join(
            f'<li class="row"><h2 class="Title"><a href="{path}">{path}</a></h2>'
            f'<div class="Ngaydang">{day}</div></li>'
            for path, day in items
        )

    @staticmethod
    def vnpt_listing(items: str, pages: int, links: str = "") -> str:
        """The first page of a listing, with the script that posts for the others."""
        return Markup.html(
            "Tin tức",
            f'{links}<div class="UIArticleInMenu_Default"><ul class="ArticleList">{items}</ul></div>'
            "<script>var maxPage = parseInt(%d); var data = { article_category_id: 75892, "
            'categoryIds: "75892", site_id: 6180, page: page, page_size: 2 };</script>' % pages,
        )

    @staticmethod
    def liferay_article(title: str, day: str = "11/12/2023 | 09:24 AM") -> str:
        """An article of Liferay 6."""
        return Markup.html(
            f"{title} - Cổng thử",
            '<div><div class="asset-full-content-title">' + title + "</div>"
            f'<div class="assetPublishDate block_timer">Ngày đăng {day}</div>'
            f'<div class="asset-full-content"><div class="journal-content-article">{BODY}</div></div>'
            "</div>",
        )

    @staticmethod
    def liferay_listing(items: tuple[tuple[str, str], ...], links: tuple[str, ...] = ()) -> str:
        """A listing: entries (address and printed date) and other links."""
        entries = "".join(
            f'<div class="asset-abstract"><h3 class="asset-title"><a href="{path}">tin</a></h3>'
            f'<div class="assetPublishDate">Ngày đăng {day}</div></div>'
            for path, day in items
        )
        others = "".join(f'<a href="{link}">liên kết</a>' for link in links)
        return Markup.html("Tin tức sự kiện", f"{entries}{others}")


@pytest.fixture
def markup() -> type[Markup]:
    """Builds pages."""
    return Markup


@pytest.fixture
def site(httpserver: HTTPServer) -> Iterator[Site]:
    """An empty portal."""
    yield Site(httpserver)
    httpserver.clear()


@pytest.fixture
def harvest(site: Site, tmp_path: Path) -> Callable[..., Crawl]:
    """Crawl the site: `harvest(family=…, listings=…, **arguments of govnews.harvest)`.

    `portal` holds further fields of the declaration.
    """

    def run(
        *,
        family: str,
        listings: tuple[str, ...],
        discover: bool = False,
        portal: dict[str, Any] | None = None,
        **arguments: Any,
    ) -> Crawl:
        arguments = {"out": str(tmp_path / "data"), **arguments}
        fields = {"family": family, "listings": listings, "discover": discover, **(portal or {})}
        process = begin(site.host, fields, arguments)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        result = json.loads(output)
        out = Path(arguments["out"])
        return Crawl(result["exit_code"], result["report"], errors, out)

    return run


@pytest.fixture
def harvest_all(tmp_path: Path) -> Callable[..., Crawl]:
    """Crawl several portals: `harvest_all([declaration, …], **arguments of govnews.harvest)`."""

    def run(portals: list[dict[str, Any]], **arguments: Any) -> Crawl:
        arguments = {"out": str(tmp_path / "data"), **arguments}
        process = begin_all(portals, arguments)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        result = json.loads(output)
        return Crawl(result["exit_code"], result["report"], errors, Path(arguments["out"]))

    return run


@pytest.fixture
def start(site: Site) -> Callable[..., subprocess.Popen[str]]:
    """Begin a crawl of the site and leave it to the test: `start(fields, arguments)`."""
    return lambda fields, arguments: begin(site.host, fields, arguments)


def begin(host: str, fields: dict[str, Any], arguments: dict[str, Any]) -> subprocess.Popen[str]:
    """A crawl in a process of its own; it prints its result as JSON."""
    return begin_all([{"name": "thu", "hosts": [host]} | fields], arguments)


def begin_all(portals: list[dict[str, Any]], arguments: dict[str, Any]) -> subprocess.Popen[str]:
    """The same for several portals."""
    usual = {"title": "Cổng thử", "scheme": "http", "delay": 0.0, "province": "Hải Phòng"}
    job = {"portals": [usual | fields for fields in portals], "harvest": arguments}
    process = subprocess.Popen(
        [sys.executable, "-c", RUN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"GOVNEWS_CONTACT": "tests@example.org"},
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(job))
    process.stdin.close()
    process.stdin = None
    return process
