"""Direct speech: each quotation gets the cue beside it, or joins the quotation before it.

A cue stands after ("…," said X), before (X said: "…") or between two quotations ("…," X said. "…").  A paragraph that is all
quotation goes on with the speaker before it.  What has neither cue nor speaker beside it is no speech: titles, scare quotes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece
from dragoman.attribution.cues import Cue, cue_at
from dragoman.attribution.lexicon import Lexicon
from dragoman.attribution.mentions import Mention, mention
from dragoman.attribution.page import Page, Quote
from dragoman.attribution.reported import source_mention

MAX_GAP = 45
"""Tokens within which a cue is looked for beside a quotation."""

STARTS_TIGHT = frozenset({",", "?", "!", "…", "--", "—", "–", "-", "..."})


@dataclass(slots=True)
class Speech:
    """What is known so far: the claims by number of their first quotation, and the claim of each quotation."""

    claims: list[Claim]
    of_quote: dict[int, int]

    def add(self, claim: Claim, quote: Quote) -> None:
        self.of_quote[quote.number] = len(self.claims)
        self.claims.append(claim)

    def join(self, quote: Quote, earlier: Quote) -> None:
        number = self.of_quote[earlier.number]
        claim = self.claims[number]
        self.claims[number] = replace(claim, pieces=(*claim.pieces, (quote.start, quote.end)))
        self.of_quote[quote.number] = number


def direct_speech(page: Page, lexicon: Lexicon) -> Speech:
    """The claims of all quotations that are speech."""
    speech = Speech([], {})
    for quote in page.quotes:
        earlier = page.quotes[quote.number - 1] if quote.number else None
        _place(page, lexicon, speech, quote, earlier)
    return speech


def _place(page: Page, lexicon: Lexicon, speech: Speech, quote: Quote, earlier: Quote | None) -> None:
    known = earlier is not None and earlier.number in speech.of_quote
    if known and earlier is not None and earlier.continued and earlier.paragraph + 1 == quote.paragraph:
        speech.join(quote, earlier)
        return
    cue = cue_after(page, lexicon, quote)
    if cue is None and known and earlier is not None and _resumes(page, speech, quote, earlier):
        speech.join(quote, earlier)
        return
    if cue is None:
        cue = cue_before(page, lexicon, quote)
    if cue is not None and _is_speech(page, quote):
        speech.add(Claim(((quote.start, quote.end),), _source(page, cue, quote), cue.piece, "quotation"), quote)
        return
    if known and earlier is not None and _is_block(page, quote) and earlier.paragraph + 1 == quote.paragraph:
        speech.join(quote, earlier)


def _is_speech(page: Page, quote: Quote) -> bool:
    return quote.end > quote.start


def cue_after(page: Page, lexicon: Lexicon, quote: Quote) -> Cue | None:
    """The cue in what follows the quotation, in the same sentence."""
    doc = page.doc
    inner = doc.text[quote.marks.inner_start : quote.marks.inner_end].rstrip()
    first = page.following(quote.end)
    if first is None or page.quote_at[first.i] >= 0:
        return None
    tight = inner.endswith((",", "?", "!", "…", "—", "–", "-")) or first.text in (",", "--", "—", "–")
    at = first.i + (1 if first.text in STARTS_TIGHT else 0)
    if not tight and not inner.endswith("."):
        return None
    for token in doc[at : min(at + MAX_GAP, len(doc))]:
        if page.paragraph_at[token.i] != quote.paragraph or page.quote_at[token.i] >= 0 or page.ends_sentence(token.i):
            return None
        if token.tag_[:2] == "VB":
            cue = cue_at(token, lexicon)
            if cue is not None and "quote" in cue.frames and token.dep_ not in ("relcl", "acl"):
                if not tight and token.i > at + 2:
                    return None
                return cue
            if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "acl", "aux", "auxpass") and not (
                tight and token.dep_ in ("advcl",)
            ):
                return None
    return None


def cue_before(page: Page, lexicon: Lexicon, quote: Quote) -> Cue | None:
    """The cue in what precedes the quotation: in its sentence, or at the end of the paragraph before, with a colon."""
    doc = page.doc
    at = quote.start - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 0 or page.quote_at[at] >= 0:
        return None
    last = doc[at]
    colon = last.text == ":"
    if page.paragraph_at[at] != quote.paragraph and not colon:
        return None
    start = page.sentence_start(at)
    if not colon and last.text not in (",", "--", "—", "–") and last.lower_ not in ("that",) and last.tag_[:2] != "VB":
        return None
    for token in reversed(doc[max(start, at - MAX_GAP) : at + 1]):
        if page.quote_at[token.i] >= 0 and not colon:
            return None
        if token.tag_[:2] == "VB" and page.quote_at[token.i] < 0:
            cue = cue_at(token, lexicon)
            if cue is not None and "quote" in cue.frames and not _has_content(page, cue, quote):
                return cue
            if not colon and token.dep_ in ("ROOT", "ccomp", "conj") and token.tag_ in ("VBD", "VBZ", "VBP"):
                return None
    return None


def _has_content(page: Page, cue: Cue, quote: Quote) -> bool:
    """Whether the verb governs a clause that ends before the quotation."""
    for child in cue.verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.i < quote.start and not child.is_punct and (
            child.right_edge.i < quote.start or child.i < quote.start
        ):
            return True
    return False


def _resumes(page: Page, speech: Speech, quote: Quote, earlier: Quote) -> bool:
    """Whether only the cue of the earlier quotation stands between the two."""
    if earlier.paragraph != quote.paragraph:
        return False
    claim = speech.claims[speech.of_quote[earlier.number]]
    between = range(earlier.end, quote.start)
    if claim.cue is None:
        return False
    if not any(at in between for at in range(*claim.cue)):
        return all(page.doc[at].is_punct or page.doc[at].is_space for at in between)
    stops = sum(page.ends_sentence(at) for at in between)
    last = page.doc[quote.start - 1]
    if stops == 0:
        return last.text in (",", "--", "—", "–", ":", ";", "...", "…")
    return stops == 1 and page.ends_sentence(quote.start - 1)


def _is_block(page: Page, quote: Quote) -> bool:
    """Whether the quotation is all there is in its paragraph."""
    start, end = page.paragraph_of(quote.start)
    return quote.start <= start and quote.end >= end - 1


def _source(page: Page, cue: Cue, quote: Quote) -> Mention | None:
    """The subject by the parse where it lies outside the quotation, else the noun phrase beside the cue."""
    found = source_mention(page, cue)
    if found is not None and page.quote_at[found.head] < 0 and page.paragraph_at[found.head] == page.paragraph_at[cue.verb.i]:
        return found
    head = _beside(page, cue)
    return None if head is None else mention(page, head)


def _beside(page: Page, cue: Cue) -> Token | None:
    doc = page.doc
    for at in (*range(cue.end, min(cue.end + 6, len(doc))), *range(cue.start - 1, max(cue.start - 8, -1), -1)):
        if at >= cue.end and (page.ends_sentence(at) or page.quote_at[at] >= 0):
            continue
        token = doc[at]
        if page.quote_at[at] < 0 and token.pos_ in ("PROPN", "NOUN", "PRON") and token.ent_type_ not in ("DATE", "TIME"):
            while token.head.pos_ in ("PROPN", "NOUN") and token.dep_ in ("compound", "amod", "poss", "nmod", "appos"):
                token = token.head
            return token
    return None


def quote_piece(quote: Quote) -> Piece:
    return quote.start, quote.end
