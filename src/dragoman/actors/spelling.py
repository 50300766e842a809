"""Other spellings of the names of the base: "Zelenskiy", "Zelensky" and "Zelenskyy", "Muammar Qaddafi" and "Moammar Gadafi".

Two words are spellings of one name if they sound alike (Lawrence Philips' Metaphone, 1990) and are written nearly alike (the
similarity of Jaro and Winkler), both as the library jellyfish has them.  Of a full name every word must be, in its order;
short words ("Chen", "Chan") must be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jellyfish import jaro_winkler_similarity, metaphone

from dragoman.actors.base import Person
from dragoman.actors.names import name_key, surnames

Key = tuple[str, ...]

ALIKE = 0.8
"""The least similarity of two spellings of a word that sound alike."""
SHORT = 4
"""Letters up to which two different words are never spellings of one name."""
NEAR = 0.85
"""The least similarity, sound or not, of a name that is worth asking about."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name of the base that another one may be a spelling of; `likeness` is that of the least alike words, in 0..1."""

    name: str
    likeness: float
    terms: tuple[Person, ...]


class Spellings:
    """The names of persons by their sound.  The indexes are made when first asked."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self.persons = persons

    @cached_property
    def by_sound(self) -> dict[Key, dict[Key, list[Person]]]:
        """Full names: sounds of the words, then the words, then the terms of those who have the name."""
        found: dict[Key, dict[Key, list[Person]]] = defaultdict(lambda: defaultdict(list))
        for person in self.persons:
            for key in {name_key(name) for name in (person.name, *person.aliases)}:
                if len(key) > 1:
                    found[sounds(key)][key].append(person)
        return found

    @cached_property
    def by_surname(self) -> dict[str, dict[str, list[Person]]]:
        """Surnames: sound, then the surname, then the terms of its bearers."""
        found: dict[str, dict[str, list[Person]]] = defaultdict(lambda: defaultdict(list))
        for person in self.persons:
            for surname in surnames(name_key(person.name), person.country) if person.name else ():
                found[metaphone(surname)][surname].append(person)
        return found

    def of(self, key: Key) -> list[Spelling]:
        """The names that a full name, or a surname alone, may be a spelling of, the most alike first."""
        sounding: dict[Key, list[Person]]
        if len(key) == 1:
            sounding = {(name,): terms for name, terms in self.by_surname.get(metaphone(key[0]), {}).items()}
        else:
            sounding = dict(self.by_sound.get(sounds(key), {}))
        found: dict[str, Spelling] = {}
        for other, terms in sounding.items():
            if other != key and (likeness := spelt_alike(key, other)):
                for name in {term.name for term in terms}:
                    own = tuple(term for term in terms if term.name == name)
                    if name not in found or found[name].likeness < likeness:
                        found[name] = Spelling(name, likeness, own)
        return sorted(found.values(), key=lambda spelling: (-spelling.likeness, spelling.name))

    def near(self, key: Key) -> list[str]:
        """A few names of the base that are written much like an unknown one, for a human to choose from."""
        if not key:
            return []
        whole = " ".join(key)
        found: dict[str, float] = {}
        for names in self.by_sound.values():
            for other, terms in names.items():
                likeness = jaro_winkler_similarity(whole, " ".join(other) if len(key) > 1 else other[-1])
                if likeness >= NEAR:
                    found[terms[0].name] = max(likeness, found.get(terms[0].name, 0.0))
        return sorted(found, key=lambda name: (-found[name], name))[:MOST]


def sounds(key: Key) -> Key:
    return tuple([metaphone(part) for part in key])


def spelt_alike(one: Key, other: Key) -> float:
    """The likeness of the least alike words of two names of as many words; 0 where two are not spellings of one."""
    least = 1.0
    for left, right in zip(one, other, strict=True):
        if left != right:
            likeness = jaro_winkler_similarity(left, right)
            if likeness < ALIKE or max(len(left), len(right)) <= SHORT or metaphone(left) != metaphone(right):
                return 0.0
            least = min(least, likeness)
    return least
