"""Who is in the reader's mind at a place of the text: the mentions before it, the likeliest first.

The order is that of centring (Grosz, Joshi and Weinstein 1995) in its simplest form: the nearest sentence first, in it
subjects before objects before the rest, and equals in the order of the text.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from spacy.tokens import Token

from dragoman.actors.draft import Draft
from dragoman.actors.phrases import SUBJECTS

OBJECTS = frozenset({"dobj", "dative", "agent", "attr"})
REACH = 4
"""Sentences with mentions that a pronoun looks back over."""
FARTHEST, CROWD = 30, 60
"""Sentences at all, and mentions in one sentence, that are looked at: a bound for texts without end."""


class Salience:
    """The mentions by sentence, in order; mentions may be added at any time.  `opens`: the sentences that open a paragraph."""

    def __init__(self, tokens: list[Token], drafts: Iterable[Draft]) -> None:
        self.tokens = tokens
        self.sentence_of: list[int] = []
        self.opens: set[int] = set()
        number = -1
        blank = True
        for token in tokens:
            number += token.is_sent_start or number < 0
            self.sentence_of.append(number)
            if token.is_space:
                blank = blank or token.text.count("\n") > 1
            elif blank:
                self.opens.add(number)
                blank = False
        self.by_sentence: dict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        insort(self.by_sentence[self.sentence_of[draft.head]], draft, key=attrgetter("start"))

    def in_sentence(self, index: int) -> list[Draft]:
        """The mentions in the sentence of the token."""
        return self.by_sentence.get(self.sentence_of[index], [])

    def around(self, draft: Draft) -> list[Draft]:
        """The mentions in the sentence that stand near the mention."""
        mentions = self.in_sentence(draft.head)
        at = bisect(mentions, draft.start, key=attrgetter("start"))
        return mentions[max(0, at - CROWD) : at + CROWD]

    def before(self, index: int, reach: int = REACH, *, in_paragraph: bool = False) -> Iterator[Draft]:
        """The mentions before the token, the likeliest first; sentences without any do not count."""
        last = self.sentence_of[index]
        seen = 0
        for sentence in range(last, max(-1, last - FARTHEST), -1):
            mentions = self.by_sentence.get(sentence, ())
            end = bisect(mentions, index, key=attrgetter("start"))
            here = [draft for draft in mentions[max(0, end - CROWD) : end] if draft.end <= index]
            yield from sorted(here, key=lambda draft: (grade(self.tokens[draft.head]), draft.start))
            seen += bool(here)
            if seen > reach or (in_paragraph and sentence in self.opens):
                return


def grade(head: Token) -> int:
    """0 for the subject of the main clause, 1 for other subjects, 2 for objects, 3 for the rest."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in SUBJECTS:
        return 0 if head.head.dep_ == "ROOT" else 1
    return 2 if head.dep_ in OBJECTS else 3
