"""What acts without a noun for those who act: "thousands marched", "40 were wounded", "nobody shot", "tractors blocked the
road", "both states signed"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.draft import Draft
from dragoman.actors.phrases import SUBJECTS, phrase_start
from dragoman.actors.reading import Reading
from dragoman.model import ActorKind

MANY = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions", "many", "several", "others", "countless"})
ANYBODY = frozenset({"nobody", "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "none"})
NO_PEOPLE = frozenset({"MONEY", "PERCENT", "DATE", "TIME", "QUANTITY", "ORDINAL"})
"""Labels of the numbers of other things."""
HARMED = frozenset(
    {"kill", "wound", "injure", "hurt", "maim", "arrest", "detain", "jail", "shoot", "behead", "execute", "abduct", "kidnap",
     "capture", "displace", "evacuate", "evict", "deport", "expel", "free", "release", "rescue", "hang", "massacre",
     "slaughter", "murder", "sentence", "indict", "charge", "pardon"}
)
"""Verbs whose objects are people, if only a number tells how many."""
DONE_BY_PEOPLE = frozenset(
    {"die", "perish", "flee", "march", "protest", "rally", "demonstrate", "gather", "riot", "resign", "surrender", "strike"}
)
SAID = frozenset({"say", "argue", "believe", "think", "wonder", "fear", "hope", "see", "call", "expect", "be", "have"})
"""Verbs of those whom a report quotes without naming ("many say")."""
NOUN, SECTOR = "people", "CVL"
MACHINES = {
    "tank": "MIL", "plane": "MIL", "aircraft": "MIL", "tractor": "AGR", "bulldozer": "UNK", "truck": "UNK", "lorry": "UNK",
    "boat": "UNK", "ship": "UNK",
}
"""Plural nouns that stand for those who drive, and their sectors; where a state or a body owns them, it is who acts."""
SETTLEMENTS = frozenset(
    {"village", "town", "city", "capital", "hamlet", "settlement", "camp", "neighbourhood", "neighborhood", "island",
     "peninsula"}
)
"""Nouns that stand for those who live there, where it is attacked and nothing names it."""
ATTACKED = frozenset(
    {"attack", "assault", "bomb", "bombard", "shell", "rocket", "strafe", "raid", "storm", "besiege", "loot", "pillage",
     "torch", "raze", "invade", "ransack", "gas", "pound", "burn", "flatten", "destroy", "overrun", "encircle", "blockade"}
)
COUNTED = {"state": "GOV"}
"""Nouns that name an actor only where they are counted ("both states"), and their sectors."""
COUNTS = frozenset({"both", "neither", "two", "three", "four", "several"})
CERTAIN = 0.8


def add_crowds(reading: Reading) -> None:
    """Add a mention for each quantity and machine that does, or suffers, what only people do or suffer."""
    for token in reading.tokens:
        if token.i in reading.taken or token.i in reading.name_at or token.i in reading.at_head:
            continue
        if (found := noun_of(reading, token)) is not None:
            noun, sector, rule = found
            reading.claim(Draft(
                phrase_start(reading.tokens, token.i), crowd_end(token), token.i, ActorKind.AGENT, noun, rule,
                sector=sector, noun=noun, plural=token.lower_ != "one", certain=CERTAIN,
            ))


def noun_of(reading: Reading, token: Token) -> tuple[str, str, str] | None:
    """The noun, the sector and the rule by which the token names an actor."""
    if is_crowd(token) or is_count(token):
        return NOUN, SECTOR, "quantity"
    noun = token.lemma_.lower()
    if noun in SETTLEMENTS and token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in ATTACKED:
        named = any(word.i in reading.taken or word.i in reading.name_at for word in token.subtree)
        return None if named else (noun, SECTOR, "settlement")
    if token.dep_ not in SUBJECTS or (noun not in MACHINES and noun not in COUNTED):
        return None
    before = reading.tokens[phrase_start(reading.tokens, token.i) : token.i]
    if any(word.i in reading.taken or word.i in reading.name_at for word in before):
        return None
    if noun in COUNTED:
        return (noun, COUNTED[noun], "agent") if any(word.lower_ in COUNTS for word in before) else None
    drives = noun == "aircraft" or (token.dep_ == "nsubj" and token.lower_ != noun)
    return (noun, MACHINES[noun], "machine") if drives and token.head.lemma_ not in SAID else None


def is_crowd(token: Token) -> bool:
    """A word for many, all or none, which is the subject of a deed or the agent of a passive."""
    if token.lower_ not in MANY | ANYBODY and not is_no_one(token):
        return False
    if token.ent_type_ in NO_PEOPLE or counts_something(token):
        return False
    by_agent = token.dep_ == "pobj" and token.head.dep_ == "agent"
    left = token.dep_ == "nsubj" and token.head.tag_ == "VBN" and not any(c.dep_ == "aux" for c in token.head.children)
    done = token.dep_ in SUBJECTS and token.head.lemma_ not in SAID and not left  # "left hundreds injured"
    suffered = token.dep_ == "dobj" and token.head.lemma_ in HARMED and token.lower_ != "others"
    return by_agent or done or suffered


def is_no_one(token: Token) -> bool:
    return token.lower_ in ("one", "no-one") and (token.lower_ == "no-one" or (token.i > 0 and token.nbor(-1).lower_ == "no"))


def is_count(token: Token) -> bool:
    """A bare numeral: those who were killed, or who died."""
    if token.tag_ != "CD" or token.ent_type_ in NO_PEOPLE or counts_something(token) or not (token.is_lower or token.is_digit):
        return False
    verb = token.head.lemma_
    if token.dep_ == "nsubj":
        return verb in DONE_BY_PEOPLE
    return token.dep_ in ("nsubjpass", "dobj") and verb in HARMED


def counts_something(token: Token) -> bool:
    """Whether it tells what is counted ("thousands of litres", "forty sheep"), be it no more than another number."""
    end = crowd_end(token)
    if end >= len(token.doc):
        return False
    after = token.doc[end]
    return after.lower_ == "of" or (token.head.i == after.i and after.tag_ in ("NN", "NNS"))


def crowd_end(token: Token) -> int:
    """Behind the quantity, or behind "tens of thousands"."""
    end = token.i + 1
    while end + 1 < len(token.doc) and token.doc[end].lower_ == "of" and token.doc[end + 1].lower_ in MANY:
        end += 2
    return end
