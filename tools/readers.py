"""How well pages of unknown design are read: our general reader beside trafilatura and newspaper4k.

    python tools/readers.py [FOLDER ...] [--errors] [--json]

A folder holds gold records (see `govnews/evaluate/gold.py`), or pages `name.html` beside what is
expected of them, `name.json`, as in tests/pages. Without one, `../shared/gold` is read if it is there,
and else the pages of the project's own tests. No layout is used, so every page is an unknown one.

The text is compared by shared syllables, summary and body together, for the others do not tell them
apart; captions only for our reader, as the others have none. A page that a reader refuses counts as
read and found empty.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govnews.errors import GovnewsError
from govnews.evaluate.gold import cleaned, saved_pages
from govnews.evaluate.match import same, syllables
from govnews.model import HANOI
from govnews.page.clean import clean_page
from govnews.page.read import read_unknown

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FIXTURES = ROOT / "tests" / "pages"
TARGETS = {"title": 0.95, "day": 0.97, "text": 0.93, "captions": 0.85}
"""What our reader is to reach on pages that it was not written for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page and what is in it."""

    name: str
    url: str
    html: bytes
    titles: tuple[str, ...]
    """Right answers."""
    day: str | None
    text: str
    captions: tuple[tuple[str | None, ...], ...] | None
    """For each picture the right answers; None where they are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a reader found."""

    title: str | None = None
    day: str | None = None
    text: str = ""
    captions: tuple[str | None, ...] | None = None


Reader = Callable[[bytes, str], Parts]


@dataclass(slots=True)
class Score:
    """One reader's counts over all pages."""

    pages: int = 0
    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, name: str) -> float | None:
        """The share of right titles or days; F1 of text and captions; None where nothing counts."""
        if name in ("title", "day"):
            return self.right[name] / self.pages if self.pages else None
        total = 2 * self.right[name] + self.missed[name] + self.false[name]
        return 2 * self.right[name] / total if total else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="*", help="folders of gold records or pages")
    parser.add_argument("--errors", action="store_true", help="show what our reader got wrong")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    folders = arguments.folders or [GOLD if GOLD.is_dir() else FIXTURES]
    try:
        samples = [sample for folder in folders for sample in _samples(folder)]
    except GovnewsError as error:
        sys.exit(str(error))
    if not samples:
        sys.exit(f"no pages in {', '.join(map(str, folders))}: name a folder of gold records")
    readers = {"govnews": _govnews} | dict(_others())
    scores = {name: _score(reader, samples) for name, reader in readers.items()}
    if arguments.json:
        shares = {n: {part: s.share(part) for part in TARGETS} for n, s in scores.items()}
        sys.stdout.write(json.dumps({"pages": len(samples), "readers": shares}) + "\n")
        return
    sys.stdout.write(_shown(scores, len(samples)))
    if arguments.errors:
        sys.stdout.writelines(f"{line}\n" for line in scores["govnews"].errors)


def _samples(folder: Path) -> Iterator[Sample]:
    """The pages of a folder, of gold records or of pages beside their JSON."""
    names = sorted(path.stem for path in folder.glob("*.json"))
    if names and all((folder / f"{name}.html").is_file() for name in names):
        for name in names:
            expected = json.loads((folder / f"{name}.json").read_text("utf-8"))
            yield _from_fixture(name, expected, (folder / f"{name}.html").read_bytes())
        return
    for page in saved_pages(folder):
        gold = cleaned(page.gold)
        article = gold.get("article", {})
        rows = gold.get("captions")
        yield Sample(
            name=page.file,
            url=gold["url"],
            html=page.html,
            titles=(article["title"], *article.get("title_alt", ())),
            day=(article.get("published_at") or "")[:10] or None,
            text="\n".join([article.get("summary") or "", *(gold.get("body_paragraphs") or ())]),
            captions=None if rows is None else tuple(map(_answers, rows)),
        )


def _answers(row: dict[str, Any]) -> tuple[str | None, ...]:
    other = row.get("caption_with_credit") if row.get("caption") else None
    return (row.get("caption"), *row.get("caption_alt", ()), *([other] if other else []))


def _from_fixture(name: str, expected: dict[str, Any], html: bytes) -> Sample:
    return Sample(
        name=name,
        url=expected["url"],
        html=html,
        titles=(expected["title"],),
        day=(expected["published"] or "")[:10] or None,
        text="\n".join([expected["summary"] or "", *expected["paragraphs"]]),
        captions=tuple((caption,) for caption, _ in expected["captions"]),
    )


