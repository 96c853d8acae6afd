"""`inspect`, `probe` and `portals --check` over the network: polite, and honest about what failed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from werkzeug import Response


def run(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own: the event loop of Scrapy cannot be started twice in one."""
    command = [sys.executable, "-m", "govnews", *map(str, arguments)]
    env = os.environ | {"GOVNEWS_CONTACT": "tests@example.org"}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=folder, env=env, check=False
    )


def declared(site, tmp_path, **fields: str) -> Path:
    """A file that declares the site, and a portal that does not answer."""
    lines = {"title": '"Cổng thử"', "family": '"vnpt"', "scheme": '"http"', "evidence": '"thử"'}
    lines |= {"delay": "0.0", **fields}
    text = "\n".join(f"{key} = {value}" for key, value in lines.items())
    path = tmp_path / "own.toml"
    path.write_text(f'[thu]\nhosts = ["{site.host}"]\n{text}\n', encoding="utf-8")
    return path


@pytest.fixture
def portal(site, markup):
    """A portal with a listing of five articles."""
    items = [(f"/tin-tuc/hoi-nghi-{n}", "11/12/2023") for n in range(100001, 100006)]
    site.pages["/tin-tuc"] = markup.vnpt_listing(markup.vnpt_items(*items), 2)
    for path, day in items:
        site.pages[path] = markup.vnpt_article(f"Xã Lam Sơn họp {path[-2:]}", day)
    return site


def test_a_fetched_page_is_inspected(portal, tmp_path):
    """robots.txt is asked for first, the page once, and the file is named after the address."""
    url = f"http://{portal.host}/tin-tuc/hoi-nghi-100001"
    result = run("inspect", url, folder=tmp_path)
    assert (result.returncode, result.stdout) == (0, "hoi-nghi-100001.inspect.html\n")
    assert [path for _, path in portal.asked] == ["/robots.txt", "/tin-tuc/hoi-nghi-100001"]
    assert "govnews/" in portal.requests[1].headers["User-Agent"]
    assert url in (tmp_path / "hoi-nghi-100001.inspect.html").read_text("utf-8")


def test_redirects_are_followed(portal, tmp_path):
    """The record's address is where the page was found in the end."""
    portal.pages["/cu"] = Response("", 302, headers={"Location": "/tin-tuc/hoi-nghi-100002"})
    result = run("inspect", f"http://{portal.host}/cu", "--out", "a.html", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert f"http://{portal.host}/tin-tuc/hoi-nghi-100002" in (tmp_path / "a.html").read_text(
        "utf-8"
    )


def test_a_declared_portal_is_asked_as_it_is_declared(portal, tmp_path):
    """The cookie of its stub is set and its delay is kept; the other host is asked as any."""
    page, path = portal.pages["/tin-tuc/hoi-nghi-100001"], "/tin-tuc/hoi-nghi-100001"
    stub = "<script>document.cookie='k=1;path=/';window.location.reload(true);</script>"
    portal.pages[path] = lambda request: page if request.headers.get("Cookie") else stub
    own = declared(portal, tmp_path, cookie_stub="true", delay="0.0")
    url = f"http://{portal.host}{path}"
    listing = f"http://localhost:{portal.server.port}/tin-tuc"
    result = run("inspect", url, "--portals", own, "--out", "a.html", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert portal.times(path) == 2
    result = run("probe", url, listing, "--portals", own, folder=tmp_path)
    assert "its layout vnpt-portal reads the article" in result.stdout, result.stderr
    assert run("inspect", url, folder=tmp_path).returncode != 0


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (None, "was not fetched: HTTP 404"),
        (Response("", 500), "was not fetched: HTTP 500"),
    ],
)
def test_a_page_that_cannot_be_had(site, tmp_path, page, said):
    """One line says which address failed and why; nothing is written."""
    site.pages["/tin"] = page
    site.pages["/robots.txt"] = ""
    result = run("inspect", f"http://{site.host}/tin", folder=tmp_path)
    assert result.returncode == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_robots_are_obeyed(portal, tmp_path):
    """What robots.txt forbids is never asked for."""
    portal.pages["/robots.txt"] = "User-agent: *\nDisallow: /tin-tuc"
    result = run("inspect", f"http://{portal.host}/tin-tuc/hoi-nghi-100001", folder=tmp_path)
    assert result.returncode == 1
    assert "robots.txt" in result.stderr
    assert [path for _, path in portal.asked] == ["/robots.txt"]


