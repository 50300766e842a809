"""Where the marked expression begins and ends within the words that a rule matched."""

from __future__ import annotations

from dragoman.times.grammar import Reading
from dragoman.times.scene import Scene

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})  # "the week's talks": the article is the week's
LEADING = frozenset({"in", "by", "during", "on", "at", "for", "after"})


def trimmed(reading: Reading, scene: Scene) -> tuple[int, int]:
    """Characters without a leading preposition, and without the article that belongs to a noun after the expression:
    "the [third quarter] loss"."""
    words = reading.words
    if len(words) > 1 and words[0].lower in LEADING and not words[0].kind:
        words = words[1:]
    if words[0].kind == "APPROX" and len(words) > 1 and scene.syntax.is_preposition(words[0].start):
        words = words[1:]  # "built over three years"
    if words[0].kind == "SOFAR":
        words = words[1:]
    start, end = words[0].start, words[-1].end
    article = len(words) > 1 and words[0].lower == "the" and not words[0].kind
    if article and scene.after(reading) not in POSSESSIVES and scene.syntax.modifies_noun(start, end):
        start = words[1].start
    return start, end
