"""Indirect and mixed speech: the content of a verb of saying, thinking, writing or showing, from the parse.

Each frame of the verb (see `lexicon.Frame`) is tried in a fixed order; the first that finds content wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.cues import Cue
from dragoman.attribution.mentions import Mention, beside, is_passive, mention, source_of
from dragoman.attribution.page import Page

CLAUSES = frozenset({"ccomp", "parataxis"})
COMMAS = frozenset({",", "--", "—", "–", "―", ";"})
REPORTING = frozenset({
    "say", "add", "argue", "cite", "note", "tell", "call", "claim", "warn", "quote", "insist", "stress", "reply", "respond",
    "acknowledge", "admit", "accuse", "describe", "suggest", "explain", "point", "urge", "demand", "reference", "allege",
    "emphasize", "emphasise", "predict", "ask", "write", "report", "announce", "deny", "concede", "assert", "recall",
})
REASONS = frozenset({"because", "if", "unless", "when", "so", "until"})
COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "acomp", "attr", "oprd"})
ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "advise", "warn"})
CONTRASTS = frozenset({"though", "although", "while", "whereas"})
COMMENTS = frozenset({"view", "charge", "claim", "accusation", "allegation", "assertion", "statement", "remark", "reference"})
CLAUSE_STARTS = frozenset({"and", "but", "though", "although", "while", "whereas", "yet", "even"})
PREPOSITIONS = frozenset({"prep", "dative", "agent"})


def source_mention(page: Page, cue: Cue) -> Mention | None:
    """The source by the parse where it lies in the cue's paragraph and outside quotations, else the noun phrase beside a
    finite cue."""
    verb = cue.verb
    head = source_of(verb)
    if head is not None and _is_near(page, verb, head):
        return mention(page, head)
    if head is None and (is_passive(verb) or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ == "relcl"):
        return None
    head = beside(page, cue)
    return None if head is None else mention(page, head)


def _is_near(page: Page, verb: Token, head: Token) -> bool:
    return page.paragraph_at[head.i] == page.paragraph_at[verb.i] and (
        page.quote_at[head.i] < 0 or page.quote_at[head.i] == page.quote_at[verb.i]
    )


def reported(page: Page, cue: Cue) -> Claim | None:
    """The claim that the cue makes of a clause or phrase around it, or None."""
    source = source_mention(page, cue)
    for rule, pieces in _readings(page, cue, source):
        if pieces:
            adjoining = rule == "preposition" and pieces[0][0] == cue.end + 1
            return Claim(tuple(pieces), source, (cue.start, cue.end + adjoining), rule)
    return None


def _readings(page: Page, cue: Cue, source: Mention | None) -> Iterator[tuple[str, list[Piece]]]:
    frames = cue.frames
    if "clause" in frames:
        yield "clause", _clause(page, cue)
        yield "parenthesis", _as_clause(page, cue)
        if "quote" in frames:
            yield "parenthesis", parenthesis(page, cue, source)
        yield "raised", _raised(page, cue)
    if "infinitive" in frames:
        yield "infinitive", _infinitive(page, cue)
    if "predicate" in frames:
        yield "predicate", _predicate(page, cue)
    if "object" in frames:
        yield "gerund", _gerund(page, cue)
        yield "object", _object(page, cue, source)
    yield "preposition", _prepositional(page, cue)


def _clause(page: Page, cue: Cue) -> list[Piece]:
    for child in _rights(page, cue):
        if child.dep_ in CLAUSES and child.i > cue.verb.i and (child.dep_ == "ccomp" or child.left_edge.i == cue.end):
            end = _with_siblings(page, cue, child)
            return _piece(page, cue, child.left_edge.i, cut(page, child.left_edge.i, end))
    for token in page.doc[cue.end : min(cue.end + 20, page.sentence_end(cue.verb.i) - 1)]:
        if token.lower_ == "that" and _is_complementizer(page, cue, token) and page.quote_at[token.i] == page.quote_at[cue.verb.i]:
            return _piece(page, cue, token.i, cut(page, token.i, page.sentence_end(token.i)))
        if token.is_punct or (token.tag_[:2] == "VB" and token.i > cue.end):
            break
    return []


def _is_complementizer(page: Page, cue: Cue, that: Token) -> bool:
    """Whether the "that" begins a clause, whatever the tagger says after a date or an addressee."""
    clause = that.head
    if that.tag_ == "IN":
        loose = clause.dep_ not in ("acl", "relcl") or clause.head.ent_type_ in ("DATE", "TIME")
        return loose or clause.head.lower_ == "time" or cue.verb.lemma_ in ADDRESSING
    before = page.doc[that.i - 1]
    return that.tag_ == "WDT" and page.doc[that.i + 1].tag_[:2] not in ("VB", "MD") and (
        before.ent_type_ in ("DATE", "TIME") or before.lower_ == "time" or before.pos_ in ("PROPN", "PRON")
    )


def _rights(page: Page, cue: Cue) -> Iterator[Token]:
    """Yield what follows the verb and depends on it or on its particle ("made it clear that …")."""
    yield from cue.verb.rights
    for token in page.doc[cue.verb.i + 1 : cue.end]:
        yield from token.rights


def cut(page: Page, start: int, end: int) -> int:
    """The end of the content before a clause that has a cue of its own and is no part of it: ", citing officials",
    ", though she noted …", "; the ministry denied it"."""
    doc = page.doc
    for at in range(start + 1, end):
        token = doc[at]
        if page.quote_at[at] >= 0:
            continue
        if token.text == ";":
            return at
        if token.text not in COMMAS or at + 2 >= end:
            continue
        following = doc[at + 1]
        if following.tag_ == "VBG" and following.lemma_ in REPORTING:
            return at
        if following.lower_ in CONTRASTS and _has_subject(doc[at + 2 : min(at + 9, end)]):
            return at
        if following.lower_ in ("a", "an") and any(word.lemma_ in COMMENTS for word in doc[at + 2 : min(at + 5, end)]):
            return at
        if following.lower_ in CLAUSE_STARTS and _reports_itself(doc[at + 1 : min(at + 20, end)]):
            return at
    return end


def _has_subject(words: Span) -> bool:
    return any(token.dep_ in ("nsubj", "nsubjpass", "expl") for token in words)


def _reports_itself(words: Span) -> bool:
    """Whether the clause's own verb is one of saying, with a subject of its own."""
    for token in words:
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return token.lemma_ in REPORTING and any(child.dep_ == "nsubj" for child in token.lefts)
        if token.tag_ == "MD":
            return False
    return False


