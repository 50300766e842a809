"""Short names that only the report makes clear: "the North" where Korea is at issue, "the Koreas", "inter-Korean"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.actors.base import Country
from dragoman.actors.gazetteer import Entry, Sense
from dragoman.actors.naming import Label, Name

DIVIDED = ({"North": "PRK", "South": "KOR"}, {"North": "SDN", "South": "SSD"})
"""The halves of divided countries, in the order of preference."""
EVIDENCE = frozenset({"PRK", "SSD"})
TWO_STATES = {"koreas": ("PRK", "KOR"), "sudans": ("SDN", "SSD"), "congos": ("COD", "COG")}
BETWEEN = {"korean": ("PRK", "KOR"), "sudanese": ("SDN", "SSD")}


def with_bearings(names: Sequence[Name], tokens: Sequence[Token], countries: dict[str, Country]) -> list[Name]:
    """The names, with those that their report explains."""
    codes = {
        entry.row.code if isinstance(entry.row, Country) else entry.row.country for name in names for entry in name.entries
    }
    halves = next((half for half in DIVIDED if set(half.values()) & codes & EVIDENCE), None)
    owner = {index: name for name in names for index in range(name.start, name.end)}
    for index, token in enumerate(tokens):
        found: tuple[str, ...] = ()
        if halves and token.text in halves and is_bare_half(tokens, index) and owner_gives_way(owner.get(index)):
            found = (halves[token.text],)
        elif (word := token.lower_) in TWO_STATES:
            found = TWO_STATES[word]
        elif word in BETWEEN and index > 1 and tokens[index - 2].lower_ == "inter":
            found = BETWEEN[word]
        if found:
            entries = tuple(Entry(Sense.COUNTRY, countries[code]) for code in found if code in countries)
            if entries:
                owner[index] = Name(index, index + 1, Label.COUNTRY, entries, together=len(entries) > 1)
    return sorted(set(owner.values()), key=lambda name: name.start)


def owner_gives_way(name: Name | None) -> bool:
    return name is None or (not name.entries and name.end - name.start == 1)


def is_bare_half(tokens: Sequence[Token], index: int) -> bool:
    """ "the North", not "the North Sea", "North and South America"."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and after.pos_ in ("PROPN", "ADJ") and after.text[0].isupper():
        return False
    return index > 0 and (tokens[index - 1].lower_ == "the" or tokens[index - 1].text in "-–")
