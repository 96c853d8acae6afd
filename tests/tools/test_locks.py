"""The locked requirements against what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
_ENTRY = re.compile(
    r"^(\S+)==(\S+)(?: ; .*?)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def locked(name: str) -> dict[str, set[Version]]:
    """Package → versions (one for each kind of machine) in a lock."""
    versions: dict[str, set[Version]] = {}
    for package, version, _ in _ENTRY.findall((ROOT / "requirements" / name).read_text("utf-8")):
        versions.setdefault(canonicalize_name(package), set()).add(Version(version))
    return versions


def asked(*groups: str) -> list[Requirement]:
    """What pyproject.toml names: the dependencies, the extra, and these groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = [*project["project"]["dependencies"]]
    named += project["project"]["optional-dependencies"]["sql"]
    for group in groups:
        named += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    return [Requirement(entry) for entry in named]


@pytest.mark.parametrize(
    ("name", "groups"), [("demo.txt", ("build",)), ("dev.txt", ("build", "dev"))]
)
def test_a_lock_satisfies_the_declaration(name: str, groups: tuple[str, ...]) -> None:
    """Whoever changes a dependency has run `make lock`."""
    lock = locked(name)
    for requirement in asked(*groups):
        versions = lock.get(canonicalize_name(requirement.name), set())
        assert versions, requirement
        assert all(version in requirement.specifier for version in versions), requirement


@pytest.mark.parametrize("name", ["demo.txt", "dev.txt"])
def test_a_lock_is_nothing_but_pinned_and_hashed_packages(name: str) -> None:
    """No address of an index, no package without its hashes."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    rest = re.sub(r"^ *#.*\n", "", _ENTRY.sub("", text), flags=re.MULTILINE)
    assert rest.strip() == ""


def test_development_takes_the_versions_of_the_demo() -> None:
    """Going from `make demo` to `make test` changes no package."""
    development = locked("dev.txt")
    assert [p for p, versions in locked("demo.txt").items() if development.get(p) != versions] == []
