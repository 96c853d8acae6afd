"""What a crawl's counts mean: which of them need a person, and the exit code of the run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from govnews.other_pages import KINDS, REFUSALS, told

OK, FAILED, USAGE, NEEDS_A_PERSON, LOCKED, INTERRUPTED = 0, 1, 2, 3, 75, 130

Walk = Literal["full", "brief", "bounded"]
"""`full`: every listing to its end; `brief`: until everything is known, after a complete walk;
`bounded`: cut by a date or a number of articles."""

MUCH_LESS = 0.5
"""A walk that lists less than this share of the last one of its kind is suspect."""
MANY_FAILED = 0.1
"""A share of pages that could not be read, from which on the portal is suspect."""
MANY_GONE = 0.2
"""A share of listed articles that are not there, from which on a first harvest says so."""
FEW = 3
"""So many failed pages are never suspect."""
UNREACHABLE, STORAGE = "govnews_unreachable", "govnews_storage"
"""Stats that hold a sentence: which host could not be reached, what could not be written."""
RETRY = "govnews_retry"
"""The stat that holds the addresses of articles to ask for again in the next run."""
MOST_RETRIED = 200
"""More articles than that are a portal in trouble, which is walked again as a whole."""
RETRY_AFTER = "retry_after"
"""The crawl ended because a host asks to be left alone for longer than a run waits."""
DEADLINE, BUDGET, HOURS, PUT_OFF = "deadline", "budget", "hours", "put_off"
"""The walk was ended in order before its end, or not begun; `Outcome.cut` says why."""
CUT_SHORT = (DEADLINE, BUDGET, HOURS, PUT_OFF)
CUT = "govnews_cut"
"""The stat that holds the sentence of `Outcome.cut`."""
UNPAGED = "listings_unpaged/"
"""Begins the counts of listings without a further page, by how many articles they show."""
LEAST_PAGE, ALIKE = 5, 3
"""So many listings of one length, of at least so many articles, look cut off."""
TRAP = "trap_"
"""Begins the counts of what is left alone; the kinds stand in `govnews.portals.links.TRAP_KINDS`."""
EXAMPLE = "govnews_example/"
"""Stats that hold the address of the first page of a kind that was no article."""
_PREFIX, _ARTICLES, _LISTINGS = "govnews/", "not_article/", "listings_"
_LOST = (
    "listings_failed", "walk_errors",
    *(f"{_LISTINGS}{kind}" for kind in REFUSALS),
)  # fmt: skip
"""Counts of what a later walk may still find."""
_ANSWERS = (
    "listing_pages", "source_pages", "articles_read", "listings_refused", "listings_forbidden",
)  # fmt: skip
FAILED_COUNTS = ("articles_failed", "pages_failed", "unreadable", "walk_errors")
"""Counts of what is shown to people as failed."""
_BAD = ("unreadable", "articles_failed", "pages_failed", "refused")
_SKIPPED = ("skipped_known", "skipped_before_since", "skipped_after_until", "not_modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the crawl of one portal came to."""

    portal: str
    walk: Walk
    finish_reason: str
    """Scrapy's: `finished`, `shutdown` (Ctrl-C), `limit`, `blocked`, `deadline`, …; empty: it never
    began."""
    counts: Mapping[str, int]
    """The spider's and the pipelines' counts by name, such as `listed` and `new`."""
    requests: Mapping[str, int]
    """Host → requests that reached it."""
    seconds: float
    examples: Mapping[str, str] = field(default_factory=dict)
    """Kind of page that was no article → the address of the first one."""
    unreachable: str = ""
    """The host that could not be reached or asks to be left alone, and why."""
    cut: str = ""
    """Why the walk was ended before its end, in order, or put off."""
    retry: tuple[str, ...] = ()
    """Articles that could not be had; a brief walk asks for them again."""
    problems: tuple[str, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether every listing was walked to where this portal is known from."""
        lost = any(self.counts.get(name) for name in _LOST)
        lost = lost or self.counts.get("articles_failed", 0) > len(self.retry)
        return self.walk != "bounded" and self.finish_reason == "finished" and not lost

    @property
    def failed(self) -> bool:
        """Whether the portal gave nothing, not even an answer for a person to look at."""
        answered = any(self.counts.get(name) for name in _ANSWERS)
        return not answered and self.finish_reason not in CUT_SHORT

    def to_dict(self) -> dict[str, Any]:
        """The outcome for the run's report."""
        return asdict(self) | {"complete": self.complete}


def unasked(
    portal: str, *, finish_reason: str = "", cut: str = "", unreachable: str = ""
) -> Outcome:
    """The outcome of a portal of which nothing was asked: put off, or not to be set up."""
    return Outcome(
        portal=portal,
        walk="full",
        finish_reason=finish_reason,
        counts={},
        requests={},
        seconds=0.0,
        cut=cut,
        unreachable=unreachable,
    )


def counts_of(stats: Mapping[str, Any]) -> dict[str, int]:
    """The counts of a crawl, from Scrapy's stats."""
    own = {
        name.removeprefix(_PREFIX): int(value)
        for name, value in stats.items()
        if name.startswith(_PREFIX)
    }
    if errors := int(stats.get("spider_exceptions/count", 0)):
        own["walk_errors"] = errors
    return dict(sorted(own.items()))


def examples_of(stats: Mapping[str, Any]) -> dict[str, str]:
    """An address for each kind of page that was no article, from Scrapy's stats."""
    return {
        name.removeprefix(EXAMPLE): str(url)
        for name, url in sorted(stats.items())
        if name.startswith(EXAMPLE)
    }


def others_of(outcome: Outcome) -> dict[str, int]:
    """Kind of page → how many links to articles, or listings, led to one."""
    return {kind: number for kind in KINDS if (number := _kinds(outcome.counts, kind))}


def problems_of(outcome: Outcome, before: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What a person should look at; `before` is the last comparable outcome from a report."""
    counts, former = outcome.counts, before["counts"] if before else {}
    if not outcome.finish_reason:
        return (outcome.unreachable or "the crawl never began; see the log",)
    if outcome.finish_reason == PUT_OFF:
        return ()
    if outcome.failed and outcome.unreachable:
        return (outcome.unreachable,)
    found = [
        (counts.get("listings_failed"), "{} listing pages could not be fetched"),
        (counts.get("listings_forbidden"), "robots.txt forbids {} listings"),
        (counts.get("listings_not_found"), "{} declared listings are gone"),
        (counts.get("listings_empty"), "{} declared listings show no article"),
        (counts.get("walk_errors"), "the walk broke off at {} pages; see the log"),
        (_grown("listings_cut", counts, former), "{} listings were left before their last page"),
    ]
    texts = [text.format(number) for number, text in found if number]
    others = others_of(outcome)
    worth_telling = [kind for kind in REFUSALS if kind in others]
    listed, read = counts.get("listed", 0), counts.get("articles_read", 0)
    # Windows of the deep check are of all sizes.
    shown = listed - counts.get("listed_deep", 0)
    earlier = former.get("listed", 0) - former.get("listed_deep", 0)
    cut = outcome.finish_reason in CUT_SHORT
    if cut:  # what was not reached says nothing of the portal
        texts += [outcome.cut] if outcome.finish_reason == DEADLINE else []
    elif not listed:
        texts.append("no listing shows an article: the portal has changed, moved or blocks us")
    elif shown < MUCH_LESS * earlier:
        texts.append(f"{shown} articles listed where the run before listed {earlier}")
    if not cut and (unread := _unread(counts, listed, read)):
        texts += unread
        worth_telling = list(others)
    elif _grown("not_article/login", counts, former) or counts.get("listings_login"):
        worth_telling.append("login")
    if read and counts.get("articles_generic") == read:
        texts.append(
            "no page fits the portal's layout any more: all were read by the generic reader"
        )
    if not former and others.get("not_found", 0) > max(FEW, MANY_GONE * listed):
        worth_telling.append("not_found")
    failed, kinds = _failed(counts, former)
    texts += failed
    worth_telling += kinds
    texts += [
        told(kind, others[kind], outcome.examples.get(kind))
        for kind in dict.fromkeys(worth_telling)
        if kind in others
    ]
    if length := _cut_off(counts, former):
        texts.append(
            f"no listing names a further page, and several show {length} articles as if cut off: "
            "open one in a browser; if it has further pages, the portal's pager has changed"
        )
    if outcome.finish_reason == RETRY_AFTER:
        texts.append(outcome.unreachable)
    elif not cut and outcome.finish_reason not in ("finished", "limit", "shutdown"):
        texts.append(f"the crawl stopped early: {outcome.finish_reason}")
    return tuple(texts)


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """The exit code of a run; see the contract in `govnews harvest --help`."""
    if any(outcome.finish_reason == "shutdown" for outcome in outcomes):
        return INTERRUPTED
    asked = [outcome for outcome in outcomes if outcome.finish_reason != PUT_OFF]
    if asked and all(outcome.failed for outcome in asked):
        return FAILED
    return NEEDS_A_PERSON if any(outcome.problems for outcome in outcomes) else OK


def last_outcome(
    reports: Iterable[Mapping[str, Any]], portal: str, walk: Walk
) -> Mapping[str, Any] | None:
    """The newest outcome of the same kind in the reports of former runs, given newest first."""
    for report in reports:
        outcome = report.get("portals", {}).get(portal)
        if outcome and outcome["walk"] == walk and outcome["finish_reason"] == "finished":
            return dict(outcome)
    return None


def may_be_brief(reports: Iterable[Mapping[str, Any]], portal: str) -> bool:
    """Whether a walk may end where everything is known: after a complete one, none broken since.

    `reports` are those of former runs, newest first. A run that was killed says nothing of where
    it stopped, so what it left out may lie deep in a listing.
    """
    for report in reports:
        if report.get("recovered"):
            return False
        if outcome := report.get("portals", {}).get(portal):
            return bool(outcome["complete"])
    return False


def to_retry(reports: Iterable[Mapping[str, Any]], portal: str) -> tuple[str, ...]:
    """The articles that the last run on the portal could not read."""
    for report in reports:
        if outcome := report.get("portals", {}).get(portal):
            return tuple(outcome.get("retry", ()))
    return ()


def _unread(counts: Mapping[str, int], listed: int, read: int) -> list[str]:
    """What to say where links to articles lead to something else, a log-in page perhaps."""
    due = listed - sum(counts.get(name, 0) for name in _SKIPPED)
    others = sum(number for name, number in counts.items() if name.startswith(_ARTICLES))
    # Portals go on listing a few articles that are gone, which every run asks for once more, and
    # the lists of an archive name many that it does not hold.
    spared = FEW + counts.get("not_archived", 0) if counts.get("skipped_known") else 0
    if not read and due > spared:
        return [f"{due} articles were due and none could be read"]
    if others > max(FEW, MUCH_LESS * listed):
        return [f"{others} of {listed} links to articles lead to other pages"]
    return []


def _failed(counts: Mapping[str, int], former: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """What to say of pages that could not be had, and which kinds of them to show.

    A page that is too large stays so: it is told when it is met, and only counted from then on.
    """
    texts, kinds = [], []
    bad = sum(counts.get(name, 0) for name in _BAD)
    whole = bad + counts.get("articles_read", 0)
    if bad > max(FEW, MANY_FAILED * whole):
        texts.append(f"{bad} of {whole} pages could not be read")
        kinds.append("no_answer")
    if again := _grown("articles_failed_again", counts, former):
        texts.append(f"{again} articles could not be read in two runs, one after the other")
        kinds.append("no_answer")
    if _grown("not_article/too_large", counts, former):
        kinds.append("too_large")
    return texts, kinds


def _grown(name: str, counts: Mapping[str, int], former: Mapping[str, int]) -> int:
    """A count that stays as it is once a person has seen it; 0 where it has not grown."""
    number = counts.get(name, 0)
    return number if number > former.get(name, 0) else 0


def _cut_off(counts: Mapping[str, int], former: Mapping[str, int]) -> int:
    """The length of most listings where none has a further page; 0 where that is nothing new."""
    unpaged = {
        length: number
        for name, number in counts.items()
        if name.startswith(UNPAGED) and (length := int(name.removeprefix(UNPAGED))) >= LEAST_PAGE
    }
    is_known = former and not former.get("listings_paged")
    if not unpaged or counts.get("listings_paged") or is_known:
        return 0
    length = max(unpaged, key=lambda some: unpaged[some])
    return length if unpaged[length] >= max(ALIKE, sum(unpaged.values()) / 2) else 0


def _kinds(counts: Mapping[str, int], kind: str) -> int:
    return sum(counts.get(f"{where}{kind}", 0) for where in (_ARTICLES, _LISTINGS))
