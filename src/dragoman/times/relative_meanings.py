"""Meanings of expressions that count from the report's day or from other times, and of parts of years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.model import Granularity, TimexType
from dragoman.times.calendar_meanings import chosen
from dragoman.times.deixis import GRAINS, UNIT_KINDS, UNKNOWN, deictic_period, latest, weekend
from dragoman.times.grammar import Reading
from dragoman.times.periods import DAY, HALF, MONTH, QUARTER, SEASON, SEASONS, YEAR, Period, containing
from dragoman.times.scene import Meaning, Scene, dated, mod_of, placed, unknown

QUOTES = frozenset({'"', "“", "‘", "'", "`"})
CONJUNCTIONS = frozenset({"soon", "sooner"})
ENDING = frozenset({"ended", "ending", "end", "through", "to", "-"})  # "the year ended June 30" is a length
SEASON_PREPOSITIONS = frozenset({"in", "during", "by", "over", "since", "until", "of", "and", "into", "through", "all"})
WEAK_UNITS = frozenset({"Y", "Q", "W", "M", "WE"})  # "the year" is a date, "the day" often only a day


def reference(reading: Reading, scene: Scene) -> Meaning | None:
    """ "now", "recently"; in "the past presidents" and "the future king" there is none."""
    if reading.words[0].lower == "the" and scene.syntax.modifies_noun(reading.start, reading.end):
        return None
    if reading.words[0].lower in CONJUNCTIONS and scene.after(reading) in ("as", "after", "before"):
        return None
    return Meaning(TimexType.DATE, reading.words[0].value)


def deictic(reading: Reading, scene: Scene) -> Meaning | None:
    """ "last month", "this week", "the following year", "that day"."""
    unit = reading.get(*UNIT_KINDS)
    assert unit is not None
    grain = GRAINS[unit.value]
    if grain is None or is_title(reading, scene):
        return None
    if unit.value == "D" and reading.get("THAT") and coarser_spoken(scene):
        return None  # "that day" in a story about a year
    if unit.value == "WE":
        period = weekend(reading, scene)
    elif unit.value == "D" and (reading.get("NEXT") or reading.get("LAST")):
        period = next_day(reading, scene)
        if period is None:
            return None
    else:
        period = deictic_period(reading, scene, grain)
    return placed(period, reading) if period else unknown(UNKNOWN[grain], mod=mod_of(reading))


def coarser_spoken(scene: Scene) -> bool:
    """Whether times have been spoken of, but no day."""
    return bool(scene.spoken) and scene.last(DAY, DAY) is None


def is_title(reading: Reading, scene: Scene) -> bool:
    """ “This Week” in quotation marks, as the name of a broadcast."""
    text = scene.syntax.text[reading.start : reading.end]
    return text.istitle() and " " in text and scene.before(reading) in QUOTES


def next_day(reading: Reading, scene: Scene) -> Period | None:
    """ "the next day" is told of the day spoken of; "the last day" names no day."""
    spoken = scene.last(DAY, DAY)
    scene.count_from(spoken)
    base = spoken or scene.now(DAY)
    return base.shift(1) if base and reading.get("NEXT") else None


def the_unit(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the year", "the quarter": the present one, or the quarter last spoken of."""
    unit = reading.get(*UNIT_KINDS)
    assert unit is not None
    edged = mod_of(reading) is not None or reading.get("SHIFT") is not None
    if unit.value not in WEAK_UNITS and not edged:
        return None
    grain = GRAINS[unit.value]
    if grain is None:
        return None
    if grain is YEAR and not edged and scene.after(reading) in ENDING:
        return Meaning(TimexType.DURATION, "P1Y")
    if unit.value == "WE":
        period = weekend(reading, scene)
    elif grain is QUARTER:
        period = latest(scene, QUARTER)
    else:
        period = scene.now(grain)
    return placed(period, reading) if period else unknown(UNKNOWN[grain], mod=mod_of(reading))


