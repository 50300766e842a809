"""Forms of personal names: spellings, name orders, and the short forms by which a report takes up a full name."""

from __future__ import annotations

import re

from dragoman.actors.words import plain

FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "SGP", "PRK", "KOR", "VNM", "KHM"})
FAMILY_NAME_EITHER = frozenset({"JPN", "HUN"})
BY_GIVEN_NAME = frozenset({"ETH", "ERI", "ISL", "MMR", "IDN", "MYS", "THA", "LAO", "BTN", "MNG", "LKA", "IRQ"})
"""Countries without family names, or whose persons are often taken up by the given name ("Prabowo", "Thaksin")."""
TWO_SURNAMES = frozenset(
    {"ESP", "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "COL", "VEN", "ECU", "PER", "BOL", "CHL", "ARG", "URY",
     "PRY", "CUB", "DOM", "PRI", "PRT", "BRA", "PHL"}
)
KOREAN_OR_CHINESE_SURNAMES = frozenset(
    {"ahn", "ban", "bui", "chen", "cho", "choe", "choi", "deng", "gao", "guo", "han", "hong", "hu", "huang", "hun",
     "hwang", "jeong", "jiang", "jung", "kang", "kim", "kwon", "lai", "le", "lee", "li", "liang", "lin", "liu",
     "luo", "ma", "moon", "nguyen", "pak", "park", "pham", "ri", "shin", "song", "sun", "tran", "tsai", "vo", "wang",
     "wen", "wu", "xi", "xu", "yang", "yoon", "yun", "zhang", "zhao", "zhou", "zhu"}
)
PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "ibn", "abu", "abd", "de", "da", "do", "dos", "del", "della", "di", "der", "den",
     "van", "von", "ter", "la", "le", "du", "st", "mc", "bint", "ould", "aung"}
)
SUFFIXES = frozenset({"jr", "sr"})
NOT_SLUG = re.compile(r"[^a-z0-9]+")
SEPARATORS = str.maketrans({"-": " ", ".": " ", "'": None})
HYPHEN = re.compile(r"-(\w)")


def person_forms(name: str, country: str | None) -> set[str]:
    """Spellings under which the full name may be met ("Kim Jong-un", "Kim Jong Un")."""
    forms = {name}
    if "-" not in name and country not in FAMILY_NAME_FIRST and country not in FAMILY_NAME_EITHER:
        return forms
    if "-" in name:
        forms |= {HYPHEN.sub(lambda m: " " + m[1].upper(), name), HYPHEN.sub(lambda m: "-" + m[1].upper(), name),
                  HYPHEN.sub(lambda m: "-" + m[1].lower(), name)}
    parts = name.split()
    if country in FAMILY_NAME_FIRST and len(parts) == 3:
        forms.add(f"{parts[0]} {parts[1]}-{parts[2].lower()}")
    if country in FAMILY_NAME_EITHER and len(parts) == 2:
        forms.add(f"{parts[1]} {parts[0]}")
    return forms


def name_key(name: str) -> tuple[str, ...]:
    """The parts of a name, made comparable: plain, lower case, without hyphens, full stops and "al-"."""
    text = plain(name).lower()
    if "-" in text or "." in text or "'" in text:  # few names have one, and it takes as long as all the rest
        text = text.translate(SEPARATORS)
    parts = text.split()
    return tuple([part for part in parts if part != "al"]) if "al" in parts else tuple(parts)


def surnames(key: tuple[str, ...], country: str | None) -> set[str]:
    """The single words among the short forms."""
    forms = {key[-1]}
    if country in FAMILY_NAME_FIRST or country in FAMILY_NAME_EITHER or looks_family_first(key):
        forms.add(key[0])
    if len(key) >= 3 and country in TWO_SURNAMES:
        forms.add(key[-2])
    if country in BY_GIVEN_NAME:
        forms.add(key[0])
    return forms - PARTICLES


def short_forms(key: tuple[str, ...], country: str | None) -> frozenset[tuple[str, ...]]:
    """The keys by which a report may take up the full name: its tails, the family name where it stands first, the first
    of two surnames."""
    if len(key) > 2 and key[-1] in SUFFIXES:
        return short_forms(key[:-1], country)
    forms = {key[i:] for i in range(1, len(key))}
    if len(key) >= 2 and (country in FAMILY_NAME_FIRST or country in FAMILY_NAME_EITHER or looks_family_first(key)):
        forms.add(key[:1])
    if len(key) >= 3 and country in TWO_SURNAMES:
        forms.add((key[-2],))
    if country in BY_GIVEN_NAME:
        forms.add(key[:1])
    return frozenset(form for form in forms if form[-1] not in PARTICLES)


def looks_family_first(key: tuple[str, ...]) -> bool:
    """Whether a name of unknown nationality is written family name first ("Kim Jong Un", "Xi Jinping")."""
    return len(key) in (2, 3) and key[0] in KOREAN_OR_CHINESE_SURNAMES


def abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether all parts of `short` stand in `full` in order, and the last (or, family name first, the first) agree."""
    if full[-1] in SUFFIXES and len(short) == len(full) - 1:
        return False  # the father
    rest = iter(full)
    return (short[-1] == full[-1] or short[0] == full[0]) and all(part in rest for part in short)


def slug(name: str) -> str:
    """The name as a part of an identifier."""
    return NOT_SLUG.sub("-", plain(name).lower()).strip("-") or "unnamed"
