"""Offices standing alone: "the Iranian president", "the envoy", "the U.S. special representative for North Korea".

A description means, in this order: the person of the report with this office and country; the holder of the office in the
base on the day; for offices that say little ("envoy", "leader", "minister"), the only person of the report with this
country whose office is of their rank.  Else it stays a description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from spacy.tokens import Token

from dragoman.actors.base import Person
from dragoman.actors.draft import Draft
from dragoman.actors.identity import Individual
from dragoman.actors.names import name_key
from dragoman.actors.people import People
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

GENERIC = {
    "envoy": {Rank.DIPLOMAT}, "special representative": {Rank.DIPLOMAT}, "chief negotiator": {Rank.DIPLOMAT},
    "mediator": {Rank.DIPLOMAT}, "diplomat": {Rank.DIPLOMAT}, "leader": {Rank.HEAD, Rank.PARTY}, "head of state": {Rank.HEAD},
    "head of government": {Rank.HEAD}, "minister": {Rank.MINISTER, Rank.DIPLOMAT}, "secretary": {Rank.MINISTER, Rank.DIPLOMAT},
    "general": {Rank.SOLDIER}, "commander": {Rank.SOLDIER}, "spokesperson": {Rank.SPOKESMAN}, "politician": {Rank.LAWMAKER},
    "lawmaker": {Rank.LAWMAKER}, "top diplomat": {Rank.DIPLOMAT}, "official": {Rank.MINISTER, Rank.DIPLOMAT, Rank.OTHER},
    "premier": {Rank.HEAD}, "strongman": {Rank.HEAD}, "ruler": {Rank.HEAD}, "monarch": {Rank.HEAD},
}
"""Nouns that may take up a person of another office, and the ranks of those."""

SINGLE = frozenset({Rank.HEAD, Rank.DIPLOMAT, Rank.MINISTER})
"""Ranks whose offices one person holds at a time, so that the base can tell who."""
NOT_SINGLE = frozenset(
    {"envoy", "ambassador", "special representative", "diplomat", "minister", "leader", "secretary", "prince",
     "princess", "sheikh", "official", "mediator", "chief negotiator", "vice president"}
)
INDEFINITE = frozenset(
    {"a", "an", "another", "one", "any", "some", "every", "each", "no", "several", "many", "two", "three"}
)
FIGHTING = frozenset({"REB", "UAF"})
CAPTORS = frozenset({"kidnapper", "captor", "abductor", "hijacker", "hostage-taker"})
DESCRIBED, HELD, LIKELY = 0.9, 0.85, 0.6


def is_definite(reading: Reading, draft: Draft) -> bool:
    first = reading.tokens[draft.start]
    bare = first.is_lower and first.dep_ in ("pobj", "oprd", "attr", "dobj")
    if draft.start == draft.head and (bare or (first.dep_ == "pobj" and first.head.lower_ == "as")):
        return False  # "ran for president", "sworn in as President"
    return not draft.plural and not draft.former and first.lower_ not in INDEFINITE and first.tag_ != "CD"


def described_group(reading: Reading, draft: Draft) -> bool:
    """Whether "the insurgents", "the militants" take up a group named before."""
    fights = draft.sector in FIGHTING or (draft.noun in CAPTORS and draft.plural)
    return fights and draft.country is None and reading.tokens[draft.start].lower_ in ("the", "these", "those")


def take_group(draft: Draft, group: Draft) -> None:
    draft.kind, draft.name, draft.country = group.kind, group.name, group.country
    draft.sector, draft.other_sectors = group.sector, group.other_sectors
    draft.rule, draft.certain = f"description: {draft.noun}", 0.5


class Roster:
    """The persons of the report by office and rank, so that a description need not ask each."""

    def __init__(self, individuals: Iterable[Individual], tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.by_office: dict[str, list[Individual]] = defaultdict(list)
        self.by_rank: dict[Rank, list[Individual]] = defaultdict(list)
        self.of_draft: dict[int, Individual] = {}
        for individual in individuals:
            self.add(individual)

    def add(self, individual: Individual) -> None:
        self.of_draft.update({id(draft): individual for draft in individual.drafts})
        for office in sorted({*individual.offices, individual.office} - {None}, key=str):
            self.by_office[office or ""].append(individual)
        if individual.office is not None:
            self.by_rank[rank_of(individual.office)].append(individual)

    def identify(self, draft: Draft, individual: Individual, certain: float) -> None:
        """Make the description a mention of the person, which later ones may take up."""
        identify(draft, individual, certain)
        self.of_draft[id(draft)] = individual

    def described(self, draft: Draft, besides: str | None = None, focus: str | None = None) -> tuple[Individual, float] | None:
        """The person that the description means, and how sure that is; never the one with the id `besides`.  "The president"
        is the report's own, of its `focus`, unless another was last the subject."""
        same_office = [
            other
            for other in self.by_office.get(draft.office or "", ())
            if fits(draft, other, besides) and (draft.country or other.country == focus or other.starts[0] < draft.start)
        ]
        if same_office:
            nearest = min(same_office, key=lambda other: other.gap(draft.start))
            if draft.country is None and nearest.country != focus and not nearest.acted(draft.start, self.tokens):
                own = [other for other in same_office if other.country == focus and other.starts[0] < draft.start]
                return min(own, key=lambda other: other.gap(draft.start), default=nearest), DESCRIBED
            return nearest, DESCRIBED
        alike = [
            other
            for rank in GENERIC.get(draft.noun or "", ())
            for other in self.by_rank.get(rank, ())
            if fits(draft, other, besides) and other.starts[0] < draft.start
        ]
        named = [other for other in alike if other.country == draft.country] if draft.country else []
        alike = named or alike
        if Rank.HEAD in GENERIC.get(draft.noun or "", ()):
            alike = [other for other in alike if not (other.office or "").startswith(("deputy", "vice"))]
        if len(alike) > 1 and (exact := [other for other in alike if (other.office or "").endswith(draft.noun or " ")]):
            alike = exact
        return (alike[0], LIKELY) if len(alike) == 1 else None


def fits(draft: Draft, individual: Individual, besides: str | None) -> bool:
    return individual.id != besides and (None in (draft.country, individual.country) or draft.country == individual.country)


def is_single(office: str | None) -> bool:
    """Whether one person at a time holds the office in a country."""
    return office is not None and office not in NOT_SINGLE and rank_of(office) in SINGLE


def holder(draft: Draft, country: str | None, people: People, day: date | None) -> Person | None:
    """The holder of the office on the day, where one person alone can hold it."""
    if country is None or draft.office is None or not is_single(draft.office):
        return None
    holders = {person.name: person for person in people.holders(country, draft.office, day)}
    return next(iter(holders.values())) if len(holders) == 1 else None


def as_individual(draft: Draft, person: Person) -> Individual:
    """The holder, met in the report by office only."""
    individual = Individual(name_key(person.name), term=person, country=person.country, office=person.office,
                            sector=person.sector, other_sectors=person.other_sectors, certain=HELD,
                            rule=f"base: {person.office}")
    draft.name = person.name
    individual.add(draft)
    individual.settle_name()
    return individual


def identify(draft: Draft, individual: Individual, certain: float) -> None:
    """Make the description a mention of the person; it keeps its own office where it names one."""
    draft.kind = ActorKind.PERSON
    draft.id, draft.name = individual.id, individual.name
    draft.country = draft.country or individual.country
    draft.sector = individual.sector or draft.sector
    draft.other_sectors = individual.other_sectors or draft.other_sectors
    draft.office = individual.office or draft.office
    draft.rule, draft.certain = f"description: {draft.noun}", min(certain, individual.certain)
