"""Colons and dashes that stand for a verb of saying: "Putin: no talks before spring", transcripts, epigraphs."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.attribution.claims import Claim, trim
from dragoman.attribution.mentions import Mention
from dragoman.attribution.page import Page

MAX_SPEAKER = 7


def headline_claims(page: Page) -> Iterator[Claim]:
    for number, (start, end) in enumerate(page.bounds):
        start = max(start, page.dateline)
        colon = _colon(page, start, end)
        if colon is None:
            continue
        if number == 0 or _is_transcript(page, start, colon):
            claim = _claim(page, start, colon, end)
            if claim is not None:
                yield claim


def _colon(page: Page, start: int, end: int) -> int | None:
    for at in range(start, min(start + MAX_SPEAKER + 2, end)):
        if page.doc[at].text == ":" and at + 2 < end:
            return at
    return None


def _is_transcript(page: Page, start: int, colon: int) -> bool:
    words = [token for token in page.doc[start:colon] if token.is_alpha]
    return bool(words) and all(token.is_upper and len(token) > 1 for token in words)


def _claim(page: Page, start: int, colon: int, end: int) -> Claim | None:
    doc = page.doc
    while start < colon and doc[start].is_punct:
        start += 1
    words = doc[start:colon]
    if not len(words) or any(token.tag_[:2] in ("VB", "MD") for token in words):
        return None
    if any(token.lower_ in page.lexicon.words["label"] for token in words):
        return None
    if not any(token.pos_ in ("PROPN", "NOUN") for token in words):
        return None
    piece = trim(page, colon + 1, end)
    source = Mention(start, colon, words.root.i)
    return Claim((piece,), source, (colon, colon + 1), "colon", 0.8) if piece else None
