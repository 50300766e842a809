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
