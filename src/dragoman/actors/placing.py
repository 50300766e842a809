"""The country of actors whose own words tell none.

In the order of trust: that of the person they belong to; the one place that their sentence names; for state organs, the
country spoken of just before; the country that the report is about.  All of it is a guess, and `certain` says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from dragoman.actors.base import Country
from dragoman.actors.draft import Draft
from dragoman.actors.epithets import take_up_crowd
from dragoman.actors.modifiers import is_sponsor
from dragoman.actors.phrases import PLACE_NOUNS, subject_above, verb_upon
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.actors.shortened import Bodies
from dragoman.model import ActorKind

DATELINE = re.compile(r"\s*[A-Z][\w .,'/-]{1,60}?(?:\([\w .,'/-]{2,30}\))?\s*(?:--|[-–—])\s")
DATELINE_REACH = 120
DATELINE_WEIGHT = 5
MEDIA = "JRN"
EVERYWHERE = frozenset({"IGO", "UNK", "NGO"})
"""Sectors whose actors are not of the country they are met in."""
BODILESS = frozenset({"IGO", "NGO"})
ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY"})
STATES = frozenset(
    {"country", "nation", "state", "side", "party", "power", "neighbour", "neighbor", "ally", "rival", "counterpart"}
)
"""Nouns that mean a country or a party of their own, never one of the report's country."""
PLACES = frozenset({"place", "locative"})
NATIONAL = "national body"
"""The noun of ministries and the like that the tables list for all states ("the Interior Ministry")."""
POLICE_REACH = 150
"""Tokens over which "officers" are of the police just spoken of."""
REGIONAL = frozenset({"european", "western", "international", "foreign", "asian", "african", "latin", "regional", "world"})
"""Words before a noun that say that it is not of the report's country alone."""
AFFAIRS = frozenset({"ministry", "minister", "affairs", "office", "secretary", "department"})
"""Words after "foreign" that make it a state's own; and "Western-backed" tells only who backs."""
ANYWHERE = frozenset(
    {"diplomat", "foreigner", "tourist", "crew", "passenger", "crew member", "holidaymaker", "expatriate", "ship captain"}
)
"""Nouns for those who are seldom of the country that they are met in."""
PEERS = {Rank.MINISTER: (Rank.DIPLOMAT,)}
"""A foreign minister is one of "the ministers"."""
POSTS = frozenset({"embassy", "consulate", "ambassador", "consul"})
"""Nouns for what is never of the country that it is in."""
URGING = frozenset({"urge", "ask", "press", "criticize", "criticise", "condemn", "accuse", "warn", "praise", "thank", "call"})
"""What foreigners do to the organs of a state, whose own officials order them."""
THE_COUNTRY = frozenset({"country", "nation"})
DEFINITE = frozenset({"the", "this", "that"})
BELONGS, PLACE, NEAR, FOCUS = 0.8, 0.6, 0.5, 0.4


def focus_of(reading: Reading) -> str | None:
    """The country named most, the dateline's counting for several; the first of equals."""
    end = dateline_end(reading)
    counts: Counter[str] = Counter()
    for draft in reading.drafts:
        if draft.country and draft.sector not in (None, MEDIA):  # the agency of the dateline is no place
            counts[draft.country] += DATELINE_WEIGHT if reading.tokens[draft.start].idx < end else 1
    return counts.most_common(1)[0][0] if counts else None


def dateline_end(reading: Reading) -> int:
    """The offset where the text after the dateline begins."""
    dateline = DATELINE.match(reading.doc[:DATELINE_REACH].text[:DATELINE_REACH])
    return dateline.end() if dateline else 0


def home_of(reading: Reading) -> str | None:
    """The country of the dateline."""
    first = reading.drafts[0] if reading.drafts else None
    return first.country if first is not None and reading.tokens[first.start].idx < dateline_end(reading) else None


