"""Phrases that give the sentence around them to somebody: "according to X", "in X's words", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.extent import cut
from dragoman.attribution.lexicon import Phrase
from dragoman.attribution.mentions import Mention, mention
from dragoman.attribution.page import Page

MAX_OWNER = 7
"""Tokens that may stand at the `*` of a phrase."""


def aside_claims(page: Page) -> Iterator[Claim]:
    for token in page.tokens:
        for phrase in page.lexicon.phrases.get(token.lower_, ()):
            if page.quote_at[token.i] < 0:
                claim = _claim(page, token, phrase)
                if claim is not None:
                    yield claim
                    break


def _claim(page: Page, first: Token, phrase: Phrase) -> Claim | None:
    end = _match(page, first.i, phrase.phrase.split())
    if end is None:
        return None
    if phrase.source == "none":
        pieces = _modified(page, first)
        return Claim(pieces, None, (first.i, end), "adverb", 0.8, phrase.stance) if pieces else None
    source = _owner(page, first.i, end) if phrase.source == "middle" else _object_of(page, end - 1)
    if source is None:
        return None
    pieces = _around(page, first.i, end, source)
    return Claim(pieces, source, (first.i, end), "according", 0.9, phrase.stance) if pieces else None


def _match(page: Page, at: int, words: list[str]) -> int | None:
    """The token after the phrase, which starts at `at`, or None where the text reads otherwise."""
    doc = page.doc
    for number, word in enumerate(words):
        if word == "*":
            end = next((j for j in range(at + 1, min(at + MAX_OWNER, len(doc))) if doc[j].lower_ == words[number + 1]), None)
            if end is None:
                return None
            at = end
        elif at >= len(doc) or doc[at].lower_ != word:
            return None
        else:
            at += 1
    return at


def _owner(page: Page, start: int, end: int) -> Mention | None:
    """The possessor within the phrase."""
    for token in page.doc[start:end]:
        if token.dep_ == "poss" or token.tag_ == "PRP$":
            return mention(page, token)
    return None


def _object_of(page: Page, preposition: int) -> Mention | None:
    for child in page.doc[preposition].rights:
        if child.dep_ == "pobj":
            return mention(page, child)
    for token in page.doc[preposition + 1 : preposition + 7]:
        if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and token.dep_ not in ("compound", "poss", "amod"):
            return mention(page, token)
        if token.is_punct:
            break
    return None


def _around(page: Page, start: int, end: int, source: Mention) -> tuple[Piece, ...]:
    """The sentence around the phrase, which goes from `start` to the end of the source and of what modifies it."""
    first, last = page.sentence_start(start), page.sentence_end(start)
    rest = max(source.end, page.doc[source.head].right_edge.i + 1, end)
    left, right = trim(page, first, start), trim(page, min(rest, last), last)
    if left is not None and left[1] - left[0] > 3:
        return (left,)
    return (right,) if right else ()


def _modified(page: Page, adverb: Token) -> tuple[Piece, ...]:
    """The clause that the adverb modifies, without the adverb."""
    head = adverb.head
    first, last = page.sentence_start(adverb.i), page.sentence_end(adverb.i)
    start, end = max(head.left_edge.i, first), cut(page, adverb.i, min(head.right_edge.i + 1, last))
    if adverb.i == first or head is adverb:
        start, end = first, last
    pieces = (trim(page, start, adverb.i), trim(page, adverb.i + 1, end))
    return tuple(piece for piece in pieces if piece is not None)
