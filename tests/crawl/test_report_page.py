"""The page of a run: it shows everything, as text, and stays short."""

from __future__ import annotations

from typing import Any

from govnews.report_page import SHOWN, render


def outcome(**fields: Any) -> dict[str, Any]:
    """The outcome of a portal as a report has it."""
    usual = {"counts": {"listed": 4, "articles_read": 3}, "requests": {"a.gov.vn": 9}}
    rest = {"seconds": 7.0, "finish_reason": "finished", "problems": [], "examples": {}, "cut": ""}
    return usual | rest | fields


def page(portals: dict[str, Any], **fields: Any) -> str:
    """The page of a report with these portals."""
    hosts = {"a.gov.vn": {"requests": 9, "today": 1234}}
    report = {"exit_code": 0, "seconds": 7500, "put_off": {}, "hosts": hosts, "portals": portals}
    return render("r1", report | fields)


def test_everything_is_told() -> None:
    """Problems, other pages with an address, what was left alone or put off, requests of the day."""
    text = page(
        {
            "a": outcome(
                counts={"listed": 4, "not_article/login": 2, "trap_calendar": 31},
                examples={"login": "https://a.gov.vn/vao"},
                problems=["2 articles were due"],
            ),
            "b": outcome(finish_reason="budget", cut="the budget is spent"),
        },
        exit_code=3,
        put_off={"c": "closed until five"},
    )
    for said in (
        "Exit code 3: done, but a person should look.",
        "2 articles were due",
        "2 pages: ",
        "https://a.gov.vn/vao",
        "31 calendar days",
        "the budget is spent",
        "closed until five",
        "1,234",
        "2 h 05 min",
    ):
        assert said in text


def test_what_a_portal_says_is_text() -> None:
    """Nothing of an address or a name becomes a part of the page."""
    evil = '<img src=x onerror=alert(1)>"'
    text = page({"a": outcome(problems=[evil], cut=evil)}, put_off={"c": evil})
    assert "<img" not in text
    assert "&lt;img" in text
    assert "default-src 'none'" in text


def test_many_portals_fold_away() -> None:
    """Those in trouble stand first, and only so many rows are open."""
    portals = {f"p{n}": outcome() for n in range(60)} | {"schlimm": outcome(problems=["gone"])}
    text = page(portals)
    table = text.partition("<h2>Portals</h2>")[2]
    first, _, folded = table.partition("<details>")
    assert first.count("<td>p") == SHOWN - 1
    assert 'class="bad">schlimm' in first
    assert f"{61 - SHOWN} more" in folded
