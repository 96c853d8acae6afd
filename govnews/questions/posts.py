"""The offices of one name, gathered over articles, and the people who may stand behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from govnews.facts.keys import post
from govnews.lexicon.provinces import find_province
from govnews.questions.query import EXAMPLES
from govnews.text import fold

_FORMER = ("nguyên ", "cựu ")
_LEVELS = ("tỉnh", "huyện", "xã")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One article that gives the office."""

    day: date | None
    article_id: str
    version: int
    evidence_field: str
    evidence_start: int
    evidence_end: int
    evidence_text: str


@dataclass(slots=True, kw_only=True, eq=False)
class Post:
    """One office, in all its spellings."""

    words: str
    body: str
    place: str
    former: bool
    is_placed: bool
    """Whether its words name the province; else it is that which the article is about."""
    spellings: Counter[str] = field(default_factory=Counter)
    portals: set[str] = field(default_factory=set)
    newest: list[str] = field(default_factory=list)
    articles: int = 0
    first: Sight
    last: Sight
    person: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def office(self) -> str | None:
        """The most frequent spelling, of equals the longest; None: the articles name no office."""
        named = max(self.spellings.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
        return named or None

    @property
    def since(self) -> date | None:
        """The first day of an article with it."""
        return self.first.day

    @property
    def until(self) -> date | None:
        """The last such day."""
        return self.last.day

    @property
    def province(self) -> str | None:
        """The province as it is written; None for a central office."""
        known = find_province(self.place) if self.place else None
        return known.name if known else self.place.title() or None

    def add(self, other: Post) -> None:
        """Take up all of the same office in other words."""
        self.spellings += other.spellings
        self.portals |= other.portals
        self.newest = sorted((*self.newest, *other.newest), reverse=True)[:EXAMPLES]
        self.articles += other.articles
        self.is_placed = self.is_placed or other.is_placed
        if (other.since or date.max) < (self.since or date.max):
            self.first = other.first
        if (other.until or date.min) >= (self.until or date.min):
            self.last = other.last

    def meets(self, other: Post) -> bool:
        """Whether there are days on which both were held, as far as articles show."""
        if not (self.since and self.until and other.since and other.until):
            return False
        return self.since <= other.until and other.since <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The articles in which the name bears the same offices in the same words."""

    positions: tuple[str, ...]
    place: str | None
    """What a bare `tỉnh` or `thành phố` means there."""
    articles: int
    portals: tuple[str, ...]
    newest: tuple[str, ...]
    """Day and id of the newest articles in one text, the newest first."""
    first: Sight
    last: Sight


def posts_of(groups: Sequence[Group]) -> list[Post]:
    """The offices person by person, each in order of its first day."""
    found: dict[tuple[str, str, str, bool], Post] = {}
    together: list[list[Post]] = []
    for group in groups:
        together.append([])
        for told in (_post(office, group) for office in group.positions or ("",)):
            key = (told.words, told.body, told.place, told.former)
            if key in found:
                found[key].add(told)
            together[-1].append(found.setdefault(key, told))
    merged = _without_short_forms(list(found.values()))
    posts = list(dict.fromkeys(merged.values()))
    posts.sort(key=lambda p: (p.since or date.max, p.until or date.max, p.words, p.place))
    named = [p for p in posts if p.words]
    _number(named, [{merged[p] for p in held} for held in together])
    people = max((p.person for p in named), default=1)
    for bare in (p for p in posts if not p.words):
        bare.person = 1 if people == 1 else 0
    posts.sort(key=lambda p: p.person or people + 1)
    return posts


def _post(office: str, group: Group) -> Post:
    lead = next((lead for lead in _FORMER if fold(office).startswith(lead)), "")
    words, body, place = post(office[len(lead) :], group.place) if office else ("", "", "")
    return Post(
        words=_usual(words),
        body=body,
        place=place,
        former=bool(lead),
        is_placed=bool(office and post(office[len(lead) :], None)[2]),
        spellings=Counter({office: group.articles}),
        portals=set(group.portals),
        newest=list(group.newest),
        articles=group.articles,
        first=group.first,
        last=group.last,
    )


def _usual(words: str) -> str:
    """`ủy viên ban chấp hành trung ương đảng` and `ủy viên trung ương đảng` are one office."""
    short = words.replace("ban chấp hành trung ương", "trung ương")
    return short.removesuffix(" cộng sản việt nam").removesuffix(" đảng")


def _without_short_forms(posts: list[Post]) -> dict[Post, Post]:
    """Every office → itself, or the only one of the same place of which it is the beginning.

    `Phó Giám đốc Sở` is `Phó Giám đốc Sở Y tế` where no other office of the name begins so.
    """
    merged = {p: p for p in posts}
    for short in sorted(posts, key=lambda p: len(p.words), reverse=True):
        longer = {
            merged[p]
            for p in posts
            if p is not short
            and short.words
            and p.words.startswith(f"{short.words} ")
            and (p.place, p.former) == (short.place, short.former)
        }
        if len(longer) == 1:
            [whole] = longer
            whole.add(short)
            merged[short] = whole
    return {p: merged[merged[p]] for p in posts}


def _number(posts: list[Post], together: Sequence[set[Post]]) -> None:
    """Give each office the number of a person, and say what is doubtful about it.

    Offices that one article gives, and offices of one body, belong to one person. What is linked
    by neither goes to another person where its province is another at the same time; else it
    stays with the first whom it fits, and says that nothing links it.
    """
    people: list[list[Post]] = []
    for cluster in _linked(posts, together):
        clashes = [_conflict(cluster, person) for person in people]
        home = next((n for n, clash in enumerate(clashes) if clash is None), None)
        if home is None:
            people.append(list(cluster))
            for one, other in filter(None, clashes):
                other.doubts.append(_contradiction(other, one))
                for p in cluster:
                    p.doubts.append(_contradiction(one, other))
        else:
            first = people[home][0].office
            for p in cluster:
                p.doubts.append(f"no article names it with “{first}”: may be another person")
            people[home] += cluster
    for number, person in enumerate(people, 1):
        for p in person:
            p.person = number
            known = set[Post]().union(*(held for held in together if p in held))
            elsewhere = next((o for o in person if _elsewhere(p, o) and o not in known), None)
            if elsewhere and not p.doubts:
                p.doubts.append(_contradiction(p, elsewhere))


def _contradiction(one: Post, other: Post) -> str:
    told = f"“{other.office}” in {other.province} at the same time"
    if one.is_placed and other.is_placed:
        return f"{told}: likely another person"
    return f"{told}, where a province is only that of the article: may be another person"


def _linked(posts: list[Post], together: Iterable[set[Post]]) -> list[list[Post]]:
    """The offices in clusters, in order of the first of each."""
    leader = {p: p for p in posts}

    def head(p: Post) -> Post:
        while leader[p] is not p:
            p = leader[p]
        return p

    def link(one: Post, other: Post) -> None:
        first, second = sorted((head(one), head(other)), key=posts.index)
        leader[second] = first

    bodies: dict[tuple[str, str], Post] = {}
    for p in posts:
        if p.body and p.body not in _LEVELS[1:]:
            link(bodies.setdefault((p.body, _now(p.place)), p), p)
    for held in together:
        some, *others = held
        for p in others:
            link(some, p)
    clusters: dict[Post, list[Post]] = {}
    for p in posts:
        clusters.setdefault(head(p), []).append(p)
    return list(clusters.values())


def _conflict(cluster: Iterable[Post], person: Iterable[Post]) -> tuple[Post, Post] | None:
    pairs = ((one, other) for one in cluster for other in person)
    return next((pair for pair in pairs if _elsewhere(*pair)), None)


def _elsewhere(one: Post, other: Post) -> bool:
    """Whether both are of different provinces and held on the same days."""
    former = one.former or other.former
    known = bool(one.place and other.place)
    return known and not former and one.place != other.place and one.meets(other)


def _now(place: str) -> str:
    """The province that holds this one since the reform, as a key."""
    province = find_province(place) if place else None
    return fold(province.now) if province and province.now else place
