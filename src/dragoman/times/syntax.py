"""What the parse says about an expression: the tense of the verb that governs it, and whether it modifies a noun."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum

from spacy.tokens import Doc, Token

AUXILIARIES = frozenset({"aux", "auxpass"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "poss", "npadvmod"})
AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "should", "must", "can", "could"})
PAST_AUXILIARIES = frozenset({"was", "were", "had", "did", "has", "have", "'ve", "been", "’ve"})
# Verbs whose infinitive tells what happened, not what is meant to happen.
IMPLICATIVE = frozenset({
    "begin", "start", "continue", "manage", "fail", "refuse", "decline", "come", "appear", "seem", "use", "rise",
    "fall", "go", "help", "be",
})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PERSONAL = frozenset({
    "say", "tell", "add", "write", "visit", "meet", "call", "want", "hope", "face", "resign", "insist", "urge", "warn",
    "accuse", "announce", "leave", "speak", "vow", "promise", "hold",
})  # fmt: skip
PLANNING = frozenset({"schedule", "plan", "set", "slate", "expect", "bill"})
SAYING = frozenset({"say", "tell", "report", "announce", "add", "write", "show"})
# Verbs whose infinitive lies ahead of them, however long ago they were said.
COMMITTING = frozenset({
    "agree", "promise", "pledge", "vow", "decide", "undertake", "threaten", "offer", "order", "ask", "invite", "swear",
    "urge", "tell", "call", "warn", "give", "press", "want",
})  # fmt: skip
# Verbs whose past looks like their present, so that taggers take the one for the other.
UNCHANGING = frozenset({
    "hit", "cut", "put", "set", "shut", "hurt", "quit", "let", "split", "spread", "beat", "cast", "shed", "burst", "bid",
})  # fmt: skip
LIMITS = frozenset({"by", "from"})  # "called for elections by March", "threatened to strike from Monday"
PROMISING = frozenset({"promise", "threaten", "pledge", "vow"})
CONDITIONS = frozenset({"if", "unless", "once"})
MAX_CLIMB = 12
DIRECT = 2  # steps from an expression, over a preposition, to the verb that it is an adverbial of


class Direction(Enum):
    PAST = -1
    PRESENT = 0
    FUTURE = 1
    PLANNED = 2  # in the past: over or to come


class Syntax:
    """A Doc by characters.  Works without a parse, knowing less."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text  # put together anew at each call of spaCy's
        self.parsed = doc.has_annotation("DEP")
        self.starts = [token.idx for token in doc]
        self.names: set[str] = set()  # words that a person has been named by

    def token_at(self, character: int) -> Token:
        return self.doc[max(0, bisect_right(self.starts, character) - 1)]

    def tag_at(self, character: int) -> str:
        return self.token_at(character).tag_ if self.starts else ""

    def head_of(self, start: int, end: int) -> Token:
        """The token in the characters that depends on one outside them."""
        tokens = self.doc[self.token_at(start).i : self.token_at(max(start, end - 1)).i + 1]
        return next((t for t in tokens if not start <= t.head.idx < end and t.dep_ != "det"), tokens[-1])

    def direction(self, start: int, end: int) -> Direction | None:
        """Whether the governing verb speaks of the past, the present or the future; None without a verb."""
        return self.governed(start, end)[0]

    def governed(self, start: int, end: int) -> tuple[Direction | None, bool]:
        """The direction, and whether the expression is an adverbial of the verb itself."""
        if not self.parsed or not self.starts:
            return None, False
        token, modifier = self.head_of(start, end), self.modifies_noun(start, end)
        promised = False
        for steps in range(MAX_CLIMB):
            if token.pos_ in ("VERB", "AUX") and not begins_after(token, end):
                limited = token.lemma_ in COMMITTING and self.before(start) in LIMITS
                found = Direction.FUTURE if promised or limited else tense(token)
                if found is Direction.PRESENT and (modifier or steps > DIRECT):
                    return None, False  # "the price is above Thursday's"
                if found is not None:
                    return found, steps <= DIRECT and not modifier
            if token.head is token:
                return None, False
            promised = token.dep_ == "dobj" and token.head.lemma_ in PROMISING  # "threatened a strike from Monday"
            token = token.head
        return None, False

    def before(self, character: int) -> str:
        """The token before the one at the character, in lower case."""
        at = self.token_at(character).i
        return self.doc[at - 1].lower_ if at else ""

    def depends_on_noun(self, character: int) -> bool:
        """Whether the preposition at the character belongs to a noun: "elections by March"."""
        return self.is_preposition(character) and self.token_at(character).head.pos_ in ("NOUN", "PROPN")

    def is_name(self, character: int) -> bool:
        """Whether the token stands where a person's name does: "Theresa May", "May said", "June Thomson"."""
        if not self.parsed or not self.starts:
            return False
        token = self.token_at(character)
        before = token.nbor(-1) if token.i > 0 else token
        if token.text in self.names:
            return True
        surname = before.dep_ == "compound" and before.head == token and before.pos_ == "PROPN"
        forename = token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.head.i == token.i + 1
        agent = token.dep_ in SUBJECTS and token.head.lemma_ in PERSONAL
        if surname or forename:
            self.names.add(token.text)
        return surname or forename or agent

    def is_preposition(self, character: int) -> bool:
        return self.parsed and bool(self.starts) and self.token_at(character).dep_ == "prep"

    def modifies_noun(self, start: int, end: int) -> bool:
        """Whether the expression stands before a noun that it belongs to ("the [third quarter] loss")."""
        if not self.parsed or not self.starts:
            return False
        token = self.head_of(start, end)
        return token.dep_ in MODIFIERS and token.head.idx >= end and token.head.pos_ in ("NOUN", "PROPN")


