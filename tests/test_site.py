"""The documentation as a web site: it builds, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built anew; a warning fails."""
    out = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", out / "doctrees", ROOT / "docs"]
    done = subprocess.run([*build, out / "html"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return out / "html"


def test_every_page_is_built_in_both_languages(site: Path) -> None:
    """A page of a guide or an explanation exists in English and in Vietnamese."""
    for folder in ("how-to", "explanation"):
        pages = {page.name for page in (site / folder).glob("*.html")}
        assert pages
        assert {page.name for page in (site / "vi" / folder).glob("*.html")} == pages


def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    """Every link to a page or a place of the site finds it."""
    missing = []
    for page in site.rglob("*.html"):
        for link in re.findall(r'href="([^"]+)"', page.read_text("utf-8")):
            said = urlsplit(link)
            if said.scheme or said.netloc:
                continue
            target = (page.parent / unquote(said.path)).resolve() if said.path else page
            if not target.is_file() or (
                said.fragment
                and target.suffix == ".html"
                and f'id="{unquote(said.fragment)}"' not in target.read_text("utf-8")
            ):
                missing.append(f"{page.relative_to(site)}: {link}")
    assert missing == []


def test_the_site_asks_no_other_host(site: Path) -> None:
    """Pages take scripts, styles, fonts and pictures from the site alone."""
    asked = [
        (page.name, address)
        for page in site.rglob("*.html")
        for address in re.findall(
            r'<(?:script|img|link rel="stylesheet")[^>]*(?:src|href)="(https?:[^"]+)"',
            page.read_text("utf-8"),
        )
    ]
    assert asked == []
