"""Stretches of the calendar: their TIMEX3 values, their arithmetic, their days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.model import Granularity, Interval

DAY, WEEK, MONTH, QUARTER, SEASON, HALF, YEAR, DECADE, CENTURY = (
    Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.HALF,
    Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY,
)  # fmt: skip
MONTHS = {MONTH: 1, QUARTER: 3, SEASON: 3, HALF: 6, YEAR: 12, DECADE: 120, CENTURY: 1200}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological; a winter belongs to the year of its December
WEEKEND = "WE"
START, MID, END = "START", "MID", "END"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar of one granularity, by its first day.  `part` refines a day ("TMO", "T10:00") or a week
    ("WE")."""

    start: date
    grain: Granularity
    part: str = ""

    @property
    def end(self) -> date:
        """The last day."""
        if self.grain is DAY:
            return self.start
        if self.grain is WEEK:
            return self.start + timedelta(days=6)
        if (self.grain, self.start.year) in ((DECADE, 9990), (CENTURY, 9900), (YEAR, 9999)):
            return date.max
        return add_months(self.start, MONTHS[self.grain]) - timedelta(days=1)

    def shift(self, number: int) -> Period:
        """The period so many of its own granularity later.  Raises OverflowError or ValueError beyond year 9999."""
        if self.grain is DAY:
            return replace(self, start=self.start + timedelta(days=number))
        if self.grain is WEEK:
            return replace(self, start=self.start + timedelta(weeks=number))
        return replace(self, start=add_months(self.start, number * MONTHS[self.grain]))

    def within(self, grain: Granularity) -> Period:
        """The period of that granularity that holds the first day."""
        return containing(self.start, grain)

    @property
    def value(self) -> str:
        day, year = self.start, f"{self.start.year:04}"
        if self.grain is DAY:
            return day.isoformat() + self.part
        if self.grain is WEEK:
            iso = day.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}" + (f"-{self.part}" if self.part else "")
        if self.grain is MONTH:
            return f"{year}-{day.month:02}"
        if self.grain is QUARTER:
            return f"{year}-Q{(day.month + 2) // 3}"
        if self.grain is HALF:
            return f"{year}-H{1 if day.month < 7 else 2}"
        if self.grain is SEASON:
            return year + "-" + next(name for name, month in SEASONS.items() if month == day.month)
        return year[: {YEAR: 4, DECADE: 3, CENTURY: 2}[self.grain]]

    def interval(self, mod: str | None = None) -> Interval:
        """The days, narrowed to the first third, the middle half or the last third for the mods START, MID and END."""
        first, last = self.start, self.end
        if self.grain is DAY:
            return Interval(first, last, Granularity.TIME if self.part.startswith("T") else DAY)
        if self.part == WEEKEND:
            return Interval(first + timedelta(days=5), last, DAY)
        if mod in (START, MID, END):
            first, last = narrowed(self, mod)
        return Interval(first, last, self.grain)


def narrowed(period: Period, mod: str) -> tuple[date, date]:
    """In steps that suit the period: days of a month, months of a year, years of a decade."""
    length = MONTHS.get(period.grain, 0)
    step = 1 if 3 <= length <= 12 else 12 if length > 12 else 0
    size = length // step if step else (period.end - period.start).days + 1
    begin = {START: 0, MID: size // 4, END: size - -(-size // 3)}[mod]
    stop = {START: -(-size // 3), MID: 3 * size // 4, END: size}[mod]
    if step:
        return add_months(period.start, begin * step), add_months(period.start, stop * step) - timedelta(days=1)
    return period.start + timedelta(days=begin), period.start + timedelta(days=stop - 1)


def containing(day: date, grain: Granularity) -> Period:
    """The period of that granularity that holds the day."""
    if grain in (DAY, Granularity.TIME):
        return Period(day, DAY)
    if grain is WEEK:
        return Period(day - timedelta(days=day.weekday()), WEEK)
    if grain is SEASON:
        month = 3 * (day.month // 3)
        return Period(date(day.year, month, 1) if month else date(day.year - 1, 12, 1), SEASON)
    if grain in (DECADE, CENTURY):
        years = MONTHS[grain] // 12
        return Period(date(max(1, day.year - day.year % years), 1, 1), grain)
    months = MONTHS[grain]
    return Period(date(day.year, months * ((day.month - 1) // months) + 1, 1), grain)


def add_months(day: date, months: int) -> date:
    """The first days of months only; a later day is cut to the month's last."""
    index = 12 * day.year + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 27))
