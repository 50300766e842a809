"""Names, offices and agent nouns become mentions: noun phrases with kind, country and sector."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.actors.agents import AgentHit, AgentLexicon
from dragoman.actors.base import Country, Group, Office, Organisation, OrganisationKind, Person, distance
from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import Gazetteer, OfficeHit
from dragoman.actors.names import name_key
from dragoman.actors.bearings import with_bearings
from dragoman.actors.naming import Label, Name, find_names
from dragoman.actors.people import People
from dragoman.actors.phrases import NOMINAL_TAGS, head_of, is_possessor, phrase_start
from dragoman.actors.words import words_of
from dragoman.model import ActorKind

PLACED = frozenset({Label.COUNTRY, Label.DEMONYM, Label.CAPITAL, Label.METONYM})
BODIES = frozenset({Label.ORGANISATION, Label.GROUP})
MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det"})
ADJECTIVAL = frozenset({"amod", "compound", "nmod", "poss", "advmod"})
DEALING = frozenset({"with", "against", "between", "by", "among", "on", "of", "for", "under", "about", "versus"})
REACHING = frozenset({"visit", "leave", "reach", "enter", "depart", "tour", "quit", "flee", "rock", "hit", "arrive", "host"})
"""Verbs whose object is a place when it may be one."""
LINKS = frozenset({"of", "in", "from", "at", "to", "for"})
GOVERNMENT = frozenset({"government", "regime"})
FORMER = frozenset({"former", "ex", "ousted", "deposed", "late", "then", "onetime", "toppled"})
ORGANISATION_RULES = {
    OrganisationKind.IGO: "IGO", OrganisationKind.NGO: "NGO", OrganisationKind.COMPANY: "BUS", OrganisationKind.MEDIA: "JRN",
    OrganisationKind.PARTY: "PTY", OrganisationKind.MINISTRY: "GOV", OrganisationKind.AGENCY: "GOV",
    OrganisationKind.COURT: "JUD", OrganisationKind.PARLIAMENT: "LEG", OrganisationKind.RELIGIOUS: "REL",
    OrganisationKind.LABOUR: "LAB",
}
"""The sector of an organisation whose line names none."""


@dataclass(slots=True)
class Reading:
    """What is known of one report while its mentions are made."""

    doc: Doc
    tokens: list[Token]
    day: date | None
    names: list[Name]
    offices: list[OfficeHit]
    drafts: list[Draft] = field(default_factory=list)
    name_at: dict[int, Name] = field(default_factory=dict)
    office_ending: dict[int, OfficeHit] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    draft_by_head: dict[int, Draft] = field(default_factory=dict)
    person_at: dict[int, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.draft_by_head[draft.head] = draft
        return draft


class MentionMaker:
    """Makes the drafts of a report: persons first, since they swallow their titles, then offices and agents, which swallow
    their modifiers, then the names that are left."""

    def __init__(self, gazetteer: Gazetteer, agents: AgentLexicon, people: People, countries: dict[str, Country]) -> None:
        self.gazetteer, self.agents, self.people, self.countries = gazetteer, agents, people, countries

    def read(self, doc: Doc, day: date | None) -> Reading:
        words = words_of(doc)
        offices = self.gazetteer.offices.find(words)
        names = find_names(doc, words, self.gazetteer.find(words), offices, lambda surname: self.people.is_prominent(surname, day))
        names = with_bearings(names, words.tokens, self.countries)
        reading = Reading(doc, words.tokens, day, names, offices)
        reading.name_at = {index: name for name in names for index in range(name.start, name.end)}
        reading.office_ending = {office.end: office for office in offices}
        for name in names:
            if name.label is Label.PERSON:
                self.add_person(reading, name)
        for office in offices:
            if not any(index in reading.taken for index in range(office.start, office.end)):
                self.add_office(reading, office)
        for index, token in enumerate(reading.tokens):
            if token.tag_ in NOMINAL_TAGS and index not in reading.taken and index not in reading.name_at:
                hit = self.agents.ending_at(reading.tokens, index)
                if hit is not None:
                    self.add_agent(reading, hit)
        for name in names:
            if name.label is not Label.PERSON:
                add_name(reading, name)
        return reading

    # --- persons ---------------------------------------------------------------------------------------------------

    def add_person(self, reading: Reading, name: Name) -> None:
        tokens = reading.tokens
        text = reading.doc[name.start : name.end].text
        terms = tuple(entry.row for entry in name.entries if isinstance(entry.row, Person))
        draft = Draft(
            name.start, name.end, head_of(tokens, name.start, name.end), ActorKind.PERSON, text, "name",
            key=name_key(text), name_start=name.start, name_end=name.end, terms=terms,
        )
        self.read_title(reading, draft)
        reading.taken.update(range(draft.start, draft.end))
        reading.person_at.update(dict.fromkeys(range(draft.start, draft.end), reading.add(draft)))

    def read_title(self, reading: Reading, draft: Draft) -> None:
        """Walk left from the name over its titles, their countries and organisations, adjectives and a possessor."""
        tokens = reading.tokens
        floor = min(phrase_start(tokens, draft.head), draft.name_start)
        at = draft.name_start
        titled = False
        while at > 0:
            left = tokens[at - 1]
            office = reading.office_ending.get(at)
            name = reading.name_at.get(at - 1)
            if office is not None:
                set_office(draft, office.office)
                at, titled = office.start, True
            elif name is not None and name.label is not Label.PERSON and (titled or name.label is Label.DEMONYM):
                set_country(reading, draft, name)
                at = name.start
            elif left.tag_ in NOMINAL_TAGS and name is None and (hit := self.agents.ending_at(tokens, at - 1)):
                draft.sector = draft.sector or hit.agent.sector
                draft.noun = draft.noun or hit.agent.noun
                at, titled = hit.start, True
            elif titled and left.tag_ == "POS" and (name := reading.name_at.get(at - 2)):
                set_country(reading, draft, name)
                at = name.start
            elif titled and (left.pos_ == "ADJ" or left.lower_ in FORMER or left.text == "-" or left.tag_ == "PRP$"):
                draft.former = draft.former or left.lower_ in FORMER
                at -= 1
            elif titled and left.dep_ in ("compound", "nmod") and at - 1 >= floor:
                at -= 1
            else:
                break
        if titled and at > 0 and tokens[at - 1].tag_ == "DT":
            at -= 1
        draft.start = at
        draft.end = max(draft.end, draft.name_end)

    # --- offices and agents ----------------------------------------------------------------------------------------

    def add_office(self, reading: Reading, hit: OfficeHit) -> None:
        head = head_of(reading.tokens, hit.start, hit.end)
        draft = Draft(
            min(hit.start, phrase_start(reading.tokens, head)), hit.end, head, ActorKind.AGENT, hit.office.office, "office",
            noun=hit.office.office, plural=hit.plural,
        )
        if reading.tokens[head].tag_ not in NOMINAL_TAGS:
            return
        set_office(draft, hit.office)
        if draft.sector is None and (agent := self.agents.ending_at(reading.tokens, hit.end - 1)):
            draft.sector, draft.other_sectors = agent.agent.sector, agent.agent.other_sectors
        self.finish_agent(reading, draft)

    def add_agent(self, reading: Reading, hit: AgentHit) -> None:
        head = head_of(reading.tokens, hit.start, hit.end)
        start = min(hit.start, phrase_start(reading.tokens, head))
        draft = Draft(
            start, hit.end, head, ActorKind.AGENT, hit.agent.noun, "agent", sector=hit.agent.sector,
            other_sectors=hit.agent.other_sectors, noun=hit.agent.noun, plural=reading.tokens[head].tag_ in ("NNS", "NNPS"),
        )
        self.finish_agent(reading, draft)

    def finish_agent(self, reading: Reading, draft: Draft) -> None:
        tokens = reading.tokens
        for index in range(draft.head - 1, draft.start - 1, -1):
            if name := reading.name_at.get(index):
                set_country(reading, draft, name)
            draft.via = draft.via or reading.person_at.get(index)
            draft.former = draft.former or tokens[index].lower_ in FORMER
        at = linked_at(reading, draft)
        if draft.country is None and at is not None:
            draft.via = draft.via or reading.person_at.get(at)
            if (name := reading.name_at.get(at)) and draft.via is None and tokens[draft.end].lower_ not in ("to", "for"):
                set_country(reading, draft, name)
        if draft.country is None and tokens[draft.head].dep_ == "conj":
            first = reading.draft_by_head.get(tokens[draft.head].head.i)
            if first is not None and tokens[draft.start].tag_ != "DT":
                draft.country = first.country
        reading.taken.update(range(draft.start, draft.end))
        reading.add(draft)


def linked_at(reading: Reading, draft: Draft) -> int | None:
    """Where the phrase after the mention begins: "the government of [Mexico]", "textile workers in [Haiti]"."""
    tokens = reading.tokens
    at = draft.end
    if at >= len(tokens) or tokens[at].lower_ not in LINKS:
        return None
    at += 1
    while at < len(tokens) and tokens[at].pos_ in ("DET", "ADJ") and at not in reading.name_at and at not in reading.person_at:
        at += 1
    return at


def set_office(draft: Draft, office: Office) -> None:
    if draft.office is None:
        draft.office = office.office
        draft.sector = office.sector if office.sector != "UNK" else draft.sector
        draft.other_sectors = office.other_sectors


def set_country(reading: Reading, draft: Draft, name: Name) -> None:
    """Take country, and from an organisation also the sector, of a name that modifies the head."""
    row = best_row(name, reading.day)
    if isinstance(row, Country):
        draft.country = draft.country or row.code
    elif isinstance(row, Organisation | Group):
        draft.country = draft.country or row.country
        sector = sector_of(row)
        if sector is not None and sector != draft.sector:
            if draft.sector is not None and isinstance(row, Organisation):
                draft.other_sectors = tuple(dict.fromkeys((*draft.other_sectors, draft.sector)))
            draft.sector = sector


def best_row(name: Name, day: date | None) -> Country | Organisation | Group | Person | None:
    """The entry meant: of the label's sense, and valid nearest to the day."""
    rows = [entry.row for entry in name.entries if entry.sense == name.label] or [entry.row for entry in name.entries]
    return min(rows, key=lambda row: distance(row, day)) if rows else None


