"""The town in capitals that a report begins with: "JOHANNESBURG - …", "URUMQI, China (AP) — …"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.actors.cities import Cities
from dragoman.actors.naming import Label, Name
from dragoman.actors.phrases import skip_space

MARKS = frozenset({",", "(", "-", "--", "–", "—", ":"})
LONGEST = 4
"""Words of a town's name."""


def dateline_town(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The first tokens of the report, if they are words in capitals before a mark that ends a dateline's town."""
    start = end = skip_space(tokens, 0)
    while end < len(tokens) and end - start < LONGEST and tokens[end].text.isupper() and tokens[end].text.isalpha():
        end += 1
    return (start, end) if start < end < len(tokens) and tokens[end].text in MARKS else None


def with_dateline(names: list[Name], tokens: Sequence[Token], cities: Cities) -> list[Name]:
    """The names, with the town of the dateline as a place where no table knows better."""
    town = dateline_town(tokens)
    if town is None:
        return names
    start, end = town
    before = [name for name in names if name.start < end]
    if any(name.entries for name in before) or cities.country(spelled(tokens, start, end), ()) is None:
        return names
    return [Name(start, end, Label.PLACE), *(name for name in names if name.start >= end)]


def spelled(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in tokens[start:end]).title()
