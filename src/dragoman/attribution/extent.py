"""How far a content goes: over what the parser hung elsewhere, to the end of a quotation, not into the next claim."""

from __future__ import annotations

from spacy.tokens import Span, Token

from dragoman.attribution.claims import Piece, trim
from dragoman.attribution.cues import ADDRESSING, Cue
from dragoman.attribution.page import FINITE, Page, Quote

COMMAS = frozenset({",", "--", "—", "–", "―", ";"})
OWN_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
SUBORDINATORS = frozenset({"that", "whether", "if"})
RUNS_ON = frozenset({"and", "or", "when", "if", "because", "where", "who", "which", "that", "to", "in", "of", "for", "with"})
LIST_WORDS = frozenset({"a", "an", "the", "and", "or", "of", "who", "which", "is", "are", "was", "were"})
"""What may stand between the quoted words of a list: a "liar" who is "unfit," a "bully" and a "fraud"."""
REASONS = frozenset({"because", "if", "unless", "when", "so", "until"})
CIRCUMSTANCES = frozenset({"on", "in", "at", "during", "after"})
CONTRASTS = frozenset({"though", "although", "while", "whereas"})
CLAUSE_STARTS = frozenset({"and", "but", "yet", "even"}) | CONTRASTS
WITHHOLDING = frozenset({"elaborate", "name", "give", "provide", "specify", "offer", "identify", "cite", "say", "explain"})
"""What a reporter says a speaker did not do (…, without giving details)."""
COMMENTS = frozenset({"view", "charge", "claim", "accusation", "allegation", "assertion", "statement", "remark", "reference"})
"""Nouns with which a reporter sums up the content (…, a charge Serbia denies)."""


def grown(page: Page, cue: Cue, start: int, end: int) -> list[Piece]:
    """The content between the tokens, with the whole of a quotation that it holds a part of."""
    doc = page.doc
    start = max(start, cue.end) if start < cue.start < end else start
    limit = page.sentence_end(cue.verb.i)
    end = min(end, limit) if start >= cue.verb.i else end
    while start > cue.end and (doc[start - 1].lower_ in SUBORDINATORS or page.quote_at[start - 1] >= 0):
        start -= 1
    addressed = cue.verb.lemma_ in ADDRESSING and doc[start - 1].dep_ in ("dobj", "dative")
    if start == cue.end or (start > cue.end and addressed):
        start = _after_time(page, start, end)
    quote = page.quote_of(start)
    if quote is not None and quote.start >= cue.end:
        start = quote.start
    end = _with_quotation(page, cue, end)
    if start < end < limit and (doc[end - 1].dep_ == "cc" or (doc[end].text == ":" and start > cue.verb.i)):
        end = cut(page, end, limit)
    piece = trim(page, start, end)
    return [piece] if piece else []


def _with_quotation(page: Page, cue: Cue, end: int) -> int:
    """The end of the quotation that the content ends in, or that begins where it ends."""
    quote = page.quote_of(end - 1)
    if quote is not None and page.quote_at[cue.verb.i] != quote.number:
        return max(end, run_on(page, quote))
    following = page.quote_of(end) if end < len(page.doc) else None
    if following is not None and following.start == end and page.paragraph_at[end] == page.paragraph_at[end - 1]:
        return following.end
    return end


def run_on(page: Page, quote: Quote) -> int:
    """The end of what follows a quotation that ends with a comma, where the sentence goes on with it."""
    following = page.following(quote.end)
    if not page.inner(quote).endswith(",") or following is None or following.lower_ not in RUNS_ON:
        return quote.end
    if following.dep_ == "cc" and page.doc[min(following.i + 1, len(page.doc) - 1)].tag_ in FINITE:
        return quote.end
    return cut(page, quote.end - 1, page.sentence_end(quote.end))


def _after_time(page: Page, start: int, end: int) -> int:
    """The start of the content after a date that belongs to the cue: "said on Monday it would leave"."""
    doc = page.doc
    at = start + 1 if doc[start].lower_ in ("on", "in", "late", "early") else start
    first = at
    while at < end - 2 and doc[at].ent_type_ in ("DATE", "TIME"):
        at += 1
    return at if at > first and doc[at].pos_ in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM") else start


