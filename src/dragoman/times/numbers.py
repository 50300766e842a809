"""Numbers in words: "twenty four", "nineteen ninety-six", "two thousand", "twenty-first"."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.times.tokens import Piece

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
DECADES = {word.removesuffix("y") + "ies": number for word, number in TENS.items()}
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
    if (
        first in (17, 18, 19, 20)
        and len(words) > 1
        and words[1] not in POWERS
        and (first != 20 or amount(words[1:]) >= 10)
    ):
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
