"""The own set of cases, scored: a floor for each figure, near what is reached."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model import Attribution

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
FLOORS = {"content_f1": 0.98, "source": 0.98, "cue": 0.98, "anonymous": 0.98, "direct": 0.98}
OVERLAP = 0.75
"""Share of the words (Jaccard) that a content must have in common with the expected one."""

Words = set[tuple[int, int]]


def words(text: str, spans: list[tuple[int, int]]) -> Words:
    return {m.span() for m in re.finditer(r"\w+", text) if any(a < m.end() and m.start() < b for a, b in spans)}


def expected_words(text: str, content: str) -> Words:
    spans, at = [], 0
    for piece in content.split(" // "):
        start = text.index(piece, at) if piece in text[at:] else text.index(piece)
        at = start + len(piece)
        spans.append((start, at))
    return words(text, spans)


def found_words(text: str, attribution: Attribution) -> Words:
    return words(text, [(piece.start, piece.end) for piece in attribution.content])


def matches(text: str, expected: list[dict[str, Any]], found: list[Attribution]) -> list[tuple[dict[str, Any], Attribution]]:
    """The expected attributions with what was found for them, one to one."""
    pairs, rest = [], list(found)
    for case in expected:
        wanted = expected_words(text, case["content"])
        scored = [(len(wanted & have) / len(wanted | have), -i) for i, a in enumerate(rest) if (have := found_words(text, a))]
        if scored and max(scored)[0] >= OVERLAP:
            pairs.append((case, rest.pop(-max(scored)[1])))
    return pairs


def is_right(figure: str, case: dict[str, Any], found: Attribution) -> bool:
    match figure:
        case "source":
            return (found.source.text if found.source else None) == case.get("source")
        case "cue":
            cue, wanted = found.cue.text if found.cue else "", case.get("cue", "")
            return bool(cue and wanted) and (cue in wanted or wanted in cue)
        case "anonymous":
            return found.anonymous == case.get("anonymous", False)
        case _:
            return found.directness.value == case["direct"]


@pytest.fixture(scope="module")
def figures(parse) -> dict[str, float]:
    docs = parse.pipe([case["text"] for case in CASES])
    found = [list(doc._.attributions) for doc in docs]
    pairs = [
        pair for case, have in zip(CASES, found, strict=True) for pair in matches(case["text"], case["attributions"], have)
    ]
    total = sum(len(case["attributions"]) for case in CASES) + sum(map(len, found))
    rates = {name: sum(is_right(name, case, a) for case, a in pairs) / len(pairs) for name in FLOORS if name != "content_f1"}
    return {"content_f1": 2 * len(pairs) / total, **rates}


@pytest.mark.parametrize("figure", FLOORS)
def test_the_own_set_is_read_at_least_this_well(figures: dict[str, float], figure: str) -> None:
    assert figures[figure] >= FLOORS[figure], figures


def test_the_cases_quote_their_text() -> None:
    for case in CASES:
        for attribution in case["attributions"]:
            parts = [attribution.get("source", ""), attribution.get("cue", ""), *attribution["content"].split(" // ")]
            assert all(part in case["text"] for part in parts), case["text"]
