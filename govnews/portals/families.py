"""The CMS families: what all portals on one platform share.

Addresses and selectors were read off raw pages and the code of other crawlers; a portal of a
family needs no code of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How the portals of one platform name and list their articles."""

    name: str
    title: str
    """For people to read."""
    spider: str
    """Import path of the spider class that walks such a portal."""
    layouts: tuple[str, ...]
    """Names of the page layouts, newest first; the generic reader follows by itself."""
    article: re.Pattern[str]
    """Matches the path of an article; its only group that took part is the native id."""
    listed: re.Pattern[str] | None = None
    """A wider pattern, for links that stand in a listing's article list."""
    identity: tuple[str, ...] = ()
    """Names in the query that say which article a page at such a path shows."""
    whole_path: bool = False
    """An id in the query is unique only together with all of the path before it."""
    item: str
    """CSS of one entry of a listing."""
    stamp: str
    """CSS of the printed date inside an entry."""

    def article_key(self, url: str, *, listed: bool = True) -> str | None:
        """The native id of the article at this address, or None where it is no article's.

        All addresses of an article (section, language, spelling of the slug) share the id.
        `listed` says that the link stands in an article list, where shorter addresses count too.
        """
        patterns = (self.article, self.listed) if listed and self.listed else (self.article,)
        return key_of(url, patterns, self.identity, whole_path=self.whole_path)


