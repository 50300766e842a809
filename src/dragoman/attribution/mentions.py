"""Sources: the mention that a cue points to, how far it goes, and whether anyone could tell who it is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.attribution.cues import ADDRESSING, AUXILIARIES, Cue
from dragoman.attribution.page import FINITE, Page

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSAL_MODIFIERS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "cc", "conj", "dep", "nsubj", "xcomp"})
CONTROLLING = frozenset({"ask", "tell", "urge", "force", "lead", "prompt", "push", "press"})
QUOTING = frozenset({"quote", "cite"})
QUOTED_FORMS = frozenset({"quoted", "cited", "quoting", "citing", "quotes", "cites"})
MAX_QUOTED = 12
MAX_CLIMB = 6
"""Verbs above a cue whose subject may be its source."""
UNSUBJECTED = frozenset({"acl", "relcl", "amod", "advcl"})
"""Where a past participle without a subject is passive ("asked about it, he left")."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "SYM", "X"})
DASHES = frozenset({"-", "--", "—", "–", "―"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "attr", "iobj"})
RELATIVES = frozenset({"WP", "WDT"})
CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as"})
"""Prepositions that may open a clause, too."""
PARTICLES = frozenset({"NNP", "FW"})
MAX_MENTION = 40
MAX_HYPHENS = 4
"""In a name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens `start` to `end` (exclusive) with the head token."""

    start: int
    end: int
    head: int


def mention(page: Page, head: Token) -> Mention:
    """The noun phrase around the head: its modifiers, prepositional phrases, appositions and coordinated nouns, without
    relative clauses."""
    last, head = head, whole_name(head)
    start, end = _left(head), max(_right(head), last.i) + 1
    start, end = max(start, head.i - MAX_MENTION), min(end, head.i + MAX_MENTION)
    quote, paragraph = page.quote_at[head.i], page.paragraph_at[head.i]
    for at in range(head.i - 1, start - 1, -1):
        token = page.doc[at]
        cut = (token.text in DASHES and token.whitespace_) or (token.lower_ in QUOTED_FORMS and token.pos_ == "VERB")
        if cut or page.paragraph_at[at] != paragraph or (page.quote_at[at] != quote and not page.is_nickname(at)):
            start = at + 1
            break
    while start < head.i and (page.doc[start].is_punct or page.doc[start].is_space):
        start += 1
    for at in range(head.i + 1, end):
        token = page.doc[at]
        dash = token.text in DASHES and page.doc[at - 1].whitespace_
        if dash or page.paragraph_at[at] != paragraph or (page.quote_at[at] != quote and page.quote_at[at] < 0):
            end = at
            break
    while end - 1 > head.i and _trails(page.doc[end - 1]):
        end -= 1
    end = _hyphenated_end(page, end)
    if end < len(page.doc) and page.doc[end].text == ")" and any(token.text == "(" for token in page.doc[head.i : end]):
        end += 1
    return Mention(start, end, head.i)


def _hyphenated_end(page: Page, end: int) -> int:
    """The end of a name that the tokenizer has split at its hyphens: "Moon [Jae][-][in]"."""
    doc = page.doc
    for _ in range(MAX_HYPHENS):
        if end + 1 >= len(doc) or not is_glued(doc[end + 1]) or page.quote_at[end + 1] != page.quote_at[end - 1]:
            break
        end += 2
    return end


def is_glued(token: Token) -> bool:
    """Whether a hyphen ties the token to a name before it."""
    if token.i < 2 or not token.is_alpha:
        return False
    name, hyphen = token.doc[token.i - 2], token.doc[token.i - 1]
    return hyphen.text == "-" and not hyphen.whitespace_ and not name.whitespace_ and name.pos_ == "PROPN"


def whole_name(head: Token) -> Token:
    """The head of the name that the token ends, where the parser has broken it at a hyphen or at a small particle: "Moon
    Jae-in", "the government of Prime Minister Kofi wa Mensah"."""
    for _ in range(MAX_HYPHENS):
        if not is_glued(head) or head.left_edge.i != head.i:
            break
        head = head.doc[head.i - 2]
    if head.i < 2 or head.pos_ != "PROPN":
        return head
    forename, particle = head.doc[head.i - 2], head.doc[head.i - 1]
    broken = particle.is_alpha and particle.is_lower and particle.tag_ in PARTICLES and head.left_edge.i == head.i
    return phrase_head(forename) if broken and forename.is_title and forename.pos_ == "PROPN" else head


def phrase_head(token: Token) -> Token:
    """The noun on which the token depends by prepositions and within its phrase."""
    for _ in range(MAX_CLIMB):
        if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in ("NOUN", "PROPN"):
            token = token.head.head
        elif token.dep_ == "compound" and token.head.i > token.i:
            token = token.head
        else:
            break
    return token


def _trails(last: Token) -> bool:
    return (last.is_punct and last.text != ")") or last.tag_ in ("POS", "IN")


