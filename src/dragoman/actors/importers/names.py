"""Names as an English report writes them, out of the names that other projects list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from dragoman.actors.names import FAMILY_NAME_FIRST, name_key

LOWER = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "at", "by", "de", "la", "del", "da", "do", "dos", "das", "di", "du", "von",
     "van", "der", "den", "bin", "ibn", "bint", "ould", "y", "e"}
)
"""Words that stay small inside a name."""
LISTED_SURNAME_FIRST = re.compile(r"^\s*([^,]+),\s*([^,]+)$")
INITIALS = re.compile(r"(\w\.)+\w?")
WORD = re.compile(r"[^\s\-‐–/(]+")


def person_names(names: Iterable[str], country: str | None) -> tuple[str, ...]:
    """The names in Latin letters and of two words at least, in their order, each in one spelling only."""
    chosen: dict[tuple[str, ...], str] = {}
    for name in names:
        tidied = tidy(name, family_name_first=country in FAMILY_NAME_FIRST)
        if is_latin(tidied) and " " in tidied and len(tidied) <= 80:
            chosen.setdefault(name_key(tidied), tidied)
    chosen.pop((), None)
    return tuple(chosen.values())


def tidy(name: str, *, family_name_first: bool = False) -> str:
    """Without `;`, double spaces, brackets; "SURNAME, Given" in the usual order and case."""
    name = " ".join(re.sub(r"\([^)]*\)|[;|\"“”#]", " ", name).split())
    if listed := LISTED_SURNAME_FIRST.match(name):
        family, given = (usual_case(part.strip()) if part.isupper() else part.strip() for part in listed.groups())
        name = f"{family} {given}" if family_name_first else f"{given} {family}"
    letters = [character for character in name if character.isalpha()]
    if " " in name and letters and all(map(str.isupper, letters)):
        return usual_case(name)
    return " ".join(usual_case(word) if len(word) > 3 and word.isupper() and word.isalpha() else word for word in name.split())


def usual_case(name: str, acronyms: Collection[str] = ()) -> str:
    """"MUAMMAR AL-QADDAFI" → "Muammar al-Qaddafi"; acronyms, initials and words with digits keep their capitals."""
    first = True

    def word(match: re.Match[str]) -> str:
        nonlocal first
        text, was_first, first = match[0], first, False
        small = text.lower()
        if not was_first and small in LOWER:
            return small
        if small in ("al", "el", "ul", "ad", "as", "ash", "ar") and name[match.end() : match.end() + 1] == "-":
            return small if not was_first else small.capitalize()
        if text in acronyms or INITIALS.fullmatch(text) or any(map(str.isdigit, text)):
            return text
        return text[:1].upper() + small[1:]

    return WORD.sub(word, name)


def is_latin(name: str) -> bool:
    return any(map(str.isalpha, name)) and all(map(_is_latin_letter, name))


@lru_cache(maxsize=4096)
def _is_latin_letter(character: str) -> bool:
    return not character.isalpha() or "LATIN" in unicodedata.name(character, "")
