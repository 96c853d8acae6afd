"""A site of no known platform that sets a crawler every trap which real portals set.

It shows all articles of the demo. Some are only in the sitemap, some only in the listings; one has
an address like a section's, and one section an address like an article's.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from itertools import count
from string import Template

from govnews.demo.articles import CATEGORIES, DemoArticle, Image
from govnews.demo.body import VNPT, Answer, render_body, source_line
from govnews.demo.urls import slug

PAGE_SIZE = 10
RECORDS = 10_000
"""Links of one page, each to a record that is no article."""
LIKE_AN_ARTICLE = "thong-tin-tuyen-truyen-pho-bien-giao-duc-phap-luat"
"""The address of a listing."""
LIKE_A_SECTION = "/gap-mat"
"""The address of an article."""
_LANGUAGES = re.compile(r"^(?:/(?:vi|en))+(?=/|$)")
_SESSION = re.compile(r";jsessionid=\w+$")
_ARTICLE = re.compile(r"^/tin/[a-z0-9-]*-(\d+)\.html$")
_DAY = re.compile(r"^/lich-cong-tac/(\d{4})/(\d\d)/(\d\d)$")
_RECORD = re.compile(r"^/tra-cuu/ket-qua-ho-so-so-\d{5}\.html$")
_XML = "application/xml; charset=utf-8"
_GZIP = "application/x-gzip"


class TrapSite:
    """Answers like a site that was never meant to be crawled."""

    name = "demo-unknown"

    def __init__(self, articles: Sequence[DemoArticle], origin: str | None = None) -> None:
        """`origin` stands before the addresses in robots.txt and the sitemaps."""
        self.origin = origin or "http://127.0.0.1:48313"
        # A page with a file and no text says too little for a site that nobody described.
        self._articles = [a for a in articles if a.paragraphs or a.images]
        self._by_id = {article.id: article for article in self._articles}
        self._hidden = self._articles[-1] if self._articles else None
        self._views = count(1)

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path; None is a 404."""
        bare = _SESSION.sub("", _LANGUAGES.sub("", path)) or "/"
        if machine := self._machine(bare):
            return machine
        if bare in ("/chuyen-trang", "/chuyen-trang-moi"):
            other = "/chuyen-trang-moi" if bare == "/chuyen-trang" else "/chuyen-trang"
            return Answer(body="", status=302, location=other)
        main = self._main(bare, query)
        return None if main is None else Answer(body=self._page(bare, *main))

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The site takes no POST."""
        return None

    def address(self, article: DemoArticle) -> str:
        """Path of the article's page."""
        if article is self._hidden:
            return LIKE_A_SECTION
        return f"/tin/{slug(article.title)}-{article.id}.html"

    @property
    def articles(self) -> tuple[DemoArticle, ...]:
        """What there is to find."""
        return tuple(self._articles)

    @property
    def listing_pages(self) -> int:
        """Pages, feeds and sitemaps that a reader has to open to find every article."""
        pages = sum(max(1, -(-len(self._in(c)) // PAGE_SIZE)) for c in self._sections())
        return pages + len(("home page", "feed", "index", *self._maps()))

    # Lists for machines

    def _machine(self, path: str) -> Answer | None:
        if path == "/robots.txt":
            text = f"User-agent: *\nDisallow: /quan-tri/\nSitemap: {self.origin}/ban-do.xml.gz\n"
            return Answer(body=text, content_type="text/plain; charset=utf-8")
        if path == "/tin-moi.rss":
            return Answer(body=self._feed(), content_type=_XML)
        maps = self._maps()
        if path == "/ban-do.xml.gz":
            rows = [(name, max(a.posted for a in found).date()) for name, found in maps.items()]
            return Answer(body=self._sitemap("sitemapindex", "sitemap", rows), content_type=_GZIP)
        if path in maps:
            rows = [(self.address(a), a.posted.date() + timedelta(days=1)) for a in maps[path]]
            return Answer(body=self._sitemap("urlset", "url", rows), content_type=_GZIP)
        return None

    def _maps(self) -> dict[str, list[DemoArticle]]:
        """Half of the articles, a sitemap a year."""
        shown = [a for a in self._articles[::2] if a is not self._hidden]
        years = sorted({article.posted.year for article in shown})
        return {f"/ban-do-{y}.xml.gz": [a for a in shown if a.posted.year == y] for y in years}

    def _sitemap(self, root: str, row: str, rows: Sequence[tuple[str, date]]) -> bytes:
        lines = "".join(
            f"<{row}><loc>{self.origin}{path}</loc><lastmod>{day.isoformat()}</lastmod></{row}>\n"
            for path, day in rows
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return gzip.compress(f'<{root} xmlns="{space}">\n{lines}</{root}>'.encode(), mtime=0)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(a.title)}</title><link>{self.origin}{self.address(a)}</link>"
            f"<pubDate>{a.posted.month}/{a.posted.day}/{a.posted.year} {a.posted:%I:%M:%S %p}"
            "</pubDate></item>"
            for a in self._articles[:8]
        )
        return f'<rss version="2.0"><channel><title>Tin mới</title>{items}</channel></rss>'

    # Pages

    def _main(self, path: str, query: dict[str, str]) -> tuple[str, str] | None:
        """Title and content of a page."""
        if path == "/":
            return "Trang tin Lam Châu", self._list(self._articles[:6])
        if (section := path.removeprefix("/")) in self._sections():
            page = query.get("trang", "1")
            return self._sections()[section], self._listing(section, int(page))
        if path == LIKE_A_SECTION and self._hidden:
            return self._hidden.title, self._article(self._hidden)
        if (match := _ARTICLE.match(path)) and (article := self._by_id.get(int(match[1]))):
            return article.title, self._article(article)
        if match := _DAY.match(path):
            return "Lịch công tác", self._calendar(date(*map(int, match.groups())))
        if path == "/van-ban":
            return "Văn bản", "".join(self._filters(query))
        if path == "/tra-cuu":
            return "Tra cứu hồ sơ", "".join(self._records())
        if _RECORD.match(path):
            return "Kết quả tra cứu", "<p>Hồ sơ đang được giải quyết.</p>"
        return None

    def _sections(self) -> dict[str, str]:
        return {
            LIKE_AN_ARTICLE if name == "thong-bao" else name: label
            for name, label in CATEGORIES.items()
        }

    def _in(self, section: str) -> list[DemoArticle]:
        """Of the articles in the sitemap every second one stands in no listing."""
        category = "thong-bao" if section == LIKE_AN_ARTICLE else section
        unlisted = self._articles[::4]
        return [a for a in self._articles if a.category == category and a not in unlisted]

    def _listing(self, section: str, number: int) -> str:
        """One page; the pager always goes on, and shows the last page again and again."""
        articles = self._in(section)
        pages = max(1, -(-len(articles) // PAGE_SIZE))
        start = (min(number, pages) - 1) * PAGE_SIZE
        endless = section == "tin-so-nganh"
        more = f'<a class="next" href="/{section}?trang={number + 1}">Trang sau »</a>'
        return self._list(articles[start : start + PAGE_SIZE]) + (
            more if endless or number < pages else ""
        )

    def _list(self, articles: Sequence[DemoArticle]) -> str:
        items = "".join(
            f'<li><h3><a href="{self._with_session(self.address(a))}">{escape(a.title)}</a></h3>'
            f'<span class="date">{a.posted:%d/%m/%Y}</span></li>'
            for a in articles
        )
        return f'<ul class="tin">{items}</ul>'

    def _with_session(self, path: str) -> str:
        """The address with a session id, which is another one with each view of a page."""
        view = next(self._views)
        return f"{path};jsessionid=A{view:06X}" if view % 2 else f"{path}?sid={view}"

    def _article(self, article: DemoArticle) -> str:
        body = render_body(article, VNPT, lambda image: self._src(article, image))
        summary = f'<p class="sapo">{escape(article.summary)}</p>' if article.summary else ""
        files = "".join(f'<p><a href="/tep/{name}">{name}</a></p>' for name in article.attachments)
        path = self.address(article)
        stamp = "%d/%m/%Y" if article.precision == "day" else "%d/%m/%Y %H:%M"
        return (
            f'<article><h1 class="title">{escape(article.title)}</h1>'
            f'<time class="date">{article.posted.strftime(stamp)}</time>{summary}'
            f'<div class="entry-content">{body}{files}{source_line(article)}</div></article>'
            f'<p class="tools"><a href="{path}?print=1">In</a> <a href="{path}?popup=1">Mở</a>'
            f' <a href="/in-bai/{article.id}">Bản in</a></p>'
        )

    def _src(self, article: DemoArticle, image: Image) -> str:
        return f"/anh/{article.id}/{image.file}"

    def _calendar(self, day: date) -> str:
        days = (day + timedelta(days=n) for n in range(-3, 4))
        links = "".join(f'<a href="/lich-cong-tac/{d:%Y/%m/%d}">{d:%d/%m}</a> ' for d in days)
        return f'<div class="lich">{links}</div>'

    def _filters(self, query: dict[str, str]) -> Iterator[str]:
        for field in ("linh-vuc", "co-quan", "nam-ban-hanh"):
            for value in range(1, 6):
                chosen = "&amp;".join(f"{k}={v}" for k, v in {**query, field: value}.items())
                yield f'<a href="/van-ban?{chosen}">{field} {value}</a> '

    def _records(self) -> Iterator[str]:
        for number in range(RECORDS):
            yield f'<li><a href="/tra-cuu/ket-qua-ho-so-so-{number:05d}.html">{number}</a></li>'

    def _page(self, path: str, title: str, main: str) -> str:
        menu = "".join(
            f'<li><a href="{self._with_session(f"/{name}")}">{label}</a></li>'
            for name, label in self._sections().items()
        )
        copies = f'<a href="/vi{path}">Tiếng Việt</a> <a href="/en/vi{path}">English</a>'
        newest = self._articles[0].posted.date() if self._articles else date(2024, 1, 1)
        return _FRAME.substitute(
            title=escape(title), main=main, menu=menu, copies=copies, days=self._calendar(newest)
        )


_FRAME = Template(
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>$title</title>'
    '<link rel="alternate" type="application/rss+xml" title="Tin mới" href="/tin-moi.rss"></head>'
    '<body><header><div class="language">$copies</div><nav><ul class="menu">$menu'
    '<li><a href="/van-ban">Văn bản</a></li><li><a href="/tra-cuu">Tra cứu</a></li>'
    '<li><a href="/chuyen-trang">Chuyên trang</a></li><li><a href="/gap-mat">Gặp mặt</a></li>'
    "</ul></nav></header><main>$main</main><aside>$days</aside>"
    "<footer><p>Trang tin Lam Châu. Chịu trách nhiệm nội dung: Ban biên tập.</p></footer></body></html>"
)
