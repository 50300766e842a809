"""The names in a report: hits of the tables, entities of the pipeline, and surnames that take up a full name.

Tables come first, since the small pipeline's labels are often wrong for names that the news knows well; the pipeline's
entities add the names that no table has; a surname met before as a part of a full name is that person's, whatever the
pipeline calls it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from dragoman.actors.base import Person
from dragoman.actors.gazetteer import Entry, Hit, OfficeHit, Sense
from dragoman.actors.names import PARTICLES, name_key, short_forms
from dragoman.actors.phrases import is_dash, skip_space
from dragoman.actors.words import Words

INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
ENTITY_LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "people", "FAC": "organisation"}
MISTAKEN = frozenset({"organisation", "people", "place"})
"""Labels under which the pipeline may have a short form of a person's name."""
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "north-eastern",
     "mainland", "northeastern", "northwestern", "southeastern", "southwestern", "rural", "upper", "lower",
     "occupied"}
)
COLLECTIVES = frozenset(
    {"campaign", "administration", "government", "caucus", "team", "foundation", "cabinet", "committee", "council",
     "brigade", "army"}
)
"""Last words that no person's name has, in capitals in a headline."""
NO_NAMES = frozenset({"staff", "assembly", "secretariat", "command", "headquarters", "directorate", "council"})
"""Words after a rank or title that make it a body ("the General Staff")."""
STORMS = frozenset({"cyclone", "hurricane", "typhoon", "storm", "tropical", "covid-19", "camp", "mount", "lake"})
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "dame", "madam"})
ROYAL = frozenset(
    {"prince", "princess", "king", "queen", "emperor", "pope", "sheikh", "sheik", "lord", "lady", "crown", "bishop"}
)
"""Titles that the tables have as parts of names."""
CLOSED = frozenset({"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM", "PUNCT"})
TIMES = frozenset({"DATE", "TIME", "EVENT", "LAW", "PRODUCT"})