def _with_siblings(page: Page, cue: Cue, child: Token) -> int:
    """The end of the content: what follows the clause without a comma belongs to it, though the parser may hang it on
    the cue."""
    end = child.right_edge.i + 1
    for sibling in cue.verb.rights:
        if sibling.i < end or sibling.is_punct or sibling.dep_ == "cc":
            continue
        first = sibling.left_edge.i
        if child.dep_ == "dobj" and (sibling.dep_ in ("npadvmod", "advcl") or sibling.lower_ in ("on", "in", "at", "during", "after")):
            break
        reason = page.doc[first - 1].text == "," and page.doc[first].lower_ in REASONS and child.dep_ != "dobj"
        if first != end and not (page.doc[first - 1].dep_ == "cc" and first - 1 == end) and not (
            reason and first == end + 1
        ):
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
    if start == cue.end:
        start = _after_time(page, start, end)
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
    if start < end < limit and (doc[end - 1].dep_ == "cc" or (doc[end].text == ":" and start > cue.verb.i)):
        end = cut(page, end, limit)
    piece = trim(page, start, end)
    return [piece] if piece else []


def _after_time(page: Page, start: int, end: int) -> int:
    """The start of the content after a date that belongs to the cue: "said on Monday it would leave"."""
    doc = page.doc
    at = start + 1 if doc[start].lower_ in ("on", "in", "late", "early") else start
    first = at
    while at < end - 2 and doc[at].ent_type_ in ("DATE", "TIME"):
        at += 1
    return at if at > first and doc[at].pos_ in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM") else start


