"""What the words around a name say about whether it is a place's: predicates over the tokens of one report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from spacy.tokens import Doc, Span, Token

from dragoman.model import Actor, ActorKind
from dragoman.places.names import fold

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
QUANTITY_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "poss"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DASHES = frozenset({"-", "–", "—", "--", "―"})
HYPHENS = frozenset({"-", "–", "‑"})
DATELINE_REACH = 8  # tokens between a dateline's name and its dash


class IsPlace(Protocol):
    """Says of a folded name that it is surely a place's, also if it stands after a preposition of place (`placed`)."""

    def __call__(self, key: str, *, placed: bool = False) -> bool: ...


class Evidence:
    """The report's tokens with the word lists of words.csv; spans are token indices, half-open."""

    def __init__(self, doc: Doc, words: Mapping[str, frozenset[str]], is_place: IsPlace) -> None:
        self.doc, self.words = doc, words
        self.labels = [token.ent_type_ for token in doc]
        self.lower = [token.lower_ for token in doc]
        self.surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
        self.people = people_tokens(doc, is_place, words["directional"])
        self.placed = {doc[i].text for i, word in enumerate(self.lower[:-1], 1) if word in words["directional"]}

    def word_at(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def is_among(self, i: int, name: str) -> bool:
        return self.word_at(i) in self.words[name]

    def before(self, start: int) -> int:
        """The index of the word before, "the" skipped; -1 if there is none."""
        i = start - 1
        return i - 1 if self.word_at(i) == "the" else i

    def is_locative(self, start: int) -> bool:
        return self.is_among(self.before(start), "locative")

    def is_strictly_locative(self, start: int) -> bool:
        return self.is_among(self.before(start), "strictly_locative")

    def has_unit(self, start: int, end: int) -> bool:
        """ "Itaewon district", "the town of Wana", "Lake Kivu". """
        if self.is_among(end, "unit") and not self.doc[end].is_title:
            return True
        return self.word_at(start - 1) == "of" and self.is_among(start - 2, "unit_before")

    def has_compound(self, start: int, end: int) -> bool:
        """ "Kent-based". """
        return self.word_at(end) in HYPHENS and self.is_among(end + 1, "compound")

    def has_body(self, start: int, end: int) -> bool:
        """ "Boise Fire Department", "Durban court": an office or service that is named after where it is."""
        limit = min(end + 4, len(self.lower))
        for i in range(end, limit):
            if self.is_among(i, "body"):
                return not self.is_medium(start, end)
            if not self.doc[i].text[:1].isupper():
                return False
        return False

    def is_medium(self, start: int, end: int) -> bool:
        """Whether a newspaper or broadcaster is named ("the Boston Globe", "Miami Herald")."""
        return end < len(self.lower) and self.doc[end].text[:1].isupper() and self.is_among(end, "medium")

    def is_dateline(self, start: int, end: int) -> bool:
        """Whether the words open a line, in capitals or before a dash: "KYIV, Dec 3 -", "PARIS (AP)", "Wana —"."""
        if start > 0 and not self.doc[start - 1].is_space and not self.doc[start].is_sent_start:
            return False
        window = self.doc[end : end + DATELINE_REACH]
        if self.doc[start:end].text.isupper():
            return any(token.text == "(" or token.text in DASHES for token in window) or (
                start == 0 and end < len(self.lower) and not self.doc[end : end + 3].text.isupper()
            )
        return any(token.text in DASHES and token.text not in HYPHENS for token in window[:5])

    def is_quantity(self, start: int, end: int) -> bool:
        """Whether the words are part of a date or a number; a lone capitalised word so labelled is mostly a name."""
        return any(
            self.labels[i] in QUANTITY_LABELS and (self.doc[i].ent_iob_ == "I" or self.continues_entity(i + 1))
            for i in range(start, end)
        )

    def continues_entity(self, i: int) -> bool:
        return i < len(self.labels) and self.doc[i].ent_iob_ == "I"

    def is_whole_entity(self, start: int, end: int) -> bool:
        """Whether the words are an entity, or stand outside all."""
        return self.doc[start].ent_iob_ != "I" and not self.continues_entity(end)

    def in_person(self, start: int, end: int) -> bool:
        return any(i in self.people for i in range(start, end))

    def has_title(self, start: int) -> bool:
        """Whether a person's title stands before ("Mr", "President")."""
        return start > 0 and self.doc[start - 1].text[:1].isupper() and self.is_among(start - 1, "person_title")

    def is_attributive(self, start: int, end: int) -> bool:
        last = self.doc[end - 1]
        return last.dep_ in ATTRIBUTIVE and last.head.i >= end

    def is_plural(self, end: int) -> bool:
        return self.doc[end - 1].tag_ in PLURAL_TAGS

    def precedes_name(self, end: int) -> bool:
        return end < len(self.lower) and is_capitalised(self.doc[end])


def people_tokens(doc: Doc, is_place: IsPlace, directional: frozenset[str]) -> frozenset[int]:
    """The tokens of persons' names: of more than one word, or of one word that is part of a longer name elsewhere."""
    ents = [ent for ent in doc.ents if ent.label_ == "PERSON" and not is_place(
        fold(ent.text), placed=ent.start > 0 and doc[ent.start - 1].lower_ in directional
    )]
    tokens = {i for ent in ents if len(ent) > 1 for i in range(ent.start, ent.end)}
    actors: tuple[Actor, ...] = doc._.actors
    for actor in actors:
        if actor.kind is ActorKind.PERSON and " " in actor.name:
            tokens |= {i for i in mention_tokens(doc, actor) if doc[i].ent_type_ == "PERSON"}
    names = {doc[i].text for i in tokens}
    surnames = {ent[-1].text for ent in ents if len(ent) > 1}
    alone = {ent.start for ent in ents if len(ent) == 1 and ent.text in names}
    if surnames:
        alone |= {token.i for token in doc if token.text in surnames and token.dep_ in SUBJECTS and token.ent_iob_ != "I"}
    return frozenset(tokens | {i for i in alone if i == 0 or doc[i - 1].lower_ != "in"})


def mention_tokens(doc: Doc, actor: Actor) -> range:
    """The tokens of the actor's mention, found from its head outwards."""
    first = last = min(max(actor.head, 0), len(doc) - 1)
    while first > 0 and doc[first - 1].idx >= actor.span.start:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].idx < actor.span.end:
        last += 1
    return range(first, last + 1)


def trim(ent: Span) -> tuple[int, int]:
    """The entity without articles and lower-case words before it, and possessives and stops after it."""
    doc, start, end = ent.doc, ent.start, ent.end
    while start < end and (not starts_name(doc[start]) or doc[start].lower_ in {"the", "this", "that"}):
        start += 1
    while end > start and ends_nothing(doc[end - 1]):
        end -= 1
    return start, end


def ends_nothing(token: Token) -> bool:
    """Whether no name ends with this token: a possessive, punctuation, a space."""
    text = token.text
    return not (text.isalnum() or any(map(str.isalnum, text))) or token.tag_ == "POS"


def starts_name(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() or text in {"al", "el", "sub"} or (text[:3] in {"al-", "el-"} and text[3:4].isupper())


def is_capitalised(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper() or token.pos_ == "PRON":
        return False
    return token.is_alpha or (len(text) > 2 and any(c in ".'’" for c in text))