class Label(StrEnum):
    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"
    PLACE = "place"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end`, what they name, and the entries of the tables (none for a name only the pipeline knows).
    `together`: the name stands for all entries at once ("the Koreas")."""

    start: int
    end: int
    label: Label
    entries: tuple[Entry, ...] = ()
    together: bool = False


def find_names(
    doc: Doc, words: Words, hits: Sequence[Hit], offices: Sequence[OfficeHit], prominent: Callable[[str], bool]
) -> list[Name]:
    """The names in order, without overlaps; `prominent` tells whether a bare surname means one known person."""
    found = {hit.start: Name(hit.start, hit.end, label_of(hit, words.tokens), hit.entries) for hit in hits}
    owner: dict[int, Name] = {index: name for name in found.values() for index in range(name.start, name.end)}
    in_office = {index for office in offices for index in range(office.start, office.end)}
    titles = {office.end for office in offices if not office.plural}
    for entity in doc.ents:
        if entity.label_ in ENTITY_LABELS:
            label = Label(ENTITY_LABELS[entity.label_])
            if label in (Label.ORGANISATION, Label.PEOPLE) and is_titled(entity.start, words.tokens, titles):
                label = Label.PERSON
            name = entity_name(entity.start, entity.end, label, words.tokens, owner, in_office)
            if name is not None:
                replace(owner, name)
        elif entity.label_ == "LOC" and is_region(words.tokens, entity.start, entity.end, owner):
            for index in range(entity.start, entity.end):
                owner.pop(index, None)
    for office in offices:
        if not office.plural and (name := name_after_title(office.end, words.tokens, owner, in_office)):
            replace(owner, name)
    for name in cut_short(words.tokens, owner):
        replace(owner, name)
    for name in misread_persons(words.tokens, owner):
        replace(owner, name)
    for name in surnames(words.tokens, owner, in_office, prominent):
        replace(owner, name)
    return sorted(set(owner.values()), key=lambda name: name.start)


def is_region(tokens: Sequence[Token], start: int, end: int, owner: dict[int, Name]) -> bool:
    """Whether a place only has a country in its name: "the South China Sea", "North America", but not "northern Iraq"."""
    known = [index for index in range(start, end) if index in owner and owner[index].label in (Label.COUNTRY, Label.DEMONYM)]
    others = [tokens[index] for index in range(start, end) if index not in owner and tokens[index].pos_ != "DET"]
    if not known or not others:
        return False
    return tokens[known[-1]].text in ("America", "Americas") or any(token.lower_ not in DIRECTIONS for token in others)


def cut_short(tokens: Sequence[Token], owner: dict[int, Name]) -> list[Name]:
    """Persons of the tables with a further surname: "Moana Carcasses Kalosil"."""
    found = []
    for name in set(owner.values()):
        after = owner.get(name.end)
        free = after is None or (after.label is Label.PERSON and not after.entries and after.end - after.start == 1)
        full = name.label is Label.PERSON and name.end - name.start > 1
        if full and free and name.end < len(tokens) and goes_on(tokens, name.end):
            found.append(Name(name.start, name.end + 1, Label.PERSON, name.entries))
    return found


def misread_persons(tokens: Sequence[Token], owner: dict[int, Name]) -> list[Name]:
    """Full names that the pipeline takes for bodies, though it knows the surname alone for a person's."""
    names = set(owner.values())
    surnames = {tokens[name.start].text for name in names if name.label is Label.PERSON and name.end - name.start == 1}
    return [
        Name(name.start, name.end, Label.PERSON)
        for name in names
        if name.label is Label.ORGANISATION and not name.entries and 2 <= name.end - name.start <= 3
        and tokens[name.end - 1].text in surnames and all(token.is_title for token in tokens[name.start : name.end])
    ]


def name_after_title(end: int, tokens: Sequence[Token], owner: dict[int, Name], in_office: set[int]) -> Name | None:
    """The capitalised words after a title, or of two and more after title and comma, that no table claims."""
    comma = end < len(tokens) and tokens[end].text == ","
    start = at = after_honorific(tokens, skip_space(tokens, end + comma))
    while at < len(tokens) and is_name_word(tokens, at) and at not in in_office and not (at in owner and owner[at].entries):
        at += 1
    while at > start and (tokens[at - 1].text == "-" or tokens[at - 1].text in PARTICLES):
        at -= 1
    if at == start or tokens[start].lower_ in NO_NAMES:
        return None
    if comma and (at - start < 2 or at >= len(tokens) or tokens[at].text not in (",", ".")):
        return None
    return Name(start, at, Label.PERSON)


def after_honorific(tokens: Sequence[Token], at: int) -> int:
    return at + (at < len(tokens) and tokens[at].lower_ in HONORIFICS)


def is_name_word(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text[0].isupper():
        ends = token.text[-1].isalpha() or INITIALS.fullmatch(token.text) is not None
        return token.pos_ not in CLOSED and token.ent_type_ not in TIMES and ends
    return token.lower_ in PARTICLES or token.text == "-" or tokens[at - 1].text == "-"


def is_titled(start: int, tokens: Sequence[Token], titles: set[int]) -> bool:
    """Whether a title stands before the entity, so that it is a person whatever the pipeline calls it."""
    return start in titles or (start > 0 and tokens[start - 1].lower_ in HONORIFICS)


def replace(owner: dict[int, Name], name: Name) -> None:
    """Let the name own its tokens; names that lose one are dropped."""
    for index in range(name.start, name.end):
        if (old := owner.get(index)) is not None:
            for lost in range(old.start, old.end):
                owner.pop(lost, None)
    for index in range(name.start, name.end):
        owner[index] = name


def label_of(hit: Hit, tokens: Sequence[Token]) -> Label:
    """The capacity in which an ambiguous name is meant: the pipeline's label decides, else the order of Sense."""
    senses = hit.senses()
    if len(senses) > 1:
        entity = ENTITY_LABELS.get(tokens[hit.start].ent_type_)
        if entity in senses:
            return Label(entity)
    return Label(min(senses, key=list(Sense).index))


def entity_name(
    start: int, end: int, label: Label, tokens: Sequence[Token], owner: dict[int, Name], in_office: set[int]
) -> Name | None:
    """The entity as a name, trimmed; None where the tables know better."""
    while start < end and (tokens[start].pos_ in ("DET", "PUNCT", "SPACE",
        "ADP") or (label is Label.PERSON and start in in_office)):
        start += 1
    for index in range(start, end):
        token = tokens[index]
        if is_dash(token):
            end = index
            break
        if token.text.count("\n") > 1 or (label is Label.PERSON and token.is_punct and token.text not in "-'’."):
            end = index
            break
    while start < end and (tokens[end - 1].tag_ == "POS" or not tokens[end - 1].text[0].isalnum()):
        end -= 1
    if start >= end or all(index in in_office for index in range(start, end)):
        return None
    known = {owner[index].start: owner[index] for index in range(start, end) if index in owner}
    if label is Label.PERSON:
        return person_name(start, end, tokens, list(known.values()))
    if label is Label.ORGANISATION:
        return organisation_name(start, end, tokens, list(known.values()), in_office)
    return None if known else Name(start, end, label)


def person_name(start: int, end: int, tokens: Sequence[Token], known: list[Name]) -> Name | None:
    """"Israel Katz" is a person, "US Donald Trump" is one after a country; digits make no name."""
    if any(character.isdigit() for index in range(start, end) for character in tokens[index].text):
        return None
    while start < end and not tokens[start].text[0].isupper() and tokens[start].lower_ not in PARTICLES:
        start += 1
    start = min(after_honorific(tokens, start), end)
    if start >= end or not tokens[end - 1].text[0].isupper():
        return None
    if tokens[start].lower_ in STORMS:
        return None
    while end < len(tokens) and goes_on(tokens, end):
        end += 1
    for name in known:
        if name.label is Label.PERSON and name.end - name.start >= end - start:
            return None
        leads = name.start <= start and name.end < end
        if leads and (name.label in (Label.DEMONYM, Label.ORGANISATION) or tokens[name.start].text.isupper()):
            start = name.end
        elif name.label is not Label.PERSON and name.start <= start and name.end >= end:
            return None
    if start >= end:
        return None
    if tokens[end - 1].lower_ in COLLECTIVES and end - start > 1:
        return Name(start, end, Label.ORGANISATION)
    entries = next((name.entries for name in known if name.label is Label.PERSON and name.start == start < name.end - 1), ())
    return Name(start, end, Label.PERSON, entries)


def goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether the pipeline cut a name short: its last word modifies the capitalised word that follows."""
    last, after = tokens[end - 1], tokens[end]
    return (
        last.dep_ == "compound" and last.head.i == end and after.tag_ == "NNP" and after.text.istitle()
        and after.text[0].isalpha() and after.ent_type_ in ("", "PERSON")
    )


def organisation_name(
    start: int, end: int, tokens: Sequence[Token], known: list[Name], in_office: set[int]
) -> Name | None:
    """A longer organisation swallows the country in its name; what the tables know to its end stays as it is."""
    if any(index in in_office for index in range(start, end)) and end - start < 3:
        return None
    if not any(tokens[index].text[0].isupper() for index in range(start, end)):
        return None
    for name in known:
        of_country = name.label is Label.COUNTRY and is_of_phrase(tokens, start, name.start)
        if (name.end >= end and not of_country) or name.start < start:
            return None
    entries = known[0].entries if known and known[0].label in (Label.COUNTRY, Label.DEMONYM, Label.CAPITAL) else ()
    return Name(start, end, Label.ORGANISATION, entries)


def is_of_phrase(tokens: Sequence[Token], start: int, country: int) -> bool:
    """ "Communist Party of Nepal" is a name, "Government of the Bahamas" a noun with its country."""
    of = country - 1 - (tokens[country - 1].tag_ == "DT")
    return of - start >= 2 and tokens[of].lower_ in ("of", "for")


def has_given_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether an unknown name stands before the surname ("Ivanka Trump"), so that it is not the known person's."""
    if index == 0:
        return False
    before = tokens[index - 1]
    return (
        before.tag_ == "NNP" and before.dep_ == "compound" and before.head.i == index
        and before.is_title and before.lower_ not in HONORIFICS
    )


def text_of(tokens: Sequence[Token], name: Name) -> str:
    return "".join(token.text_with_ws for token in tokens[name.start : name.end])


def short_forms_met(tokens: Sequence[Token], owner: dict[int, Name]) -> tuple[set[tuple[str, ...]], set[str]]:
    """The forms that take up a full name of the report, and the given names that one person alone bears in it."""
    forms: set[tuple[str, ...]] = set()
    given: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in set(owner.values()):
        if name.label is Label.PERSON and name.end - name.start > 1 and (key := name_key(text_of(tokens, name))):
            country = next((entry.row.country for entry in name.entries if isinstance(entry.row, Person)), None)
            forms |= short_forms(key, country)
            if len(key) > 1 and len(key[0]) > 2 and key[0] not in PARTICLES | ROYAL:
                given[key[0]].add(key)
    return forms, {name for name, keys in given.items() if len({key[-1] for key in keys}) == 1}


def surnames(
    tokens: Sequence[Token], owner: dict[int, Name], in_office: set[int], prominent: Callable[[str], bool]
) -> list[Name]:
    """Single words that take up a full name of the report, where no table claims them."""
    forms, given_names = short_forms_met(tokens, owner)
    known = {form[0] for form in forms if len(form) == 1}
    found = [
        Name(name.start, name.end, Label.PERSON)
        for name in set(owner.values())
        if name.label in MISTAKEN and not name.entries and name_key(text_of(tokens, name)) in forms
    ]
    for index, token in enumerate(tokens):
        if not token.text[0].isupper() or (token.pos_ in CLOSED and token.tag_ != "NNP"):
            continue  # nor is "In Seoul" about Moon Jae-in
        old = owner.get(index)
        if old is not None and (old.entries or old.end - old.start > 1):
            continue
        if len(key := name_key(token.text)) == 1 and (
            key[0] in known
            or (key[0] in given_names and index not in in_office)
            or (token.tag_ == "NNP" and token.ent_type_ not in TIMES and index not in in_office and prominent(key[0]))
        ):
            given = has_given_name(tokens, index) and index - 1 not in owner and index - 1 not in in_office
            found.append(Name(index - given, index + 1, Label.PERSON))
    return found
