"""Parentheses: "Taxes will rise, the minister said", "Taxes, the minister said, will rise", "as the minister pointed out"."""

from __future__ import annotations

from dragoman.attribution.claims import Piece, trim
from dragoman.attribution.cues import ADDRESSING, Cue, is_finite
from dragoman.attribution.extent import COMMAS, COMMENTS, cut
from dragoman.attribution.mentions import Mention
from dragoman.attribution.page import FINITE, SENTENCE_ENDS, Page

COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "acomp", "attr", "oprd"})
LEAVING = frozenset({"who", "which", "whose", "according", "as"})
"""Words after the parenthesis that begin something else than more of the content."""
NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
MAX_ADVERBIAL = 14
"""Tokens that may stand between the cue and the comma that closes the parenthesis."""


def parenthesis(page: Page, cue: Cue, source: Mention | None) -> list[Piece]:
    """The sentence around the cue, where nothing but the source and adverbials stands with it between commas."""
    verb = cue.verb
    if _takes_content(page, cue):
        return []
    start, end = cue.start, cue.end
    if source is not None and abs(source.head - verb.i) < 40:
        start, end = min(start, source.start), max(end, source.end)
    first, last = page.sentence_start(verb.i), page.sentence_end(verb.i)
    before = _comma_before(page, first, start)
    left = trim(page, first, before) if before is not None else None
    if left is None:
        return []
    inverted = source is not None and source.head > verb.i
    complete = _is_complete(page, left)
    stop = _comma_after(page, end, last)
    if "quote" not in cue.frames and not (complete and _closes(page, end)):
        return []
    if stop is None or page.doc[stop].text == ";" or (inverted and complete):
        return [left] if complete else []
    if stop + 1 < last and complete and _leaves(page, stop + 1, last):
        return [left]
    right = trim(page, stop + 1, cut(page, stop + 1, last))
    return [left, right] if right else [left]


def _takes_content(page: Page, cue: Cue) -> bool:
    """Whether the verb is no parenthesis, because it is not finite or has its content after it."""
    verb = cue.verb
    if not (is_finite(verb) or verb.tag_ == "VBN") or verb.dep_ in ("relcl", "acl", "pcomp", "xcomp"):
        return True
    end = clause_end(page, cue.end, page.sentence_end(verb.i))
    return verb.lemma_ not in ADDRESSING and any(c.dep_ in COMPLEMENTS and c.i < end for c in verb.rights)


def clause_end(page: Page, start: int, end: int) -> int:
    """The first semicolon from `start` on, where the words of the cue end: "…, the navy said; two of its boats sank"."""
    return next((at for at in range(start, end) if page.doc[at].text == ";" and page.quote_at[at] < 0), end)


def _comma_before(page: Page, first: int, start: int) -> int | None:
    """The comma that opens the parenthesis; the parser may have left words of the source before `start`."""
    before = start - 1
    while before > first and (page.doc[before].lower_ in ("as", "so", "also") or page.doc[before].pos_ in NAMING):
        before -= 1
    if before < first or page.doc[before].text not in COMMAS or page.quote_at[before] >= 0:
        return None
    return None if any(word.lemma_ in COMMENTS for word in page.doc[before:start]) else before


def _closes(page: Page, end: int) -> bool:
    """Whether the sentence ends right after the parenthesis."""
    return page.ends_sentence(end - 1) or page.doc[min(end, len(page.doc) - 1)].text in SENTENCE_ENDS


def _comma_after(page: Page, start: int, last: int) -> int | None:
    """The comma that closes the parenthesis: only adverbials may stand before it."""
    for at in range(start, min(start + MAX_ADVERBIAL, last)):
        token = page.doc[at]
        if token.text in COMMAS:
            return at
        if page.quote_at[at] >= 0 or token.tag_ in (*FINITE, "MD", "WDT", "WP"):
            return None
    return None


def _leaves(page: Page, start: int, last: int) -> bool:
    """Whether what follows the parenthesis is no more of the content: ", adding that …", ", and told reporters …"."""
    first = page.doc[start]
    if (first.tag_ == "VBG" and first.lemma_ in page.lexicon.verbs) or first.lower_ in LEAVING:
        return True
    if first.lower_ in ("and", "but") and start + 1 < last:
        following = page.doc[start + 1]
        return following.tag_ in FINITE and following.lemma_ in page.lexicon.quoting
    return False


def _is_complete(page: Page, piece: Piece) -> bool:
    """Whether the piece holds a finite verb of its own."""
    return any(token.tag_ in (*FINITE, "MD") and token.dep_ != "relcl" for token in page.doc[piece[0] : piece[1]])


def as_clause(page: Page, cue: Cue) -> list[Piece]:
    """ "As X pointed out, taxes rose", "Taxes rose, as X pointed out": the clause that the "as" clause hangs on."""
    verb = cue.verb
    first = verb.left_edge
    if verb.dep_ != "advcl" or first.lower_ != "as" or any(child.dep_ == "ccomp" for child in verb.rights):
        return []
    start, last = page.sentence_start(verb.i), page.sentence_end(verb.i)
    if first.i <= start + 1:
        comma = next((at for at in range(cue.end, last) if page.doc[at].text == ","), None)
        piece = trim(page, comma + 1, last) if comma is not None else None
    else:
        piece = trim(page, start, first.i)
    return [piece] if piece else []
