"""The persons of the base, asked by name, by surname and day, and by office and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dragoman.actors.base import Person, distance, holds
from dragoman.actors.names import name_key, surnames
from dragoman.actors.ranks import Rank, rank_of

NEAR = 12
"""Months around a term within which a surname alone may still mean its holder."""


RARE = 3
"""Bearers of a rare surname."""
REMEMBERED = 60
"""Months around a term within which its holder is still, or already, known by surname."""
PROMINENT = (Rank.HEAD, Rank.DIPLOMAT)


class People:
    """Indexes over the terms of office."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self.by_name: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        self.by_surname: dict[str, list[Person]] = defaultdict(list)
        self.by_office: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in persons:
            keys = {name_key(name) for name in (person.name, *person.aliases)} - {()}
            for key in keys:
                self.by_name[key].append(person)
            for surname in {surname for key in keys for surname in surnames(key, person.country)}:
                self.by_surname[surname].append(person)
            if person.country and person.office:
                self.by_office[person.country, person.office].append(person)

    def named(self, key: tuple[str, ...]) -> list[Person]:
        return self.by_name.get(key, [])

    def bearers(self, surname: str, day: date | None) -> list[Person]:
        """The terms, near the day, of those with the surname."""
        return [person for person in self.by_surname.get(surname, ()) if distance(person, day) <= NEAR]

    def holders(self, country: str, office: str, day: date | None) -> list[Person]:
        """Who holds the office on the day."""
        return [person for person in self.by_office.get((country, office), ()) if holds(person, day)]

    def remembered(self, surname: str, day: date | None) -> list[Person]:
        """The terms, not long past or to come, of a prominent person who alone bears the surname."""
        terms = self.by_surname.get(surname, [])
        near = [term for term in terms if rank_of(term.office) in PROMINENT and distance(term, day) <= REMEMBERED]
        return near if len({term.name for term in terms}) == 1 else []

    def is_rare(self, surname: str) -> bool:
        """Whether few in the base bear the surname, so that it tells the person without a word of his country."""
        return len({person.name for person in self.by_surname.get(surname, ())}) <= RARE

    def is_prominent(self, surname: str, day: date | None) -> bool:
        """Whether one person alone of the surname is head of a state or government, or foreign minister, on the day."""
        return bool(self.prominent(self.by_surname.get(surname, ()), day))

    @staticmethod
    def prominent(terms: Iterable[Person], day: date | None) -> list[Person]:
        """The terms of the only one among their persons who is head or foreign minister on the day, heads first."""
        current = [term for term in terms if holds(term, day)]
        for rank in PROMINENT:
            found = [term for term in current if rank_of(term.office) is rank]
            if found:
                return found if len({term.name for term in found}) == 1 else []
        return []


def best_term(terms: Iterable[Person], day: date | None, office: str | None) -> Person | None:
    """The term meant: holding on the day, of the office named or one of its rank, else the nearest."""
    wanted = rank_of(office)
    return min(
        terms,
        key=lambda term: (distance(term, day), term.office != office, rank_of(term.office) is not wanted, rank_of(term.office)),
        default=None,
    )
