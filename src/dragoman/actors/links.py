"""Appositions: "Hassan Rouhani, the Iranian president" and "the Iranian president, Hassan Rouhani"."""

from __future__ import annotations

from dragoman.actors.draft import Draft
from dragoman.actors.modifiers import linked_at
from dragoman.actors.phrases import skip_space, skip_space_back
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})
EMPTY = frozenset(
    {"visitor", "guest", "host", "lady", "rival", "foe", "adversary", "ally", "enemy", "friend", "partner", "critic", "puppet"}
)
"""Nouns that tell nothing of a person's sector and country ("President Musharraf, a U.S. ally")."""
RELATION_REACH = 8
"""Tokens of an apposition that are searched for somebody with a country."""


def link_appositions(reading: Reading) -> None:
    """Mark each singular description that stands beside a person as the same, and let it tell office and country."""
    by_start = {draft.start: draft for draft in reading.drafts if draft.kind is ActorKind.PERSON}
    bodies = {draft.start: draft for draft in reading.drafts if draft.kind in BODIES and draft.country is None}
    by_end = {draft.end: draft for draft in reading.drafts if draft.kind is ActorKind.PERSON}
    for draft in reading.drafts:
        if draft.kind is ActorKind.AGENT and not draft.plural:
            person = beside(reading, draft, by_start, by_end)
            if person is not None:
                draft.same = person
                person.via = person.via or draft.via
                tell(draft, person)
        if draft.kind is ActorKind.AGENT and reading.tokens[min(draft.end, len(reading.tokens) - 1)].text == ",":
            body = bodies.get(draft.end + 1)
            if body is not None and body.rule == "entity":  # "Chile's largest labour federation, the CUT"
                body.country, body.sector = draft.country, body.sector or draft.sector
    for draft in reading.drafts:
        if draft.kind is ActorKind.PERSON and draft.country is None:
            take_from_relation(reading, draft)


def beside(reading: Reading, draft: Draft, by_start: dict[int, Draft], by_end: dict[int, Draft]) -> Draft | None:
    """The person in apposition: by the parse, or set off by a comma on the near side."""
    tokens = reading.tokens
    head = tokens[draft.head]
    if head.dep_ == "appos":
        other = reading.at_head.get(head.head.i)
        if other is not None and other.kind is ActorKind.PERSON:
            return other
    for child in head.rights:
        if child.dep_ == "appos" and (other := reading.at_head.get(child.i)) and other.kind is ActorKind.PERSON:
            return other
    start = skip_space_back(tokens, draft.start)
    if start > 1 and tokens[start - 1].text == ",":
        other = by_end.get(start - 1)
        if other is not None and is_open(other):
            return other
    end = end_of_phrase(reading, draft)
    if end < len(tokens) and tokens[end].text == ",":
        other = by_start.get(skip_space(tokens, end + 1))
        if other is not None and other.kind is ActorKind.PERSON and is_open(other):
            return other
    return None


def end_of_phrase(reading: Reading, draft: Draft) -> int:
    """Where the description ends, with a phrase of its own: "a spokesman for the rebels"."""
    at = linked_at(reading, draft)
    if at is None:
        return draft.end
    inner = reading.taken.get(at) or reading.at_head.get(at)
    name = reading.name_at.get(at)
    return inner.end if inner is not None else name.end if name is not None else draft.end


def is_open(person: Draft) -> bool:
    """Whether the person's own title leaves room for an office ("the foreign minister, Professor …")."""
    return person.office is None or rank_of(person.office) is Rank.OTHER


def tell(draft: Draft, person: Draft) -> None:
    if draft.noun in EMPTY:
        return
    if draft.office is not None and is_open(person) and rank_of(draft.office) is not Rank.OTHER:
        person.office, person.sector, person.other_sectors = draft.office, draft.sector, draft.other_sectors
    person.country = person.country or draft.country
    person.office = person.office or draft.office
    person.former = person.former or draft.former
    if person.sector is None:
        person.sector, person.other_sectors = draft.sector, draft.other_sectors


def take_from_relation(reading: Reading, person: Draft) -> None:
    """ "Kim Yo Jong, the sister of North Korean leader Kim Jong Un": the country of whom the apposition names."""
    tokens = reading.tokens
    nouns = (child for child in tokens[person.head].rights if child.dep_ == "appos" and child.i not in reading.at_head)
    noun = next(nouns, None)
    if noun is None:
        return
    for index in range(noun.i, min(noun.i + RELATION_REACH, len(tokens))):
        other = reading.taken.get(index) or reading.at_head.get(index)
        if tokens[index].text == ",":
            return
        if other is not None and other is not person and other.country:
            person.country = other.country
            return
