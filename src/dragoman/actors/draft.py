"""A mention under construction: the one mutable value of this room, which never leaves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.actors.base import Person
from dragoman.model import ActorKind


@dataclass(slots=True, eq=False)
class Draft:
    """`start`, `end`, `head` are token indices; `name_start` where the name begins
    within a person's mention.
    `noun` is the generic noun or office it was found by.  `via` is the person whom an office serves ("adviser to X"),
    `same` the named person in apposition, `members` the actors that a plural mention stands for."""

    start: int
    end: int
    head: int
    kind: ActorKind
    name: str
    rule: str
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    certain: float = 1.0
    id: str = ""
    noun: str | None = None
    plural: bool = False
    key: tuple[str, ...] = ()
    name_start: int = 0
    terms: tuple[Person, ...] = ()
    former: bool = False
    via: Draft | None = None
    same: Draft | None = None
    members: list[Draft] = field(default_factory=list)

    def copy(self, **changes: Any) -> Draft:
        return replace(self, **changes)
