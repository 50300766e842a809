"""The ontology: PLOVER's event types, modes, quad classes, scores and contexts, and the CAMEO code of an event.

Source: PLOVER manual, draft 2.0 (Open Event Data Alliance, 2021), and its CAMEO conversion table of September 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table


class QuadClass(StrEnum):
    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class EventType(Row):
    name: str
    quad_class: QuadClass
    score: float
    recipient_required: bool
    definition: str

    def key(self) -> object:
        return self.name


class Mode(Row):
    event_type: str
    mode: str
    score: float
    definition: str

    def key(self) -> object:
        return self.event_type, self.mode


class CameoCode(Row):
    event_type: str
    mode: str | None = None
    context: str | None = None
    cameo: str  # three or four digits, with their leading zero

    def key(self) -> object:
        return self.event_type, self.mode, self.context


class ContextWords(Row):
    context: str
    words: Values

    def key(self) -> object:
        return self.context


class ModeWords(Row):
    event_type: str
    mode: str
    words: Values
    over: Values = ()

    def key(self) -> object:
        return self.event_type, self.mode


class StatusWords(Row):
    status: str
    words: Values

    def key(self) -> object:
        return self.status


@dataclass(frozen=True, slots=True)
class Ontology:
    """What can be coded.  Made by `load_ontology`."""

    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    cameo_codes: dict[tuple[str, str | None, str | None], str]

    def quad_class(self, event_type: str) -> QuadClass:
        return self.types[event_type].quad_class

    def score(self, event_type: str, mode: str | None) -> float:
        """PLOVER's conflict-cooperation score, -10 to 10: the mode's where it has one, else the type's."""
        known = self.modes.get((event_type, mode)) if mode else None
        return known.score if known else self.types[event_type].score

    def cameo(self, event_type: str, mode: str | None, contexts: tuple[str, ...]) -> str | None:
        """The most specific CAMEO code; earlier contexts are preferred.  None for a type that a user has added."""
        keys = [(mode, c) for c in contexts] + [(mode, None)] + [(None, c) for c in contexts] + [(None, None)]
        return next((code for m, c in keys if (code := self.cameo_codes.get((event_type, m, c)))), None)


def load_ontology(folders: tuple[Path, ...] = (BUILT_IN,)) -> Ontology:
    """Raises CodebookError."""
    return Ontology(
        types={row.name: row for row in read_table("types.csv", EventType, folders)},
        modes={(row.event_type, row.mode): row for row in read_table("modes.csv", Mode, folders)},
        cameo_codes={
            (row.event_type, row.mode, row.context): row.cameo for row in read_table("cameo.csv", CameoCode, folders)
        },
    )
