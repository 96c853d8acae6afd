"""Make a virtual environment with pip in it: `python3 tools/bootstrap.py FOLDER`.

Needs a Python of 3.11 or newer and nothing else. Debian's and Ubuntu's `python3` come without
`ensurepip` (it is in `python3-venv`); there pip is fetched from the package index that pip itself
is configured to use: `PIP_INDEX_URL`, else `index-url` in pip's configuration files, else
https://pypi.org/simple. The file is used only if its SHA-256 is the one that the index states.

Old Pythons run this file too, to say that they are too old: keep its syntax at 3.7.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

OLDEST = (3, 11)
NEWER_NAMES = tuple(f"python3.{minor}" for minor in range(19, OLDEST[1] - 1, -1))
"""Commands to try where `python3` itself is too old."""
PYPI = "https://pypi.org/simple"
SECONDS = 60
"""How long to wait for an answer of the index."""

_WHEEL = re.compile(r"pip-(\d+(?:\.\d+)+)-py3-none-any\.whl")
_AT_LEAST = re.compile(r">=\s*(\d+)\.(\d+)")
_DIGEST = re.compile(r"sha256=([0-9a-f]{64})")


def main(arguments: list[str]) -> int:
    """Make the environment, or leave a working one alone; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python3 tools/bootstrap.py FOLDER", file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        return _hand_over(arguments)
    folder = Path(arguments[0])
    if _works(folder):
        return 0
    try:
        make(folder)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"{folder}: no environment could be made there: {error}", file=sys.stderr)
        return 1
    return 0


def make(folder: Path) -> None:
    """Make the environment, in place of what is there."""
    print(f"making {folder} with Python {sys.version.split()[0]}", flush=True)
    if _has_ensurepip():
        venv.create(folder, clear=True, symlinks=True, with_pip=True)
        return
    with tempfile.TemporaryDirectory() as scratch:
        wheel = fetch_pip(pip_settings(os.environ), Path(scratch))
        venv.create(folder, clear=True, symlinks=True, with_pip=False)
        # A wheel is a zip file, and Python runs pip straight out of it.
        install = [f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]
        subprocess.run([str(_python(folder)), *install], check=True)


def pip_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What pip is told of its index: `index-url`, `cert`, `proxy`, in pip's own order of files."""
    parser = configparser.RawConfigParser()
    name = environment.get("PIP_CONFIG_FILE")
    if name != os.devnull:
        for path in (*_config_files(environment), *([Path(name)] if name else [])):
            try:
                parser.read(path, encoding="utf-8")
            except configparser.Error as error:
                raise ValueError(f"{path}: not a configuration of pip ({error})") from error
    found = {"index-url": PYPI}
    for key in ("index-url", "cert", "proxy"):
        for section in ("global", "install"):
            if parser.has_option(section, key):
                found[key] = parser.get(section, key).strip()
        value = environment.get("PIP_" + key.upper().replace("-", "_"))
        if value:
            found[key] = value
    return found


def fetch_pip(settings: dict[str, str], folder: Path) -> Path:
    """The newest pip that this Python can run, as a checked wheel in `folder`.

    Raises `OSError` where the index does not answer, `ValueError` where it has no such file or the
    file is not what the index says.
    """
    opener, headers = _opener(settings)
    page_url = _without_user(settings["index-url"]).rstrip("/") + "/pip/"
    page = _read(opener, page_url, {**headers, "Accept": "text/html"})
    links = _Links()
    links.feed(page.decode("utf-8"))
    _, url = newest(links.found, page_url)
    print(f"fetching {url.partition('#')[0]}", flush=True)
    stated = _DIGEST.search(url)
    if not stated:
        raise ValueError(f"{page_url} states no SHA-256 for its files, so pip cannot be checked")
    same_host = urllib.parse.urlsplit(url).netloc == urllib.parse.urlsplit(page_url).netloc
    content = _read(opener, url, headers if same_host else {})
    if hashlib.sha256(content).hexdigest() != stated.group(1):
        raise ValueError(f"{url}: the file is not what the index describes; try again later")
    path = folder / Path(urllib.parse.urlsplit(url).path).name
    path.write_bytes(content)
    return path


