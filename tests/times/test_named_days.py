from __future__ import annotations

import pytest

from dragoman.times.lexicon import load_lexicon
from dragoman.times.named_days import day_in

ROWS = {form: row for row in load_lexicon().holidays.values() for form in row.forms}


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("christmas", 2019, "2019-12-25"),
        ("thanksgiving", 2020, "2020-11-26"),
        ("black friday", 2020, "2020-11-27"),
        ("memorial day", 2021, "2021-05-31"),
        ("election day", 2022, "2022-11-08"),
        ("good friday", 2018, "2018-03-30"),
        ("orthodox easter", 2021, "2021-05-02"),
        ("ramadan", 2023, "2023-03-23"),
        ("eid al-fitr", 2022, "2022-05-02"),
        ("eid al-adha", 2017, "2017-09-01"),
        ("lunar new year", 2024, "2024-02-10"),
        ("chuseok", 2020, "2020-10-01"),
        ("nowruz", 2019, "2019-03-21"),
        ("nowruz", 2020, "2020-03-20"),
        ("diwali", 2021, "2021-11-04"),
        ("holi", 2023, "2023-03-08"),
        ("vesak", 2023, "2023-05-05"),
        ("yom kippur", 1973, "1973-10-06"),
        ("passover", 2024, "2024-04-23"),
    ],
)
def test_a_named_day_is_found_in_its_year(name: str, year: int, day: str):
    assert str(day_in(ROWS[name], year)) == day


@pytest.mark.parametrize(("name", "year"), [("lunar new year", 2200), ("ramadan", 2300), ("christmas", 10_000)])
def test_years_that_the_calendars_do_not_hold_give_none(name: str, year: int):
    assert day_in(ROWS[name], year) is None


def test_every_named_day_of_the_table_falls_in_2021():
    assert not [name for name, row in ROWS.items() if row.calendar != "memory" and day_in(row, 2021) is None]
