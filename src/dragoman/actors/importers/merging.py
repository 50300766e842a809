"""Imported lines beside those of the base, so that they extend it and take nothing away."""

from __future__ import annotations

from collections import defaultdict

from dragoman.actors.base import Base, Group, Organisation, Person
from dragoman.actors.names import name_key
from dragoman.codebook.tables import Row


class Merger:
    """A line whose key the base has replaces that line, and keeps its aliases; a person whom the base knows keeps the name
    that he has there, for two names would be two persons."""

    def __init__(self, base: Base) -> None:
        self.bodies: dict[object, Organisation | Group] = {}
        self.bodies |= {("organisation", row.key()): row for row in base.organisations}
        self.bodies |= {("group", row.key()): row for row in base.groups}
        self.persons: dict[object, Person] = {row.key(): row for row in base.persons}
        self.names: dict[tuple[tuple[str, ...], str | None], set[str]] = defaultdict(set)
        for row in base.persons:
            for name in (row.name, *row.aliases):
                self.names[name_key(name), row.country].add(row.name)

    def __call__(self, row: Row) -> Row:
        if isinstance(row, Person):
            return self.person(row)
        if isinstance(row, Organisation | Group):
            kind = "group" if isinstance(row, Group) else "organisation"
            known = self.bodies.get((kind, row.key()))
            # Our line tells kind, sector and dates more exactly; what it may lack are names.
            return row if known is None else known.model_copy(update={"aliases": united(known, row)})
        return row

    def person(self, row: Person) -> Person:
        known = {name for each in (row.name, *row.aliases) for name in self.names.get((name_key(each), row.country), ())}
        if len(known) == 1 and row.name not in known:
            name = known.pop()
            aliases = tuple(alias for alias in (row.name, *row.aliases) if alias != name)
            row = row.model_copy(update={"name": name, "aliases": aliases})
        same = self.persons.get(row.key())
        return row if same is None else row.model_copy(update={"aliases": united(same, row)})


def united(known: Organisation | Group | Person, row: Organisation | Group | Person) -> tuple[str, ...]:
    """The aliases of both, without those that differ in nothing that is compared."""
    names = {name_key(known.name)}
    found = []
    for alias in (*known.aliases, row.name, *row.aliases):
        if alias in known.aliases or name_key(alias) not in names:
            names.add(name_key(alias))
            found.append(alias)
    return tuple(dict.fromkeys(found))