def key_of(
    url: str,
    patterns: Iterable[re.Pattern[str]],
    identity: tuple[str, ...],
    *,
    whole_path: bool = False,
) -> str | None:
    """The native id in an address: what the query says by the names of `identity`, or the path.

    The path must match a pattern either way. An id in a query is unique only within its page or
    list, so the last step of the path stands before it, or with `whole_path` all of them.

    >>> page = [re.compile(r"/chi-tiet$|/tin/(\\d+)$")]
    >>> key_of("https://danang.gov.vn/web/guest/chi-tiet?id=28314&_c=2", page, ("id",))
    'chi-tiet/28314'
    >>> key_of("https://danang.gov.vn/tin/7", page, ("id",))
    '7'
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    for pattern in patterns:
        if match := pattern.search(path):
            query = {name.lower(): value for name, value in parse_qsl(parts.query)}
            values = [query[name.lower()] for name in identity if name.lower() in query]
            if values:
                page = path.strip("/") if whole_path else path.rstrip("/").rpartition("/")[2]
                return "/".join((page, *values))
            if key := next((group for group in match.groups() if group), None):
                return key
    return None


_LIFERAY_ARTICLE = (
    r"^(?:/vi)?(?:/[^/]+)*?/-/"
    r"(?:view_content/(\d+)(?:-[^/]*)?"
    r"|asset_publisher/[^/]*/(?i:content)/(?:id/)?([^/?]+))$"
)
_PAGED = "govnews.spiders.paged.PagedSpider"
_ITEM = "article, li, .news-item"
"""Entries of listings whose markup was not seen; an element round several would give all of them
the date of the first."""
_STAMP = "time, .time, .date"
_ALL = (
    Family(
        name="vnpt",
        title="VNPT Portal",
        spider="govnews.spiders.vnpt.VnptSpider",
        layouts=("vnpt-portal",),
        # /<category>[-<categoryId>]/<slug>-<articleId>; only the last number identifies it.
        article=re.compile(r"^(?:/vi)?/[^/]+/[^/]*-(\d{5,})(?:\.html?)?/?$"),
        # Some wards leave the category out; in a menu such a path is a category.
        listed=re.compile(r"^(?:/vi)?/[^/]*-(\d{5,})(?:\.html?)?/?$"),
        item="ul.ArticleList > li, div.UIArticleInMenu_Default li.row",
        stamp=".Ngaydang, .PostDate, .date",
    ),
    Family(
        name="liferay",
        title="Liferay 6",
        spider="govnews.spiders.liferay.LiferaySpider",
        layouts=("liferay-6",),
        # The end is anchored: a language switch appends "/en/vi…" to an article's address.
        article=re.compile(_LIFERAY_ARTICLE),
        item=".asset-abstract",
        stamp=".assetPublishDate, .metadata-publish-date",
    ),
    Family(
        name="liferay-7",
        title="Liferay 7",
        spider="govnews.spiders.liferay.LiferaySpider",
        layouts=("liferay-7", "liferay-6"),
        # Since 7.3 an article has a page of its own at /w/<slug>.
        article=re.compile(rf"{_LIFERAY_ARTICLE}|^(?:/web/[^/]+)?/w/([^/]+)/?$"),
        item=".asset-abstract, .dng-news-item",
        stamp=".assetPublishDate, .metadata-publish-date, .publish-date, .date",
    ),
    Family(
        name="vccorp",
        title="VCCorp CMS",
        spider="govnews.spiders.timeline.TimelineSpider",
        layouts=("vccorp",),
        # The digits are a zone of three, yymmddHHMMSS, and up to three more.
        article=re.compile(r"^/(?:[^/]+/)*[^/]*-(\d{15,18})\.html?$"),
        item=".box-stream-item, .box-category-item",
        stamp=".box-stream-time, .box-category-time, .time",
    ),
    Family(
        name="epi",
        title="ePi CMS",
        spider=_PAGED,
        layouts=("epi",),
        # .vnp at Vietnam Plus, .tpo at Tiền Phong.
        article=re.compile(r"^/(?:[^/]+/)*[^/]*-post(\d+)\.[a-z]{3,4}$"),
        item="article.story, .story",
        stamp=".story__time, time",
    ),
    Family(
        name="sharepoint",
        title="SharePoint",
        spider=_PAGED,
        layouts=(
            "sharepoint-moj",
            "lacviet-bio",
            "sharepoint-tandan",
            "sharepoint-description",
            "sharepoint-article",
        ),
        # Where neither the query nor a dated folder names the article, the page is a listing.
        article=re.compile(
            r"^/(?:.+/)?Pages/(?:(\d{4}-\d{1,2}-\d{1,2}/[^/]+)|[^/]+)\.aspx$", re.IGNORECASE
        ),
        identity=("ItemID",),
        item=_ITEM,
        stamp=".ShowDate, .date, .Time",
    ),
    Family(
        name="dotnetnuke",
        title="DotNetNuke",
        spider=_PAGED,
        layouts=(),
        article=re.compile(r"/(?:ArticleID|ItemID|NewsID)/(\d+)(?:/[^/]*)*$", re.IGNORECASE),
        item=_ITEM,
        stamp=_STAMP,
    ),
    Family(
        name="wordpress",
        title="WordPress",
        spider=_PAGED,
        layouts=(),
        article=re.compile(r"^/(?:index\.php/)?(\d{4}/\d{1,2}/(?:\d{1,2}/)?[^/]+)/?$"),
        # Without a date in the address, an article's is told from a page's only by its list.
        listed=re.compile(r"^/(?:[^/]+/)*((?:[^/-]+-){3,}[^/-]+?)(?:\.html?)?/?$"),
        item="article, .post, .hentry",
        stamp="time, .posted-on, .entry-date, .date",
    ),
    Family(
        name="newspaper",
        title="plain newspaper template",
        spider=_PAGED,
        layouts=("b-maincontent",),
        # <slug>-<id>.html, <slug>-<id>, <slug>-i<id>/, <slug>/<id>.htm, <yyyymm>/<slug>-<hex>/
        article=re.compile(
            r"^/(?:[^/]+/)*(?:[^/-]+-){3,}(?:i|(?!(?:19|20)\d\d\b))(\d{4,})(?:\.[a-z]{3,4})?/?$"
            # The number of a year ends a headline: the words are the id.
            r"|^/(?:[^/]+/)*((?:[^/-]+-){3,}(?:19|20)\d\d)(?:\.[a-z]{3,4})?/?$"
            r"|^/(?:[^/]+/)*[^/]+-[^/]+/(\d{4,})\.html?$"
            r"|^/(?:[^/]+/)*\d{6}/[^/]+-([0-9a-f]{7,})/?$"
        ),
        item=_ITEM,
        stamp=_STAMP,
    ),
    Family(
        name="unknown",
        title="platform not known",
        spider="govnews.spiders.unknown.UnknownSpider",
        layouts=(),
        # The words are part of the id: sections may number from the same values.
        # A headline and a number, so many words as only headlines have, the day in the path, the
        # number of a node (Drupal), a number before the words (Joomla), a page and an id for it.
        article=re.compile(
            r"^/(?:[^/]+/)*((?:[^/-]+-+){3,}(?:post|id|[adinp])?\d{3,})(?:\.[a-z]{3,5})?/?$"
            r"|^/(?:[^/]+/)*((?:[^/-]+-+){2,}[^/-]+/\d{4,})(?:\.[a-z]{3,5})?/?$"
            r"|^/(?:[^/]+/)*((?:[^/-]+-+){7,}[^/-]+?)(?:\.[a-z]{3,5})?/?$"
            r"|^/(?:[^/]+/)*((?:19|20)\d\d/[01]?\d/(?:[0-3]?\d/)?[^/]*-[^/]+?)(?:\.html?)?/?$"
            r"|^/(?:[^/]+/)*(node/\d+)/?$"
            r"|^/(?:[^/]+/)*(\d{2,}-[^/]*[^\W\d][^/]*)$"
            r"|^/(?:[^/]+/)*(?:[^/]+\.(?:aspx?|jsp|php))?$"
        ),
        identity=(
            "id",
            "newsid",
            "itemid",
            "articleid",
            "contentid",
            "postid",
            "tinid",
            "baivietid",
        ),
        whole_path=True,
        listed=re.compile(r"^/(?:[^/]+/)*((?:[^/-]+-+){4,}[^/-]+?)(?:\.[a-z]{3,5})?/?$"),
        item=_ITEM,
        stamp=_STAMP,
    ),
)
FAMILIES: dict[str, Family] = {family.name: family for family in _ALL}
"""By name."""
