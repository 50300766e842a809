"""The tables of this room, read and indexed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table
from dragoman.times.tokens import pieces

REFERENCE = "REFERENCE"
HOLIDAY = "HOLIDAY"


class LexiconRow(Row):
    """lexicon.csv: words of one class with one value."""

    kind: str = Field(pattern=r"^[A-Z]+$")
    forms: Values
    value: str = ""
    tags: Values = ()

    def key(self) -> object:
        return self.kind, self.forms


class ReferenceRow(Row):
    """references.csv: expressions that point to the present, the past or the future."""

    forms: Values
    value: str
    tags: Values = ()

    def key(self) -> object:
        return self.forms


class HolidayRow(Row):
    """holidays.csv: named days, by calendar."""

    forms: Values
    calendar: str = Field(pattern=r"^(fixed|weekday|easter|orthodox|hijri|chinese|nowruz|public|memory)$")
    day: str
    days: int = 1

    def key(self) -> object:
        return self.forms


class PartRow(Row):
    """parts.csv: named pieces of patterns."""

    name: str
    pattern: str

    def key(self) -> object:
        return self.name


class RuleRow(Row):
    """rules.csv: the grammar."""

    name: str
    pattern: str
    meaning: str
    example: str
    value: str

    def key(self) -> object:
        return self.name


class AnchorRow(Row):
    """anchors.csv: nouns for events by which others are dated, and the verbs that tell of the same event."""

    nouns: Values
    verbs: Values
    lasts: bool
    example: str

    def key(self) -> object:
        return self.nouns


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form is: its class, its value, the tags it must have."""

    kind: str
    value: str
    tags: tuple[str, ...] = ()


Forms = dict[str, list[tuple[tuple[str, ...], Entry]]]
"""Forms by their first piece, longest first: {"the": [(("the", "end", "of"), Entry), …]}."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables."""

    words: Forms
    references: Forms
    holidays: dict[str, HolidayRow]
    parts: tuple[PartRow, ...]
    rules: tuple[RuleRow, ...]


def load_lexicon(folders: tuple[Path, ...] = (BUILT_IN,)) -> Lexicon:
    """Raises CodebookError where a table is wrong."""
    holidays = read_table("times/holidays.csv", HolidayRow, folders)
    named = [(form, Entry(HOLIDAY, row.forms[0])) for row in holidays for form in row.forms]
    words = [
        (form, Entry(row.kind, row.value, row.tags))
        for row in read_table("times/lexicon.csv", LexiconRow, folders)
        for form in row.forms
    ]
    references = [
        (form, Entry(REFERENCE, row.value, row.tags))
        for row in read_table("times/references.csv", ReferenceRow, folders)
        for form in row.forms
    ]
    return Lexicon(
        index(words + named),
        index(references),
        {row.forms[0]: row for row in holidays},
        tuple(read_table("times/parts.csv", PartRow, folders)),
        tuple(read_table("times/rules.csv", RuleRow, folders)),
    )


def index(entries: list[tuple[str, Entry]]) -> Forms:
    by_first: Forms = defaultdict(list)
    for form, entry in entries:
        parts = tuple(piece.lower for piece in pieces(form))
        by_first[parts[0]].append((parts, entry))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return dict(by_first)
