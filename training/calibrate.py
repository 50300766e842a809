"""Fit how the lexicon and the model are weighed against each other, on the held-out fifth of the corpus.

    python training/calibrate.py [--folder FOLDER]

Asks the lexicon and the exported model about every held-out pair, tries lexicon weights and temperatures, keeps the weight with
the best macro F1 and the temperature with the smallest expected calibration error, prints both figures and writes weights.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import corpus
import numpy as np

from dragoman.coder import Coder
from dragoman.events.judgement import SMALLEST, Judge, Weights
from dragoman.events.relate import Pair, Relater
from dragoman.events.relation_model import FOLDER, MarkedPair, RelationModel

LEXICON_WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
TEMPERATURES = (0.6, 0.8, 1.0, 1.2, 1.5, 1.8, 2.2, 2.6, 3.0)
SILENT = 0.5
BINS = 10


def macro_f1(gold: list[str], found: list[str]) -> float:
    scores = []
    for label in sorted(set(gold)):
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (gold.count(label) + found.count(label)))
    return sum(scores) / len(scores)


def calibration_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over BINS equal-width bins (Guo et al. 2017)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    examples = [e for e in corpus.read() if isinstance(e, corpus.Example) and e.held_out]
    gold = [e.event_type for e in examples]
    model = RelationModel(args.folder)
    rows = np.log(np.maximum(model.probabilities([MarkedPair(e.text, e.actor, e.recipient) for e in examples]), SMALLEST))
    relater = Relater(Coder(coder="fast").nlp)
    pairs = [Pair(str(i), e.text, e.actor, e.recipient) for i, e in enumerate(examples)]
    known = [None if r.event_type == "NONE" else r.event_type for r in relater.relate(pairs)]
    print(f"lexicon alone: macro F1 {macro_f1(gold, [k or 'NONE' for k in known]):.4f}")
    print(f"model alone:   macro F1 {macro_f1(gold, [model.types[i] for i in rows.argmax(1)]):.4f}")

    def combined(weight: float, temperature: float) -> np.ndarray:
        judge = Judge(model, Weights(weight, temperature, SILENT))
        return np.array([judge.distribution(row, k) for row, k in zip(rows, known, strict=True)])

    scores = {w: macro_f1(gold, [model.types[i] for i in combined(w, 1.0).argmax(1)]) for w in LEXICON_WEIGHTS}
    weight = max(scores, key=lambda w: scores[w])
    errors = {}
    for temperature in TEMPERATURES:
        shares = combined(weight, temperature)
        right = np.array([model.types[i] == g for i, g in zip(shares.argmax(1), gold, strict=True)])
        errors[temperature] = calibration_error(shares.max(1), right)
    temperature = min(errors, key=lambda t: errors[t])
    print(f"both:          macro F1 {scores[weight]:.4f} (lexicon weight {weight}), "
          f"calibration error {errors[temperature]:.4f} (temperature {temperature})")
    weights = {"lexicon": weight, "temperature": temperature, "silent": SILENT}
    (args.folder / "weights.json").write_text(json.dumps(weights) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
