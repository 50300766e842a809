"""Whether what a word tells of happened, by the verb forms, conjunctions and negations of its own clause.

Read off the parse, from the word up to its finite verb: will, may and would, "is to", "has yet to", "if" and its inversions,
"nobody", "without" and "nearly".  What other words say of it ("denied", "planned") is the frames' business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.events import syntax
from dragoman.events.syntax import clause_verb

WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "ll"})
WOULD = frozenset({"would", "'d", "’d"})
MAYBE = frozenset({"could", "may", "might", "can", "should", "must", "ca"})
CONDITIONAL_MARKS = frozenset({"if", "unless", "whether", "lest", "until"})
INVERTED = frozenset({"had", "were", "should"})
"""Before its subject, each of these begins a condition: "had they known", "were it to fail", "should talks break down"."""
NOBODY = frozenset({"nobody", "none", "nothing", "neither", "no-one"})
NONE = frozenset({"no", "neither", "not"})
ALMOST = frozenset({"nearly", "almost", "hardly"})
INSTEAD = frozenset({"without", "instead", "rather", "far", "short"})
"""What follows these with a participle was not done: "without firing", "instead of shooting", "far from disarming", "stopped
short of recognising"."""
PURPOSES = frozenset({
    "aim", "answer", "challenge", "desire", "duty", "goal", "hope", "idea", "intention", "job", "mission", "objective",
    "option", "plan", "point", "policy", "priority", "proposal", "purpose", "role", "step", "strategy", "task", "thing", "way",
    "wish",
})
"""What "is to" do something is its content, and no arrangement."""
MODAL_LABELS = syntax.ALL_SUBJECTS | {"neg", "det", "preconj", "advmod", "mark", "aux"}
"""Relations of the words that tell something of a clause's reality."""
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
GOVERNED_BY = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "attr", "oprd", "conj", "compound", "amod",
                         "acomp", "nsubjpass", "advcl", "dative", "agent", "appos"})
"""Relations over which a frame reaches down; a relative clause or a subject is out of its reach."""
REACH = 7


@dataclass(frozen=True, slots=True)
class Modality:
    """What the clause of an event says of its reality, with the word that says it."""

    negation: Token | None = None
    future: Token | None = None
    maybe: Token | None = None

    def or_else(self, other: Modality) -> Modality:
        """This, completed by what only `other` says."""
        if other is NOTHING:
            return self
        return Modality(self.negation or other.negation, self.future or other.future, self.maybe or other.maybe)


NOTHING = Modality()


def modality(head: Token) -> Modality:
    """Read negation, futurity and possibility off the clause of `head`, up to its finite verb."""
    found = NOTHING
    for token in clause_of(head):
        for child in token.children:
            found = found.or_else(_modality_word(child, token))
        found = found.or_else(_avoided(token)).or_else(_outstanding(token)).or_else(_inversion(token))
        if token.dep_ == "advcl" and token.head.lower_ == "were":
            found = found.or_else(_inversion(token.head))  # "were Berlin to send tanks"
        if _is_finite(token):
            return found.or_else(Modality(maybe=_condition(token)))
    return found


def clause_of(head: Token) -> Iterator[Token]:
    """The token and what governs it up to its finite verb; a verb that shares the auxiliaries of the one before it ("will
    land and meet") has that one in its clause too."""
    token = head
    for _ in range(REACH):
        yield token
        if _is_finite(token) or token.head.i == token.i or token.dep_ not in GOVERNED_BY:
            return
        if token.dep_ in ("advcl", "acl") and not is_complement_like(token):
            return
        token = token.head


def is_complement_like(verb: Token) -> bool:
    """A clause that is really a complement: the infinitive after "plan", "scheduled", "calls", "called for them"."""
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return False
    if verb.dep_ == "acl" or verb.head.pos_ in ("NOUN", "ADJ") or syntax.is_passive(verb.head):
        return True
    return any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.children)


def is_asked(head: Token) -> bool:
    """Whether a modal verb stands in an indirect question, which demands nothing: "debated whether jets should strike"."""
    return head.tag_ == "MD" and any(c.dep_ == "mark" and c.lower_ == "whether" for c in head.head.children)


def is_questioned(verb: Token) -> bool:
    """Whether the clause of the verb is an indirect question."""
    return any(c.dep_ == "mark" and c.lower_ == "whether" for token in (verb, verb.head) for c in token.children)


def _modality_word(word: Token, verb: Token) -> Modality:
    """What one dependent of a verb or noun says of its reality."""
    label = word.dep_
    if label not in MODAL_LABELS:
        return NOTHING
    form = word.lower_
    if label == "neg" or (label in ("det", "preconj") and form in ("no", "neither")):
        return Modality(negation=word)
    if label == "advmod" and form in ALMOST and syntax.is_verbal(verb):
        return Modality(negation=word)
    if label in syntax.ALL_SUBJECTS and syntax.is_verbal(verb):
        none = _nobody(word)
        return Modality(negation=none) if none is not None else NOTHING
    if label == "mark" and form in CONDITIONAL_MARKS:
        return Modality(maybe=word)
    if label == "mark" and form == "before":
        return _before(word, verb)
    if label != "aux":
        return NOTHING
    if form in WOULD:
        return _would(word, verb)
    if form in WILL:
        return Modality(future=word)
    return Modality(maybe=word) if form in MAYBE else NOTHING


