"""One identity for all mentions of a person in a report.

Full names are gathered first, wherever they stand; then each short form goes to the full name that it abbreviates and that
was mentioned last before it.  Two persons whose given names differ are never joined.  What one mention tells (a title, an
apposition) holds for all; the base, asked for the day of the report, fills what the report leaves open.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from dragoman.actors.base import Person, distance, holds
from dragoman.actors.draft import Draft
from dragoman.actors.names import abbreviates, name_key, short_forms, slug
from dragoman.actors.people import NEAR, People, best_term
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.salience import grade
from dragoman.model import ActorKind

BY_GIVEN_NAME = frozenset(
    {"king", "queen", "prince", "princess", "crown prince", "emperor", "sultan", "emir", "sheikh", "pope", "duke"}
)
"""Titles that go with the given name ("King Abdullah")."""
LEADER = "leader"
VAGUE = frozenset({LEADER, "party leader"})
"""Offices of whose holders the base may know more ("the Druze leader", "Socialist leader Nicolás Maduro")."""
AFTER = 1_000_000_000
EXACT = len("2020-07-10")
EDITORS = "editors"
FIGHTING = frozenset({"REB", "UAF", "PRM"})
PUBLIC = frozenset({"GOV", "MIL", "LEG"})
BASE_CERTAIN, NAME_CERTAIN, SURNAME_CERTAIN, LAPSED_CERTAIN = 0.95, 0.8, 0.7, 0.6


@dataclass(slots=True, eq=False)
class Individual:
    """A person of the report: the key of the fullest name, and all mentions by name, in order."""

    key: tuple[str, ...]
    drafts: list[Draft] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    name: str = ""
    country: str | None = None
    office: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    term: Person | None = None
    former: bool = False
    certain: float = NAME_CERTAIN
    rule: str = "name"

    @property
    def id(self) -> str:
        return f"person:{slug(self.term.name if self.term is not None else self.name)}"

    def add(self, draft: Draft) -> None:
        at = bisect(self.starts, draft.start)
        self.starts.insert(at, draft.start)
        self.drafts.insert(at, draft)
        if draft.office is not None:
            self.offices.add(draft.office)
        self.country = self.country or draft.country

    def gap(self, start: int) -> int:
        """How far before the token the last mention is; mentions after it are further than any before."""
        at = bisect(self.starts, start)
        return start - self.starts[at - 1] if at else AFTER + self.starts[0]

    def acted(self, start: int, tokens: Sequence[Token]) -> bool:
        """Whether the last mention before the token is a subject."""
        at = bisect(self.starts, start)
        return at > 0 and grade(tokens[self.drafts[at - 1].head]) <= 1

    def settle_name(self) -> None:
        """The fullest form in the report; for a bare surname, the name in the base."""
        fullest = max(self.drafts, key=lambda draft: len(draft.key)).name
        self.name = self.term.name if self.term is not None and len(self.key) == 1 else fullest


def individuals_of(drafts: Sequence[Draft], people: People, day: date | None) -> list[Individual]:
    """The persons of the report, with what title, apposition and base tell of each."""
    named = [draft for draft in drafts if draft.kind is ActorKind.PERSON and draft.key]
    found: list[Individual] = []
    by_part: dict[str, list[Individual]] = defaultdict(list)
    for draft in sorted(named, key=lambda draft: (-len(draft.key), draft.start)):
        sharing = {id(other): other for part in (draft.key[0], draft.key[-1]) for other in by_part[part]}
        individual = same_person(draft, [other for other in sharing.values() if not is_another(draft, other, people, day)])
        if individual is None:
            individual = Individual(draft.key)
            found.append(individual)
            for part in set(draft.key):
                by_part[part].append(individual)
        individual.add(draft)
    seen = {draft.country for draft in drafts if draft.country}
    for individual in found:
        take_titles(individual)
        take_base(individual, people, day, seen)
        individual.settle_name()
    return found


def same_person(draft: Draft, candidates: Iterable[Individual]) -> Individual | None:
    """Whom the mention takes up: the same name, or the nearest person before it (else after it) whose name it shortens."""
    fitting = [individual for individual in candidates if individual.key == draft.key or shortens(draft, individual)]
    return min(
        fitting,
        key=lambda individual: (office_conflict(draft, individual), is_given(draft, individual), individual.gap(draft.start)),
        default=None,
    )


def is_given(draft: Draft, individual: Individual) -> bool:
    """Whether the mention has the given name alone ("Winnie", "Gotabaya"), the least of the short forms."""
    return len(draft.key) == 1 < len(individual.key) and draft.key[0] not in individual.key[1:]


def is_another(draft: Draft, individual: Individual, people: People, day: date | None) -> bool:
    """Whether the base knows who of this surname has the title, and it is not this person, whose titles are others:
    "President Kennedy" is not "Attorney General Robert Kennedy"."""
    if len(draft.key) != 1 or not office_conflict(draft, individual):
        return False
    holders = [term for term in people.by_surname.get(draft.key[0], ()) if term.office == draft.office and holds(term, day)]
    return bool(holders) and not any(
        key == individual.key or abbreviates(individual.key, key)
        for term in holders for key in map(name_key, (term.name, *term.aliases))
    )


def shortens(draft: Draft, individual: Individual) -> bool:
    if len(draft.key) >= len(individual.key):
        return False
    if len(draft.key) > 1:
        return abbreviates(draft.key, individual.key)
    if draft.office in BY_GIVEN_NAME:
        return draft.key[0] in individual.key[:2]
    if draft.key in short_forms(individual.key, individual.country):
        return True
    return draft.office is None and draft.key[0] == individual.key[0] and len(draft.key[0]) > 2


def office_conflict(draft: Draft, individual: Individual) -> bool:
    """Whether the mention's title is one that the person's other mentions speak against."""
    if draft.office is None or not individual.offices or draft.office in individual.offices:
        return False
    return rank_of(draft.office) not in {rank_of(office) for office in individual.offices}


def take_titles(individual: Individual) -> None:
    for draft in individual.drafts:
        individual.former = individual.former or draft.former
        individual.country = individual.country or draft.country
        if individual.office is None and draft.office is not None:
            individual.office = draft.office
        if individual.sector is None and draft.sector is not None:
            individual.sector, individual.other_sectors = draft.sector, draft.other_sectors
            if draft.former and draft.sector in PUBLIC:
                individual.sector, individual.other_sectors = "ELI", (draft.sector,)
        if draft.office is not None or draft.country is not None:
            individual.rule, individual.certain = "title", BASE_CERTAIN


def take_base(individual: Individual, people: People, day: date | None, seen: set[str]) -> None:
    """Find the person in the base, and take from the term what the report leaves open."""
    terms = [term for draft in individual.drafts for term in draft.terms] or named(individual.key, people)
    by_surname = not terms and len(individual.key) == 1
    if by_surname:
        terms = people.bearers(individual.key[0], day)
        if individual.office is None:
            rare = people.is_rare(individual.key[0])
            terms = [term for term in people.prominent(terms, day) if rare or term.country in seen]
            terms = terms or people.remembered(individual.key[0], day)
    if individual.country is not None:
        terms = [term for term in terms if term.country in (None, individual.country)]
    terms = of_one_person(terms, individual, day, seen)
    term = best_term(terms, day, individual.office)
    if term is None:
        return
    individual.term = term
    current = distance(term, day) <= NEAR
    if individual.office in VAGUE and holds(term, day) and term.office is not None and says_more(term, individual):
        individual.office, individual.sector, individual.other_sectors = term.office, term.sector, term.other_sectors
    individual.country = individual.country or term.country
    if individual.office is None and not individual.former:
        individual.office = term.office if distance(term, day) == 0 else None
        individual.rule = f"base: {term.office or 'person'}"
    elif individual.country:
        individual.rule += f", base: {term.office or 'person'}"
    if individual.sector is None:
        former = individual.former or handed_over(term, people, day)
        individual.sector, individual.other_sectors = sector_then(term, day, former=former)
    if individual.certain != BASE_CERTAIN:
        individual.certain = LAPSED_CERTAIN if not current else SURNAME_CERTAIN if by_surname else BASE_CERTAIN


def named(key: tuple[str, ...], people: People) -> list[Person]:
    """The terms of the full name, or of the name without its initials ("Boris N. Yeltsin")."""
    return people.named(key) or people.named(tuple([part for part in key if len(part) > 1]))


def says_more(term: Person, individual: Individual) -> bool:
    """Whether the term tells what kind of leader the person is: that he rules, or, of one whom the report calls no state's,
    whom he leads."""
    leads = individual.office == LEADER and (individual.country is None or term.sector in FIGHTING)
    return leads or rank_of(term.office) is Rank.HEAD


def handed_over(term: Person, people: People, day: date | None) -> bool:
    """Whether the term ends on this very day, on which a successor takes over."""
    if day is None or term.end != day.isoformat() or not term.country or not term.office:
        return False
    return any(other.start == term.end for other in people.holders(term.country, term.office, day))


def sector_then(term: Person, day: date | None, *, former: bool) -> tuple[str | None, tuple[str, ...]]:
    """The sector of the term; none before it; after its end, that of former officials (manual, sector ELI), but where the
    day of the end is not sure only when it is long ago."""
    if term.start is not None and day is not None and term.start > day.isoformat():
        return None, ()
    over = term.end is not None and day is not None and term.end < day.isoformat() and (
        distance(term, day) > NEAR or (len(term.end) == EXACT and term.source == EDITORS)
    )
    if term.sector in PUBLIC and (former or (over and term.office is not None)):
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


def likeness(terms: Sequence[Person], individual: Individual, day: date | None, seen: set[str]) -> tuple[bool, bool,
bool, int, int]:
    """How well a bearer of the name fits the report, the surest sign first."""
    ranks = {rank_of(term.office) for term in terms}
    return (
        individual.office is not None and any(term.office == individual.office for term in terms),
        individual.office is not None and rank_of(individual.office) in ranks and rank_of(individual.office) is not Rank.OTHER,
        any(term.country in seen for term in terms),
        -min(distance(term, day) for term in terms),
        -min(ranks),
    )


def write_back(individual: Individual) -> None:
    """Let all mentions of the person tell the same."""
    for draft in individual.drafts:
        draft.id, draft.name = individual.id, individual.name
        draft.country, draft.office = individual.country, individual.office
        draft.sector, draft.other_sectors = individual.sector, individual.other_sectors
        draft.rule, draft.certain = individual.rule, individual.certain
