"""Plural words that stand for two known actors: "both sides", "the two leaders", "the pair", "their countries"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from dragoman.actors.base import Country
from dragoman.actors.draft import Draft
from dragoman.actors.reading import Reading
from dragoman.actors.salience import REACH, SUBJECTS, Salience
from dragoman.model import ActorKind

COUNTRY_WORDS = frozenset({"country", "nation", "state", "government", "neighbour", "neighbor", "capital", "power",
    "side", "party",
                           "ally", "rival", "people"})
PERSON_WORDS = frozenset({"leader", "minister", "president", "official", "man", "counterpart", "pair", "diplomat",
    "head", "chief",
                          "politician", "premier", "prime minister", "foreign minister", "envoy", "head of state", "duo",
                          "negotiator", "chief negotiator"})
BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.COUNTRY})
LIKELY, UNSURE = 0.7, 0.5
BOTH = frozenset({"both", "two"})


def add_pairs(reading: Reading, salience: Salience, countries: Mapping[str, Country]) -> None:
    """Let "the two leaders", "both sides", "the pair", "their countries" stand for the two actors in mind."""
    for draft in list(reading.drafts):
        if draft.kind is ActorKind.AGENT and draft.noun is not None and (members := pair_of(reading, salience, draft,
        countries)):
            draft.members = members
            draft.rule, draft.certain = f"pair: {draft.noun}", LIKELY
    for token in reading.tokens:
        if token.lower_ in ("pair", "duo", "two", "both", "sides") and token.i not in reading.at_head and stands_for_two(token):
            persons = last_two(salience, token.i, persons_only=True, reach=0) or last_two(
                salience, token.i, persons_only=token.lower_ in ("pair", "duo")
            )
            if persons is not None:
                start = token.i - (token.i > 0 and salience.tokens[token.i - 1].tag_ == "DT")
                draft = Draft(start, token.i + 1, token.i, persons[0].kind, persons[0].name, f"pair: {token.lower_}",
                              certain=UNSURE,
                              plural=True, members=persons)
                salience.add(reading.add(draft))


def stands_for_two(token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "of":
        return False
    if token.dep_ not in SUBJECTS | {"pobj", "dobj", "poss"}:
        return False
    the = token.i > 0 and token.nbor(-1).lower_ in ("the", "both")
    return token.lower_ == "both" or the


def pair_of(reading: Reading, salience: Salience, draft: Draft, countries: Mapping[str, Country]) -> list[Draft] | None:
    words = {token.lower_ for token in reading.tokens[draft.start : draft.head]}
    if not draft.plural and draft.noun not in ("pair", "duo"):
        return None
    if draft.country is not None or not (words & BOTH or ("their" in words and draft.noun in ("country", "nation",
        "government"))):
        return None
    if draft.noun in COUNTRY_WORDS:
        two = last_two_countries(salience.before(draft.start), from_persons="their" in words)
        if two is None:  # "Relations between the two countries soured after Iran and Iraq …"
            two = last_two_countries(iter(salience.in_sentence(draft.head)), from_persons=False)
        return two and [as_state(member, countries) for member in two]
    return last_two(salience, draft.start, persons_only=True) if draft.noun in PERSON_WORDS else None


def as_state(draft: Draft, countries: Mapping[str, Country]) -> Draft:
    """The state whose the actor is."""
    code = draft.country or ""
    name = countries[code].name if code in countries else code
    return draft.copy(kind=ActorKind.COUNTRY, name=name, id=f"country:{code}", sector="GOV", other_sectors=(), office=None)


def distinct(drafts: Iterator[Draft], *, persons_only: bool) -> Iterator[Draft]:
    seen: set[str] = set()
    for draft in drafts:
        person = draft.kind is ActorKind.PERSON or (draft.office is not None and not draft.plural)
        fits = person or (not persons_only and draft.kind in BODIES)
        if fits and not draft.members and draft.id not in seen:
            seen.add(draft.id)
            yield draft


def last_two(salience: Salience, index: int, *, persons_only: bool, reach: int = REACH) -> list[Draft] | None:
    found = distinct(salience.before(index, reach), persons_only=persons_only)
    two = [draft for draft, _ in zip(found, range(2), strict=False)]
    return sorted(two, key=lambda draft: draft.start) if len(two) == 2 else None


def last_two_countries(mentions: Iterator[Draft], *, from_persons: bool) -> list[Draft] | None:
    """The countries of the last two persons ("their countries") or the last two countries named."""
    by_country: dict[str, Draft] = {}
    for draft in mentions:
        fits = draft.kind is ActorKind.PERSON or (not from_persons and draft.kind is ActorKind.COUNTRY)
        if fits and draft.country and not draft.members:
            by_country.setdefault(draft.country, draft)
        if len(by_country) == 2:
            return sorted(by_country.values(), key=lambda draft: draft.start)
    return None
