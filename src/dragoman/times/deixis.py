"""Units counted from the day of the report ("last year") or from the time last spoken of ("the following year")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dragoman.model import Granularity
from dragoman.times.grammar import Reading
from dragoman.times.periods import CENTURY, DAY, DECADE, MONTH, QUARTER, WEEK, WEEKEND, YEAR, Period
from dragoman.times.scene import Scene
from dragoman.times.syntax import Direction

GRAINS = {
    "Y": YEAR,
    "Q": QUARTER,
    "M": MONTH,
    "W": WEEK,
    "D": DAY,
    "DE": DECADE,
    "CE": CENTURY,
    "WE": WEEK,
    "ML": None,
    "FN": None,
}
UNKNOWN = {
    YEAR: "XXXX",
    QUARTER: "XXXX-QX",
    MONTH: "XXXX-XX",
    WEEK: "XXXX-WXX",
    DAY: "XXXX-XX-XX",
    DECADE: "XXX",
    CENTURY: "XX",
}
LATEST = "latest"
SPANNING = frozenset({"in", "within", "over", "for", "during", "through"})  # "in the next year" is told of the report's day
UNIT_KINDS = ("PERIODUNIT", "QUARTER", "CENTURY")


def deictic_period(reading: Reading, scene: Scene, grain: Granularity) -> Period | None:
    """The period of that granularity that the reading's deictic words tell; None without a day to count from."""
    that = reading.get("THAT")
    if that is not None:
        spoken = scene.last(coarsest=grain)
        scene.count_from(spoken)
        base = spoken.within(grain) if spoken else scene.now(grain)
        return base.shift(int(that.value)) if base else None
    now = scene.now(grain)
    if now is None:
        return None
    this = reading.get("THIS")
    if reading.get("LAST"):
        return now.shift(-1)
    if reading.get("NEXT"):
        return next_told(reading, scene, grain) or now.shift(1)
    if this is not None and this.value == LATEST:
        return latest(scene, grain)
    return now


def next_told(reading: Reading, scene: Scene, grain: Granularity) -> Period | None:
    """The one after the time spoken of, where that is over and told in the past: "in 2019 … and the next year"."""
    spoken = scene.last(coarsest=grain)
    definite = any(word.lower == "the" for word in reading.words)
    spanning = reading.words[0].kind != "MONTH" and scene.before(reading) in SPANNING
    if spoken is None or not definite or spanning:
        return None
    if scene.direction(reading) is not Direction.PAST:
        return None
    following = spoken.within(grain).shift(1)
    if scene.dct is None or following.start > scene.dct:
        return None
    scene.count_from(spoken)
    return following


def latest(scene: Scene, grain: Granularity) -> Period | None:
    """The last whole one before the report, or the one last spoken of."""
    spoken, now = scene.last(grain, grain), scene.now(grain)
    scene.count_from(spoken)
    return spoken or (now.shift(-1) if now else None)


def weekend(reading: Reading, scene: Scene) -> Period | None:
    """The one that tense and word tell; on a Saturday or Sunday it is the present one."""
    if reading.get("THAT") and scene.last(DAY, WEEK):
        week = deictic_period(reading, scene, WEEK)
        return replace(week, part=WEEKEND) if week else None
    week = scene.now(WEEK)
    if week is None or scene.dct is None:
        return None
    over = scene.dct - week.start < timedelta(days=5)
    if reading.get("NEXT"):
        week = week.shift(1)
    elif reading.get("LAST") or (over and scene.direction(reading) is Direction.PAST and not reading.get("THIS")):
        week = week.shift(-1)
    return replace(week, part=WEEKEND)
