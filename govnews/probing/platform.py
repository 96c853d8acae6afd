"""On which platform a portal runs: what its pages hold, how its addresses look, how it lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govnews.page.layouts import LAYOUTS
from govnews.portals import FAMILIES, Family
from govnews.portals.links import tidy

_TRACES: Mapping[str, tuple[str, ...]] = {
    "vnpt": ("vnportal", "/DesktopModule/UI", "ArticleDetailControl"),
    "liferay": ("/html/js/liferay/", "Liferay.Portlet", "asset_publisher", "p_p_id="),
    "liferay-7": (
        "Liferay.ThemeDisplay",
        "/o/js_loader_modules",
        "/o/frontend-js-web",
        "portlet-body",
    ),
    "vccorp": ("VCSortableInPreviewMode", "mediacdn.vn", "channelvn.net", "kenh14cdn"),
    "epi": ("cms-body", "zce-content-body", "epicms", "article__body"),
    "sharepoint": ("_spPageContextInfo", "/_layouts/15/", "MSOWebPart", "ms-rtestate-field"),
    "dotnetnuke": ("dnn_ctr", "dnnVariable", "/Portals/_default/", "DotNetNuke"),
    "wordpress": ("/wp-content/", "/wp-includes/", "/wp-json/"),
}
"""Family → strings that the sources of its pages hold, and hardly any other page."""
_LAYOUT, _TRACE, _ADDRESS, _LISTED = 5.0, 1.5, 1.0, 1.0
"""How much each kind of evidence counts."""
_MOST_TRACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A platform that the portal may run on."""

    family: Family
    weight: float
    sure: bool
    """Whether there is more than addresses that fit, which those of many platforms do."""
    why: tuple[str, ...]


def candidates(
    source: str, url: str, layout: str, listed: Mapping[str, int]
) -> tuple[Candidate, ...]:
    """The platforms for which more than addresses speaks, or else those whose addresses fit.

    The likeliest comes first; there is always one. `source` is that of article and listing, `url`
    the article's address, `layout` the name of the layout that read it, and `listed` says how many
    addresses of the listing look like each family's.
    """
    found = [_weighed(family, source, url, layout, listed) for family in FAMILIES.values()]
    [unknown] = [candidate for candidate in found if candidate.family.name == "unknown"]
    others = sorted((c for c in found if c.why and c is not unknown), key=lambda c: -c.weight)
    sure = [candidate for candidate in others if candidate.sure]
    return tuple(sure) or (unknown, *others)


def _weighed(
    family: Family, source: str, url: str, layout: str, listed: Mapping[str, int]
) -> Candidate:
    weight, why = 0.0, []
    if layout in family.layouts:
        weight, why = _LAYOUT, [f"its layout {layout} reads the article"]
    traces = [trace for trace in _TRACES.get(family.name, ()) if trace in source][:_MOST_TRACES]
    if traces:
        weight += _TRACE * len(traces)
        why.append(f"the source holds {_joined(traces)}")
    sure = weight > 0
    if key := family.article_key(tidy(url)):
        weight += _ADDRESS
        why.append(f"the article's address fits (id {key})")
    if count := listed.get(family.name, 0):
        weight += _LISTED
        why.append(f"{count} addresses of the listing fit")
    return Candidate(family=family, weight=weight, sure=sure, why=tuple(why))


def layouts_beside(family: Family, layout: str) -> tuple[str, ...]:
    """The registered layout that read the page, where the family does not name it."""
    return () if layout in family.layouts or layout not in LAYOUTS else (layout,)


def _joined(words: Sequence[str]) -> str:
    return ", ".join(words)
