"""All rules together: which claim of which rule stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.attribution.asides import aside_claims
from dragoman.attribution.claims import Claim
from dragoman.attribution.cues import Cue, cue_at, is_finite, verb_cues
from dragoman.attribution.headlines import headline_claims
from dragoman.attribution.mentions import subject
from dragoman.attribution.nouns import adjective_claims, noun_claims
from dragoman.attribution.page import Page
from dragoman.attribution.reported import reported
from dragoman.attribution.speech import covered, cued_speech, join_speech

RECENT = 12
"""How many claims back the one may stand that a participle goes on with."""
AFTERTHOUGHTS = frozenset({"parenthesis", "quotation"})
"""Rules whose cue may follow the content."""
MAX_ADDRESSEE = 12
"""Tokens between such a cue and the participle that goes on with it."""
FIRST_PERSON = frozenset({"i", "we", "you"})
LINKING = frozenset({"PUNCT", "CCONJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Found:
    """A claim, and those whose cue lies within its content."""

    claim: Claim
    nested: tuple[Claim, ...]


def find_claims(page: Page) -> list[Found]:
    """The claims of the page: no two with the same cue, none with its cue within the content of another, but nested in it."""
    speech = cued_speech(page)
    _resource(page, speech.claims)
    used = {at for claim in speech.claims if claim.cue for at in range(*claim.cue)}
    for cue in verb_cues(page):
        if cue.verb.i not in used and page.quote_at[cue.verb.i] < 0:
            claim = reported(page, cue)
            if claim is not None:
                claim = _with_main_source(page, cue, claim, speech.claims)
                speech.add(claim, covered(page, claim))
    join_speech(page, speech)
    claims = speech.claims
    others = (aside_claims, noun_claims, adjective_claims, headline_claims)
    for claim in (claim for find in others for claim in find(page)):
        if claim.cue is None or claim.cue[0] in used or _hedges_cue(page, claim) or _is_of_telling(speech.claims, claim):
            continue
        claims.append(claim)
    return outermost(page, claims)


def _is_of_telling(claims: list[Claim], aside: Claim) -> bool:
    """Whether the phrase says who tells of a quotation with a speaker of its own: “…,” she said, according to the daily."""
    return aside.rule == "according" and any(
        claim.rule == "quotation" and claim.cue is not None and aside.start <= claim.start and claim.cue[1] <= aside.end
        for claim in claims
    )


def _hedges_cue(page: Page, claim: Claim) -> bool:
    """Whether the adverb is about the telling and not about what is told: "reportedly told guests that …"."""
    if claim.rule != "adverb" or claim.cue is None:
        return False
    verb = page.doc[claim.cue[0]].head
    cue = cue_at(verb, page.lexicon)
    return cue is not None and "quote" in cue.frames and reported(page, cue) is not None


def _resource(page: Page, claims: list[Claim]) -> None:
    """Give the quotations that a participle leads in (…, warning of “…”) the source of the claim before them."""
    for number, claim in enumerate(claims):
        cue = cue_at(page.doc[claim.cue[0]], page.lexicon) if claim.cue else None
        if cue is not None and cue.verb.tag_ == "VBG":
            claims[number] = _with_main_source(page, cue, claim, claims[max(0, number - RECENT) : number])


def _with_main_source(page: Page, cue: Cue, claim: Claim, earlier: list[Claim]) -> Claim:
    """The participle or second verb that follows a claim (X said …, citing Y; X said … and warned …) has its source,
    whatever the parser hangs it on."""
    participle = cue.verb.tag_ == "VBG" and page.doc[cue.start - 1].text == ","
    if not participle and (not is_finite(cue.verb) or subject(cue.verb) is not None):
        return claim
    for other in sorted(earlier[-RECENT:], key=lambda other: other.start):
        between = page.doc[other.end : cue.start]
        if other.source is None:
            continue
        if 0 < len(between) < 4 and all(word.pos_ in LINKING for word in between):
            return replace(claim, source=other.source)
        if participle and other.rule in AFTERTHOUGHTS and _follows(page, cue, other):
            return replace(claim, source=other.source)
    return claim


def _follows(page: Page, cue: Cue, other: Claim) -> bool:
    """Whether nothing but whom it was said to stands between a cue after its content and this one: "…, the mayor told state
    radio, adding …"."""
    if other.cue is None or other.cue[0] < other.end or not 0 < cue.start - other.cue[1] <= MAX_ADDRESSEE:
        return False
    return all(word.pos_ not in ("VERB", "AUX") and not word.is_sent_start for word in page.doc[other.cue[1] : cue.start])


def outermost(page: Page, claims: list[Claim]) -> list[Found]:
    """The claims whose cue lies in no other claim's content, with those whose cue does; a longer content counts before a
    shorter one."""
    inside = [-1] * len(page.doc)
    kept: list[Claim] = []
    nested: dict[int, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.start - claim.end, claim.start)):
        if claim.cue is not None and inside[claim.cue[0]] >= 0:
            nested[inside[claim.cue[0]]].append(claim)
            continue
        for start, end in claim.pieces:
            inside[start:end] = [len(kept)] * (end - start)
        kept.append(claim)
    for claim in quoted_claims(page):
        if claim.cue is not None and inside[claim.cue[0]] >= 0:
            nested[inside[claim.cue[0]]].append(claim)
    return [Found(claim, tuple(_within(claim, nested[number]))) for number, claim in enumerate(kept)]


def _within(claim: Claim, nested: list[Claim]) -> list[Claim]:
    """Those whose whole content lies within the claim's, in the order of their contents."""
    pieces = claim.pieces
    inner = [
        other
        for other in nested
        if all(any(start <= first and last <= end for start, end in pieces) for first, last in other.pieces)
    ]
    return sorted(inner, key=lambda other: (other.start, other.end, other.rule))


def quoted_claims(page: Page) -> Iterator[Claim]:
    """What somebody quoted says that another said: “They told us we could leave,” she said.  What speakers say that they
    say themselves is no other's claim."""
    for cue in verb_cues(page):
        number = page.quote_at[cue.verb.i]
        if number < 0 or not {"clause", "quote"} & cue.frames:
            continue
        claim = reported(page, cue)
        if claim is None or claim.rule not in ("clause", "parenthesis") or claim.source is None:
            continue
        if page.doc[claim.source.head].lower_ not in FIRST_PERSON and page.quote_at[claim.start] == number:
            yield claim
