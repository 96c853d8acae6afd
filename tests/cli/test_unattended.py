"""Runs that nobody watches: the log file, the notification, and what they never give away."""

from __future__ import annotations

import base64
import json
import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from govnews.errors import DatasetLocked
from govnews.logfile import logged
from govnews.notify import notify
from govnews.result import HarvestResult

SECRET = "s3cr3t"  # noqa: S105 it opens nothing


@pytest.fixture
def result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HarvestResult:
    """What every harvest of this test comes to."""
    outcome: Any = SimpleNamespace(portal="a", problems=("moved",), cut="")
    done = HarvestResult(
        exit_code=3,
        run="r1",
        out=tmp_path,
        outcomes=(outcome,),
        report={"exit_code": 3, "new": 2, "changed": 0, "unchanged": 1},
    )
    monkeypatch.setattr("govnews.harvest.harvest", lambda *_, **__: done)
    return done


def teller(tmp_path: Path, code: int = 0) -> str:
    """A command that writes down what it is told."""
    script = tmp_path / "tell.py"
    script.write_text(
        "import json, os, sys\n"
        "own = {k: v for k, v in os.environ.items() if k.startswith('GOVNEWS_')}\n"
        f"open({str(tmp_path / 'told.json')!r}, 'w').write(json.dumps([sys.argv[1:], own]))\n"
        f"sys.exit({code})\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script} {{exit_code}} {{report}} '$HOME; x'"


def test_a_command_is_told(govnews: Any, result: HarvestResult, tmp_path: Path) -> None:
    """It gets exit code and report as words and variables; no shell reads it."""
    code, _, _ = govnews("harvest", "haiphong", "--notify", teller(tmp_path))
    words, own = json.loads((tmp_path / "told.json").read_text())
    assert code == 3
    assert words == ["3", str(tmp_path / "runs" / "r1.json"), "$HOME; x"]
    assert own["GOVNEWS_EXIT_CODE"] == "3"
    assert own["GOVNEWS_REPORT"] == str(tmp_path / "runs" / "r1.json")
    assert own["GOVNEWS_PAGE"] == str(tmp_path / "runs" / "r1.html")


def test_an_address_gets_the_report(
    govnews: Any, result: HarvestResult, httpserver: HTTPServer
) -> None:
    """The report is posted as JSON, with the user of the address as HTTP asks for it."""
    asked: list[Request] = []

    def answer(request: Request) -> Response:
        asked.append(request)
        return Response("")

    httpserver.expect_request("/hook", method="POST").respond_with_handler(answer)
    target = f"http://me:{SECRET}@127.0.0.1:{httpserver.port}/hook?key={SECRET}"
    code, _, _ = govnews("harvest", "haiphong", "--notify", target)
    assert code == 3
    (request,) = asked
    assert json.loads(request.data)["run"] == "r1"
    assert request.args["key"] == SECRET
    user = base64.b64decode(request.headers["Authorization"].split()[1]).decode()
    assert user == f"me:{SECRET}"


@pytest.mark.parametrize("status", [500, 302, 0])
def test_a_failing_address_changes_nothing_and_gives_nothing_away(
    govnews: Any, result: HarvestResult, httpserver: HTTPServer, tmp_path: Path, status: int
) -> None:
    """An error, a redirect, nobody there: told without user, path and query; the exit code stays."""
    httpserver.expect_request("/t0k3n").respond_with_response(
        Response("", status or 500, headers={"Location": f"/other?{SECRET}"})
    )
    port = httpserver.port if status else 9
    log = tmp_path / "a.log"
    target = f"http://me:{SECRET}@127.0.0.1:{port}/t0k3n?key={SECRET}"
    code, out, err = govnews("harvest", "haiphong", "--notify", target, "--log", log)
    # The server of the test logs in this process too.
    logged_here = [line for line in log.read_text("utf-8").splitlines() if "werkzeug" not in line]
    said = "\n".join([out, err, *logged_here])
    assert code == 3
    assert f"nobody was told: http://***@127.0.0.1:{port}/…?***: " in said
    assert SECRET not in said
    assert "t0k3n" not in said
    assert len(httpserver.log) == (1 if status else 0)


def test_a_failing_command_changes_nothing(
    govnews: Any, result: HarvestResult, tmp_path: Path
) -> None:
    """Its own exit code is told, not its arguments."""
    log = tmp_path / "a.log"
    command = f"{teller(tmp_path, code=7)} {SECRET}"
    code, _, _ = govnews("harvest", "haiphong", "--notify", command, "--log", log)
    assert code == 3
    assert f"nobody was told: {sys.executable}: ended with 7" in log.read_text("utf-8")
    assert SECRET not in log.read_text("utf-8")


def test_a_run_that_fails_is_told_too(
    govnews: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A locked dataset has no report; the error is told and logged, and the exit code is 75."""

    def locked(*_: object, **__: object) -> None:
        raise DatasetLocked("data: another run is writing here")

    monkeypatch.setattr("govnews.harvest.harvest", locked)
    log = tmp_path / "logs" / "a.log"
    code, _, _ = govnews("harvest", "a", "--notify", teller(tmp_path), "--log", log)
    _, own = json.loads((tmp_path / "told.json").read_text())
    assert code == 75
    assert own["GOVNEWS_EXIT_CODE"] == "75"
    assert "another run is writing here" in own["GOVNEWS_ERROR"]
    assert "another run is writing here (exit code 75)" in log.read_text("utf-8")


def test_the_log_says_how_the_run_ended(
    govnews: Any, result: HarvestResult, tmp_path: Path
) -> None:
    """Problems, counts and exit code stand in the log, whatever the screen shows."""
    log = tmp_path / "a.log"
    govnews("harvest", "haiphong", "--quiet", "--log", log)
    text = log.read_text("utf-8")
    assert "WARNING govnews.run: a: moved" in text
    assert "run r1: 2 new, 0 changed, 1 unchanged, exit code 3" in text


def test_the_log_is_rotated(tmp_path: Path) -> None:
    """A full log becomes FILE.1; only so many are kept; afterwards nothing is written any more."""
    log = tmp_path / "a.log"
    with logged(log, megabytes=1, keep=2) as only_file:
        for _ in range(45):
            only_file.info("x" * 100_000)
    only_file.info("later")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.log", "a.log.1", "a.log.2"]
    assert all(path.stat().st_size <= 1024 * 1024 for path in tmp_path.iterdir())
    assert "later" not in log.read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_under_the_log_is_told_once(capfd: pytest.CaptureFixture[str]) -> None:
    """The run goes on without its log, and nothing else is printed."""
    with logged(Path("/dev/full")) as only_file:
        only_file.info("first")
        only_file.info("second")
    told = capfd.readouterr().err
    assert told.startswith("govnews: --log /dev/full: cannot be written (No space left")
    assert told.count("\n") == 1


def test_a_log_that_cannot_be_written_is_wrong_usage(
    govnews: Any, result: HarvestResult, tmp_path: Path
) -> None:
    """A folder in its place is said before anything is asked of a portal."""
    code, _, err = govnews("harvest", "haiphong", "--log", tmp_path)
    assert code == 2
    assert "cannot be written" in err


def test_a_command_that_hangs_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is ended after its time, and that is told."""
    monkeypatch.setattr("govnews.notify.COMMAND_SECONDS", 0.5)
    command = f"{sys.executable} -c 'import time; time.sleep(60)'"
    with caplog.at_level(logging.WARNING):
        assert not notify(command, {"exit_code": 0}, {})
    assert "took longer than 0.5 s" in caplog.text
