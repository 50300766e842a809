"""Nouns and adjectives as cues: "the claim that", "a pledge to", "criticism of"; "were convinced that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.extent import cut
from dragoman.attribution.mentions import Mention, mention, source_of
from dragoman.attribution.page import Page

LIGHT_VERBS = frozenset({"make", "express", "voice", "issue", "give", "offer", "raise", "have", "repeat", "renew", "reiterate"})


def noun_claims(page: Page) -> Iterator[Claim]:
    for token in page.tokens:
        if token.pos_ in ("NOUN", "PROPN") and page.quote_at[token.i] < 0:
            frames = page.lexicon.nouns.get(token.lemma_.lower())
            if frames is None:
                continue
            source = _source(page, token)
            piece = _content(page, token, frames, named=source is not None)
            if piece is not None:
                yield Claim((piece,), source, (token.i, token.i + 1), "noun", 0.7)


def adjective_claims(page: Page) -> Iterator[Claim]:
    for token in page.tokens:
        if token.dep_ != "acomp" or page.quote_at[token.i] >= 0:
            continue
        frames = page.lexicon.adjectives.get(token.lower_)
        piece = _complement(page, token, frames) if frames else None
        if piece is not None:
            head = source_of(token.head)
            source = None if head is None or head.lower_ == "it" else mention(page, head)
            yield Claim((piece,), source, (token.head.i, token.i + 1), "adjective", 0.6)


def _complement(page: Page, adjective: Token, frames: frozenset[str]) -> Piece | None:
    for child in (*adjective.rights, *adjective.head.rights):
        if child.i <= adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            to = any(c.tag_ == "TO" for c in child.lefts)
            if ("infinitive" if to else "clause") in frames:
                return _extended(page, child.left_edge.i, cut(page, child.left_edge.i, child.right_edge.i + 1))
        if child.dep_ == "prep" and child.head is adjective and child.lower_ in frames:
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return _extended(page, inner.left_edge.i, inner.right_edge.i + 1)
    return None


def _content(page: Page, noun: Token, frames: frozenset[str], *, named: bool) -> Piece | None:
    """The clause or infinitive after the noun; the object of its preposition only where the source is named."""
    for child in noun.rights:
        first = child.left_edge
        if child.dep_ in ("acl", "relcl", "ccomp") and first.i <= noun.i + 2:
            to = any(c.tag_ == "TO" for c in child.lefts)
            that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts)
            if ("clause" in frames and that) or ("infinitive" in frames and to):
                return _extended(page, first.i, child.right_edge.i + 1)
        if named and child.dep_ == "prep" and child.lower_ in frames:
            inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return _extended(page, inner.left_edge.i, inner.right_edge.i + 1)
    return None


def _extended(page: Page, start: int, end: int) -> Piece | None:
    quote = page.quote_of(end - 1)
    return trim(page, start, max(end, quote.end) if quote else end)


def _source(page: Page, noun: Token) -> Mention | None:
    for child in noun.lefts:
        if child.dep_ == "poss" or (child.dep_ == "nsubj" and page.doc[noun.i - 1].tag_ == "POS"):
            return mention(page, child)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if inner is not None:
                return mention(page, inner)
    if noun.dep_ == "dobj" and noun.head.lemma_ in LIGHT_VERBS:
        head = source_of(noun.head)
        return None if head is None else mention(page, head)
    return None
