"""Questions about the parse: who is the subject of this verb, what lies in its clause.

Tokens are spaCy tokens with the ClearNLP labels of spaCy's English pipelines.  All walks are bounded by the sentence.
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ALL_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj", "csubjpass"})
BORDERS = CLAUSES | {"appos"}
"""Where the near subtree of a trigger ends: beyond lies another clause, or a description of somebody."""
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt"})
PREPOSITION_LABELS = PREPOSITIONS | {"mark", "advmod", "pcomp"}
RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
NEAR_DEPTH = 3  # "hold a round of talks"
MAX_CLIMB = 12


class Sentences:
    """Where each sentence of a document begins: spaCy's `token.sent` looks for both its ends at every call."""

    def __init__(self, doc: Doc) -> None:
        self.spans = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
        self._starts = [sentence.start for sentence in self.spans]

    def at(self, token: int) -> int:
        """The number of the sentence that holds the token of this index."""
        return bisect_right(self._starts, token) - 1


def is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


def has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in ALL_SUBJECTS for child in verb.children)


def is_passive(verb: Token) -> bool:
    """Passive, finite ("was arrested") or participial ("an attack carried out by")."""
    if is_misparsed_main_verb(verb):
        return False
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        if child.dep_ in ("dobj", "nsubj"):
            return False
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl", "relcl") and not _has_auxiliary(verb)


def is_misparsed_main_verb(verb: Token) -> bool:
    """The past tense that the parser took for a participle, in a sentence that is left without a finite verb ("Russia, which
    has a base there, offered monitors.")."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD"):
        return False
    root = verb.sent.root  # the sentence is costly to ask for
    if root.pos_ not in ("NOUN", "PROPN") or verb.i < root.i:
        return False
    if verb.head.i != root.i and verb.nbor(-1).text != ",":
        return False
    has_agent = any(c.dep_ == "agent" for c in verb.children)
    return not has_agent and verb.sent.text.rstrip().endswith((".", ".”", '."'))


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def near(head: Token, *, depth: int = NEAR_DEPTH) -> list[Token]:
    """The head's own clause: its descendants up to `depth`, level by level, not beyond the borders of clauses and the verbs
    coordinated with it."""
    found: list[Token] = []
    level = [head]
    for _ in range(depth):
        below = []
        for token in level:
            for child in token.children:
                label = child.dep_
                if (label in BORDERS and not _is_verdict(child)) or (label == "conj" and is_verbal(child)):
                    found += _misattached(child, head)
                else:
                    below.append(child)
        found += below
        level = below
    return found + modified_nouns(head)


def _is_verdict(word: Token) -> bool:
    """The adjective of "declared the levy unconstitutional", which the parser takes for a clause with a subject."""
    if word.dep_ != "ccomp" or word.pos_ != "ADJ":
        return False
    return not any(c.dep_ in ("aux", "mark", "cop") or is_verbal(c) for c in word.children)


def _misattached(clause: Token, head: Token) -> list[Token]:
    """What belongs to the head though the parser put it in a clause below: the preposition of "called for her to resign", and
    the object of "imposed travel bans and asset freezes" where a noun was taken for a verb."""
    found = [c for c in clause.children if c.dep_ == "mark" and c.lower_ == "for"]
    if clause.dep_ == "ccomp" and clause.tag_ == "VBZ" and clause.head.i == head.i:
        own = [c for c in clause.children if c.i > head.i]
        if not any(c.dep_ in ("mark", "aux", "dobj") for c in own) and clause.nbor(-1).pos_ in ("NOUN", "PROPN"):
            found += [c for c in own if c.dep_ in ("nsubj", "prep")]
    return found


def modified_nouns(verb: Token) -> list[Token]:
    """The noun that a participle or a relative clause modifies, which is in the verb's clause too ("rebuffing calls", "an
    accord signed by", "talks that Cairo plans to host"), and the nouns above it, since attachment is often a step too low
    ("a meeting of the countries that …")."""
    top = verb
    while (label := top.dep_) in ("xcomp", "conj") and is_verbal(top.head):
        top = top.head
    if label not in ("amod", "acl", "relcl", "compound") or top.head.i == top.i:
        return []
    nouns = [top.head]
    while len(nouns) < 3 and top.dep_ == "relcl" and nouns[-1].dep_ == "pobj" and nouns[-1].head.lower_ == "of":
        nouns.append(nouns[-1].head.head)
    return nouns


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in the order of the text."""
    others = token.conjuncts
    return sorted({token, *others}, key=lambda t: t.i) if others else [token]


