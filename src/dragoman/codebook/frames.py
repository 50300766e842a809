"""Frames: words that govern another event, and what is coded for the pair.

`data/frames.csv` says which words make which frame, `data/compositions.csv` what a frame or an event makes of the event
below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table
from dragoman.codebook.triggers import PartOfSpeech


class Frame(StrEnum):
    FUTURE = "future"
    COMMISSIVE = "commissive"
    CONSENT = "consent"
    REFUSAL = "refusal"
    ATTEMPT = "attempt"
    POSSIBILITY = "possibility"
    FAILURE = "failure"
    DENIAL = "denial"
    OPINION = "opinion"
    ACCUSATION = "accusation"
    COMMAND = "command"
    EVALUATION = "evaluation"


class FrameWord(Row):
    trigger: str
    pos: PartOfSpeech
    frame: Frame
    example: str | None = None

    def key(self) -> object:
        return self.trigger, self.pos


class Composition(Row):
    outer: str
    inner: Values
    event_type: str
    mode: str | None = None

    def key(self) -> object:
        return self.outer, self.inner


@dataclass(frozen=True, slots=True)
class Compositions:
    words: dict[tuple[str, PartOfSpeech], Frame]
    results: dict[tuple[str, str], tuple[str, str | None]]

    def result(self, outer: str, inner: str) -> tuple[str, str | None] | None:
        """The (type, mode) of an `inner` event under `outer`, a frame or an event type; None where each stands alone."""
        return self.results.get((outer, inner))

    def result_of_mode(self, outer: str, inner: str, mode: str | None) -> tuple[str, str | None] | None:
        """As `result`; a line for the inner event's type with its mode ("RETREAT resign") before one for the type alone."""
        return self.result(outer, f"{inner} {mode}") or self.result(outer, inner)


def load_compositions(folders: tuple[Path, ...] = (BUILT_IN,)) -> Compositions:
    """Raises CodebookError."""
    words = read_table("frames.csv", FrameWord, folders)
    rows = read_table("compositions.csv", Composition, folders)
    return Compositions(
        words={(row.trigger, row.pos): row.frame for row in words},
        results={(row.outer, inner): (row.event_type, row.mode) for row in rows for inner in row.inner},
    )