def sector_of(row: Organisation | Group) -> str | None:
    if row.sector is not None:
        return row.sector
    return ORGANISATION_RULES.get(row.kind) if isinstance(row, Organisation) else "REB"


# --- the names that are left -----------------------------------------------------------------------------------------


def add_name(reading: Reading, name: Name) -> None:
    """A name as a mention of its own, unless a bigger mention has it as a modifier."""
    tokens = reading.tokens
    if name.start in reading.taken and not is_possessor(tokens, name.end) and not follows_preposition(tokens, name.start):
        return
    row = best_row(name, reading.day)
    head = head_of(tokens, name.start, name.end)
    nominal = is_nominal(tokens[head])
    start = phrase_start(tokens, head) if nominal and name.label is not Label.COUNTRY or name.together else name.start
    if start > 0 and start == name.start and tokens[start - 1].tag_ == "DT":
        start -= 1
    if name.together:
        members = [state(reading, name.start, name.end, head, entry.row, name.label) for entry in name.entries
                   if isinstance(entry.row, Country)]
        draft = members[0].copy(start=start, members=members, plural=True)
    elif name.label in PLACED and isinstance(row, Country):
        draft = state(reading, start, name.end, head, row, name.label)
        if name.label is Label.DEMONYM and nominal and is_crowd(tokens, start, head):
            draft.kind, draft.name, draft.sector, draft.rule = ActorKind.AGENT, "people", "CVL", "people"
            draft.noun, draft.plural = "people", tokens[head].tag_ in ("NNS", "NNPS")
    elif isinstance(row, Organisation):
        draft = Draft(start, name.end, head, ActorKind.ORGANISATION, row.name, "organisation", row.country, sector_of(row),
                      row.other_sectors)
    elif isinstance(row, Group):
        draft = Draft(start, name.end, head, ActorKind.GROUP, row.name, "group", row.country, sector_of(row), row.other_sectors)
    elif name.label is Label.ORGANISATION:
        draft = Draft(start, name.end, head, ActorKind.ORGANISATION, reading.doc[name.start : name.end].text, "entity",
                      row.code if isinstance(row, Country) else None, certain=0.5)
    else:
        return
    reading.add(draft)


