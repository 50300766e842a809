"""What the rules hand on: a claim in tokens, and its characters."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.attribution.lexicon import Stance
from dragoman.attribution.mentions import Mention
from dragoman.attribution.page import Page
from dragoman.model import Directness, Span

Piece = tuple[int, int]
"""Tokens (start, end), end exclusive."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution in tokens.  `cue` is None only for a quotation that nothing introduces.  `stance` is that of a phrase;
    a verb, noun or adjective has its own."""

    pieces: tuple[Piece, ...]
    source: Mention | None
    cue: Piece | None
    rule: str
    certain: float = 1.0
    stance: Stance | None = None

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


def trim(page: Page, start: int, end: int) -> Piece | None:
    """The piece without white space and separating punctuation at its ends; None where nothing is left."""
    doc = page.doc
    while start < end and (doc[start].is_space or _separates(page, start, first=True)):
        start += 1
    while end > start and (doc[end - 1].is_space or _separates(page, end - 1, first=False)):
        end -= 1
    return (start, end) if start < end else None


def _separates(page: Page, token: int, *, first: bool) -> bool:
    if page.quote_at[token] >= 0:
        return False
    text = page.doc[token].text
    return text in (",", ";", ":", "--", "—", "–", "-") or (first and text in (".", ")")) or (not first and text in (".", "("))


def characters(page: Page, piece: Piece) -> Span:
    """The characters of the piece; at the end of a quotation they stop with its mark, where the token goes on."""
    first, last = page.doc[piece[0]], page.doc[piece[1] - 1]
    start, end = first.idx, last.idx + len(last)
    opening, closing = page.quote_of(piece[0]), page.quote_of(piece[1] - 1)
    if opening is not None and opening.start == piece[0]:
        start = opening.marks.start
    if closing is not None and closing.end == piece[1] and closing.marks.end > start:
        end = closing.marks.end
    return Span(start, end, page.text[start:end])


def cue_characters(page: Page, cue: Piece) -> Span:
    """The characters of the cue; a dash that the tokenizer left on a closing mark is the cue without the mark."""
    first, last = page.doc[cue[0]], page.doc[cue[1] - 1]
    start, end = first.idx, last.idx + len(last)
    quote = page.quote_of(cue[0])
    if quote is not None and start < quote.marks.end < end:
        start = quote.marks.end
    return Span(start, end, page.text[start:end])


def directness(page: Page, claim: Claim) -> Directness:
    """Direct where all words are quoted, mixed where some are."""
    quoted = unquoted = 0
    for start, end in claim.pieces:
        for token in page.doc[start:end]:
            if token.is_alpha or token.like_num:
                if page.quote_at[token.i] >= 0:
                    quoted += 1
                else:
                    unquoted += 1
    if not quoted:
        return Directness.INDIRECT
    return Directness.MIXED if unquoted else Directness.DIRECT
