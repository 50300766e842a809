"""Meanings of expressions that name days, months, years and parts of days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.model import Interval, TimexType
from dragoman.times.deixis import deictic_period
from dragoman.times.grammar import Reading
from dragoman.times.periods import CENTURY, DAY, DECADE, MONTH, QUARTER, SEASON, WEEK, YEAR, Period, containing
from dragoman.times.scene import Meaning, Scene, dated, mod_of, placed, unknown
from dragoman.times.syntax import Direction

CLOCK_PREPOSITIONS = frozenset(["at", "by", "around", "about", "until", "till", "from", "to", "between", "after", "before", "since", "and", "past"])
# How many days nearer a candidate must be to be taken against the tense: "declared a dividend payable Jan. 3" in November.
AGAINST = {DAY: 170, MONTH: 240, SEASON: 240, QUARTER: 180}
LEAST_AGO = {MONTH: 31}
AHEAD_CUES = frozenset({"effective", "through", "until", "till", "payable", "due"})
DAY_KINDS = ("DAYNUM", "ORDNUM", "ORDWORD")
DAY_PARTS_AFTER_NOON = frozenset({"AF", "EV", "NI"})


def iso(reading: Reading, scene: Scene) -> Meaning | None:
    text = reading.words[0].lower.upper()
    day = date.fromisoformat(text[:10])
    return dated(Period(day, DAY, text[10:]))


def slash(reading: Reading, scene: Scene) -> Meaning | None:
    """American order, unless the first number can be no month.  Without a year, only 9/11 is certain enough (a holiday)."""
    numbers = [int(n) for n in reading.words[0].lower.split("/")]
    if len(numbers) != 3:
        return None
    month, day, year = numbers
    if month > 12:
        month, day = day, month
    if year < 100:
        year = century_of(year, scene)
    return dated(Period(date(year, month, day), DAY))


def century_of(two_digits: int, scene: Scene) -> int:
    """The year with these last digits that is at most ten years ahead of the report."""
    latest = (scene.dct.year if scene.dct else 2020) + 10
    return latest - (latest - two_digits) % 100


def deictic_year(reading: Reading, scene: Scene) -> int | None:
    """The year of "last year", "that year" within a longer expression."""
    if not reading.get("PERIODUNIT"):
        return None
    period = deictic_period(reading, scene, YEAR)
    return period.start.year if period else None


def stated_year(reading: Reading, scene: Scene) -> int | None:
    word = reading.last("YEAR")
    return word.number if word else deictic_year(reading, scene)


def month_and_day(reading: Reading) -> tuple[int, int]:
    """The day stands next to its month, the hour of a clock time elsewhere."""
    place = next(i for i, word in enumerate(reading.words) if word.kind == "MONTH")
    around = [*reading.words[place + 1 : place + 2], *reversed(reading.words[max(0, place - 2) : place])]
    day = next(word for word in around if word.kind in DAY_KINDS)
    return int(reading.words[place].value), day.number


def nearest(candidates: list[Period], scene: Scene, direction: Direction | None) -> Period:
    """The nearest candidate, where one against the verb's tense counts as farther away."""
    assert scene.dct is not None
    dct = scene.dct

    def distance(period: Period) -> int:
        against = (direction is Direction.PAST and period.start > dct) or (
            direction is Direction.FUTURE and period.end < dct
        )
        days = max((period.start - dct).days, (dct - period.end).days, 0)
        return days + (AGAINST[period.grain] if against else 0)

    return min(candidates, key=distance)


def date_direction(reading: Reading, scene: Scene) -> Direction | None:
    """ "effective", "through" and the like look ahead whatever the verb says."""
    return Direction.FUTURE if scene.before(reading) in AHEAD_CUES else scene.direction(reading)


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_day(reading: Reading, scene: Scene) -> Period | None:
    """The day that a date names, or None where it names none (30 February) or the year is unknown."""
    month, day = month_and_day(reading)
    word = reading.last("YEAR")
    if word is not None:
        exact = safe_date(word.number, month, day)
        return Period(exact, DAY) if exact else None
    if scene.dct is None:
        return None
    days = [safe_date(scene.dct.year + n, month, day) for n in (-1, 0, 1)]
    weekday = reading.get("WEEKDAY")
    candidates = [d for d in days if d is not None]
    if weekday is not None:  # "Friday, Oct. 13" tells the year
        candidates = [d for d in candidates if d.isoweekday() == int(weekday.value)] or candidates
    if not candidates:
        return None
    return nearest([Period(d, DAY) for d in candidates], scene, date_direction(reading, scene))


