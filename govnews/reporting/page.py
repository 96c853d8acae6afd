"""The report put together, and written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from govnews.dataset import load
from govnews.dataset.disk import replacing
from govnews.errors import DatasetError
from govnews.model import HANOI
from govnews.reporting.context import Context
from govnews.reporting.markup import cell, section
from govnews.reporting.rows import Appendix
from govnews.reporting.words import Words

_NEEDS = ("duckdb", "matplotlib", "networkx")


def write_report(
    dataset: str,
    out: Path,
    *,
    lang: str = "en",
    portal: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Write the report on the dataset in a folder or at an address; `out` is replaced whole.

    `lang` is `en` or `vi`. `portal`, `since` and `until` (days of publication) choose articles.

    Raises:
        DatasetError: there is no dataset, an extra is missing, or the disk refuses the file.
        BadInput: the dataset has no such portal.

    """
    _need_extra()
    chosen: dict[str, Any] = {"portal": list(portal), "since": since, "until": until}
    chosen = {name: value for name, value in chosen.items() if value}
    page = render(dataset, lang, chosen)
    with replacing(out) as file:
        file.write(page.encode())


def render(name: str, lang: str, chosen: dict[str, Any]) -> str:
    """The page; `chosen` is what `load` takes."""
    from govnews.reporting import answers, contents, known, quality

    say = Words(lang)
    context = Context(
        dataset=load(name, **chosen),
        name=name,
        say=say,
        appendix=Appendix(say),
        note=" · ".join([name, *_chosen(say, chosen)]),
    )
    sections = (
        contents.numbers,
        contents.portals,
        known.known,
        answers.speeches,
        answers.together,
        answers.awards,
        answers.events,
        answers.edits,
        quality.quality,
        contents.runs,
    )
    parts = [make(context) for make in sections]
    parts.append(section("method", say("method"), f"<p>{cell(say('ethics'))}</p>"))
    parts.append(context.appendix.html(context.dataset, name))
    template = Template(files("govnews.reporting").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        lang=lang,
        title=escape(f"{say('title')}: {name}"),
        heading=escape(say("title")),
        dataset=escape(name),
        about=escape(_about(context, chosen)),
        leads=escape(say("leads")),
        skip=escape(say("skip")),
        contents=escape(say("contents")),
        menu=_menu(say),
        parts="\n".join(parts),
    )


def _menu(say: Words) -> str:
    keys = {
        "numbers": "numbers",
        "portals": "portals",
        "coverage": "coverage",
        "speeches": "speeches_head",
        "careers": "career_head",
        "together": "together_head",
        "awards": "awards_head",
        "events": "events_head",
        "edits": "edits_head",
        "quality": "quality",
        "runs": "runs",
        "method": "method",
        "rows": "appendix",
    }
    return "".join(f'<a href="#{key}">{escape(say(word))}</a> ' for key, word in keys.items())


def _about(context: Context, chosen: dict[str, Any]) -> str:
    say = context.say
    [found] = context.ask(
        "select count(*) as n, count(distinct portal) as portals, min(published_at) as first, "
        "max(published_at) as last from articles"
    )
    if not found["n"]:
        return say("no_articles")
    now = datetime.now(UTC).astimezone(HANOI)
    told = say(
        "about",
        articles=say.number(found["n"]),
        portals=say.number(found["portals"]),
        first=say.day(found["first"]),
        last=say.day(found["last"]),
        now=f"{say.day(now)} {now:%H:%M}",
        version=version("govnews"),
    )
    only = ", ".join(_chosen(say, chosen))
    return f"{told} {say('chosen', what=only)}" if only else told


def _chosen(say: Words, chosen: dict[str, Any]) -> list[str]:
    told = [say("portal_is", portal) for portal in chosen.get("portal", ())]
    return told + [
        say(name, say.day(chosen[name])) for name in ("since", "until") if name in chosen
    ]


def _need_extra() -> None:
    """Say what to install before anything is read.

    Raises:
        DatasetError: a package of the extra is missing.

    """
    from importlib.util import find_spec

    missing = [name for name in _NEEDS if find_spec(name) is None]
    if missing:
        raise DatasetError(
            f"govnews report needs {', '.join(missing)}: pip install 'govnews[analysis]'"
        )
