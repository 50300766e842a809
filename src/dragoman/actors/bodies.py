"""The names that no bigger mention has swallowed: countries, capitals, peoples, organisations, groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Token

from dragoman.actors.agents import AgentLexicon
from dragoman.actors.base import Country, Group, Organisation, OrganisationKind
from dragoman.actors.cities import Cities
from dragoman.actors.datelines import MARKS
from dragoman.actors.draft import Draft
from dragoman.actors.modifiers import LINKS, best_row, linked_at, sector_of
from dragoman.actors.naming import Label, Name
from dragoman.actors.phrases import NOMINAL_TAGS, head_of, is_possessor, phrase_start, subject_above
from dragoman.actors.placing import NATIONAL
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

PLACED = frozenset({Label.COUNTRY, Label.DEMONYM, Label.CAPITAL, Label.METONYM})
ADJECTIVAL = frozenset({"amod", "compound", "nmod", "poss", "advmod"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "appos", "conj", "agent"})
DEALING = frozenset({"with", "against", "between", "by", "among", "on", "of", "for", "under", "about", "versus"})
"""Prepositions after which a capital is a government; after all others it is a place."""
REACHING = frozenset(
    {"visit", "leave", "reach", "enter", "depart", "tour", "quit", "flee", "rock", "hit", "arrive", "host"}
)
"""Verbs whose object is a place when it may be one."""
SEATS = {"Brussels": "European Union"}
OF_STATES = frozenset(
    {OrganisationKind.MINISTRY, OrganisationKind.AGENCY, OrganisationKind.COURT, OrganisationKind.PARLIAMENT}
)
"""Kinds of bodies that are of the country before their name, whatever the tables say."""
STATELESS = frozenset({OrganisationKind.IGO, OrganisationKind.NGO, OrganisationKind.COMPANY, OrganisationKind.MEDIA})
NATIONAL_SECTORS = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "LAB", "SOC", "REB", "UAF", "PRM", "EDU", "AGR", "CVL"}
)
"""Sectors whose bodies are of one state, be it named or not."""
DATELINE_TOKENS = 3
ENTITY_CERTAIN, PLACE_CERTAIN, FOLLOWED_CERTAIN = 0.5, 0.5, 0.8


def add_name(reading: Reading, name: Name, agents: AgentLexicon, cities: Cities) -> None:
    """A name as a mention of its own, unless a bigger mention has it as a modifier."""
    tokens = reading.tokens
    if is_swallowed(reading, name):
        return
    head = head_of(tokens, name.start, name.end)
    nominal = is_nominal(tokens[head])
    start = start_of(reading, name, head, nominal=nominal)
    draft = known(reading, name, start, head, nominal=nominal)
    if draft is None and name.label is Label.ORGANISATION and is_body(tokens, name, head):
        draft = entity(reading, name, start, head, agents)
    elif draft is None and name.label is Label.PEOPLE and nominal:
        text = reading.text(name.start, name.end)
        draft = Draft(start, name.end, head, ActorKind.AGENT, text, "people", certain=ENTITY_CERTAIN)
        as_people(draft, tokens[head], text)
    elif draft is None and name.label is Label.PLACE and (nominal or tokens[head].head.pos_ == "NOUN"):
        draft = city(reading, name, start, head, cities)
    if draft is not None:
        reading.claim(draft)


def shared_row(reading: Reading, name: Name) -> Organisation | None:
    """The line of no state, for a body that one state and others have ("the Senate"), unless the report names that state."""
    rows = [entry.row for entry in name.entries if isinstance(entry.row, Organisation)]
    free = next((row for row in rows if row.country is None), None)
    if free is None or len(rows) == 1 or not reading.states:
        return None
    foreign = all(row.country not in reading.states for row in rows) or (
        name.end - name.start == 1 and is_elsewhere(reading, {row.country for row in rows})
    )
    return free if foreign or is_owned(reading, name) or is_dealt_with(reading, name, {row.country for row in rows}) else None


def is_elsewhere(reading: Reading, states: Collection[str | None]) -> bool:
    """Whether the report comes from another state, and names none of these but by its capital."""
    first = next((name for name in reading.names if name.label in PLACED), None)
    row = best_row(first, reading.day) if first is not None and first.start < DATELINE_TOKENS else None
    if not isinstance(row, Country) or row.code in states:
        return False
    plain = (Label.COUNTRY, Label.DEMONYM, Label.METONYM)
    named = (best_row(name, reading.day) for name in reading.names if name.label in plain)
    return not any(isinstance(other, Country) and other.code in states for other in named)


def is_owned(reading: Reading, name: Name) -> bool:
    """Whether a country stands right before or after: "Chile's Senate", "the Senate of neighbouring Chile"."""
    tokens = reading.tokens
    after = range(name.end + 1, name.end + 4) if name.end < len(tokens) and tokens[name.end].lower_ == "of" else ()
    others = (reading.name_at.get(index) for index in after)
    return owner_before(reading, name) is not None or any(
        other is not None and other.label in (Label.COUNTRY, Label.DEMONYM) for other in others
    )


def owner_before(reading: Reading, name: Name) -> Country | None:
    """The country whose possessive or adjective stands right before the name."""
    at = name.start - 1
    while at > 0 and (reading.tokens[at].tag_ == "POS" or reading.tokens[at].text in "'’"):
        at -= 1
    other = reading.name_at.get(at)
    row = best_row(other, reading.day) if other is not None and other.label in (Label.COUNTRY, Label.DEMONYM) else None
    return row if isinstance(row, Country) else None


def is_dealt_with(reading: Reading, name: Name, states: Collection[str | None]) -> bool:
    """Whether one of the states acts upon the body: "the United States urged the Senate"."""
    subject = subject_above(reading.tokens[head_of(reading.tokens, name.start, name.end)])
    other = reading.name_at.get(subject) if subject is not None else None
    row = best_row(other, reading.day) if other is not None else None
    return isinstance(row, Country) and row.code in states


def known(reading: Reading, name: Name, start: int, head: int, *, nominal: bool) -> Draft | None:
    """The mention of a name that the tables have; None for the names that only the pipeline knows."""
    token = reading.tokens[head]
    row = shared_row(reading, name) or best_row(name, reading.day)
    if name.together:
        return together(reading, name, start, head)
    if name.label is Label.CAPITAL and (body := seated_body(reading, name)) and not is_locative(token):
        return Draft(start, name.end, head, ActorKind.ORGANISATION, body.name, "metonym", None, sector_of(body))
    if name.label in PLACED and isinstance(row, Country):
        draft = state(reading, start, name.end, head, row, name.label)
        if name.label is Label.DEMONYM and nominal and is_crowd(reading.tokens, start, head):
            as_people(draft, token, "people")
        return draft
    if isinstance(row, Organisation):
        draft = Draft(start, name.end, head, ActorKind.ORGANISATION, row.name, "organisation", row.country, sector_of(row),
                      row.other_sectors)
        if row.kind in OF_STATES and (owner := owner_before(reading, name)) is not None:
            draft.country = owner.code  # "Pakistan's Foreign Office"
        elif row.country is None and row.kind not in STATELESS:
            draft.noun = NATIONAL
            take_modifier(reading, name, draft)
        return draft
    if isinstance(row, Group):
        return Draft(start, name.end, head, ActorKind.GROUP, row.name, "group", row.country, sector_of(row), row.other_sectors,
                     plural=token.tag_ in ("NNS", "NNPS"))
    return None


def is_nominal(head: Token) -> bool:
    """Whether the name stands for itself and modifies nothing ("U.S. and British objections")."""
    if head.tag_ not in NOMINAL_TAGS | {"JJ"}:
        return False
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ not in ADJECTIVAL


def take_modifier(reading: Reading, name: Name, draft: Draft) -> None:
    """ "Russia's Foreign Ministry", "the Foreign Ministry of Peru", "the Kenyan Army's 2nd Division": a body that every
    state has is that state's, and a part is of its whole."""
    before = (reading.name_at.get(index) for index in range(name.start - 1, draft.start - 1, -1))
    after = reading.name_at.get(linked_at(reading, draft) or -1)
    for other in (*before, after):
        row = best_row(other, reading.day) if other is not None else None
        if isinstance(row, Country):
            draft.country = row.code
        elif isinstance(row, Organisation):
            draft.country, draft.sector = row.country, draft.sector or sector_of(row)
        if draft.country is not None:
            return


