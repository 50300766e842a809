from __future__ import annotations

import pytest

from dragoman.times.numbers import number_at
from dragoman.times.tokens import pieces


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("seven", "NUMWORD", 7),
        ("twenty-four", "NUM", 24),
        ("twenty four", "NUM", 24),
        ("a hundred", "NUM", 100),
        ("two hundred and ten", "NUM", 210),
        ("three thousand five hundred", "NUM", 3500),
        ("nineteen ninety-six", "YEAR", 1996),
        ("twenty nineteen", "YEAR", 2019),
        ("twenty-first", "ORDWORD", 21),
        ("eighth", "ORDWORD", 8),
        ("nineties", "DECADE", 90),
        ("nineteen sixties", "DECADE", 1960),
    ],
)
def test_numbers_in_words(text: str, kind: str, value: int):
    row = list(pieces(text))
    number = number_at(row, 0)
    assert number is not None
    assert (number.kind, number.value, number.stop) == (kind, value, len(row))


@pytest.mark.parametrize("text", ["a", "dozen", "Friday", "-"])
def test_other_words_are_no_numbers(text: str):
    assert number_at([*pieces(text)], 0) is None


def test_a_number_ends_before_a_word_that_does_not_join():
    number = number_at([*pieces("two three")], 0)
    assert number is not None
    assert (number.value, number.stop) == (2, 1)
