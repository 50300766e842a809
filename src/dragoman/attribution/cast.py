"""The actors, places and times that earlier stages found, to be asked by the tokens of this room; all are empty where those
stages have not run."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc, Token

from dragoman.attribution.mentions import Mention
from dragoman.model import Actor, ActorKind, Place, Timex

MAX_COORDINATED = 12

T = TypeVar("T", Place, Timex)


@dataclass(frozen=True, slots=True)
class Cast:
    """`actors[i]` are the actors whose head is token i; `places` and `times` are in the order of the text."""

    doc: Doc
    actors: dict[int, list[Actor]]
    places: Sequence[Place]
    times: Sequence[Timex]

    def of(self, found: Mention) -> tuple[Actor, ...]:
        """The actors that a mention names: several where it coordinates them."""
        actors: dict[str, Actor] = {}
        for head in self._heads(found):
            for actor in self._at(head, found):
                actors.setdefault(actor.id, actor)
        return tuple(actors.values())

    def places_within(self, start: int, end: int) -> Iterator[tuple[Place, Token]]:
        """Yield the places whose tokens lie between the two, each with its first token."""
        yield from self._within(self.places, start, end)

    def times_within(self, start: int, end: int) -> Iterator[tuple[Timex, Token]]:
        yield from self._within(self.times, start, end)

    def _within(self, layer: Sequence[T], start: int, end: int) -> Iterator[tuple[T, Token]]:
        if start >= end or not layer:
            return
        last = self.doc[end - 1]
        first_char, last_char = self.doc[start].idx, last.idx + len(last)
        for at in range(bisect_left(layer, first_char, key=lambda item: item.span.start), len(layer)):
            span = layer[at].span
            if span.start >= last_char:
                return
            tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
            if tokens is not None and span.end <= last_char:
                yield layer[at], tokens[0]

    def _heads(self, found: Mention) -> Iterator[int]:
        yield found.head
        head = self.doc[found.head]
        for number, other in enumerate(head.conjuncts):
            if number == MAX_COORDINATED:
                return
            if found.start <= other.i < found.end:
                yield other.i

    def _at(self, head: int, found: Mention) -> list[Actor]:
        """The actors at a head, or the person in an apposition to it: "a spokesman for the rebels, Idris Bah"."""
        own = self.actors.get(head, [])
        if any(actor.kind is ActorKind.PERSON for actor in own):
            return own
        for at in range(head + 1, found.end):
            for actor in self.actors.get(at, ()):
                if actor.kind is ActorKind.PERSON and self._is_apposed(actor, head):
                    return [actor]
        return own or self._around(head, found)

    def _is_apposed(self, actor: Actor, head: int) -> bool:
        """Whether a comma opens the actor's mention, or it follows the head at once ("the poet Nino Beridze")."""
        span = actor.span
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None:
            return False
        return tokens.start <= head + 1 or self.doc[tokens.start - 1].text == ","

    def _around(self, head: int, found: Mention) -> list[Actor]:
        """The actors whose mention holds the head, where the two stages see different heads in it."""
        at = self.doc[head].idx
        for other in range(found.start, found.end):
            holding = [actor for actor in self.actors.get(other, ()) if actor.span.start <= at < actor.span.end]
            if holding:
                return holding
        return []


def read_cast(doc: Doc) -> Cast:
    actors: dict[int, list[Actor]] = defaultdict(list)
    for actor in doc._.actors:
        actors[actor.head].append(actor)
    places = sorted(doc._.places, key=lambda place: place.span.start)
    times = sorted(doc._.times, key=lambda timex: timex.span.start)
    return Cast(doc, actors, places, times)
