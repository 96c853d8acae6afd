"""Our archives in other people's programs: pywb serves every page byte for byte.

The programs are looked for on PATH and in the folder `$GOVNEWS_PYWB`; an environment of its own
with them is `python3 -m venv pywb && pywb/bin/pip install pywb cdxj-indexer`, and then
`GOVNEWS_PYWB=pywb/bin`.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from govnews.archive.cdxj import Capture, indexes, read_index
from govnews.archive.check import page

DEMO = "import sys; from pathlib import Path; from govnews.demo import run_demo; sys.exit(run_demo(Path(sys.argv[1])))"


def program(name: str) -> str:
    """Where a program is; without it the test is skipped."""
    path = os.pathsep.join(filter(None, [os.environ.get("GOVNEWS_PYWB"), os.environ.get("PATH")]))
    found = shutil.which(name, path=path)
    if not found:
        pytest.skip(f"needs {name}: pip install pywb cdxj-indexer, GOVNEWS_PYWB=its folder")
    return str(Path(found).absolute())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of two harvests of the demo portals, of which the second found all unchanged."""
    program("wayback")
    out = tmp_path_factory.mktemp("demo") / "data"
    for _ in range(2):
        command = [sys.executable, "-c", DEMO, str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return out / "archive"


@pytest.fixture
def wayback(archive: Path, tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    """A running pywb with the archive as its collection `gov`."""
    files = sorted(archive.glob("*.warc.gz"))
    for arguments in (["init", "gov"], ["add", "gov", *map(str, files)]):
        subprocess.run(
            [program("wb-manager"), *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=120,
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [program("wayback"), "--bind", "127.0.0.1", "--port", str(port)],
            cwd=tmp_path,
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with closing(connection):
            yield connection
    finally:
        server.kill()
        server.wait()


def captures(archive: Path) -> list[Capture]:
    """Every capture of the archive, by our own indexes."""
    return [one for path in indexes(archive) for one in read_index(path)]


def test_pywb_serves_every_page_byte_for_byte(
    archive: Path, wayback: http.client.HTTPConnection
) -> None:
    """Pages, and pages that a later harvest found unchanged, are the same there and here."""
    fetched = [one for one in captures(archive) if one.status == 200 and not one.form]
    assert len(fetched) > 50
    assert any(one.is_revisit for one in fetched)
    for one in fetched:
        wayback.request("GET", f"/gov/{one.at:%Y%m%d%H%M%S}id_/{one.url}")
        answer = wayback.getresponse()
        assert (answer.status, answer.read()) == (200, page(archive, one.url, one.at).body), one.url


def test_another_indexer_finds_the_same(archive: Path) -> None:
    """cdxj-indexer sees the same responses at the same places, with the same digests."""
    found = set()
    for path in archive.glob("*.warc.gz"):
        lines = subprocess.run(
            [program("cdxj-indexer"), str(path)], check=True, capture_output=True, timeout=120
        ).stdout.splitlines()
        for line in lines:
            said = json.loads(line.split(b" ", 2)[2])
            found.add((said["filename"], int(said["offset"]), int(said["length"]), said["url"]))
    ours = {(one.filename, one.offset, one.length, one.url) for one in captures(archive)}
    assert found == ours
