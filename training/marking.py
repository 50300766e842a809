"""Marked pairs as the encoder reads them: token ids with a mark before and after each party.

Entity markers: Baldini Soares et al. 2019 (ACL).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")  # actor opens, closes; recipient opens, closes
MAX_TOKENS = 128

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
