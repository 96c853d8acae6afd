"""Values of a declaration that would do harm, or break a run long after they were read."""

from __future__ import annotations

from typing import Any

import pytest

from govnews.errors import BadInput
from govnews.portals.declared import portals_of

GOOD = {"title": "Cổng thử", "hosts": ["a.gov.vn"], "family": "unknown", "evidence": "a test"}


@pytest.mark.parametrize(
    "fields",
    [
        {"hosts": ["127.0.0.1", "a.gov.vn"], "delay": 0},
        {"hosts": ["localhost.gov.vn"], "delay": 0},
        {"hosts": ["127.gov.vn"], "delay": 0},
        {"delay": float("inf")},
        {"delay": float("nan")},
    ],
)
def test_a_delay_that_no_portal_may_have(fields: dict[str, Any]) -> None:
    """Only this computer itself may be asked more often than once a second."""
    with pytest.raises(BadInput, match="delay"):
        portals_of({"thu": GOOD | fields}, where="file")


@pytest.mark.parametrize(
    "fields",
    [{"timezone": []}, {"feeds": ["http://[x"]}, {"sitemaps": ["//[x"]}, {"feeds": ["http://"]}],
)
def test_a_value_of_the_wrong_kind(fields: dict[str, Any]) -> None:
    """It is refused with a reason."""
    with pytest.raises(BadInput, match="cannot be used"):
        portals_of({"thu": GOOD | fields}, where="file")


def test_this_computer_may_be_asked_without_delay() -> None:
    """With a port too."""
    fields = {"hosts": ["127.0.0.1:8000", "localhost"], "delay": 0}
    assert portals_of({"thu": GOOD | fields}, where="file")["thu"].delay == 0
