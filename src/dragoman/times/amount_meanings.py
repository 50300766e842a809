"""Meanings of amounts of time: durations, distances from a point, repetitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from dragoman.model import Granularity, Interval, TimexType
from dragoman.times.deixis import GRAINS
from dragoman.times.grammar import Reading
from dragoman.times.periods import DAY, YEAR, Period, add_months, containing
from dragoman.times.relative_meanings import year_earlier
from dragoman.times.scene import Meaning, Scene, dated, unknown
from dragoman.times.syntax import Direction
from dragoman.times.words import Word

SINGULAR = ("PERIODUNIT", "QUARTER", "CENTURY", "CLOCKUNIT")
PLURAL = ("UNITS", "CLOCKUNITS")
COUNTS = ("NUM", "DAYNUM", "NUMWORD", "YEAR", "COUNTED", "VAGUE")
FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75, "1/3": 0.33, "2/3": 0.67}
# What half of a unit is, where it is a round number of a smaller one.
SMALLER = {"Y": (12, "M"), "TH": (60, "TM"), "TM": (60, "TS"), "D": (24, "TH"), "DE": (10, "Y"), "CE": (100, "Y")}
MONTHS_OF = {"Y": 12, "Q": 3, "M": 1, "DE": 120, "CE": 1200}
DAYS_OF = {"W": 7, "D": 1, "FN": 14}
BEFORE_LENGTHS = frozenset({
    "for", "in", "within", "over", "after", "of", "through", "throughout", "during", "under", "take", "takes",
    "took", "lasted", "lasts", "spent", "follows", "followed",
})  # fmt: skip
RATES = frozenset({"annually", "yearly"})
NAMING = frozenset({"quarterly", "yearly"})
RECORDS = frozenset({"first", "second", "third", "time", "only", "least"})  # "the first vote in ten years" looks back
RECORD_REACH = 8  # words before "in"
MAX_AMOUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit (a value of the lexicon's unit classes); None for an unknown number."""

    number: float | None
    unit: str

    @property
    def value(self) -> str:
        """As an ISO 8601 duration, with TIMEX3's X for an unknown number."""
        time, letter = ("T", self.unit[1:]) if self.unit.startswith("T") else ("", self.unit)
        if self.unit == "FN":
            return Amount(None if self.number is None else 2 * self.number, "W").value
        if self.number is None:
            return f"P{time}X{letter}"
        whole, part = int(self.number), self.number - int(self.number)
        if not part:
            return f"P{time}{whole}{letter}"
        if self.unit not in SMALLER:
            return f"P{time}{self.number:g}{letter}"
        size, smaller = SMALLER[self.unit]
        rest = Amount(round(part * size), smaller).value
        if not whole:
            return rest
        return f"P{time}{whole}{letter}" + rest.removeprefix("PT" if time else "P")

    @property
    def months(self) -> int:
        return round((self.number or 0) * MONTHS_OF.get(self.unit, 0))

    @property
    def days(self) -> int:
        return round((self.number or 0) * DAYS_OF.get(self.unit, 0))


def amount_of(reading: Reading) -> Amount | None:
    unit = reading.last(*SINGULAR, *PLURAL)
    assert unit is not None
    number, vague = number_of(reading)
    if number is not None and number > MAX_AMOUNT:
        return None
    return Amount(None if vague else number, unit.value)


def number_of(reading: Reading) -> tuple[float | None, bool]:
    """The number, and whether it is left open ("several")."""
    counts, half = reading.all(*COUNTS), reading.get("HALF")
    fraction = reading.get("FRACTION")
    more = 0.5 if reading.get("ANDHALF") else FRACTIONS.get(fraction.lower, 0.5) if fraction else 0.0
    if reading.get("VAGUE") or reading.rule == "day_or_two":
        return None, True
    if counts:
        return counted(counts[0]) + more, False
    return (0.5 if half else 1.0 + more), False


def counted(word: Word) -> float:
    if word.kind == "COUNTED":
        return float(word.value)
    if word.kind == "NUM" and "." in word.value:
        return float(word.value.replace(",", ""))
    return float(word.number)


def quantity_mod(reading: Reading, scene: Scene) -> str | None:
    """ "over two years" is more than two, but not in "built over two years"."""
    word = reading.get("APPROX")
    return word.value if word and word.value and not scene.syntax.is_preposition(word.start) else None


def duration(reading: Reading, scene: Scene) -> Meaning | None:
    amount = amount_of(reading)
    if amount is None or (reading.get("DASH") and reading.get("YEAR")):  # "the 2012-13 fiscal year"
        return None
    focus = scene.now(YEAR) if reading.rule == "the_span" else None
    if is_age(reading) or is_part_or_kind(reading, amount, scene) or is_rate(reading, scene):
        return None
    if lies_ahead(reading, amount, scene):
        return displaced(amount, 1, scene.now(DAY))
    return Meaning(TimexType.DURATION, amount.value, mod=quantity_mod(reading, scene), focus=focus)


