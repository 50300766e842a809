"""Finding toponyms: which words of a report name a place.

Three readers, surest first; what a later one finds yields to what an earlier one has taken:
1. names of the hand-made tables (countries and their adjectives, divisions, features), the longest first;
2. the spans that the entity recogniser calls GPE, LOC or FAC;
3. other capitalised names that the gazetteer knows, where the words around them say that a place is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span, Token

from dragoman.model import Actor, ActorKind
from dragoman.places.atlas import LONGEST_NAME, Atlas
from dragoman.places.names import fold

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
ACRONYM_LENGTH = 4  # a name this short and listed in capitals must stand in capitals ("US", not "us")
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
LINKING = frozenset({"of", "the", "de", "la", "al", "el", "and", "&", "-", "–", "’", "'", "du", "des", "da", "do", "del", "les", "le", "on", "upon", "-"})


class Kind(StrEnum):
    NAME = "name"
    ADJECTIVE = "adjective"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) name a place; `key` is the folded name; `finder` says which reader found it."""

    start: int
    end: int
    key: str
    kind: Kind
    finder: str
    label: str = ""


def find_mentions(doc: Doc, atlas: Atlas) -> list[Mention]:
    """The toponyms of the report, in its order, without overlaps."""
    return MentionFinder(doc, atlas).run()


class MentionFinder:
    """One report's search.  `taken` maps each token to whether some mention has it."""

    def __init__(self, doc: Doc, atlas: Atlas) -> None:
        self._doc, self._atlas, self._words = doc, atlas, atlas.words
        self._taken = bytearray(len(doc))
        self._labels = [token.ent_type_ for token in doc]
        self._people = people_tokens(doc)
        self._surnames = {fold(doc[i].text) for i in self._people}
        self._mentions: list[Mention] = []

    def run(self) -> list[Mention]:
        self._read_entities()
        self._read_tables()
        self._read_gazetteer()
        return sorted(self._mentions, key=lambda m: m.start)

    # --- what the tables know ---

    def _read_tables(self) -> None:
        i, size = 0, len(self._doc)
        while i < size:
            mention = None if self._taken[i] else self._listed_at(i)
            if mention is not None:
                self._take(mention)
                i = mention.end
            else:
                i += 1

    def _listed_at(self, i: int) -> Mention | None:
        """The longest listed name that begins here."""
        token = self._doc[i]
        if not starts_name(token):
            return None
        first = fold(token.text).split(" ", 1)[0]
        if first not in self._atlas.first_words:
            return None
        for end in range(min(self._name_limit(i), i + LONGEST_NAME), i, -1):
            text = self._doc[i:end].text
            key = fold(text)
            adjective = self._atlas.adjective(key)
            if adjective is not None and self._is_adjective(i, end):
                return Mention(i, end, key, Kind.ADJECTIVE, "adjective", self._labels[i])
            if self._atlas.listed(key) and self._is_listed_name(i, end, text, key):
                return Mention(i, end, key, Kind.NAME, "table", self._labels[i])
        return None

    def _name_limit(self, i: int) -> int:
        """Where a name that begins at token i must end: before a line break, a comma, or a taken token."""
        end = i + 1
        while end < len(self._doc) and end < i + LONGEST_NAME:
            token = self._doc[end]
            if self._taken[end] or token.is_space or (token.is_punct and token.text not in "-–'’&."):
                break
            end += 1
        return end

    def _is_adjective(self, start: int, end: int) -> bool:
        """Whether the word is used before a noun or as a predicate, not as a plural people or a language."""
        last = self._doc[end - 1]
        return last.tag_ not in PLURAL_TAGS and not self._in_person(start, end)

    def _is_listed_name(self, start: int, end: int, text: str, key: str) -> bool:
        if len(key) <= ACRONYM_LENGTH and " " not in key and key not in self._words["short_names"]:
            letters = text.replace(".", "")
            if not letters.isupper():
                return any(c.source.name == "COUNTRY" for c in self._atlas.listed(key)) and len(key) == ACRONYM_LENGTH
        if self._in_person(start, end):
            return self._is_locative(start) and len(self._atlas.listed(key)) > 0 and end - start > 1
        if end - start == 1 and key in self._words["doubtful"] and not self._has_evidence(start, end):
            return False
        return not self._is_medium(start, end)

    # --- what the entity recogniser knows ---

    def _read_entities(self) -> None:
        for ent in self._doc.ents:
            if ent.label_ in PLACE_LABELS:
                for mention in self._of_entity(ent):
                    self._take(mention)

    def _of_entity(self, ent: Span) -> Iterator[Mention]:
        start, end = trim(ent)
        if start >= end or any(self._taken[start:end]):
            return
        text = self._doc[start:end].text
        key = fold(text)
        if not key or len(text) > 80 or "\n" in text or not any(c.isupper() for c in text):
            return
        if self._is_medium(start, end) and ent.label_ != "FAC":
            return
        kind = Kind.FACILITY if self._is_facility(start, end) else Kind.NAME
        if end - start == 1 and self._atlas.adjective(key) is not None and not self._atlas.listed(key):
            return  # the tables' reader sees to it
        if len(self._atlas.listed(key)) or (not self._contains_listed(start, end) and not self._in_person(start, end)):
            if key in self._surnames and not self._atlas.listed(key) and not self._is_locative(start):
                return
            yield Mention(start, end, key, kind, "entity", ent.label_)

    def _contains_listed(self, start: int, end: int) -> bool:
        """Whether a shorter listed name stands within, so that the tables' reader should see to the words."""
        if self._is_facility(start, end):
            return False
        return end - start > 1 and not self._atlas.find(fold(self._doc[start:end].text)) and any(
            self._listed_at(i) is not None for i in range(start, end)
        )

    # --- what only the gazetteer knows ---

    def _read_gazetteer(self) -> None:
        for start, end in self._runs():
            for first, last in self._pieces(start, end):
                text = self._doc[first:last].text
                key = fold(text)
                if len(key) < 3 or key in self._words["doubtful"] and not self._is_strictly_locative(first):
                    continue
                if self._is_medium(first, last) or not self._has_evidence(first, last):
                    continue
                if self._atlas.find(key):
                    self._take(Mention(first, last, key, Kind.NAME, "context", self._labels[first]))
                    break

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Maximal runs of capitalised words that nothing has taken."""
        i, size = 0, len(self._doc)
        while i < size:
            if self._taken[i] or not is_capitalised(self._doc[i]) or i in self._people:
                i += 1
                continue
            end = i + 1
            while end < size and not self._taken[end] and end not in self._people and end - i < LONGEST_NAME and (
                is_capitalised(self._doc[end]) or (self._doc[end].text in "-–" and end + 1 < size
                                                   and is_capitalised(self._doc[end + 1]))
            ):
                end += 1
            yield i, end
            i = end

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run itself and what is left of it on the right, longest first: a name ends where its run ends."""
        yield start, end
        if self._labels[start] == "ORG":
            for last in range(end - 1, start, -1):
                yield start, last

    # --- what the words around say ---

    def _has_evidence(self, start: int, end: int) -> bool:
        return (
            self._is_strictly_locative(start) or self._has_parent(end) or self._is_dateline(start, end)
            or self._labels[start] in PLACE_LABELS or self._has_unit(start, end)
        )

    def _is_locative(self, start: int) -> bool:
        return start > 0 and self._doc[start - 1].lower_ in self._words["locative"]

    def _is_strictly_locative(self, start: int) -> bool:
        return start > 0 and self._doc[start - 1].lower_ in self._words["strictly_locative"]

    def _has_unit(self, start: int, end: int) -> bool:
        after = self._doc[end].lower_ if end < len(self._doc) else ""
        before = self._doc[start - 2].lower_ if start > 1 and self._doc[start - 1].lower_ == "of" else ""
        return after in self._words["unit"] or before in self._words["unit_before"]

    def _has_parent(self, end: int) -> bool:
        """Whether ", France" or ", Calif." follows."""
        if end + 1 >= len(self._doc) or self._doc[end].text != ",":
            return False
        parent = self._listed_at(end + 1) if not self._taken[end + 1] else self._taken_at(end + 1)
        return parent is not None and parent.kind is Kind.NAME and any(
            c.is_country or c.is_division for c in self._atlas.listed(parent.key)
        ) and self._labels[end - 1] != "PERSON"

    def _taken_at(self, i: int) -> Mention | None:
        return next((m for m in reversed(self._mentions) if m.start == i), None)

    def _is_dateline(self, start: int, end: int) -> bool:
        return is_dateline(self._doc, start, end)

    def _is_facility(self, start: int, end: int) -> bool:
        return end - start > 1 and self._doc[end - 1].lower_ in self._words["facility"]

    def _is_medium(self, start: int, end: int) -> bool:
        """Whether the name is part of a newspaper's ("Boston Globe", "the Washington Post")."""
        after = self._doc[end] if end < len(self._doc) else None
        return after is not None and after.text[:1].isupper() and after.lower_ in self._words["medium"] and (
            self._labels[end] in {"ORG", "WORK_OF_ART", ""} or self._labels[start] in {"ORG", "WORK_OF_ART"}
        )

    def _in_person(self, start: int, end: int) -> bool:
        return any(i in self._people for i in range(start, end))

    def _take(self, mention: Mention) -> None:
        if any(self._taken[mention.start:mention.end]):
            return
        for i in range(mention.start, mention.end):
            self._taken[i] = 1
        self._mentions.append(mention)