def place_agents(reading: Reading, salience: Salience, countries: Mapping[str, Country]) -> None:
    focus = focus_of(reading)
    bodies = Bodies(reading)
    police = -POLICE_REACH
    for draft in reading.drafts:
        if draft.sector == "COP":
            police = draft.start
        elif draft.noun == "officer" and draft.start - police < POLICE_REACH:
            draft.sector = "COP"
        if bodies.take_up(draft) or bodies.take_in(draft):
            continue
        if take_up_crowd(reading, draft, salience.before(draft.start, reach=1)):
            continue
        place_one(reading, draft, salience, focus, countries)
        bodies.see(draft)


def place_one(
    reading: Reading, draft: Draft, salience: Salience, focus: str | None, countries: Mapping[str, Country]
) -> None:
    if draft.members or not (draft.kind is ActorKind.AGENT or draft.noun == NATIONAL):
        return
    if draft.country is None:
        place_agent(reading, draft, salience, focus)
    if draft.noun == "government" and draft.certain >= NEAR and (state := countries.get(draft.country or "")):
        draft.kind, draft.name, draft.id = ActorKind.COUNTRY, state.name, f"country:{state.code}"


def place_agent(reading: Reading, draft: Draft, salience: Salience, focus: str | None) -> None:
    if (owner := whose(reading, draft)) is not None:
        take_owner(draft, owner)
    elif has_sponsor(reading, draft) and focus is not None:
        settle(draft, focus, FOCUS, "focus")
    elif draft.via is not None and draft.via.country:
        settle(draft, draft.via.country, BELONGS, "of " + draft.via.name)
    elif draft.noun in POSTS and (guest := guest_before(salience, draft, focus)):
        settle(draft, guest, NEAR, "spoken of before")
    elif is_of_the_country(reading, draft) and (near_country := country_before(salience, draft, reach=1)):
        settle(draft, near_country, NEAR, "of the country")
    elif is_of_region(reading, draft) or is_any_government(reading, draft) or is_of_several(reading, draft):
        return
    elif draft.noun in THE_COUNTRY and not draft.plural and draft.head - draft.start == 1 and (
        reading.tokens[draft.start].lower_ in DEFINITE
    ):
        near = next((other for other in salience.before(draft.start) if other.country and not other.members), None)
        if near is not None:
            settle(draft, near.country, NEAR, "spoken of before")
            draft.noun = "government"
    elif draft.sector in EVERYWHERE or draft.noun in STATES or draft.noun in ANYWHERE or draft.rule in PLACES:
        return
    elif draft.noun == "government" and (near_country := country_before(salience, draft, focus=focus)):
        settle(draft, near_country, NEAR, "spoken of before")
    elif draft.sector != "MIL" and (place := local_country(reading, salience.around(draft))):
        settle(draft, place, PLACE, "place")
    elif is_organ(draft) and (near_country := country_before(salience, draft, focus=focus)):
        settle(draft, near_country, NEAR, "spoken of before")
    elif focus is not None:
        settle(draft, focus, FOCUS, "focus")


def whose(reading: Reading, draft: Draft) -> Draft | None:
    """Whom "whose troops" belong to: the noun before the relative clause."""
    token = reading.tokens[draft.start]
    if token.lower_ != "whose":
        return None
    clause = next((above for above in token.ancestors if above.dep_ == "relcl"), None)
    return reading.at_head.get(clause.head.i) if clause is not None else None


def take_owner(draft: Draft, owner: Draft) -> None:
    """An international body's men are its own; a state's have its country."""
    if owner.country is None and owner.sector in BODILESS:
        draft.sector, draft.other_sectors = owner.sector, ()
    if owner.sector == "REB" and draft.sector == "UAF":
        draft.sector, draft.other_sectors = owner.sector, ()  # "Kony, whose fighters …"
    if owner.country is not None and draft.sector not in EVERYWHERE:
        settle(draft, owner.country, BELONGS, "of " + owner.name)


