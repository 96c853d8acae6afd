"""Scrapy's settings: polite by default, honest about who asks, and safe to leave unattended.

The only place that names spiders, pipelines and middlewares, as strings.
"""

from __future__ import annotations

import os
from importlib.metadata import version

BOT_NAME = "govnews"
SPIDER_MODULES = ["govnews.spiders.declared"]
NEWSPIDER_MODULE = "govnews.spiders"


def user_agent(contact: str | None) -> str:
    """Who asks: the package, its version and how to reach the person who runs it.

    >>> user_agent("a@b.vn").endswith(" (+a@b.vn)")
    True
    """
    return f"govnews/{version('govnews')}" + (f" (+{contact})" if contact else "")


USER_AGENT = user_agent(os.environ.get("GOVNEWS_CONTACT"))
GOVNEWS_OUT = os.environ.get("GOVNEWS_OUT", "data")
"""The dataset that `scrapy crawl` writes to."""
GOVNEWS_REPLAY = None
"""A WARC file that answers instead of the network."""
GOVNEWS_ARCHIVE = None
"""Where the pages are kept as fetched: a WARC file for each spider, `%(name)s` is its name."""
GOVNEWS_DEADLINE = None
"""When the walk ends: seconds as `time.monotonic` counts them."""
GOVNEWS_BUDGET = None
"""Requests that a host gets in a day; a smaller one in the portal's declaration wins."""
GOVNEWS_SPENT: dict[str, int] = {}
"""Host → how many of them former runs of the day took."""

# Manners.
ROBOTSTXT_OBEY = True
# One request under way and one waiting: what waits here is still sent after the first Ctrl-C.
CONCURRENT_REQUESTS = 2
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.25
CRAWL_DELAY_MAX = 120.0
AUTOTHROTTLE_ENABLED = False
COOKIES_ENABLED = False
# WARC readers differ on br and zstd; gzip is read by all of them.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Accept-Language": "vi,en;q=0.3",
}

# Trouble.
RETRY_TIMES = 3
RETRY_PAUSE = 2.0
RETRY_PAUSE_MAX = 300.0
SLOWEST_DELAY = 60.0
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the spider says what could not be read, once
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
# Scrapy checks no certificate unless told to.
DOWNLOAD_VERIFY_CERTIFICATES = True
URLLENGTH_LIMIT = 2083

# The spiders ask for each address once. Scrapy's own filters would drop a redirect to another host,
# or to a page asked for before, without telling anybody.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Breadth first: the newest articles of every listing before the oldest of the first one.
DEPTH_PRIORITY = 0
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"

# Pages lead nowhere but to the web: no files, no FTP, no machines of this network.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
DNS_RESOLVER = "govnews.spiders.resolver.PublicResolver"

# Unattended: no doors open on the machine.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Scrapy starts so many tasks for each response, and the pipelines here wait for nothing.
CONCURRENT_ITEMS = 1
# Reads the source of every callback at every response, to warn of a slip that the tests would find.
WARN_ON_GENERATOR_RETURN_VALUE = False

LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
LOG_FORMATTER = "govnews.spiders.logs.TerseLogFormatter"
FEED_EXPORT_ENCODING = "utf-8"

ADDONS = {"govnews.spiders.replay.ReplayAddon": 100}
DOWNLOADER_MIDDLEWARES = {
    "govnews.spiders.replay.ReplayMiddleware": 50,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "govnews.spiders.politeness.OwnHostsMiddleware": 60,
    "govnews.spiders.politeness.RedirectLoopMiddleware": 70,
    "govnews.spiders.browser.BrowserMiddleware": 80,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "govnews.spiders.politeness.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "govnews.spiders.politeness.BackoffRetryMiddleware": 550,
    "govnews.spiders.whole_pages.WholePagesMiddleware": 560,
    "govnews.spiders.cookie_stub.CookieStubMiddleware": 570,  # where bodies are unpacked
    "govnews.spiders.caution.CautionMiddleware": 560,
    "govnews.spiders.limits.LimitsMiddleware": 900,
    "govnews.spiders.recording.RecordingMiddleware": 950,
}
EXTENSIONS = {"govnews.spiders.politeness.CrawlDelay": 0}
ITEM_PIPELINES = {
    "govnews.pipelines.clean.CleanPipeline": 100,
    "govnews.pipelines.facts.FactsPipeline": 200,
    "govnews.pipelines.validate.ValidatePipeline": 300,
    "govnews.pipelines.write.WritePipeline": 400,
}

REPLAY_SETTINGS = {
    "DOWNLOAD_HANDLERS": {
        "http": "govnews.spiders.replay.ReplayHandler",
        "https": "govnews.spiders.replay.ReplayHandler",
    },
    # One request at a time: the archive answers at once, and each run takes the same way.
    "CONCURRENT_REQUESTS": 1,
    "DOWNLOAD_DELAY": 0,
    "CRAWL_DELAY_MAX": 0,
    "RETRY_ENABLED": False,
}
"""What changes where an archive answers (`GOVNEWS_REPLAY`)."""
