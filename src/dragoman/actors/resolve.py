"""From drafts to identities: persons, descriptions, countries by focus, pairs and pronouns, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.actors.base import Country
from dragoman.actors.descriptions import as_individual, described_individual, holder, identify, is_definite
from dragoman.actors.draft import Draft
from dragoman.actors.focus import EVERYWHERE, focus_of, local_country
from dragoman.actors.identity import Individual, individuals_of, write_back
from dragoman.actors.links import link_appositions
from dragoman.actors.mentions import Reading
from dragoman.actors.people import People
from dragoman.actors.pronouns import COUNTRY_WORDS, add_pairs, add_pronouns
from dragoman.actors.salience import Salience
from dragoman.actors.words import plain
from dragoman.model import ActorKind

NOT_SLUG = re.compile(r"[^a-z0-9]+")
IDLE_UNLESS_PLURAL = frozenset({"side", "country", "nation", "state", "person", "power", "party", "member", "family"})
LOCAL, BY_FOCUS = 0.6, 0.4


class Resolver:
    """Gives every draft of a report its identity."""

    def __init__(self, people: People, countries: dict[str, Country]) -> None:
        self.people, self.countries = people, countries

    def resolve(self, reading: Reading) -> None:
        link_appositions(reading)
        individuals = individuals_of(reading.drafts, self.people, reading.day)
        settle_countries(reading, individuals)
        for individual in individuals:
            write_back(individual, person_id(individual))
        salience = Salience(reading.doc, reading.drafts)
        self.describe(reading, individuals)
        for draft in each(reading.drafts):
            draft.id = draft.id or identifier(draft)
        add_pairs(reading, salience, self.countries)
        place_agents(reading, salience)
        for draft in reading.drafts:
            if draft.kind is ActorKind.AGENT:
                draft.id = identifier(draft)
        add_pronouns(reading, salience)
        reading.drafts = [draft for draft in reading.drafts if not is_idle(draft)]

    def describe(self, reading: Reading, individuals: list[Individual]) -> None:
        """Find the persons behind offices standing alone."""
        focus = focus_of(reading)
        for draft in sorted(reading.drafts, key=lambda draft: draft.start):
            if draft.kind is not ActorKind.AGENT or draft.noun is None:
                continue
            if draft.same is not None:
                identify(draft, individual_of(draft.same, individuals), draft.same.id, 1.0)
            elif is_definite(reading, draft):
                self.describe_one(draft, individuals, focus, reading.day)

    def describe_one(self, draft: Draft, individuals: list[Individual], focus: str | None, day: date | None) -> None:
        if found := described_individual(draft, individuals):
            individual, certain = found
            identify(draft, individual, person_id(individual), certain)
        elif person := holder(draft, draft.country or focus, self.people, day):
            individual = as_individual(draft, person)
            individuals.append(individual)
            identify(draft, individual, person_id(individual), 1.0 if draft.country else LOCAL)


def each(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts and the members of those that stand for several."""
    for draft in drafts:
        yield draft
        yield from draft.members


def is_idle(draft: Draft) -> bool:
    """Whether a noun names no actor after all: "on its side", "in person"."""
    return draft.kind is ActorKind.AGENT and not draft.members and draft.noun in IDLE_UNLESS_PLURAL and not draft.plural


def individual_of(draft: Draft, individuals: Sequence[Individual]) -> Individual:
    return next(individual for individual in individuals if draft in individual.drafts)


def settle_countries(reading: Reading, individuals: Sequence[Individual]) -> None:
    """Office holders without a country have that of the person they serve, else of the report's focus."""
    of_draft = {id(draft): individual for individual in individuals for draft in individual.drafts}
    for individual in individuals:
        if individual.country is None:
            served = (of_draft.get(id(draft.via)) for draft in individual.drafts if draft.via is not None)
            individual.country = next((other.country for other in served if other is not None and other.country), None)
            if individual.country is not None:
                individual.rule, individual.certain = "serves", 0.85
    focus = focus_of(reading)
    for individual in individuals:
        if individual.country is None and individual.office is not None and individual.sector not in EVERYWHERE:
            individual.country, individual.certain = focus, BY_FOCUS
            individual.rule += ", focus"


def place_agents(reading: Reading, salience: Salience) -> None:
    """Generic actors whose words tell no country: that of the person in possession, of the place, of the focus."""
    focus = focus_of(reading)
    for draft in reading.drafts:
        if draft.kind is not ActorKind.AGENT or draft.country is not None or draft.members:
            continue
        if draft.via is not None and draft.via.country:
            draft.country = draft.via.country
        elif draft.sector not in EVERYWHERE and draft.noun not in COUNTRY_WORDS:
            place = local_country(reading, draft, salience.in_sentence(draft.head))
            draft.country, draft.certain = (place, LOCAL) if place else (focus, BY_FOCUS)
            draft.rule += ", place" if place else ", focus"


def person_id(individual: Individual) -> str:
    return f"person:{slug(individual.term.name if individual.term else individual.name)}"


def identifier(draft: Draft) -> str:
    if draft.kind is ActorKind.COUNTRY:
        return f"country:{draft.country}"
    scope = f"{draft.country.lower()}:" if draft.kind is ActorKind.AGENT and draft.country else ""
    return f"{draft.kind}:{scope}{slug(draft.name)}"


def slug(name: str) -> str:
    return NOT_SLUG.sub("-", plain(name).lower()).strip("-") or "unnamed"