def is_of_region(reading: Reading, draft: Draft) -> bool:
    """ "European leaders", "a Western diplomat": of several states, or of one that is not said."""
    if draft.kind is not ActorKind.AGENT:
        return False
    own = (draft.noun or "").split()
    tokens = reading.tokens
    return any(
        tokens[at].lower_ in REGIONAL and tokens[at].lower_ not in own
        and tokens[at + 1].lower_ not in AFFAIRS and tokens[at + 1].text not in "-‑–"
        for at in range(draft.start, draft.head)
    )


def has_sponsor(reading: Reading, draft: Draft) -> bool:
    """ "Syrian-backed gunners" are most likely of the report's country."""
    names = (reading.name_at.get(at) for at in range(draft.start, draft.head))
    return any(is_sponsor(reading, name) for name in names if name is not None)


def is_of_several(reading: Reading, draft: Draft) -> bool:
    """ "The ministers", where the report has ministers of several states."""
    if not draft.plural or draft.office is None or reading.tokens[draft.start].lower_ != "the":
        return False
    rank = rank_of(draft.office)
    states = {other.country for other in reading.drafts if other.kind is ActorKind.PERSON and other.country
              and (rank_of(other.office) is rank or rank_of(other.office) in PEERS.get(rank, ()))}
    return len(states) > 1


def is_any_government(reading: Reading, draft: Draft) -> bool:
    return draft.noun == "government" and reading.tokens[draft.start].lower_ in ("a", "an", "any", "no")


def is_organ(draft: Draft) -> bool:
    return draft.sector in ORGANS and "OPP" not in draft.other_sectors


def settle(draft: Draft, country: str | None, certain: float, why: str) -> None:
    draft.country, draft.certain, draft.rule = country, min(certain, draft.certain), f"{draft.rule}, {why}"


def is_of_the_country(reading: Reading, draft: Draft) -> bool:
    """ "The country's largest rebel group"."""
    tokens = reading.tokens
    return any(tokens[at].lower_ in THE_COUNTRY and tokens[at + 1].tag_ == "POS" for at in range(draft.start, draft.head))


def country_before(salience: Salience, draft: Draft, reach: int = 0, focus: str | None = None) -> str | None:
    """The country of the likeliest mention before, in the same sentence, or farther in the paragraph; but not of a foreign
    state that deals with the actor ("the United States urged the Constitutional Council")."""
    dealing = subject_above(salience.tokens[draft.head])
    verb = verb_upon(salience.tokens[draft.head])
    urged = verb is not None and verb.lemma_ in URGING
    for other in salience.before(draft.start, reach, in_paragraph=True):
        if urged and other.head == dealing and focus and other.country not in (None, focus):
            return focus
        foreign = other.head == dealing and other.country != focus and is_state(other)
        if other.country and not other.members and other.noun not in POSTS and not foreign:
            return other.country
    return None


def guest_before(salience: Salience, draft: Draft, focus: str | None) -> str | None:
    """The foreign country whose embassy it is."""
    before = salience.before(draft.start, reach=1)
    return next((other.country for other in before if other.country not in (None, focus) and not other.members), None)


def is_state(draft: Draft) -> bool:
    return draft.kind in (ActorKind.COUNTRY, ActorKind.ORGANISATION)


def local_country(reading: Reading, nearby: Sequence[Draft]) -> str | None:
    """The only country that the sentence names as a place ("Police in the city used tear gas … in Caracas")."""
    places = {
        other.country
        for other in nearby
        if (other.kind is ActorKind.COUNTRY or other.rule in PLACES)
        and other.country
        and is_place_of_event(reading.tokens[other.head])
    }
    return places.pop() if len(places) == 1 else None


def is_place_of_event(head: Token) -> bool:
    """"In Caracas", "in the Galician port of Vigo"."""
    if head.dep_ != "pobj":
        return False
    if head.head.lower_ == "of" and head.head.head.lower_ in PLACE_NOUNS:
        return is_place_of_event(head.head.head)
    return head.head.lower_ in ("in", "at", "near", "across")
