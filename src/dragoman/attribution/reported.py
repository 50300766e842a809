"""Indirect and mixed speech: the content of a verb of saying, thinking, writing or showing, from the parse.

Each frame of the verb (see `lexicon.Frame`) is tried in a fixed order; the first that finds content wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.cues import Cue
from dragoman.attribution.mentions import Mention, is_passive, mention, source_of
from dragoman.attribution.page import Page

CLAUSES = frozenset({"ccomp", "parataxis"})
COMMAS = frozenset({",", "--", "—", "–", "―", ";"})
PREPOSITIONS = frozenset({"prep", "dative", "agent"})


def source_mention(page: Page, cue: Cue) -> Mention | None:
    head = source_of(cue.verb)
    return None if head is None else mention(page, head)


def reported(page: Page, cue: Cue) -> Claim | None:
    """The claim that the cue makes of a clause or phrase around it, or None."""
    source = source_mention(page, cue)
    for rule, pieces in _readings(page, cue, source):
        if pieces:
            return Claim(tuple(pieces), source, cue.piece, rule)
    return None


def _readings(page: Page, cue: Cue, source: Mention | None) -> Iterator[tuple[str, list[Piece]]]:
    frames = cue.frames
    if "clause" in frames:
        yield "clause", _clause(page, cue)
        yield "parenthesis", parenthesis(page, cue, source)
    if "infinitive" in frames:
        yield "infinitive", _infinitive(page, cue)
    if "predicate" in frames:
        yield "predicate", _predicate(page, cue)
    yield "preposition", _prepositional(page, cue)
    if "object" in frames:
        yield "object", _object(page, cue)


def _clause(page: Page, cue: Cue) -> list[Piece]:
    for child in cue.verb.rights:
        if child.dep_ in CLAUSES and child.i > cue.verb.i and (child.dep_ == "ccomp" or child.left_edge.i == cue.end):
            return _piece(page, cue, child.left_edge.i, _with_siblings(page, cue, child))
    return []


def _with_siblings(page: Page, cue: Cue, child: Token) -> int:
    """The end of the content: what follows the clause without a comma belongs to it, though the parser may hang it on
    the cue."""
    end = child.right_edge.i + 1
    for sibling in cue.verb.rights:
        if sibling.i < end or sibling.is_punct:
            continue
        first = sibling.left_edge.i
        if first != end and not (page.doc[first - 1].dep_ == "cc" and first - 1 == end):
            break
        if sibling.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in sibling.lefts):
            break
        end = sibling.right_edge.i + 1
    return end


def _piece(page: Page, cue: Cue, start: int, end: int) -> list[Piece]:
    """The content between the tokens, with the whole of a quotation that it holds a part of."""
    doc = page.doc
    start = max(start, cue.end) if start < cue.start < end else start
    limit = page.sentence_end(cue.verb.i)
    end = min(end, limit) if start >= cue.verb.i else end
    while start > cue.end and doc[start - 1].lower_ in ("that", "whether", "if") or (
        start > cue.end and doc[start - 1].is_quote and page.quote_at[start - 1] >= 0
    ):
        start -= 1
    quote = page.quote_of(start)
    if quote is not None and quote.start >= cue.end:
        start = quote.start
    quote = page.quote_of(end - 1)
    if quote is not None and page.quote_at[cue.verb.i] != quote.number:
        end = max(end, quote.end)
    elif end < len(doc) and page.quote_at[end] >= 0 and page.quotes[page.quote_at[end]].start == end and (
        page.paragraph_at[end] == page.paragraph_at[end - 1]
    ):
        end = page.quotes[page.quote_at[end]].end
    piece = trim(page, start, end)
    return [piece] if piece else []


def parenthesis(page: Page, cue: Cue, source: Mention | None) -> list[Piece]:
    """ "Taxes will rise, the minister said", "Taxes, the minister said, will rise": the sentence around the cue."""
    doc, verb = page.doc, cue.verb
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.dep_ in ("relcl", "acl", "pcomp", "xcomp"):
        return []
    start, end = cue.start, cue.end
    if source is not None and abs(source.head - verb.i) < 40:
        start, end = min(start, source.start), max(end, source.end)
    first, last = page.sentence_start(verb.i), page.sentence_end(verb.i)
    if start <= first or start - 1 < first:
        return []
    before = start - 1
    while before > first and doc[before].lower_ in ("as", "so", "also"):
        before -= 1
    if doc[before].text not in COMMAS or page.quote_at[before] >= 0:
        return []
    left = trim(page, first, before)
    if left is None:
        return []
    inverted = source is not None and source.head > verb.i
    after = doc[end] if end < last else None
    complete = _is_complete(page, left)
    if after is None or after.text in (".", "?", "!") or (inverted and complete) or after.text not in COMMAS:
        return [left] if complete else []
    if end + 1 < last and (doc[end + 1].tag_ == "VBG" or doc[end + 1].lower_ in ("and", "but", "who", "which")) and complete:
        return [left]
    right = trim(page, end + 1, last)
    return [left, right] if right else [left]


def _is_complete(page: Page, piece: Piece) -> bool:
    """Whether the piece holds a finite verb of its own."""
    for token in page.doc[piece[0] : piece[1]]:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("relcl",):
            return True
    return False


def _infinitive(page: Page, cue: Cue) -> list[Piece]:
    for child in cue.verb.rights:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and any(c.tag_ == "TO" for c in child.lefts):
            return _piece(page, cue, child.left_edge.i, _with_siblings(page, cue, child))
    return []


def _predicate(page: Page, cue: Cue) -> list[Piece]:
    """ "called the vote a farce", "was described as a farce"."""
    rights = [child for child in cue.verb.rights if not child.is_punct]
    for child in rights:
        if child.dep_ in ("oprd", "ccomp", "xcomp") or (child.dep_ == "prep" and child.lower_ == "as"):
            patient = next((c for c in rights if c.dep_ == "dobj" and c.i < child.i), None)
            start = patient.left_edge.i if patient is not None else child.left_edge.i
            return _piece(page, cue, start, child.right_edge.i + 1)
    return []


def _prepositional(page: Page, cue: Cue) -> list[Piece]:
    for child in cue.verb.rights:
        for word in (child, *child.rights) if child.dep_ == "dobj" else (child,):
            if word.dep_ in PREPOSITIONS and word.lower_ in cue.frames:
                inner = next((c for c in word.rights if c.dep_ in ("pobj", "pcomp")), None)
                if inner is not None:
                    return _piece(page, cue, inner.left_edge.i, inner.right_edge.i + 1)
    return []


def _object(page: Page, cue: Cue) -> list[Piece]:
    if is_passive(cue.verb):
        patient = next((child for child in cue.verb.lefts if child.dep_ == "nsubjpass"), None)
        return [] if patient is None else _whole(page, patient)
    for child in cue.verb.rights:
        if child.dep_ == "dobj":
            return _piece(page, cue, child.left_edge.i, _with_siblings(page, cue, child))
    return []


def _whole(page: Page, head: Token) -> list[Piece]:
    piece = trim(page, head.left_edge.i, head.right_edge.i + 1)
    return [piece] if piece else []