def is_swallowed(reading: Reading, name: Name) -> bool:
    """Whether the name lies in a mention, neither as its possessor nor within a phrase of its own ("… for North Korea")."""
    bigger = reading.taken.get(name.start)
    if bigger is None or is_possessor(reading.tokens, name.end):
        return False
    at = name.start - 1
    while at > bigger.start and reading.tokens[at].tag_ == "DT":
        at -= 1
    return not (at > bigger.start and reading.tokens[at].lower_ in LINKS)


def start_of(reading: Reading, name: Name, head: int, *, nominal: bool) -> int:
    """With its article and, unless it is a country, its other modifiers; a bare modifier stands alone."""
    tokens = reading.tokens
    if (nominal and name.label is not Label.COUNTRY) or name.together:
        return min(name.start, phrase_start(tokens, head))
    article = name.start > 0 and tokens[name.start - 1].tag_ == "DT"
    return name.start - (article and (nominal or is_possessor(tokens, name.end)))


def state(reading: Reading, start: int, end: int, head: int, row: Country, label: Label) -> Draft:
    """A country; a capital is the government where it acts or is dealt with, and a place after "in", "to" and the like."""
    rule = str(label)
    if label is Label.CAPITAL:
        rule = "locative" if is_locative(reading.tokens[head]) else "metonym"
    return Draft(start, end, head, ActorKind.COUNTRY, row.name, rule, row.code, "GOV")


