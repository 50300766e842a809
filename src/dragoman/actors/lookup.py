"""Asking the tables why a name is resolved as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.actors.base import Base, Country, Group, Organisation, Person, distance, holds
from dragoman.actors.gazetteer import Gazetteer, Sense
from dragoman.actors.identity import sector_then
from dragoman.actors.modifiers import sector_of
from dragoman.actors.names import name_key
from dragoman.actors.people import People, best_term
from dragoman.actors.words import plain


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry with the name: what it says, and why it is chosen or not."""

    sense: Sense
    name: str
    country: str | None
    sector: str | None
    office: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entries with a name, and the one chosen; none for a name that is unknown, or a surname that several bear."""

    query: str
    day: date | None
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None

    def __str__(self) -> str:
        lines = [f"{self.query} on {self.day or 'any day'}: {self.chosen.name if self.chosen else 'not resolved'}"]
        for candidate in self.candidates:
            mark = "*" if candidate is self.chosen else " "
            tells = ", ".join(filter(None, (candidate.office, candidate.country, candidate.sector)))
            lines.append(f" {mark} {candidate.sense}: {candidate.name} ({tells}): {candidate.reason}")
        return "\n".join(lines)


class Lookup:
    """Resolves names outside any report."""

    def __init__(self, base: Base) -> None:
        self.people, self.gazetteer = People(base.persons), Gazetteer(base)

    def __call__(self, name: str, day: date | None = None) -> Resolution:
        entries = self.gazetteer.named(plain(name))
        rows = [entry.row for entry in entries if not isinstance(entry.row, Person)]
        terms = self.people.named(name_key(name)) or self.surname(name, day)
        best = best_term(terms, day, None)
        candidates = [
            candidate(entry.sense, entry.row, day) for entry in entries if not isinstance(entry.row, Person)
        ] + [candidate(Sense.PERSON, term, day) for term in sorted(terms, key=lambda term: term.start or "")]
        chosen: Candidate | None = None
        if rows:
            nearest = min(range(len(rows)), key=lambda index: distance(rows[index], day))
            chosen = candidates[nearest]
        elif best is not None and len({term.name for term in terms}) == 1:
            chosen = next(found for found in candidates if found == candidate(Sense.PERSON, best, day))
        return Resolution(name, day, tuple(candidates), chosen)

    def surname(self, name: str, day: date | None) -> list[Person]:
        """For a surname the prominent holder, else all bearers near the day."""
        key = name_key(name)
        if len(key) != 1:
            return []
        bearers = self.people.bearers(key[0], day)
        return self.people.prominent(bearers, day) or bearers


def candidate(sense: Sense, row: Country | Organisation | Group | Person, day: date | None) -> Candidate:
    span = f"{row.start or '…'} to {row.end or '…'}"
    reason = "holds on the day" if holds(row, day) else f"{span}, {distance(row, day)} months away"
    if isinstance(row, Country):
        return Candidate(sense, row.name, row.code, "GOV", None, reason)
    if isinstance(row, Person):
        sector, _ = sector_then(row, day, former=False)
        return Candidate(sense, row.name, row.country, sector, row.office, reason)
    return Candidate(sense, row.name, row.country, sector_of(row), None, reason)