def _before(word: Token, verb: Token) -> Modality:
    """"before they could shoot" (they did not), "before it will let them arm" (it has not so far)."""
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if "could" in modals:
        return Modality(negation=word)
    return Modality(maybe=word) if modals & WILL else NOTHING


def _would(word: Token, verb: Token) -> Modality:
    """The future of a past ("said it would"), unless a condition or a perfect make it a mere thought."""
    if not _is_reported(verb) or any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children) or _has_condition(verb):
        return Modality(maybe=word)
    return Modality(future=word)


def _nobody(subject: Token) -> Token | None:
    """The word by which a subject is nobody: "no soldier", "not one truck", "none of the rebels"."""
    if subject.lower_ in NOBODY:
        return subject
    for child in subject.children:
        if child.lower_ in NONE and child.dep_ in ("det", "neg", "preconj", "predet", "advmod", "nummod"):
            return child
        if child.dep_ in ("det", "nummod", "predet"):
            inner = next((c for c in child.children if c.dep_ == "neg" or c.lower_ in NONE), None)
            if inner is not None:
                return inner
    return None


def _avoided(token: Token) -> Modality:
    """The participle after "without", "instead of", "rather than", "far from"."""
    if token.dep_ == "pcomp":
        words = [token.head, token.head.head, *token.head.children]
        return Modality(negation=next((w for w in words if w.lower_ in INSTEAD), None))
    if token.dep_ in ("relcl", "acl") and token.lemma_ == "do" and token.head.lower_ == "nothing":
        return Modality(negation=token.head)  # "had nothing to do with the shelling"
    return NOTHING


def _outstanding(token: Token) -> Modality:
    """The infinitive under a bare "be" or "have": "is to meet" (planned), "were to have met" (it came to nothing), "has yet to
    release" (not so far)."""
    governor = token.head
    if token.dep_ not in ("xcomp", "acomp", "attr", "ccomp") or not _is_infinitive(token):
        return NOTHING
    if any(c.dep_ == "advmod" and c.lower_ == "yet" for c in (*governor.children, *token.children)) and governor.lemma_ in (
        "have", "be"
    ):
        return Modality(negation=governor)
    if governor.lemma_ != "be" or any(c.dep_ in ("acomp", "attr", "expl") and c.i != token.i for c in governor.children):
        return NOTHING
    subject = next((c for c in governor.children if c.dep_ in syntax.SUBJECTS), None)
    if subject is None or subject.lemma_ in PURPOSES or subject.dep_ == "csubj":
        return NOTHING
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children):
        return Modality(negation=governor)
    return Modality(future=governor)


def _inversion(token: Token) -> Modality:
    """"Had the rebels attacked", "should they cross", "were Berlin to send": the auxiliary before its subject."""
    subject = next((c for c in token.children if c.dep_ in syntax.ALL_SUBJECTS), None)
    if subject is None or not syntax.is_verbal(token):
        return NOTHING
    auxiliary = next(
        (c for c in token.children if c.dep_ in ("aux", "auxpass") and c.lower_ in INVERTED and c.i < subject.left_edge.i), None
    )
    if auxiliary is None and token.lower_ == "were" and token.i < subject.left_edge.i:
        auxiliary = token
    if auxiliary is None or (auxiliary.i > 0 and auxiliary.nbor(-1).lower_ in ("neither", "nor", "never", "only", "so")):
        return NOTHING
    if token.sent.text.rstrip().endswith("?"):
        return NOTHING
    return Modality(maybe=auxiliary)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_finite(token: Token) -> bool:
    if token.tag_ in FINITE_TAGS and syntax.is_verbal(token):
        return True
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children)


def _condition(verb: Token) -> Token | None:
    """The "if" above a clause, or the "when" of what has yet to come ("when he appoints one, they will find us ready")."""
    top = verb
    while top.dep_ in ("conj", "relcl", "xcomp") and top.head.i != top.i:
        top = top.head if top.dep_ != "relcl" else (clause_verb(top) or top.head)
    if top.dep_ != "advcl":
        return None
    awaited = any(c.dep_ == "aux" and c.lower_ in WILL for c in top.head.children)
    for child in top.children:
        if child.dep_ == "mark" and child.lower_ in ("if", "unless"):
            return child
        if awaited and child.lower_ in ("when", "once", "until", "after") and top.tag_ in ("VBZ", "VBP"):
            return child
    return None


def _has_condition(verb: Token) -> bool:
    """Whether an "if" stands beside the verb, or beside the speaking verb that the parser hung it on ("they say, if …")."""
    beside = [verb, *(c for c in verb.children if c.dep_ in ("ccomp", "parataxis"))]
    if verb.dep_ in ("ccomp", "conj", "parataxis"):
        beside.append(verb.head)
    for governor in beside:
        for child in governor.children:
            if child.dep_ in ("advcl", "ccomp", "parataxis") and child.i != verb.i and _is_condition(child):
                return True
    return False


def _is_condition(clause: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children):
        return True
    return _inversion(clause) is not NOTHING


def _is_reported(verb: Token) -> bool:
    """"said it would": the future of a past."""
    return verb.dep_ in ("ccomp", "conj", "parataxis") or any(c.dep_ in ("ccomp", "parataxis") for c in verb.children)
