"""The provincial portal of the demo, in VNPT Portal markup: menu, listings, script pager, articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from govnews.demo.articles import CATEGORIES, DemoArticle, Image
from govnews.demo.body import VNPT, Answer, render_body, source_line, template
from govnews.demo.urls import slug

PAGE_SIZE = 4
SITE_ID = 6180
PAGER = "/DesktopModule/UIArticleInMenu/ArticleInMenuPagination.aspx/LoadArticle"
CATEGORY_IDS = {name: 75892 + 71 * n for n, name in enumerate(CATEGORIES)}
ROBOTS = "User-agent: *\nDisallow: /quan-tri/\nDisallow: /tim-kiem\nDisallow: /en/\n"
_ARTICLE = re.compile(r"^(?:/en)?/(?P<category>[a-z-]+)/[a-z0-9-]*-(?P<id>\d+)$")
_TICKS_OF_2023 = 638_082_144_000_000_000


class VnptSite:
    """Answers like a portal on VNPT's platform."""

    name = "demo-vnpt"

    def __init__(self, articles: Sequence[DemoArticle]) -> None:
        self._articles = [article for article in articles if article.cms == "vnpt"]
        self._by_id = {article.id: article for article in self._articles}

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path; None is a 404."""
        if path == "/robots.txt":
            return Answer(body=ROBOTS, content_type="text/plain; charset=utf-8")
        if path == "/" and "pageid" in query:
            return Answer(body=self._page("Văn bản chỉ đạo", DOCUMENTS, path))
        if path in ("/", "/trang-chu", "/en/"):
            return Answer(body=self._home(path))
        if path.removeprefix("/") in CATEGORIES:
            return Answer(body=self._listing(path.removeprefix("/")))
        if path == "/gioi-thieu":
            return Answer(body=self._page("Giới thiệu", ABOUT, path))
        if (match := _ARTICLE.match(path)) and (article := self._by_id.get(int(match["id"]))):
            return Answer(body=self._article(article))
        return None

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """One page of a listing as an HTML fragment, as the portal's own script asks for it."""
        numbers = (
            form.get("article_category_id", ""),
            form.get("page", ""),
            form.get("site_id", ""),
        )
        if path != PAGER or not all(number.isdigit() for number in numbers):
            return None
        category, page, site = map(int, numbers)
        if site != SITE_ID:
            return None
        name = next((name for name, number in CATEGORY_IDS.items() if number == category), "")
        return Answer(body=self._items(self._in(name), page))

    def address(self, article: DemoArticle) -> str:
        """Path of the article's page."""
        return f"/{article.category}/{slug(article.title)}-{article.id}"

    def _in(self, category: str) -> list[DemoArticle]:
        return [article for article in self._articles if article.category == category]

    def _home(self, path: str) -> str:
        newest = self._items(self._articles, 1)
        main = f'<div class="UIArticleInMenu_Default"><h2>Tin mới</h2><ul class="ArticleList">{newest}</ul></div>'
        return self._page("Cổng Thông tin điện tử tỉnh Lam Châu", main, path)

    def _listing(self, category: str) -> str:
        articles, number = self._in(category), CATEGORY_IDS[category]
        pages = -(-len(articles) // PAGE_SIZE)
        pager = "".join(
            f'<li class="page-item page-number" data-page="{page}"><a class="page-link">{page}</a></li>'
            for page in range(1, pages + 1)
        )
        script = _SCRIPT.format(number=number, site=SITE_ID, size=PAGE_SIZE, pages=pages, url=PAGER)
        main = (
            f'<div id="ctrl_{number}_25"><div class="UIArticleInMenu_Default"><ul class="ArticleList">'
            f'{self._items(articles, 1)}</ul><ul class="pagination">{pager}</ul></div></div>{script}'
        )
        return self._page(CATEGORIES[category], main, f"/{category}", category)

    def _items(self, articles: Sequence[DemoArticle], page: int) -> str:
        start = (page - 1) * PAGE_SIZE
        return "\n".join(
            self._item(article) for article in articles[max(start, 0) : start + PAGE_SIZE]
        )

    def _item(self, article: DemoArticle) -> str:
        title, url = escape(article.title), self.address(article)
        lead = escape(article.summary or next(iter(article.paragraphs), ""))[:180]
        picture = (
            escape(self._src(article, article.images[0])) if article.images else "/noimage.png"
        )
        return (
            f'<li class="row"><div class="col-lg-2"><a href="{url}"><img class="image" src="{picture}"'
            f' alt="{title}"></a></div><div class="col-lg-10"><h2 class="Title"><a href="{url}">{title}'
            f'</a></h2><div class="Ngaydang">{article.posted:%d/%m/%Y}</div><p>{lead}</p></div></li>'
        )

    def _article(self, article: DemoArticle) -> str:
        body = render_body(article, VNPT, lambda image: self._src(article, image))
        shown = "%d/%m/%Y" if article.precision == "day" else "%d/%m/%Y %H:%M"
        summary = (
            f'<div class="ArticleSummary">{escape(article.summary)}</div>'
            if article.summary
            else ""
        )
        downloads = "".join(
            f'<div class="file"><a class="link-download" href="/gov-lcu/{SITE_ID}/tailieu/{escape(name)}">'
            f"{escape(name)}</a></div>"
            for name in article.attachments
        )
        main = (
            '<div id="ctrl_190596_91"><div class="ArticleDetailControl">\n'
            f'<div class="ArticleHeader"><h1 class="Title">{escape(article.title)}</h1></div>\n'
            f'<div class="PostDate">{article.posted.strftime(shown)}</div>\n{TOOLS}{summary}\n'
            f'<div class="ArticleContent">\n{body}\n{source_line(article)}</div>\n{downloads}'
            f'<div class="author">{escape(article.byline or "")}</div>\n{SHARE}</div></div>\n'
            f"{self._others(article)}"
        )
        return self._page(article.title, main, self.address(article), article.category)

    def _others(self, article: DemoArticle) -> str:
        others = [other for other in self._in(article.category) if other is not article][:3]
        items = "".join(
            f'<li><a href="{self.address(other)}">{escape(other.title)}</a>'
            f" <span>({other.posted:%d/%m/%Y})</span></li>"
            for other in others
        )
        return f'<div class="UIArticleOther"><h3>Tin khác</h3><ul>{items}</ul></div>'

    def _src(self, article: DemoArticle, image: Image) -> str:
        stem, _, ending = image.file.rpartition(".")
        day = article.posted
        folder = f"/gov-lcu/{SITE_ID}/tintuc/{day.year}/{day.month}"
        return f"{folder}/{stem}{_TICKS_OF_2023 + article.id}.{ending}"

    def _page(self, title: str, main: str, path: str, category: str | None = None) -> str:
        menu = "".join(
            f'<li class="nav-item"><a href="/{name}" title="{label}">'
            f'<span class="{name}-{CATEGORY_IDS[name]}">{label}</span></a></li>'
            for name, label in CATEGORIES.items()
        )
        crumb = f'<a href="/{category}">{CATEGORIES[category]}</a>' if category else ""
        return template("vnpt").substitute(
            title=escape(title),
            main=main,
            menu=menu,
            crumb=crumb,
            action=path,
            viewstate="QUJD" * 500,
        )


_SCRIPT = """<script type="text/javascript">
var maxPage = parseInt({pages});
function LoadPage(page) {{
  $.ajax({{ type: "POST", url: "{url}", data: {{
    article_category_id: {number}, categoryIds: "{number}", site_id: {site}, page: page, page_size: {size},
    keyword: "", date_begin: "", date_end: "", show_no: false, show_post_date: true, num_of_text: 180,
    show_view_count: false, filter_order_in_list: "", is_default: true, new: false, number_of_day: 3,
    no: -{size}, articlelang: "vi-VN", is_authenticated: false }} }});
}}
</script>"""
TOOLS = (
    '<div class="tool"><a href="javascript:void(0)">In bài viết</a> <a href="javascript:void(0)">'
    'Đọc bài viết</a> <span>Cỡ chữ: A A+</span><span class="view-count">Lượt xem: 214</span></div>\n'
)
SHARE = '<div class="UISocialShare"><span>Chia sẻ</span> <a href="#">Facebook</a> <a href="#">Zalo</a></div>'
ABOUT = (
    '<div class="UIHtml"><p>Trang giới thiệu chung về tỉnh Lam Châu đang được cập nhật.</p></div>'
)
DOCUMENTS = (
    '<table id="ctrl_27218_9_gvDanhSach"><tr><td><span id="ctrl_lbSoHieuVB_0">12/CT-UBND</span></td>'
    '<td><span id="ctrl_lbNgayBanHanh_0">05/01/2024</span></td><td><a href="/?pageid=27218&amp;p_steering=12">'
    '<span class="summary">Về tăng cường vệ sinh môi trường</span></a></td></tr></table>'
)
