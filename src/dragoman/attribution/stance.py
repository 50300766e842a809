"""Veridicality: what a source holds of the content, from the stance of its cue and what negates or weakens that.

The tables are `stance` in verbs.csv, nouns.csv, adjectives.csv and phrases.csv, and stances.csv.  The idea, and the five
values, follow FactBank (Saurí & Pustejovsky, LRE 2009), with its degrees of certainty left out.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.attribution.claims import Claim
from dragoman.attribution.cues import verb_name
from dragoman.attribution.lexicon import Stance
from dragoman.attribution.mentions import subject
from dragoman.attribution.page import Page
from dragoman.model import Veridicality

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "cannot"})
NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
UNREAL_AUXILIARIES = frozenset({"may", "might"})
CONDITIONS = frozenset({"if", "unless", "whether"})
REFUSING = frozenset({"refuse", "decline", "fail"})
"""Verbs that negate the one they govern ("refused to confirm")."""
MENTIONING = frozenset({"object", "preposition", "gerund"})
"""Rules whose content is a thing and no clause."""
HEDGES = frozenset({"ADV"})
MAX_COORDINATED = 4
SHORT = 9
"""Tokens of a content that is a noun phrase and no clause with a noun in it."""


def veridicality(page: Page, claim: Claim) -> Veridicality | None:
    """None where nothing is claimed to be so."""
    verb = cue_verb(page, claim)
    stance = stance_of(page, claim, verb)
    row = page.lexicon.stances.get(stance)
    if row is None or _claims_nothing(page, claim, stance, verb):
        return None
    if verb is not None:
        if _is_unreal(verb):
            return None
        if hedge(page, verb) is not None:
            return page.lexicon.stances[Stance.ALLEGE].plain
        if is_negated(verb):
            return _negated(page, claim, stance, verb)
    if claim.source is None and claim.rule != "quotation":
        return row.unsourced
    return row.plain


def cue_verb(page: Page, claim: Claim) -> Token | None:
    """The verb of the cue; None for nouns, phrases, colons and dashes."""
    if claim.cue is None or claim.stance is not None or claim.rule in ("noun", "colon", "signature", "cited"):
        return None
    verbs = [token for token in page.doc[claim.cue[0] : claim.cue[1]] if token.pos_ in ("VERB", "AUX")]
    return verbs[-1] if verbs else None


def stance_of(page: Page, claim: Claim, verb: Token | None) -> Stance:
    if claim.stance is not None or claim.cue is None:
        return claim.stance or Stance.ASSERT
    last = page.doc[claim.cue[1] - 1]
    if claim.rule == "noun":
        return page.lexicon.noun_stances.get(last.lemma_.lower(), Stance.ASSERT)
    if claim.rule == "adjective":
        return page.lexicon.adjective_stances.get(last.lower_, Stance.ASSERT)
    return Stance.ASSERT if verb is None else _verb_stance(page, verb)


def _verb_stance(page: Page, verb: Token) -> Stance:
    return page.lexicon.verb_stances.get(verb_name(verb, page.lexicon)[0], Stance.ASSERT)


def _claims_nothing(page: Page, claim: Claim, stance: Stance, verb: Token | None) -> bool:
    if stance in (Stance.ASSERT, Stance.JUDGE) and claim.rule == "infinitive":
        return True
    if stance is Stance.JUDGE:
        return claim.rule in MENTIONING and not _judges_as(claim, verb)
    return stance is Stance.REJECT and not _is_of_claim(page, claim)


def _judges_as(claim: Claim, verb: Token | None) -> bool:
    """ "Denounced the drills as a rehearsal" claims that they are one."""
    if verb is None:
        return False
    governors = (verb, *(child for child in verb.rights if child.dep_ == "dobj"))
    return any(c.lower_ == "as" and claim.start <= c.i < claim.end for governor in governors for c in governor.rights)


def _is_of_claim(page: Page, claim: Claim) -> bool:
    """Whether what is rejected is a claim of another and no offer or demand: "rejected reports that …", "dismissed it"."""
    if claim.rule not in (*MENTIONING, "predicate"):
        return claim.rule != "infinitive"
    words = page.doc[claim.start : claim.pieces[0][1]]
    head = words.root
    if head.pos_ == "PRON":
        return True
    nouns = [head] if head.pos_ == "NOUN" or len(words) > SHORT else words
    return any(page.lexicon.noun_stances.get(noun.lemma_.lower(), Stance.WANT) is not Stance.WANT for noun in nouns)


def _negated(page: Page, claim: Claim, stance: Stance, verb: Token) -> Veridicality | None:
    """ "Neither confirmed nor denied" leaves it in doubt."""
    other = verb.head if verb.dep_ == "conj" else None
    if stance is Stance.DENY and other is not None and _verb_stance(page, other) is Stance.CONFIRM:
        stance = Stance.CONFIRM
    return page.lexicon.stances[stance].negated


def is_negated(verb: Token) -> bool:
    """Whether the verb is negated: by itself, by its subject, by the verb it is coordinated with or governed by."""
    for _ in range(MAX_COORDINATED):
        if any(child.dep_ == "neg" or (child.i < verb.i and child.lower_ in NEGATIONS) for child in verb.children):
            return True
        own = subject(verb)
        if own is not None:
            return own.lower_ in NOBODY or any(child.lower_ in ("no", "neither", "not") for child in own.lefts)
        if verb.dep_ == "xcomp" and verb.head.lemma_ in REFUSING:
            return True
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            return False
        verb = verb.head
    return False


def _is_unreal(verb: Token) -> bool:
    return any(
        (child.dep_ == "aux" and child.lower_ in UNREAL_AUXILIARIES) or (child.dep_ == "mark" and child.lower_ in CONDITIONS)
        for child in verb.lefts
    )


def hedge(page: Page, verb: Token) -> Token | None:
    """The adverb that makes hearsay of the cue itself: "reportedly told guests …"."""
    for child in verb.lefts:
        if child.pos_ in HEDGES and any(row.stance is Stance.ALLEGE for row in page.lexicon.phrases.get(child.lower_, ())):
            return child
    return None
