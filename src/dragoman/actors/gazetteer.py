"""Finding the names of the tables in a text, with one automaton for names and one for offices.

Names keep their case ("us" is not the United States); in lines set all in capitals they are met in capitals too.  Of
overlapping names the leftmost, then longest, holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import repeat
from typing import NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.actors.base import Base, Country, Group, Office, Organisation, Person
from dragoman.actors.names import FAMILY_NAME_EITHER, FAMILY_NAME_FIRST, person_forms
from dragoman.actors.words import Words, lowered, plain

HEADLINE = re.compile(r"\b[A-Z][A-Z'.-]+(?: [A-Z0-9$][A-Z0-9'.,-]*){3,}|\A[A-Z][A-Z' -]{3,}(?=,| \(| -|'s)")
"""At least four words in capitals, or the dateline that a report begins with."""

ARTICLES = ("the ", "The ", "THE ")

T = TypeVar("T")

OF_PHRASE = re.compile(r"^(\w+)((?: \w+)*? (?:of|for|to|in|at)\b.*)$")


class Sense(StrEnum):
    """In which capacity a table lists a name."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"


class Entry(NamedTuple):
    sense: Sense
    row: Country | Organisation | Group | Person


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: tokens `start` to `end` (exclusive), and all entries of the tables with this name."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def senses(self) -> frozenset[Sense]:
        return frozenset(entry.sense for entry in self.entries)


@dataclass(frozen=True, slots=True)
class OfficeHit:
    start: int
    end: int
    office: Office
    plural: bool


class Gazetteer:
    """All names of the base, ready for matching."""

    def __init__(self, base: Base) -> None:
        entries: dict[str, list[Entry]] = {}
        for name, entry in named_entries(base):
            if not name.isascii():
                name = plain(name)
            if name.startswith(ARTICLES):
                name = without_article(name)
            found = entries.get(name)
            if found is None:
                entries[name] = [entry]
            elif all(other.row is not entry.row for other in found):
                found.append(entry)
        entries.pop("", None)
        self.patterns = list(entries)
        self.entries = [tuple(found) for found in entries.values()]
        self.names = AhoCorasick(self.patterns, matchkind=MatchKind.Standard, store_patterns=False)
        self.offices = OfficeGazetteer(base.offices)

    @cached_property
    def by_name(self) -> dict[str, tuple[Entry, ...]]:
        return dict(zip(self.patterns, self.entries, strict=True))

    @cached_property
    def shouted(self) -> tuple[AhoCorasick, list[tuple[Entry, ...]]]:
        """The automaton of names in capitals, made when a text first needs it."""
        upper = {
            name.upper(): found
            for name, found in zip(self.patterns, self.entries, strict=True)
            if len(name) > 3 and not name.isupper()
        }
        return AhoCorasick(list(upper), matchkind=MatchKind.Standard, store_patterns=False), list(upper.values())

    def named(self, name: str) -> tuple[Entry, ...]:
        """All entries with the name, in its own case."""
        return self.by_name.get(without_article(name), ())

    def find(self, words: Words) -> list[Hit]:
        """The names in the text, in order, without overlaps."""
        found = [
            (start, end, self.entries[pattern])
            for pattern, start, end in matches(self.names, words.text)
        ]
        for headline in HEADLINE.finditer(words.text):
            automaton, entries = self.shouted
            shift = headline.start()
            found += [
                (shift + start, shift + end, entries[pattern])
                for pattern, start, end in matches(automaton, headline.group())
            ]
        return [
            Hit(words.token_at[start], words.token_at[end - 1] + 1, entries)
            for start, end, entries in leftmost_longest(found)
        ]


class OfficeGazetteer:
    """The offices and their plurals, in any case; but abbreviations ("PM") in capitals only, and single words that the
    table writes with a capital ("Father") with one."""

    def __init__(self, offices: Iterable[Office]) -> None:
        patterns: dict[str, tuple[Office, bool, int]] = {}
        for office in offices:
            for name in (office.office, *office.aliases):
                capitals = len(name) if name.isupper() else int(name[0].isupper() and " " not in name)
                patterns.setdefault(lowered(plain(name)), (office, False, capitals))
                patterns.setdefault(lowered(plain(plural(name))), (office, True, capitals))
        self.found = list(patterns.values())
        self.automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, words: Words, names: Iterable[Hit] = ()) -> list[OfficeHit]:
        """The offices in the text, but for words of longer names ("Port-au-Prince")."""
        inner = {index for name in names if name.end - name.start > 1 for index in range(name.start, name.end)}
        found = []
        for pattern, start, end in matches(self.automaton, lowered(words.text)):
            office, is_plural, capitals = self.found[pattern]
            if not capitals or words.text[start : start + capitals].isupper():
                found.append((start, end, (office, is_plural)))
        hits = [
            OfficeHit(words.token_at[start], words.token_at[end - 1] + 1, office, is_plural)
            for start, end, (office, is_plural) in leftmost_longest(found)
        ]
        return [hit for hit in hits if not all(index in inner for index in range(hit.start, hit.end))]


def named_entries(base: Base) -> Iterator[tuple[str, Entry]]:
    for country in base.countries:
        senses = ((Sense.COUNTRY, (country.name, *country.aliases)), (Sense.DEMONYM, country.demonyms),
                  (Sense.CAPITAL, country.capitals), (Sense.METONYM, country.metonyms))
        for sense, names in senses:
            yield from zip(names, repeat(Entry(sense, country)))
    for organisation in base.organisations:
        yield from zip((organisation.name, *organisation.aliases), repeat(Entry(Sense.ORGANISATION, organisation)))
    for group in base.groups:
        yield from zip((group.name, *group.aliases), repeat(Entry(Sense.GROUP, group)))
    for person in base.persons:
        entry = Entry(Sense.PERSON, person)
        for name in (person.name, *person.aliases):
            if "-" in name or person.country in FAMILY_NAME_FIRST or person.country in FAMILY_NAME_EITHER:
                yield from zip(person_forms(name, person.country), repeat(entry))
            else:
                yield name, entry


def without_article(name: str) -> str:
    return name[4:] if name.startswith(ARTICLES) else name


def plural(name: str) -> str:
    """"minister of defence" → "ministers of defence", "secretary" → "secretaries"."""
    if of_phrase := OF_PHRASE.match(name):
        return plural(of_phrase[1]) + of_phrase[2]
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    if name.endswith(("s", "sh", "ch")):
        return name + "es"
    return name.removesuffix("man") + "men" if name.endswith("man") else name + "s"


def matches(automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (pattern, start, end) of all matches that begin and end at the edges of words."""
    size = len(text)
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if (start == 0 or not text[start - 1].isalnum()) and (end == size or not text[end].isalnum()):
            yield pattern, start, end


def leftmost_longest(found: list[tuple[int, int, T]]) -> Iterator[tuple[int, int, T]]:
    reached = 0
    for start, end, payload in sorted(found, key=lambda match: (match[0], -match[1])):
        if start >= reached:
            reached = end
            yield start, end, payload
