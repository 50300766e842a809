"""The relation model: which event a sentence reports from one marked party to another, by a small encoder.

In: a text, and the character spans of actor and recipient.  Out: a probability for each event type, and NONE.

A MiniLM encoder (6 layers, 22 million parameters) with entity markers, trained on the project's own corpus (training/),
exported to int8 ONNX and run by onnxruntime on the CPU.  Markers and pooling at them: Baldini Soares et al. 2019 (ACL).
onnxruntime and the weights are loaded at the first question, so that who does not ask does not wait.
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

FOLDER = Path(__file__).parent / "relation"
MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")  # actor opens, closes; recipient opens, closes
MAX_TOKENS = 128
BATCH = 32
CONTEXT = 400  # characters kept on each side of the parties; more than MAX_TOKENS can hold

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A text and the parties in it: character offsets, end exclusive."""

    text: str
    actor: Offsets | None
    recipient: Offsets | None


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Token ids with the marks put in, and the positions of the two opening marks (0, the sentence mark, for none)."""

    ids: list[int]
    actor: int
    recipient: int


def encode_pair(tokenizer: Any, pair: MarkedPair) -> EncodedPair:
    """The ids with the marks put in, cut to a window of MAX_TOKENS around them."""
    plain = tokenizer.encode(pair.text, add_special_tokens=False)
    marks = [tokenizer.token_to_id(mark) for mark in MARKS]
    cuts: dict[int, list[int]] = {}
    for span, (opens, closes) in ((pair.actor, marks[:2]), (pair.recipient, marks[2:])):
        if span is None:
            continue
        inside = [i for i, (s, e) in enumerate(plain.offsets) if s < span[1] and span[0] < e]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
        cuts.setdefault(first, []).append(opens)
        cuts.setdefault(last, []).insert(0, closes)
    ids: list[int] = []
    for i in range(len(plain.ids) + 1):
        ids += cuts.get(i, [])
        if i < len(plain.ids):
            ids.append(plain.ids[i])
    opened = [i for i, token in enumerate(ids) if token in (marks[0], marks[2])]
    room = MAX_TOKENS - 2
    start = 0
    if len(ids) > room:
        middle = (min(opened) + max(opened)) // 2 if opened else 0
        start = max(0, min(middle - room // 2, len(ids) - room))
    ids = [tokenizer.token_to_id("[CLS]"), *ids[start : start + room], tokenizer.token_to_id("[SEP]")]
    place = {token: i for i, token in enumerate(ids) if token in (marks[0], marks[2])}
    return EncodedPair(ids, place.get(marks[0], 0), place.get(marks[2], 0))


class RelationModel:
    """Answers marked pairs.  `folder` holds model.onnx, tokenizer.json and labels.json."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The event types, and NONE, in the order of the columns."""
        labels = json.loads((self._folder / "labels.json").read_text(encoding="utf-8"))
        return tuple(labels["types"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one core, as promised; documents run in parallel elsewhere
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def probabilities(self, pairs: Sequence[MarkedPair]) -> NDArray[np.float32]:
        """(pairs, types), each row summing to 1, in the order of `pairs`.  Batches are of like length."""
        encoded = [encode_pair(self._tokenizer, pair) for pair in pairs]
        logits = np.zeros((len(pairs), len(self.types)), dtype=np.float32)
        order = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        for begin in range(0, len(order), BATCH):
            rows = order[begin : begin + BATCH]
            logits[rows] = self._logits([encoded[i] for i in rows])
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float32] = exponents / exponents.sum(axis=1, keepdims=True)
        return shares

    def _logits(self, batch: list[EncodedPair]) -> NDArray[np.float32]:
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
        found: NDArray[np.float32] = self._session.run(["types"], feed)[0]
        return found
