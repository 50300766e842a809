"""Indirect and mixed speech: the content of a verb of saying, thinking, writing or showing, from the parse.

Each frame of the verb (see `lexicon.Frame`) is tried in a fixed order; the first that finds content wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.cues import ADDRESSING, Cue, is_finite
from dragoman.attribution.extent import before_occasion, before_relative, cut, grown, list_end, with_siblings
from dragoman.attribution.mentions import Mention, beside, is_passive, mention, source_of, subject
from dragoman.attribution.page import Page
from dragoman.attribution.parenthesis import as_clause, clause_end, parenthesis

CLAUSES = frozenset({"ccomp", "parataxis"})
PREPOSITIONS = frozenset({"prep", "dative", "agent"})
CERTAIN = {
    "clause": 0.9, "parenthesis": 0.8, "raised": 0.7, "infinitive": 0.7, "predicate": 0.7, "gerund": 0.7, "object": 0.7,
    "preposition": 0.65,
}  # fmt: skip
"""How often each rule's contents were right on PolNeAR's development articles."""
IMPERSONAL = frozenset({"emerge", "transpire", "turn"})
"""Verbs whose "it" is nobody, and which report nothing with another subject."""
MAX_ADDRESSEE = 20
"""Tokens between a verb and its "that"."""


def reported(page: Page, cue: Cue) -> Claim | None:
    """The claim that the cue makes of a clause or phrase around it, or None."""
    source = source_mention(page, cue)
    if source is not None and cue.verb.lemma_ in IMPERSONAL:
        return None
    for rule, pieces in _readings(page, cue, source):
        if pieces:
            adjoining = rule == "preposition" and pieces[0][0] == cue.end + 1
            return Claim(tuple(pieces), source, (cue.start, cue.end + adjoining), rule, CERTAIN[rule])
    return None


def source_mention(page: Page, cue: Cue) -> Mention | None:
    """The source by the parse where it lies in the cue's paragraph and outside quotations, else the noun phrase beside a
    finite cue."""
    verb = cue.verb
    head = _inverted(page, cue) or _behind_quotation(page, verb) or source_of(verb)
    if head is not None and head.lower_ == "it" and verb.lemma_ in IMPERSONAL:
        return None
    if head is not None and _is_near(page, verb, head):
        found = mention(page, head)
        apposed = _open_apposition(page, head) if found.end == cue.start else None
        return _with_noun(verb, _before_cue(page, found, cue)) if apposed is None else mention(page, apposed)
    if head is None and (is_passive(verb) or not is_finite(verb) or verb.dep_ == "relcl"):
        return None
    head = beside(page, cue)
    return None if head is None else mention(page, head)


def _inverted(page: Page, cue: Cue) -> Token | None:
    """The noun after a cue that follows a quotation, where the parser finds no subject: "…,” shouted a man in the crowd"."""
    finite = is_finite(cue.verb) and not is_passive(cue.verb)
    if not finite or cue.start == 0 or page.quote_at[cue.start - 1] < 0 or subject(cue.verb) is not None:
        return None
    head = beside(page, cue)
    return head if head is not None and head.i > cue.verb.i else None


def _behind_quotation(page: Page, verb: Token) -> Token | None:
    """The noun between a quotation and its cue, where an apposition makes the parser take that for a participle: “…,” Abu
    Karim, a smuggler, recalled."""
    head = verb.head
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or page.doc[verb.i - 1].text != ",":
        return None
    first = head.left_edge.i
    return head if first > 0 and page.quote_at[first - 1] >= 0 and page.quote_at[head.i] < 0 else None


def _before_cue(page: Page, found: Mention, cue: Cue) -> Mention:
    """The source without what the parser has hung on it beyond the cue: "Adeyemi[, who left on Friday, called it a farce]"."""
    if not found.head < cue.start < found.end:
        return found
    comma = next((at for at in range(found.head + 1, cue.start) if page.doc[at].text == ","), cue.start)
    return Mention(found.start, comma, found.head)


def _with_noun(verb: Token, found: Mention) -> Mention:
    """The source with the noun right before its name, where the parser makes two subjects of them: "the newspaper Al-Ghad"."""
    for child in verb.lefts:
        if child.dep_ == "nsubj" and child.pos_ == "NOUN" and child.right_edge.i + 1 == found.start:
            return Mention(child.left_edge.i, found.end, found.head)
    return found


def _open_apposition(page: Page, head: Token) -> Token | None:
    """What looks like an apposition but has no comma at its end, so that the comma before it opens a parenthesis: "To know
    the man, Justice Abara said, one must read him"."""
    for child in head.rights:
        if child.dep_ == "appos" and page.doc[child.left_edge.i - 1].text == ",":
            return child
    return None


