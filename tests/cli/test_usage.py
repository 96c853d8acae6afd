"""Help, versions, wrong usage, and the exit code of every kind of failure."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from types import SimpleNamespace

import pytest

from govnews import errors
from govnews.options import COMMANDS


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_has_an_example_and_fits_the_terminal(govnews, command):
    """Every --help shows how to call it and fits 80 columns."""
    code, out, _ = govnews(*filter(None, [command]), "--help")
    assert code == 0
    assert f"example:\n  govnews {command or 'demo'}" in out
    assert max(map(len, out.splitlines())) <= 80


def test_help_names_every_exit_code(govnews):
    """The codes that a cron job reads are in the help."""
    _, out, _ = govnews("--help")
    codes = [line.split()[0] for line in out.partition("exit codes:")[2].splitlines() if line]
    assert codes == ["0", "1", "2", "3", "75", "130"]


def test_version(govnews):
    """The version stands once, in the package's metadata."""
    assert govnews("--version") == (0, f"govnews {version('govnews')}\n", "")


def test_python_m_govnews():
    """The package runs as a module under the same name."""
    command = [sys.executable, "-m", "govnews", "--help"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.startswith("usage: govnews ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: COMMAND"),
        (["dance"], "invalid choice: 'dance'"),
        (["portals", "--loud"], "unrecognized arguments: --loud"),
        (["harvest", "haiphong", "--since", "hôm qua"], "'hôm qua' is no day: write 2023-12-11"),
        (["harvest", "haiphong", "--until", "31/02/2024"], "is no day"),
        (["harvest", "haiphong", "--max", "0"], "'0' is no number from 1 up"),
        (["harvest", "haiphong", "--refetch", "some"], "invalid choice: 'some'"),
        (
            ["harvest", "haiphong", "--replay", "/no/such.warc"],
            "/no/such.warc: no such file or folder",
        ),
        (["harvest", "haiphong", "--replay", "/"], "/: no WARC file in this folder"),
        (["harvest", "haiphong", "--deadline", "0h"], "is no length of time: write 90m or 2h"),
        (["harvest", "haiphong", "--budget", "0"], "'0' is no number from 1 up"),
        (
            ["harvest", "haiphong", "--notify", "no-such-command-x"],
            "no command 'no-such-command-x'",
        ),
        (["harvest", "haiphong", "--notify", "https:///a?key=1"], "the address names no host"),
        (["facts", "-", "--published", "2023-12-11T99"], "is no time: write 2023-12-11T15:30"),
        (["extract"], "required: INPUT"),
        (["extract", "/no/such.html"], "/no/such.html: no such file or folder"),
        (["extract", "-", "--portal", "haifong"], "no portal is named 'haifong'"),
        (["facts", "/no/such.txt"], "/no/such.txt: cannot be read"),
    ],
)
def test_wrong_usage(govnews, arguments, said):
    """What the caller can correct is said on stderr and exits with 2."""
    code, out, err = govnews(*arguments)
    assert code == 2
    assert out == ""
    assert said in err


def unlucky(error):
    def harvest(*_arguments, **_keywords):
        raise error

    return harvest


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.BadInput("x"), 2),
        (errors.UnknownPortal("x"), 2),
        (errors.DatasetLocked("x"), 75),
        (errors.DatasetError("x"), 1),
        (errors.ArchiveError("x"), 1),
        (ValueError("x"), 1),
    ],
)
def test_exit_codes(govnews, monkeypatch, error, code):
    """Each kind of error has its code, one line, and no traceback unless -v asks for it."""
    monkeypatch.setattr("govnews.harvest.harvest", unlucky(error))
    left, _, err = govnews("harvest", "haiphong")
    assert left == code
    assert len(err.splitlines()) == 1
    assert err.startswith("govnews: ")
    left, _, err = govnews("harvest", "haiphong", "-v")
    assert left == code
    assert "Traceback" in err


def test_interrupted(govnews, monkeypatch):
    """Ctrl-C is no error to be traced."""
    monkeypatch.setattr("govnews.harvest.harvest", unlucky(KeyboardInterrupt()))
    assert govnews("harvest", "haiphong") == (130, "", "govnews: interrupted\n")


def test_the_reader_of_a_pipe_may_leave(pages):
    """`| head` ends the command quietly."""
    for number in range(60):
        (pages / f"{number}.html").write_bytes((pages / "one.html").read_bytes())
    command = f"{sys.executable} -m govnews extract {pages} --json | head -1"
    result = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.startswith('{"article"')
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_harvest_is_told_what_was_asked(govnews, monkeypatch, tmp_path):
    """Every option reaches the harvest, and its exit code is the command's."""
    from datetime import date, timedelta

    asked = {}

    def harvest(portals, **options):
        asked.update(options, portals=portals)
        return SimpleNamespace(exit_code=3, run="r1", outcomes=(), report={})

    monkeypatch.setattr("govnews.harvest.harvest", harvest)
    (tmp_path / "a.warc.gz").write_bytes(b"")
    code, _, _ = govnews(
        *["harvest", "haiphong", "nghean", "--since", "2023-12-01", "--until", "31/12/2023"],
        *["--max", "5", "--out", tmp_path, "--replay", tmp_path / "a.warc.gz"],
        *["--refetch", "all", "--contact", "a@b.vn", "--no-archive", "-v", "--quiet"],
        *["--deadline", "1h30m", "--budget", "500"],
    )
    assert code == 3
    assert asked == {
        "portals": ["haiphong", "nghean"],
        "since": date(2023, 12, 1),
        "until": date(2023, 12, 31),
        "limit": 5,
        "out": tmp_path,
        "replay": tmp_path / "a.warc.gz",
        "refetch": "all",
        "again": None,
        "contact": "a@b.vn",
        "keep": False,
        "deadline": timedelta(minutes=90),
        "budget": 500,
        "verbose": True,
        "quiet": True,
    }


def test_demo_is_told_what_was_asked(govnews, monkeypatch, tmp_path):
    """The demo gets its folder, and its exit code is the command's."""
    asked = []
    monkeypatch.setattr(
        "govnews.demo.run.run_demo", lambda out, **options: asked.append((out, options)) or 3
    )
    assert govnews("demo", "--out", tmp_path)[0] == 3
    assert asked == [(tmp_path, {"serve_only": False, "verbose": False})]
