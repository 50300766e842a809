"""Meanings of clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dragoman.model import TimexType
from dragoman.times.calendar_meanings import day_meaning, day_spoken_of, today, weekday, weekday_date
from dragoman.times.grammar import Reading
from dragoman.times.periods import DAY, Period
from dragoman.times.scene import Meaning, Scene, dated, placed, unknown
from dragoman.times.words import Word

CLOCK_PREPOSITIONS = frozenset(
    ["at", "by", "around", "about", "until", "till", "from", "to", "between", "after", "before", "since", "and", "past"]
)
DAY_PARTS_AFTER_NOON = frozenset({"AF", "EV", "NI"})
WORDS_TO_DAY = 6


def day_inside(reading: Reading, scene: Scene) -> Meaning | None:
    """The day that a longer expression names, if it names one."""
    if reading.get("MONTH"):
        return day_meaning(reading, scene)
    if reading.get("WEEKDAY"):
        found = weekday(reading, scene)
    elif reading.get("TODAY"):
        found = today(reading, scene)
    elif (day_after := weekday_after(reading, scene)) is not None:
        return dated(Period(day_after, DAY))
    else:
        day = day_spoken_of(scene)
        return dated(Period(day, DAY)) if day else unknown("XXXX-XX-XX")
    if found is None or found.period is None:
        return found
    return dated(Period(found.period.start, DAY))


def weekday_after(reading: Reading, scene: Scene) -> date | None:
    """The day in "at 4:30 p.m. local time (0830 GMT) on Tuesday"."""
    for place, word in enumerate(scene.words[reading.stop : reading.stop + WORDS_TO_DAY], reading.stop):
        if word.kind == "WEEKDAY" and scene.dct is not None:
            its_own = replace(reading, words=(word,), first=place, stop=place + 1)
            return weekday_date(int(word.value), its_own, scene)
        if word.lower == ".":
            break
    return None


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
    military = military_time(reading)
    if military is not None:
        digits = military.lower
        valid = len(digits) == 4 and digits.isdigit() and int(digits[:2]) < 24 and int(digits[2:]) < 60
        return f"{digits[:2]}:{digits[2:]}" if valid else None
    number = reading.get("CLOCK") or reading.get("DAYNUM", "NUMWORD")
    half = reading.get("AMPM")
    assert number is not None
    sure = half or reading.get("ZONE", "OCLOCK", "APPROX") or reading.get("WEEKDAY", "MONTH", "TODAY")
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


def military_time(reading: Reading) -> Word | None:
    """The digits of "1430 GMT"."""
    pairs = zip(reading.words, reading.words[1:], strict=False)
    return next((word for word, zone in pairs if zone.kind == "ZONE" and word.kind in ("NUM", "YEAR")), None)


def hour_and_minute(text: str) -> tuple[int, int]:
    numbers = [int(n) for n in re.split(r"[:.]", text)]
    return numbers[0], numbers[1] if len(numbers) > 1 else 0


def part_of(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the night of July 3"."""
    word = reading.get("PART")
    day = day_inside(reading, scene)
    if word is None or day is None:
        return None
    if day.period is None:
        return unknown(f"{day.value[:10]}T{word.value}", TimexType.TIME)
    return placed(Period(day.period.start, DAY, f"T{word.value}"), reading)


CLOCK_MEANINGS = {"clock": clock, "part_of": part_of}
