"""What a walk does with single answers: pages that may be articles, and pages that cannot be had."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Request, Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import load_object

from govnews.again import Known
from govnews.extract import Reading
from govnews.outcome import RETRY
from govnews.portals import Portal

NOW = datetime.now(UTC)
HOME = "https://a.gov.vn"
BODY = "<p>Chiều ngày 12 tháng 5, Ủy ban nhân dân xã tổ chức hội nghị triển khai nhiệm vụ trọng tâm.</p>"
ARTICLE = (
    '<html><head><meta property="og:type" content="article"></head><body><article>'
    "<h1>Hội nghị triển khai nhiệm vụ trọng tâm</h1><time>12/05/2024 08:00</time>"
    f'<div class="content">{BODY * 12}</div></article></body></html>'
)


def spider(family: str = "unknown", **arguments: Any) -> Any:
    portal = Portal(name="thu", title="Cổng thử", hosts=("a.gov.vn",), family=family, discover=True)
    walker = load_object("govnews.spiders.declared.spider_class")(portal)
    crawler = Crawler(walker)
    crawler.stats = MemoryStatsCollector(crawler)
    return walker.from_crawler(crawler, **arguments)


def opened(walker: Any, path: str, **answer: Any) -> list[Any]:
    """What the walk makes of a section's page."""
    url = f"{HOME}{path}"
    list(walker.open_section(url, 1))
    answer = {"body": ARTICLE.encode(), "encoding": "utf-8"} | answer
    response = HtmlResponse(url, request=Request(url), **answer)
    found = []
    try:
        found += walker.read_section(response, path, 1)
    except CloseSpider:
        found.append(Reading)
    return [item for item in found if not isinstance(item, Request)]


def test_a_full_run_keeps_no_article_more() -> None:
    """Answers that were on their way when the limit was reached are not read."""
    walker = spider(limit=1)
    for name in "abcd":
        opened(walker, f"/tin-tuc/bai-{name}")
    assert walker.counts["articles_kept"] == 1


def test_a_known_article_at_a_sections_address() -> None:
    """It is fetched again only where that was asked for."""
    url = f"{HOME}/tin-tuc/bai-a"
    known = Known(url=url, canonical_url=url, day=None, looked=NOW, due=False, last=False)
    memory = {"/tin-tuc/bai-a": known}
    assert opened(spider(refetch="never", memory=memory), "/tin-tuc/bai-a") == []
    assert len(opened(spider(refetch="all", memory=memory), "/tin-tuc/bai-a")) == 1


@pytest.mark.parametrize("number", [50, 200])
def test_a_shape_that_cannot_be_had(number: int) -> None:
    """Each article of it is asked for once, and looked at a few times and no more."""
    entry = load_object("govnews.spiders.trail.Entry")
    walker, looks = spider(), 0
    verdict = walker._probation.verdict

    def counted(one: Any) -> Any:
        nonlocal looks
        looks += 1
        return verdict(one)

    walker._probation.verdict = counted
    paths = [f"/kin/mot-hai-ba-bon-nam-{1000 + i}.html" for i in range(number)]
    asked = list(walker.ask_for([entry(path, (f"{HOME}{path}",)) for path in paths]))
    for request in asked:  # grows
        failure = SimpleNamespace(
            request=request,
            value=ValueError("no answer"),
            type=ValueError,
            check=lambda *kinds: False,
            getErrorMessage=lambda: "no answer",
        )
        asked += walker.article_failed(failure)
    assert len(asked) == number
    assert looks <= 3 * number


def test_an_article_that_cannot_be_read_has_copies() -> None:
    """The next address is tried, and after the last one the next run tries again."""
    entry = load_object("govnews.spiders.trail.Entry")
    walker = spider("vnpt")
    urls = (f"{HOME}/tin/bai-12345", f"{HOME}/khac/bai-12345")
    (first,) = walker.ask_for([entry("12345", urls)])
    (second,) = walker.read_article(Response(first.url, body=b""), "12345")
    assert second.url == urls[1]
    assert list(walker.read_article(Response(second.url, body=b""), "12345")) == []
    assert walker.crawler.stats.get_value(RETRY) == (urls[1],)
