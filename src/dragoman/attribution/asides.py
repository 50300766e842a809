"""Phrases that give a sentence to somebody: "according to X", "in X's words", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.attribution.claims import Claim, trim
from dragoman.attribution.lexicon import Lexicon
from dragoman.attribution.mentions import Mention, mention
from dragoman.attribution.page import Page


def aside_claims(page: Page, lexicon: Lexicon) -> Iterator[Claim]:
    for token in page.doc:
        if page.quote_at[token.i] >= 0:
            continue
        if token.lower_ == "according" and token.i + 2 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
            source = _object_of(page, token.i + 1)
            if source is not None:
                claim = _around(page, token.i, token.i + 2, source)
                if claim is not None:
                    yield claim


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


def _around(page: Page, start: int, end: int, source: Mention) -> Claim | None:
    """The sentence around the phrase, which goes from `start` to the end of the source and of what modifies it."""
    doc = page.doc
    first, last = page.sentence_start(start), page.sentence_end(start)
    rest = max(source.end, doc[source.head].right_edge.i + 1)
    left, right = trim(page, first, start), trim(page, min(rest, last), last)
    if left is not None and left[1] - left[0] > 3:
        pieces = [left]
        if rest < last and doc[rest].text == "," and right and doc[source.head].right_edge.i < rest + 1 and len(range(*right)) > 3:
            pieces = [left]
    else:
        pieces = [right] if right else []
    return Claim(tuple(pieces), source, (start, end), "according") if pieces else None
