"""When an event happened: the date that stands nearest to it, else that of the report."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from dragoman.events.matching import Match
from dragoman.events.neighbourhood import EXPLICIT_COST, MAX_PATH, Neighbourhood
from dragoman.model import Basis, EventDate, Granularity, Interval, Timex, TimexType

INHERITED_COST = 9
"""Steps up to which a date of the sentence is taken for an event of another clause."""
FOLLOWING_TOKENS = 20


def event_date(match: Match, times: Neighbourhood, dct: date | None, heads: frozenset[int]) -> EventDate | None:
    """The date of an event: the nearest expression of its sentence that places it in the calendar, else one that follows it
    before any other trigger (`heads`), else the DCT, which also dates what is said to be recent or now ("in recent days")."""
    found = [
        (cost, abs(root.i - match.head.i), root, item) for cost, root, item in times.around(match.head)
        if isinstance(item, Timex) and _dates(item, root, match)
    ]
    cost, _, _, timex = min(found, key=lambda f: f[:2], default=(MAX_PATH, 0, None, None))
    if timex is None or cost > INHERITED_COST:
        following = [f for f in found if _follows_closely(f[2], match, heads)]
        timex = min(following, key=lambda f: f[1])[3] if following else None
        cost = INHERITED_COST
    if timex is not None and timex.interval is not None and not timex.value.endswith("_REF"):
        return EventDate(timex, timex.interval, Basis.EXPLICIT if cost <= EXPLICIT_COST else Basis.INHERITED)
    if dct is None:
        return None
    return EventDate(None, Interval(dct, dct, Granularity.DAY), Basis.DOCUMENT)


def _follows_closely(root: Token, match: Match, heads: frozenset[int]) -> bool:
    """Where the parse does not tie them together, a date is that of the trigger it follows, if none comes in between."""
    between = range(match.head.i + 1, root.i)
    token = root
    while token.head.i != token.i:
        if token.dep_ in ("relcl", "acl"):  # the date of another clause, rightly parsed
            return False
        token = token.head
    return 0 < len(between) <= FOLLOWING_TOKENS and heads.isdisjoint(between)


def _dates(timex: Timex, root: Token, match: Match) -> bool:
    if timex.type not in (TimexType.DATE, TimexType.TIME):
        return False
    if timex.interval is None and not timex.value.endswith("_REF"):
        return False
    if root.dep_ in ("compound", "nummod", "amod", "nmod", "poss"):
        # "the 2015 accord" dates the accord only; "Monday's talks" the talks.
        return root.head in match.tokens
    return not _is_background(root, match)


def _is_background(root: Token, match: Match) -> bool:
    """Whether a date only says since when something else holds ("the lowest since the return of democracy in 1990")."""
    token = root
    for _ in range(MAX_PATH):
        if token.head.i == token.i or token.head in match.tokens:
            return False
        token = token.head
        if token.lower_ == "since":
            return not token.is_ancestor(match.head)
    return False
