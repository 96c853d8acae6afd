"""The report in a real browser."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page_in_a_browser(report, look, lang):
    """No script runs, nothing is asked for, it fits every width, and a screen reader reads it."""
    looked = look(report(lang=lang).path.as_uri())
    assert looked.dialogs == looked.complaints == looked.findings == looked.too_wide == []
    assert looked.requests == []
    assert looked.focused[0].startswith("A ")
    assert len(set(looked.focused)) > 10


def test_on_paper(report, chromium):
    """Printed on A4 it has several pages; the rows behind the numbers stay on the screen."""
    page = chromium.new_page()
    page.goto(report().path.as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible("#rows")
    assert not page.is_visible("nav")
    assert page.is_visible("#awards svg")
    printed = page.pdf(prefer_css_page_size=True)
    assert 3 <= printed.count(b"/Type /Page\n") <= 20
    page.close()
