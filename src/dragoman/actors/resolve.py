"""From drafts to identities: persons, descriptions, acronyms, pairs, countries, pronouns, counterparts, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dragoman.actors.acronyms import join_acronyms
from dragoman.actors.base import Country
from dragoman.actors.counterparts import identify_counterparts
from dragoman.actors.descriptions import (
    as_individual,
    described_group,
    described_individual,
    holder,
    identify,
    is_definite,
)
from dragoman.actors.draft import Draft
from dragoman.actors.identity import Individual, individuals_of, write_back
from dragoman.actors.links import link_appositions
from dragoman.actors.pairs import add_pairs
from dragoman.actors.people import People
from dragoman.actors.placing import EVERYWHERE, FOCUS, PLACE, focus_of, place_agents
from dragoman.actors.pronouns import add_pronouns
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.actors.words import plain
from dragoman.model import ActorKind

NOT_SLUG = re.compile(r"[^a-z0-9]+")
IDLE_UNLESS_PLURAL = frozenset({"side", "country", "nation", "state", "person", "power", "party", "member", "family", "counterpart"})
SERVES = 0.85


class Resolver:
    """Gives every draft of a report its identity."""

    def __init__(self, people: People, countries: Mapping[str, Country]) -> None:
        self.people, self.countries = people, countries

    def resolve(self, reading: Reading) -> None:
        link_appositions(reading)
        individuals = individuals_of(reading.drafts, self.people, reading.day)
        settle_countries(reading, individuals)
        for individual in individuals:
            write_back(individual, person_id(individual))
        self.describe(reading, individuals)
        join_acronyms(reading)
        number(reading.drafts)
        salience = Salience(reading.doc, reading.drafts)
        add_pairs(reading, salience, self.countries)
        place_agents(reading, salience, self.countries)
        number(draft for draft in reading.drafts if draft.kind is ActorKind.AGENT)
        add_pronouns(reading, salience)
        ids = {individual.name: person_id(individual) for individual in individuals}
        identify_counterparts(reading, salience, individuals, self.people, ids)
        reading.drafts = [draft for draft in reading.drafts if not is_idle(draft)]
        number(draft for draft in reading.drafts if draft.noun == "counterpart" and not draft.id)

    def describe(self, reading: Reading, individuals: list[Individual]) -> None:
        """Find the persons and groups behind offices and nouns standing alone."""
        focus = focus_of(reading)
        last_group: Draft | None = None
        for draft in reading.drafts:
            if draft.kind is ActorKind.GROUP:
                last_group = draft
            elif draft.kind is ActorKind.AGENT and draft.noun is not None:
                if draft.same is not None:
                    identify(draft, individual_of(draft.same, individuals), draft.same.id, 1.0)
                elif last_group is not None and described_group(reading, draft):
                    draft.kind, draft.name, draft.country = ActorKind.GROUP, last_group.name, last_group.country
                    draft.rule, draft.certain = f"description: {draft.noun}", 0.5
                elif is_definite(reading, draft):
                    self.describe_one(draft, individuals, focus, reading.day)

    def describe_one(self, draft: Draft, individuals: list[Individual], focus: str | None, day: date | None) -> None:
        if found := described_individual(draft, individuals):
            individual, certain = found
            identify(draft, individual, person_id(individual), certain)
        elif person := holder(draft, draft.country or focus, self.people, day):
            individual = as_individual(draft, person)
            individuals.append(individual)
            identify(draft, individual, person_id(individual), 1.0 if draft.country else PLACE)


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
                individual.rule, individual.certain = "serves", SERVES
    focus = focus_of(reading)
    for individual in individuals:
        if individual.country is None and individual.office is not None and individual.sector not in EVERYWHERE:
            individual.country, individual.certain = focus, FOCUS
            individual.rule += ", focus"


def number(drafts: Iterable[Draft]) -> None:
    """Give each draft the id of its actor, where it has none or is an agent, whose country may have come since."""
    for draft in each(drafts):
        if not draft.id or draft.kind is ActorKind.AGENT:
            draft.id = identifier(draft)


def each(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts and the members of those that stand for several."""
    for draft in drafts:
        yield draft
        yield from draft.members


def is_idle(draft: Draft) -> bool:
    """Whether a noun names no actor after all: "on its side", "in person"."""
    return draft.kind is ActorKind.AGENT and not draft.members and not draft.plural and (
        draft.noun in IDLE_UNLESS_PLURAL and not (draft.noun == "counterpart" and draft.country)
    )


def person_id(individual: Individual) -> str:
    return f"person:{slug(individual.term.name if individual.term else individual.name)}"


def identifier(draft: Draft) -> str:
    if draft.kind is ActorKind.COUNTRY:
        return f"country:{draft.country}"
    scope = f"{draft.country.lower()}:" if draft.kind is ActorKind.AGENT and draft.country else ""
    return f"{draft.kind}:{scope}{slug(draft.name)}"


def slug(name: str) -> str:
    return NOT_SLUG.sub("-", plain(name).lower()).strip("-") or "unnamed"
