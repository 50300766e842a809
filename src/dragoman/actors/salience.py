"""Who is in the reader's mind at a place of the text: the mentions before it, the likeliest first.

The order is that of centring (Grosz, Joshi and Weinstein 1995) in its simplest form: the nearest sentence first, in it
subjects before objects before the rest, and equals in the order of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dragoman.actors.draft import Draft

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "agent", "attr"})
REACH = 4
"""Sentences that a pronoun looks back over."""


class Salience:
    """The mentions by sentence; mentions may be added in any order."""

    def __init__(self, doc: Doc, drafts: Sequence[Draft]) -> None:
        self.sentence_of: list[int] = []
        number = -1
        for token in doc:
            if token.is_sent_start or number < 0:
                number += 1
            self.sentence_of.append(number)
        self.by_sentence: dict[int, list[Draft]] = defaultdict(list)
        self.tokens = list(doc)
        self.filled: list[int] = []
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        self.by_sentence[self.sentence_of[draft.head]].append(draft)

    def in_sentence(self, index: int) -> list[Draft]:
        """The mentions in the sentence of the token."""
        return self.by_sentence.get(self.sentence_of[index], [])

    def before(self, index: int, reach: int = REACH) -> Iterator[Draft]:
        """The mentions before the token, the likeliest first; sentences without any do not count."""
        sentence = self.sentence_of[index]
        seen = 0
        while sentence >= 0 and seen <= reach:
            here = [draft for draft in self.by_sentence.get(sentence, ()) if draft.end <= index]
            if here:
                seen += 1
            elif not self.by_sentence.get(sentence):
                reach += reach < REACH * 3
            yield from sorted(here, key=lambda draft: (grade(self.tokens[draft.head]), draft.start))
            sentence -= 1


def grade(head: Token) -> int:
    """0 for the subject of the main clause, 1 for other subjects, 2 for objects, 3 for the rest."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in SUBJECTS:
        return 0 if head.head.dep_ == "ROOT" else 1
    return 2 if head.dep_ in OBJECTS else 3
