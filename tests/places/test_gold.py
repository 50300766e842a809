"""Floors on GeoWebNews (Gritta et al. 2019), where it lies at $DRAGOMAN_GOLD/places/geowebnews.jsonl."""

from __future__ import annotations

import json
import math
import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from dragoman.model import Place

REPORTS = 30  # the first of 200, so that the parse takes seconds
NEAR_KM = 161.0


def distance_km(a: dict[str, Any], b: Place) -> float:
    assert b.lat is not None
    assert b.lon is not None
    p, q = math.radians(a["lat"]), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a["lon"]) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    folder = os.environ.get("DRAGOMAN_GOLD")
    path = Path(folder or "") / "places" / "geowebnews.jsonl"
    if not folder or not path.is_file():
        pytest.skip("DRAGOMAN_GOLD names no folder with places/geowebnews.jsonl")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, REPORTS)]


def test_recognition_and_resolution_keep_their_floors(gold: list[dict[str, Any]], nlp: Language) -> None:
    named = found = met = near = 0
    for report in gold:
        free = list(nlp(report["text"])._.places)
        named, found = named + len(report["toponyms"]), found + len(free)
        for toponym in report["toponyms"]:
            match = next((p for p in free if p.span.start < toponym["end"] and toponym["start"] < p.span.end), None)
            if match is not None:
                free.remove(match)
                met += 1
                near += match.lat is not None and (
                    toponym.get("geonameid") == match.geonameid or distance_km(toponym, match) <= NEAR_KM
                )
    assert 2 * met / (named + found) >= 0.82
    assert near / met >= 0.90
    assert near / named >= 0.70
