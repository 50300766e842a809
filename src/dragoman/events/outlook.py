"""Whether what a word tells of was going on, is over, or has yet to come, by the verb forms around it."""

from __future__ import annotations

from enum import Enum

from spacy.tokens import Token

from dragoman.events.syntax import MAX_CLIMB, PASSIVE_SUBJECTS, SUBJECTS, coordinated_with, is_verbal

MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "should", "must", "can", "could", "ca"})
CONDITIONS = frozenset({"if", "unless", "until", "once", "whether"})
RAISING = frozenset({"be", "expect", "schedule", "set", "slate", "plan", "due", "intend", "appear", "seem", "prepare", "bill"})
"""What governs an infinitive without a time of its own: a date beside it is the infinitive's ("is expected Monday to vote")."""
HAPPENED = frozenset({
    "begin", "start", "continue", "manage", "help", "proceed", "go", "come", "prove", "use", "force", "persuade", "lead",
})  # fmt: skip
"""What governs the infinitive of what did happen ("began to pull out", "was forced to resign")."""
NO_ACT = frozenset({"fail", "refuse", "decline", "try", "seek", "attempt"})
"""An infinitive under these has their date: "refused to annul the result"."""
AVERTED = frozenset({"against", "without", "before", "from", "instead"})
NOMINAL_LINKS = frozenset({
    "dobj", "pobj", "prep", "compound", "amod", "nsubj", "nsubjpass", "attr", "dative", "agent", "nmod", "poss",
})  # fmt: skip
CLAUSE_LINKS = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis", "pcomp", "xcomp"})


class Outlook(Enum):
    PAST = "past"
    PRESENT = "present"
    PERFECT = "perfect"  # "has tightened sanctions"
    BEFORE = "before"  # "had alleged fraud"
    AHEAD = "ahead"  # "will meet", "agreed to meet", "may apply"


def outlook(token: Token) -> Outlook:
    """Of a noun, that of the verb whose object it is ("will hold talks")."""
    verb = verb_of(token)
    return Outlook.PAST if verb is None else _of_verb(verb, MAX_CLIMB)


def verb_of(token: Token) -> Token | None:
    """The word itself, or the verb that governs the noun."""
    for _ in range(MAX_CLIMB):
        if is_verbal(token) and token.dep_ not in ("amod", "compound", "aux", "auxpass"):
            return token
        if token.head.i == token.i or (token.dep_ not in NOMINAL_LINKS and token.dep_ != "conj"):
            return None
        token = token.head
    return None


def _of_verb(verb: Token, climb: int) -> Outlook:
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & MODALS:
        return Outlook.AHEAD
    if "to" in auxiliaries and climb:
        return _of_infinitive(verb, climb - 1)
    if any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in verb.children) and verb.dep_ == "advcl":
        return Outlook.AHEAD
    if "had" in auxiliaries and verb.tag_ in ("VBN", "VBD"):
        return Outlook.BEFORE
    if auxiliaries & {"has", "have", "'ve", "’ve"} and verb.tag_ in ("VBN", "VBD"):
        return Outlook.PERFECT
    if verb.dep_ == "pcomp" and verb.head.lower_ in AVERTED:
        return Outlook.AHEAD
    if verb.dep_ == "conj" and climb and not _stands_alone(verb, auxiliaries):
        return _of_verb(coordinated_with(verb), climb - 1) if is_verbal(verb.head) else Outlook.PAST
    if verb.tag_ in ("VBZ", "VBP"):
        return Outlook.PRESENT
    return Outlook.PAST


def _stands_alone(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether a coordinated verb shows its own tense, and shares no auxiliary with the one before it."""
    if auxiliaries or any(c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS for c in verb.children):
        return True
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBD" and verb.head.tag_ == "VBD")


def _of_infinitive(verb: Token, climb: int) -> Outlook:
    governor = verb.head
    if verb.dep_ in ("acl", "relcl") or not is_verbal(governor):
        return Outlook.AHEAD  # "a chance to disarm", "ready to fight"
    if governor.lemma_ in HAPPENED or verb.dep_ == "advcl" or governor.lemma_ in NO_ACT:
        return _of_verb(governor, climb) if climb else Outlook.PAST
    return Outlook.AHEAD


def is_complement(verb: Token) -> bool:
    """Whether this is what somebody promises, wants or may do, so that the date of the promise is not its own."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return not (to and is_verbal(verb.head) and verb.head.lemma_ in RAISING)


def clause_head(token: Token) -> Token:
    """The verb of the token's own clause; of a verb without a subject that is coordinated with another, that one."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i or token.dep_ in CLAUSE_LINKS:
            return token
        if token.dep_ == "conj" and is_verbal(token) and has_own_subject(token):
            return token
        token = token.head
    return token


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS for c in verb.children)


def has_own_subject(verb: Token) -> bool:
    """A noun for subject, and no clause, which a parser may have torn from another verb."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def is_restrictive(verb: Token) -> bool:
    """A relative clause without a comma before it ("the accord that ended the war")."""
    if verb.dep_ != "relcl":
        return False
    first = min(verb.subtree, key=lambda t: t.i)
    return first.i > 0 and first.nbor(-1).text not in (",", "-", "—", "–", "(")
