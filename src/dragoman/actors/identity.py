"""One identity for all mentions of a person in a report.

Full names are gathered first, wherever they stand; then each short form goes to the full name that it abbreviates and that
was mentioned last before it.  Two persons whose given names differ are never joined.  What one mention tells (a title, an
apposition) holds for all; the base, asked for the day of the report, fills what the report leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.actors.base import Person, distance
from dragoman.actors.draft import Draft
from dragoman.actors.names import abbreviates, short_forms
from dragoman.actors.people import NEAR, People, best_term
from dragoman.actors.ranks import Rank, rank_of
from dragoman.model import ActorKind

BY_GIVEN_NAME = frozenset({"king", "queen", "prince", "princess", "crown prince", "emperor", "sultan", "emir", "sheikh", "pope", "duke"})
"""Titles that go with the given name ("King Abdullah")."""
BASE_CERTAIN, LAPSED_CERTAIN, NAME_CERTAIN = 0.95, 0.6, 0.8


@dataclass(slots=True, eq=False)
class Individual:
    """A person of the report: the key of the fullest name, and all mentions by name."""

    key: tuple[str, ...]
    drafts: list[Draft] = field(default_factory=list)
    country: str | None = None
    office: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    term: Person | None = None
    former: bool = False
    certain: float = NAME_CERTAIN
    rule: str = "name"

    @property
    def name(self) -> str:
        """The fullest form in the report; for a bare surname, the name in the base."""
        fullest = max(self.drafts, key=lambda draft: (len(draft.key), -draft.start)).name
        return self.term.name if self.term is not None and len(self.key) == 1 else " ".join(fullest.split())


def individuals_of(drafts: Sequence[Draft], people: People, day: date | None) -> list[Individual]:
    """The persons of the report, with what title, apposition and base tell of each."""
    named = [draft for draft in drafts if draft.kind is ActorKind.PERSON and draft.key]
    found: list[Individual] = []
    for draft in sorted(named, key=lambda draft: (-len(draft.key), draft.start)):
        individual = same_person(draft, found)
        if individual is None:
            individual = Individual(draft.key)
            found.append(individual)
        individual.drafts.append(draft)
    for individual in found:
        individual.drafts.sort(key=lambda draft: draft.start)
        take_titles(individual)
    seen = {draft.country for draft in drafts if draft.country}
    for individual in found:
        take_base(individual, people, day, seen)
    return found


def same_person(draft: Draft, found: Iterable[Individual]) -> Individual | None:
    """Whom the mention takes up: the same name, or the nearest person before it (else after it) whose name it shortens."""
    candidates = [individual for individual in found if individual.key == draft.key or shortens(draft, individual)]
    return min(candidates, key=lambda individual: (office_conflict(draft, individual), gap(draft, individual)), default=None)


def shortens(draft: Draft, individual: Individual) -> bool:
    if len(draft.key) >= len(individual.key):
        return False
    country = individual.country or next((d.country for d in individual.drafts if d.country), None)
    if len(draft.key) > 1:
        return abbreviates(draft.key, individual.key)
    if draft.office in BY_GIVEN_NAME:
        return draft.key[0] in individual.key[:2]
    return draft.key in short_forms(individual.key, country)


def office_conflict(draft: Draft, individual: Individual) -> bool:
    """Whether the mention's title is one that the person's other mentions speak against."""
    offices = {d.office for d in individual.drafts if d.office}
    ranks = {rank_of(office) for office in offices}
    return bool(draft.office and offices) and draft.office not in offices and rank_of(draft.office) not in ranks


def gap(draft: Draft, individual: Individual) -> int:
    before = [draft.start - other.start for other in individual.drafts if other.start <= draft.start]
    return min(before) if before else 100_000 + min(other.start for other in individual.drafts)


def take_titles(individual: Individual) -> None:
    for draft in individual.drafts:
        individual.former = individual.former or draft.former
        individual.country = individual.country or draft.country
        if individual.office is None and draft.office is not None:
            individual.office = draft.office
        if individual.sector is None and draft.sector is not None:
            individual.sector, individual.other_sectors = draft.sector, draft.other_sectors
        if draft.office is not None or draft.country is not None:
            individual.rule, individual.certain = "title", BASE_CERTAIN


def take_base(individual: Individual, people: People, day: date | None, seen: set[str]) -> None:
    """Find the person in the base, and take from the term what the report leaves open."""
    terms = [term for draft in individual.drafts for term in draft.terms] or people.named(individual.key)
    if not terms and len(individual.key) == 1:
        terms = people.bearers(individual.key[0], day)
    if individual.country is not None:
        terms = [term for term in terms if term.country in (None, individual.country)]
    terms = of_one_person(terms, individual, day, seen)
    term = best_term(terms, day, individual.office)
    if term is None:
        return
    individual.term = term
    current = distance(term, day) <= NEAR
    individual.country = individual.country or term.country
    if individual.office is None and not individual.former:
        individual.office = term.office if distance(term, day) == 0 else None
        individual.rule = f"base: {term.office or 'person'}"
    elif individual.country:
        individual.rule += f", base: {term.office or 'person'}"
    if individual.sector is None:
        individual.sector, individual.other_sectors = sector_then(term, day, former=individual.former)
    individual.certain = BASE_CERTAIN if current else LAPSED_CERTAIN


def sector_then(term: Person, day: date | None, *, former: bool) -> tuple[str | None, tuple[str, ...]]:
    """The sector of the term; long after its end, that of former officials (manual, sector ELI)."""
    lapsed = term.end is not None and day is not None and distance(term, day) > NEAR and term.end < day.isoformat()
    if term.sector in ("GOV", "MIL", "LEG") and (former or lapsed):
        return "ELI", (term.sector,)
    return term.sector, term.other_sectors


def of_one_person(terms: list[Person], individual: Individual, day: date | None, seen: set[str]) -> list[Person]:
    """The terms of the one bearer of the name whom the report can mean; none where that stays open."""
    by_person: dict[str, list[Person]] = {}
    for term in terms:
        by_person.setdefault(term.name, []).append(term)
    if len(by_person) <= 1:
        return terms
    scored = sorted(((likeness(found, individual, day, seen), name) for name, found in by_person.items()), reverse=True)
    return by_person[scored[0][1]] if scored[0][0] > scored[1][0] else []


def likeness(terms: Sequence[Person], individual: Individual, day: date | None, seen: set[str]) -> tuple[bool, bool, bool, int, int]:
    """How well a bearer of the name fits the report, the surest sign first."""
    ranks = {rank_of(term.office) for term in terms}
    return (
        individual.office is not None and any(term.office == individual.office for term in terms),
        individual.office is not None and rank_of(individual.office) in ranks and rank_of(individual.office) is not Rank.OTHER,
        any(term.country in seen for term in terms),
        -min(distance(term, day) for term in terms),
        -min(ranks),
    )


def write_back(individual: Individual, identifier: str) -> None:
    """Let all mentions of the person tell the same."""
    for draft in individual.drafts:
        draft.id, draft.name = identifier, individual.name
        draft.country, draft.office = individual.country, individual.office
        draft.sector, draft.other_sectors = individual.sector, individual.other_sectors
        draft.rule, draft.certain = individual.rule, individual.certain
