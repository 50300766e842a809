"""From a meaning to the days it covers: "earlier this year", "since Monday", "until Friday", "from May to July"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.model import Interval, TimexType
from dragoman.times.grammar import Reading
from dragoman.times.scene import Meaning, Scene

UNTIL = frozenset({"until", "till", "til", "by"})
SINCE = frozenset({"since"})
OPENERS = {"from": frozenset({"to", "until", "till", "through", "-", "–"}), "between": frozenset({"and"})}


def interval_of(meaning: Meaning, reading: Reading, scene: Scene) -> Interval | None:
    interval = meaning.interval
    if interval is None and meaning.period is not None:
        interval = cut(meaning.period.interval(meaning.mod), meaning.bound, scene.dct)
    if interval is None:
        return None
    if scene.dct is None or meaning.type is TimexType.DURATION:
        return interval
    before = scene.before(reading)
    if before in SINCE and interval.start is not None and interval.start <= scene.dct:
        return replace(interval, end=scene.dct)
    if before in UNTIL and interval.end is not None:
        return replace(interval, start=scene.dct if scene.dct <= interval.end else None)
    return interval


def cut(interval: Interval, bound: int, dct: date | None) -> Interval:
    """ "earlier this year" ends, "later this year" begins on the day of the report."""
    if dct is None or not bound or interval.start is None or interval.end is None:
        return interval
    if not interval.start <= dct <= interval.end:
        return interval
    return replace(interval, end=dct) if bound < 0 else replace(interval, start=dct)


def is_range(first: Reading, second: Reading, scene: Scene) -> bool:
    """Whether two neighbouring expressions are the ends of one range."""
    links = OPENERS.get(scene.before(first), frozenset())
    return second.first - first.stop in (1, 2) and scene.after(first) in links


def joined(first: Interval | None, second: Interval | None) -> Interval | None:
    """The range from the one to the other, where they are in order."""
    if first is None or second is None or first.start is None or second.end is None or first.start > second.end:
        return None
    return Interval(first.start, second.end, first.granularity)
