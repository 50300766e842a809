"""Every trigger entry has an example sentence with its parties marked; the lexicon must read its own examples."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman import Coder
from dragoman.codebook.triggers import load_triggers, unmarked
from dragoman.events.relate import Pair, Relater

FLOOR = 0.94  # measured 0.950: what is missing are sentences that the parser misreads
TYPE_FLOOR = 0.88  # for the worst type


@pytest.fixture(scope="module")
def entries(coder: Coder) -> list[tuple[str, str]]:
    """(event type, example) of every entry."""
    triggers = load_triggers(tuple(coder.ontology.types))
    return [(name, entry.example or "") for name, found in triggers.items() for entry in found]


def test_the_lexicon_has_at_least_600_entries_and_each_type_at_least_80(entries: list[tuple[str, str]]) -> None:
    counts = Counter(name for name, _ in entries)
    assert len(entries) >= 600
    assert len(counts) == 16
    assert min(counts.values()) >= 80


def test_every_entry_has_an_example_with_a_marked_party(entries: list[tuple[str, str]]) -> None:
    without = [(name, example) for name, example in entries if "[" not in example and "{" not in example]
    assert not without


def test_the_examples_are_read_as_their_types(coder: Coder, entries: list[tuple[str, str]]) -> None:
    pairs = [Pair(str(number), *unmarked(example)) for number, (_, example) in enumerate(entries)]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (name, _), relation in zip(entries, Relater(coder.nlp).relate(pairs), strict=True):
        total[name] += 1
        right[name] += relation.event_type == name
    assert right.total() / total.total() >= FLOOR
    worst = min(total, key=lambda name: right[name] / total[name])
    assert right[worst] / total[worst] >= TYPE_FLOOR, worst