def _score(reader: Reader, samples: Sequence[Sample]) -> Score:
    score = Score()
    for sample in samples:
        try:
            parts = reader(sample.html, sample.url)
        except GovnewsError as error:
            score.errors.append(f"{sample.name}: {error}")
            parts = Parts(captions=())
        _compare(sample, parts, score)
    return score


def _compare(sample: Sample, parts: Parts, score: Score) -> None:
    score.pages += 1
    for name, right, wanted, found in (
        ("title", any(same(t, parts.title) for t in sample.titles), sample.titles[0], parts.title),
        ("day", sample.day == parts.day, sample.day, parts.day),
    ):
        score.right[name] += right
        if not right:
            score.errors.append(f"{sample.name}: {name} {found!r}, not {wanted!r}")
    if parts.captions is not None and sample.captions is not None:
        _compare_captions(sample, parts.captions, score)
    if not sample.text.strip():
        return
    theirs, ours = syllables(sample.text), syllables(parts.text)
    shared = (theirs & ours).total()
    score.right["text"] += shared
    score.missed["text"] += theirs.total() - shared
    score.false["text"] += ours.total() - shared
    if 2 * shared < 0.95 * (theirs.total() + ours.total()):
        lost, more = (theirs - ours).total(), (ours - theirs).total()
        score.errors.append(f"{sample.name}: text lacks {lost} syllables and has {more} too many")


def _compare_captions(sample: Sample, found: tuple[str | None, ...], score: Score) -> None:
    """As texts, whatever the number of the picture: one above the headline has no number here."""
    wanted = [tuple(filter(None, answers)) for answers in sample.captions or () if any(answers)]
    ours = list(filter(None, found))
    for answers in list(wanted):
        match = next((text for text in ours if any(same(a, text) for a in answers)), None)
        if match is not None:
            wanted.remove(answers)
            ours.remove(match)
            score.right["captions"] += 1
    score.missed["captions"] += len(wanted)
    score.false["captions"] += len(ours)
    score.errors += [f"{sample.name}: caption missed: {answers[0]!r}" for answers in wanted]
    score.errors += [f"{sample.name}: no caption: {text!r}" for text in ours]


def _govnews(html: bytes, url: str) -> Parts:
    page = clean_page(read_unknown(html, url))
    return Parts(
        title=page.title,
        day=_day(page.published_at),
        text="\n".join([page.summary or "", *page.paragraphs]),
        captions=tuple(picture.caption for picture in page.pictures),
    )


def _others() -> Iterator[tuple[str, Reader]]:
    """The other readers that are installed."""
    for name, make in (("trafilatura", _trafilatura), ("newspaper4k", _newspaper)):
        try:
            yield name, make()
        except ImportError as error:
            sys.stderr.write(f"{name} does not run: {error}\n")


def _trafilatura() -> Reader:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    def read(html: bytes, url: str) -> Parts:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
        if found is None:
            return Parts()
        return Parts(title=found.title, day=found.date, text=found.text or "")

    return read


def _newspaper() -> Reader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that nltk is missing; only its summaries need it
        import newspaper

    logging.getLogger("newspaper").setLevel(logging.CRITICAL)

    def read(html: bytes, url: str) -> Parts:
        article = newspaper.Article(url, language="vi", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return Parts(title=article.title, day=_day(article.publish_date), text=article.text)

    return read


def _day(moment: date | str | None) -> str | None:
    if isinstance(moment, datetime):
        local = moment.astimezone(HANOI) if moment.tzinfo else moment
        return local.date().isoformat()
    return str(moment) if moment else None


def _shown(scores: dict[str, Score], pages: int) -> str:
    """The table for a terminal of 80 columns."""
    heads = {"title": "title", "day": "day", "text": "text F1", "captions": "captions F1"}
    lines = [
        f"{pages} pages, read without any layout",
        "",
        f"{'reader':<16}" + "".join(f"{head:>13}" for head in heads.values()),
    ]
    for name, score in scores.items():
        shares = [score.share(part) for part in heads]
        cells = ["–" if share is None else f"{share:.3f}" for share in shares]
        lines.append(f"{name:<16}" + "".join(f"{cell:>13}" for cell in cells))
    lines.append(f"{'(target)':<16}" + "".join(f"{TARGETS[part]:>13.2f}" for part in heads))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
