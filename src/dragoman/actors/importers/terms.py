"""Terms out of the codes of a dictionary entry: at each day the first code that holds, else the one without dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.actors.dictionaries import Code

DAY = timedelta(days=1)
Interval = tuple[date, date]
"""Two days, both included; the first and the last of the calendar stand for an open beginning and end."""


def terms_of(codes: Sequence[Code]) -> list[tuple[str, str | None, str | None]]:
    """Code, start and end (ISO days, None where open) of the terms in their order.  Of codes that overlap by more than the
    day on which one follows the other, the first in the list holds, as in TABARI; null codes leave a gap."""
    dated = [code for code in codes if code.start or code.end]
    always = next((code for code in codes if not code.start and not code.end), None)
    taken: list[Interval] = []
    found: list[tuple[str, Interval]] = []
    for code in [*dated, *([always] if always else [])]:
        whole = first_day(code.start), last_day(code.end)
        found += [(code.code, part) for part in without(whole, taken)]
        taken.append(whole)
    nulls = {code.code for code in codes if code.is_null}
    joined = join([(code, part) for code, part in found if code not in nulls])
    return [(code, iso(start), iso(end)) for code, (start, end) in sorted(joined, key=lambda term: term[1])]


def without(whole: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """What is left of an interval when others are taken out, but for the days on which one would follow the other."""
    parts = [whole]
    for start, end in taken:
        left = []
        for first, last in parts:
            if end < first or start > last or end == first or start == last:
                left.append((first, last))
                continue
            if first < start:
                left.append((first, start - DAY))
            if end < last:
                left.append((end + DAY, last))
        parts = left
    return parts


def join(terms: list[tuple[str, Interval]]) -> list[tuple[str, Interval]]:
    """Terms of one code that touch or overlap as one."""
    joined: dict[str, list[Interval]] = {}
    for code, (start, end) in sorted(terms):
        before = joined.setdefault(code, [])
        if before and (before[-1][1] == date.max or start <= before[-1][1] + DAY):
            before[-1] = before[-1][0], max(before[-1][1], end)
        else:
            before.append((start, end))
    return [(code, interval) for code, intervals in joined.items() for interval in intervals]


def first_day(iso: str | None) -> date:
    return date.min if iso is None else date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])


def last_day(iso: str | None) -> date:
    if iso is None:
        return date.max
    first = first_day(iso)
    if len(iso) == 10:
        return first
    december = first.replace(month=12) if len(iso) == 4 else first
    return december.replace(day=28) + 4 * DAY - (december.replace(day=28) + 4 * DAY).day * DAY


def iso(day: date) -> str | None:
    return None if day in (date.min, date.max) else day.isoformat()
