"""Where an event happened: the place its own clause names, else that of its neighbours, else the dateline's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from dragoman.events.matching import Match
from dragoman.events.neighbourhood import EXPLICIT_COST, Neighbourhood
from dragoman.events.syntax import is_passive, is_verbal
from dragoman.model import Actor, Basis, Event, EventPlace, Place, Status

LOCATIVES = frozenset({
    "in", "near", "outside", "around", "across", "along", "inside", "off", "through", "throughout", "within",
})
GOALS = frozenset({"to", "into"})
"""Prepositions of movement: "a visit to Tokyo" is in Tokyo, though Tokyo is its host."""
LOOSE_LOCATIVES = frozenset({"at", "on", "over", "between", "from"})
"""Prepositions that name a place only where it is no country and no party ("views on China", "lashed out at Moscow")."""
ORIGINS = frozenset({"from", "to", "of"})
"""Prepositions that tell where somebody belongs ("a leader from Durban", "the envoy to Kabul")."""
OFFICIAL = frozenset({
    "administration", "ambassador", "authority", "bureau", "cabinet", "commander", "consul", "delegation", "department",
    "diplomat", "embassy", "envoy", "executive", "government", "headquarters", "leader", "leadership", "mayor", "ministry",
    "minister", "mission", "office", "officer", "official", "parliament", "prosecutor", "regime", "representative", "ruler",
    "source", "spokesman", "spokesperson", "spokeswoman",
})  # fmt: skip
"""Nouns for those who sit in a place, and act elsewhere too ("the government in Baku ordered …")."""
BUILDINGS = frozenset({"bureau", "embassy", "headquarters", "ministry", "mission", "office", "parliament"})
JOURNEYS = frozenset({"journey", "stop", "stopover", "tour", "trip", "visit"})
AT_THE_OBJECT = frozenset({"ASSAULT", "MOBILIZE", "RETREAT"})
"""Types that take place where their object is: "shelled Tyre", "invaded Kuwait", "abandoned Kherson"."""
VISITS = frozenset({"visit", "tour", "reach", "enter"})
STANCES = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
"""Types that have no place in common with what they are about ("condemned the attack in Aden")."""
STREET = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types that come together in one place: a march, the stones thrown there and the arrests."""
REACH = 250  # characters from what happened in the street to what is told to have happened with it
SPOT_PREPOSITIONS = LOCATIVES | {"at"}
KINDS_OF_PLACE = frozenset({
    "area", "capital", "city", "country", "district", "governorate", "island", "neighborhood", "neighbourhood", "outskirts",
    "port", "province", "region", "republic", "state", "suburb", "territory", "town", "valley", "village",
})
WEAK_PLACES = ("within:", "adjective:", "unresolved")
"""Rules by which the places stage resolves what it does not know, or what only modifies something."""
NOUN_COST = 3  # "tensions on the peninsula": the place is the tensions'
INHERITANCE = 3
"""Events before and after, among which one without a place looks for that of the same actors on the same day."""
MEETINGS = frozenset({"CONSULT", "AGREE", "SUPPORT"})
"""Types that come together in one place: a visit, its talks and what was signed there."""


def event_place(
    match: Match, places: Neighbourhood, parties: Iterable[Actor]
) -> EventPlace | None:
    """The place that the event's own clause names."""
    sides = {(actor.span.start, actor.span.end) for actor in parties}
    best = min(
        ((_place_cost(cost, root, match), abs(root.i - match.head.i), item)
         for cost, root, item in places.around(match.head)
         if isinstance(item, Place) and _is_place_of(root, item, match, sides)),
        key=lambda found: found[:2], default=None,
    )
    return EventPlace(best[2], Basis.EXPLICIT) if best is not None and best[0] <= EXPLICIT_COST else None


def _is_place_of(root: Token, place: Place, match: Match, sides: set[tuple[int, int]]) -> bool:
    if place.rule.startswith(WEAK_PLACES):
        return False
    if _is_object(root, match):
        return True
    return _locates(root, place, sides) and not _belongs_to_party(root, match) and not _is_across(root, match)


def _is_object(root: Token, match: Match) -> bool:
    """Whether the event is done to the place itself: "shelled Tyre", "the invasion of Kuwait", "visited Srinagar"."""
    head = match.head
    if match.event_type not in AT_THE_OBJECT and not (match.event_type == "CONSULT" and head.lemma_ in VISITS):
        return False
    if root.dep_ in ("dobj", "nsubjpass"):
        return root.head.i == head.i and (root.dep_ == "dobj" or is_passive(head))
    return root.dep_ == "pobj" and root.head.lower_ in ("of", "on") and root.head.head.i == head.i and not is_verbal(head)


def _belongs_to_party(root: Token, match: Match) -> bool:
    """Whether the place only modifies somebody, or what the event is a stance on."""
    holder, preposition = root.head.head, root.head.lower_
    if root.dep_ != "pobj" or holder.pos_ not in ("NOUN", "PROPN") or _opens_sentence(root):
        return False
    lemma = holder.lemma_.lower()
    if lemma in OFFICIAL and preposition in ORIGINS:
        return True
    if holder in match.tokens or lemma in KINDS_OF_PLACE or lemma in JOURNEYS or _is_spot(holder):
        return False
    if lemma in BUILDINGS and match.event_type in STREET:
        return False  # "the embassy in Quito was picketed"
    if preposition in ORIGINS or lemma in OFFICIAL:
        return True
    return match.event_type in STANCES and holder.dep_ in ("dobj", "pobj", "dative")


