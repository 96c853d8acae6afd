"""A portal that changes from night to night by a script; see `govnews.demo.chronicle`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from html import escape

from govnews.demo.articles import DemoArticle
from govnews.demo.body import LIFERAY, Answer, render_body
from govnews.demo.chronicle import Script, State, moment
from govnews.demo.liferay import ROBOTS, LiferaySite
from govnews.demo.made_up import CATEGORIES
from govnews.model import HANOI

SITEMAP = "/sitemap.xml"


class EvolvingSite:
    """Answers as the portal of the script does on its `night`."""

    name = "demo-evolving"

    def __init__(self, script: Script) -> None:
        self.script = script
        self.night = 1
        self._sites: dict[int, LiferaySite] = {}

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path; None is a 404."""
        plan, state = self.script.plan, self.script.states[self.night]
        if status := plan.down.get(self.night):
            return Answer(body="<h1>503 Service Unavailable</h1>", status=status)
        if path == "/robots.txt":
            return Answer(body=ROBOTS, content_type="text/plain; charset=utf-8")
        site = self._site()
        if path == SITEMAP:
            return Answer(body=self._sitemap(site, state), content_type="text/xml; charset=utf-8")
        number = path.rpartition("/view_content/")[2].partition("-")[0]
        if number.isdigit() and (gone := state.gone.get(int(number))):
            status, to = gone
            if to and status == 301:
                moved = next(article for article in state.articles if article.id == to)
                return Answer(body="", status=301, location=f"http://{{host}}{site.address(moved)}")
            if status != 200:
                return Answer(body="<h1>Không tìm thấy</h1>", status=status)
        answer = site.get(path, query)
        if answer is None or not number.isdigit():
            return answer
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        return replace(answer, headers=(("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'),))

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The platform's pages take no POST."""
        return None

    def _sitemap(self, site: LiferaySite, state: State) -> str:
        rows = (
            f"<url><loc>{site.address(article)}</loc><lastmod>{_changed(article, state)}</lastmod></url>"
            for article in state.articles
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset>{"".join(rows)}</urlset>'

    def _site(self) -> LiferaySite:
        if self.night not in self._sites:
            is_new = self.night >= self.script.plan.redesign
            make = NewDesign if is_new else LiferaySite
            self._sites = {self.night: make(self.script.states[self.night].articles)}
        return self._sites[self.night]


def _changed(article: DemoArticle, state: State) -> str:
    """When an article was last changed: an edit is made some hours before the night."""
    night = state.edited.get(article.id)
    at = moment(night) - timedelta(hours=9) if night else article.posted.replace(tzinfo=HANOI)
    return at.isoformat()


class NewDesign(LiferaySite):
    """The portal after the redesign: nothing in an article's page says any more what it is."""

    def _article(self, article: DemoArticle, path: str, *, english: bool) -> str:
        body = render_body(article, LIFERAY, lambda image: self._src(article, image))
        main = (
            f'<div id="bai-viet"><p class="fs-2 fw-bold">{escape(article.title)}</p>'
            f'<p class="text-muted small">{article.posted:%d/%m/%Y %H:%M}</p>'
            f'<div class="mt-4"><p class="fs-5">{escape(article.summary or "")}</p>{body}</div></div>'
            f"{self._related(article)}"
        )
        section = article.category
        return self._page(article.title, main, path, section=section, article=article)


DECLARATION = f"""[{EvolvingSite.name}]
title = "Cổng thông tin điện tử xã (demo)"
family = "liferay"
scheme = "http"
hosts = ["{{host}}"]
listings = {[f"/vi/{name}" for name in CATEGORIES]!r}
discover = false
delay = 0.0
status = "demo"
evidence = "built in"
"""
"""The portal's declaration; `{{host}}` is to be filled in."""
TELLING = f'sitemaps = ["{SITEMAP}"]\n'
"""What is added to it where the sitemap tells of edits."""
NEW_LAYOUT = f"""
[{EvolvingSite.name}.layout]
root = "#bai-viet"
title = ".fs-2"
date = ".text-muted"
summary = ".fs-5"
body = ".mt-4"
junk = ".fs-5"
"""
"""What is added to it once the redesign was seen."""
