"""A passage: one text field of an article, read into tokens, sentences and mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from govnews.facts.marks import Marks
from govnews.facts.mentions import Mention, read_mentions
from govnews.model import Evidence
from govnews.text import sentences
from govnews.text.tokens import Tokens


class Passage:
    """One text field (`title`, `body`, `caption/2` …) and what is marked in it."""

    __slots__ = (
        "_by_sentence", "_mention_starts", "_starts", "field", "marks", "mentions", "sentences",
        "text", "tokens",
    )  # fmt: skip

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text
        self.tokens = Tokens(text)
        self.marks = Marks(self.tokens)
        self.sentences = _sentence_tokens(text, self.tokens)
        """First token and end (exclusive) of each sentence."""
        self._starts = [first for first, _ in self.sentences]
        self.mentions = read_mentions(self.marks, self.sentences, self.sentence_of)
        self._mention_starts = [mention.start for mention in self.mentions]
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    @property
    def is_caption(self) -> bool:
        """Whether it is the caption of a picture."""
        return self.field.startswith("caption/")

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds this token."""
        return max(bisect_right(self._starts, token) - 1, 0)

    def mentions_in(self, sentence: int) -> list[Mention]:
        """The mentions of one sentence, in order."""
        return self._by_sentence.get(sentence, [])

    def mention_between(self, first: int, end: int) -> Mention | None:
        """The first mention whose name begins between two tokens."""
        at = bisect_left(self._mention_starts, first)
        found = self.mentions[at : at + 1]
        return found[0] if found and found[0].start < end else None

    def words_between(self, first: int, end: int) -> str:
        """The text between two tokens in one line."""
        return " ".join(self.tokens.span(first, end).split())

    def evidence(self, first: int, end: int, rule: str) -> Evidence:
        """The evidence for the tokens from `first` to `end` (exclusive)."""
        begin, stop = self.tokens.start(first), self.tokens.ends[end - 1]
        return Evidence(
            field=self.field, start=begin, end=stop, text=self.text[begin:stop], rule=rule
        )

    def sentence_evidence(self, number: int, rule: str) -> Evidence:
        """The evidence that is a whole sentence."""
        return self.evidence(*self.sentences[number], rule)


def _sentence_tokens(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for _, stop in sentences(text):
        at = tokens.first_from(stop, first)
        if at > first:
            found.append((first, at))
        first = at
    return found
