"""Names, offices and agent nouns become mentions: noun phrases with kind, country and sector."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from dragoman.actors.agents import AgentHit, AgentLexicon
from dragoman.actors.base import Country, Person
from dragoman.actors.bearings import with_bearings
from dragoman.actors.bodies import PLACED, add_name
from dragoman.actors.cities import Cities
from dragoman.actors.crowds import add_crowds
from dragoman.actors.datelines import with_dateline
from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import Gazetteer, OfficeHit
from dragoman.actors.modifiers import SPEAKING, best_row, is_former, is_sponsor, set_country, set_office, take_link
from dragoman.actors.names import name_key
from dragoman.actors.naming import Label, Name, find_names
from dragoman.actors.people import People
from dragoman.actors.phrases import NOMINAL_TAGS, PLACE_NOUNS, head_of, phrase_start
from dragoman.actors.reading import Reading
from dragoman.actors.titles import read_title
from dragoman.actors.words import words_of
from dragoman.model import ActorKind

ACTING = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "PRM", "REB", "UAF", "OPP", "CRM", "IGO"})
"""Sectors whose nouns name an actor even as a modifier of something else ("police raid", "rebel attack")."""
WHERE = frozenset({"in", "at", "near", "from", "to", "outside", "around"})
IDLE = frozenset({"pilot", "union", "intelligence", "security"})
"""Nouns that seldom name the actor when they modify ("pilot project")."""
MASS = frozenset({"force", "exile"})
"""Nouns that name no actor in the singular without article ("take the town by force")."""
BARE = frozenset({"host", "guest", "visitor", "rival", "foe", "adversary", "movement"})
"""Nouns that take up an actor spoken of before, if nothing but an article, a possessive or a numeral stands with them."""
AMBIGUOUS = frozenset({"justice", "private", "major", "general", "head", "specialist", "member", "father"})
"""Offices whose words mean something else when they stand without article and adjective ("calls for justice")."""
LEADING = frozenset({"president", "vice president", "secretary-general", "chairman"})
"""Offices of states that bodies have too."""
OPPOSING = frozenset({"PTY", "REB", "UAF", "OPP"})
REBELS = frozenset({"rebel", "opposition", "insurgent", "guerrilla", "separatist"})
"""Words before an officer that make him one of those who fight the state."""
MODIFYING = frozenset({"compound", "amod", "nmod"})
MODIFIER_CERTAIN = 0.6
PARTITIVES = frozenset(
    {"thousand", "thousands", "hundred", "hundreds", "dozen", "dozens", "score", "scores", "million", "millions",
     "number", "group", "majority", "handful", "lot", "lots", "many", "most", "some", "several", "all", "half",
     "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "couple", "pair", "part", "rest", "one",
     "remainder", "percent", "crowd", "team"}
)


class MentionMaker:
    """Makes the drafts of a report: persons first, since they swallow their titles, then offices and agents, which swallow
    their modifiers, then the names that are left."""

    def __init__(self, gazetteer: Gazetteer, agents: AgentLexicon, people: People, countries: dict[str, Country]) -> None:
        self.gazetteer, self.agents, self.people, self.countries = gazetteer, agents, people, countries
        self.cities = Cities()

    def read(self, doc: Doc, day: date | None) -> Reading:
        reading = self.open(doc, day)
        for name in reading.names:
            if name.label is Label.PERSON:
                self.add_person(reading, name)
        for office in reading.offices:
            if not any(index in reading.taken for index in range(office.start, office.end)):
                self.add_office(reading, office)
        # From right to left, so that the head of a phrase swallows the nouns that modify it ("child soldiers").
        for token in reversed(reading.tokens):
            if token.tag_ in NOMINAL_TAGS and token.i not in reading.taken and token.i not in reading.name_at:
                self.add_noun(reading, token)
        # Bodies before countries, which may be their modifiers.
        for name in sorted(reading.names, key=lambda name: name.label in PLACED):
            if name.label is not Label.PERSON:
                add_name(reading, name, self.agents, self.cities)
        add_crowds(reading)
        reading.drafts.sort(key=lambda draft: (draft.start, draft.end))
        for draft in reading.drafts:
            if draft.kind is ActorKind.AGENT and draft.noun in SPEAKING:
                take_link(reading, draft)
            inherit_country(reading, draft)
            lift_partitive(reading, draft)
        return reading

    def open(self, doc: Doc, day: date | None) -> Reading:
        words = words_of(doc)
        hits = self.gazetteer.find(words)
        offices = self.gazetteer.offices.find(words, hits)
        names = find_names(
            doc, words, hits, offices, lambda surname: self.people.is_prominent(surname, day)
        )
        names = [self.as_place(words.tokens, name) for name in with_bearings(names, words.tokens, self.countries)]
        towns = {words.tokens[name.start].text for name in names if name.label is Label.PLACE and name.end - name.start == 1}
        names = [
            replace(name, label=Label.PLACE)
            if name.label is Label.PERSON and is_bare(name) and words.tokens[name.start].text in towns
            else name
            for name in names
        ]
        names = with_dateline(names, words.tokens, self.cities)
        return Reading(
            doc, words.tokens, day, names, offices,
            frozenset(row.code for name in names if name.label in PLACED and isinstance(row := best_row(name, day), Country)),
            name_at={index: name for name in names for index in range(name.start, name.end)},
            office_ending={office.end: office for office in offices},
        )

    def as_place(self, tokens: list[Token], name: Name) -> Name:
        """A single word that the pipeline takes for a person or body, but that is a city after "in" and the like."""
        if name.entries or name.label not in (Label.PERSON, Label.ORGANISATION):
            return name
        before = tokens[name.start - 1].lower_ if name.start else ""
        if before == "of" and name.start > 1 and tokens[name.start - 2].lower_ in PLACE_NOUNS:
            return replace(name, label=Label.PLACE)  # "the southern island of Tanna"
        if not is_bare(name):
            return name
        fits = before in WHERE or (name.label is Label.ORGANISATION and not tokens[name.start].text.isupper())
        return replace(name, label=Label.PLACE) if fits and self.cities.country(tokens[name.start].text, ()) else name

    def add_person(self, reading: Reading, name: Name) -> None:
        text = reading.text(name.start, name.end)
        terms = tuple(entry.row for entry in name.entries if isinstance(entry.row, Person))
        draft = Draft(
            name.start, name.end, head_of(reading.tokens, name.start, name.end), ActorKind.PERSON, text, "name",
            key=name_key(text), terms=terms, name_start=name.start,
        )
        read_title(reading, draft, self.agents)
        take_origin(reading, draft, self.cities)
        reading.claim(draft)

    def add_office(self, reading: Reading, hit: OfficeHit) -> None:
        head = head_of(reading.tokens, hit.start, hit.end)
        token = reading.tokens[head]
        if token.tag_ not in NOMINAL_TAGS or (token.dep_ in MODIFYING and token.head.i > hit.end - 1 and token.is_lower):
            return
        if hit.office.office in AMBIGUOUS and token.is_lower and phrase_start(reading.tokens, head) == head:
            return
        draft = Draft(
            min(hit.start, phrase_start(reading.tokens, head)), hit.end, head, ActorKind.AGENT, hit.office.office, "office",
            noun=hit.office.office, plural=hit.plural,
        )
        set_office(draft, hit.office)
        if draft.sector is None and (agent := self.agents.ending_at(reading.tokens, hit.end - 1)):
            draft.sector, draft.other_sectors = agent.agent.sector, agent.agent.other_sectors
        if draft.office in LEADING:
            self.take_body(reading, draft)
        finish(reading, draft)

    def take_body(self, reading: Reading, draft: Draft) -> None:
        """ "President of the University of Chile student federation": no head of state, but of the sector of what he heads."""
        if draft.end >= len(reading.tokens) or reading.tokens[draft.end].lower_ != "of":
            return
        head = next((child.i for child in reading.tokens[draft.end].rights if child.dep_ == "pobj"), draft.end)
        hit = self.agents.ending_at(reading.tokens, head) if head not in reading.name_at else None
        if hit is None or hit.agent.sector in (None, "GOV", "UNK"):
            return
        draft.office = draft.noun = draft.name = "head"
        draft.sector, draft.other_sectors = hit.agent.sector, hit.agent.other_sectors
        for index in range(draft.end, head):
            if (name := reading.name_at.get(index)) is not None and isinstance(best_row(name, reading.day), Country):
                set_country(reading, draft, name)

    def add_noun(self, reading: Reading, token: Token) -> None:
        hit = self.agents.ending_at(reading.tokens, token.i)
        if hit is not None:
            self.add_agent(reading, hit)
        elif is_counterpart(reading, token):
            start = phrase_start(reading.tokens, token.i)
            finish(reading, Draft(start, token.i + 1, token.i, ActorKind.AGENT, "counterpart", "agent", noun="counterpart",
                                  plural=token.tag_ == "NNS"))

    def add_agent(self, reading: Reading, hit: AgentHit) -> None:
        head = head_of(reading.tokens, hit.start, hit.end)
        token = reading.tokens[head]
        modifies = token.dep_ in MODIFYING and token.head.i > head
        if hit.agent.noun in MASS and phrase_start(reading.tokens, head) == head and token.tag_ == "NN":
            return
        start = phrase_start(reading.tokens, head)
        if hit.agent.noun in BARE and any(word.tag_ not in ("DT", "PRP$", "CD", "PDT") for word in reading.tokens[start:head]):
            return
        if modifies and (hit.agent.sector not in ACTING or hit.agent.noun in IDLE or token.head.i in reading.taken):
            return
        draft = Draft(
            min(hit.start, start), hit.end, head, ActorKind.AGENT, hit.agent.noun, "agent",
            sector=hit.agent.sector, other_sectors=hit.agent.other_sectors, noun=hit.agent.noun,
            plural=token.tag_ in ("NNS", "NNPS") or reading.tokens[start].lower_ == "neither",
            certain=MODIFIER_CERTAIN if modifies else 1.0,
        )
        finish(reading, draft)


def is_counterpart(reading: Reading, token: Token) -> bool:
    """ "His Chinese counterpart", "his Egyptian opposite number", "her Dutch colleague"."""
    word = token.lemma_.lower()
    if word == "counterpart":
        return True
    if word not in ("colleague", "number") or token.tag_ == "NNP":
        return False
    start = phrase_start(reading.tokens, token.i)
    words = reading.tokens[start : token.i]
    of_state = any(index in reading.name_at for index in range(start, token.i))
    return of_state and (word == "colleague" or any(other.lower_ == "opposite" for other in words))


def is_bare(name: Name) -> bool:
    """Whether it is a single word that no table has."""
    return not name.entries and name.end - name.start == 1


def take_origin(reading: Reading, draft: Draft, cities: Cities) -> None:
    """ "President Recep Tayyip Erdogan of Turkey", "Smith, of Dayton, Ohio"."""
    tokens = reading.tokens
    of = draft.end + (draft.end + 1 < len(tokens) and tokens[draft.end].text == ",")
    if draft.country is not None or of >= len(tokens) or tokens[of].lower_ not in ("of", "from"):
        return
    name = reading.name_at.get(of + 1 + (of + 1 < len(tokens) and tokens[of + 1].tag_ == "DT"))
    if name is None:
        return
    if isinstance(best_row(name, reading.day), Country):
        set_country(reading, draft, name)
    elif of > draft.end and name.label is not Label.PERSON:
        draft.country = town_country(reading, name, cities)


def town_country(reading: Reading, name: Name, cities: Cities) -> str | None:
    """Of the state named after it ("Kandahar, Afghanistan"), else of the largest city of the name."""
    after = reading.name_at.get(name.end + 1)
    row = best_row(after, reading.day) if after is not None and reading.tokens[name.end].text == "," else None
    return row.code if isinstance(row, Country) else cities.country(reading.text(name.start, name.end), reading.states)


def finish(reading: Reading, draft: Draft) -> None:
    """Let an office or agent take what its modifiers tell, and add it."""
    tokens = reading.tokens
    while draft.start < draft.head and (tokens[draft.start].tag_ == "POS" or tokens[draft.start].text in "'’"):
        draft.start += 1
    states: dict[str, None] = {}
    for index in range(draft.head - 1, draft.start - 1, -1):
        if (name := reading.name_at.get(index)) is not None and not is_sponsor(reading, name):
            set_country(reading, draft, name)
            if name.end == index + 1 and isinstance(row := best_row(name, reading.day), Country):
                states[row.code] = None
        other = reading.taken.get(index)
        if other is not None and other.kind is ActorKind.PERSON:
            draft.via = draft.via or other
        draft.former = draft.former or is_former(tokens[index])
        if draft.sector == "MIL" and draft.office is not None and tokens[index].lower_ in REBELS:
            draft.sector, draft.other_sectors = "REB", ()
    if draft.office == "deputy" and tokens[draft.start].tag_ == "PRP$":
        draft.office = draft.sector = None  # "her deputy" sits in no parliament
    if draft.country is None:
        take_link(reading, draft)
    elif draft.office is not None and draft.sector is None:
        draft.sector = "GOV"  # "Israel's coordinator": a state's own official, whatever he does
    reading.claim(draft)
    if len(states) > 1 and (draft.plural or tokens[draft.head].tag_ == "NN") and not any(
        tokens[index].tag_ == "POS" for index in range(draft.start, draft.head)
    ):
        # "Turkish and Russian troops": one for each country, in the order of the text
        draft.members = [draft.copy(country=code, members=[]) for code in reversed(states)]


def inherit_country(reading: Reading, draft: Draft) -> None:
    """ "French police and soldiers": the second has the country of the first, unless it begins a phrase of its own."""
    head = reading.tokens[draft.head]
    if draft.kind is ActorKind.AGENT and draft.country is None and draft.sector != "IGO" and head.dep_ == "conj":
        first = reading.at_head.get(head.head.i)
        if first is not None and (reading.tokens[draft.start].tag_ != "DT" or is_opponent(draft, first)):
            draft.country = first.country


def is_opponent(draft: Draft, first: Draft) -> bool:
    """ "The Tajik government and the opposition" are of one country."""
    return first.noun == "government" and draft.sector in OPPOSING


def lift_partitive(reading: Reading, draft: Draft) -> None:
    """ "Thousands of textile workers" are the workers: the mention begins at, and is headed by, the quantity."""
    tokens = reading.tokens
    head = tokens[draft.head]
    of = head.head
    if draft.kind is ActorKind.PERSON or head.dep_ != "pobj" or of.lower_ != "of" or of.i >= draft.start:
        return
    quantity = of.head
    if quantity.lower_ in PARTITIVES and quantity.i < of.i and quantity.i not in reading.taken and draft.start - of.i <= 1:
        reading.at_head.pop(draft.head, None)
        draft.head, draft.start = quantity.i, phrase_start(tokens, quantity.i)
        draft.plural = True
        reading.at_head[draft.head] = draft
