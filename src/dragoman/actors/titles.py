"""What stands before a person's name: "the North's leader", "former U.S. Deputy Secretary of State", "State Department
spokeswoman"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.actors.agents import AgentLexicon
from dragoman.actors.draft import Draft
from dragoman.actors.modifiers import SPEAKING, is_former, set_country, set_office
from dragoman.actors.naming import HONORIFICS, Label
from dragoman.actors.phrases import NOMINAL_TAGS, phrase_start, skip_space, skip_space_back
from dragoman.actors.reading import Reading

WHERE = frozenset({"in", "at", "near"})
BOTH = frozenset({"both", "either", "neither"})


def read_title(reading: Reading, draft: Draft, agents: AgentLexicon) -> None:
    """Walk left from the name over its titles, their countries and organisations, adjectives and a possessor.

    The parse is asked only about nouns that no table knows: it often hangs titles on the wrong head.
    """
    tokens = reading.tokens
    floor = min(phrase_start(tokens, draft.head), draft.name_start)
    at = draft.name_start
    titled = False
    plain = at
    while (at := skip_space_back(tokens, at)) > 0:
        left = tokens[at - 1]
        office = reading.office_ending.get(at)
        name = reading.name_at.get(at - 1)
        if office is not None:
            set_office(draft, office.office)
            at, titled = office.start, True
        elif name is not None and name.label is not Label.DEMONYM and tokens[name.start - 1].lower_ in WHERE:
            break  # "In Sendai President …"
        elif name is not None and name.label is not Label.PERSON and (titled or name.label is Label.DEMONYM):
            set_country(reading, draft, name)
            at = name.start
        elif left.tag_ in NOMINAL_TAGS and name is None and (hit := agents.ending_at(tokens, at - 1)):
            draft.sector = draft.sector or hit.agent.sector
            draft.noun = draft.noun or hit.agent.noun
            at, titled = hit.start, True
        elif not titled and at == draft.name_start and left.lower_ in HONORIFICS:
            at -= 1  # "Foreign Secretary Sir Geoffrey Howe"
        elif titled and left.tag_ == "POS" and draft.office in SPEAKING and (hit := agents.ending_at(tokens, at - 2)):
            draft.sector, draft.other_sectors = hit.agent.sector, hit.agent.other_sectors
            at = hit.start  # "oil workers' leader"
        elif titled and left.tag_ == "POS" and (name := reading.name_at.get(at - 2)):
            set_country(reading, draft, name)
            at = name.start
        elif titled and (left.pos_ == "ADJ" or is_former(left) or is_hyphen(left) or left.tag_ == "PRP$"):
            draft.former = draft.former or is_former(left)
            at -= 1
        elif titled and left.dep_ in ("compound", "nmod") and at - 1 >= floor and tokens[at - 2].lower_ not in WHERE:
            at -= 1
        else:
            break
    if titled and at > 0 and tokens[at - 1].tag_ == "DT" and tokens[at - 1].lower_ not in BOTH:
        at -= 1
    draft.start = skip_space(tokens, at) if titled or at < plain - 1 or not has_honorific(tokens, plain) else plain


def has_honorific(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and tokens[start - 1].lower_ in HONORIFICS


def is_hyphen(token: Token) -> bool:
    """Within a word ("vice-president"), not the dash after a dateline."""
    return token.text == "-" and not token.whitespace_