def lies_ahead(reading: Reading, amount: Amount, scene: Scene) -> bool:
    """ "will vote in two weeks", but not "will hold its first vote in ten years" or "in two days of talks"."""
    dated_unit = amount.number is not None and GRAINS.get(amount.unit) is not None and not reading.get("DASH")
    if not dated_unit or scene.before(reading) != "in" or scene.after(reading) in ("of", "'", "’", "'s", "’s"):
        return False
    if scene.syntax.governed(reading.start, reading.end) != (Direction.FUTURE, True):
        return False
    before = scene.words[max(0, reading.first - RECORD_REACH) : reading.first]
    return not any(word.lower in RECORDS or scene.syntax.tag_at(word.start) in ("JJS", "RBS") for word in before)


def is_age(reading: Reading) -> bool:
    """ "52 years old" tells of a person or thing, "a two-month-old truce" of a time."""
    unit = reading.get(*SINGULAR, *PLURAL)
    return reading.get("OLD") is not None and unit is not None and unit.value == "Y"


def is_part_or_kind(reading: Reading, amount: Amount, scene: Scene) -> bool:
    """ "a quarter", "three-quarters"; "a calendar year"."""
    unit = reading.last(*SINGULAR, *PLURAL) or reading.words[-1]
    if reading.words[0].lower in ("a", "an") and " " in scene.syntax.text[unit.start : unit.end]:
        return True
    return amount.unit == "Q" and amount.number is not None and (amount.number == 1 or reading.get("DASH") is not None)


def is_rate(reading: Reading, scene: Scene) -> bool:
    """ "$5 million a year", "20% annually": a measure, right after a quantity."""
    article = reading.words[0].lower in ("a", "an") and len(reading.words) == 2
    if not article and reading.words[0].lower not in RATES:
        return False
    return scene.syntax.tag_at(reading.words[0].start - 2).startswith(("NN", "CD", "$")) and reading.first > 0


