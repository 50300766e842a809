"""Marked pairs as the relation model reads them: token ids with a mark before and after each party.

Entity markers: Baldini Soares et al. 2019 (ACL).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.errors import PipelineError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")  # actor opens, closes; recipient opens, closes
HINT = "[unused{}]"  # after the sentence mark: what the lexicon says
FIRST_HINT = 10  # for the first event type; the one before it says that the lexicon was not asked
MAX_TOKENS = 56  # of a window around the parties; the network's time grows with it

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A text and the parties in it: character offsets, end exclusive; either may be absent.  `hint` is the event type that the
    lexicon reads there, NONE if it reads none, or None if it was not asked."""

    text: str
    actor: Offsets | None
    recipient: Offsets | None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """Token ids with the marks put in, the positions of the two opening marks (0, the sentence mark, for none), and for each
    id the characters of the text that it stands for (an empty span for marks)."""

    ids: list[int]
    actor: int
    recipient: int
    spans: list[Offsets]


class Encoder:
    """Turns marked pairs into token ids.

    `types`: the event types, of which a hint is one.  `special`: what begins a text, ends it, and hides a word.
    """

    def __init__(
        self, tokenizer: Tokenizer, types: Sequence[str], special: tuple[str, str, str] = ("[CLS]", "[SEP]", "[MASK]")
    ) -> None:
        self._hints: dict[str | None, int] = {
            name: _id(tokenizer, HINT.format(number)) for number, name in enumerate((None, *types), FIRST_HINT - 1)
        }
        self._tokenizer = tokenizer
        self._marks = [_id(tokenizer, mark) for mark in MARKS]
        self._begin, self._end, self._mask = (_id(tokenizer, token) for token in special)

    def encode(self, pairs: Sequence[MarkedPair]) -> list[EncodedPair]:
        plain = self._tokenizer.encode_batch([pair.text for pair in pairs], add_special_tokens=False)
        return [self._marked(tokens.ids, tokens.offsets, pair) for tokens, pair in zip(plain, pairs, strict=True)]

    def without(self, encoded: EncodedPair, places: Sequence[int]) -> EncodedPair:
        """The pair with the tokens at these places hidden."""
        ids = [self._mask if i in places else token for i, token in enumerate(encoded.ids)]
        return replace(encoded, ids=ids)

    def _marked(self, ids: list[int], offsets: list[Offsets], pair: MarkedPair) -> EncodedPair:
        marks = self._cuts(offsets, pair)
        marked: list[tuple[int, Offsets]] = []
        for i in range(len(ids) + 1):
            marked += [(mark, (0, 0)) for mark in marks.get(i, ())]
            if i < len(ids):
                marked.append((ids[i], offsets[i]))
        hint = self._hints.get(pair.hint, self._hints[None])
        window = [(self._begin, (0, 0)), (hint, (0, 0)), *self._window(marked), (self._end, (0, 0))]
        place = {token: i for i, (token, _) in enumerate(window) if token in (self._marks[0], self._marks[2])}
        actor, recipient = (place.get(mark, 0) for mark in (self._marks[0], self._marks[2]))
        return EncodedPair([token for token, _ in window], actor, recipient, [span for _, span in window])

    def _cuts(self, offsets: list[Offsets], pair: MarkedPair) -> dict[int, list[int]]:
        """The marks to put before each token."""
        cuts: dict[int, list[int]] = {}
        for span, (opens, closes) in ((pair.actor, self._marks[:2]), (pair.recipient, self._marks[2:])):
            if span is None:
                continue
            inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and span[0] < end]
            first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
            cuts.setdefault(first, []).append(opens)
            cuts.setdefault(last, []).insert(0, closes)
        return cuts

    def _window(self, marked: list[tuple[int, Offsets]]) -> list[tuple[int, Offsets]]:
        """As many tokens as the network reads, around the middle of the marks."""
        room = MAX_TOKENS - 3
        if len(marked) <= room:
            return marked
        opened = [i for i, (token, _) in enumerate(marked) if token in (self._marks[0], self._marks[2])]
        middle = (min(opened) + max(opened)) // 2 if opened else 0
        start = max(0, min(middle - room // 2, len(marked) - room))
        return marked[start : start + room]


def _id(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise PipelineError(f"the relation model's tokenizer has no {token!r} (export the model again)")
    return found
