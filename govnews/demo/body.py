"""Blocks of an article → the body markup of the two platforms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Protocol

from govnews.demo.articles import Block, DemoArticle, Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """How an answer travels where the network or the server is at fault."""

    wait: float = 0.0
    """Seconds before anything is sent."""
    drip: float = 0.0
    """Seconds between two pieces of the body; 0 sends it at once."""
    length: int | None = None
    """The Content-Length that is given; None: the true one."""
    stop_after: int | None = None
    """Bytes of the body after which the connection is closed."""
    reset: bool = False
    """Closed as a crashed server closes it, not in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answers to one request."""

    body: str | bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str | None = None
    """Where a redirect leads; `{host}` stands for the host that was asked."""
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers."""
    trouble: Trouble | None = None


class Site(Protocol):
    """One portal of the demo, without its server."""

    name: str

    def get(self, path: str, query: dict[str, str]) -> Answer | None:
        """The answer to a GET of this path; None is a 404."""

    def post(self, path: str, form: dict[str, str]) -> Answer | None:
        """The answer to a POST; None is a 404."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """How one platform's editor writes paragraphs and pictures."""

    paragraph: str
    """Format with `{text}`."""
    picture: str
    """Format with `{src}` and `{alt}`: a picture in a line of its own."""
    blank_alt: str
    """The alternative text of a picture to which the editor gave none."""
    italic: str
    """Format with `{text}`: an italic caption."""


VNPT = Markup(
    paragraph=(
        '<p style="text-align:justify;"><span style="font-family:Arial, Helvetica, sans-serif;'
        'font-size:14px;">{text}&nbsp;</span></p>'
    ),
    picture='<figure class="image"><img src="{src}" alt="{alt}"></figure>',
    blank_alt="Anh-tin-bai",
    italic='<p style="text-align:center;"><i>{text}</i></p>',
)
LIFERAY = Markup(
    paragraph="<p>{text}</p>\n<p>&nbsp;</p>",
    picture='<p style="text-align: center;"><img alt="{alt}" src="{src}" style="width: 600px;"></p>',
    blank_alt="",
    italic='<p><span style="color:#0000FF;"><em>{text}</em></span></p>',
)
CENTRED = '<p style="text-align: center;">{text}</p>'


def render_body(article: DemoArticle, markup: Markup, src: Callable[[Image], str]) -> str:
    """The blocks of an article as HTML; `src` gives the address of a picture."""
    return "\n".join(_block(block, markup, src) for block in article.blocks)


def _block(block: Block, markup: Markup, src: Callable[[Image], str]) -> str:
    if block.image:
        return _picture(block.image, markup, escape(src(block.image)))
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{escape(row[0])}</li>" for row in block.rows) + "</ul>"
    if block.kind == "table":
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"
    text = escape(block.rows[0][0])
    return markup.paragraph.format(text=f"<strong>{text}</strong>" if block.kind == "h" else text)


def _picture(image: Image, markup: Markup, src: str) -> str:
    line = markup.picture.format(src=src, alt=markup.blank_alt)
    text = escape(image.caption_with_credit or "")
    if not text:
        return line
    if image.shape in ("figure", "figcaption"):
        alt = escape(image.caption or "") if image.shape == "figcaption" else markup.blank_alt
        figcaption = f"<figcaption>{text}</figcaption>"
        return f'<figure class="image"><img src="{src}" alt="{alt}">{figcaption}</figure>'
    if image.shape == "table":
        return (
            f'<table align="center" border="0"><tbody><tr><td><img src="{src}" alt=""></td></tr>'
            f"<tr><td>{text}</td></tr></tbody></table>"
        )
    if image.shape == "two-lines" and image.caption and image.credit:
        credit = escape(f"(Ảnh: {image.credit})")
        lines = (escape(image.caption), credit)
        return "\n".join([line, *(CENTRED.format(text=text) for text in lines)])
    caption = markup.italic if image.shape == "next-italic" else CENTRED
    return line + "\n" + caption.format(text=text)


def source_line(article: DemoArticle) -> str:
    """The credit of a text that was taken over, as its last line."""
    if article.source is None:
        return ""
    label = "Theo " if article.id % 2 else "Nguồn: "
    return f'<p style="text-align: right;"><em>{label}{escape(article.source)}</em></p>'


@cache
def template(name: str) -> Template:
    """The frame of a platform's pages: `vnpt` or `liferay`."""
    return Template((files(__package__) / "templates" / f"{name}.html").read_text("utf-8"))