def parenthesis(page: Page, cue: Cue, source: Mention | None) -> list[Piece]:
    """ "Taxes will rise, the minister said", "Taxes, the minister said, will rise": the sentence around the cue."""
    doc, verb = page.doc, cue.verb
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.dep_ in ("relcl", "acl", "pcomp", "xcomp"):
        return []
    if any(child.dep_ in COMPLEMENTS and child.i < page.sentence_end(verb.i) for child in verb.rights) and not (
        verb.lemma_ in ADDRESSING
    ):
        return []
    start, end = cue.start, cue.end
    if source is not None and abs(source.head - verb.i) < 40:
        start, end = min(start, source.start), max(end, source.end)
    first, last = page.sentence_start(verb.i), page.sentence_end(verb.i)
    if start <= first or start - 1 < first:
        return []
    before = start - 1
    while before > first and (doc[before].lower_ in ("as", "so", "also") or doc[before].pos_ in ("DET", "ADJ", "NOUN", "PROPN")):
        before -= 1
    if doc[before].text not in COMMAS or page.quote_at[before] >= 0:
        return []
    if any(word.lemma_ in COMMENTS for word in doc[before:start]):
        return []
    left = trim(page, first, before)
    if left is None:
        return []
    inverted = source is not None and source.head > verb.i
    complete = _is_complete(page, left)
    stop = _next_comma(page, end, last)
    if stop is None or (inverted and complete):
        return [left] if complete else []
    if stop + 1 < last and complete and _leaves(page, stop + 1, last):
        return [left]
    right = trim(page, stop + 1, cut(page, stop + 1, last))
    return [left, right] if right else [left]


def _next_comma(page: Page, start: int, last: int) -> int | None:
    """The comma that closes the parenthesis: only adverbials may stand before it."""
    for at in range(start, min(start + 14, last)):
        token = page.doc[at]
        if token.text in COMMAS:
            return at
        if page.quote_at[at] >= 0 or token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP"):
            return None
    return None


def _leaves(page: Page, start: int, last: int) -> bool:
    """Whether what follows the parenthesis is no more of the content: ", adding that …", ", and told reporters …"."""
    first = page.doc[start]
    if (first.tag_ == "VBG" and first.lemma_ in REPORTING) or first.lower_ in ("who", "which", "whose", "according", "as"):
        return True
    if first.lower_ in ("and", "but") and start + 1 < last:
        following = page.doc[start + 1]
        return following.tag_ in ("VBD", "VBZ", "VBP") and following.lemma_ in REPORTING
    return False


def _as_clause(page: Page, cue: Cue) -> list[Piece]:
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


def _is_complete(page: Page, piece: Piece) -> bool:
    """Whether the piece holds a finite verb of its own."""
    for token in page.doc[piece[0] : piece[1]]:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("relcl",):
            return True
    return False


def _infinitive(page: Page, cue: Cue) -> list[Piece]:
    """ "vowed to leave"; "urged Iran to leave", with whom it is to do it."""
    if cue.verb.dep_ == "acl":
        return []
    patient = None
    for child in cue.verb.rights:
        if child.dep_ == "dobj" and cue.verb.lemma_ not in ADDRESSING:
            patient = child
        if child.dep_ in ("xcomp", "ccomp", "advcl") and any(c.tag_ == "TO" for c in child.lefts):
            if cue.verb.lemma_ == "ask" and _asks_for_anonymity(child):
                return []
            start = patient.left_edge.i if patient is not None else child.left_edge.i
            return _piece(page, cue, start, _with_siblings(page, cue, child))
    return []


def _asks_for_anonymity(infinitive: Token) -> bool:
    """Whether it is "not to be named": about the speaker, no claim."""
    return infinitive.lemma_ in ("name", "identify", "quote") and any(child.dep_ == "neg" for child in infinitive.lefts)


