"""`govnews demo --faults`: a harvest of a portal that misbehaves, shown to people."""

from __future__ import annotations

import pytest

from govnews.cli import main
from govnews.demo.faults import FAULTS


def test_a_fault_is_harvested_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What is kept, what is lost, and what the run says stand under the name of the fault."""
    assert main(["demo", "--faults", "block-page"]) == 0
    said = capsys.readouterr().out
    assert FAULTS["block-page"].about in said
    assert "stored before   8 right\n" in said
    assert "first harvest   0 right, 8 missing\n" in said
    assert "once it is over 8 right\n" in said
    assert "refused by the portal" in said


def test_the_faults_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what happens, a line each."""
    assert main(["demo", "--faults", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(FAULTS)


def test_an_unknown_fault_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """It is wrong usage, and the message says where the names are."""
    assert main(["demo", "--faults", "flood"]) == 2
    assert "'flood': `--faults list`" in capsys.readouterr().err
