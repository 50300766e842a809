"""How near dates and places stand to an event, in steps of the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from dragoman.events.outlook import has_own_subject
from dragoman.events.syntax import CLAUSES, Sentences
from dragoman.model import Place, Timex

CLAUSE_ABOVE_COST = 2  # what the main clause says holds for the clauses below it …
CLAUSE_BELOW_COST = 4  # … and less the other way round
OTHER_CLAUSE_COST = 8  # a date in a relative or a subject clause is none of the main verb, nor the other way round
SEQUENCE = frozenset({"after", "before", "following", "since"})
"""Prepositions that name another event, whose date is its own ("banned exports after the test on Sept. 3")."""
EXPLICIT_COST = 8
"""Steps between trigger and date or place up to which it is the event's own."""
MAX_PATH = 40
MOST_NEAR = 12
"""Items on either side of a word that are asked for; more are met only in text without sentences."""


class Neighbourhood:
    """What of one layer stands in each sentence, by the token that heads it."""

    def __init__(self, doc: Doc, items: Iterable[Timex | Place]) -> None:
        self._sentences = Sentences(doc)
        self._by_sentence: dict[int, list[tuple[Token, Timex | Place]]] = defaultdict(list)
        for item in items:
            span = doc.char_span(item.span.start, item.span.end, alignment_mode="expand")
            if span is not None:
                self._by_sentence[self._sentences.at(span.start)].append((span.root, item))

    def around(self, head: Token) -> Iterator[tuple[int, Token, Timex | Place]]:
        """Yield (cost, head token, item) for the items of the head's sentence."""
        items = self._by_sentence.get(self._sentences.at(head.i), [])
        at = bisect_left(items, head.i, key=_place)
        here = items[max(0, at - MOST_NEAR) : at + MOST_NEAR]
        up = _path_up(head) if here else []
        for root, item in here:
            yield _cost(up, root), root, item


def _place(item: tuple[Token, Timex | Place]) -> int:
    return item[0].i


def _path_up(token: Token) -> list[Token]:
    path = [token]
    while (head := token.head).i != token.i and len(path) < MAX_PATH:
        path.append(head)
        token = head
    return path


def _cost(up: list[Token], to: Token) -> int:
    """Steps from the start of `up` to the token over their lowest common ancestor, clause borders weighted."""
    position = {token.i: n for n, token in enumerate(up)}
    below = 0
    for _ in range(MAX_PATH):
        if to.i in position:
            return below + sum(_step(token, CLAUSE_ABOVE_COST) for token in up[: position[to.i]])
        below += _step(to, CLAUSE_BELOW_COST)
        head = to.head
        if head.i == to.i:
            break
        to = head
    return below + sum(_step(token, CLAUSE_ABOVE_COST) for token in up)


def _is_apart(token: Token, label: str) -> bool:
    """Whether below the token another event is told, with a date of its own."""
    if label == "prep":
        return token.lower_ in SEQUENCE
    if label == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in SEQUENCE for c in token.children)
    return label == "relcl" or (label == "conj" and has_own_subject(token))


def _step(token: Token, border: int) -> int:
    label = token.dep_
    if label in ("csubj", "csubjpass") or (border == CLAUSE_BELOW_COST and _is_apart(token, label)):
        return OTHER_CLAUSE_COST
    return border if label in CLAUSES or (label == "conj" and token.pos_ == "VERB") else 1
