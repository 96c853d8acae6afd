"""Pages a second of a harvest beside those of a bare Scrapy spider that only fetches, in one run.

The pages come from an archive (`ARCHIVE`, a WARC file of one portal), first through a replay, then
from a server on loopback. The bare spider asks for the addresses that the harvest asked for and
does nothing with the answers; the harvest reads them, archives them and writes the dataset. Ends
with 1 where the harvest reaches less than `--least` of the bare rate.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import socket
import statistics
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROUNDS = 3
HARVEST = """
import json, sys, time
from dataclasses import replace
from pathlib import Path
from govnews import settings
from govnews.archive.cdxj import indexes, read_index
from govnews.harvest import harvest
from govnews.memory import peak_memory
from govnews.portals import get
job = json.load(sys.stdin)
out = Path(job["out"])
portal = replace(get(job["portal"]), delay=0.0)
if job["host"]:
    portal = replace(portal, status="live", scheme="http", hosts=(job["host"],))
    settings.CONCURRENT_REQUESTS_PER_DOMAIN = settings.CONCURRENT_REQUESTS = 16
    portal = replace(portal, concurrency=16)
else:  # a replay keeps no copy of the archive by itself
    settings.GOVNEWS_ARCHIVE = str(out / "archive" / "%(name)s.warc.gz")
begun = time.monotonic()
result = harvest([portal], out=out, replay=job["replay"], silent=True)
seconds = time.monotonic() - begun
captures = [c for index in indexes(out / "archive") for c in read_index(index)]
urls = [c.url for c in captures if not c.url.endswith("/robots.txt")]
print(json.dumps({"seconds": seconds, "urls": urls, "exit": result.exit_code, "memory": peak_memory(),
    "new": result.report["new"]}))
"""
BARE = """
import json, sys, time
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
job = json.load(sys.stdin)
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in job["urls"]:
            yield scrapy.Request(url, dont_filter=True)
    def parse(self, response):
        return None
settings = {"LOG_ENABLED": False, "ROBOTSTXT_OBEY": False, "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0, "HTTPERROR_ALLOW_ALL": True, "RETRY_ENABLED": False, "REDIRECT_ENABLED": False,
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16}
if job["replay"]:
    handler = "govnews.spiders.replay.ReplayHandler"
    settings |= {"GOVNEWS_REPLAY": job["replay"], "DOWNLOAD_HANDLERS": {"http": handler, "https": handler}}
begun = time.monotonic()
process = AsyncCrawlerProcess(settings)
process.crawl(Bare)
process.start()
print(json.dumps({"seconds": time.monotonic() - begun}))
"""


def run(code: str, job: dict[str, Any]) -> dict[str, Any]:
    """What a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(job), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def serve(archive: str, portal_host: str, port: int, ready: Any) -> None:
    """In a process of its own: answer from the archive, with links that lead to this server."""
    from govnews.archive import read_warc
    from govnews.portals.links import lookup_key

    host = f"127.0.0.1:{port}"
    own = {f"https://{portal_host}".encode(), f"http://{portal_host}".encode()}
    pages = {}
    for page in read_warc(archive):
        body = page.body
        for origin in own:
            body = body.replace(origin, f"http://{host}".encode())
        key = lookup_key(page.url, with_query=False).replace(portal_host, host, 1)
        pages[key] = page.status, page.content_type or "text/html", body

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            missing = 404, "text/html", b"<title>404</title>"
            key = lookup_key(f"http://{host}{self.path}", with_query=False)
            status, kind, body = pages.get(key, missing)
            head = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self.wfile.write(f"HTTP/1.1 {status} OK\r\n{head}".encode() + body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    ready.set()
    server.serve_forever()


def compare(job: dict[str, Any]) -> tuple[float, str]:
    """Share of the bare rate at the median of all rounds, and the figures in a line."""
    shares, rates = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="govnews-") as out:
            harvested = run(HARVEST, job | {"out": out})
        if harvested["exit"] not in (0, 3) or not harvested["new"]:
            raise SystemExit(f"the harvest failed: {harvested}")
        urls = harvested["urls"]
        bare = run(BARE, job | {"urls": urls})
        shares.append(bare["seconds"] / harvested["seconds"])
        rates.append((len(urls) / harvested["seconds"], len(urls) / bare["seconds"]))
    mine, others = (statistics.median(column) for column in zip(*rates, strict=True))
    told = f"{len(urls)} pages, {harvested['new']} articles: {mine:.0f}/s beside {others:.0f}/s"
    return statistics.median(shares), f"{told}, {harvested['memory']} MB"


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("archive", type=Path)
    options.add_argument("--portal", default="sotttt-hanoi")
    options.add_argument("--least", type=float, default=0.6)
    asked = options.parse_args()
    from govnews.portals import get

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ready = multiprocessing.Event()
    arguments = (str(asked.archive), get(asked.portal).hosts[0], port, ready)
    server = multiprocessing.Process(target=serve, args=arguments, daemon=True)
    server.start()
    ready.wait()
    ways = {
        "replay": {"replay": str(asked.archive), "host": None},
        "HTTP": {"replay": None, "host": f"127.0.0.1:{port}"},
    }
    short = False
    for name, job in ways.items():
        share, told = compare({"portal": asked.portal, **job})
        print(f"{name:<7}{share:.2f} of bare Scrapy ({told})", flush=True)
        short |= share < asked.least
    server.terminate()
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