def state(reading: Reading, start: int, end: int, head: int, row: Country, label: Label) -> Draft:
    """A country; a capital is the government where it acts or is dealt with, and a place after "in", "to" and the like."""
    rule = str(label)
    if label is Label.CAPITAL:
        rule = "locative" if is_locative(reading.tokens, start, head) else "metonym"
    return Draft(start, end, head, ActorKind.COUNTRY, row.name, rule, row.code, "GOV")


def is_locative(tokens: Sequence[Token], start: int, head: int) -> bool:
    token = tokens[head]
    while token.dep_ in ("conj", "appos"):
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ not in DEALING
    if token.dep_ == "dobj":
        return token.head.lemma_ in REACHING
    return token.dep_ in ("npadvmod", "advmod", "attr") or (token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN")


def is_nominal(head: Token) -> bool:
    return head.dep_ not in ADJECTIVAL and head.tag_ in NOMINAL_TAGS | {"JJ"}


def is_crowd(tokens: Sequence[Token], start: int, head: int) -> bool:
    """"30,000 Syrians", "a Palestinian", "young Iranians" are people; "the Russians" may be their government."""
    first = tokens[start].lower_
    return first in ("a", "an", "another") or head - start > 1 or tokens[start].pos_ in ("NUM", "ADJ") or (
        start == head and tokens[head].tag_ in ("NNS", "NNPS")
    )


def follows_preposition(tokens: Sequence[Token], start: int) -> bool:
    at = start - 1
    if at >= 0 and tokens[at].tag_ == "DT":
        at -= 1
    return at >= 0 and tokens[at].lower_ in LINKS
