"""Names: their spellings, those near them, and those that several people may bear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govnews.questions.query import DAY, PERSON, text, texts
from govnews.text import fold, tone_style, unaccent

if TYPE_CHECKING:
    import pandas as pd

    from govnews.dataset import Dataset

_PLAIN = "replace(strip_accents(lower(name)), 'đ', 'd')"
"""A column of names as `unaccent` makes them."""
LOCAL_BODIES = ("tỉnh", "huyện", "xã", "sở")
"""First words of bodies that belong to one province, in the keys of people."""


_FEW = 3000
"""So many names are asked for by name; more are looked up in all."""


def is_named(alias: str, name: str) -> str:
    """The condition of SQL that a row is of this name, in any case and either style of tone marks.

    The key of a person begins with the folded name, and files are filtered fast by how a text
    begins; rows of an old release have no key.
    """
    return (
        f"(starts_with({alias}.person_key, {text(f'{fold(name)}/')}) "
        f"or ({alias}.person_key is null and lower({alias}.name) in {texts(keys_of(name))}))"
    )


def keys_of(name: str) -> tuple[str, str]:
    """What a name is in lower case: folded, and as rows without a key may write it.

    >>> keys_of("Lý Hoà")
    ('lý hòa', 'lý hoà')
    """
    key = fold(name)
    return key, tone_style(key, "new")


def nearest_names(dataset: Dataset, name: str, count: int = 5) -> list[str]:
    """The names in the dataset that are most like this one, the most frequent of equals first."""
    found = dataset.sql(f"""
        with named as (
            select name, count(*) as n from people group by name
        ),
        near as (
            select name, n, jaro_winkler_similarity({_PLAIN}, {text(unaccent(name))}) as likeness
            from named
        )
        select name from near where likeness > 0.75 order by likeness desc, n desc, name
        limit {int(count)}
    """)
    return [str(found_name) for found_name in found["name"]]


def with_doubts(
    dataset: Dataset, answer: pd.DataFrame, columns: Mapping[str, str], table: str = "people"
) -> pd.DataFrame:
    """An answer with, for each column of folded names, a column that says what speaks for two people.

    Two people are likely where one name has local offices in two provinces in the same time. The
    provinces are those of the keys of people: one that only the article gives counts as well.
    """
    import pandas as pd

    people = pd.concat([answer[person] for person in columns]).dropna().unique()
    some = f"and {PERSON.format('p')} in {texts(people)}" if len(people) <= _FEW else ""
    doubts = dataset.sql(f"""
        with posts as (
            select {PERSON.format("p")} as person, split_part(p.person_key, '/', 3) as place,
                min({DAY}) as first, max({DAY}) as last
            from {table} p join articles a using (article_id)
            where split_part(split_part(p.person_key, '/', 2), ' ', 1) in {texts(LOCAL_BODIES)}
                and split_part(p.person_key, '/', 3) <> '' {some}
            group by 1, 2
        )
        select one.person, min(one.place) as place, min(other.place) as second
        from posts one join posts other on one.person = other.person
            and one.place < other.place and one.first <= other.last and other.first <= one.last
        group by 1
    """)
    said = {
        person: f"offices in {place.title()} and {second.title()} at one time"
        for person, place, second in doubts.to_numpy()
    }
    for person, column in columns.items():
        answer[column] = pd.array([said.get(key) for key in answer[person]], dtype="string")
    return answer
