"""Meanings of expressions that name days, months, years and parts of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.model import Interval, TimexType
from dragoman.times.deixis import deictic_period
from dragoman.times.directions import date_direction
from dragoman.times.grammar import Reading
from dragoman.times.periods import CENTURY, DAY, DECADE, MONTH, QUARTER, SEASON, WEEK, YEAR, Period, containing
from dragoman.times.scene import Meaning, Scene, dated, mod_of, placed, unknown
from dragoman.times.syntax import Direction

# How many days nearer a candidate must be to be taken against the tense: "a dividend payable Jan. 3" in November;
# twice as many where the verb governs the expression directly.
AGAINST = {DAY: 170, MONTH: 240, SEASON: 240, QUARTER: 180}
LEAST_AGO = {MONTH: 31}
PAIRING = frozenset({"and", "or", "to", "through", "-", "–"})
MONTH_PREPOSITIONS = frozenset({"in", "since", "by", "until", "till", "from", "to", "of", "through", "between", "for"})
NO_YEAR_AFTER = frozenset({"$", "€", "£", "¥", "#", "/", ".", ":"})
NO_YEAR_BEFORE = frozenset({"%", "/", ":"})
FIRST_SURE_YEAR = 1900  # four digits below it are years only after one of these:
YEAR_PREPOSITIONS = frozenset({"in", "since", "of", "until", "by", "from", "to", "between", "and", "before", "after"})
DAY_KINDS = ("DAYNUM", "ORDNUM", "ORDWORD")


def iso(reading: Reading, scene: Scene) -> Meaning | None:
    text = reading.words[0].lower.upper()
    day = date.fromisoformat(text[:10])
    return dated(Period(day, DAY, text[10:]))


def slash(reading: Reading, scene: Scene) -> Meaning | None:
    """American order, unless the first number can be no month.  Without a year it is no date."""
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


def nearest(candidates: list[Period], reading: Reading, scene: Scene) -> Period:
    """The nearest candidate, where one against the verb's tense counts as farther away."""
    direction, direct = date_direction(reading, scene)
    assert scene.dct is not None
    dct = scene.dct
    ahead = direction is Direction.FUTURE or (direction is Direction.PRESENT and direct)  # "his term ends in April"

    def distance(period: Period) -> int:
        against = (direction is Direction.PAST and period.start > dct) or (ahead and period.end < dct)
        days = max((period.start - dct).days, (dct - period.end).days, 0)
        certain = direct and direction is not Direction.PRESENT and period.grain is not QUARTER
        return days + (AGAINST[period.grain] * (2 if certain else 1) if against else 0)

    return min(candidates, key=distance)


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
    told = scene.year_of_sentence(reading)
    if told is not None and (exact := safe_date(told, month, day)) is not None:
        return Period(exact, DAY)
    days = [safe_date(scene.dct.year + n, month, day) for n in (-1, 0, 1)]
    weekday = reading.get("WEEKDAY")
    candidates = [d for d in days if d is not None]
    if weekday is not None:  # "Friday, Oct. 13" tells the year
        candidates = [d for d in candidates if d.isoweekday() == int(weekday.value)] or candidates
    if not candidates:
        return None
    return nearest([Period(d, DAY) for d in candidates], reading, scene)


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