def newest(links: list[dict[str, str | None]], base: str) -> tuple[tuple[int, ...], str]:
    """Version and address of the newest released, not withdrawn pip for this Python."""
    found = []
    for link in links:
        url = urllib.parse.urljoin(base, link.get("href") or "")
        wheel = _WHEEL.fullmatch(Path(urllib.parse.urlsplit(url).path).name)
        needs = _AT_LEAST.search(link.get("data-requires-python") or "")
        runs = not needs or sys.version_info >= (int(needs.group(1)), int(needs.group(2)))
        if wheel and runs and "data-yanked" not in link:
            found.append((tuple(map(int, wheel.group(1).split("."))), url))
    if not found:
        raise ValueError(f"{base} lists no pip for this Python")
    return max(found)


class _Links(HTMLParser):
    """The attributes of every link on an index page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs))


def _hand_over(arguments: list[str]) -> int:
    """Let a newer Python do it, or say what is missing."""
    for name in NEWER_NAMES:
        newer = shutil.which(name)
        if newer and subprocess.run([newer, "-c", ""], check=False).returncode == 0:
            return subprocess.run([newer, __file__, *arguments], check=False).returncode
    print(
        f"{sys.executable} is Python {sys.version.split()[0]}; govnews needs 3.11 or newer.\n"
        "Install a newer one (python.org, your system's packages, pyenv or uv), then name it:\n"
        "    make demo PYTHON=python3.12",
        file=sys.stderr,
    )
    return 1


def _has_ensurepip() -> bool:
    try:
        import ensurepip

        return bool(ensurepip.version())
    except (ImportError, AttributeError, OSError):
        return False


def _works(folder: Path) -> bool:
    """Whether the environment is there, new enough, and has its pip."""
    test = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        command = [str(_python(folder)), "-c", test]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _config_files(environment: Mapping[str, str]) -> list[Path]:
    """Where pip looks, the file that wins last."""
    home = Path.home()
    folders = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    own = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    if sys.platform == "darwin" and not (own / "pip").is_dir():
        own = home / "Library" / "Application Support"
    return [
        *(Path(folder) / "pip" / "pip.conf" for folder in folders.split(":") if folder),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        own / "pip" / "pip.conf",
    ]


def _opener(settings: dict[str, str]) -> tuple[urllib.request.OpenerDirector, dict[str, str]]:
    """How to ask the index, and the headers to send it."""
    try:
        context = ssl.create_default_context(cafile=settings.get("cert"))
    except OSError as error:
        raise OSError(f"pip's cert {settings['cert']} cannot be read ({error})") from error
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
    proxy = settings.get("proxy")
    if proxy:
        handlers.append(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
    parts = urllib.parse.urlsplit(settings["index-url"])
    if parts.scheme not in ("http", "https", "file"):
        raise ValueError(f"index-url {settings['index-url']!r} is no http, https or file address")
    headers = {}
    if parts.username:
        pair = f"{parts.username}:{parts.password or ''}"
        token = base64.b64encode(urllib.parse.unquote(pair).encode()).decode()
        headers["Authorization"] = f"Basic {token}"
    return urllib.request.build_opener(*handlers), headers


def _without_user(url: str) -> str:
    """The address without the name and password that pip allows in it."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _read(opener: urllib.request.OpenerDirector, url: str, headers: dict[str, str]) -> bytes:
    request = urllib.request.Request(url.partition("#")[0], headers=headers)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.URLError as error:
        hint = "is the network up, and is pip's index-url right? Or install python3-venv"
        raise OSError(f"{url} cannot be fetched ({error}): {hint}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
