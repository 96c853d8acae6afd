"""Phrases in tokens: found forwards, backwards and all tables at once, always the same ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govnews.lexicon.phrases import Book, Phrases
from govnews.text.tokens import Tokens

WORDS = st.sampled_from(("phó", "chủ", "tịch", "ban", ",", "\n"))
PHRASES = st.lists(
    st.lists(st.sampled_from(("phó", "chủ", "tịch", "ban")), min_size=1, max_size=4).map(" ".join),
    min_size=1,
    max_size=8,
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)


@given(PHRASES, TEXTS)
def test_what_ends_at_a_token_is_the_first_that_reaches_it(phrases: list[str], text: str) -> None:
    """`ends_at` gives the leftmost token whose longest phrase ends there, or None."""
    table, tokens = Phrases({phrase: phrase for phrase in phrases}), Tokens(text)
    for end in range(-1, len(tokens) + 2):
        longest = ((start, table.longest(tokens, start)) for start in range(max(end, 0)))
        reaching = [(start, match[1]) for start, match in longest if match and match[0] == end]
        assert table.ends_at(tokens, end) == (reaching[0] if reaching else None)


@given(PHRASES, PHRASES, TEXTS)
def test_a_book_finds_what_its_tables_would(one: list[str], two: list[str], text: str) -> None:
    """A table of a book finds the same as the table by itself, between any two tokens."""
    book = Book()
    in_book = [book.table(dict.fromkeys(phrases, "")) for phrases in (one, two)]
    alone = [Phrases(dict.fromkeys(phrases, "")) for phrases in (one, two)]
    tokens = Tokens(text)
    for table, same in zip(in_book, alone, strict=True):
        for start in range(len(tokens) + 1):
            for end in range(start, len(tokens) + 1):
                assert table.scan(tokens, start, end) == same.scan(tokens, start, end)