def unit_before(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the week before", "the year after", counted from the time spoken of; "the day before the vote" is another matter."""
    unit, following = reading.get("PERIODUNIT"), scene.after(reading)
    grain = GRAINS[unit.value] if unit else None
    if grain is None or following[:1].isalnum():
        return None
    spoken = scene.last(coarsest=grain)
    scene.count_from(spoken)
    base = spoken or scene.now(DAY)
    sign = 1 if reading.words[-1].lower == "after" else -1
    return dated(base.within(grain).shift(sign)) if base else unknown(UNKNOWN[grain])


def part_before(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the night before", "the morning after", counted from the day spoken of."""
    word, following = reading.get("PART"), scene.after(reading)
    if word is None or following[:1].isalnum():
        return None
    spoken = scene.last(DAY, DAY)
    scene.count_from(spoken)
    base = spoken or scene.now(DAY)
    sign = 1 if reading.words[-1].lower == "after" else -1
    if base is None:
        return unknown(f"XXXX-XX-XXT{word.value}", TimexType.TIME)
    return dated(Period(base.shift(sign).start, DAY, f"T{word.value}"))


def unit_end(reading: Reading, scene: Scene) -> Meaning | None:
    """ "year-end", "month's end" name the last day, "year end" rather the last weeks."""
    unit = reading.get("PERIODUNIT")
    grain = GRAINS[unit.value] if unit else None
    period = scene.now(grain) if grain else None
    if period is not None and grain is YEAR and not reading.get("DASH"):
        return dated(period, "END")
    if unit is None or grain not in (YEAR, MONTH):
        return None
    if period is None:
        return unknown(UNKNOWN[grain], mod="END")
    return dated(Period(period.end, DAY))


def year_of(reading: Reading, scene: Scene) -> int | None:
    """The year that a longer expression states: by number, by "last year", by "year-ago"."""
    word = reading.last("YEAR")
    if word is not None:
        return word.number
    if reading.get("PERIODUNIT"):
        period = deictic_period(reading, scene, YEAR)
        return period.start.year if period else None
    return None


def season(reading: Reading, scene: Scene) -> Meaning | None:
    word = reading.get("SEASON")
    assert word is not None
    month, year = SEASONS[word.value], year_of(reading, scene)
    bare = not reading.get("LAST", "NEXT", "THIS", "THAT", "EDGE", "YEAR")
    if bare and (scene.before(reading) not in SEASON_PREPOSITIONS or scene.after(reading) == "of"):
        return None  # "the fall of Kabul"
    if year is not None:
        return placed(Period(date(year, month, 1), SEASON), reading)
    if scene.dct is None:
        return unknown(f"XXXX-{word.value}", mod=mod_of(reading))
    candidates = [Period(date(scene.dct.year + n, month, 1), SEASON) for n in (-1, 0, 1)]
    if scene.dct.month < 3 and word.value == "WI":
        candidates = [Period(date(scene.dct.year + n, month, 1), SEASON) for n in (-2, -1, 0)]
    return placed(chosen(candidates, reading, scene), reading)


def quarter(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the third quarter", "last year's fourth quarter", "the 1988 second quarter", "the year-ago third quarter"."""
    number = ordinal(reading, 4)
    if number is None:
        return None
    year = year_of(reading, scene)
    if year is not None:
        return placed(Period(date(year, 3 * number - 2, 1), QUARTER), reading)
    if scene.dct is None:
        return unknown(f"XXXX-Q{number}", mod=mod_of(reading))
    candidates = [Period(date(scene.dct.year + n, 3 * number - 2, 1), QUARTER) for n in (-1, 0, 1)]
    period = chosen(candidates, reading, scene) if not reading.get("AGOYEAR") else year_before(candidates, scene)
    return placed(period, reading)


def year_before(candidates: list[Period], scene: Scene) -> Period:
    now = scene.now(DAY)
    assert now is not None
    return next(p for p in reversed(candidates) if p.start <= now.start).shift(-4)


def ordinal(reading: Reading, last: int) -> int | None:
    word = reading.get("ORDNUM", "ORDWORD")
    if word is not None:
        return word.number if 1 <= word.number <= last else None
    return last if reading.get("ORD", "LAST") else None


def half(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the first half of 2020", "the second half"; of a decade or a month only the whole is told, with a mod."""
    number = ordinal(reading, 2)
    if number is None:
        return None
    mod = "START" if number == 1 else "END"
    unit, decade = reading.get(*UNIT_KINDS), reading.get("DECADE")
    if decade is not None:
        first = decade.number if decade.number >= 1000 else 1900 + decade.number
        return dated(containing(date(first, 1, 1), Granularity.DECADE), mod)
    if unit is not None and unit.value != "Y":
        grain = GRAINS[unit.value]
        period = deictic_period(reading, scene, grain) if grain else None
        return dated(period, mod) if period else None
    year = year_of(reading, scene) or (scene.dct.year if scene.dct else None)
    if year is None:
        return unknown(f"XXXX-H{number}")
    return placed(Period(date(year, 6 * number - 5, 1), HALF), reading)


def year_period(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the 2019 quarter", "the 2019 period": the quarter spoken of, in that year."""
    word = reading.get("YEAR")
    assert word is not None
    return same_in_year(word.number, compared(reading, scene))


def compared(reading: Reading, scene: Scene) -> Period | None:
    """The time spoken of that figures are compared with; of a quarter, where the reading says that it is one."""
    if reading.get("QUARTER"):
        return latest(scene, QUARTER)
    return scene.last(coarsest=YEAR)


def same_in_year(year: int, spoken: Period | None) -> Meaning:
    if spoken is not None and spoken.grain is QUARTER:
        return compared_with(Period(spoken.start.replace(year=year), QUARTER), spoken)
    return compared_with(Period(date(year, 1, 1), YEAR), spoken)


def ago_period(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the year-ago quarter", "year-earlier"."""
    return year_earlier(compared(reading, scene), scene)


def year_earlier(spoken: Period | None, scene: Scene) -> Meaning:
    """A year before the quarter spoken of in comparing figures, or else the year before the report's."""
    if spoken is not None and spoken.grain is QUARTER:
        scene.count_from(spoken)
        return compared_with(spoken.shift(-4), spoken)
    base = scene.now(YEAR)
    return compared_with(base.shift(-1), spoken or base) if base else unknown("XXXX")


def compared_with(period: Period, focus: Period | None) -> Meaning:
    return replace(dated(period), focus=focus)


def latest_period(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the latest period", "that period", "the current period"."""
    this = reading.get("THIS")
    if this is None:
        return None
    period = latest(scene, QUARTER) if this.value == "latest" else scene.now(QUARTER)
    return dated(period) if period else unknown("XXXX-QX")


def vague_ago(reading: Reading, scene: Scene) -> Meaning | None:
    return unknown("PAST_REF")


RELATIVE_MEANINGS = {
    "reference": reference, "deictic": deictic, "the_unit": the_unit, "unit_before": unit_before,
    "part_before": part_before, "unit_end": unit_end,
    "season": season, "quarter": quarter, "half": half, "year_period": year_period, "ago_period": ago_period,
    "latest_period": latest_period, "vague_ago": vague_ago,
}  # fmt: skip
