"""A toponym as found, before it is known which place it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    NAME = "name"
    ADJECTIVE = "adjective"  # "Russian" before a noun
    FACILITY = "facility"  # a street or building that no table lists
    POSTAL = "postal"  # "OH" after "Dayton,"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) name a place.

    `key` is the folded name to look up, `inner` that of a place within the name, which says where it is ("Durban High
    Court"); `finder` names the reader, `label` is the recogniser's.
    """

    start: int
    end: int
    key: str
    kind: Kind
    finder: str
    label: str = ""
    inner: str | None = None
