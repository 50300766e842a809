"""Noun phrases: how far a mention reaches around its head.

Labels are those of ClearNLP dependencies as spaCy's English pipelines give them.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

LEFT_MODIFIERS = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "advmod", "case"}
)
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLACE_NOUNS = frozenset(
    {"city", "town", "village", "port", "province", "region", "district", "suburb", "island", "resort", "state", "county",
     "neighbourhood", "neighborhood", "area", "valley", "capital", "hamlet", "oblast", "governorate", "prefecture"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
DASHES = frozenset({"-", "--", "–", "—"})
DATELINE_REACH = 15
"""Tokens that a dateline may have."""
STRAY = frozenset({"punct", "dep", "cc"})


def phrase_start(tokens: Sequence[Token], head: int) -> int:
    """The first token of the noun phrase: the left edge of the head's modifiers, as far as they adjoin."""
    start = head
    for child in reversed(list(tokens[head].lefts)):
        if child.dep_ not in LEFT_MODIFIERS:
            if child.dep_ == "punct" and child.text in "-–" and not is_dash(child):
                continue
            break
        start = min(start, child.left_edge.i)
    for index in range(start, head):
        if is_dash(tokens[index]):
            start = index + 1  # "MADRID - Spain's prime minister"
    while start < head and (tokens[start].is_space or tokens[start].is_punct):
        start += 1
    return start


def is_dash(token: Token) -> bool:
    """Whether it parts what it stands between. A hyphen does so after a dateline only: tokenized text sets all hyphens apart
    ("the Saudi - led coalition")."""
    if not token.whitespace_ or token.text not in DASHES:
        return False
    return token.text != "-" or (token.i < DATELINE_REACH and token.doc[0].is_upper and len(token.doc[0]) > 2)


def head_of(tokens: Sequence[Token], start: int, end: int) -> int:
    """The token of the stretch whose own head lies outside it; the last of several."""
    for index in range(end - 1, start - 1, -1):
        if not start <= tokens[index].head.i < end or tokens[index].head.i == index:
            return index
    return end - 1


def is_possessor(tokens: Sequence[Token], end: int) -> bool:
    """Whether a possessive mark follows the tokens before `end`."""
    return end < len(tokens) and tokens[end].tag_ == "POS"


def skip_space(tokens: Sequence[Token], index: int) -> int:
    """The first token from `index` on that is no line break; wire copy is often hard-wrapped."""
    while index < len(tokens) and tokens[index].is_space:
        index += 1
    return index


def skip_space_back(tokens: Sequence[Token], index: int) -> int:
    """The end of what stands before `index`, without line breaks."""
    while index > 0 and tokens[index - 1].is_space:
        index -= 1
    return index


def verb_upon(head: Token) -> Token | None:
    """The verb that has the token as its object, be it the subject of an infinitive ("urged the army to withdraw")."""
    if head.dep_ == "dobj":
        return head.head
    if head.dep_ == "nsubj" and head.head.dep_ in ("ccomp", "xcomp") and head.head.tag_ == "VB":
        return head.head.head
    return None


def subject_above(head: Token) -> int | None:
    """The subject of the verb that has the token as its object."""
    verb = verb_upon(head)
    return next((child.i for child in verb.lefts if child.dep_ in SUBJECTS), None) if verb is not None else None
