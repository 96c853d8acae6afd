"""The packages named in pyproject.toml are the folders with code."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_folder_with_code_is_a_declared_package() -> None:
    """A new subpackage that pyproject.toml does not name would be missing from the wheel."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    setuptools = config["tool"]["setuptools"]
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "govnews").rglob("__init__.py")
    }
    moved = set(setuptools["package-dir"])
    assert set(setuptools["packages"]) == folders | moved
    for name, folder in setuptools["package-dir"].items():
        assert (ROOT / folder / "__init__.py").exists(), name


def test_every_data_file_is_packaged() -> None:
    """Files that the code reads at run time match a pattern of `package-data`."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = config["tool"]["setuptools"]["package-data"]
    packaged = {
        path
        for package, globs in patterns.items()
        for pattern in globs
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    data = {
        path
        for path in (ROOT / "govnews").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    assert data - packaged == set()