def _is_near(page: Page, verb: Token, head: Token) -> bool:
    return page.paragraph_at[head.i] == page.paragraph_at[verb.i] and (
        page.quote_at[head.i] < 0 or page.quote_at[head.i] == page.quote_at[verb.i]
    )


def _readings(page: Page, cue: Cue, source: Mention | None) -> Iterator[tuple[str, list[Piece]]]:
    frames = cue.frames
    if "clause" in frames:
        yield "clause", _clause(page, cue)
        yield "parenthesis", as_clause(page, cue)
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
    limit = clause_end(page, cue.end, page.sentence_end(cue.verb.i))
    for child in _rights(page, cue):
        first = child.left_edge.i
        if child.dep_ not in CLAUSES or child.i < cue.verb.i or first >= limit:
            continue
        if child.dep_ == "ccomp" or first == cue.end:
            end = with_siblings(page, cue, child)
            return grown(page, cue, first, cut(page, first, end))
    question = next((child for child in cue.verb.rights if child.dep_ == "advcl" and child.left_edge.i == cue.end), None)
    if question is not None and question.left_edge.tag_ == "WRB" and any(c.dep_ == "neg" for c in cue.verb.lefts):
        return grown(page, cue, cue.end, question.right_edge.i + 1)
    for token in page.doc[cue.end : min(cue.end + MAX_ADDRESSEE, page.sentence_end(cue.verb.i) - 1)]:
        if page.quote_at[token.i] == page.quote_at[cue.verb.i] and _is_complementizer(page, cue, token):
            return grown(page, cue, token.i, cut(page, token.i, page.sentence_end(token.i)))
        if token.is_punct or (token.tag_[:2] == "VB" and token.i > cue.end):
            break
    return []


def _is_complementizer(page: Page, cue: Cue, that: Token) -> bool:
    """Whether the "that" begins the cue's clause, whatever the parser makes of it after a date or an addressee."""
    if that.lower_ != "that":
        return False
    clause, before = that.head, page.doc[that.i - 1]
    subject_follows = page.doc[that.i + 1].tag_[:2] not in ("VB", "MD")
    if cue.verb.lemma_ in ADDRESSING and subject_follows:
        return True
    if that.tag_ == "IN":
        return clause.dep_ not in ("acl", "relcl") or _is_time(clause.head)
    return that.tag_ == "WDT" and subject_follows and (_is_time(before) or before.pos_ in ("PROPN", "PRON"))


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ == "time"


def _rights(page: Page, cue: Cue) -> Iterator[Token]:
    """Yield what follows the verb and depends on it or on its particle ("made it clear that …")."""
    yield from cue.verb.rights
    for token in page.doc[cue.verb.i + 1 : cue.end]:
        yield from token.rights


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
    return [(found.start, found.end), *grown(page, cue, to.left_edge.i, to.right_edge.i + 1)]


