"""The relation model: which event a sentence reports from one marked party to another, by a small encoder.

In: marked pairs.  Out: scores for each event type (and NONE), mode and status.  A MiniLM encoder (6 layers, 22 million
parameters), trained on the project's own corpus (training/), in int8 ONNX, run by onnxruntime on one CPU core.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import PipelineError
from dragoman.judgement.marking import EncodedPair, Encoder, MarkedPair

FOLDER = Path(__file__).parent / "model"
BATCH = 4  # pairs of like length that are asked together: their states fit into the cache
SLICE = 256  # pairs that are encoded together: of a text as long as a book, not all at once
OUTPUTS = ("types", "modes", "statuses")

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the columns.  A mode is "TYPE mode", or "-" for none."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]


class Network:
    """Answers marked pairs.  `folder` holds model.onnx, tokenizer.json and labels.json.

    onnxruntime and the weights are loaded at the first question, so that who does not ask does not wait.  Raises PipelineError.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        if not (folder / "labels.json").is_file():
            raise PipelineError(f"there is no relation model in {folder} (install dragoman again, or use the fast coder)")

    @cached_property
    def labels(self) -> Labels:
        given = json.loads((self._folder / "labels.json").read_text(encoding="utf-8"))
        return Labels(*(tuple(given[name]) for name in OUTPUTS))

    @cached_property
    def encoder(self) -> Encoder:
        from tokenizers import Tokenizer

        return Encoder(Tokenizer.from_file(str(self._folder / "tokenizer.json")), self.labels.types)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # documents are what runs in parallel
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def scores(self, pairs: Sequence[MarkedPair]) -> tuple[Scores, Scores, Scores]:
        """Log-probabilities (pairs, types), (pairs, modes) and (pairs, statuses), in the order of `pairs`."""
        slices = [self.answers(self.encoder.encode(pairs[i : i + SLICE])) for i in range(0, len(pairs), SLICE)]
        types, modes, statuses = (np.concatenate(parts) for parts in zip(*slices, strict=True))
        return types, modes, statuses

    def answers(self, pairs: Sequence[EncodedPair]) -> tuple[Scores, Scores, Scores]:
        """As `scores`, of pairs that are already encoded."""
        widths = [len(names) for names in (self.labels.types, self.labels.modes, self.labels.statuses)]
        found = tuple(np.zeros((len(pairs), width), dtype=np.float32) for width in widths)
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
        for begin in range(0, len(order), BATCH):
            rows = order[begin : begin + BATCH]
            for scores, answer in zip(found, self._run([pairs[i] for i in rows]), strict=True):
                scores[rows] = log_softmax(answer)
        types, modes, statuses = found
        return types, modes, statuses

    def _run(self, batch: list[EncodedPair]) -> list[Scores]:
        width = max(len(pair.ids) for pair in batch)
        ids = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.float32)
        for row, pair in enumerate(batch):
            ids[row, : len(pair.ids)] = pair.ids
            mask[row, : len(pair.ids)] = 1
        feed = {
            "ids": ids, "mask": mask,
            "actor": np.array([pair.actor for pair in batch], dtype=np.int64),
            "recipient": np.array([pair.recipient for pair in batch], dtype=np.int64),
        }
        found: list[Scores] = self._session.run(list(OUTPUTS), feed)
        return found


def log_softmax(scores: Scores) -> Scores:
    """Row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    found: Scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return found
