"""Persons taken up by what they are besides their office: "the visitor", "the 29-year-old colonel", "the former banker".

News writers vary a person's name with such words once he has been introduced; who comes new is introduced with his name.
So a definite epithet is the likeliest person before it whose country does not speak against it, and who is not a party to
the same verb.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.descriptions import Roster
from dragoman.actors.draft import Draft
from dragoman.actors.identity import Individual
from dragoman.actors.modifiers import LINKS
from dragoman.actors.phrases import SUBJECTS
from dragoman.actors.pronouns import CLIMB, SAYING, gender_of, is_human
from dragoman.actors.ranks import Rank, rank_of
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.model import ActorKind

HUMAN = {"visitor": (None, True, False), "guest": (None, True, False), "host": (None, True, False), "lady": (True,),
         "woman": (True,), "man": (None, False)}
"""Nouns that say nothing of a person but, perhaps, whether it is a woman, and which knowledge of it fits."""
OWNED = frozenset({"visitor", "guest", "host"})
"""Those that may have a possessor ("his guest")."""
EPITHETS = frozenset(
    {"veteran", "young", "elderly", "aging", "ageing", "former", "ex", "onetime", "ousted", "deposed", "retired", "exiled",
     "jailed", "embattled", "beleaguered", "outgoing", "turned", "new"}
)
CROWD = frozenset({"man", "woman"})
REACH, FAR = 2, 4
"""Sentences that are looked back over, for former officials too."""


def person_behind(reading: Reading, draft: Draft, salience: Salience, roster: Roster) -> Individual | None:
    """Whom the description takes up, if it is an epithet."""
    if draft.plural or draft.via is not None or not is_human(draft) or not is_epithet(reading, draft):
        return None
    fitting = HUMAN.get(draft.noun or "", ())
    heads = parties(reading, draft)
    barred = {id(roster.of_draft.get(id(other))) for other in salience.in_sentence(draft.head) if other.head in heads}
    quoted = is_speaker(reading, draft)
    found: Individual | None = None
    for other in salience.before(draft.start, FAR if draft.former else REACH):
        individual = roster.of_draft.get(id(other))
        if quoted and salience.sentence_of[other.head] == salience.sentence_of[draft.head]:
            continue  # "“We thank him,” the new leader said"
        if individual is None or id(individual) in barred or not agree(draft, individual):
            continue
        if fitting and gender_of(other, salience.tokens) not in fitting:
            continue
        if not draft.former or individual.former or individual.sector == "ELI":
            return individual
        found = found or individual
    return found


def agree(draft: Draft, individual: Individual) -> bool:
    """Whether country and, but for former officials, the rank of the offices do not speak against it."""
    if draft.country is not None and individual.country not in (None, draft.country):
        return False
    rank = rank_of(draft.office)
    return draft.former or rank in (Rank.OTHER, Rank.CLERIC) or individual.office is None or rank in {
        rank_of(office) for office in {*individual.offices, individual.office}
    }


def is_epithet(reading: Reading, draft: Draft) -> bool:
    tokens = reading.tokens
    if draft.end < len(tokens) and tokens[draft.end].lower_ in LINKS:
        return False  # "the former head of the bank" may come new
    first = tokens[draft.start].lower_
    if draft.noun in HUMAN and draft.head - draft.start == 1:
        return first == "the" or (first in ("his", "her") and draft.noun in OWNED)
    if any(tokens[at].tag_ == "POS" for at in range(draft.start, draft.head)):
        return False
    words = {tokens[at].lower_ for at in range(draft.start, draft.head)}
    return first == "the" and (not words.isdisjoint(EPITHETS) or "old" in words)


def is_speaker(reading: Reading, draft: Draft) -> bool:
    head = reading.tokens[draft.head]
    return head.dep_ in SUBJECTS and head.head.lemma_ in SAYING


def parties(reading: Reading, draft: Draft) -> set[int]:
    """The heads of the subjects of the verb that has the mention, and of what is joined to it."""
    verb = reading.tokens[draft.head].head
    for _ in range(CLIMB):
        if verb.pos_ in ("VERB", "AUX"):
            break
        verb = verb.head
    return {child.i for child in verb.children if child.dep_ in SUBJECTS and child.i != draft.head}


def take_up_crowd(reading: Reading, draft: Draft, before: Iterable[Draft]) -> bool:
    """Let "the men" be those spoken of before, in the same part of the sentence first."""
    bare = draft.head == draft.start + 1 and reading.tokens[draft.start].lower_ == "the"
    if draft.kind is not ActorKind.AGENT or not draft.plural or draft.noun not in CROWD or not bare or draft.members:
        return False
    barred = parties(reading, draft)
    found = [other for other in before if other.kind is ActorKind.AGENT and other.plural and not other.members]
    acts = reading.tokens[draft.head].dep_ in SUBJECTS
    for other in sorted(found, key=lambda other: (reading.tokens[other.head].dep_ in SUBJECTS) is not acts):
        if other.head not in barred:
            draft.name, draft.noun, draft.country = other.name, other.noun, other.country
            draft.sector, draft.other_sectors = other.sector, other.other_sectors
            draft.rule, draft.certain = f"description: {draft.rule}", min(other.certain, draft.certain)
            return True
    return False
