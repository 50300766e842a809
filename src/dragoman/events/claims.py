"""By whose account an event is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.model import Attribution

ATTITUDES = frozenset({"infinitive", "object", "preposition", "predicate", "gerund"})
"""Rules of the attribution stage for what somebody wants, decides or condemns: where nothing is claimed to be so, that is a
stance towards the event, not word of it."""
STRETCH = 500  # characters


class Claims:
    """The attributions of a document, nested ones too, by the stretches of text they cover."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._by_stretch: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in _innermost_first(attributions):
            if attribution.veridicality is not None or attribution.rule not in ATTITUDES:
                start, end = attribution.content[0].start, attribution.content[-1].end
                for stretch in range(start // STRETCH, end // STRETCH + 1):
                    self._by_stretch[stretch].append(attribution)

    def of(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution whose content holds the trigger, and whose cue is not the trigger itself; of one within
        another's content, `via` is the other."""
        holding = [
            a for a in self._by_stretch.get(start // STRETCH, ())
            if a.covers(start, end) and not (a.cue is not None and a.cue.start < end and start < a.cue.end)
        ]
        return min(holding, key=lambda a: sum(p.end - p.start for p in a.content), default=None)


def _innermost_first(attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    for attribution in attributions:
        yield from (replace(inner, via=attribution) for inner in attribution.nested)
        yield attribution
