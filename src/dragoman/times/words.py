"""The text as a row of words, each with the class by which the grammar knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.times.lexicon import Entry, Forms, Lexicon
from dragoman.times.numbers import POWERS, number_at
from dragoman.times.tokens import Piece, pieces

TagAt = Callable[[int], str]
"""The Penn tag of the token at a character."""

FIRST_YEAR, LAST_YEAR = 1000, 2100
PUNCTUATION = {",": "COMMA", "-": "DASH", "–": "DASH"}


class Word(NamedTuple):
    """One or several pieces of text: characters (end exclusive), lower-case form of the first, class ("" for none), the
    lexicon's value and, for numbers, the number."""

    start: int
    end: int
    lower: str
    kind: str = ""
    value: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """An expression of references.csv: characters, the words `first:stop` that it touches, its entry."""

    start: int
    end: int
    first: int
    stop: int
    lower: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a text, and the references among them."""

    words: list[Word]
    references: list[Reference]


def read_words(text: str, lexicon: Lexicon, tag_at: TagAt) -> Row:
    row = list(pieces(text))
    words: list[Word] = []
    places: list[int] = []  # of each piece, the word that holds it
    i = 0
    while i < len(row):
        word, stop = word_at(row, i, lexicon, tag_at)
        places += [len(words)] * (stop - i)
        words.append(word)
        i = stop
    return Row(words, references(row, places, lexicon, tag_at))


def references(row: list[Piece], places: list[int], lexicon: Lexicon, tag_at: TagAt) -> list[Reference]:
    found: list[Reference] = []
    for i, piece in enumerate(row):
        if piece.lower not in lexicon.references:
            continue
        phrase = phrase_at(row, i, lexicon.references, tag_at)
        if phrase is not None:
            entry, stop = phrase
            found.append(Reference(piece.start, row[stop - 1].end, places[i], places[stop - 1] + 1, piece.lower, entry))
    return found


def word_at(row: list[Piece], i: int, lexicon: Lexicon, tag_at: TagAt) -> tuple[Word, int]:
    """The word that begins at piece i, and the index of the piece after it."""
    piece = row[i]
    phrase = phrase_at(row, i, lexicon.words, tag_at)
    if phrase is not None:
        entry, stop = phrase
        return Word(piece.start, row[stop - 1].end, piece.lower, entry.kind, entry.value), stop
    if piece.kind == "WORD":
        number = number_at(row, i)
        if number is None:
            return Word(piece.start, piece.end, piece.lower), i + 1
        end = row[number.stop - 1].end
        return Word(piece.start, end, piece.lower, number.kind, str(number.value), number.value), number.stop
    power = POWERS.get(row[i + 1].lower) if piece.kind == "NUMBER" and i + 1 < len(row) else None
    if power is not None:
        return Word(piece.start, row[i + 1].end, piece.lower, "NUM", str(power), power), i + 2
    return classified(piece), i + 1


def classified(piece: Piece) -> Word:
    """A piece that is not made of letters."""
    if piece.kind == "NUMBER":
        kind, number = numeric(piece.lower)
        return Word(piece.start, piece.end, piece.lower, kind, piece.lower, number)
    if piece.kind in ("PUNCT", "BREAK"):
        return Word(piece.start, piece.end, piece.lower, PUNCTUATION.get(piece.lower, ""))
    number = int("".join(c for c in piece.lower if c in "0123456789") or 0)
    return Word(piece.start, piece.end, piece.lower, piece.kind, piece.lower, number)


def numeric(digits: str) -> tuple[str, int]:
    plain = digits.replace(",", "")
    if "." in plain or len(plain) > 9 or not plain.isascii():
        return "NUM", 0
    number = int(plain)
    if len(digits) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return "YEAR", number
    return ("DAYNUM" if 1 <= number <= 31 and len(plain) <= 2 else "NUM"), number


def phrase_at(row: list[Piece], i: int, forms: Forms, tag_at: TagAt) -> tuple[Entry, int] | None:
    """The longest form that begins at piece i."""
    candidates = forms.get(row[i].lower)
    if candidates is None:
        return None
    following = row[i + 1].lower if i + 1 < len(row) else None
    for parts, entry in candidates:
        if len(parts) > 1 and parts[1] != following:
            continue
        stop = i + len(parts)
        fitting = stop <= len(row) and all(fits(row, i + k, part) for k, part in enumerate(parts))
        if fitting and (not entry.tags or tag_at(row[i].start).startswith(entry.tags)):
            return entry, stop
    return None


def fits(row: list[Piece], i: int, part: str) -> bool:
    """A dot belongs to the word that it touches."""
    return row[i].lower == part and (part != "." or row[i].start == row[i - 1].end)
