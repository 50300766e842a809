"""Other spellings of a name are found by sound and likeness, and names of other people are not."""

from __future__ import annotations

import pytest

from dragoman.actors.base import Person
from dragoman.actors.names import name_key
from dragoman.actors.spelling import Spellings, spelt_alike

PERSONS = (
    Person(name="Volodymyr Zelensky", country="UKR", office="president", start="2019-05"),
    Person(name="Muammar Gaddafi", country="LBY", office="leader", start="1969", end="2011"),
    Person(name="Viktor Yanukovych", country="UKR", office="president", start="2010", end="2014"),
    Person(name="Sergei Lavrov", aliases=("Sergey Viktorovich Lavrov",), country="RUS", start="2004"),
    Person(name="Kim Jong-un", country="PRK", office="supreme leader", start="2011"),
    Person(name="Chen Li", country="CHN", office="mayor", start="2001"),
    Person(name="Johan Martin", country="BEL", office="minister", start="2001"),
)


@pytest.fixture(scope="module")
def spellings() -> Spellings:
    return Spellings(PERSONS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Volodymyr Zelenskiy", "Volodymyr Zelensky"), ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Vladimir Zelensky", None), ("Zelenskiy", "Volodymyr Zelensky"), ("Moammar Qaddafi", "Muammar Gaddafi"),
        ("Muammar al-Gadafi", "Muammar Gaddafi"), ("Viktor Yanukovich", "Viktor Yanukovych"),
        ("Sergey Viktorovitch Lavrov", "Sergei Lavrov"), ("Kim Jong Il", None), ("Chan Li", None), ("Chen Lee", None),
        ("Johan Martinez", None), ("Johann Martins", None), ("Volodymyr", None), ("", None), ("🙂", None), ("李", None),
    ],
)  # fmt: skip
def test_a_spelling_leads_to_the_person_or_to_nobody(spellings, written, meant):
    found = spellings.of(name_key(written))
    assert [spelling.name for spelling in found] == ([meant] if meant else [])
    assert all(0.8 <= spelling.likeness < 1 for spelling in found)


def test_the_name_itself_is_no_other_spelling(spellings):
    assert spellings.of(name_key("Muammar Gaddafi")) == []


def test_what_is_written_much_alike_is_only_suggested(spellings):
    assert spellings.near(name_key("Wiktor Janukovych")) == ["Viktor Yanukovych"]
    assert spellings.near(name_key("Yanukovytsch")) == ["Viktor Yanukovych"]
    assert spellings.near(name_key("Quincy Adams")) == []
    assert spellings.near(()) == []


@pytest.mark.parametrize(("one", "other"), [("x" * 5_000, "x" * 4_999), ("ñandú", "nandu"), ("o'brien", "obrien")])
def test_odd_words_have_a_likeness_within_bounds(one, other):
    assert 0 <= spelt_alike((one,), (other,)) <= 1
