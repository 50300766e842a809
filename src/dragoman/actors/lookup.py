"""Asking the tables why a name is resolved as it is, outside any report.

A name is looked for as it stands; then as an office with a country ("Iranian foreign minister") or before a name ("President
Bush"); then as another spelling of a name of the base.  Which term is meant is decided by the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from dragoman.actors.base import Base, Country, Group, Organisation, Person, distance, holds
from dragoman.actors.gazetteer import Entry, Gazetteer, Sense, without_article
from dragoman.actors.identity import BASE_CERTAIN, LAPSED_CERTAIN, SURNAME_CERTAIN, sector_then
from dragoman.actors.modifiers import sector_of
from dragoman.actors.names import name_key, short_forms
from dragoman.actors.people import NEAR, People, best_term
from dragoman.actors.spelling import Spelling, Spellings
from dragoman.actors.words import lowered, plain

SPELT_CERTAIN, SPELT_SURNAME_CERTAIN = 0.6, 0.4
"""Of a full name, and of a surname alone, in another spelling; times the likeness of the two."""
SHOWN = 20
"""Candidates that are printed."""
CLEARLY = 0.04
"""How much more alike the best of several spellings must be than the next."""
LONGEST = 15
"""Words of an office with its country or holder."""
NO_NAMES = frozenset({"the", "a", "an"})


class Way(StrEnum):
    """How the name led to its entries."""

    NAME = "by this name"
    SURNAME = "by the surname"
    OFFICE = "by the office"
    SPELLING = "by another spelling"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry with the name: what it says, and why it is chosen or not.  `certain` is in 0..1, as in `Actor`."""

    sense: Sense
    name: str
    country: str | None
    sector: str | None
    office: str | None
    reason: str
    start: str | None = None
    end: str | None = None
    source: str | None = None
    certain: float = BASE_CERTAIN


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entries with a name, and the one chosen; none for a name that is unknown, or that several bear.  `suggestions` are
    names of the base that are written much like an unknown one."""

    query: str
    day: date | None
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    way: Way = Way.NAME
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.chosen is not None:
            found = f"{self.chosen.name}, {self.way} (certain {self.chosen.certain:.2f})"
        elif self.candidates:
            found = "not resolved: it may be any of these"
        else:
            found = "not resolved: there is no such name"
        lines = [f"{self.query} on {self.day or 'any day'}: {found}"]
        for candidate in self.candidates[:SHOWN]:
            mark = "*" if candidate is self.chosen else " "
            tells = ", ".join(filter(None, (candidate.office, candidate.country, candidate.sector)))
            span = f", {candidate.start or '…'} to {candidate.end or '…'}" if candidate.start or candidate.end else ""
            source = f" [{candidate.source}]" if candidate.source else ""
            lines.append(f" {mark} {candidate.sense}: {candidate.name} ({tells}){span}: {candidate.reason}{source}")
        if len(self.candidates) > SHOWN:
            lines.append(f"   … and {len(self.candidates) - SHOWN} more")
        if self.suggestions:
            lines.append(f"   did you mean {', '.join(self.suggestions)}?")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Found:
    """The terms that a name leads to, by which way; `certain` at most."""

    terms: Sequence[Person]
    way: Way
    certain: float = BASE_CERTAIN
    office: str | None = None


NOBODY = Found((), Way.NAME)


class Lookup:
    """Resolves names outside any report."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.people, self.gazetteer, self.spellings = People(base.persons), Gazetteer(base), Spellings(base.persons)

    def __call__(self, name: str, day: date | None = None, *, suggest: bool = True) -> Resolution:
        """`suggest`: look through all names for those that an unknown one is like, which takes some milliseconds."""
        entries = self.gazetteer.named(plain(name))
        bodies = [entry for entry in entries if not isinstance(entry.row, Person)]
        found = self.persons(name, day, alone=not bodies)
        best = self.best(found, day)
        terms = sorted(found.terms, key=lambda term: term.start or "")
        candidates = [candidate(entry, day) for entry in bodies]
        chosen: Candidate | None = None
        if bodies:
            chosen = min(zip(bodies, candidates, strict=True), key=lambda pair: distance(pair[0].row, day))[1]
        for term in terms:
            candidates.append(candidate(Entry(Sense.PERSON, term), day, found.certain))
            if chosen is None and term is best:
                chosen = candidates[-1]
        suggestions = self.spellings.near(name_key(name)) if suggest and not candidates else ()
        return Resolution(name, day, tuple(candidates), chosen, found.way, tuple(suggestions))

    def persons(self, name: str, day: date | None, *, alone: bool) -> Found:
        """`alone`: nothing but a person can be meant, so that the less sure ways are tried too."""
        key = name_key(name)
        if terms := self.people.named(key):
            return Found(terms, Way.NAME)
        if terms := self.surname(key, day):
            return Found(terms, Way.SURNAME, SURNAME_CERTAIN)
        return (self.described(name, day) or self.spelt(key, day)) if alone else NOBODY

    def surname(self, key: tuple[str, ...], day: date | None) -> list[Person]:
        """For a surname, of one word or two, the prominent holder, else all bearers near the day."""
        if not key or key[0] in NO_NAMES:
            return []
        bearers = self.people.bearers(key[-1], day)
        if len(key) > 1:
            bearers = [term for term in bearers if key in short_forms(name_key(term.name), term.country)]
        return self.people.prominent(bearers, day) or bearers

    @cached_property
    def offices(self) -> dict[str, str]:
        return {
            lowered(plain(name)): office.office for office in self.base.offices for name in (office.office, *office.aliases)
        }

    def described(self, name: str, day: date | None) -> Found | None:
        """ "Iranian foreign minister", "president of Ghana"; "President Bush"."""
        words = name.split()
        if len(words) > LONGEST:
            return None
        for at in range(1, len(words)):
            before, after = " ".join(words[:at]), " ".join(words[at:])
            country = self.country(before.removesuffix("'s").removesuffix("’s"))
            if country and (office := self.offices.get(lowered(plain(after)))):
                return Found(self.people.holders(country, office, day), Way.OFFICE, office=office)
            office = self.offices.get(lowered(plain(before)))
            if office is None:
                continue
            if (of := after.removeprefix("of ")) != after and (country := self.country(of)):
                return Found(self.people.holders(country, office, day), Way.OFFICE, office=office)
            key = name_key(after)
            terms = self.people.named(key) or (self.people.by_surname.get(key[0], []) if len(key) == 1 else [])
            if held := [term for term in terms if term.office == office]:
                near = [term for term in held if distance(term, day) <= NEAR] or held
                return Found(near, Way.NAME if len(key) > 1 else Way.SURNAME, office=office)
        return None

    def country(self, name: str) -> str | None:
        """The country of a name or demonym."""
        rows = [entry.row for entry in self.gazetteer.named(without_article(plain(name)))]
        return next((row.code for row in rows if isinstance(row, Country)), None)

    def spelt(self, key: tuple[str, ...], day: date | None) -> Found:
        """By another spelling: of a full name the most alike, of a surname one who is prominent on the day."""
        spellings = self.spellings.of(key)
        if len(key) == 1:
            bearers = [term for spelling in spellings for term in spelling.terms]
            terms = self.people.prominent(bearers, day) or [term for term in bearers if distance(term, day) <= NEAR]
            return Found(terms, Way.SPELLING, SPELT_SURNAME_CERTAIN * least(spellings))
        if len(spellings) > 1 and spellings[0].likeness - spellings[1].likeness >= CLEARLY:
            spellings = spellings[:1]
        terms = [term for spelling in spellings for term in spelling.terms]
        return Found(terms, Way.SPELLING, SPELT_CERTAIN * least(spellings))

    def best(self, found: Found, day: date | None) -> Person | None:
        """The term meant, if all are of one person."""
        if len({term.name for term in found.terms}) != 1:
            return None
        return best_term(found.terms, day, found.office)


def least(spellings: Iterable[Spelling]) -> float:
    return min((spelling.likeness for spelling in spellings), default=0.0)


def candidate(entry: Entry, day: date | None, certain: float = BASE_CERTAIN) -> Candidate:
    sense, row = entry
    current = holds(row, day)
    reason = "holds on the day" if current else f"{distance(row, day)} months away"
    certain = certain if current else min(certain, LAPSED_CERTAIN)
    country, sector, office, source = facts(row, day)
    return Candidate(sense, row.name, country, sector, office, reason, row.start, row.end, source, round(certain, 2))


def facts(
    row: Country | Organisation | Group | Person, day: date | None
) -> tuple[str | None, str | None, str | None, str | None]:
    """Country, sector, office and source."""
    if isinstance(row, Country):
        return row.code, "GOV", None, None
    if isinstance(row, Person):
        sector, _ = sector_then(row, day, former=False)
        return row.country, sector, row.office, row.source
    return row.country, sector_of(row), None, None
