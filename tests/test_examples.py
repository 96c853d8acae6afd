"""The examples for runs every night: what they name exists."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from govnews.options import parser
from govnews.portals import get

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"


def unit(name: str) -> configparser.ConfigParser:
    """A unit of systemd, whose keys keep their letters."""
    read = configparser.ConfigParser(interpolation=None, strict=True)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((EXAMPLES / name).read_text("utf-8"))
    return read


def crontab_line() -> str:
    """The one line of the crontab that is neither a comment nor a variable."""
    lines = (EXAMPLES / "crontab").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if re.match(r"[\d*]", line)]
    return line


def commands() -> list[list[str]]:
    """Every call of govnews in the examples, without the program."""
    service = unit("govnews.service")["Service"]["ExecStart"]
    (container,) = re.findall(r"podman run [^`]* govnews (harvest [^`]*)`", readme())
    return [
        shlex.split(crontab_line().split(maxsplit=5)[5])[1:],
        shlex.split(service)[1:],
        shlex.split(container),
    ]


def readme() -> str:
    """What the folder says of itself."""
    return (EXAMPLES / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", commands(), ids=["crontab", "systemd", "container"])
def test_the_options_and_portals_of_the_examples_exist(command: list[str]) -> None:
    """Every command can be parsed, and every portal in it is declared."""
    asked = parser().parse_args(command)
    assert asked.command == "harvest"
    assert asked.contact
    assert asked.deadline
    assert [get(name).status for name in asked.portals] == ["live"] * len(asked.portals)


def test_the_crontab_has_no_percent_sign() -> None:
    """Cron makes a new line of `%`; the five fields of the time are numbers or stars."""
    line = crontab_line()
    assert "%" not in line
    assert all(re.fullmatch(r"\d+|\*", field) for field in line.split(maxsplit=5)[:5])


def test_the_timer_starts_the_service() -> None:
    """Both units are there under the same name, and what a person should look at is no failure."""
    service, timer = unit("govnews.service"), unit("govnews.timer")
    assert service["Service"]["SuccessExitStatus"].split() == ["3", "75"]
    assert service["Service"]["KillSignal"] == "SIGINT"
    assert timer["Timer"]["OnCalendar"].endswith("Asia/Ho_Chi_Minh")
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_the_calendar() -> None:
    """Systemd itself reads the moment of the timer."""
    calendar = unit("govnews.timer")["Timer"]["OnCalendar"]
    subprocess.run(["systemd-analyze", "calendar", calendar], check=True, capture_output=True)


def test_the_container_copies_what_exists_and_runs_as_nobody_special() -> None:
    """Each source of a COPY is in the repository; root runs nothing; /data is a volume."""
    text = (EXAMPLES / "Containerfile").read_text("utf-8")
    sources = [
        s for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for s in line.split()
    ]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    steps = re.findall(r"^(USER|VOLUME|ENTRYPOINT) (.+)$", text, re.MULTILINE)
    assert steps == [("USER", "govnews"), ("VOLUME", "/data"), ("ENTRYPOINT", '["govnews"]')]
    assert "setuptools==" in (ROOT / "requirements" / "demo.txt").read_text("utf-8")