def cut(page: Page, start: int, end: int) -> int:
    """The end of the content before a clause that has a cue of its own and is no part of it: ", citing officials",
    ", though she noted …", "; the ministry denied it"."""
    doc = page.doc
    for at in range(start + 1, end):
        token = doc[at]
        if page.quote_at[at] >= 0:
            continue
        if token.text == ";" or (token.dep_ == "cc" and _adds_claim(page, at, end)):
            return at
        if token.text not in COMMAS or at + 2 >= end:
            continue
        following = doc[at + 1]
        if following.tag_ == "VBG" and following.lemma_ in page.lexicon.verbs:
            return at
        if following.lower_ == "without" and doc[at + 2].tag_ == "VBG" and doc[at + 2].lemma_ in WITHHOLDING:
            return at
        if following.lower_ in CONTRASTS and _has_subject(doc[at + 2 : min(at + 9, end)]):
            return at
        if following.lower_ in ("a", "an") and any(word.lemma_ in COMMENTS for word in doc[at + 2 : min(at + 5, end)]):
            return at
        if following.lower_ in CLAUSE_STARTS and _reports_itself(page, doc[at + 1 : min(at + 20, end)]):
            return at
    return end


def _adds_claim(page: Page, conjunction: int, end: int) -> bool:
    """Whether the conjunction is followed by another finite verb of saying of the same source: "and warned that …"."""
    for token in page.doc[conjunction + 1 : min(conjunction + 4, end)]:
        if token.tag_ in FINITE:
            return token.lemma_ in page.lexicon.quoting
        if token.pos_ not in ("ADV", "AUX"):
            return False
    return False


def _has_subject(words: Span) -> bool:
    return any(token.dep_ in OWN_SUBJECTS for token in words)


def _reports_itself(page: Page, words: Span) -> bool:
    """Whether the clause's own verb is one of saying, with a subject of its own."""
    for token in words:
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return token.lemma_ in page.lexicon.quoting and any(child.dep_ == "nsubj" for child in token.lefts)
        if token.tag_ == "MD":
            return False
    return False


def with_siblings(page: Page, cue: Cue, child: Token) -> int:
    """The end of the content: what follows the clause without a comma belongs to it, though the parser may hang it on
    the cue."""
    end = child.right_edge.i + 1
    for sibling in cue.verb.rights:
        if sibling.i < end or sibling.is_punct or sibling.dep_ == "cc":
            continue
        first = sibling.left_edge.i
        if child.dep_ == "dobj" and (sibling.dep_ in ("npadvmod", "advcl") or sibling.lower_ in CIRCUMSTANCES):
            break
        joined = page.doc[first - 1].dep_ == "cc"
        reason = page.doc[first - 1].text == "," and page.doc[first].lower_ in REASONS and child.dep_ != "dobj"
        if first != end and not (first == end + 1 and (joined or reason)):
            break
        infinitive = sibling.tag_ == "VB" and cue.verb.tag_ != "VB"
        if sibling.dep_ == "conj" and not infinitive and not any(c.dep_ in OWN_SUBJECTS for c in sibling.lefts):
            break
        end = sibling.right_edge.i + 1
    return end


def list_end(page: Page, end: int) -> int:
    """The end of a list of quoted words: a "bully," a "liar" and a "fraud"."""
    doc = page.doc
    for _ in range(12):
        at = end
        while (
            at < len(doc) and at < end + 4 and page.quote_at[at] < 0 and (doc[at].text == "," or doc[at].lower_ in LIST_WORDS)
        ):
            at += 1
        quote = page.quote_of(at) if at < len(doc) else None
        if quote is None or page.paragraph_at[at] != page.paragraph_at[end - 1]:
            return end
        end = quote.end
    return end


def before_occasion(page: Page, start: int, end: int) -> int:
    """The end before the occasion on which it was said: "accused Brussels of blackmail [in a speech in Debrecen]"."""
    occasions = page.lexicon.words["occasion"]
    for at in range(start + 1, end - 1):
        if page.doc[at].lower_ in ("in", "during") and page.quote_at[at] < 0:
            noun = next((token for token in page.doc[at + 1 : min(at + 5, end)] if token.pos_ == "NOUN"), None)
            if noun is not None and noun.lemma_ in occasions and page.doc[at + 1].lower_ in ("a", "an", "his", "her", "its"):
                return at
    return end


def before_relative(page: Page, start: int, end: int) -> int:
    """The end before a relative clause that a comma sets off, or a gloss after a dash: they are the reporter's."""
    for at in range(start + 1, end - 1):
        token, following = page.doc[at], page.doc[at + 1]
        if page.quote_at[at] >= 0:
            continue
        if token.text == "," and following.lower_ in ("who", "which", "whose", "where"):
            return at
        if token.text in COMMAS and token.text != "," and token.whitespace_ and following.lower_ in ("a", "an", "the"):
            return at
    return end
