"""Finding temporal expressions: the patterns of rules.csv over the classes of words.

Every class and every literal word has one character, so that a text becomes a string of a character a word, and a rule
an ordinary regular expression over it.  Patterns have no unbounded repetition, hence the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.codebook.tables import BUILT_IN
from dragoman.errors import CodebookError
from dragoman.times.lexicon import REFERENCE, Lexicon
from dragoman.times.words import Reference, Row, Word

SYMBOL = re.compile(r"\s*([A-Z]+|[a-z]+|[?()|])")
FIRST_CHARACTER = 0x4E00  # one of a block of letters without meaning in regular expressions
NOTHING = chr(FIRST_CHARACTER)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    meaning: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that a rule has matched: `words[first:stop]` of the row."""

    rule: str
    meaning: str
    words: tuple[Word, ...]
    first: int
    stop: int

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    def get(self, *kinds: str) -> Word | None:
        """The first word of one of these classes."""
        return next((word for word in self.words if word.kind in kinds), None)

    def last(self, *kinds: str) -> Word | None:
        return next((word for word in reversed(self.words) if word.kind in kinds), None)

    def all(self, *kinds: str) -> list[Word]:
        return [word for word in self.words if word.kind in kinds]


class Grammar:
    """The rules, compiled.  Raises CodebookError for a pattern that cannot be read."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.characters: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        for part in lexicon.parts:
            self.parts[part.name] = f"(?:{self.compiled(part.pattern, f'parts.csv, {part.name}')})"
        self.rules = [
            Rule(row.name, row.meaning, compile_pattern(self.compiled(row.pattern, row.name), row.name))
            for row in lexicon.rules
        ]

    def compiled(self, pattern: str, where: str) -> str:
        out, position, stripped = [], 0, pattern.rstrip()
        while position < len(stripped):
            symbol = SYMBOL.match(stripped, position)
            if symbol is None:
                raise CodebookError(
                    f"pattern of {where}: unreadable at {stripped[position:]!r}",
                    path=BUILT_IN / "times/rules.csv",
                    remedy="a pattern has classes in capitals, lower-case words and ? ( ) |",
                )
            out.append(self.symbol(symbol.group(1)))
            position = symbol.end()
        return "".join(out)

    def symbol(self, name: str) -> str:
        if name in "?()|":
            return "(?:" if name == "(" else name
        return self.parts.get(name) or self.characters.setdefault(name, chr(FIRST_CHARACTER + 1 + len(self.characters)))

    def encode(self, row: Row) -> str:
        return "".join([self.characters.get(word.kind or word.lower, NOTHING) for word in row.words])

    def read(self, row: Row) -> list[Reading]:
        """All readings, the longest first at each place, overlapping ones too, in the order of the text."""
        text = self.encode(row)
        readings = [
            (found.start(), -found.end(), number, rule)
            for number, rule in enumerate(self.rules)
            for found in rule.pattern.finditer(text)
        ]
        found = [
            Reading(rule.name, rule.meaning, tuple(row.words[first:-minus_stop]), first, -minus_stop)
            for first, minus_stop, _, rule in sorted(readings, key=lambda reading: reading[:3])
        ]
        found += [reference(place) for place in row.references]
        return sorted(found, key=lambda reading: (reading.first, -reading.stop))


def reference(found: Reference) -> Reading:
    word = Word(found.start, found.end, found.lower, REFERENCE, found.entry.value)
    return Reading("reference", "reference", (word,), found.first, found.stop)


def compile_pattern(pattern: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise CodebookError(
            f"pattern of {name}: {error}",
            path=BUILT_IN / "times/rules.csv",
            remedy="balance the brackets",
        ) from error
