"""From drafts to identities: persons, descriptions, acronyms, pairs, countries, pronouns, counterparts, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from spacy.tokens import Token

from dragoman.actors.acronyms import join_acronyms
from dragoman.actors.base import Country
from dragoman.actors.counterparts import identify_counterparts
from dragoman.actors.descriptions import (
    CAPTORS,
    Roster,
    as_individual,
    described_group,
    holder,
    is_definite,
    is_single,
    take_group,
)
from dragoman.actors.draft import Draft
from dragoman.actors.epithets import person_behind
from dragoman.actors.identity import Individual, individuals_of, write_back
from dragoman.actors.links import link_appositions
from dragoman.actors.names import slug
from dragoman.actors.pairs import add_pairs
from dragoman.actors.people import People
from dragoman.actors.phrases import PLACE_NOUNS, SUBJECTS
from dragoman.actors.placing import ANYWHERE, EVERYWHERE, FOCUS, PLACE, focus_of, home_of, local_country, place_agents
from dragoman.actors.pronouns import add_pronouns
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.actors.shortened import RULE as SHORT
from dragoman.model import ActorKind

IDLE_UNLESS_PLURAL = frozenset(
    {"side", "country", "nation", "state", "person", "power", "party", "member", "family", "counterpart", "visitor", "guest",
     "host", "lady", "rival", "foe", "enemy", "movement"}
)
REBELS = frozenset({"REB", "UAF", "OPP"})
OWNERS = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})
SERVES, EPITHET = 0.85, 0.7


class Resolver:
    """Gives every draft of a report its identity."""

    def __init__(self, people: People, countries: Mapping[str, Country]) -> None:
        self.people, self.countries = people, countries

    def resolve(self, reading: Reading) -> None:
        join_acronyms(reading)
        link_appositions(reading)
        individuals = individuals_of(reading.drafts, self.people, reading.day)
        salience = Salience(reading.tokens, reading.drafts)
        settle_countries(reading, individuals, salience)
        for individual in individuals:
            write_back(individual)
        roster = Roster(individuals, reading.tokens)
        self.describe(reading, roster, salience)
        number(reading.drafts)
        identify_counterparts(reading, salience, roster, self.people)
        add_pairs(reading, salience, self.countries)
        place_agents(reading, salience, self.countries)
        number(draft for draft in reading.drafts if draft.kind is ActorKind.AGENT)
        add_pronouns(reading, salience)
        reading.drafts = [draft for draft in reading.drafts if not is_idle(reading, draft)]

    def describe(self, reading: Reading, roster: Roster, salience: Salience) -> None:
        """Find the persons and groups behind offices and nouns standing alone."""
        focus = focus_of(reading)
        last_group: Draft | None = None
        gunmen: Draft | None = None
        for draft in reading.drafts:
            if draft.kind is ActorKind.AGENT and draft.plural and draft.sector == "UAF" and draft.noun not in CAPTORS:
                gunmen = draft
            if draft.kind is ActorKind.GROUP:
                last_group = draft
            elif draft.kind is ActorKind.AGENT and draft.noun is not None:
                if draft.same is not None:
                    roster.identify(draft, roster.of_draft[id(draft.same)], 1.0)
                elif last_group is not None and described_group(reading, draft):
                    take_group(draft, gunmen if gunmen is not None and draft.noun in CAPTORS else last_group)
                elif is_definite(reading, draft) and self.describe_one(draft, roster, focus, reading.day):
                    continue
                elif (person := person_behind(reading, draft, salience, roster)) is not None:
                    roster.identify(draft, person, EPITHET)

    def describe_one(self, draft: Draft, roster: Roster, focus: str | None, day: date | None) -> bool:
        """Whether report or base tell who holds the office."""
        if found := roster.described(draft, focus=focus):
            roster.identify(draft, *found)
        elif person := holder(draft, draft.country or focus, self.people, day):
            roster.add(individual := as_individual(draft, person))
            roster.identify(draft, individual, 1.0 if draft.country else PLACE)
        else:
            return False
        return True


def settle_countries(reading: Reading, individuals: Sequence[Individual], salience: Salience) -> None:
    """Office holders without a country have that of the person they serve, else of the place where they are met, else of
    the report's focus, unless somebody else has that office there."""
    of_draft = {id(draft): individual for individual in individuals for draft in individual.drafts}
    for individual in individuals:
        if individual.country is None:
            served = (of_draft.get(id(draft.via)) for draft in individual.drafts if draft.via is not None)
            individual.country = next((other.country for other in served if other is not None and other.country), None)
            if individual.country is not None:
                individual.rule, individual.certain = "serves", SERVES
    focus, home = focus_of(reading), home_of(reading)
    for draft in reading.drafts:
        if draft.same is not None and reading.tokens[draft.start].lower_ == "its":
            take_owner(of_draft[id(draft.same)], draft, salience)
    for individual in individuals:
        told = individual.office is not None or individual.sector is not None
        if individual.country is None and told and individual.sector not in EVERYWHERE and individual.office not in ANYWHERE:
            guess(reading, individual, individuals, salience, (focus, home))


