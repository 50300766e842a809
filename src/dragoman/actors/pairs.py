"""Plural words that stand for two known actors: "both sides", "the two leaders", "the pair", "their countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from spacy.tokens import Token

from dragoman.actors.base import Country
from dragoman.actors.draft import Draft
from dragoman.actors.phrases import SUBJECTS
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.reading import Reading
from dragoman.actors.salience import REACH, Salience
from dragoman.model import ActorKind

COUNTRY_WORDS = frozenset(
    {"country", "nation", "state", "government", "neighbour", "neighbor", "capital", "power", "side", "party",
     "ally", "rival", "people"}
)
PERSON_WORDS = frozenset(
    {"leader", "minister", "president", "official", "man", "counterpart", "pair", "diplomat", "head", "chief",
     "politician", "premier", "prime minister", "foreign minister", "envoy", "head of state", "duo", "negotiator",
     "chief negotiator", "woman", "nationalist", "rebel leader", "general", "commander", "guest", "king", "monarch",
     "opposition leader", "cleric", "statesman", "lawmaker", "ambassador"}
)
EITHER = frozenset({"rival", "foe", "adversary", "enemy", "neighbour", "neighbor", "ally"})
"""Nouns for persons where two of them were the last spoken of, else for states."""
STATE = frozenset({"GOV", "MIL"})
SIDES = frozenset({"side", "party"})
CIVIL = 2
"""How many times as often as any other state that of a civil war is named."""
HEADS = frozenset({"leader", "president", "premier", "prime minister", "head of state"})
"""Nouns for heads of states; where the report names no two of them, their states are meant."""
DEFINITE = frozenset({"the", "both", "these", "those", "their", "pair", "duo"})
BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.COUNTRY})
OF_THEIRS = frozenset({"country", "nation", "government"})
LIKELY, UNSURE, OWN = 0.7, 0.5, 0.8
COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}


def add_pairs(reading: Reading, salience: Salience, countries: Mapping[str, Country]) -> None:
    """Let "the two leaders", "both sides", "the pair", "their countries" stand for the two actors in mind."""
    opponents = opponents_of(reading)
    for draft in list(reading.drafts):
        if draft.kind is not ActorKind.AGENT or draft.noun is None:
            continue
        if members := pair_of(reading, salience, draft, countries, opponents):
            draft.members, draft.rule, draft.certain = members, f"pair: {draft.noun}", LIKELY
    for token in reading.tokens:
        if token.lower_ in ("pair", "duo", "two", "both", "sides") and token.i not in reading.at_head and stands_for_two(token):
            persons = last_persons(salience, token.i, 2, reach=0)
            if persons is None:
                persons = nearest(distinct(salience.before(token.i), persons_only=token.lower_ in ("pair", "duo")), 2)
            if persons is not None:
                start = token.i - (token.i > 0 and salience.tokens[token.i - 1].tag_ == "DT")
                draft = Draft(start, token.i + 1, token.i, persons[0].kind, persons[0].name, f"pair: {token.lower_}",
                              certain=UNSURE,
                              plural=True, members=persons)
                salience.add(reading.add(draft))


def stands_for_two(token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "of":
        return False
    if token.dep_ not in SUBJECTS | {"pobj", "dobj", "poss"}:
        return False
    the = token.i > 0 and token.nbor(-1).lower_ in ("the", "both")
    return token.lower_ == "both" or the


def pair_of(
    reading: Reading, salience: Salience, draft: Draft, countries: Mapping[str, Country], opponents: Opponents
) -> list[Draft] | None:
    """The actors that the plural stands for: states, persons, or for other nouns ("both armies") those of each state."""
    words = {token.lower_ for token in reading.tokens[draft.start : draft.head]}
    count = next((COUNTS[word] for word in words if word in COUNTS), 2 if "their" in words and draft.noun in OF_THEIRS else 0)
    if not count or draft.country is not None or not (draft.plural or draft.noun in ("pair", "duo")):
        return None
    if not words & DEFINITE:
        return None  # "two people said"
    dealing = dealing_with(reading, draft)
    others = {subject.id for subject in dealing}
    if draft.noun in HEADS:
        heads = (o for o in salience.before(draft.start) if is_head(o) and o.id not in others)
        if persons := nearest(distinct(heads, persons_only=True), count):
            return persons
    elif draft.noun in PERSON_WORDS:
        return nearest(distinct(besides(salience.before(draft.start), others), persons_only=True), count)
    elif draft.noun in EITHER and (persons := nearest(persons_before(salience, draft, others), count)):
        return persons
    if draft.noun in SIDES and count == 2 and (war := opponents.in_civil_war(draft.start, countries)):
        return war
    before = (other for other in salience.before(draft.start) if other.id not in others)
    if draft.noun in SIDES and dealing:
        states = opponents.besides(count, {subject.country for subject in dealing})
    else:
        states = last_countries(before, count, from_persons="their" in words)
    if states is None:  # "Relations between the two countries soured after Iran and Iraq …"
        states = last_countries(iter(salience.around(draft)), count, from_persons=False)
    if states is None:
        return None
    if draft.noun not in COUNTRY_WORDS | HEADS:
        of_each = "both" in words or ("two" in words and draft.sector in STATE)
        return [draft.copy(country=state.country, members=[]) for state in states] if of_each else None
    return [as_state(state, countries) for state in states]


def besides(mentions: Iterator[Draft], others: Collection[str]) -> Iterator[Draft]:
    return (other for other in mentions if other.id not in others)


def persons_before(salience: Salience, draft: Draft, others: Collection[str]) -> Iterator[Draft]:
    """The persons last spoken of, as long as no state is."""
    found = besides(salience.before(draft.start, reach=1), others)
    return distinct(takewhile(lambda other: other.kind is not ActorKind.COUNTRY, found), persons_only=True)


def dealing_with(reading: Reading, draft: Draft) -> list[Draft]:
    """The subject that deals with the pair and is none of it: "Clinton urged both leaders"."""
    head = reading.tokens[draft.head]
    if head.dep_ not in ("dobj", "pobj"):
        return []
    verb = head.head.head if head.dep_ == "pobj" else head.head
    while verb.dep_ == "xcomp" and not any(child.dep_ in SUBJECTS for child in verb.lefts):
        verb = verb.head
    subjects = (reading.at_head.get(child.i) for child in verb.lefts if child.dep_ in SUBJECTS)
    return [subject for subject in subjects if subject is not None and not subject.members]


@dataclass(frozen=True, slots=True)
class Opponents:
    """The states of a report, those named most first, each with its first mention and how often it is named; and the first
    mention of the rebels of each."""

    states: list[tuple[Draft, int]]
    rebels: dict[str, Draft]

    def besides(self, count: int, outsiders: set[str | None]) -> list[Draft] | None:
        """The states named most, but for those of the outsider who speaks of the sides."""
        common = [state for state, _ in self.states if state.country not in outsiders][:count]
        return common if len(common) == count else None

    def in_civil_war(self, before: int, countries: Mapping[str, Country]) -> list[Draft] | None:
        """The state named above all others, and those who fight it, where they were spoken of before."""
        if not self.states or (len(self.states) > 1 and self.states[0][1] < CIVIL * self.states[1][1]):
            return None
        state = self.states[0][0]
        rebels = self.rebels.get(state.country or "")
        return [as_state(state, countries), rebels] if rebels is not None and rebels.start < before else None


def opponents_of(reading: Reading) -> Opponents:
    first: dict[str, Draft] = {}
    rebels: dict[str, Draft] = {}
    named: Counter[str] = Counter()
    for draft in reading.drafts:
        if draft.country and draft.sector == "REB":
            rebels.setdefault(draft.country, draft)
        elif draft.country and draft.certain >= OWN and draft.sector in STATE:
            named[draft.country] += 1
            if draft.kind is ActorKind.COUNTRY or draft.noun == "government":
                first.setdefault(draft.country, draft)
    return Opponents([(first[code], count) for code, count in named.most_common() if code in first], rebels)


def is_head(draft: Draft) -> bool:
    return draft.kind is ActorKind.PERSON and rank_of(draft.office) in (Rank.HEAD, Rank.PARTY)


def as_state(draft: Draft, countries: Mapping[str, Country]) -> Draft:
    """The state whose the actor is."""
    code = draft.country or ""
    name = countries[code].name if code in countries else code
    return draft.copy(kind=ActorKind.COUNTRY, name=name, id=f"country:{code}", sector="GOV", other_sectors=(), office=None)


def distinct(drafts: Iterator[Draft], *, persons_only: bool) -> Iterator[Draft]:
    seen: set[str] = set()
    for draft in drafts:
        person = draft.kind is ActorKind.PERSON or (draft.office is not None and not draft.plural)
        fits = person or (not persons_only and draft.kind in BODIES)
        if fits and not draft.members and draft.id not in seen:
            seen.add(draft.id)
            yield draft


def last_persons(salience: Salience, index: int, count: int, reach: int = REACH) -> list[Draft] | None:
    return nearest(distinct(salience.before(index, reach), persons_only=True), count)


def nearest(found: Iterator[Draft], count: int) -> list[Draft] | None:
    some = list(islice(found, count))
    return sorted(some, key=lambda draft: draft.start) if len(some) == count else None


def last_countries(mentions: Iterator[Draft], count: int, *, from_persons: bool) -> list[Draft] | None:
    """The countries of the last persons ("their countries") or the last countries named."""
    by_country: dict[str, Draft] = {}
    for draft in (member for mention in mentions for member in mention.members or (mention,)):
        fits = draft.kind is ActorKind.PERSON or (not from_persons and draft.certain >= OWN)
        if fits and draft.country:
            by_country.setdefault(draft.country, draft)
        if len(by_country) == count:
            return sorted(by_country.values(), key=lambda draft: draft.start)
    return None
