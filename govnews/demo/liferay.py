"""The city portal of the demo, in Liferay 6 markup, with the copies and dead ends of the platform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from govnews.demo.articles import CATEGORIES, DemoArticle, Image
from govnews.demo.body import LIFERAY, Answer, render_body, source_line, template
from govnews.demo.urls import slug

DELTA = 5
ROBOTS = "User-agent: *\nDisallow: /c/\nDisallow: /vi/tim-kiem\n"
REMOVED = (
    "/vi/tin-dia-phuong/-/view_content/219999-thong-tin-da-duoc-go-bo",
    "Thông tin đã được gỡ bỏ",
)
"""An article that a listing still names: the portal answers 200 with a page that says "not found"."""
_LANGUAGES = re.compile(r"^(?:/(?:vi|en))+(?=/|$)")
_ARTICLE = re.compile(r"^/[a-z-]+/-/view_content/(?P<id>\d+)-[a-z0-9-]*$")


class LiferaySite:
    """Answers like a portal on Liferay 6."""

    name = "demo-liferay"

    def __init__(self, articles: Sequence[DemoArticle]) -> None:
        self._articles = [article for article in articles if article.cms == "liferay"]
        self._by_id = {article.id: article for article in self._articles}

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path, with any chain of language prefixes; None is a 404."""
        bare = _LANGUAGES.sub("", path)
        english = path.startswith("/en")
        if path == "/robots.txt":
            return Answer(body=ROBOTS, content_type="text/plain; charset=utf-8")
        if bare in ("", "/", "/trang-chu"):
            return Answer(body=self._listing("Trang chủ", self._articles[:DELTA], path, ""))
        if (category := bare.removeprefix("/")) in CATEGORIES:
            return Answer(body=self._category(category, path, query.get("_101_cur", "1")))
        if match := _ARTICLE.match(bare):
            article = self._by_id.get(int(match["id"]))
            return Answer(
                body=self._article(article, path, english=english)
                if article
                else self._missing(path)
            )
        return None

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The platform's pages take no POST."""
        return None

    def address(self, article: DemoArticle) -> str:
        """Path of the article's page without a language."""
        return f"/{article.category}/-/view_content/{article.id}-{slug(article.title)}"

    def _in(self, category: str) -> list[DemoArticle]:
        return [article for article in self._articles if article.category == category]

    def _category(self, category: str, path: str, current: str) -> str:
        articles = self._in(category)
        pages = max(1, -(-len(articles) // DELTA))
        page = min(int(current), pages) if current.isdigit() and int(current) else 1
        shown = articles[(page - 1) * DELTA : page * DELTA]
        pager = self._pager(f"/vi/{category}", page, pages)
        return self._listing(CATEGORIES[category], shown, path, pager)

    def _pager(self, url: str, page: int, pages: int) -> str:
        items = "".join(
            f'<li class="custom-paging" role="presentation"><a href="{_cur(url, n)}" class="taglib-icon"'
            f' role="menuitem"><span class="taglib-text-icon">{n}</span></a></li>'
            for n in range(1, pages + 1)
        )
        following = _cur(url, page + 1) if page < pages else "javascript:;"
        return (
            '<div class="taglib-page-iterator" id="_101_ocerSearchContainerPageIterator">'
            '<div class="clearfix lfr-pagination"><div class="lfr-pagination-config">'
            f'<ul class="dropdown-menu lfr-menu-list">{items}</ul></div>'
            '<ul class="pager lfr-pagination-buttons"><li class="first"><a href="'
            f'{_cur(url, 1)}">← Đầu tiên</a></li><li><a href="{following}">Tiếp</a></li></ul></div></div>'
        )

    def _listing(self, title: str, articles: Sequence[DemoArticle], path: str, pager: str) -> str:
        prefix = "/vi" if pager else ""
        items = [self._abstract(a.title, prefix + self.address(a), a) for a in articles]
        if pager and title == CATEGORIES["tin-dia-phuong"]:
            items.append(self._abstract(REMOVED[1], REMOVED[0], articles[-1]))
        return self._page(title, "\n".join(items) + pager, path, section=title)

    def _abstract(self, title: str, url: str, article: DemoArticle) -> str:
        lead = escape(article.summary or next(iter(article.paragraphs), ""))[:200]
        return (
            '<div class="asset-bounddary"><div class="asset-abstract "><div class="asset-content normal-news">'
            f'<div class="asset-image"><a href="{url}"><img src="/image/journal/article?img_id={article.id}"'
            f' alt=""></a></div><div class="asset-content-custom"><h3 class="asset-title"><a href="{url}">'
            f'{escape(title)}</a></h3><div class="assetPublishDate block_timer"> {_clock(article)} </div>'
            f'<div class="asset-summary"> {lead} </div></div></div><div class="asset-metadata"></div></div></div>'
        )

    def _article(self, article: DemoArticle, path: str, *, english: bool) -> str:
        label = "Publish date" if english else "Ngày đăng"
        stamp = f"{label} {_clock(article)} &nbsp;|&nbsp;View count: {article.id % 900 + 20}"
        byline = (
            f'<p align="right"><strong>{escape(article.byline)}</strong></p>'
            if article.byline
            else ""
        )
        files = "".join(
            f'<p><a href="/documents/557552/{article.id}/{escape(name)}">{escape(name)}</a></p>'
            for name in article.attachments
        )
        main = (
            f'<div class="asset-full-content-title">{escape(article.title)}</div>\n'
            f'<div class="assetPublishDate block_timer">\n{stamp}\n</div>\n'
            '<div class="asset-full-content  show-asset-title">\n'
            f'<div class="asset-content" id="_101_{article.id}">\n'
            f'<div class="sapo-wrapper clearfix"><p class="sapo"><strong>{escape(article.summary or "")}'
            '</strong></p></div>\n<div class="journal-content-article">\n'
            f"{render_body(article, LIFERAY, lambda image: self._src(article, image))}\n{files}"
            f'{source_line(article)}{byline}</div>\n<p align="right" class="view-content-author"><strong>'
            f"<em>Pho Ban bien tap</em></strong></p></div></div>\n{self._tools(article)}{self._related(article)}"
        )
        return self._page(
            article.title, main, path, section=CATEGORIES[article.category], article=article
        )

    def _tools(self, article: DemoArticle) -> str:
        url = f"{self.address(article)}?p_p_state=pop_up&amp;_101_viewMode=print"
        return (
            f'<div class="asset-control-detail"><span class="print-action"><a href="{url}">In bài viết</a></span>'
            '<span class="mailto-action"><a href="mailto:">Gửi mail</a></span></div>\n'
        )

    def _related(self, article: DemoArticle) -> str:
        others = [other for other in self._in(article.category) if other is not article][:4]
        items = "".join(
            f'<li><a href="{self.address(other)}">{escape(other.title)}</a>'
            f" <span>({other.posted:%d/%m/%Y})</span></li>"
            for other in others
        )
        return (
            '<div class="related_asset"><div class="related_asset_title">Các tin khác</div>'
            f'<ul class="related_asset_list">{items}</ul></div>'
        )

    def _missing(self, path: str) -> str:
        main = (
            '<h3 class="alert alert-error">Không tìm thấy</h3> Tài nguyên không được tìm thấy.<br>'
            f'<code class="lfr-url-error">{escape(path)}</code>'
        )
        return self._page("Trạng thái", main, path, section="Trạng thái")

    def _src(self, article: DemoArticle, image: Image) -> str:
        return f"/documents/557552/{article.id}/{image.file}?t={article.posted:%Y%m%d}"

    def _page(
        self, title: str, main: str, path: str, *, section: str, article: DemoArticle | None = None
    ) -> str:
        menu = "".join(
            f'<li><a href="/vi/{name}"><span>{label}</span></a></li>'
            for name, label in CATEGORIES.items()
        )
        head = f"{title} - {section}" if article else title
        return template("liferay").substitute(
            title=escape(head),
            main=main,
            menu=menu,
            section=section,
            path=escape(path),
            canonical=self.address(article) if article else escape(path),
            lang="en-US" if path.startswith("/en") else "vi-VN",
        )


def _cur(url: str, page: int) -> str:
    return (
        f"{url}?p_p_id=101&amp;p_p_lifecycle=0&amp;p_p_state=normal&amp;p_p_mode=view"
        f"&amp;p_p_col_id=column-1&amp;_101_delta={DELTA}&amp;_101_keywords=&amp;_101_cur={page}"
    )


def _clock(article: DemoArticle) -> str:
    """Twelve hours without a leading zero; midnight where only the day is known.

    The platform prints `12:00 AM` on most of its pages.
    """
    hour, half = article.posted.hour, "AM" if article.posted.hour < 12 else "PM"
    return f"{article.posted:%d/%m/%Y} | {hour % 12 or 12}:{article.posted:%M} {half}"
