"""The layouts of the platforms that carry many portals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from govnews.page.layout import Layout
from govnews.page.select import Select, maybe, several

VNPT_PORTAL = Layout(
    name="vnpt-portal",
    marker="ArticleDetailControl",
    root=Select("div.ArticleDetailControl"),
    title=Select("div.ArticleHeader"),
    date=maybe("div.PostDate"),
    # Cao Bằng and Bình Thuận have no summary; their first paragraph stays in the body.
    summary=maybe("div.ArticleSummary"),
    body=several("div.ArticleContent", 1),
    author=several("div.author"),
    source=maybe("div.source"),
    section=maybe("div.breadcrumb a:last-child"),
    tags=several("div.tags a"),
    attachments=several("a.link-download, iframe[src*='?file=']"),
    lead_picture=maybe("img.ImgDetailImage"),
    junk=several("div.tool, div.UISocialShare, div.UIArticleOther"),
    checked="described",
)
"""haiphong.gov.vn and its wards, nghean, camau, caobang, laocai: CKEditor bodies, dates without a time."""

LIFERAY_6 = Layout(
    name="liferay-6",
    marker="asset-full-content-title",
    root=several("div:has(> div.asset-full-content-title)", 1),
    title=several("div.asset-full-content-title", 1),  # a second one where a page was pasted in
    date=maybe("div.assetPublishDate"),
    summary=maybe("div.sapo-wrapper p.sapo"),
    body=several("div.asset-full-content div.journal-content-article", 1),
    # .view-content-author is the account of the person who entered the article, not its author.
    junk=several(".view-content-author, div.asset-control-detail, div.related_asset"),
    checked="saved page",
)
"""sotttt.hanoi.gov.vn: `Ngày đăng 23/06/2016 | 9:24 AM | View count: 637`, 12:00 AM on most pages."""

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {lay.name: lay for lay in (VNPT_PORTAL, LIFERAY_6)}
)
"""By name, in the order in which they are tried."""
