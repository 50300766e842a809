"""Numbers in words: "twenty four", "nineteen ninety-six", "two thousand", "twenty-first"."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.times.tokens import Piece

UNITS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)}
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=1,
    )
} | {"thirtieth": 30}
DECADES = {word.replace("y", "ies"): 10 * n for n, word in enumerate(TENS, start=2)}
CARDINALS = UNITS | TENS | POWERS


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from the pieces before index `stop`."""

    kind: str
    value: int
    stop: int


def number_at(row: list[Piece], i: int) -> Number | None:
    """The number in words that begins at piece i, if any: kind NUMWORD, NUM, YEAR, ORDWORD or DECADE."""
    word = row[i].lower
    if word in ORDINALS:
        return Number("ORDWORD", ORDINALS[word], i + 1)
    if word in DECADES:
        return Number("DECADE", DECADES[word], i + 1)
    start = i + 1 if word == "a" and i + 1 < len(row) and row[i + 1].lower in POWERS else i
    if row[start].lower not in CARDINALS:
        return None
    return compound(row, start)


def compound(row: list[Piece], i: int) -> Number:
    words, stop = [row[i].lower], i + 1
    while (following := follower(row, stop)) is not None and len(words) < 12:
        stop, word = following
        words.append(word)
        if word in ORDINALS or word in DECADES:
            return Number("ORDWORD" if word in ORDINALS else "DECADE", last_ordinal(words), stop)
    year = spoken_year(words)
    if year is not None:
        return Number("YEAR", year, stop)
    return Number("NUMWORD" if len(words) == 1 and words[0] not in POWERS else "NUM", amount(words), stop)


def follower(row: list[Piece], i: int) -> tuple[int, str] | None:
    """The next number word and the index after it, over a hyphen or the "and" of "hundred and ten"."""
    previous = row[i - 1].lower
    if i < len(row) and (row[i].lower == "-" or (row[i].lower == "and" and previous in POWERS)):
        i += 1
    if i >= len(row):
        return None
    word = row[i].lower
    joins = previous in TENS and (0 < UNITS.get(word, 0) < 10 or 0 < ORDINALS.get(word, 0) < 10)
    scales = word in POWERS or previous in POWERS
    year = previous in ("nineteen", "eighteen", "seventeen", "twenty") and (word in TENS or word in DECADES)
    year = year or (previous == "twenty" and UNITS.get(word, 0) >= 10)
    known = word in CARDINALS or word in ORDINALS or word in DECADES
    return (i + 1, word) if known and (joins or scales or year) else None


def spoken_year(words: list[str]) -> int | None:
    """ "nineteen ninety-six" is 1996; "two thousand" and "two thousand ten" may be years too, and are amounts first."""
    first = UNITS.get(words[0], TENS.get(words[0], 0))
    if first in (17, 18, 19, 20) and len(words) > 1 and words[1] not in POWERS and (first != 20 or amount(words[1:]) >= 10):
        return 100 * first + amount(words[1:])
    return None


def last_ordinal(words: list[str]) -> int:
    *before, last = words
    base = amount(before) if before else 0
    if last in DECADES:
        return 100 * base + DECADES[last]
    return base + ORDINALS[last]


def amount(words: list[str]) -> int:
    total, current = 0, 0
    for word in words:
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in POWERS:
            total, current = total + max(current, 1) * POWERS[word], 0
        else:
            current += CARDINALS[word]
    return total + current
