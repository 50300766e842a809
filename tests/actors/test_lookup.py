"""The answers of a look-up outside any report."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.actors.base import Base
from dragoman.actors.lookup import Lookup


@pytest.fixture(scope="module")
def lookup(base: Base) -> Lookup:
    return Lookup(base)


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [("Haruto Senda", date(2017, 1, 1), "foreign minister"), ("Senda", date(2021, 1, 1), "prime minister")],
)
def test_a_person_is_resolved_by_the_day(lookup, name, day, office):
    chosen = lookup(name, day).chosen
    assert chosen is not None
    assert (chosen.name, chosen.office) == ("Haruto Senda", office)


def test_every_term_is_listed_with_its_reason(lookup):
    resolution = lookup("Haruto Senda", date(2017, 1, 1))
    assert [candidate.reason for candidate in resolution.candidates] == ["holds on the day", "34 months away"]
    assert "* person: Haruto Senda (foreign minister, JPN, GOV)" in str(resolution)


def test_a_demonym_leads_to_its_country(lookup):
    chosen = lookup("Turkish", date(2020, 1, 1)).chosen
    assert chosen is not None
    assert chosen.country == "TUR"


def test_an_unknown_name_is_not_resolved(lookup):
    assert lookup("Nobody Known").chosen is None


@pytest.mark.parametrize(
    ("asked", "day", "name", "way"),
    [
        ("Haruto Sendah", date(2021, 1, 1), "Haruto Senda", "by another spelling"),
        ("Japanese prime minister", date(2021, 1, 1), "Haruto Senda", "by the office"),
        ("foreign minister of Japan", date(2017, 1, 1), "Haruto Senda", "by the office"),
        ("Prime Minister Senda", date(2021, 1, 1), "Haruto Senda", "by the surname"),
        ("Japan’s prime minister", date(2021, 1, 1), "Haruto Senda", "by the office"),
    ],
)
def test_offices_and_other_spellings_lead_to_the_person_too(lookup, asked, day, name, way):
    found = lookup(asked, day)
    assert found.chosen is not None
    assert (found.chosen.name, found.way) == (name, way)


def test_the_less_sure_way_is_the_less_certain(lookup):
    asked = ("Haruto Senda", "Senda", "Haruto Sendah")
    certain = [found.certain for name in asked if (found := lookup(name, date(2021, 1, 1)).chosen)]
    assert len(certain) == 3
    assert certain == sorted(certain, reverse=True)
    assert certain[0] > 0.9
    assert certain[-1] < 0.7


def test_a_near_miss_is_suggested(lookup):
    found = lookup("Harto Sendax")
    assert (found.candidates, found.suggestions) == ((), ("Haruto Senda",))
    assert "did you mean Haruto Senda?" in str(found)


@pytest.mark.parametrize("odd", ["", " ", "the", "🙂", "'s", "of", "president of", "x" * 10_000, "\x00", "ا ب", "a " * 3_000])
def test_odd_questions_are_answered(lookup, odd):
    assert lookup(odd, date(2020, 1, 1)).chosen is None