def _left(head: Token) -> int:
    first = head.i
    for child in head.lefts:
        if child.dep_ not in ("punct", "cc", "preconj", "mark", "advmod", "relcl", "prep", "advcl", "acl") or (
            child.dep_ == "advmod" and child.i == head.i - 1
        ):
            first = min(first, child.left_edge.i)
            break
    return first


def _right(head: Token) -> int:
    """The last token of the phrase, without clauses that modify it."""
    last, stack, steps = head.i, [head], 0
    while stack and steps < 2 * MAX_MENTION:
        token = stack.pop()
        last = max(last, token.i)
        steps += 1
        for child in token.rights:
            keep = child.dep_ not in CLAUSAL_MODIFIERS or (child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"))
            if keep and child.pos_ not in ("VERB", "AUX", "SPACE"):
                stack.append(child)
            elif child.dep_ == "acl" and child.tag_ == "VBN" and child.i == last + 1 and child.right_edge.i < last + 7:
                last = child.right_edge.i
    return last


def subject(verb: Token) -> Token | None:
    """The subject in the verb's own clause, the nearest before it where the parser gives several."""
    found = None
    for child in verb.children:
        if child.dep_ not in SUBJECTS or child.pos_ in ("SPACE", "PUNCT", "VERB", "AUX"):
            continue
        if (child.text[0].isalnum() or child.text[0] in "@#$") and (found is None or child.i < verb.i):
            found = child
    return found


def agent(verb: Token) -> Token | None:
    """Whoever stands after "by" with a passive."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((token for token in child.rights if token.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(
        child.dep_ in ("auxpass", "nsubjpass") or (child.dep_ == "aux" and child.lemma_ == "be") for child in verb.lefts
    )


def source_of(verb: Token) -> Token | None:
    """The head of the source of a verbal cue: its subject, or that of the verb it depends on; of a passive, its agent."""
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in UNSUBJECTED and subject(verb) is None):
        return _main_subject(verb) or agent(verb)
    if subject(verb) is None:
        stranded = _stranded_subject(verb)
        if stranded is not None:
            return stranded
    at: Token | None = verb
    for _ in range(MAX_CLIMB):
        if at is None:
            return None
        found = subject(at)
        if found is not None:
            if found.dep_ == "nsubjpass" and at is verb and verb.tag_ == "VBN":
                return agent(at)
            return None if found.dep_ == "expl" else found
        modified = _modified_noun(at)
        if modified is not None:
            return modified
        patient = _controller(at)
        if patient is not None:
            return patient
        at = _clause_above(at)
    return None


def _main_subject(verb: Token) -> Token | None:
    """The noun after whose relative clause the main verb follows, where the parser reads that as a participle: "Adeyemi, who
    arrived on Friday, called it a farce"."""
    head = verb.head
    cut_off = verb.dep_ == "acl" and head.dep_ == "ROOT" and head.pos_ in NOMINAL and _comma_before(verb)
    active = any(child.dep_ == "dobj" for child in verb.rights) and not any(child.dep_ in AUXILIARIES for child in verb.lefts)
    return head if cut_off and active else None


def _stranded_subject(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parser has given to the conjunction ("after the ministry promised …") or to
    a noun before it ("…, freed the men, the governor, Rui Costa, told state radio")."""
    doc, at = verb.doc, verb.i - 1
    if verb.tag_ not in FINITE or at < 1:
        return None
    noun = doc[at - 1] if doc[at].text == "," else doc[at]
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if noun.dep_ == "pobj":
        return noun if noun.i == at and noun.head.lower_ in CONJUNCTIONS else None
    top = noun
    for _ in range(MAX_CLIMB):
        if top.dep_ != "appos" or top.head.dep_ != "appos":
            break
        top = top.head
    first = top.left_edge.i
    return top if top.dep_ == "appos" and verb.dep_ == "conj" and first > 0 and doc[first - 1].text == "," else None


def _modified_noun(verb: Token) -> Token | None:
    """The noun that a participle without a comma or a relative clause modifies: "a statement calling …"."""
    head = verb.head
    if head.pos_ not in NOMINAL or head is verb:
        return None
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in FINITE and head.dep_ == "ROOT"):
        return head
    close = verb.dep_ == "acl" and verb.tag_ == "VBG" and not _comma_before(verb)
    return head if close and head.ent_type_ not in ("DATE", "TIME") else None


def _controller(verb: Token) -> Token | None:
    """Whom the verb above makes do it ("asked Iran to explain"), or whom it quotes ("quoted the king as saying")."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _quoted_noun(verb.head)
    if verb.dep_ != "xcomp" or verb.head.lemma_ not in CONTROLLING:
        return None
    return next((child for child in verb.head.children if child.dep_ == "dobj"), None)


def _quoted_noun(preposition: Token) -> Token | None:
    """Whom an active verb before the "as" quotes, by the order of the words: the parser seldom sees it."""
    doc, at = preposition.doc, preposition.i - 1
    if at < 1 or doc[at].pos_ not in NOMINAL:
        return None
    for token in reversed(doc[max(at - MAX_QUOTED, 0) : at]):
        if token.lemma_.lower() in QUOTING or token.lower_ in QUOTED_FORMS:
            return None if any(child.dep_ == "auxpass" for child in token.lefts) else doc[at]
        if token.is_punct:
            return None
    return None


def _clause_above(verb: Token) -> Token | None:
    """The verb whose subject a verb without one shares."""
    head = verb.head
    if head is verb or head == verb:
        return None
    if verb.dep_ == "acl" and head.pos_ in NOMINAL and verb.tag_ not in ("VBG", "VB"):
        return None
    if head.pos_ in ("VERB", "AUX"):
        return head
    return _governing_verb(head) if head.pos_ in NOMINAL or head.pos_ == "ADP" else head


def _governing_verb(token: Token) -> Token | None:
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token:
            return None
        token = token.head
    return None


def _comma_before(token: Token) -> bool:
    """Whether a comma sets the participle off from what stands before it (an adverb may stand between)."""
    at = token.i - 1
    while at > 0 and token.doc[at].pos_ == "ADV":
        at -= 1
    return at >= 0 and token.doc[at].text in (",", "--", "—", "–", "-")


def beside(page: Page, cue: Cue) -> Token | None:
    """The noun right after the cue (said Motegi), else the nearest one before it."""
    doc = page.doc
    for at in range(cue.end, min(cue.end + 8, len(doc))):
        token = doc[at]
        if page.quote_at[at] >= 0 or token.pos_ not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM") or _is_time(token):
            break
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            head = _phrase_head(page, token)
            if _is_taken(page, cue, head):
                break
            return head
    for at in range(cue.start - 1, max(cue.start - 25, -1), -1):
        token = doc[at]
        if page.quote_at[at] >= 0 or page.ends_sentence(at):
            break
        if token.tag_ in RELATIVES and at + 1 < cue.start:
            continue
        if token.pos_ in ("PROPN", "NOUN", "PRON") and not _is_time(token):
            return _phrase_head(page, token)
    return None


def _is_taken(page: Page, cue: Cue, noun: Token) -> bool:
    """Whether the noun after the cue is no inverted subject: the subject of its content, whom the cue speaks to, or what it
    judges."""
    if page.quote_at[cue.start - 1] >= 0:
        return False
    if noun.dep_ in SUBJECTS and noun.head.dep_ == "ccomp" and noun.head.head == cue.verb:
        return True
    judges = cue.verb.lemma_ in ADDRESSING or not {"object", "predicate"}.isdisjoint(cue.frames)
    return judges and noun.dep_ in OBJECTS


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _phrase_head(page: Page, token: Token) -> Token:
    noun = token
    for _ in range(12):
        inside = token.dep_ in ("compound", "amod", "poss", "nmod", "appos", "nummod", "det", "pobj", "prep")
        counted = token.lower_ == "of" and token.head.pos_ == "NUM"  # "one of the men"
        nominal = token.head.pos_ in ("PROPN", "NOUN", "ADP") or counted
        if not inside or not nominal or page.quote_at[token.head.i] >= 0:
            break
        token = token.head
        noun = token if token.pos_ != "ADP" else noun
    return noun


def is_anonymous(page: Page, found: Mention) -> bool:
    """Whether the source cannot be identified from the mention and what follows it."""
    doc = page.doc
    head = doc[found.head]
    if head.lemma_.lower() in page.lexicon.words["anonymous"] or head.lower_ in page.lexicon.words["anonymous"]:
        return True
    if head.pos_ == "PROPN" and (head.ent_type_ != "PERSON" or head.lower_ in page.lexicon.words["outlet"]):
        return False  # an agency, whose own sources asked not to be named
    start, end = page.sentence_start(found.head), page.sentence_end(found.head)
    around = doc[max(start, found.head - 30) : min(end, found.head + 40)].text.lower()
    if any(phrase in around for phrase in page.lexicon.words["phrase"]):
        return True
    words = (
        page.lexicon.words["unnamed"]
        if _is_definite(head)
        else page.lexicon.words["unnamed"] | page.lexicon.words["indefinite"]
    )
    if head.lemma_.lower() not in words:
        return False
    return not any(_is_name(token, head) for token in doc[found.start : found.end])


def _is_definite(head: Token) -> bool:
    """Whether the singular noun points to somebody whom the report has named: "the envoy", "his envoy"."""
    if head.tag_ == "NNS":
        return False
    return any(child.dep_ == "poss" or child.lower_ in ("the", "this", "that") for child in head.lefts)


def _is_name(token: Token, head: Token) -> bool:
    """Whether the token names a person: by its entity, or as an apposition."""
    return token.tag_ in ("NNP", "NNPS") and (token.ent_type_ == "PERSON" or (token.dep_ == "appos" and token.i > head.i))
