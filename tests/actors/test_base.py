"""The tables of actors and their dates."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.actors.base import Person, distance, holds, load_base
from dragoman.actors.names import abbreviates, name_key, person_forms, short_forms
from dragoman.errors import CodebookError


@pytest.mark.parametrize(
    ("start", "end", "day", "holding"),
    [
        ("2019-09", "2020-09", date(2019, 9, 1), True),
        ("2019-09", "2020-09", date(2020, 9, 30), True),
        ("2019-09", "2020-09", date(2020, 10, 1), False),
        ("2019-09-11", None, date(2019, 9, 10), False),
        ("2019", "2019", date(2019, 12, 31), True),
        (None, None, date(1999, 1, 1), True),
        ("2010", None, None, True),
        ("2010", "2015", None, False),
    ],
)
def test_partial_dates_hold_from_their_first_day_to_their_last(start, end, day, holding):
    assert holds(Person(name="A B", start=start, end=end), day) is holding


def test_distance_counts_the_months_outside_a_term():
    term = Person(name="A B", start="2010-03", end="2012-05")
    assert [distance(term, date(2011, 1, 1)), distance(term, date(2012, 6, 1)), distance(term, date(2010, 1, 1))] == [0, 2, 3]


def test_a_missing_table_is_an_error(tmp_path):
    with pytest.raises(CodebookError, match=r"countries\.csv"):
        load_base((tmp_path,))


@pytest.mark.parametrize(
    ("name", "country", "form"),
    [("Kim Jong-un", "PRK", "Kim Jong Un"), ("Ri Sol Ju", "PRK", "Ri Sol-ju"), ("Haruto Senda", "JPN", "Senda Haruto")],
)
def test_spellings_of_a_name(name, country, form):
    assert form in person_forms(name, country)


@pytest.mark.parametrize(
    ("name", "country", "short"),
    [
        ("Elena Vargas Prieto", "MEX", "Vargas"),
        ("Elena Vargas Prieto", "MEX", "Vargas Prieto"),
        ("Yasser al-Haddad", "SYR", "Haddad"),
        ("Hassan bin Omar", None, "bin Omar"),
        ("Moon Sang-ki", "KOR", "Moon"),
        ("José Peña", "ESP", "Pena"),
    ],
)
def test_short_forms_of_a_name(name, country, short):
    assert name_key(short) in short_forms(name_key(name), country)


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Donald Reyes", "Donald J. Reyes", True),
        ("Maria Reyes", "Donald J. Reyes", False),
        ("Kim Mi Ran", "Kim Sang Ho", False),
    ],
)
def test_a_shorter_form_keeps_the_given_name(short, full, fits):
    assert abbreviates(name_key(short), name_key(full)) is fits
