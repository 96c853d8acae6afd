"""The CMS families: what all portals on one platform share.

Addresses and selectors were read off raw pages and the code of other crawlers; a portal of a
family needs no code of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


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
    item: str
    """CSS of one entry of a listing."""
    stamp: str
    """CSS of the printed date inside an entry."""

    def article_key(self, url: str, *, listed: bool = True) -> str | None:
        """The native id of the article at this address, or None where it is no article's.

        All addresses of an article (section, language, spelling of the slug) share the id.
        `listed` says that the link stands in an article list, where shorter addresses count too.
        """
        path = unquote(urlsplit(url).path)
        match = self.article.search(path)
        if match is None and listed and self.listed is not None:
            match = self.listed.search(path)
        return next((key for key in match.groups() if key), None) if match else None


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
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
            article=re.compile(
                r"^(?:/vi)?(?:/[^/]+)*?/-/"
                r"(?:view_content/(\d+)(?:-[^/]*)?"
                r"|asset_publisher/[^/]*/(?i:content)/(?:id/)?([^/?]+))$"
            ),
            item=".asset-abstract",
            stamp=".assetPublishDate, .metadata-publish-date",
        ),
        Family(
            name="vccorp",
            title="VCCorp CMS",
            spider="govnews.spiders.timeline.TimelineSpider",
            layouts=(),
            # The digits are a zone of three, yymmddHHMMSS, and up to three more.
            article=re.compile(r"^/(?:[^/]+/)*[^/]*-(\d{15,18})\.html?$"),
            item=".box-stream-item, .box-category-item",
            stamp=".box-stream-time, .box-category-time, .time",
        ),
        Family(
            name="unknown",
            title="platform not known",
            spider="govnews.spiders.unknown.UnknownSpider",
            layouts=(),
            # A headline and a number, or so many words as only headlines have.
            article=re.compile(
                r"^/(?:[^/]+/)*(?:[^/-]+-+){3,}(?:post|id|[adinp])?(\d{3,})(?:\.[a-z]{3,5})?/?$"
                r"|^/(?:[^/]+/)*[^/]+-[^/]+-[^/]+/(\d{4,})(?:\.[a-z]{3,5})?/?$"
                r"|^/(?:[^/]+/)*((?:[^/-]+-+){7,}[^/-]+?)(?:\.[a-z]{3,5})?/?$"
            ),
            listed=re.compile(r"^/(?:[^/]+/)*((?:[^/-]+-+){4,}[^/-]+?)(?:\.[a-z]{3,5})?/?$"),
            item="article, li, .news-item",
            stamp="time, .time, .date",
        ),
    )
}
