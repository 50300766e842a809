"""Lexicon and model together: how probable each event type is between two parties, given what either says.

The network reads the sentence with the two parties marked and is told what the lexicon reads there; to its log-probability of
the lexicon's type a weight is added, all are divided by a temperature, and the result is made a distribution again.  Weight,
temperature and thresholds stand in model/weights.json, fitted on the held-out fifth of the project's own corpus
(training/calibrate.py).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.judgement.marking import EncodedPair, MarkedPair, Offsets
from dragoman.judgement.network import FOLDER, Network, log_softmax

NONE = "NONE"
MOVING_WORDS = 3
LEAST_MOVE = 0.02  # of probability; less is no reason


@dataclass(frozen=True, slots=True)
class Weights:
    """`lexicon`: what is added to the lexicon's type.  `temperature`: what the sums are divided by.  `silence`: the
    probability of NONE from which on there is no event.  `revision`: the probability from which on another type than the
    lexicon's is believed."""

    lexicon: float
    temperature: float
    silence: float
    revision: float


def load_sure_rules(folder: Path = FOLDER) -> dict[str, float]:
    """The lexicon's entries that need no second opinion: how often each is right.  Read off the training part of the corpus
    (training/calibrate.py), where traps are common: in ordinary copy they are right more often."""
    with (folder / "sure_rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (int(row["right"]) + 1) / (int(row["seen"]) + 2) for row in csv.DictReader(file)}


def load_weights(folder: Path = FOLDER) -> Weights:
    return Weights(**json.loads((folder / "weights.json").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability of each type (NONE among them), the likeliest mode of each type, and the likeliest status."""

    types: dict[str, float]
    modes: dict[str, str | None]
    status: str

    @property
    def best(self) -> str:
        """The likeliest type, NONE among them."""
        return max(self.types, key=lambda name: self.types[name])

    @property
    def best_event(self) -> str:
        """The likeliest type that is an event."""
        return max((name for name in self.types if name != NONE), key=lambda name: self.types[name])


class Judge:
    """Weighs what the network says against what the lexicon says."""

    def __init__(self, network: Network, weights: Weights) -> None:
        self.network, self.weights = network, weights

    def verdicts(self, pairs: Sequence[MarkedPair]) -> list[Verdict]:
        """One for each pair, in order."""
        if not pairs:
            return []
        types, modes, statuses = self.network.scores(pairs)
        shares = self.shares(types, [pair.hint for pair in pairs])
        labels = self.network.labels
        best_modes = self._best_modes(modes)
        return [
            Verdict(
                dict(zip(labels.types, map(float, row), strict=True)),
                best_modes[number],
                labels.statuses[int(statuses[number].argmax())],
            )
            for number, row in enumerate(shares)
        ]

    def shares(self, types: NDArray[np.float32], hints: Sequence[str | None]) -> NDArray[np.float32]:
        """Calibrated probabilities (pairs, types) from the network's log-probabilities."""
        scores = types.copy()
        columns = {name: column for column, name in enumerate(self.network.labels.types)}
        for row, hint in zip(scores, hints, strict=True):
            if hint in columns and hint != NONE:
                row[columns[hint]] += self.weights.lexicon
        found: NDArray[np.float32] = np.exp(log_softmax(scores / self.weights.temperature))
        return found

    def _best_modes(self, modes: NDArray[np.float32]) -> list[dict[str, str | None]]:
        """For each row and type the likeliest of its modes, or None where no mode is likelier."""
        names = [tuple(name.split(" ", 1)) for name in self.network.labels.modes]
        found: list[dict[str, str | None]] = []
        for row in modes:
            best: dict[str, tuple[float, str]] = {}
            for score, name in zip(row, names, strict=True):
                if len(name) == 2 and score > max(best.get(name[0], (-np.inf, ""))[0], row[0]):
                    best[name[0]] = (float(score), name[1])
            found.append({name: mode for name, (_, mode) in best.items()})
        return found

    def moving_words(self, pair: MarkedPair, event_type: str) -> list[Offsets]:
        """The words of the text whose hiding takes most from the probability of the type (occlusion, Zeiler and Fergus 2014),
        strongest first."""
        (encoded,) = self.network.encoder.encode([pair])
        words = _words(encoded, pair)
        if not words:
            return []
        hidden = [self.network.encoder.without(encoded, places) for _, places in words]
        types, _, _ = self.network.answers([encoded, *hidden])
        column = self.network.labels.types.index(event_type)
        shares = self.shares(types, [pair.hint] * (len(hidden) + 1))[:, column]
        moves = shares[0] - shares[1:]
        strongest = sorted(range(len(words)), key=lambda i: -float(moves[i]))[:MOVING_WORDS]
        return [words[i][0] for i in strongest if moves[i] >= LEAST_MOVE]


def _words(encoded: EncodedPair, pair: MarkedPair) -> list[tuple[Offsets, list[int]]]:
    """The words outside the parties: their characters, and the places of their tokens."""
    parties = [span for span in (pair.actor, pair.recipient) if span is not None]
    words: list[tuple[Offsets, list[int]]] = []
    for place, (start, end) in enumerate(encoded.spans):
        if start == end or any(s < end and start < e for s, e in parties):
            continue
        if words and words[-1][0][1] == start:  # a piece of the word before
            (first, _), places = words.pop()
            words.append(((first, end), [*places, place]))
        elif pair.text[start].isalnum():
            words.append(((start, end), [place]))
    return words
