from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Granularity
from dragoman.times.periods import CENTURY, DAY, DECADE, HALF, MONTH, QUARTER, SEASON, WEEK, YEAR, Period, containing

DAY_IN_MAY = date(2020, 5, 31)


@pytest.mark.parametrize(
    ("grain", "value", "start", "end"),
    [
        (DAY, "2020-05-31", "2020-05-31", "2020-05-31"),
        (WEEK, "2020-W22", "2020-05-25", "2020-05-31"),
        (MONTH, "2020-05", "2020-05-01", "2020-05-31"),
        (QUARTER, "2020-Q2", "2020-04-01", "2020-06-30"),
        (SEASON, "2020-SP", "2020-03-01", "2020-05-31"),
        (HALF, "2020-H1", "2020-01-01", "2020-06-30"),
        (YEAR, "2020", "2020-01-01", "2020-12-31"),
        (DECADE, "202", "2020-01-01", "2029-12-31"),
        (CENTURY, "20", "2000-01-01", "2099-12-31"),
    ],
)
def test_a_period_has_value_and_days(grain: Granularity, value: str, start: str, end: str):
    period = containing(DAY_IN_MAY, grain)
    assert (period.value, str(period.start), str(period.end)) == (value, start, end)


def test_weeks_are_those_of_iso_8601():
    assert containing(date(2021, 1, 3), WEEK).value == "2020-W53"


def test_january_belongs_to_the_winter_of_the_year_before():
    assert containing(date(2020, 1, 5), SEASON).value == "2019-WI"


@pytest.mark.parametrize(
    ("grain", "number", "value"),
    [(DAY, -31, "2020-04-30"), (WEEK, 1, "2020-W23"), (MONTH, -5, "2019-12"), (QUARTER, 3, "2021-Q1"), (DECADE, -1, "201")],
)
def test_periods_are_shifted_by_their_own_length(grain: Granularity, number: int, value: str):
    assert containing(DAY_IN_MAY, grain).shift(number).value == value


@pytest.mark.parametrize(
    ("grain", "mod", "start", "end"),
    [
        (MONTH, "START", "2020-05-01", "2020-05-11"),
        (MONTH, "MID", "2020-05-08", "2020-05-23"),
        (MONTH, "END", "2020-05-21", "2020-05-31"),
        (YEAR, "START", "2020-01-01", "2020-04-30"),
        (YEAR, "MID", "2020-04-01", "2020-09-30"),
        (YEAR, "END", "2020-09-01", "2020-12-31"),
        (DECADE, "END", "2026-01-01", "2029-12-31"),
        (WEEK, "START", "2020-05-25", "2020-05-27"),
    ],
)
def test_mods_narrow_the_days(grain: Granularity, mod: str, start: str, end: str):
    interval = containing(DAY_IN_MAY, grain).interval(mod)
    assert (str(interval.start), str(interval.end)) == (start, end)


def test_a_part_of_a_day_is_of_the_granularity_time():
    assert Period(DAY_IN_MAY, DAY, "TNI").interval().granularity is Granularity.TIME


@pytest.mark.parametrize("grain", [DAY, WEEK, MONTH, YEAR, DECADE, CENTURY])
def test_the_calendar_ends_with_the_year_9999(grain: Granularity):
    with pytest.raises((ValueError, OverflowError)):
        containing(date(9999, 12, 31), grain).shift(1)
