"""Finding toponyms: which words of a report name a place.

The readers come in the order of their trust; what a later one finds yields to what an earlier one has taken:
1. names of several words in the hand-made tables, the longest first;
2. the spans that the entity recogniser calls GPE, LOC or FAC;
3. names of one word in the tables (countries and their adjectives, divisions, features);
4. other capitalised names: streets and buildings by their last word, and what the gazetteer knows where the words around
   say that a place is meant;
5. the same names elsewhere in the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span

from dragoman.places.atlas import LONGEST_NAME, Atlas
from dragoman.places.evidence import (
    HYPHENS, PLACE_LABELS, Evidence, ends_nothing, is_capitalised, starts_name, trim,
)
from dragoman.places.names import fold
from dragoman.places.scores import contains

ACRONYM_LENGTH = 4  # a listed name this short must stand in capitals ("US", not "us"), unless it is in `short_names`
LONGEST_SPAN = 80  # characters; what the recogniser calls a longer place is none
SHORTEST_NAME = 3  # letters of a name that only the gazetteer knows
VILLAGE = 500
TOWN = 2_000  # inhabitants from which "Miami Beach" is a town, not a beach
LARGE_TOWN = 20_000
KNOWN_TOWN = 50_000  # inhabitants from which a town is known by its name alone, before "court" or "police"
INNER_MARKS = frozenset("-–‑'’&.,")


class Kind(StrEnum):
    NAME = "name"
    ADJECTIVE = "adjective"  # "Russian" before a noun
    FACILITY = "facility"  # a street or building that no table lists
    POSTAL = "postal"  # "OH" after "Dayton,"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) name a place.

    `key` is the folded name to look up, `inner` that of a place within the name, which says where it is ("Durban High
    Court"); `finder` names the reader, `label` is the recogniser's.
    """

    start: int
    end: int
    key: str
    kind: Kind
    finder: str
    label: str = ""
    inner: str | None = None


def find_mentions(doc: Doc, atlas: Atlas) -> list[Mention]:
    """The toponyms of the report, in its order, without overlaps."""
    return MentionFinder(doc, atlas).run()


