"""Lexicon and model together: the probability of each event type, given what either says.

The lexicon's type is one more witness: its weight is added to the model's log-probability of that type, and the sum, divided by
a temperature, is made a distribution again.  Weight and temperature are fitted on the held-out fifth of the project's own
corpus (training/calibrate.py) and stand in relation/weights.json.  A document's readings are asked in one batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.events.composition import Reading
from dragoman.events.relation_model import FOLDER, MarkedPair, Offsets, RelationModel
from dragoman.model import Actor

NONE = "NONE"
SMALLEST = 1e-6  # a probability below is not told from it


@dataclass(frozen=True, slots=True)
class Weights:
    """`lexicon`: what the lexicon's type adds to a log-probability; `temperature`: what the sums are divided by; `silent`: the
    probability of NONE from which on a reading is no event."""

    lexicon: float
    temperature: float
    silent: float


def load_weights(folder: Path = FOLDER) -> Weights:
    return Weights(**json.loads((folder / "weights.json").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The most probable type, its probability, and what the model alone gave it and the lexicon's type."""

    event_type: str
    probability: float
    step: str


class Judge:
    """Weighs the model's answer against the lexicon's."""

    def __init__(self, model: RelationModel, weights: Weights) -> None:
        self.model, self.weights = model, weights

    def verdicts(
        self, pairs: Sequence[MarkedPair], lexicon_types: Sequence[str | None], *, allow_none: bool = True
    ) -> list[Verdict]:
        """One verdict for each pair; without `allow_none` the best type that is an event."""
        if not pairs:
            return []
        rows = np.log(np.maximum(self.model.probabilities(pairs), SMALLEST))
        return [self._verdict(row, known, allow_none) for row, known in zip(rows, lexicon_types, strict=True)]

    def _verdict(self, row: NDArray[np.float32], known: str | None, allow_none: bool) -> Verdict:
        types = self.model.types
        combined = self.distribution(row, known)
        order = np.argsort(-combined)
        best = next(i for i in order if allow_none or types[i] != NONE)
        if types[best] == NONE and combined[best] < self.weights.silent:
            best = next(i for i in order if types[i] != NONE)
        favourite = int(np.argmax(row))
        step = f"lexicon {known or '-'}, model {types[favourite]} {np.exp(row[favourite]):.2f}"
        return Verdict(types[best], round(float(combined[best]), 3), step)

    def distribution(self, row: NDArray[np.float32], known: str | None) -> NDArray[np.float64]:
        """The combined probabilities, in the order of the model's types, from its log-probabilities."""
        scores = row.astype(np.float64)
        if known in self.model.types:
            scores[self.model.types.index(known)] += self.weights.lexicon
        scores /= self.weights.temperature
        shares = np.exp(scores - scores.max())
        total: NDArray[np.float64] = shares / shares.sum()
        return total

    def judged(self, readings: list[Reading]) -> list[tuple[Reading, float]]:
        """The readings of a document that stand, with their probabilities.  One whose type another reading of the same pair
        already has keeps its own."""
        verdicts = self.verdicts([marked(reading) for reading in readings], [r.event_type for r in readings])
        taken = {(_pair(reading), reading.event_type) for reading in readings}
        kept = []
        for reading, verdict in zip(readings, verdicts, strict=True):
            if verdict.event_type == NONE:
                continue
            step = (*reading.steps, verdict.step)
            if verdict.event_type != reading.event_type and (_pair(reading), verdict.event_type) not in taken:
                taken.add((_pair(reading), verdict.event_type))
                reading = replace(reading, event_type=verdict.event_type, mode=None, steps=step)
            else:
                reading = replace(reading, steps=step)
            kept.append((reading, verdict.probability))
        return kept


def marked(reading: Reading) -> MarkedPair:
    """The reading's sentence with its first actor and first recipient marked."""
    sentence = reading.head.sent
    start = sentence.start_char
    parties = reading.parties
    return MarkedPair(sentence.text, _offsets(parties.actors, start), _offsets(parties.recipients, start))


def _offsets(actors: tuple[Actor, ...], start: int) -> Offsets | None:
    return (actors[0].span.start - start, actors[0].span.end - start) if actors else None


def _pair(reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    parties = reading.parties
    return frozenset(a.id for a in parties.actors), frozenset(a.id for a in parties.recipients)
