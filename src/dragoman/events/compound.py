"""Parties that are several: "envoys of Japan and Korea", "A, B and C", "accused each other".

PLOVER codes them as one list (manual, "Compound and Reciprocal Actors"); what parties do to each other has all of them as
actors and no recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.events.matching import Match
from dragoman.events.participants import MERE_PLACES, Cast, Parties
from dragoman.events.syntax import conjuncts, near
from dragoman.model import Actor, ActorKind

PLURAL = frozenset({"NNS", "NNPS"})
BELONGING = frozenset({"of", "from"})


def together(found: Parties, match: Match, cast: Cast) -> Parties:
    """The parties of a match with those that one mention stands for in full; none repeats the other side."""
    doc = match.head.doc
    actors = tuple(_several(found.actors, doc, cast))
    if len(actors) > 1 and _is_reciprocal(match.head):
        return replace(found, actors=actors, recipients=(), recipient_slot=None)
    recipients = tuple(_several(found.recipients, doc, cast))
    if len(actors) == len(found.actors) and len(recipients) == len(found.recipients):
        return found
    countries = {actor.country for actor in actors} if len(actors) > len(found.actors) else set()
    recipients = tuple(r for r in recipients if not (r.kind is ActorKind.COUNTRY and r.country in countries))
    if match.pattern.entry.mutual and len(actors) > 1:
        recipients = tuple(r for r in recipients if r.rule not in MERE_PLACES)
    return replace(found, actors=actors, recipients=recipients, recipient_slot=found.recipient_slot if recipients else None)


def _several(actors: Iterable[Actor], doc: Doc, cast: Cast) -> Iterator[Actor]:
    for actor in actors:
        head = doc[actor.head]
        yield from _by_country(actor, head, cast) or _listed(actor, head, cast) or (actor,)


def _by_country(actor: Actor, head: Token, cast: Cast) -> list[Actor]:
    """"the leaders of Peru, Chile and Brazil": one of each."""
    if actor.kind is not ActorKind.AGENT or head.tag_ not in PLURAL:
        return []
    for preposition in head.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in BELONGING:
            continue
        states = [
            state for noun in preposition.children if noun.dep_ == "pobj"
            for member in conjuncts(noun) for state in cast.headed(member) if state.kind is ActorKind.COUNTRY
        ]
        if len({state.id for state in states}) > 1:
            return [
                replace(actor, id=f"{actor.id} of {state.id}", name=f"{state.name} {actor.name}", country=state.country)
                for state in states
            ]
    return []


def _listed(actor: Actor, head: Token, cast: Cast) -> list[Actor]:
    """"The Polish president, the Lithuanian president and the Latvian president": a list whose second member the parser took
    for a description of the first, though it is of another country."""
    for beside in head.children:
        if beside.dep_ != "appos" or not any(c.dep_ == "cc" for c in beside.children):
            continue
        others = [other for member in conjuncts(beside) for other in cast.headed(member)]
        if others and all(o.country and o.kind is actor.kind and o.country != actor.country for o in others):
            return [actor, *others]
    return []


def _is_reciprocal(head: Token) -> bool:
    """Whether the object is "each other" or "one another"."""
    return any(
        (token.lower_ == "other" and token.i and token.nbor(-1).lower_ == "each")
        or (token.lower_ == "another" and token.i and token.nbor(-1).lower_ == "one")
        for token in near(head, depth=2)
    )
