"""Named days and feasts in the calendar of a year.  The libraries of other calendars are loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.model import Interval
from dragoman.times.calendar_meanings import chosen
from dragoman.times.deixis import deictic_period
from dragoman.times.grammar import Reading
from dragoman.times.lexicon import HolidayRow
from dragoman.times.periods import DAY, START, WEEK, YEAR, Period
from dragoman.times.scene import Meaning, Scene, dated, mod_of, placed, unknown

MEMORY = "memory"


class NamedDays:
    """The meaning of the class HOLIDAY, by the table."""

    def __init__(self, rows: dict[str, HolidayRow]) -> None:
        self.rows = rows
        self._days: dict[tuple[str, int], date | None] = {}

    def meaning(self, reading: Reading, scene: Scene) -> Meaning | None:
        word = reading.get("HOLIDAY")
        assert word is not None
        row = self.rows[word.value]
        if row.calendar == MEMORY:
            return dated(Period(date.fromisoformat(row.day), DAY))
        period = self.period(row, reading, scene)
        if period is None:
            return unknown(f"XXXX-{row.day}" if row.calendar == "fixed" else "XXXX-XX-XX", mod=mod_of(reading))
        if row.days == 1 or mod_of(reading) == START:
            return placed(period, reading)
        last = period.start + timedelta(days=row.days - 1)
        return dated(period, mod_of(reading), interval=Interval(period.start, last, WEEK if row.days > 3 else DAY))

    def period(self, row: HolidayRow, reading: Reading, scene: Scene) -> Period | None:
        stated = reading.last("YEAR")
        year = stated.number if stated else None
        if year is None and reading.get("PERIODUNIT"):
            deictic = deictic_period(reading, scene, YEAR)
            year = deictic.start.year if deictic else None
        if year is not None:
            day = self.day(row, year)
            return Period(day, DAY) if day else None
        if scene.dct is None:
            return None
        days = [self.day(row, scene.dct.year + n) for n in (-1, 0, 1)]
        candidates = [Period(day, DAY) for day in days if day is not None]
        return chosen(candidates, reading, scene) if len(candidates) == 3 else None

    def day(self, row: HolidayRow, year: int) -> date | None:
        """The feast's day in that year, remembered: some libraries take their time."""
        key = (row.forms[0], year)
        if key not in self._days:
            self._days[key] = day_in(row, year)
        return self._days[key]


def day_in(row: HolidayRow, year: int) -> date | None:
    """The first day of the feast in a Gregorian year; None where it is not known, or falls in no day of that year."""
    try:
        return CALENDARS[row.calendar](row.day, year)
    except (ValueError, OverflowError, KeyError):
        return None


def fixed(day: str, year: int) -> date:
    return date.fromisoformat(f"{year:04}-{day}")


def nth_weekday(day: str, year: int) -> date:
    """`month n weekday [+days]`, n -1 for the last."""
    month, nth, weekday, *rest = (int(n) for n in day.split())
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (max(nth, 1) - 1))
    while nth == -1 and (found + timedelta(days=7)).month == month:
        found += timedelta(days=7)
    return found + timedelta(days=sum(rest))


def easter(day: str, year: int) -> date:
    from dateutil.easter import EASTER_WESTERN
    from dateutil.easter import easter as sunday

    return sunday(year, EASTER_WESTERN) + timedelta(days=int(day))


def orthodox(day: str, year: int) -> date:
    from dateutil.easter import EASTER_ORTHODOX
    from dateutil.easter import easter as sunday

    return sunday(year, EASTER_ORTHODOX) + timedelta(days=int(day))


def hijri(day: str, year: int) -> date:
    """Umm al-Qura; what was observed elsewhere may differ by a day.  Two in one year: the first."""
    from hijridate import Hijri

    month, number = (int(n) for n in day.split("-"))
    guess = int((year - 622) * 33 / 32)
    found = (Hijri(guess + n, month, number).to_gregorian() for n in (0, 1, 2))
    return next(date(d.year, d.month, d.day) for d in found if d.year >= year)


def chinese(day: str, year: int) -> date:
    from cnlunardate import cnlunardate  # type: ignore[import-untyped]  # ships no types

    month, number = (int(n) for n in day.split("-"))
    day_of_sun: date = cnlunardate(year, month, number).tosolardate()
    return day_of_sun


def nowruz(day: str, year: int) -> date:
    """The day of the equinox in Tehran: 20 March, or 21 in the last years of each leap cycle."""
    late = year % 4 == 3 or (year % 4 == 2 and year < 1996) or (year % 4 == 1 and year < 1930)
    return date(year, 3, 21 if late and year < 2060 else 20)


def public(day: str, year: int) -> date:
    """The first day of that name among all holidays, also the unofficial ones, of a country ("IL Pesach")."""
    import holidays

    country, _, name = day.partition(" ")
    categories = holidays.country_holidays(country).supported_categories
    found = holidays.country_holidays(country, years=year, language="en_US", categories=categories)
    return min(each for each, names in found.items() if name in names.split("; "))


CALENDARS: dict[str, Callable[[str, int], date]] = {
    "fixed": fixed, "weekday": nth_weekday, "easter": easter, "orthodox": orthodox, "hijri": hijri, "chinese": chinese,
    "nowruz": nowruz, "public": public,
}  # fmt: skip
