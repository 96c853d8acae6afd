"""The set-up of a machine whose Python has no `ensurepip`."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

ROOT = Path(__file__).resolve().parents[2]
WHEEL = b"not really a wheel"
DIGEST = hashlib.sha256(WHEEL).hexdigest()


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """`tools/bootstrap.py`, which is no module of the package."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def link(name: str, digest: str = DIGEST, extra: str = "") -> str:
    """One line of an index page."""
    return f'<a href="../files/{name}#sha256={digest}" {extra}>{name}</a><br>'


def serve(server: HTTPServer, *links: str) -> dict[str, str]:
    """An index with these links; returns the settings that lead to it."""
    server.expect_request("/simple/pip/").respond_with_data(
        "".join(links), content_type="text/html"
    )
    server.expect_request("/simple/files/pip-26.3-py3-none-any.whl").respond_with_data(WHEEL)
    return {"index-url": server.url_for("/simple/")}


def test_the_newest_pip_for_this_python_is_fetched(
    bootstrap: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """Sources, early releases, withdrawn ones and those for newer Pythons are passed over."""
    settings = serve(
        httpserver,
        link("pip-9.0.3-py3-none-any.whl"),
        link("pip-26.3-py3-none-any.whl", extra='data-requires-python="&gt;=3.9"'),
        link("pip-27.0b1-py3-none-any.whl"),
        link("pip-27.1.tar.gz"),
        link("pip-27.2-py3-none-any.whl", extra='data-yanked=""'),
        link("pip-28.0-py3-none-any.whl", extra='data-requires-python="&gt;=3.99"'),
    )
    wheel = bootstrap.fetch_pip(settings, tmp_path)
    assert wheel == tmp_path / "pip-26.3-py3-none-any.whl"
    assert wheel.read_bytes() == WHEEL


def test_a_file_that_is_not_what_the_index_says_is_not_used(
    bootstrap: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """A wrong SHA-256 stops the set-up, and nothing is left behind."""
    settings = serve(httpserver, link("pip-26.3-py3-none-any.whl", digest="0" * 64))
    with pytest.raises(ValueError, match="not what the index describes"):
        bootstrap.fetch_pip(settings, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_index_without_digests_is_refused(
    bootstrap: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """Nothing is run that could not be checked."""
    page = '<a href="../files/pip-26.3-py3-none-any.whl">pip</a>'
    with pytest.raises(ValueError, match="no SHA-256"):
        bootstrap.fetch_pip(serve(httpserver, page), tmp_path)


def test_an_index_that_does_not_answer_is_named(
    bootstrap: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """The error says which address, and what to look at."""
    settings = {"index-url": httpserver.url_for("/nowhere")}
    with pytest.raises(OSError, match=r"/nowhere/pip/ cannot be fetched.*index-url"):
        bootstrap.fetch_pip(settings, tmp_path)


def test_a_name_in_the_index_address_is_sent_as_pip_sends_it(
    bootstrap: Any, httpserver: HTTPServer, tmp_path: Path
) -> None:
    """`https://user:password@host/` becomes basic authentication."""
    httpserver.expect_request(
        "/simple/pip/", headers={"Authorization": "Basic bWU6YTpi"}
    ).respond_with_data(link("pip-26.3-py3-none-any.whl"))
    httpserver.expect_request("/simple/files/pip-26.3-py3-none-any.whl").respond_with_data(WHEEL)
    address = httpserver.url_for("/simple").replace("://", "://me:a%3Ab@")
    assert bootstrap.fetch_pip({"index-url": address}, tmp_path).read_bytes() == WHEEL


def test_the_settings_are_those_of_pip(
    bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """User file over system file, named file over both, environment over all."""
    monkeypatch.setenv("HOME", str(tmp_path))
    system, user, named = tmp_path / "xdg", tmp_path / ".config", tmp_path / "named.conf"
    for folder, name in ((system, "system"), (user, "user")):
        (folder / "pip").mkdir(parents=True)
        (folder / "pip" / "pip.conf").write_text(
            f"[global]\nindex-url = https://{name}.example/simple\ncert = /{name}.pem\n"
        )
    named.write_text("[install]\nindex-url = https://named.example/simple\n")
    environment = {"XDG_CONFIG_DIRS": str(system), "XDG_CONFIG_HOME": str(user)}
    read = bootstrap.pip_settings
    assert read(environment)["index-url"] == "https://user.example/simple"
    environment["PIP_CONFIG_FILE"] = str(named)
    settings = read(environment)
    assert (settings["index-url"], settings["cert"]) == (
        "https://named.example/simple",
        "/user.pem",
    )
    environment["PIP_INDEX_URL"] = "https://environment.example/simple"
    assert read(environment)["index-url"] == "https://environment.example/simple"
    assert read({"PIP_CONFIG_FILE": os.devnull}) == {"index-url": bootstrap.PYPI}


def test_an_old_python_hands_over_or_says_what_to_do(
    bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The message names the oldest Python that will do and the command to give it with."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.main([str(tmp_path / "venv")]) == 1
    said = capsys.readouterr().err
    assert "3.11 or newer" in said
    assert "PYTHON=" in said
    newer = tmp_path / "python3.13"
    newer.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/seen\n')
    newer.chmod(0o755)
    assert bootstrap.main([str(tmp_path / "venv")]) == 0
    assert (tmp_path / "seen").read_text().splitlines()[-1] == str(tmp_path / "venv")


def test_a_failure_leaves_no_half_made_environment(
    bootstrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The next call starts afresh."""
    monkeypatch.setattr(bootstrap, "_has_ensurepip", lambda: False)
    monkeypatch.setattr(bootstrap, "pip_settings", lambda _: {"index-url": "no address"})
    folder = tmp_path / "venv"
    assert bootstrap.main([str(folder)]) == 1
    assert not folder.exists()
    assert "no address" in capsys.readouterr().err
