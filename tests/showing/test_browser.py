"""A shown article in a real browser: nothing is loaded or run, it fits, and it can be read by all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govnews.browser import find_browser
from govnews.dataset import Dataset

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
NOTEBOOK = '<!doctype html><html lang="en"><title>Notebook</title><body data-jp-theme-light="{}"><main><h1>Notebook</h1>{}</main>'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, where there is one."""
    chromium = find_browser()
    if chromium is None:
        pytest.skip("no Chromium here: apt install chromium, or set GOVNEWS_BROWSER")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium)
        yield opened
        opened.close()


@pytest.fixture(params=["url", "hostile_url"])
def shown(request: pytest.FixtureRequest, data: Dataset) -> Any:
    """One article, and the hostile one."""
    return data.show(request.getfixturevalue(request.param))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1024, 1920])
def test_the_page_stands_alone(
    browser: Any, shown: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    """No request, no dialog, nothing beyond the width, and no serious finding of axe."""
    path = shown.save(tmp_path / "page.html")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: seen.append(message.text))
    page.goto(path.as_uri())
    assert seen == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert _serious(page) == []
    context.close()


@pytest.mark.parametrize("light", ["true", "false"])
def test_it_follows_the_theme_of_a_notebook(browser: Any, shown: Any, light: str) -> None:
    """JupyterLab's theme decides, whatever the system prefers; contrast holds in both."""
    context = browser.new_context(color_scheme="dark" if light == "true" else "light")
    page = context.new_page()
    page.set_content(NOTEBOOK.format(light, shown._repr_html_()))
    paper = page.evaluate("getComputedStyle(document.querySelector('.govnews')).backgroundColor")
    assert paper == ("rgb(255, 255, 255)" if light == "true" else "rgb(21, 24, 28)")
    assert _serious(page) == []
    context.close()


def test_facts_are_reached_by_keyboard(
    browser: Any, data: Dataset, url: str, tmp_path: Path
) -> None:
    """Tab goes to the labels, and Enter from a mark to its fact."""
    page = browser.new_page()
    page.goto(data.show(url).save(tmp_path / "page.html").as_uri())
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "P1":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').textContent").startswith(
        "P1 đồng chí Trần Thị Minh Hằng"
    )
    page.close()


def _serious(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