def _is_across(root: Token, match: Match) -> bool:
    """Whether "and in Oaxaca students struck" stands between: the place belongs to the verb after it."""
    if match.head.i > root.i or not _follows_conjunction(root):
        return False
    verb = next((t for t in root.doc[root.i + 1 : root.sent.end] if is_verbal(t)), None)
    return verb is not None and (verb.dep_ == "conj" or verb.i == root.head.head.i)


def _follows_conjunction(root: Token) -> bool:
    """ "… and in Oaxaca students struck", also where the parser runs the place together with the noun after it."""
    first = root.left_edge
    return first.i > 1 and first.nbor(-1).lower_ in LOCATIVES and first.nbor(-2).tag_ == "CC"


def _place_cost(cost: int, root: Token, match: Match) -> int:
    """The steps, and what it costs that a place modifies some noun of the clause and not the event itself.  A place that opens
    the sentence ("In Brussels, …") holds for all of it."""
    if _opens_sentence(root):
        return min(cost, EXPLICIT_COST)
    if _is_object(root, match):
        return 1
    if root.i < match.head.i and _follows_conjunction(root):
        return min(cost, 1)
    holder = root.head.head
    modifies_noun = holder.pos_ in ("NOUN", "PROPN") and holder not in match.tokens
    if not modifies_noun or holder.lemma_.lower() in KINDS_OF_PLACE or _is_spot(holder):
        return cost
    return cost + NOUN_COST


def _opens_sentence(root: Token) -> bool:
    """"In Sendai …", also where the parser runs the place together with the name after it."""
    if _is_opening(root.head):
        return True
    return root.i > 0 and not root.is_sent_start and _is_opening(root.nbor(-1))


def _is_opening(token: Token) -> bool:
    return token.lower_ in LOCATIVES and (token.i == 0 or bool(token.is_sent_start))


def _is_spot(noun: Token) -> bool:
    """A noun that itself says where: "outside the embassy in Berlin", "in front of the ministry in Berlin"."""
    preposition = noun.head.lower_
    return noun.dep_ == "pobj" and (preposition in SPOT_PREPOSITIONS or noun.head.head.lower_ == "front")


def _place_preposition(root: Token) -> str:
    """The preposition of a toponym; in "on the island of Tanna" that of the island."""
    holder = root.head.head
    if root.head.lower_ == "of" and holder.lemma_.lower() in KINDS_OF_PLACE and holder.dep_ == "pobj":
        return holder.head.lower_
    return root.head.lower_


def _locates(root: Token, place: Place, sides: set[tuple[int, int]]) -> bool:
    """Whether a toponym says where something happened."""
    if root.dep_ != "pobj":
        return _opens_sentence(root) or _follows_conjunction(root)
    preposition = _place_preposition(root)
    if preposition in LOOSE_LOCATIVES:
        if (place.feature or "").startswith("A."):
            return False
        return not any(start < place.span.end and place.span.start < end for start, end in sides)
    return preposition in LOCATIVES or preposition in GOALS


def placed(events: list[Event], dateline: Place | None) -> list[Event]:
    """Give events without a place of their own the place of a near event of the same actors and date, else the dateline's.
    `events` are in the order of the text."""
    return [event if event.place is not None else _placed(event, n, events, dateline) for n, event in enumerate(events)]


def _placed(event: Event, n: int, events: list[Event], dateline: Place | None) -> Event:
    ids = {actor.id for actor in event.actors}
    around = events[max(0, n - INHERITANCE): n + INHERITANCE + 1]
    for other in sorted(around, key=lambda e: abs(e.trigger.start - event.trigger.start)):
        if other.place is None or other.date is None or event.date is None or event.status is not other.status:
            continue
        same_day = other.date.interval == event.date.interval
        met = event.event_type in MEETINGS and other.event_type in MEETINGS and ids & {a.id for a in other.actors}
        if same_day and (met or (other in events[max(0, n - 1) : n] and _is_of_the_same_street(event, other))):
            return replace(event, place=EventPlace(other.place.place, Basis.INHERITED))
    if dateline is not None and event.date is not None and event.status is not Status.HISTORICAL:
        return replace(event, place=EventPlace(dateline, Basis.DOCUMENT))
    return event


def _is_of_the_same_street(event: Event, other: Event) -> bool:
    """Whether what is told after a protest or an attack happened at it ("Police arrested forty")."""
    if not {event.event_type, other.event_type} <= STREET or other.place is None:
        return False
    return other.place.basis is Basis.EXPLICIT and event.trigger.start - other.trigger.end <= REACH


def dateline_place(doc: Doc, places: Iterable[Place]) -> Place | None:
    """The place that opens a wire report ("SEOUL, July 8 (Wire) —"), if the layout found a dateline."""
    first = next(iter(places), None)
    end = doc._.dateline_end
    return first if first is not None and end is not None and first.span.end <= end else None
