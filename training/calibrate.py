"""Fit the weights of the judgement on the held-out fifth of the corpus.

    python training/calibrate.py [--folder FOLDER]

Asks the lexicon and the exported model about every held-out pair, keeps the largest lexicon weight that costs at most COST of
macro F1 (the corpus is full of traps on purpose, so that the lexicon is worth more in ordinary copy than here) and the
temperature with the smallest expected calibration error, writes weights.json, and prints both figures.  So that a figure is
not read off the pairs it was fitted on, it is also given for two halves, each with what was fitted on the other.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import corpus
import numpy as np
import train

from dragoman.coder import Coder
from dragoman.events.relate import Pair, Relater
from dragoman.judgement.judge import Judge, Weights
from dragoman.judgement.marking import MarkedPair
from dragoman.judgement.network import FOLDER, Network, Scores

LEXICON_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0)
TEMPERATURES = tuple(np.arange(0.6, 3.01, 0.05).round(2).tolist())
COST = 0.005
LEAST_SEEN, LEAST_RIGHT = 3, 0.8
"""From which on an entry of the lexicon is taken to be sure."""
BOTH_PLACED = 0.7  # the rating by rule of an event both of whose parties stand in slots of its trigger
SILENCE, REVISION = 0.8, 0.8
"""By judgement: high, since what the lexicon finds in whole reports is right more often than in the corpus."""
BINS = 10


def calibration_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over BINS equal-width bins (Guo et al. 2017)."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(sum(abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


class HeldOut:
    """The answers of network and lexicon to pairs whose types are known."""

    def __init__(self, network: Network, gold: Sequence[str], known: Sequence[str], scores: Scores) -> None:
        self.network, self.gold, self.known, self.scores = network, gold, known, scores

    def half(self, odd: int) -> HeldOut:
        return HeldOut(self.network, self.gold[odd::2], self.known[odd::2], self.scores[odd::2])

    def answers(self, weights: Weights) -> tuple[float, float]:
        """Macro F1 and calibration error with these weights."""
        shares = Judge(self.network, weights).shares(self.scores, self.known)
        types = self.network.labels.types
        best = shares.argmax(1)
        right = np.array([types[i] == gold for i, gold in zip(best, self.gold, strict=True)])
        macro = train.macro_f1([types.index(gold) for gold in self.gold], best.tolist())
        return macro, calibration_error(shares.max(1), right)

    def fitted(self) -> Weights:
        start = Weights(temperature=1.0, lexicon=0.0, silence=SILENCE, revision=REVISION)
        macro = {w: self.answers(replace(start, lexicon=w))[0] for w in LEXICON_WEIGHTS}
        weighted = replace(start, lexicon=max(w for w in macro if macro[w] >= max(macro.values()) - COST))
        return min((replace(weighted, temperature=t) for t in TEMPERATURES), key=lambda w: self.answers(w)[1])


def sure_rules(examples: Sequence[corpus.Example]) -> list[tuple[str, int, int]]:
    """The lexicon's entries that are seldom wrong: rule, how often right, how often seen."""
    pairs = [Pair(e.where, e.text, e.actor, e.recipient) for e in examples if e.recipient]
    gold = {e.where: e.event_type for e in examples}
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for relation in Relater(Coder(coder="fast").nlp).relate(pairs):
        if relation.rule and relation.confidence >= BOTH_PLACED:
            seen[relation.rule] += 1
            right[relation.rule] += relation.event_type == gold[relation.id]
    return [
        (rule, right[rule], seen[rule])
        for rule in sorted(seen)
        if seen[rule] >= LEAST_SEEN and right[rule] >= LEAST_RIGHT * seen[rule]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    args = parser.parse_args()
    everything = [e for e in corpus.read() if isinstance(e, corpus.Example)]
    examples = [e for e in everything if e.held_out]
    known = train.lexicon_types([(e.text, e.actor, e.recipient) for e in examples])
    network = Network(args.folder)
    pairs = [MarkedPair(e.text, e.actor, e.recipient, hint) for e, hint in zip(examples, known, strict=True)]
    held = HeldOut(network, [e.event_type for e in examples], known, network.scores(pairs)[0])
    types = network.labels.types
    lexicon = train.macro_f1([types.index(gold) for gold in held.gold], [types.index(name) for name in known])
    print(f"{len(examples)} held-out pairs; lexicon alone: macro F1 {lexicon:.4f}")
    for odd in (0, 1):
        macro, error = held.half(1 - odd).answers(held.half(odd).fitted())
        print(f"half {1 - odd}, fitted on the other: macro F1 {macro:.4f}, calibration error {error:.4f}")
    weights = held.fitted()
    macro, error = held.answers(weights)
    print(f"all: macro F1 {macro:.4f}, calibration error {error:.4f}, {weights}")
    rules = sure_rules([e for e in everything if not e.held_out])
    print(f"{len(rules)} entries of the lexicon are sure")
    with (args.folder / "sure_rules.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("rule", "right", "seen"), *rules])
    (args.folder / "weights.json").write_text(json.dumps(asdict(weights)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