def _raised(page: Page, cue: Cue) -> list[Piece]:
    """ "The general is said to have fled": the subject and the infinitive."""
    verb = cue.verb
    if not is_passive(verb):
        return []
    patient = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    to = next((c for c in verb.rights if c.dep_ == "xcomp" and any(w.tag_ == "TO" for w in c.lefts)), None)
    if patient is None or to is None or patient.lower_ == "it":
        return []
    found = mention(page, patient)
    return [(found.start, found.end), *_piece(page, cue, to.left_edge.i, to.right_edge.i + 1)]


def _gerund(page: Page, cue: Cue) -> list[Piece]:
    """ "denied backing the rebels"."""
    for child in cue.verb.rights:
        if child.dep_ in ("xcomp", "pcomp", "ccomp") and child.tag_ == "VBG" and child.left_edge.i == cue.end:
            return _piece(page, cue, child.left_edge.i, child.right_edge.i + 1)
    return []


def _predicate(page: Page, cue: Cue) -> list[Piece]:
    """ "called the vote a farce", "was described as a farce"."""
    rights = [child for child in cue.verb.rights if not child.is_punct]
    for child in rights:
        if child.dep_ in ("oprd", "ccomp", "xcomp") or (child.dep_ == "prep" and child.lower_ == "as"):
            patient = next((c for c in rights if c.dep_ == "dobj" and c.i < child.i), None)
            start = patient.left_edge.i if patient is not None else child.left_edge.i
            return _piece(page, cue, start, _list_end(page, child.right_edge.i + 1))
    patient = next((child for child in rights if child.dep_ == "dobj"), None)
    if patient is None or "quote" in cue.frames:
        return []
    end = patient.right_edge.i + 1
    named = _list_end(page, end)
    return _piece(page, cue, patient.left_edge.i, named) if named > end or page.quote_at[end - 1] >= 0 else []


def _list_end(page: Page, end: int) -> int:
    """The end of a list of quoted words: a "bully," a "liar" and a "fraud"."""
    doc = page.doc
    for _ in range(12):
        at = end
        while at < len(doc) and at < end + 3 and page.quote_at[at] < 0 and (
            doc[at].text == "," or doc[at].lower_ in ("a", "an", "the", "and", "or", "of")
        ):
            at += 1
        quote = page.quote_of(at) if at < len(doc) else None
        if quote is None or page.paragraph_at[at] != page.paragraph_at[end - 1]:
            return end
        end = quote.end
    return end


def _prepositional(page: Page, cue: Cue) -> list[Piece]:
    for child in cue.verb.rights:
        for word in (child, *child.rights) if child.dep_ == "dobj" else (child,):
            if word.dep_ in PREPOSITIONS and word.lower_ in cue.frames:
                inner = next((c for c in word.rights if c.dep_ in ("pobj", "pcomp")), None)
                if inner is not None:
                    end = _before_relative(page, inner.i, inner.right_edge.i + 1)
                    return _piece(page, cue, inner.left_edge.i, end)
    return []


def _object(page: Page, cue: Cue, source: Mention | None) -> list[Piece]:
    """What is cited, condemned or proposed.  An infinitive or a negation ("to cite", "did not cite") reports no such act."""
    verb = cue.verb
    if source is None or verb.tag_ == "VB" or any(child.dep_ == "neg" for child in verb.lefts):
        return []
    if is_passive(verb):
        patient = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
        if any(child.lower_ == "as" for child in verb.rights):
            return []
        return [] if patient is None else _whole(page, patient)
    for child in verb.rights:
        if child.dep_ == "dobj":
            end = _with_siblings(page, cue, child)
            return _piece(page, cue, child.left_edge.i, _before_relative(page, child.i, end))
    return []


def _before_relative(page: Page, start: int, end: int) -> int:
    """The end before a relative clause that a comma sets off: it is the reporter's."""
    for at in range(start + 1, end - 1):
        if page.doc[at].text == "," and page.doc[at + 1].lower_ in ("who", "which", "whose", "where"):
            return at
    return end


def _whole(page: Page, head: Token) -> list[Piece]:
    piece = trim(page, head.left_edge.i, head.right_edge.i + 1)
    return [piece] if piece else []