def test_a_fetched_site_is_declared(portal, tmp_path):
    """Article and listing are fetched in one crawl; the declaration says when, and rests on it."""
    article, listing = (f"http://{portal.host}/tin-tuc{path}" for path in ("/hoi-nghi-100001", ""))
    result = run("probe", article, listing, "--write", "own", "--name", "thu", folder=tmp_path)
    assert "its layout vnpt-portal reads the article" in result.stdout
    assert "5 articles, 5 with a date" in result.stdout
    assert "read back: the page reads the same" in result.stderr
    declaration = (tmp_path / "own" / "thu.toml").read_text("utf-8")
    assert 'family = "vnpt"' in declaration
    assert 'rests_on = "live"' in declaration
    assert "checked = " in declaration
    assert portal.times("/robots.txt") == 1


def test_a_sound_portal_passes_the_check(portal, tmp_path):
    """One listing and three articles are asked for, nothing is kept, and all is well."""
    own = declared(portal, tmp_path, listings='["/tin-tuc", "/khac"]')
    result = run("portals", "--check", "thu", "--portals", own, folder=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    [row] = [line for line in result.stdout.splitlines() if line.strip().startswith("thu")]
    assert row.split() == [
        "thu",
        "5",
        "listed",
        "3",
        "of",
        "3",
        "3",
        "of",
        "3",
        "summary",
        "3",
        "ok",
    ]
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert portal.times("/khac") == 0
    assert sum("hoi-nghi" in path for _, path in portal.asked) <= 5
    assert list(tmp_path.iterdir()) == [own]


def test_a_changed_portal_needs_a_person(portal, markup, tmp_path):
    """Pages that no layout fits and that show no date are told, with what to do; exit code 3."""
    for path in [path for path in portal.pages if "hoi-nghi" in path]:
        page = markup.vnpt_article("Xã Lam Sơn họp tổng kết cuối năm", "")
        page = page.replace("ArticleDetailControl", "Moi").replace("ArticleHeader", "title")
        portal.pages[path] = page.replace(
            "<head>", "<head><meta property='og:type' content='article'>"
        )
    own = declared(portal, tmp_path, listings='["/tin-tuc"]')
    result = run("portals", "--check", "thu", "--portals", own, folder=tmp_path)
    assert result.returncode == 3
    assert "thu: 3 of 3 articles have no date: `govnews probe` one of them" in result.stdout
    assert "no page fits the portal's layout any more" in result.stdout
    assert "0 of 3" in result.stdout


def test_a_lost_listing_needs_a_person(portal, tmp_path):
    """A listing that is gone is told; exit code 3."""
    own = declared(portal, tmp_path, listings='["/mat-roi"]')
    result = run("portals", "--check", "thu", "--portals", own, folder=tmp_path)
    assert result.returncode == 3
    assert "thu: 1 listing pages could not be fetched" in result.stdout


def test_a_check_that_reaches_nobody_fails(site, tmp_path):
    """Without an answer from any portal the exit code is 1; closed portals are not asked."""
    own = declared(site, tmp_path)
    own.write_text(own.read_text("utf-8").replace(site.host, "127.0.0.1:9"), encoding="utf-8")
    result = run("portals", "--check", "thu", "--portals", own, folder=tmp_path)
    assert result.returncode == 1
    assert "no answer" in result.stdout
    assert "127.0.0.1:9 cannot be reached (connection refused)" in result.stdout
    assert site.asked == []


def test_what_a_check_reads_can_be_kept(portal, tmp_path):
    """--out keeps the articles and their pages in a dataset."""
    own = declared(portal, tmp_path, listings='["/tin-tuc"]')
    result = run("portals", "--check", "thu", "--portals", own, "--out", "kept", folder=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "kept" / "articles.parquet").exists()
    assert list((tmp_path / "kept" / "archive").glob("*.warc.gz"))


def test_a_check_judges_what_it_read_itself(portal, markup, tmp_path):
    """Articles that a former check left in the dataset are no news of the portal's health."""
    own = declared(portal, tmp_path, listings='["/tin-tuc"]')
    command = ("portals", "--check", "thu", "--portals", own, "--out", "kept")
    assert "3 of 3" in run(*command, folder=tmp_path).stdout
    time.sleep(1.1)  # the dataset keeps whole seconds
    path = "/tin-tuc/hoi-nghi-100009"
    same = "/tin-tuc/hoi-nghi-100001"
    items = markup.vnpt_items((path, "11/12/2023"), (same, "11/12/2023"))
    portal.pages["/tin-tuc"] = markup.vnpt_listing(items, 1)
    portal.pages[path] = markup.vnpt_article("Xã Lam Sơn họp lần nữa", "11/12/2023")
    result = run(*command, folder=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "2 of 2" in result.stdout