def people_tokens(doc: Doc) -> frozenset[int]:
    """The tokens of persons' names: of more than one word, or of one word that is part of a longer name elsewhere."""
    ents = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    tokens = {i for ent in ents if len(ent) > 1 for i in range(ent.start, ent.end)}
    actors: tuple[Actor, ...] = doc._.actors
    for actor in actors:
        if actor.kind is ActorKind.PERSON and (span := doc.char_span(actor.span.start, actor.span.end)) is not None:
            tokens |= {token.i for token in span if token.ent_type_ == "PERSON"}
    names = {doc[i].text for i in tokens}
    tokens |= {ent.start for ent in ents if len(ent) == 1 and ent.text in names}
    return frozenset(tokens)


def trim(ent: Span) -> tuple[int, int]:
    """The entity without articles, lower-case words before, and possessives after."""
    doc, start, end = ent.doc, ent.start, ent.end
    while start < end and not starts_name(doc[start]) or (start < end and doc[start].lower_ == "the"):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct and doc[end - 1].text != "." or doc[end - 1].is_space):
        end -= 1
    return start, end


def starts_name(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() or (text[:3] in {"al-", "sub", "el-", "pro"} and any(c.isupper() for c in text)) or text in {"al", "el", "sub"}


def is_capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha or (token.text[:1].isupper() and "." in token.text and len(token) > 2)


def is_dateline(doc: Doc, start: int, end: int) -> bool:
    """Whether the words open the report or a line, before a dash or an agency in brackets: "PARIS (AP) —", "KYIV, Dec 3 -"."""
    if start > 0 and not doc[start - 1].is_space and start != doc[start].sent.start:
        return False
    window = doc[end : end + 8]
    if doc[start:end].text.isupper() and any(token.text in "(-–—" for token in window[:6] if token.text):
        return True
    return any(token.text in {"—", "–", "--"} for token in window[:5])
