"""The lines of `dragoman relate`: read, answered and written one by one."""

from __future__ import annotations

import json

import pytest

from dragoman.errors import ReadingError
from dragoman.events.relate import Pair, Relation
from dragoman.pairs import BATCH, read_pairs, related, relation_line

GOOD = {"id": "1", "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}
PAIR = Pair("1", "France condemned Iran.", (0, 6), (17, 21))


def pairs_of(tmp_path, *lines: object) -> tuple[list[Pair], list[str]]:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    errors: list[ReadingError] = []
    found = list(read_pairs(str(path), on_error=errors.append))
    return found, [str(error).removeprefix(f"{path}:") for error in errors]


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        (GOOD, PAIR),
        (GOOD | {"label": "ACCUSE"}, PAIR),
        (GOOD | {"id": 1}, PAIR),
        (GOOD | {"target": None}, Pair("1", PAIR.text, (0, 6), None)),
        ({"id": "1", "text": "Rain."}, Pair("1", "Rain.", None, None)),
        ({"id": "1", "text": ""}, Pair("1", "", None, None)),
    ],
)
def test_a_line_is_a_pair(tmp_path, line, pair):
    assert pairs_of(tmp_path, line) == ([pair], [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[1]", ""),
        (GOOD | {"source": [0, 23]}, "source [0, 23] is no span of a text of 22 characters"),
        (GOOD | {"source": [3, 3]}, "source [3, 3] is no span"),
        (GOOD | {"target": [-1, 3]}, "target [-1, 3] is no span"),
        (GOOD | {"target": "Iran"}, "field target"),
        (GOOD | {"target": [1]}, "field target"),
        ({"id": "1"}, "field text: Field required"),
        ({"text": "x"}, "field id: Field required"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path, line, message):
    pairs, errors = pairs_of(tmp_path, GOOD, line, GOOD)
    assert pairs == [PAIR, PAIR]
    (error,) = errors
    assert error.startswith("2: ")
    assert message in error


def test_a_pair_that_fails_costs_itself_only():
    class Fragile:
        def relate(self, pairs):
            for pair in pairs:
                if pair.text == "poison":
                    raise IndexError("tripped")
                yield Relation(pair.id, "AID", 0.5)

    pairs = [Pair(str(n), "poison" if n in (3, BATCH) else "", None, None) for n in range(2 * BATCH)]
    failed = []
    found = list(related(Fragile(), pairs, on_error=lambda pair, error: failed.append((pair.id, str(error)))))
    assert failed == [("3", "tripped"), (str(BATCH), "tripped")]
    assert [relation.id for relation in found] == [pair.id for pair in pairs if pair.text != "poison"]


def test_an_answer_is_one_line_of_three_fields():
    line = relation_line(Relation("é\n", "AID", 0.123456789, "mode", "actual"))
    assert line == '{"id": "é\\n", "event_type": "AID", "confidence": 0.1235}'
