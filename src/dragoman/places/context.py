"""What a report tells about a name: the words around it, the places found so far, and what the atlas has under it."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.places.atlas import Atlas
from dragoman.places.evidence import PLACE_LABELS, Evidence
from dragoman.places.mention import Kind, Mention
from dragoman.places.names import fold
from dragoman.places.scores import contains

VILLAGE = 500  # inhabitants; smaller places of a name are chance
TOWN = 2_000  # inhabitants from which "Miami Beach" is a town, not a beach
LARGE_TOWN = 20_000  # inhabitants from which a name of several words is a town's, not a person's
KNOWN_TOWN = 50_000  # inhabitants from which a town is known by its name alone, before "court" or "police"


class Context:
    """One report's tokens and mentions.  `taken` marks the tokens of the mentions, which are kept by their first token;
    `countries` are those that the report names, once `name_countries` has been called."""

    def __init__(self, doc: Doc, atlas: Atlas) -> None:
        self.doc, self.atlas = doc, atlas
        self.evidence = Evidence(doc, atlas.words, self.is_long_name)
        self.taken = bytearray(len(doc))
        self._keys: dict[tuple[int, int], str] = {}
        self.mentions: dict[int, Mention] = {}
        self.countries: frozenset[str] = frozenset()

    def key(self, start: int, end: int) -> str:
        """The words' folded text; remembered, since one reader after another asks for it."""
        key = self._keys.get((start, end))
        if key is None:
            key = self._keys[start, end] = fold(self.doc[start:end].text)
        return key

    def take(self, mention: Mention) -> None:
        """Keep the mention, unless another has some of its tokens."""
        if not any(self.taken[mention.start : mention.end]):
            self.taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            self.mentions[mention.start] = mention

    def has_evidence(self, start: int, end: int) -> bool:
        """Whether the words around say that a place is meant, so that the gazetteer may be believed."""
        seen = self.evidence
        if seen.is_medium(start, end) or seen.has_title(start):
            return False
        if seen.is_dateline(start, end):
            return True
        if seen.precedes_name(end) and not seen.is_among(end, "body"):
            return seen.has_body(start, end) and self.is_well_known(self.key(start, end))
        return (
            seen.labels[start] in PLACE_LABELS
            or seen.is_strictly_locative(start)
            or self.has_parent(start, end)
            or seen.has_unit(start, end)
            or seen.has_compound(start, end)
            or self.is_coordinated(start, end)
            or self.is_taken_or_held(start, end)
            or self.is_local_town(start, end)
            or self.is_known_in_place(start, end)
        )

    def is_placed(self, start: int, end: int) -> bool:
        """Whether the report somewhere puts something in the small town of this name: "Norbury said" does not."""
        seen = self.evidence
        return self.doc[start].text in seen.placed or self.has_parent(start, end) or seen.has_unit(start, end) or (
            seen.is_dateline(start, end) or seen.has_compound(start, end)
        )

    def is_known_in_place(self, start: int, end: int) -> bool:
        """Whether a town of some size stands where a place may: "to Cirencester", "a Durban court"."""
        seen, label, key = self.evidence, self.evidence.labels[start], self.key(start, end)
        directed = seen.is_among(start - 1, "directional")
        placed = directed and seen.is_whole_entity(start, end)
        if label == "PERSON" and self.is_long_name(key, placed=placed):
            return True
        if label == "PERSON" or (label == "ORG" and not placed):
            return seen.has_body(start, end) and self.is_well_known(key)
        if directed and self.doc[end - 1].dep_ == "pobj":
            return self.has_town(key)
        return self.is_well_known(key) and (
            seen.has_body(start, end) or seen.is_locative(start) or seen.is_attributive(start, end)
        )

    def is_local_town(self, start: int, end: int) -> bool:
        """Whether a town of a country that the report names is called so; where English is spoken, people are too."""
        if self.evidence.labels[start] == "PERSON" or not self.evidence.is_whole_entity(start, end):
            return False
        return any(
            c.population >= LARGE_TOWN and not c.by_alias and c.country in self.countries
            for c in self.atlas.find(self.key(start, end))
        )

    def is_taken_or_held(self, start: int, end: int) -> bool:
        """ "troops recaptured Bakhmut": after a verb whose object is mostly a place."""
        i = self.evidence.before(start)
        if i < 0 or self.doc[i].pos_ != "VERB" or self.doc[i].lemma_ not in self.atlas.words["place_verbs"]:
            return False
        key = self.key(start, end)
        if self.evidence.labels[start] == "PERSON":  # "shelled Goma"
            return self.is_well_known(key) and self.evidence.is_whole_entity(start, end)
        return bool(self.atlas.listed(key)) or self.has_town(key)

    def is_coordinated(self, start: int, end: int) -> bool:
        """ "Žilina, Nitra and Košice": joined to what is a place already."""
        last = self.doc[end - 1]
        return last.dep_ == "conj" and self.evidence.labels[start] != "PERSON" and bool(self.taken[last.head.i]) and (
            self.has_town(self.key(start, end))
        )

    def has_parent(self, start: int, end: int) -> bool:
        """Whether ", France", ", Calif.", ", OH" or "in Chad" follows, with a place of that name there."""
        seen = self.evidence
        if end + 1 >= len(self.doc) or seen.word_at(end) not in {",", "in", "("}:
            return False
        if seen.word_at(end) == "," and self.doc[end + 1].is_upper and seen.is_among(end + 1, "postal"):
            return True
        parent = self.mentions.get(end + 1)
        if parent is None or parent.kind is not Kind.NAME:
            return False
        inside = self.atlas.find(self.key(start, end))
        return any(contains(p, c) for p in self.atlas.listed(parent.key) for c in inside if c.population >= VILLAGE)

    def is_facility(self, start: int, end: int) -> bool:
        """Whether the last word is a building's or a street's, and no town has the whole for its name ("Miami Beach")."""
        seen, key = self.evidence, self.key(start, end)
        if end - start < 2 or key in self.atlas.words["never"]:
            return False
        if seen.is_among(end - 1, "street"):
            return True
        return seen.is_among(end - 1, "facility") and not self.has_town(key)

    def is_unit(self, start: int, end: int) -> bool:
        """ "Glenrock Lagoon", "Lake Manassas": a name with its kind, that the gazetteer does not list."""
        seen, key = self.evidence, self.key(start, end)
        if end - start < 2 or key in self.atlas.words["never"]:
            return False
        return (seen.is_among(end - 1, "unit") or seen.is_among(start, "unit_before")) and not self.atlas.find(key)

    def is_long_name(self, key: str, *, placed: bool = False) -> bool:
        """Whether a name of several words is a place's, whatever the recogniser takes it for ("Khan Younis"); `placed`:
        after a preposition of place."""
        return " " in key and (bool(self.atlas.listed(key)) or any(
            c.population >= (TOWN if placed else LARGE_TOWN) for c in self.atlas.find(key)
        ))

    def is_well_known(self, key: str) -> bool:
        return not any(key in self.atlas.words[name] for name in ("never", "doubtful", "direction")) and any(
            (c.population >= KNOWN_TOWN and not c.by_alias) or c.source for c in self.atlas.find(key)
        )

    def has_town(self, key: str) -> bool:
        return any(c.population >= TOWN and not c.by_alias for c in self.atlas.find(key))

    def name_countries(self) -> None:
        """Note the countries that the mentions so far name, but for those whose towns and people share their names."""
        found = {
            candidate.country for m in self.mentions.values()
            for candidate in (self.atlas.adjective(m.key), *self.atlas.listed(m.key))
            if candidate is not None and candidate.country and (candidate.is_country or m.kind is Kind.ADJECTIVE)
        }
        self.countries = frozenset(found) - {code.upper() for code in self.atlas.words["english_speaking"]}
