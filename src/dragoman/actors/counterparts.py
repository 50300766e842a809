""" "His Chinese counterpart": whoever has the same office in the other country."""

from __future__ import annotations

from dragoman.actors.descriptions import described_individual, holder, identify
from dragoman.actors.draft import Draft
from dragoman.actors.identity import Individual
from dragoman.actors.people import People
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.model import ActorKind

CERTAIN = 0.7


def identify_counterparts(
    reading: Reading, salience: Salience, individuals: list[Individual], people: People, identifier: dict[str, str]
) -> None:
    """Give each counterpart the office of the person it is one of, and by it a name where base or report tell one.

    `identifier` gives the id of the report's persons by name.
    """
    for draft in [draft for draft in reading.drafts if draft.noun == "counterpart"]:
        origin = origin_of(reading, draft, salience)
        if origin is None:
            continue
        draft.sector, draft.other_sectors, draft.office = origin.sector, origin.other_sectors, origin.office
        if draft.kind is ActorKind.PERSON or draft.plural or origin.office is None:
            continue
        others = [individual for individual in individuals if identifier.get(individual.name) != origin.id]
        if draft.country and (found := described_individual(draft, others)) and found[0].country == draft.country:
            identify(draft, found[0], identifier[found[0].name], CERTAIN)
        elif person := holder(draft, draft.country, people, reading.day):
            draft.kind, draft.name, draft.id = ActorKind.PERSON, person.name, ""
            draft.rule, draft.certain = f"base: {person.office}", CERTAIN


def origin_of(reading: Reading, draft: Draft, salience: Salience) -> Draft | None:
    """The possessor, or else the likeliest person before."""
    for index in range(draft.start, draft.head):
        inner = reading.at_head.get(index)
        if inner is not None and inner is not draft and inner.kind in (ActorKind.PERSON, ActorKind.AGENT):
            return inner
    return next((other for other in salience.before(draft.start) if other.office and other is not draft), None)
