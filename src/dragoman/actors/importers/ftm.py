"""Persons with their offices, and organisations, of OpenSanctions' data in FollowTheMoney JSON.

Both published forms are read, a JSON entity a line, plain or gzip: `entities.ftm.json`, where Person, Position and
Occupancy are lines of their own that name each other by id, and `targets.nested.json`, where a person holds its
`positionOccupancies` and they their `post`.  The file is read twice, so that persons need not be kept.

Source: the schemata of followthemoney (Person, Position, Occupancy, Interval, Thing) and OpenSanctions' pages
"FollowTheMoney-based JSON format" and "How we represent political office-holders".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.actors.base import Base, Organisation, OrganisationKind, Person, is_day
from dragoman.actors.importers.codes import CountryCodes, topic_sectors
from dragoman.actors.importers.lines import lines_of
from dragoman.actors.importers.names import is_latin, person_names, tidy
from dragoman.actors.importers.offices import Position, Titles, years_of
from dragoman.codebook.files import OnFault
from dragoman.codebook.tables import Row
from dragoman.errors import CodebookError

REMEDY = "give OpenSanctions' entities.ftm.json or targets.nested.json as published"
ORGANISATIONS = {
    "Organization": OrganisationKind.OTHER, "PublicBody": OrganisationKind.AGENCY, "Company": OrganisationKind.COMPANY,
}  # fmt: skip
KINDS = {"pol.party": OrganisationKind.PARTY, "gov.igo": OrganisationKind.IGO, "pol.union": OrganisationKind.LABOUR}


@dataclass(frozen=True, slots=True)
class Entity:
    """A line: `properties` has lists of texts and, in the nested form, of entities."""

    line: int
    id: str
    schema: str
    caption: str
    properties: dict[str, list[Any]]
    first_seen: str | None

    def texts(self, *names: str) -> list[str]:
        return [value for name in names for value in self.properties.get(name, ()) if isinstance(value, str) and value]


@dataclass(frozen=True, slots=True)
class Post:
    position: Position
    country: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """An occupancy: `post` is the id of its position."""

    post: str
    start: str | None
    end: str | None
    status: str | None
    first_seen: str | None


@dataclass(slots=True)
class Registry:
    """What the first reading gathers: posts by id, tenures by the id of their holder."""

    posts: dict[str, Post] = field(default_factory=dict)
    tenures: dict[str, list[Tenure]] = field(default_factory=dict)


class FtmReader:
    """Turns entities into lines of our tables."""

    def __init__(self, base: Base) -> None:
        self.countries, self.titles = CountryCodes(base.countries), Titles(base)

    def read(self, path: Path, on_fault: OnFault) -> Iterator[Row]:
        """`on_fault` is told of lines that are no entities; persons of whom nothing is known but the name are passed over."""
        registry = Registry()
        for entity in tenures_and_posts(path, on_fault):
            self.gather(entity, registry)
        for entity in all_entities(path, on_fault):
            if entity.schema == "Person":
                yield from self.person(entity, registry)
            elif entity.schema in ORGANISATIONS:
                yield from self.organisation(entity)

    def gather(self, entity: Entity, registry: Registry) -> None:
        if entity.schema == "Position":
            names, topics = [entity.caption, *entity.texts("name")], entity.texts("topics")
            title = next(filter(is_latin, names), "")
            registry.posts[entity.id] = Post(self.titles.read(title, topics), self.country(entity, "country"))
        elif entity.schema == "Occupancy":
            tenures = [tenure(entity, post) for post in self.nested_ids(entity, "post", registry)]
            for holder in self.nested_ids(entity, "holder", registry):
                registry.tenures.setdefault(holder, []).extend(tenures)
        else:
            for occupancy in nested(entity, "positionOccupancies"):
                occupancy.properties.setdefault("holder", [entity.id])
                self.gather(occupancy, registry)

    def nested_ids(self, entity: Entity, name: str, registry: Registry) -> list[str]:
        """The ids of those that the property names; a post that is given whole is gathered on the way."""
        whole = nested(entity, name)
        if name == "post":
            for post in whole:
                self.gather(post, registry)
        return [*entity.texts(name), *(each.id for each in whole)]

    def person(self, entity: Entity, registry: Registry) -> Iterator[Person]:
        home = self.country(entity, "country", "citizenship", "nationality")
        names = person_names([entity.caption, *entity.texts("name", "alias", "previousName")], home)
        if not names:
            return
        sector, others = topic_sectors(entity.texts("topics"))
        terms = list(self.terms(entity, registry, home)) or list(self.described_terms(entity, home))
        for country, position, start, end in terms or [(home, Position(None, sector, others), None, None)]:
            if country or position.sector:
                yield Person(
                    name=names[0], aliases=names[1:], country=country, sector=position.sector,
                    other_sectors=position.other_sectors, office=position.office, start=start, end=end,
                    source=f"opensanctions:{entity.id}",
                )  # fmt: skip

    def terms(
        self, entity: Entity, registry: Registry, home: str | None
    ) -> Iterator[tuple[str | None, Position, str | None, str | None]]:
        """The terms by occupancies.  Of an office without dates only that is used which makes no claim for a day: of those in
        office now, since when the register knows them; of others, the sector."""
        for held in registry.tenures.get(entity.id, ()):
            post = registry.posts.get(held.post)
            if post is None:
                continue
            start, end, position = held.start, held.end, post.position
            if held.status == "current" and start is None:
                start = held.first_seen
            if held.status == "ended" and end is None and start is not None:
                end = start[:4]
            if start is None and end is None:
                position = Position(None, position.sector, position.other_sectors)
            yield post.country or home, position, start, end

    def described_terms(
        self, entity: Entity, home: str | None
    ) -> Iterator[tuple[str | None, Position, str | None, str | None]]:
        """The terms that a person without occupancies names in words: "Minister of Finance (2012-2015)"."""
        for text in entity.texts("position"):
            title, start, end = years_of(text)
            position = self.titles.read(title)
            if start is None and end is None:
                position = Position(None, position.sector, position.other_sectors)
            if position.sector is not None and not (start and end and end < start):
                yield home, position, start, end

    def organisation(self, entity: Entity) -> Iterator[Organisation]:
        names = dict.fromkeys(tidy(name) for name in (entity.caption, *entity.texts("name", "alias")) if is_latin(name))
        names.pop("", None)
        country = self.country(entity, "country", "jurisdiction", "mainCountry")
        topics = entity.texts("topics")
        kind = next((kind for topic, kind in KINDS.items() if topic in topics), ORGANISATIONS[entity.schema])
        sector, others = topic_sectors(topics)
        if names and (country or sector or kind is not OrganisationKind.OTHER):
            name, *others_names = names
            yield Organisation(
                name=name, aliases=tuple(alias for alias in others_names if len(alias) > 3), kind=kind, country=country,
                sector=sector, other_sectors=others,
            )  # fmt: skip

    def country(self, entity: Entity, *properties: str) -> str | None:
        """The only country of the first of the properties that has one."""
        for name in properties:
            found = {code for text in entity.texts(name) if (code := self.countries(text))}
            if found:
                return found.pop() if len(found) == 1 else None
        return None


def tenures_and_posts(path: Path, on_fault: OnFault) -> Iterator[Entity]:
    """The entities that are, or hold, an Occupancy or Position; the other lines are not looked into."""
    for line, text in lines_of(path, on_fault):
        if is_of_first_reading(text) and (found := read_entity(path, line, text, on_fault)) is not None:
            yield found


def all_entities(path: Path, on_fault: OnFault) -> Iterator[Entity]:
    """All entities; told are only the faults that the first reading did not meet."""
    for line, text in lines_of(path, ignore):
        told = ignore if is_of_first_reading(text) else on_fault
        if text.strip() and (found := read_entity(path, line, text, told)) is not None:
            yield found


def is_of_first_reading(text: str) -> bool:
    return '"Occupancy"' in text or '"Position"' in text


def ignore(fault: CodebookError) -> None:
    """For faults that are told elsewhere."""


def read_entity(path: Path, line: int, text: str, on_fault: OnFault) -> Entity | None:
    try:
        found = entity_of(json.loads(text), line)
    except (ValueError, RecursionError) as error:
        what = "not JSON" + (f": {error.msg}" if isinstance(error, json.JSONDecodeError) else "")
        on_fault(CodebookError(what, path=path, line=line, remedy=REMEDY))
        return None
    if found is None:
        what = "no entity: it lacks a text `id`, a text `schema`, or `properties` with lists"
        on_fault(CodebookError(what, path=path, line=line, remedy=REMEDY))
    return found


def entity_of(value: object, line: int) -> Entity | None:
    if not isinstance(value, dict):
        return None
    id_, schema, properties, caption = (value.get(name) for name in ("id", "schema", "properties", "caption"))
    if not isinstance(id_, str) or not isinstance(schema, str) or not isinstance(properties, dict):
        return None
    if not all(isinstance(values, list) for values in properties.values()):
        return None
    seen = value.get("first_seen", value.get("firstSeen"))
    first_seen = seen[:10] if isinstance(seen, str) and is_day(seen[:10]) else None
    return Entity(line, id_, schema, caption if isinstance(caption, str) else "", properties, first_seen)


def nested(entity: Entity, name: str) -> list[Entity]:
    """The entities that stand whole inside the property."""
    found = (entity_of(value, entity.line) for value in entity.properties.get(name, ()) if isinstance(value, dict))
    return [each for each in found if each is not None]


def tenure(entity: Entity, post: str) -> Tenure:
    """The earliest start and the latest end, where sources differ; the schema lets declarations stand for a start."""
    starts = _days(entity, "startDate") or _days(entity, "declarationDate", "date")
    ends = _days(entity, "endDate")
    start, end = min(starts, default=None), max(ends, default=None)
    if start and end and end < start[: len(end)]:
        start = None
    return Tenure(post, start, end, next(iter(entity.texts("status")), None), entity.first_seen)


def _days(entity: Entity, *names: str) -> list[str]:
    return [text[:10] for text in entity.texts(*names) if is_day(text[:10])]
