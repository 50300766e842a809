"""When, where, by whose account and in what context an event stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.ontology import ContextWords
from dragoman.codebook.tables import read_table
from dragoman.events.matching import Match, forms
from dragoman.events.syntax import CLAUSES
from dragoman.model import (
    Actor, Attribution, Basis, EventDate, EventPlace, Granularity, Interval, Place, Timex, TimexType,
)

LOCATIVES = frozenset({"in", "at", "near", "outside", "around", "across", "along", "inside", "on", "over", "off", "to", "into",
                       "through", "throughout", "within", "between"})
CLAUSE_COST = 3
EXPLICIT_COST = 7
"""Steps in the parse between trigger and date or place (a clause border counts CLAUSE_COST) up to which it is the event's own."""
MAX_PATH = 40
MAX_CONTEXTS = 4


class Neighbourhood:
    """What of one layer stands in each sentence, by the token that heads it."""

    def __init__(self, doc: Doc, items: Iterable[Timex | Place]) -> None:
        self._by_sentence: dict[int, list[tuple[Token, Timex | Place]]] = defaultdict(list)
        for item in items:
            span = doc.char_span(item.span.start, item.span.end, alignment_mode="expand")
            if span is not None:
                self._by_sentence[span.sent.start].append((span.root, item))

    def around(self, head: Token) -> Iterator[tuple[int, Token, Timex | Place]]:
        """Yield (cost, head token, item) for the items of the head's sentence."""
        here = self._by_sentence.get(head.sent.start, ())
        up = _path_up(head) if here else []
        for root, item in here:
            yield _cost(up, root), root, item


def _path_up(token: Token) -> list[Token]:
    path = [token]
    while path[-1].head.i != path[-1].i and len(path) < MAX_PATH:
        path.append(path[-1].head)
    return path


def _cost(up: list[Token], to: Token) -> int:
    """Steps from the start of `up` to the token over their lowest common ancestor, clause borders weighted."""
    position = {token.i: n for n, token in enumerate(up)}
    cost = 0
    for _ in range(MAX_PATH):
        if to.i in position:
            return cost + sum(_step(token) for token in up[: position[to.i]])
        cost += _step(to)
        if to.head.i == to.i:
            break
        to = to.head
    return cost + sum(map(_step, up))


def _step(token: Token) -> int:
    return CLAUSE_COST if token.dep_ in CLAUSES or token.dep_ == "conj" and token.pos_ == "VERB" else 1


def event_date(match: Match, times: Neighbourhood, dct: date | None) -> EventDate | None:
    """The date of an event: the nearest expression of its sentence that places it in the calendar, else the DCT, which also
    dates what is said to be recent or now ("in recent days")."""
    best = min(
        ((cost, abs(root.i - match.head.i), item) for cost, root, item in times.around(match.head)
         if isinstance(item, Timex) and _dates(item, root, match)),
        key=lambda found: found[:2], default=None,
    )
    if best is not None:
        cost, _, timex = best
        if timex.interval is not None and not timex.value.endswith("_REF"):
            return EventDate(timex, timex.interval, Basis.EXPLICIT if cost <= EXPLICIT_COST else Basis.INHERITED)
    if dct is None:
        return None
    return EventDate(None, Interval(dct, dct, Granularity.DAY), Basis.DOCUMENT)


def _dates(timex: Timex, root: Token, match: Match) -> bool:
    if timex.type not in (TimexType.DATE, TimexType.TIME):
        return False
    if timex.interval is None and not timex.value.endswith("_REF"):
        return False
    if root.dep_ in ("compound", "nummod", "amod", "nmod", "poss"):
        # "the 2015 accord" dates the accord only; "Monday's talks" the talks.
        return root.head in match.tokens
    return True


def event_place(match: Match, places: Neighbourhood, dateline: Place | None, parties: Iterable[Actor]) -> EventPlace | None:
    """The place of an event: the nearest locative of its sentence, else the dateline's."""
    sides = {(actor.span.start, actor.span.end) for actor in parties}
    best = min(
        ((cost, abs(root.i - match.head.i), item) for cost, root, item in places.around(match.head)
         if isinstance(item, Place) and _locates(root, item, sides)),
        key=lambda found: found[:2], default=None,
    )
    if best is not None and best[0] <= EXPLICIT_COST:
        return EventPlace(best[2], Basis.EXPLICIT)
    if best is not None:
        return EventPlace(best[2], Basis.INHERITED)
    return EventPlace(dateline, Basis.DOCUMENT) if dateline is not None else None


def _locates(root: Token, place: Place, sides: set[tuple[int, int]]) -> bool:
    """Whether a toponym says where something happened, and does not only modify an actor."""
    preposition = root.head
    if root.dep_ != "pobj" or preposition.lower_ not in LOCATIVES:
        return False
    if preposition.lower_ in ("to", "into", "on", "over", "between"):
        # "a visit to Tokyo" is in Tokyo, though Tokyo is its host; "sanctions on Iran" are not in Iran.
        return preposition.lower_ in ("to", "into") or (place.span.start, place.span.end) not in sides
    return True


def dateline(doc: Doc, places: Iterable[Place]) -> Place | None:
    """The place that opens a wire report: "SEOUL, July 8 (Wire) —"."""
    first = next(iter(places), None)
    if first is None or first.span.start > 40:
        return None
    opening = doc.text[first.span.end: first.span.end + 60]
    marks = [mark for mark in ("—", "–", "--", " - ", "(") if mark in opening]
    return first if marks and doc.text[: first.span.start].strip() == "" else None


def claim(start: int, end: int, attributions: Iterable[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds the trigger, and whose cue is not the trigger itself."""
    holding = [
        a for a in attributions
        if a.covers(start, end) and not (a.cue is not None and a.cue.start < end and start < a.cue.end)
    ]
    return min(holding, key=lambda a: sum(p.end - p.start for p in a.content), default=None)


class Contexts:
    """PLOVER's contexts, by the words that show them."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._single: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for row in read_table("contexts.csv", ContextWords, folders):
            for phrase in row.words:
                first, *rest = phrase.split()
                if rest:
                    self._phrases[first].append((tuple(rest), row.context))
                else:
                    self._single[first].append(row.context)

    def of(self, sentence: Span) -> tuple[str, ...]:
        """The contexts that the sentence shows, most often shown first, at most MAX_CONTEXTS."""
        counts: dict[str, int] = defaultdict(int)
        for token in sentence:
            for form in set(forms(token)):
                for context in self._single.get(form, ()):
                    counts[context] += 1
                for rest, context in self._phrases.get(form, ()):
                    if _follows(token, rest):
                        counts[context] += 2  # a phrase is surer than a word
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:MAX_CONTEXTS])


def _follows(token: Token, rest: tuple[str, ...]) -> bool:
    doc = token.doc
    following = doc[token.i + 1: token.i + 1 + len(rest)]
    return len(following) == len(rest) and all(word in forms(t) for word, t in zip(rest, following, strict=True))
