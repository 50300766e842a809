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

from spacy.tokens import Doc, Span

from dragoman.places.atlas import LONGEST_NAME, Atlas
from dragoman.places.context import Context
from dragoman.places.evidence import HYPHENS, PLACE_LABELS, ends_nothing, is_capitalised, starts_name, trim
from dragoman.places.mention import Kind, Mention
from dragoman.places.names import fold

ACRONYM_LENGTH = 4  # a listed name this short must stand in capitals ("US", not "us"), unless it is in `short_names`
LONGEST_SPAN = 80  # characters; what the recogniser calls a longer place is none
SHORTEST_NAME = 3  # letters of a name that only the gazetteer knows
SEPARATORS = HYPHENS | {",", ";", "/"}
INNER_MARKS = frozenset("-–‑'’&.,")


def find_mentions(doc: Doc, atlas: Atlas) -> list[Mention]:
    """The toponyms of the report, in its order, without overlaps."""
    return MentionFinder(doc, atlas).run()


class MentionFinder:
    """One report's search."""

    def __init__(self, doc: Doc, atlas: Atlas) -> None:
        self._doc, self._atlas = doc, atlas
        self._context = Context(doc, atlas)
        self._evidence = self._context.evidence
        self._starts = [i for i, token in enumerate(doc) if starts_name(token)]

    def run(self) -> list[Mention]:
        self._read(self._listed_phrase)
        for ent in self._doc.ents:
            if ent.label_ in PLACE_LABELS:
                self._read_entity(ent)
        self._read(self._listed_word)
        self._context.name_countries()
        self._read_runs()
        self._read_halves()
        self._read_zone()
        self._read_repeats()
        return [self._context.mentions[start] for start in sorted(self._context.mentions)]

    # --- what the tables know ---

    def _read(self, reader: Callable[[int], Mention | None]) -> None:
        end = 0
        for i in self._starts:
            if i >= end and not self._context.taken[i] and (mention := reader(i)) is not None:
                self._context.take(mention)
                end = mention.end

    def _listed_phrase(self, i: int) -> Mention | None:
        """The longest listed name of several words that begins here."""
        if self._context.key(i, i + 1).split(" ", 1)[0] not in self._atlas.first_words:
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
            if self._context.taken[end] or token.is_space or (token.is_punct and token.text not in INNER_MARKS):
                break
            end += 1
        return end

    def _listed(self, start: int, end: int) -> Mention | None:
        key = self._context.key(start, end)
        if self._atlas.adjective(key) is not None and self._is_adjective(start, end, key):
            return Mention(start, end, key, Kind.ADJECTIVE, "adjective", self._evidence.labels[start])
        if self._atlas.listed(key) and self._is_listed_name(start, end, self._doc[start:end].text, key):
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
            if key in words["doubtful"] and not self._context.has_evidence(start, end):
                return False
            if key in words["direction"] and (seen.word_at(start - 1) != "the" or seen.precedes_name(end)):
                return False
            if is_acronym(key) and not self._is_sure_acronym(start, end, text, key):
                return False
        if seen.in_person(start, end) or (seen.has_title(start) and seen.labels[start] == "PERSON"):
            return False
        if not text[0].isupper() and not any(c.isupper() for c in text):
            return False
        if self._atlas.is_seat(key) and not (seen.is_locative(start) or self._context.is_taken_or_held(start, end)):
            return False
        return not seen.is_medium(start, end)

    def _is_sure_acronym(self, start: int, end: int, text: str, key: str) -> bool:
        """Whether "US" is no "us", and "Md." follows its town."""
        words = self._atlas.words
        if self._evidence.labels[start] in PLACE_LABELS and any(fold(c.name) == key for c in self._atlas.listed(key)):
            return True  # "Oslo" is no abbreviation
        if key in words["short_names"] or (text[-1:] == "." and self._evidence.word_at(start - 1) == ","):
            return True
        if not text.replace(".", "").isupper():
            return False
        return self._atlas.has_country(key) or key in words["sure_acronyms"] or self._context.has_evidence(start, end)

    # --- what the entity recogniser knows ---

    def _read_entity(self, ent: Span) -> None:
        start, end = trim(ent)
        end = self._joined(start, end)
        if end - start > 1 and self._is_adjective_before_name(start, end):
            start += 1
        pieces = [(start, end)] if self._known(start, end) else self._split(start, end)
        for first, last in pieces:
            while last > first and ends_nothing(self._doc[last - 1]):
                last -= 1
            mention = self._of_entity(first, last, ent.label_)
            if mention is not None:
                self._context.take(mention)

    def _is_adjective_before_name(self, start: int, end: int) -> bool:
        """ "Serb Kosovo", which the recogniser takes for one place; the adjective is left to the tables' reader."""
        adjective = self._atlas.adjective(self._context.key(start, start + 1))
        return adjective is not None and not self._atlas.find(self._context.key(start, end)) and (
            bool(self._atlas.find(self._context.key(start + 1, end)))
        )

    def _joined(self, start: int, end: int) -> int:
        """Where the name ends if what is joined to it belongs to it ("Mazar-i-Sharif", "Deir al-Balah")."""
        last = end
        while start < last < min(len(self._doc), start + LONGEST_NAME) and (
            not self._doc[last - 1].whitespace_
            or self._evidence.is_among(last, "particle") or self._evidence.is_among(last - 1, "particle")
        ):
            last += 1
            if is_capitalised(self._doc[last - 1]) and self._atlas.find(self._context.key(start, last)):
                end = last
        return end

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of what the recogniser takes for one place: "Thruxton, Hampshire", "Iraq-Kuwait"."""
        marks = [i for i in range(start, end) if self._doc[i].text in SEPARATORS]
        return list(zip([start, *(i + 1 for i in marks)], [*marks, end], strict=True))

    def _of_entity(self, start: int, end: int, label: str) -> Mention | None:
        seen = self._evidence
        text = self._doc[start:end].text
        if start >= end or len(text) > LONGEST_SPAN or "\n" in text or not any(c.isupper() for c in text):
            return None
        if any(self._context.taken[start:end]):
            return None
        key = self._context.key(start, end)
        if not key or key in self._atlas.words["never"] or seen.is_quantity(start, end):
            return None
        if is_acronym(key) and text.isupper() and not self._atlas.listed(key):
            return None  # an abbreviation, not Wa in Ghana
        if end - start == 1 and (self._atlas.adjective(key) or self._atlas.listed(key)):
            return None  # the reader of the tables sees to it, with its own doubts
        if seen.is_medium(start, end) or seen.in_person(start, end):
            return None
        if self._context.is_facility(start, end):
            return self._facility(start, end, label)
        if end - start == 1 and text in seen.surnames and not seen.is_locative(start):
            return None
        found = self._known(start, end)
        if found is not None and (end - start > 1 or self._context.is_well_known(key) or self._context.is_placed(start, end)):
            return Mention(*found, Kind.NAME, "entity", label)
        if label == "FAC" or seen.is_strictly_locative(start) or seen.has_unit(start, end) or self._context.is_unit(start, end):
            return Mention(start, end, key, Kind.FACILITY, "entity", label)
        return None

    def _known(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The span and key of the longest known name here: whole, without "South" or "City of", or its first words."""
        for first, last in self._readings(start, end):
            key = self._context.key(first, last)
            if not key or key in self._atlas.words["never"]:
                continue
            if (last == end or self._evidence.is_among(last, "unit")) and self._atlas.find(key):
                return start, end, key
            if last < end and self._context.is_well_known(key):
                return first, last, key
            if last == end and self._atlas.find(f"{key} county"):
                return start, end, f"{key} county"
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

    def _facility(self, start: int, end: int, label: str) -> Mention:
        """A named building, with the place that its name begins with, if any."""
        key = self._context.key(start, end)
        if self._atlas.listed(key):
            return Mention(start, end, key, Kind.NAME, "table", label)
        inner = None
        if self._evidence.is_among(end - 1, "named_after_town"):
            names = (self._context.key(start, last) for last in range(end - 1, start, -1))
            inner = next((name for name in names if self._context.is_well_known(name)), None)
        return Mention(start, end, key, Kind.FACILITY, "facility", label, inner)

    # --- what only the gazetteer knows ---

    def _read_runs(self) -> None:
        for start, end in self._runs():
            mention = self._of_run(start, end)
            if mention is not None:
                self._context.take(mention)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Maximal runs of capitalised words that nothing has taken, within one entity or outside all."""
        end = 0
        for i in self._starts:
            if i < end:
                continue
            end = i
            while end < len(self._doc) and end - i < LONGEST_NAME and self._continues(i, end):
                end += 1
            if end > i:
                yield i, end

    def _continues(self, start: int, i: int) -> bool:
        if self._context.taken[i] or i in self._evidence.people:
            return False
        if i > start and self._doc[i].text in HYPHENS:
            return i + 1 < len(self._doc) and is_capitalised(self._doc[i + 1]) and not self._context.taken[i + 1]
        return is_capitalised(self._doc[i])

    def _of_run(self, start: int, end: int) -> Mention | None:
        seen = self._evidence
        end = self._joined(start, end)
        if self._is_building(start, end):
            return self._facility(start, end, seen.labels[start])
        postal = self._postal(start)
        if postal is not None:
            return postal
        for first, last in self._pieces(start, end):
            text = self._doc[first:last].text
            key = self._context.key(first, last)
            if len(key) < SHORTEST_NAME or key in self._atlas.words["never"] or seen.is_quantity(first, last):
                continue
            if is_acronym(key) and text.isupper() and last - first == 1:
                continue  # an abbreviation, not Wa in Ghana
            if self._atlas.adjective(key) is not None:
                continue  # a language, or a people: the tables' reader has passed it over
            if key in self._atlas.words["doubtful"] and not (
                seen.is_strictly_locative(first) or self._context.has_parent(first, last)
            ):
                continue
            if self._context.has_evidence(first, last) and self._atlas.find(key):
                return Mention(first, last, key, Kind.NAME, "context", seen.labels[first])
        return None

    def _is_building(self, start: int, end: int) -> bool:
        """Whether the run is a street, or a building or unit that something is said to be at."""
        seen = self._evidence
        if not (self._context.is_facility(start, end) or self._context.is_unit(start, end)):
            return False
        return seen.is_among(end - 1, "street") or (seen.is_locative(start) and seen.word_at(seen.before(start)) != "of")

    def _postal(self, start: int) -> Mention | None:
        """ "OH" in "Dayton, OH". """
        token = self._doc[start]
        if start < 2 or len(token) != 2 or not token.is_upper or self._evidence.word_at(start - 1) != ",":
            return None
        if not self._context.taken[start - 2] or not self._evidence.is_among(start, "postal"):
            return None
        return Mention(start, start + 1, f"us.{token.lower_}", Kind.POSTAL, "postal")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run, then its first words: the rest may be an office ("Winnipeg Fire Paramedic Service")."""
        for last in range(end, start, -1):
            if not ends_nothing(self._doc[last - 1]):
                yield start, last

    # --- the same names again ---

    def _read_halves(self) -> None:
        """ "the North" of a report that names North Korea."""
        named = {m.key for m in self._context.mentions.values()} & self._atlas.words["halves"]
        halves = {key.split(" ", 1)[0]: key for key in sorted(named)}
        for i, token in enumerate(self._doc):
            key = halves.get(token.lower_)
            if key is None or not token.is_title or self._context.taken[i] or self._evidence.word_at(i - 1) != "the":
                continue
            if not self._evidence.precedes_name(i + 1) and not self._evidence.is_among(i + 1, "unit"):
                self._context.take(Mention(i, i + 1, key, Kind.NAME, "half", token.ent_type_))

    def _read_zone(self) -> None:
        """ "the demilitarised zone", in small letters, of a report that names one of the Koreas."""
        words = self._atlas.words
        if self._context.countries.isdisjoint(words["divided"]):
            return
        for i, word in enumerate(self._evidence.lower[:-1]):
            key = f"{word} {self._evidence.lower[i + 1]}"
            if key in words["uncapitalised"] and self._atlas.listed(key):
                self._context.take(Mention(i, i + 2, key, Kind.NAME, "zone", self._evidence.labels[i]))

    def _read_repeats(self) -> None:
        """A name that is a place once is the same place wherever else it stands, unless a person has it there."""
        names = {
            tuple(token.text for token in self._doc[m.start : m.end]): m for m in self._context.mentions.values()
            if m.kind is Kind.NAME and m.finder != "half" and self._atlas.find(m.key) and not self._atlas.is_seat(m.key)
            and m.key not in self._atlas.words["never"] and m.key not in self._atlas.words["direction"]
        }
        by_first: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
        for words, mention in names.items():
            by_first.setdefault(words[0], []).append((words, mention))
        for i, token in enumerate(self._doc):
            if self._context.taken[i] or token.text not in by_first:
                continue
            for words, mention in sorted(by_first[token.text], key=lambda pair: -len(pair[0])):
                end = i + len(words)
                if tuple(t.text for t in self._doc[i:end]) == words and self._may_repeat(i, end):
                    self._context.take(Mention(i, end, mention.key, Kind.NAME, "repeat", self._evidence.labels[i]))
                    break

    def _may_repeat(self, start: int, end: int) -> bool:
        seen = self._evidence
        if end - start == 1 and self._doc[start].text in seen.surnames:
            return False
        return not (seen.in_person(start, end) or seen.is_medium(start, end) or seen.is_quantity(start, end)
                    or seen.has_title(start))


def is_acronym(key: str) -> bool:
    return len(key) <= ACRONYM_LENGTH and " " not in key


