"""Cues: the verbs of the lexicon in the text, with their particles, auxiliaries and negation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.attribution.lexicon import Lexicon
from dragoman.attribution.page import FINITE, Page

AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "advise", "warn"})
"""Verbs whose object is whom they speak to."""
MAX_CLAUSE = 500
"""Tokens that a verb may govern; beyond, the parser has read something else than sentences."""
PARTICLES = frozenset({"prt", "prep", "advmod", "acomp", "ccomp", "dobj", "oprd"})


def is_finite(verb: Token) -> bool:
    """Whether the verb is finite; "they say" is often tagged as an infinitive."""
    if verb.tag_ in FINITE:
        return True
    return verb.tag_ == "VB" and {"nsubj"} == {c.dep_ for c in verb.lefts if c.dep_ in ("nsubj", "aux", "auxpass")}


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of the lexicon; the tokens `start` to `end` (exclusive) hold its auxiliaries and particle."""

    verb: Token
    start: int
    end: int
    frames: frozenset[str]

    @property
    def piece(self) -> tuple[int, int]:
        return self.start, self.end


def verb_cues(page: Page) -> Iterator[Cue]:
    """Yield the verbal cues, in the order of the text, those within quotations too; verbs that the lexicon lacks where
    quoted words after "as" show that they judge (has hounded him as a “con man”)."""
    for token in page.tokens:
        if token.tag_[:2] == "VB" and token.dep_ not in ("amod", "compound"):
            cue = cue_at(token, page.lexicon)
            if cue is None and _judges(page, token):
                cue = Cue(token, token.i, token.i + 1, frozenset({"object"}))
            if cue is not None:
                yield cue


def _judges(page: Page, verb: Token) -> bool:
    has_object = False
    for child in verb.rights:
        if has_object and child.lower_ == "as" and child.dep_ == "prep":
            return any(page.quote_at[token] >= 0 for token in range(child.i + 1, child.right_edge.i + 1))
        has_object |= child.dep_ == "dobj" and child.lemma_ not in page.lexicon.nouns
    return False


def cue_at(token: Token, lexicon: Lexicon) -> Cue | None:
    """The cue whose verb the token is."""
    name, end = verb_name(token, lexicon)
    frames = lexicon.verbs.get(name)
    if frames is None or token.right_edge.i - token.left_edge.i > MAX_CLAUSE:
        return None
    start = token.i
    for child in token.lefts:
        if child.dep_ in AUXILIARIES:
            start = child.i
            break
    if token.i - start > 5 or any(between.is_punct for between in token.doc[start : token.i]):
        start = token.i
    return Cue(token, start, end, frames)


def verb_name(token: Token, lexicon: Lexicon) -> tuple[str, int]:
    """The verb as the lexicon has it, with its particle ("point out"), and the token after it."""
    lemma = lexicon.forms.get(token.lower_) or token.lemma_.lower()
    particles = lexicon.particles.get(lemma)
    if particles:
        for child in token.rights:
            if child.i <= token.i + 3 and child.lower_ in particles and child.dep_ in PARTICLES:
                return f"{lemma} {child.lower_}", child.i + 1
    return lemma, token.i + 1