def begins_after(verb: Token, character: int) -> bool:
    """Whether the verb's clause opens with a "that" after the character: a date before it belongs to another verb."""
    return any(child.dep_ == "mark" and child.lower_ == "that" and child.idx >= character for child in verb.lefts)


def tense(verb: Token) -> Direction | None:
    auxiliaries, tag = auxiliaries_of(verb), verb.tag_
    if auxiliaries & AHEAD:
        return Direction.PAST if auxiliaries & {"have"} and tag == "VBN" else Direction.FUTURE
    if tag == "VBN" and verb.lemma_ in PLANNING and "had" not in auxiliaries:
        return Direction.PLANNED if auxiliaries & {"was", "were"} else Direction.PRESENT
    if "to" in auxiliaries and is_arranged(verb):
        return arranged(verb)
    if is_condition(verb):
        return Direction.FUTURE
    if auxiliaries & PAST_AUXILIARIES or tag == "VBD":
        return Direction.PAST
    if tag == "VBN" and not auxiliaries and is_wanted(verb):
        return Direction.FUTURE
    if tag == "VBN":
        return Direction.PRESENT if auxiliaries else Direction.PAST
    if tag in ("VBP", "VBZ"):
        past = verb.lemma_ in SAYING or (tag == "VBP" and verb.lemma_ in UNCHANGING)
        return Direction.PAST if past else Direction.PRESENT
    if tag == "VBG":
        return Direction.FUTURE if auxiliaries else None
    if "to" in auxiliaries:
        return infinitive(verb)
    return None


def auxiliaries_of(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in AUXILIARIES}


def is_arranged(verb: Token) -> bool:
    """ "is to meet", "was to have met"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.tag_ in ("VBZ", "VBP", "VBD")


def arranged(verb: Token) -> Direction:
    """What "was to" happen may be over or to come, like what was "scheduled"."""
    return Direction.PLANNED if verb.head.tag_ == "VBD" else Direction.FUTURE


def is_wanted(verb: Token) -> bool:
    """ "wants the vote held before Christmas"."""
    wanting = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else verb.head
    return verb.dep_ in ("acl", "ccomp", "xcomp", "oprd") and wanting.lemma_ in ("want", "need")


def is_condition(verb: Token) -> bool:
    """ "would leave if they were not freed by Friday"."""
    marked = any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in verb.lefts)
    if not marked or verb.dep_ != "advcl" or verb.tag_ not in ("VBD", "VBN"):
        return False
    consequence = auxiliaries_of(verb.head)
    return bool(consequence & AHEAD) and "have" not in consequence


def infinitive(verb: Token) -> Direction | None:
    """ "refused to meet on Friday" is of the past, "plans to meet on Friday" of the future."""
    governor = verb.head
    if verb.dep_ == "xcomp" and governor.lemma_ in IMPLICATIVE:
        return None
    if governor.lemma_ in COMMITTING:
        return Direction.FUTURE
    if verb.dep_ == "advcl" and governor.tag_ == "VBD":  # "met to mark the truce on Friday"
        return None
    governors = (governor,) if governor.pos_ == "VERB" else (governor, governor.head)
    if any(child.lower_ == "had" for each in governors for child in each.children):  # "had been due to expire"
        return Direction.PAST
    return Direction.FUTURE