def span(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the past three weeks", "the first nine months": a duration with a place in the calendar."""
    amount = amount_of(reading)
    if amount is None:
        return None
    interval = span_interval(reading, scene, amount) if scene.dct and amount.number else None
    focus = scene.now(YEAR) if reading.get("ORDNUM", "ORDWORD") else None
    return Meaning(TimexType.DURATION, amount.value, mod=quantity_mod(reading, scene), interval=interval, focus=focus)


def span_interval(reading: Reading, scene: Scene, amount: Amount) -> Interval | None:
    grain = GRAINS.get(amount.unit)
    if scene.dct is None or grain is None:
        return None
    if reading.get("NEXT"):
        return Interval(scene.dct, moved(Period(scene.dct, DAY), amount, 1).start, grain)
    if reading.get("LAST", "THIS"):
        return Interval(moved(Period(scene.dct, DAY), amount, -1).start, scene.dct, grain)
    first = reading.get("ORDNUM", "ORDWORD")
    if first is not None and first.number == 1 and amount.unit in ("M", "Q") and amount.months <= 12:
        year = containing(scene.dct, YEAR)
        return Interval(year.start, add_months(year.start, amount.months) - timedelta(days=1), grain)
    return None


def moved(day: Period, amount: Amount, sign: int) -> Period:
    """The day so much earlier or later."""
    return Period(add_months(day.start, sign * amount.months) + timedelta(days=sign * amount.days), DAY)


def sign_of(reading: Reading) -> int:
    word = reading.get("AGO", "EARLIER") or reading.last("SHIFT")
    return int(word.value) if word else 0


def offset(reading: Reading, scene: Scene) -> Meaning | None:
    """ "two years ago", "three weeks from now", counted from the report."""
    amount, sign = amount_of(reading), sign_of(reading)
    if amount is None:
        return None
    if is_one_year(amount) and sign < 0:
        return year_earlier(scene.last(coarsest=YEAR), scene)
    return displaced(amount, sign, scene.now(DAY))


def offset_text(reading: Reading, scene: Scene) -> Meaning | None:
    """ "two days later", "a year earlier", counted from the time last spoken of, or else from the report."""
    amount, sign = amount_of(reading), sign_of(reading)
    if amount is None:
        return None
    if amount.number is None:
        return Meaning(TimexType.DURATION, amount.value)
    if is_one_year(amount) and sign < 0:
        return year_earlier(scene.last(coarsest=YEAR), scene)
    grain = GRAINS.get(amount.unit) or DAY
    spoken = scene.last(Granularity.DAY, grain)
    scene.count_from(spoken)
    return displaced(amount, sign, spoken or scene.now(DAY))


def is_one_year(amount: Amount) -> bool:
    return amount == Amount(1.0, "Y")


def displaced(amount: Amount, sign: int, anchor: Period | None) -> Meaning | None:
    """The period of the amount's unit that lies so far from the anchor; a day for days, a week for weeks."""
    if amount.number is None:
        return unknown("PAST_REF" if sign < 0 else "FUTURE_REF")
    grain = GRAINS.get(amount.unit)
    if amount.unit.startswith("T"):
        return Meaning(TimexType.DURATION, amount.value, mod="BEFORE" if sign < 0 else "AFTER")
    if anchor is None:
        return Meaning(TimexType.DATE, "XXXX")
    if grain is None:
        grain = DAY
    target = moved(Period(anchor.start, DAY), amount, sign)
    if amount.number != int(amount.number):
        grain = YEAR if amount.unit in ("DE", "CE") else Granularity.MONTH
    return dated(containing(target.start, grain))


def units(reading: Reading, scene: Scene) -> Meaning | None:
    """ "for years", "within weeks or months"."""
    if scene.before(reading) not in BEFORE_LENGTHS:
        return None
    return Meaning(TimexType.DURATION, Amount(None, reading.words[0].value).value)


def units_later(reading: Reading, scene: Scene) -> Meaning | None:
    return Meaning(TimexType.DURATION, Amount(None, reading.words[0].value).value)


def long_word(reading: Reading, scene: Scene) -> Meaning | None:
    """ "months-long", "century-old"; "two-year-long"."""
    word, counts = reading.get("LONGWORD"), reading.all(*COUNTS)
    if word is None:
        return None
    value = word.value
    if counts and not reading.get("VAGUE"):
        value = re.sub("[1X]", f"{counted(counts[0]):g}", value, count=1)
    return Meaning(TimexType.DURATION, value)


def vague_length(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("LENGTH")
    return Meaning(TimexType.DURATION, word.value) if word else None


def one_day(reading: Reading, scene: Scene) -> Meaning | None:
    """ "will one day make peace"; after a preposition it is a length."""
    number, unit = reading.words[0].number, reading.words[1].value
    free = scene.before(reading) not in BEFORE_LENGTHS
    if (number, unit) == (1, "D") and free and scene.direction(reading) is Direction.FUTURE:
        return unknown("FUTURE_REF")
    return None


def units_ahead(reading: Reading, scene: Scene) -> Meaning | None:
    return Meaning(TimexType.DURATION, Amount(None, reading.words[1].value).value)


def vague_units(reading: Reading, scene: Scene) -> Meaning | None:
    """ "coming months", "past years"."""
    return unknown("PAST_REF" if reading.get("LAST") else "FUTURE_REF")


def every(reading: Reading, scene: Scene) -> Meaning | None:
    return Meaning(TimexType.SET, every_value(reading))


def every_value(reading: Reading) -> str:
    day, month, season = reading.get("WEEKDAY"), reading.get("MONTH"), reading.get("SEASON")
    part, step = reading.get("PART"), reading.get("EVERY")
    suffix = f"T{part.value}" if part else ""
    if day is not None:
        return f"XXXX-WXX-{day.value}{suffix}"
    if month is not None:
        return f"XXXX-{int(month.value):02}"
    if season is not None:
        return f"XXXX-{season.value}"
    if part is not None:
        return f"XXXX-XX-XX{suffix}"
    amount = amount_of(reading)
    assert amount is not None
    assert step is not None
    number = amount.number if reading.get(*COUNTS) else float(step.value)
    return Amount(number, amount.unit).value


def rate(reading: Reading, scene: Scene) -> Meaning | None:
    """ "twice a year"; the number of times is TIMEX3's freq, which a Timex does not keep."""
    unit = reading.last(*SINGULAR)
    return Meaning(TimexType.SET, Amount(1.0, unit.value).value) if unit else None


def frequency(reading: Reading, scene: Scene) -> Meaning | None:
    """A "quarterly dividend" or a "yearly meeting" is a kind of thing, not a time."""
    naming = reading.words[0].lower in NAMING and scene.syntax.modifies_noun(reading.start, reading.end)
    if naming or is_rate(reading, scene):
        return None
    return Meaning(TimexType.SET, reading.words[0].value)


def weekdays(reading: Reading, scene: Scene) -> Meaning | None:
    day, part = reading.words[0], reading.get("PARTS")
    return Meaning(TimexType.SET, f"XXXX-WXX-{day.value}" + (f"T{part.value}" if part else ""))


AMOUNT_MEANINGS = {
    "duration": duration, "span": span, "offset": offset, "offset_text": offset_text, "units": units,
    "units_ahead": units_ahead, "units_later": units_later, "long_word": long_word, "vague_length": vague_length, 
    "one_day": one_day, "vague_units": vague_units, "every": every, "rate": rate, "frequency": frequency, "weekdays": weekdays,
}  # fmt: skip