def _infinitive(page: Page, cue: Cue) -> list[Piece]:
    """ "vowed to leave"; "urged Iran to leave", with whom it is to do it."""
    if cue.verb.dep_ == "acl" and not is_finite(cue.verb):
        return []
    particles = page.doc[cue.verb.i + 1 : cue.end]
    patient = next((child for token in particles for child in token.rights if child.dep_ == "pobj"), None)
    for child in cue.verb.rights:
        if child.dep_ == "dobj" and cue.verb.lemma_ not in ADDRESSING:
            patient = child
        if child.dep_ in ("xcomp", "ccomp", "advcl") and any(c.tag_ == "TO" for c in child.lefts):
            if cue.verb.lemma_ == "ask" and _asks_for_anonymity(child):
                return []
            start = patient.left_edge.i if patient is not None else child.left_edge.i
            return grown(page, cue, start, with_siblings(page, cue, child))
    return []


def _asks_for_anonymity(infinitive: Token) -> bool:
    """Whether it is "not to be named": about the speaker, no claim."""
    return infinitive.lemma_ in ("name", "identify", "quote") and any(child.dep_ == "neg" for child in infinitive.lefts)


def _predicate(page: Page, cue: Cue) -> list[Piece]:
    """ "called the vote a farce", "was described as a farce"."""
    rights = [child for child in cue.verb.rights if not child.is_punct]
    for child in rights:
        if child.dep_ in ("oprd", "ccomp", "xcomp") or (child.dep_ == "prep" and child.lower_ == "as"):
            patient = next((c for c in rights if c.dep_ == "dobj" and c.i < child.i), None)
            start = patient.left_edge.i if patient is not None else child.left_edge.i
            return grown(page, cue, start, list_end(page, child.right_edge.i + 1))
    patient = next((child for child in rights if child.dep_ == "dobj"), None)
    if patient is None or "quote" in cue.frames:
        return []
    end = patient.right_edge.i + 1
    named = list_end(page, end)
    return grown(page, cue, patient.left_edge.i, named) if named > end or page.quote_at[end - 1] >= 0 else []


def _gerund(page: Page, cue: Cue) -> list[Piece]:
    """ "denied backing the rebels"."""
    for child in cue.verb.rights:
        if child.dep_ in ("xcomp", "pcomp", "ccomp") and child.tag_ == "VBG" and child.left_edge.i == cue.end:
            return grown(page, cue, child.left_edge.i, child.right_edge.i + 1)
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
        piece = None if patient is None else trim(page, patient.left_edge.i, patient.right_edge.i + 1)
        return [piece] if piece else []
    for child in verb.rights:
        if child.dep_ == "ccomp" and child.left_edge.lower_ == "what":
            return grown(page, cue, child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ == "dobj" and child.lower_ != "anonymity":
            judged = as_quoted(page, verb)
            end = with_siblings(page, cue, child) if judged is None else judged
            return grown(page, cue, child.left_edge.i, before_relative(page, child.i, end))
    return []


def as_quoted(page: Page, verb: Token) -> int | None:
    """The end of quoted words after "as", with which the verb judges its object: admires him as a “strong leader”."""
    if not any(child.dep_ == "dobj" for child in verb.rights):
        return None
    for child in verb.rights:
        if child.lower_ == "as" and child.dep_ == "prep":
            for at in range(child.i + 1, min(child.right_edge.i + 2, len(page.doc))):
                quote = page.quote_of(at)
                if quote is not None:
                    return list_end(page, quote.end)
    return None


def _prepositional(page: Page, cue: Cue) -> list[Piece]:
    for child in cue.verb.rights:
        for word in (child, *child.rights) if child.dep_ == "dobj" else (child,):
            if word.dep_ in PREPOSITIONS and word.lower_ in cue.frames:
                inner = next((c for c in word.rights if c.dep_ in ("pobj", "pcomp")), None)
                if inner is not None and not _is_time(inner):  # "called a strike for Monday"
                    end = before_occasion(page, inner.i, before_relative(page, inner.i, inner.right_edge.i + 1))
                    return grown(page, cue, inner.left_edge.i, end)
    return []
