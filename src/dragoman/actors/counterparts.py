""" "His Chinese counterpart": whoever has the same office in the other country."""

from __future__ import annotations

from dragoman.actors.descriptions import Roster, as_individual, holder, identify
from dragoman.actors.draft import Draft
from dragoman.actors.identity import Individual, write_back
from dragoman.actors.people import People
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.model import ActorKind

CERTAIN = 0.7


def identify_counterparts(reading: Reading, salience: Salience, roster: Roster, people: People) -> None:
    """Give each counterpart the office of the person it is one of, and by it a name where base or report tell one."""
    for draft in reading.drafts:
        if draft.noun != "counterpart" or (origin := origin_of(reading, draft, salience)) is None:
            continue
        if draft.same is not None:
            tell_office(roster.of_draft[id(draft.same)], origin)
        draft.sector, draft.other_sectors, draft.office = origin.sector, origin.other_sectors, origin.office
        if draft.kind is ActorKind.AGENT and not draft.plural and draft.country and origin.office:
            if found := roster.described(draft, besides=origin.id):
                identify(draft, found[0], CERTAIN)
            elif person := holder(draft, draft.country, people, reading.day):
                roster.add(individual := as_individual(draft, person))
                identify(draft, individual, CERTAIN)


def tell_office(individual: Individual, origin: Draft) -> None:
    """A counterpart introduced by name has the office that the report's person has."""
    if individual.office is None:
        individual.office = origin.office
        if individual.sector is None:
            individual.sector, individual.other_sectors = origin.sector, origin.other_sectors
        write_back(individual)


def origin_of(reading: Reading, draft: Draft, salience: Salience) -> Draft | None:
    """The possessor, or else the likeliest person before."""
    for index in range(draft.start, draft.head):
        inner = reading.at_head.get(index)
        if inner is not None and inner is not draft and inner.kind in (ActorKind.PERSON, ActorKind.AGENT):
            return inner
    return next((other for other in salience.before(draft.start) if other.office and other is not draft), None)