def seated_body(reading: Reading, name: Name) -> Organisation | None:
    """The body that the report speaks of and that has its seat in the capital: "Brussels" where the EU is meant."""
    seat = SEATS.get(reading.text(name.start, name.end))
    if seat is None:
        return None
    rows = (entry.row for other in reading.names for entry in other.entries)
    return next((row for row in rows if isinstance(row, Organisation) and row.name == seat), None)


def together(reading: Reading, name: Name, start: int, head: int) -> Draft:
    members = [state(reading, start, name.end, head, entry.row, name.label) for entry in name.entries
               if isinstance(entry.row, Country)]
    return members[0].copy(members=members, plural=True)


def entity(reading: Reading, name: Name, start: int, head: int, agents: AgentLexicon) -> Draft:
    """An organisation that only the pipeline knows; the last word before "of" may tell the sector ("… Air Force")."""
    row = best_row(name, reading.day)
    of = next((index for index in range(name.start + 1, name.end) if reading.tokens[index].lower_ in ("of", "for")), name.end)
    hit = agents.ending_at(reading.tokens, of - 1)
    draft = Draft(
        start, name.end, head, ActorKind.ORGANISATION, reading.text(name.start, name.end), "entity",
        row.code if isinstance(row, Country) else None, hit.agent.sector if hit else None,
        hit.agent.other_sectors if hit else (), certain=ENTITY_CERTAIN,
    )
    if draft.country is None:
        take_modifier(reading, name, draft)
        if draft.sector in NATIONAL_SECTORS:
            draft.noun = NATIONAL
    return draft


def is_body(tokens: Sequence[Token], name: Name, head: int) -> bool:
    """Whether to believe the pipeline: single words that are neither abbreviations nor arguments are seldom bodies."""
    token = tokens[head]
    return name.end - name.start > 1 or (token.text.isupper() and len(token) > 2) or token.dep_ in ARGUMENTS or (
        token.dep_ == "pobj" and token.head.lower_ in DEALING | {"from"} and tokens[name.start - 1].tag_ != "DT"
    )


def as_people(draft: Draft, head: Token, name: str) -> None:
    draft.kind, draft.name, draft.noun, draft.sector, draft.rule = ActorKind.AGENT, name, "people", "CVL", "people"
    draft.plural = head.tag_ in ("NNS", "NNPS")


def city(reading: Reading, name: Name, start: int, head: int, cities: Cities) -> Draft:
    """A town or region, of the country named after it ("Kandahar, Afghanistan"), or of the largest city of its name."""
    text = reading.text(name.start, name.end)
    rule = "locative" if is_locative(reading.tokens[head]) else "place"
    spelled = text.title() if text.isupper() else text
    country = None if reading.tokens[name.start - 1].tag_ == "DT" and name.start else cities.country(spelled, reading.states)
    draft = Draft(start, name.end, head, ActorKind.AGENT, text, rule, country, "GOV", certain=PLACE_CERTAIN)
    after = reading.name_at.get(name.end + 1)
    if after is not None and reading.tokens[name.end].text == ",":
        row = best_row(after, reading.day)
        if isinstance(row, Country):
            draft.country, draft.certain = row.code, FOLLOWED_CERTAIN
    return draft


def is_locative(head: Token) -> bool:
    if head.i < DATELINE_TOKENS and head.i + 1 < len(head.doc) and head.nbor().text in MARKS:
        return True
    while head.dep_ in ("conj", "appos"):
        head = head.head
    if head.dep_ == "pobj":
        return head.head.lower_ not in DEALING
    if head.dep_ == "dobj":
        return head.head.lemma_ in REACHING
    return head.dep_ in ("npadvmod", "advmod", "attr") or (head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN")


def is_crowd(tokens: Sequence[Token], start: int, head: int) -> bool:
    """"30,000 Syrians", "a Palestinian", "young Iranians" are people; "the Russians" may be their government."""
    first = tokens[start]
    return (
        first.lower_ in ("a", "an", "another")
        or first.pos_ in ("NUM", "ADJ")
        or head - start > 1
        or (start == head and tokens[head].tag_ in ("NNS", "NNPS"))
    )