def week_of(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the week of July 20"."""
    unit, period = reading.get("PERIODUNIT"), full_day(reading, scene)
    if unit is None or unit.value != "W" or period is None:
        return None
    return dated(period.within(WEEK))


def day_range(reading: Reading, scene: Scene) -> Meaning | None:
    period, last = full_day(reading, scene), reading.last("DAYNUM", "ORDNUM", "ORDWORD")
    if period is None or last is None:
        return None
    end = safe_date(period.start.year, period.start.month, last.number)
    if end is None or end < period.start:
        return None
    return dated(period, interval=Interval(period.start, end, DAY))


def month(reading: Reading, scene: Scene) -> Meaning | None:
    word, before = reading.get("MONTH"), scene.before(reading)
    assert word is not None
    if len(reading.words) == 1 and before not in MONTH_PREPOSITIONS and scene.syntax.is_name(reading.start):
        return None
    number, year = int(word.value), stated_year(reading, scene)
    if year is not None:
        return placed(Period(date(year, number, 1), MONTH), reading)
    if scene.dct is None:
        return unknown(f"XXXX-{number:02}", mod=mod_of(reading))
    told = scene.year_of_sentence(reading)
    if told is not None and not reading.get("LAST", "NEXT", "THIS", "THAT"):
        return placed(Period(date(told, number, 1), MONTH), reading)
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
    return nearest(candidates, reading, scene)


def following(candidates: list[Period], reading: Reading, scene: Scene) -> Period:
    """ "that May", "the following May", "the previous May": from the time last spoken of."""
    anchor, word = scene.last(), reading.get("THAT")
    scene.count_from(anchor)
    base = anchor.start if anchor else scene.dct
    assert base is not None
    assert word is not None
    moved = [
        p.shift(0) if p.grain is DAY else replace_year(p, base.year + n)
        for n, p in zip((-1, 0, 1), candidates, strict=True)
    ]
    if word.value == "1":
        return next((p for p in moved if p.start > base), moved[-1])
    if word.value == "-1":
        return next((p for p in reversed(moved) if p.end < base), moved[0])
    return min(moved, key=lambda p: abs((p.start - base).days))


def nth_weekday(reading: Reading, scene: Scene) -> Meaning | None:
    """ "the first Sunday in October", "the last Friday of next month"."""
    day, nth = reading.get("WEEKDAY"), reading.get("ORDNUM", "ORDWORD")
    link = next(i for i, word in enumerate(reading.words) if word.lower in ("of", "in"))
    rest = replace(reading, words=reading.words[link + 1 :])  # the "last" of "the last Sunday" is not the month's
    inside = month(rest, scene) if rest.get("MONTH") else None
    period = inside.period if inside else deictic_period(rest, scene, MONTH)
    if day is None or period is None or period.grain is not MONTH:
        return unknown(f"XXXX-WXX-{day.value}") if day else None
    if nth is None:
        return dated(Period(back_to(int(day.value), period.end), DAY))
    found = on_to(int(day.value), period.start) + timedelta(weeks=nth.number - 1)
    return dated(Period(found, DAY)) if found <= period.end else None


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
    """The day of the week meant: "last" and "next" are strict, the bare name may mean the day of the report."""
    assert scene.dct is not None
    that = reading.get("THAT")
    if that is not None:
        anchor = scene.last(DAY, WEEK)
        scene.count_from(anchor)
        base = anchor.start if anchor else scene.dct
        if that.value == "0":
            return back_to(number, base + timedelta(days=3))
        return (
            on_to(number, base + timedelta(days=1)) if that.value == "1" else back_to(number, base - timedelta(days=1))
        )
    if reading.get("LAST"):
        return back_to(number, scene.dct - timedelta(days=1))
    if reading.get("NEXT"):
        return on_to(number, scene.dct + timedelta(days=1))
    paired = paired_day(number, reading, scene)
    if paired is not None:
        return paired
    direction, _ = date_direction(reading, scene)
    this = reading.get("THIS") is not None and direction is not Direction.PAST
    if direction is Direction.PLANNED and not this:
        return nearer(number, scene.dct)
    ahead = this or direction in (Direction.FUTURE, Direction.PRESENT)
    return on_to(number, scene.dct) if ahead else back_to(number, scene.dct)


def back_to(number: int, day: date) -> date:
    return day - timedelta(days=(day.isoweekday() - number) % 7)


def on_to(number: int, day: date) -> date:
    return day + timedelta(days=(number - day.isoweekday()) % 7)


def paired_day(number: int, reading: Reading, scene: Scene) -> date | None:
    """The second of two days, after the first: "on Monday and Tuesday"."""
    spoken = scene.last(DAY, DAY)
    if spoken is None or scene.dct is None or reading.first < 2 or scene.before(reading) not in PAIRING:
        return None
    if scene.words[reading.first - 2].kind != "WEEKDAY":
        return None
    found = on_to(number, spoken.start)
    return found if found <= scene.dct or spoken.start > scene.dct else None


def nearer(number: int, day: date) -> date:
    """The day of the week that is nearest to the day."""
    return on_to(number, day - timedelta(days=3))


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
    scene.count_from(spoken)
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


def overnight(reading: Reading, scene: Scene) -> Meaning | None:
    if scene.dct is None:
        return unknown("XXXX-XX-XXTNI", TimexType.TIME)
    if scene.direction(reading) is Direction.FUTURE:
        return dated(Period(scene.dct, DAY, "TNI"))
    return dated(Period(scene.dct - timedelta(days=1), DAY, "TNI"))


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
    if before in NO_YEAR_AFTER or after in NO_YEAR_BEFORE or (after == "-" and joined_to_next(reading, scene)):
        return False
    preceding = scene.words[reading.first - 1].kind if reading.first else ""
    following = scene.words[reading.stop].kind if reading.stop < len(scene.words) else ""
    if preceding == "NOTYEAR" or (following == "COUNTABLE" and not opens_sentence(reading, scene)):
        return False
    return reading.words[0].number >= FIRST_SURE_YEAR or before in YEAR_PREPOSITIONS


def opens_sentence(reading: Reading, scene: Scene) -> bool:
    """ "In 2017 soldiers drove them out": who counts soldiers begins otherwise."""
    start = scene.words[reading.first - 1].start if reading.first else 0
    return scene.before(reading) == "in" and scene.syntax.text[start].isupper()


def joined_to_next(reading: Reading, scene: Scene) -> bool:
    return scene.words[reading.stop].start == reading.end


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
    "iso": iso, "slash": slash, "date": date_, "day_range": day_range, "week_of": week_of, "month": month,
    "weekday": weekday,
    "weekday_of": weekday_of, "nth_weekday": nth_weekday, "today": today, "part": part, "overnight": overnight, 
    "year": year, "year_range": year_range, "decade": decade, "century": century,
}  # fmt: skip