class MentionFinder:
    """One report's search.  `taken` marks the tokens of the mentions found so far."""

    def __init__(self, doc: Doc, atlas: Atlas) -> None:
        self._doc, self._atlas = doc, atlas
        self._evidence = Evidence(doc, atlas.words, self._is_long_name)
        self._taken = bytearray(len(doc))
        self._mentions: dict[int, Mention] = {}
        self._countries: frozenset[str] = frozenset()

    def run(self) -> list[Mention]:
        self._read(self._listed_phrase)
        for ent in self._doc.ents:
            if ent.label_ in PLACE_LABELS:
                self._read_entity(ent)
        self._read(self._listed_word)
        self._countries = self._named_countries()
        self._read_runs()
        self._read_repeats()
        return [self._mentions[start] for start in sorted(self._mentions)]

    def _is_long_name(self, key: str) -> bool:
        """Whether a name of several words is a place's, whatever the recogniser takes it for ("Khan Younis")."""
        return " " in key and (bool(self._atlas.listed(key)) or any(
            c.population >= LARGE_TOWN for c in self._atlas.find(key)
        ))

    def _take(self, mention: Mention) -> None:
        if not any(self._taken[mention.start : mention.end]):
            self._taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            self._mentions[mention.start] = mention

    # --- what the tables know ---

    def _read(self, reader: Callable[[int], Mention | None]) -> None:
        i, size = 0, len(self._doc)
        while i < size:
            mention = None if self._taken[i] or not starts_name(self._doc[i]) else reader(i)
            if mention is not None:
                self._take(mention)
            i = mention.end if mention is not None else i + 1

    def _listed_phrase(self, i: int) -> Mention | None:
        """The longest listed name of several words that begins here."""
        if fold(self._doc[i].text).split(" ", 1)[0] not in self._atlas.first_words:
            return None
        for end in range(self._limit(i), i + 1, -1):
            if not ends_nothing(self._doc[end - 1]) and (mention := self._listed(i, end)) is not None:
                return mention
        return None

    def _listed_word(self, i: int) -> Mention | None:
        return self._listed(i, i + 1)

    def _limit(self, i: int) -> int:
        """Where a name that begins at token i must end at the latest: before a line break, a bracket, a taken token."""
        end = i + 1
        while end < min(len(self._doc), i + LONGEST_NAME):
            token = self._doc[end]
            if self._taken[end] or token.is_space or (token.is_punct and token.text not in INNER_MARKS):
                break
            end += 1
        return end

    def _listed(self, start: int, end: int) -> Mention | None:
        text = self._doc[start:end].text
        key = fold(text)
        if self._atlas.adjective(key) is not None and self._is_adjective(start, end, key):
            return Mention(start, end, key, Kind.ADJECTIVE, "adjective", self._evidence.labels[start])
        if self._atlas.listed(key) and self._is_listed_name(start, end, text, key):
            return Mention(start, end, key, Kind.NAME, "table", self._evidence.labels[start])
        return None

    def _is_adjective(self, start: int, end: int, key: str) -> bool:
        """Whether the word stands for the place: not a plural people, a language, a person's name."""
        seen = self._evidence
        if seen.is_plural(end) or seen.in_person(start, end) or seen.is_medium(start, end):
            return False
        if key in self._atlas.words["direction"]:
            return not seen.precedes_name(end)
        return key not in self._atlas.words["language"] or seen.is_attributive(start, end) or (
            seen.labels[start] == "NORP"
        )

    def _is_listed_name(self, start: int, end: int, text: str, key: str) -> bool:
        seen, words = self._evidence, self._atlas.words
        if end - start == 1:
            if key in words["never"] or seen.is_quantity(start, end):
                return False
            if key in words["doubtful"] and not self._has_evidence(start, end):
                return False
            if key in words["direction"] and (seen.word_at(start - 1) != "the" or seen.precedes_name(end)):
                return False
            if is_acronym(key) and not self._is_sure_acronym(start, end, text, key):
                return False
        if seen.in_person(start, end) or (seen.has_title(start) and seen.labels[start] == "PERSON"):
            return False
        if not text[0].isupper() and not any(c.isupper() for c in text):
            return False
        if self._atlas.is_seat(key) and not seen.is_locative(start):
            return False
        return not seen.is_medium(start, end)

    def _is_sure_acronym(self, start: int, end: int, text: str, key: str) -> bool:
        """Whether "US" is no "us", and "Md." follows its town."""
        words = self._atlas.words
        if key in words["short_names"] or (text[-1:] == "." and self._evidence.word_at(start - 1) == ","):
            return True
        if not text.replace(".", "").isupper():
            return False
        return self._atlas.has_country(key) or key in words["sure_acronyms"] or self._has_evidence(start, end)

    # --- what the entity recogniser knows ---

    def _read_entity(self, ent: Span) -> None:
        start, end = trim(ent)
        pieces = [(start, end)] if self._known(start, end) else self._split_at_commas(start, end)
        for first, last in pieces:
            while last > first and ends_nothing(self._doc[last - 1]):
                last -= 1
            mention = self._of_entity(first, last, ent.label_)
            if mention is not None:
                self._take(mention)

    def _split_at_commas(self, start: int, end: int) -> list[tuple[int, int]]:
        commas = [i for i in range(start, end) if self._doc[i].text in {",", ";", "/"}]
        edges = [start, *(i + 1 for i in commas)]
        return list(zip(edges, [*commas, end], strict=True))

    def _of_entity(self, start: int, end: int, label: str) -> Mention | None:
        seen = self._evidence
        text = self._doc[start:end].text
        if start >= end or len(text) > LONGEST_SPAN or "\n" in text or not any(c.isupper() for c in text):
            return None
        if any(self._taken[start:end]):
            return None
        key = fold(text)
        if not key or key in self._atlas.words["never"] or seen.is_quantity(start, end):
            return None
        if is_acronym(key) and text.isupper() and not self._atlas.listed(key):
            return None  # an abbreviation, not Wa in Ghana
        if end - start == 1 and (self._atlas.adjective(key) or self._atlas.listed(key)):
            return None  # the reader of the tables sees to it, with its own doubts
        if seen.is_medium(start, end) or seen.in_person(start, end):
            return None
        if self._is_facility(start, end):
            return self._facility(start, end, label)
        found = self._known(start, end)
        if found is not None and (end - start > 1 or self._is_well_known(key) or self._is_placed(start, end)):
            return Mention(*found, Kind.NAME, "entity", label)
        if label == "FAC" or seen.is_strictly_locative(start) or seen.has_unit(start, end) or self._is_unit(start, end):
            return Mention(start, end, key, Kind.FACILITY, "entity", label)
        return None

    def _is_placed(self, start: int, end: int) -> bool:
        """Whether the report somewhere puts something in the small town of this name: "Norbury said" does not."""
        seen = self._evidence
        return self._doc[start].text in seen.placed or self._has_parent(start, end) or seen.has_unit(start, end) or (
            seen.is_dateline(start, end) or seen.has_compound(start, end)
        )

    def _known(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The span and key of the longest known name here: whole, without "South" or "City of", or its first words."""
        for first, last in self._readings(start, end):
            key = fold(self._doc[first:last].text)
            if not key or key in self._atlas.words["never"]:
                continue
            if (last == end or self._evidence.is_among(last, "unit")) and self._atlas.find(key):
                return start, end, key
            if last < end and self._is_well_known(key):
                return first, last, key
        return None

    def _readings(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        yield start, end
        first = start
        while first + 1 < end and self._evidence.is_among(first, "direction"):
            first += 1
        if first > start:
            yield first, end
        if end - start > 2 and self._evidence.is_among(start, "opening") and self._evidence.word_at(start + 1) == "of":
            yield start + 2, end
        if end - first > 1 and self._evidence.is_among(end - 1, "unit"):
            yield first, end - 1
        for last in range(end - 1, start, -1):
            if is_capitalised(self._doc[last]) and not ends_nothing(self._doc[last - 1]):
                yield first, last

    # --- streets, buildings and offices ---

    def _is_facility(self, start: int, end: int) -> bool:
        """Whether the last word is a building's or a street's, and no town has the whole for its name ("Miami Beach")."""
        seen = self._evidence
        if end - start < 2 or not (seen.is_among(end - 1, "facility") or seen.is_among(end - 1, "street")):
            return False
        return seen.is_among(end - 1, "street") or not any(
            c.population >= TOWN and not c.by_alias for c in self._atlas.find(fold(self._doc[start:end].text))
        )

    def _is_unit(self, start: int, end: int) -> bool:
        """ "Glenrock Lagoon", "Lake Manassas": a name with its kind, that the gazetteer does not list."""
        seen = self._evidence
        return end - start > 1 and (seen.is_among(end - 1, "unit") or seen.is_among(start, "unit_before")) and not (
            self._atlas.find(fold(self._doc[start:end].text))
        )

    def _facility(self, start: int, end: int, label: str) -> Mention:
        """A named building, with the place that its name begins with, if any."""
        key = fold(self._doc[start:end].text)
        if self._atlas.listed(key):
            return Mention(start, end, key, Kind.NAME, "table", label)
        inner = None
        if self._evidence.is_among(end - 1, "named_after_town"):
            names = (fold(self._doc[start:last].text) for last in range(end - 1, start, -1))
            inner = next((name for name in names if self._is_well_known(name)), None)
        return Mention(start, end, key, Kind.FACILITY, "facility", label, inner)

    def _is_well_known(self, key: str) -> bool:
        return not any(key in self._atlas.words[name] for name in ("never", "doubtful", "direction")) and any(
            (c.population >= KNOWN_TOWN and not c.by_alias) or c.source for c in self._atlas.find(key)
        )

    # --- what only the gazetteer knows ---

    def _named_countries(self) -> frozenset[str]:
        """The countries that the mentions so far name, but for those whose towns and people share their names."""
        found = {
            candidate.country for m in self._mentions.values()
            for candidate in (self._atlas.adjective(m.key), *self._atlas.listed(m.key))
            if candidate is not None and candidate.country and (candidate.is_country or m.kind is Kind.ADJECTIVE)
        }
        return frozenset(found) - {code.upper() for code in self._atlas.words["english_speaking"]}

    def _read_runs(self) -> None:
        for start, end in self._runs():
            mention = self._of_run(start, end)
            if mention is not None:
                self._take(mention)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Maximal runs of capitalised words that nothing has taken, within one entity or outside all."""
        i, size = 0, len(self._doc)
        while i < size:
            end = i
            while end < size and end - i < LONGEST_NAME and self._continues(i, end):
                end += 1
            if end > i:
                yield i, end
            i = max(end, i + 1)

    def _continues(self, start: int, i: int) -> bool:
        if self._taken[i] or i in self._evidence.people:
            return False
        if i > start and self._doc[i].text in HYPHENS:
            return i + 1 < len(self._doc) and is_capitalised(self._doc[i + 1]) and not self._taken[i + 1]
        return is_capitalised(self._doc[i])

    def _of_run(self, start: int, end: int) -> Mention | None:
        seen = self._evidence
        if self._is_facility(start, end) or self._is_unit(start, end):
            if seen.is_among(end - 1, "street") or (seen.is_locative(start) and seen.word_at(seen.before(start)) != "of"):
                return self._facility(start, end, seen.labels[start])
        postal = self._postal(start)
        if postal is not None:
            return postal
        for first, last in self._pieces(start, end):
            text = self._doc[first:last].text
            key = fold(text)
            if len(key) < SHORTEST_NAME or key in self._atlas.words["never"] or seen.is_quantity(first, last):
                continue
            if is_acronym(key) and text.isupper() and last - first == 1:
                continue  # an abbreviation, not Wa in Ghana
            if key in self._atlas.words["doubtful"] and not seen.is_strictly_locative(first):
                continue
            if self._has_evidence(first, last) and self._atlas.find(key):
                return Mention(first, last, key, Kind.NAME, "context", seen.labels[first])
        return None

    def _postal(self, start: int) -> Mention | None:
        """ "OH" in "Dayton, OH". """
        token = self._doc[start]
        if start < 2 or len(token) != 2 or not token.is_upper or self._evidence.word_at(start - 1) != ",":
            return None
        if not self._taken[start - 2] or not self._evidence.is_among(start, "postal"):
            return None
        return Mention(start, start + 1, f"us.{token.lower_}", Kind.POSTAL, "postal")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run, then its first words: the rest may be an office ("Winnipeg Fire Paramedic Service")."""
        for last in range(end, start, -1):
            if not ends_nothing(self._doc[last - 1]):
                yield start, last

    def _has_evidence(self, start: int, end: int) -> bool:
        seen = self._evidence
        if seen.is_medium(start, end) or seen.has_title(start):
            return False
        if seen.is_dateline(start, end):
            return True
        if seen.precedes_name(end) and not seen.is_among(end, "body"):
            return seen.has_body(start, end) and self._is_well_known(fold(self._doc[start:end].text))
        return (
            seen.labels[start] in PLACE_LABELS
            or seen.is_strictly_locative(start)
            or self._has_parent(start, end)
            or seen.has_unit(start, end)
            or seen.has_compound(start, end)
            or self._is_coordinated(start, end)
            or self._is_taken_or_held(start, end)
            or self._is_local_town(start, end)
            or self._is_known_in_place(start, end)
        )

    def _is_known_in_place(self, start: int, end: int) -> bool:
        """Whether a town of some size stands where a place may: "to Cirencester", "a Durban court"."""
        seen, label = self._evidence, self._evidence.labels[start]
        key = fold(self._doc[start:end].text)
        placed = seen.is_among(start - 1, "directional") and seen.is_whole_entity(start, end)
        if label == "ORG" and not placed or label == "PERSON" and not self._is_long_name(key):
            return seen.has_body(start, end) and self._is_well_known(key)
        if label == "PERSON":
            return not seen.has_title(start)
        if seen.is_among(start - 1, "directional") and self._doc[end - 1].dep_ == "pobj":
            return label != "PERSON" and self._has_town(key)
        return self._is_well_known(key) and (
            seen.has_body(start, end) or seen.is_locative(start) or seen.is_attributive(start, end)
        )

    def _has_town(self, key: str) -> bool:
        return any(c.population >= TOWN and not c.by_alias for c in self._atlas.find(key))

    def _is_taken_or_held(self, start: int, end: int) -> bool:
        """ "troops recaptured Bakhmut": after a verb whose object is mostly a place."""
        i = self._evidence.before(start)
        return i >= 0 and self._doc[i].pos_ == "VERB" and self._doc[i].lemma_ in self._atlas.words["place_verbs"] and (
            self._evidence.labels[start] != "PERSON" and self._has_town(fold(self._doc[start:end].text))
        )

    def _is_local_town(self, start: int, end: int) -> bool:
        """Whether a town of a country that the report names is called so; where English is spoken, people are too."""
        if self._evidence.labels[start] == "PERSON" or not self._evidence.is_whole_entity(start, end):
            return False
        return any(
            c.population >= LARGE_TOWN and not c.by_alias and c.country in self._countries
            for c in self._atlas.find(fold(self._doc[start:end].text))
        )

    def _is_coordinated(self, start: int, end: int) -> bool:
        """ "Žilina, Nitra and Košice": joined to what is a place already."""
        last = self._doc[end - 1]
        return last.dep_ == "conj" and self._evidence.labels[start] != "PERSON" and bool(self._taken[last.head.i]) and (
            self._has_town(fold(self._doc[start:end].text))
        )

    def _has_parent(self, start: int, end: int) -> bool:
        """Whether ", France", ", Calif.", ", OH" or "in Chad" follows, with a place of that name there."""
        seen = self._evidence
        if end + 1 >= len(self._doc) or seen.word_at(end) not in {",", "in", "("}:
            return False
        if seen.word_at(end) == "," and self._doc[end + 1].is_upper and seen.is_among(end + 1, "postal"):
            return True
        parent = self._mentions.get(end + 1)
        if parent is None or parent.kind is not Kind.NAME:
            return False
        inside = self._atlas.find(fold(self._doc[start:end].text))
        return any(contains(p, c) for p in self._atlas.listed(parent.key) for c in inside if c.population >= VILLAGE)

    # --- the same names again ---

    def _read_repeats(self) -> None:
        """A name that is a place once is the same place wherever else it stands, unless a person has it there."""
        names = {
            tuple(token.text for token in self._doc[m.start : m.end]): m for m in self._mentions.values()
            if m.kind is Kind.NAME and m.key not in self._atlas.words["never"] and self._atlas.find(m.key)
            and not self._atlas.is_seat(m.key)
        }
        by_first: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
        for words, mention in names.items():
            by_first.setdefault(words[0], []).append((words, mention))
        for i, token in enumerate(self._doc):
            if self._taken[i] or token.text not in by_first:
                continue
            for words, mention in sorted(by_first[token.text], key=lambda pair: -len(pair[0])):
                end = i + len(words)
                if tuple(t.text for t in self._doc[i:end]) == words and self._may_repeat(i, end):
                    self._take(Mention(i, end, mention.key, Kind.NAME, "repeat", self._evidence.labels[i]))
                    break

    def _may_repeat(self, start: int, end: int) -> bool:
        seen = self._evidence
        return not (seen.in_person(start, end) or seen.is_medium(start, end) or seen.is_quantity(start, end)
                    or seen.has_title(start))


def is_acronym(key: str) -> bool:
    return len(key) <= ACRONYM_LENGTH and " " not in key


