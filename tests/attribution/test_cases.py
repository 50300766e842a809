"""The own set of cases, scored: a floor for each figure, near what is reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.coder import Coder

from .scoring import CASES, Case, Score, score

FLOORS = {
    "content_f1": 0.95, "source": 0.98, "cue": 0.98, "anonymous": 0.98, "direct": 0.98, "kind": 0.96, "actor": 0.96,
    "veridicality": 0.98, "addressee": 0.95, "place": 0.9, "date": 0.94, "number": 0.95, "country": 0.94,
    "seniority": 0.95, "condition": 0.95, "nested": 0.95,
}  # fmt: skip
STAGES = ("dragoman_times", "dragoman_actors", "dragoman_places", "dragoman_attribution")


@pytest.fixture(scope="module")
def total() -> Score:
    return score(Coder(stages=STAGES), CASES)


@pytest.mark.parametrize("figure", FLOORS)
def test_the_own_set_is_read_at_least_this_well(total: Score, figure: str) -> None:
    assert total.figures[figure] >= FLOORS[figure], total.errors


def every_attribution() -> Iterator[tuple[str, Case]]:
    for case in CASES:
        for attribution in case["attributions"]:
            yield case["text"], attribution
            yield from ((case["text"], nested) for nested in attribution.get("nested", ()))


def test_the_cases_quote_their_text() -> None:
    for text, case in every_attribution():
        parts = [case.get(part, "") for part in ("source", "cue", "addressee", "place", "condition")]
        assert all(part in text for part in [*parts, *case["content"].split(" // ")]), text
