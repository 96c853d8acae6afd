"""The benchmark measures, and tells a result that is worse than the kept one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "benchmarks" / "result.json"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The stages of the tests' own pages, one turn each."""
    command = [sys.executable, "-m", "tools.bench", "--only", "stages", "--pages", "tests"]
    command += ["--turns", "1", "--json", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """What the benchmark prints as JSON."""
    result: dict[str, Any] = json.loads(bench().stdout)
    return result


def test_every_stage_is_measured(measured: dict[str, Any]) -> None:
    """Each stage has a median and a 95th percentile, and the whole is more than any of them."""
    stages = measured["measures"]["stages (tests)"]["times the bare parse"]
    assert stages.keys() >= {"decode", "decode and parse", "layout", "clean", "facts", "assemble"}
    whole = stages.pop("whole extract()")
    assert whole["p95"] >= whole["median"]
    assert all(0 < stage["median"] < whole["median"] for stage in stages.values())


def test_what_is_measured_is_what_is_kept(measured: dict[str, Any]) -> None:
    """The kept result has the ratios that a run gives, so that a comparison compares something."""
    assert measured["ratios"].keys() <= json.loads(KEPT.read_text("utf-8"))["ratios"].keys()


@pytest.mark.parametrize(("factor", "code"), [(0.01, 1), (100, 0)])
def test_a_worse_ratio_fails(
    measured: dict[str, Any], tmp_path: Path, factor: float, code: int
) -> None:
    """A kept ratio that was far better fails the run and is named; one that was far worse does not."""
    kept = tmp_path / "kept.json"
    ratios = {
        name: told | {"value": told["value"] * factor} for name, told in measured["ratios"].items()
    }
    kept.write_text(json.dumps(measured | {"ratios": ratios}), "utf-8")
    done = bench("--check", "--kept", str(kept))
    assert done.returncode == code, done.stderr
    named = [name for name in ratios if f"{name}: " in done.stderr]
    assert named == (list(ratios) if code else [])


def test_without_a_kept_result_it_says_what_to_do(tmp_path: Path) -> None:
    """A missing file is named, and so is the command that makes one."""
    done = bench("--check", "--kept", str(tmp_path / "none.json"))
    assert done.returncode == 1
    assert "none.json" in done.stderr
    assert "make bench-keep" in done.stderr