def take_owner(individual: Individual, description: Draft, salience: Salience) -> None:
    """ "Its foreign minister, Rosa Weil": of the state or body spoken of before."""
    before = salience.before(description.start, reach=1)
    owner = next((other for other in before if other.kind in OWNERS and not other.members), None)
    if owner is None or individual.country is not None:
        return
    if owner.country is not None:
        individual.country, individual.certain = owner.country, PLACE
    elif owner.sector in EVERYWHERE:
        individual.sector, individual.other_sectors = owner.sector, ()
    individual.rule += f", of {owner.name}"


def guess(
    reading: Reading, individual: Individual, individuals: Sequence[Individual], salience: Salience,
    of_report: tuple[str | None, str | None],
) -> None:
    """The likeliest country of an office holder that no words tell, but none whose holder of the office is known;
    `of_report`: the countries that the report is about, and that it was sent from."""
    focus, home = of_report
    first = individual.drafts[0]
    rivals = {other.country for other in individuals if is_single(individual.office) and other.office == individual.office}
    for country, why in (
        (rebels_before(salience, first) if individual.sector in REBELS else None, "rebels"),
        (meeting_place(reading, first, salience), "place"),
        (state_before(salience, first, home), "spoken of before"),
        (focus, "focus"),
    ):
        if country is not None and country not in rivals:
            individual.country, individual.certain = country, FOCUS
            individual.rule += f", {why}"
            return


def rebels_before(salience: Salience, draft: Draft) -> str | None:
    """The country of the rebels or the opposition spoken of before."""
    before = salience.before(draft.start)
    return next((o.country for o in before if o.country and (o.sector in REBELS or "OPP" in o.other_sectors)), None)


def state_before(salience: Salience, draft: Draft, home: str | None) -> str | None:
    """The state that acts, or is alone, in what stands before in this sentence, else in the one before it; of several, that of
    the dateline."""
    for reach in (0, 1):
        before = salience.before(draft.start, reach, in_paragraph=True)
        found = [
            other for other in before
            if other.kind is ActorKind.COUNTRY and not other.members and not names_a_town(salience.tokens[other.head])
            and (other.country == home or not (other.rule == "locative" or modifies(salience.tokens[other.head])))
        ]
        acting = [other for other in found if salience.tokens[other.head].dep_ in SUBJECTS]
        states = {other.country for other in acting[:1] or found}
        if states:
            return states.pop() if len(states) == 1 else home if home in states else None
    return None


def names_a_town(head: Token) -> bool:
    """"The Japanese city of Sendai": no state acts there."""
    return head.dep_ == "amod" and head.head.lower_ in PLACE_NOUNS


def modifies(head: Token) -> bool:
    """"Soviet planes": the state is not the one that is spoken of, unless the report is from there."""
    return head.dep_ in ("amod", "compound", "nmod")


def meeting_place(reading: Reading, draft: Draft, salience: Salience) -> str | None:
    """The place of the sentence, for a person who does not act in it ("held talks with President … in Nairobi")."""
    if reading.tokens[draft.head].dep_ in SUBJECTS:
        return None
    return local_country(reading, salience.around(draft))


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


def is_idle(reading: Reading, draft: Draft) -> bool:
    """Whether a noun names no actor after all: "on its side", "in person"; but "the ruling party" does."""
    before = reading.tokens[draft.start : draft.head]
    if draft.kind is not ActorKind.AGENT or draft.members or draft.plural or draft.noun not in IDLE_UNLESS_PLURAL or (
        draft.rule.startswith(SHORT)
    ):
        return False
    return all(token.tag_ in ("DT", "PRP$") for token in before) and not (draft.noun == "counterpart" and draft.country)


def identifier(draft: Draft) -> str:
    if draft.kind is ActorKind.COUNTRY:
        return f"country:{draft.country}"
    scope = f"{draft.country.lower()}:" if draft.kind is ActorKind.AGENT and draft.country else ""
    return f"{draft.kind}:{scope}{slug(draft.name)}"
