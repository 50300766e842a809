"""Whom a source is: its kind, the actors it stands for, and what is told of those who are not named."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.attribution.cast import Cast
from dragoman.attribution.claims import Piece, characters
from dragoman.attribution.mentions import Mention
from dragoman.attribution.page import Page
from dragoman.model import Actor, ActorKind, SourceDescription, SourceKind, Span, Speaker

NOBODY = Speaker()
BODIES = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})
MEDIA_SECTOR = "JRN"
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "both": 2,
}  # fmt: skip
PERSONAL = frozenset({"he", "she", "i", "him", "her", "his", "my", "me"})
NEUTER = frozenset({"it", "its"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
CLAUSES = frozenset({"relcl", "acl", "advcl"})


class Speakers:
    """The sources of one document, in the order of the text: a pronoun is of the kind of whom it stands for."""

    def __init__(self, page: Page, cast: Cast) -> None:
        self._page, self._cast = page, cast
        self._kinds: dict[str, SourceKind] = {}

    def of(self, source: Mention | None, cue: Piece | None, *, anonymous: bool) -> Speaker:
        if source is None:
            return NOBODY
        actors = self._cast.of(source)
        kind = SourceKind.ANONYMOUS if anonymous else self._kind(source, actors)
        if len(actors) == 1 and self._page.doc[source.head].pos_ != "PRON":
            self._kinds.setdefault(actors[0].id, kind)
        countries = {actor.country for actor in actors if actor.country is not None}
        return Speaker(
            kind=kind,
            actors=actors,
            country=countries.pop() if len(countries) == 1 else None,
            description=describe(self._page, source, cue) if anonymous else None,
        )

    def _kind(self, source: Mention, actors: tuple[Actor, ...]) -> SourceKind:
        head = self._page.doc[source.head]
        if head.pos_ == "PRON" or head.tag_ == "PRP$":
            return self._pronoun_kind(head, actors)
        if is_medium(self._page, source, actors):
            return SourceKind.MEDIUM
        if any(actor.kind is ActorKind.PERSON for actor in actors) or self._is_human_name(head):
            return SourceKind.PERSON
        if self._is_document(head):
            return SourceKind.DOCUMENT
        if any(actor.kind in BODIES for actor in actors) or self._is_body(head):
            return SourceKind.INSTITUTION
        if head.pos_ != "PROPN" and not (head.text[:1].isupper() and source.end - source.start == 1 and not actors):
            return self._noun_kind(head)
        if any(token.ent_type_ == "PERSON" for token in self._page.doc[source.start : source.end]):
            return SourceKind.PERSON
        if head.ent_type_ in ("ORG", "GPE", "NORP", "FAC", "LOC"):
            return SourceKind.INSTITUTION
        return SourceKind.OFFICE if actors else SourceKind.PERSON

    def _pronoun_kind(self, pronoun: Token, actors: tuple[Actor, ...]) -> SourceKind:
        known = next((self._kinds[actor.id] for actor in actors if actor.id in self._kinds), None)
        if known is not None:
            return known
        if any(actor.kind is ActorKind.PERSON for actor in actors) or (not actors and pronoun.lower_ in PERSONAL):
            return SourceKind.PERSON
        if pronoun.lower_ in PERSONAL:
            return SourceKind.OFFICE
        if pronoun.lower_ in NEUTER or any(actor.kind in BODIES for actor in actors):
            return SourceKind.INSTITUTION
        return SourceKind.PEOPLE

    def _noun_kind(self, head: Token) -> SourceKind:
        people = self._page.lexicon.words["people"]
        plural = head.tag_ in PLURAL_TAGS or head.lemma_.lower() in people or any(head.conjuncts)
        return SourceKind.PEOPLE if plural else SourceKind.OFFICE

    def _is_document(self, head: Token) -> bool:
        return head.pos_ == "NOUN" and is_among(head, self._page.lexicon.words["document"])

    def _is_body(self, head: Token) -> bool:
        return is_among(head, self._page.lexicon.words["institution"])

    def _is_human_name(self, head: Token) -> bool:
        """Whether a name has an apposition that only a human being has: "Marta Quispe, a nurse"."""
        if head.pos_ != "PROPN":
            return False
        words = self._page.lexicon.words
        return any(
            child.dep_ == "appos"
            and child.tag_ == "NN"
            and head.doc[child.left_edge.i - 1].text == ","
            and not any(is_among(child, words[kind]) for kind in ("institution", "medium", "document"))
            for child in head.rights
        )


def is_among(head: Token, words: frozenset[str]) -> bool:
    """Whether the noun, or it with the word before it ("news agency"), is one of the words."""
    lemma = head.lemma_.lower()
    if lemma in words or head.lower_ in words:
        return True
    return head.i > 0 and f"{head.doc[head.i - 1].lower_} {lemma}" in words


def is_medium(page: Page, source: Mention, actors: tuple[Actor, ...]) -> bool:
    """Whether the source is a newspaper, agency or broadcaster: by its name, its noun, or a noun before its name."""
    words, head = page.lexicon.words, page.doc[source.head]
    if any(actor.kind is ActorKind.ORGANISATION and actor.sector == MEDIA_SECTOR for actor in actors):
        return True
    name = page.doc[source.start : source.end].text.lower().removeprefix("the ")
    if name in words["outlet"]:
        return True
    if head.pos_ == "NOUN" and is_among(head, words["medium"]):
        return True
    at = head.i
    while at > source.start and page.doc[at].pos_ in ("PROPN", "PUNCT"):
        at -= 1
    return head.pos_ == "PROPN" and page.doc[at].lower_ in words["medium"]


def describe(page: Page, source: Mention, cue: Piece | None) -> SourceDescription:
    """What the mention and the clause beside it tell of an anonymous source."""
    head = page.doc[source.head]
    ranks = page.lexicon.words["seniority"]
    rank = next((token.lower_ for token in page.doc[source.start : source.head] if token.lower_ in ranks), None)
    return SourceDescription(number_of(head), rank, condition(page, source, cue))


def number_of(head: Token) -> int | None:
    """How many: by a number, or one by the singular; None for "several", "some" and mere plurals."""
    for child in head.lefts:
        if child.dep_ in ("nummod", "det", "predet") and child.lower_ in NUMBERS:
            return NUMBERS[child.lower_]
        if child.dep_ == "nummod":
            return int(child.text) if child.text.isascii() and child.text.isdecimal() and len(child) < 6 else None
    if head.pos_ == "NUM" or head.lower_ in ("one", "another"):
        return NUMBERS.get(head.lower_)
    return 1 if head.tag_ in ("NN", "NNP") and not any(head.conjuncts) else None


def condition(page: Page, source: Mention, cue: Piece | None) -> Span | None:
    """The words on why the source is not named, in the sentence around it."""
    start, end = page.sentence_start(source.head), page.sentence_end(source.head)
    start, end = max(start, source.head - 30), min(end, source.head + 40)
    around = page.doc[start:end]
    text = around.text.lower()
    at = min((found for phrase in page.lexicon.words["phrase"] if (found := text.find(phrase)) >= 0), default=None)
    if at is None:
        return None
    first = next(token for token in around if token.idx + len(token) > around.start_char + at)
    return _clause(page, first, start, end, cue)


def _clause(page: Page, first: Token, start: int, end: int, cue: Piece | None) -> Span:
    """The clause that holds the phrase, as far as the cue."""
    clause = first
    for _ in range(6):
        if clause.dep_ in CLAUSES or clause.head.i == clause.i or (cue is not None and cue[0] <= clause.head.i < cue[1]):
            break
        clause = clause.head
    left, right = max(clause.left_edge.i, start), min(clause.right_edge.i + 1, end)
    left, right = (left if left <= first.i else first.i), max(right, first.i + 1)
    if clause.dep_ == "advcl" and clause.tag_ == "VBG":
        left = max(left, clause.i)
    if cue is not None and left < cue[0] < right:
        comma = next((at for at in range(cue[0] - 1, first.i, -1) if page.doc[at].text == ","), cue[0])
        right = comma
    if cue is not None and left < cue[1] <= first.i:
        left = first.i - (page.doc[first.i - 1].lower_ in ("on", "under"))
    while right - 1 > left and (page.doc[right - 1].is_punct or page.doc[right - 1].is_space or page.quote_at[right - 1] >= 0):
        right -= 1
    return characters(page, (left, right))
