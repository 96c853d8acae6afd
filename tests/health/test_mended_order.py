"""A portal prints the month first: its articles wait until the declaration says so."""

from __future__ import annotations

import dataclasses
import runpy
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govnews.archive import ArchiveWriter, Exchange
from govnews.cli import main
from govnews.dataset import load, open_run
from govnews.dataset.quarantine import quarantined
from govnews.extract import extract
from govnews.portals import use_files

SAVED = Path(__file__).parents[1] / "cli" / "conftest.py"
make_page = runpy.run_path(str(SAVED))["make_page"]
HTML = [("Content-Type", "text/html; charset=utf-8")]
DECLARED = """
[lam-son]
title = "Lam Sơn"
hosts = ["lamson.example.vn"]
family = "unknown"
evidence = "made up"
"""
PRINTED = ("09/21/2023", "10/30/2023", "09/11/2023", "05/05/2023")


@pytest.fixture
def declared(tmp_path: Path) -> Iterator[Path]:
    """The declaration of the portal."""
    path = tmp_path / "portals.toml"
    path.write_text(DECLARED, encoding="utf-8")
    use_files([path])
    yield path
    use_files([])


def test_dates_are_right_once_the_declaration_says_the_order(
    declared: Path, tmp_path: Path, capsys: Any
) -> None:
    """No false date is stored, nothing is lost, and retry reads the pages in their order."""
    out = tmp_path / "data"
    (out / "archive").mkdir(parents=True)
    moment = datetime(2024, 1, 2, tzinfo=UTC)
    with ArchiveWriter(out / "archive" / "1.warc.gz") as archive, open_run(out, "1") as run:
        run.watch({"lam-son": "full"})
        for number, printed in enumerate(PRINTED):
            url = f"https://lamson.example.vn/tin/bai-viet-so-{number}"
            page = make_page(number).replace("11/12/2023 15:30", printed).encode()
            exchange = Exchange(url=url, status=200, headers=HTML, body=page, fetched_at=moment)
            ref = archive.add(exchange).ref
            record = extract(page, url, portal="lam-son", fetched_at=moment)
            article = dataclasses.replace(record.article, archive_ref=ref)
            run.add(dataclasses.replace(record, article=article))
        run.finish({})
    assert [str(day)[:10] for day in load(out).articles["published_at"]] == ["2023-05-05"]
    (held,) = quarantined(out)
    assert len(held.lines()) == 3
    assert main(["retry", str(out), "--portals", str(declared)]) == 3
    declared.write_text(f"{DECLARED}month_first = true\n", encoding="utf-8")
    assert main(["retry", str(out), "--portals", str(declared)]) == 0
    capsys.readouterr()
    days = sorted(str(day)[:10] for day in load(out).articles["published_at"])
    assert days == ["2023-05-05", "2023-09-11", "2023-09-21", "2023-10-30"]
