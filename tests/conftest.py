"""How the property tests run (`make nightly` tries far more examples), and a browser to look at pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import settings

# No deadline: a busy machine is no fault of the code.
settings.register_profile("usual", deadline=None)
settings.register_profile("nightly", deadline=None, max_examples=5_000)
settings.load_profile("usual")


@dataclass
class Looked:
    """What a person, a screen reader and the network saw of a page."""

    requests: list[str] = field(default_factory=list)
    """Addresses that were asked for, that of the page itself not among them."""
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Of the browser's console: errors, and what the page's policy refused."""
    findings: list[str] = field(default_factory=list)
    """Of axe: those that it calls serious or critical."""
    too_wide: list[str] = field(default_factory=list)
    """At which widths the page must be scrolled sideways."""
    focused: list[str] = field(default_factory=list)
    """The elements that the Tab key reaches, in order: tag and text."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A Chromium; skips where there is none."""
    from govnews.browser import find_browser

    sync_api = pytest.importorskip("playwright.sync_api")
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium here: apt install chromium, or set GOVNEWS_BROWSER")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Any) -> Callable[[str], Looked]:
    """Opens an address on a telephone and on screens, light and dark, and says what was seen."""
    from axe_playwright_python.sync_playwright import Axe

    def looked(address: str) -> Looked:
        found = Looked()
        for scheme, width in (("light", 360), ("dark", 1024), ("light", 1920)):
            # axe is a script, which the pages forbid.
            context = chromium.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
            )
            page = context.new_page()
            page.on("request", lambda request: found.requests.append(request.url))
            page.on(
                "dialog", lambda dialog: (found.dialogs.append(dialog.message), dialog.dismiss())
            )
            page.on("console", lambda said: found.complaints.append(said.text))
            page.goto(address)
            found.requests.remove(page.url.partition("#")[0])
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.too_wide.append(f"{width}")
            for finding in Axe().run(page).response["violations"]:
                if finding["impact"] in ("serious", "critical"):
                    where = finding["nodes"][0]["html"]
                    found.findings.append(f"{width} {scheme}: {finding['id']}: {where}")
            context.close()
        page = chromium.new_page(viewport={"width": 1024, "height": 900})
        page.on("dialog", lambda dialog: (found.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda said: found.complaints.append(said.text))
        page.goto(address)
        for _ in range(12):
            page.keyboard.press("Tab")
            element = "document.activeElement"
            found.focused.append(page.evaluate(f"{element}.tagName + ' ' + {element}.textContent"))
        page.close()
        return found

    return looked