def coordinated_with(verb: Token) -> Token:
    """What a coordinated verb is really coordinated with.  The parser hangs the second verb of "denied that they had fired and
    promised to stop" on the nearest one; a finite verb without auxiliaries belongs to one of its own tense above."""
    first = verb.head
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or _has_auxiliary(verb):
        return first
    candidate = first
    for _ in range(MAX_CLIMB):
        if candidate.tag_ == verb.tag_ and not _has_auxiliary(candidate):
            return candidate
        if candidate.dep_ not in ("xcomp", "ccomp", "advcl", "conj", "pcomp") or not is_verbal(candidate.head):
            return first
        candidate = candidate.head
    return first


def clause_verb(token: Token) -> Token | None:
    """The nearest verb above the token."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if is_verbal(token):
            return token
    return None


def subject(verb: Token) -> Token | None:
    """Who does it: the subject, also when it stands with a governing verb (coordination, control, participles), is the noun
    that a relative clause modifies, or the by-phrase of a passive."""
    if is_passive(verb):
        return _by_phrase(verb)
    return _surface_subject(verb, MAX_CLIMB)


def affected(verb: Token) -> Token | None:
    """To whom it is done: the object, or the subject of a passive."""
    if is_passive(verb):
        return _passive_subject(verb, MAX_CLIMB)
    direct = next((c for c in verb.children if c.dep_ in OBJECTS and c.tag_ not in ("WDT", "WP")), None)
    return direct or _relativised_object(verb)


def _by_phrase(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _passive_subject(verb: Token, climb: int) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in ALL_SUBJECTS), None)
    if own is not None:
        return _antecedent(own, verb)
    if verb.dep_ in ("acl", "amod", "relcl"):
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl") and climb:
        return _passive_subject(verb.head, climb - 1) if is_passive(verb.head) else _surface_subject(verb.head, climb - 1)
    return None


def _surface_subject(verb: Token, climb: int) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in ALL_SUBJECTS), None)
    if own is not None and not (own.pos_ == "PRON" and own.lower_ in ("it", "there")):
        return _antecedent(own, verb)
    if not climb or verb.head.i == verb.i:
        return own or _opening_name(verb)
    return _described_noun(verb) or _inherited_subject(verb, climb) or own


def _opening_name(verb: Token) -> Token | None:
    """The subject that the parser ran together with the place before it ("In Geneva President Amara, tired, had pleaded …")."""
    opening = verb.sent[0]
    if opening.tag_ != "IN" or opening.i >= verb.i:
        return None
    name = next((c for c in opening.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
    return name if name is not None and any(c.text == "," for c in name.children) else None


def _described_noun(verb: Token) -> Token | None:
    """The subject that the parser gave to a description before it ("talks failed, and oil-exporting Oman has warned")."""
    if verb.dep_ != "conj" or not _has_auxiliary(verb):
        return None
    for sibling in verb.head.children:
        if sibling.tag_ == "VBG" and 0 < sibling.i < verb.i and sibling.nbor(-1).text == "-":
            return next((c for c in sibling.children if c.dep_ == "dobj"), None)
    return None


def _inherited_subject(verb: Token, climb: int) -> Token | None:
    """The subject of a verb without one of its own, by the verb's relation to what governs it."""
    governor = coordinated_with(verb) if verb.dep_ == "conj" else verb.head
    if verb.dep_ in ("relcl", "acl"):
        # "officials visiting …" but "a plan to visit …": an infinitive's subject is whose plan it is.
        if is_misparsed_main_verb(verb):
            return verb.sent.root
        return _holder(governor, climb - 1) if _is_infinitive(verb) else governor
    if verb.dep_ in ("amod", "compound") and verb.tag_ == "VBG":
        return None
    if verb.dep_ == "csubj" and verb.tag_ == "VBG":
        return _participle_subject(verb)
    if is_verbal(governor):
        if verb.dep_ in ("xcomp", "ccomp") and _is_infinitive(verb) and not _is_expression(verb):
            controller = next((c for c in governor.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
            if controller is not None:
                return controller
        if is_passive(governor) and verb.dep_ in ("xcomp", "conj", "advcl"):
            return _passive_subject(governor, climb - 1)
        return _surface_subject(governor, climb - 1)
    if verb.dep_ == "pcomp":
        above = clause_verb(governor)
        holder = governor.head
        if holder.pos_ == "NOUN" and not is_verbal(holder):
            return _holder(holder, climb - 1)
        return _surface_subject(above, climb - 1) if above is not None else None
    above = clause_verb(verb)
    return _surface_subject(above, climb - 1) if above is not None else None


def _is_expression(verb: Token) -> bool:
    """"telephoned him to express his gratitude": an infinitive of purpose that the parser takes for the object's."""
    return any(c.dep_ == "dobj" and any(p.dep_ == "poss" and p.pos_ == "PRON" for p in c.children) for c in verb.children)


def _participle_subject(verb: Token) -> Token | None:
    """Of a participle after a comma that the parser hung elsewhere: the subject of the finite verb before it."""
    for token in reversed(list(verb.sent)[: verb.i - verb.sent.start]):
        if is_verbal(token) and token.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            own = next((c for c in token.children if c.dep_ in SUBJECTS), None)
            if own is not None:
                return own
    return None


def _holder(noun: Token, climb: int) -> Token | None:
    """Whose plan, offer or effort the noun is: its possessor, else the subject of its clause."""
    for child in noun.children:
        if child.dep_ in ("poss", "nmod", "compound") and child.pos_ in ("PROPN", "PRON", "NOUN"):
            return child
    verb = clause_verb(noun)
    if verb is None or not climb:
        return None
    found = _passive_subject(verb, climb - 1) if is_passive(verb) else _surface_subject(verb, climb - 1)
    return None if found is None or found.i == noun.i else found


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _antecedent(token: Token, verb: Token) -> Token:
    """A relative pronoun stands for the noun that its clause modifies."""
    if token.tag_ in ("WDT", "WP") or (token.lower_ in RELATIVE_PRONOUNS and token.pos_ == "PRON"):
        top = verb
        for _ in range(MAX_CLIMB):
            if top.dep_ == "relcl":
                return top.head
            if top.head.i == top.i:
                break
            top = top.head
    return token


def _relativised_object(verb: Token) -> Token | None:
    """"sanctions that Washington imposed": the noun that the relative clause modifies."""
    if verb.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE_PRONOUNS for c in verb.children):
        return verb.head
    return None


def adjacent_preposition(noun: Token) -> list[Token]:
    """The "by" or "against" right after a noun is the noun's, wherever the parser hung it ("break up a march by students")."""
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if following is None or following.lower_ not in ("by", "against") or is_verbal(noun) or following.head.i == noun.i:
        return []
    return [following]


def prepositional_objects(head: Token) -> dict[str, list[Token]]:
    """The objects of each preposition in the head's clause, nearest first."""
    found: dict[str, list[Token]] = {}
    for token in [*near(head), *adjacent_preposition(head)]:
        if token.dep_ not in PREPOSITION_LABELS:
            continue
        objects = found.setdefault(token.lower_, [])
        for child in token.children:
            if child.dep_ in ("pobj", "pcomp"):
                objects.append(child)
            elif child.dep_ == "prep":  # "out of", "as well as with"
                objects += [c for c in child.children if c.dep_ == "pobj"]
    for objects in found.values():
        objects.sort(key=lambda t: abs(t.i - head.i))
    return found