def day_meaning(reading: Reading, scene: Scene) -> Meaning | None:
    """A full date, without modifiers."""
    period = full_day(reading, scene)
    if period is not None:
        return dated(period)
    month, day = month_and_day(reading)
    if scene.dct is not None or reading.get("YEAR") or not 1 <= day <= 31:
        return None
    return unknown(f"XXXX-{month:02}-{day:02}")


def date_(reading: Reading, scene: Scene) -> Meaning | None:
    meaning = day_meaning(reading, scene)
    return placed(meaning.period, reading) if meaning and meaning.period else meaning


def day_range(reading: Reading, scene: Scene) -> Meaning | None:
    period, last = full_day(reading, scene), reading.last("DAYNUM", "ORDNUM", "ORDWORD")
    if period is None or last is None:
        return None
    end = safe_date(period.start.year, period.start.month, last.number)
    if end is None or end < period.start:
        return None
    return dated(period, interval=Interval(period.start, end, DAY))


def month(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("MONTH")
    assert word is not None
    number, year = int(word.value), stated_year(reading, scene)
    if year is not None:
        return placed(Period(date(year, number, 1), MONTH), reading)
    if scene.dct is None:
        return unknown(f"XXXX-{number:02}", mod=mod_of(reading))
    candidates = [Period(date(scene.dct.year + n, number, 1), MONTH) for n in (-1, 0, 1)]
    return placed(chosen(candidates, reading, scene), reading)


def chosen(candidates: list[Period], reading: Reading, scene: Scene) -> Period:
    """Among yearly recurring periods the one that "last", "next", "this" or the tense tells."""
    assert scene.dct is not None
    dct = scene.dct
    if reading.get("NEXT"):
        return next((p for p in candidates if p.start > dct), candidates[-1])
    if reading.get("LAST"):
        # Who says "last February" in March means the one of the year before; February is "last month".
        whole = [p for p in candidates if p.end < dct and (dct - p.end).days > LEAST_AGO.get(p.grain, 0)]
        return whole[-1] if whole else candidates[0]
    if reading.get("THIS"):
        return next((p for p in candidates if p.start.year == dct.year), candidates[1])
    if reading.get("THAT"):
        return following(candidates, reading, scene)
    return nearest(candidates, scene, date_direction(reading, scene))


def following(candidates: list[Period], reading: Reading, scene: Scene) -> Period:
    """ "that May", "the following May", "the previous May": from the time last spoken of."""
    anchor, word = scene.last(), reading.get("THAT")
    base = anchor.start if anchor else scene.dct
    assert base is not None and word is not None
    moved = [p.shift(0) if p.grain is DAY else replace_year(p, base.year + n) for n, p in zip((-1, 0, 1), candidates, strict=True)]
    if word.value == "1":
        return next((p for p in moved if p.start > base), moved[-1])
    if word.value == "-1":
        return next((p for p in reversed(moved) if p.end < base), moved[0])
    return min(moved, key=lambda p: abs((p.start - base).days))


def replace_year(period: Period, year: int) -> Period:
    return Period(period.start.replace(year=year), period.grain, period.part)


def weekday(reading: Reading, scene: Scene) -> Meaning | None:
    word, part = reading.get("WEEKDAY"), reading.get("PART")
    assert word is not None
    suffix = f"T{part.value}" if part else ""
    if scene.dct is None:
        return unknown(f"XXXX-WXX-{word.value}{suffix}", TimexType.TIME if part else TimexType.DATE)
    return placed(Period(weekday_date(int(word.value), reading, scene), DAY, suffix), reading)


def weekday_date(number: int, reading: Reading, scene: Scene) -> date:
    """The day of the week meant: "last" and "next" are strict, the day of the report itself is meant by the bare name."""
    assert scene.dct is not None
    that = reading.get("THAT")
    if that is not None:
        anchor = scene.last(DAY, WEEK)
        base = anchor.start if anchor else scene.dct
        if that.value == "0":
            return back_to(number, base + timedelta(days=3))
        return on_to(number, base + timedelta(days=1)) if that.value == "1" else back_to(number, base - timedelta(days=1))
    if reading.get("LAST"):
        return back_to(number, scene.dct - timedelta(days=1))
    if reading.get("NEXT"):
        return on_to(number, scene.dct + timedelta(days=1))
    direction = scene.direction(reading)
    this = reading.get("THIS") is not None and direction is not Direction.PAST
    ahead = this or direction in (Direction.FUTURE, Direction.PRESENT)
    return on_to(number, scene.dct) if ahead else back_to(number, scene.dct)


def back_to(number: int, day: date) -> date:
    return day - timedelta(days=(day.isoweekday() - number) % 7)


def on_to(number: int, day: date) -> date:
    return day + timedelta(days=(number - day.isoweekday()) % 7)


def weekday_of(reading: Reading, scene: Scene) -> Meaning | None:
    """ "Friday of last week"."""
    word, unit = reading.get("WEEKDAY"), reading.get("PERIODUNIT")
    if word is None or unit is None or unit.value != "W":
        return None
    week = deictic_period(reading, scene, WEEK)
    if week is None:
        return unknown(f"XXXX-WXX-{word.value}")
    return placed(Period(week.start + timedelta(days=int(word.value) - 1), DAY), reading)


def today(reading: Reading, scene: Scene) -> Meaning | None:
    word, part = reading.get("TODAY"), reading.get("PART")
    assert word is not None
    days = int(word.value.rstrip("NI"))
    suffix = "TNI" if word.value.endswith("NI") else f"T{part.value}" if part else ""
    if scene.dct is None:
        return unknown("XXXX-XX-XX" + suffix, TimexType.TIME if suffix else TimexType.DATE)
    return placed(Period(scene.dct + timedelta(days=days), DAY, suffix), reading)


def day_spoken_of(scene: Scene) -> date | None:
    spoken = scene.last(DAY, DAY)
    return spoken.start if spoken else scene.dct


def part(reading: Reading, scene: Scene) -> Meaning | None:
    """ "this morning", "last night", "that evening", "the following morning", "the morning"."""
    word = reading.get("PART")
    assert word is not None
    that, ahead = reading.get("THAT"), reading.get("NEXT")
    if that or ahead or not reading.get("THIS", "LAST"):
        day, shift = day_spoken_of(scene), int(that.value) if that else int(ahead is not None)
    else:
        day, shift = scene.dct, -1 if reading.get("LAST") else 0
    if day is None:
        return unknown(f"XXXX-XX-XXT{word.value}", TimexType.TIME)
    return placed(Period(day + timedelta(days=shift), DAY, f"T{word.value}"), reading)


def part_of(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the night of July 3"."""
    word = reading.get("PART")
    day = day_inside(reading, scene)
    if word is None or day is None:
        return None
    if day.period is None:
        return unknown(f"{day.value[:10]}T{word.value}", TimexType.TIME)
    return placed(Period(day.period.start, DAY, f"T{word.value}"), reading)


def overnight(reading: Reading, scene: Scene) -> Meaning | None:
    if scene.dct is None:
        return unknown("XXXX-XX-XXTNI", TimexType.TIME)
    if scene.direction(reading) is Direction.FUTURE:
        return dated(Period(scene.dct, DAY, "TNI"))
    return dated(Period(scene.dct - timedelta(days=1), DAY, "TNI"))


def day_inside(reading: Reading, scene: Scene) -> Meaning | None:
    """The day that a longer expression names, if it names one."""
    if reading.get("MONTH"):
        return day_meaning(reading, scene)
    if reading.get("WEEKDAY"):
        found = weekday(reading, scene)
    elif reading.get("TODAY"):
        found = today(reading, scene)
    else:
        day = day_spoken_of(scene)
        return dated(Period(day, DAY)) if day else unknown("XXXX-XX-XX")
    if found is None or found.period is None:
        return found
    return dated(Period(found.period.start, DAY))


def clock(reading: Reading, scene: Scene) -> Meaning | None:
    time = clock_time(reading, scene)
    day = day_inside(reading, scene) if time else None
    if time is None or day is None:
        return None
    if day.period is None:
        return unknown(f"{day.value}T{time}", TimexType.TIME)
    return dated(Period(day.period.start, DAY, f"T{time}"))


def clock_time(reading: Reading, scene: Scene) -> str | None:
    """ "22:00"; None where the digits tell no time ("10:30" without a preposition may be a score)."""
    moment = reading.get("MOMENT")
    if moment is not None:
        return moment.value
    number = reading.get("CLOCK") or reading.get("DAYNUM", "NUMWORD")
    half = reading.get("AMPM")
    assert number is not None
    sure = half or reading.get("ZONE", "OCLOCK", "APPROX") or len(reading.words) > 1
    if not sure and scene.before(reading) not in CLOCK_PREPOSITIONS:
        return None
    hour, minute = hour_and_minute(number.lower if number.kind == "CLOCK" else str(number.number))
    word = reading.get("PART")
    after_noon = (half is not None and half.value == "PM") or (word is not None and word.value in DAY_PARTS_AFTER_NOON)
    if after_noon and hour < 12:
        hour += 12
    elif half is not None and half.value == "AM" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def hour_and_minute(text: str) -> tuple[int, int]:
    numbers = [int(n) for n in re.split(r"[:.]", text)]
    return numbers[0], numbers[1] if len(numbers) > 1 else 0


def year(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("YEAR")
    if word is None:  # "the year two thousand"
        number = reading.get("NUM")
        assert number is not None
        return placed(Period(date(number.number, 1, 1), YEAR), reading) if 1000 <= number.number <= 2100 else None
    alone = len(reading.words) == 1
    if alone and (not is_year(reading, scene)):
        return None
    return placed(Period(date(word.number, 1, 1), YEAR), reading)


def is_year(reading: Reading, scene: Scene) -> bool:
    """Whether four digits alone are a year: not an amount of money, not a count, not part of a name or number."""
    before, after = scene.before(reading), scene.after(reading)
    if before in ("$", "€", "£", "#", "/", ".", ":") or after in ("%", "/", ":"):
        return False
    neighbours = scene.words[max(0, reading.first - 1) : reading.first], scene.words[reading.stop : reading.stop + 1]
    if any(word.kind == "NOTYEAR" for word in neighbours[0]) or any(word.kind == "COUNTABLE" for word in neighbours[1]):
        return False
    return reading.words[0].number >= 1900 or before in ("in", "since", "of", "until", "by", "from", "to", "between", "and")


def year_range(reading: Reading, scene: Scene) -> Meaning | None:
    """ "1994-95", "2010–2012"."""
    first, last = reading.words[0].number, reading.words[-1].number
    if last < 100:
        last += first - first % 100
    if not first < last <= first + 99:
        return None
    period = Period(date(first, 1, 1), YEAR)
    return dated(period, interval=Interval(period.start, date(last, 12, 31), YEAR))


def decade(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("DECADE")
    assert word is not None
    number = word.number if word.number >= 1000 or scene.dct is None else century_of(word.number, scene)
    if number < 100:
        return unknown(f"XX{number // 10}")
    return placed(containing(date(number, 1, 1), DECADE), reading)


def century(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("ORDNUM", "ORDWORD")
    if word is None or not 1 <= word.number <= 30:
        return None
    first = date(max(1, 100 * (word.number - 1)), 1, 1)
    return placed(Period(first, CENTURY), reading)


CALENDAR_MEANINGS = {
    "iso": iso, "slash": slash, "date": date_, "day_range": day_range, "month": month, "weekday": weekday,
    "weekday_of": weekday_of, "today": today, "part": part, "part_of": part_of, "overnight": overnight, "clock": clock,
    "year": year, "year_range": year_range, "decade": decade, "century": century,
}  # fmt: skip
