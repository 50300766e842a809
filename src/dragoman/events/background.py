"""Dates of an event's clause that make it background: years old, whatever nearer day is named beside them.

"On this day in 1979", "twenty years since the army overran it", "as a young pilot in the winter of 1994": the date of the
event (`dates`) may be the nearer one, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from dragoman.events.syntax import CLAUSES, MAX_CLIMB, is_verbal
from dragoman.model import Timex, TimexType

HISTORICAL_AFTER = timedelta(days=365)
"""An event dated this much before the report is background, which PLOVER calls historical (a convention of ours: the manual
gives an example and no number)."""
TEMPORAL_NOUNS = frozenset({
    "afternoon", "autumn", "corner", "day", "evening", "month", "morning", "night", "spot", "spring", "summer", "week",
    "winter",
})
YEARS = re.compile(r"P(\d+)(Y|DE|CE)$")
CAUSES = frozenset({"over", "for", "because", "against"})
"""A date after one of these may be that of the cause ("blocked sales over its offensive in 2019")."""
SINCE = frozenset({"since", "after"})


class Background:
    """The dates of a document that are old when it is written, by the tokens they end at."""

    def __init__(self, doc: Doc, times: Iterable[Timex], dct: date | None) -> None:
        self._doc = doc
        self._old: list[tuple[Token, Timex]] = []
        self._durations: dict[int, Timex] = {}
        for timex in times:
            span = doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
            if span is None:
                continue
            if timex.type is TimexType.DURATION and YEARS.match(timex.value):
                self._durations[span.end] = timex
            elif _is_old(timex, dct):
                self._old.append((span.root, timex))

    def of(self, head: Token) -> str | None:
        """The words that put the event of `head` years back."""
        for child in head.children:
            if child.dep_ in ("mark", "prep") and child.lower_ in SINCE and child.i in self._durations:
                return f"{self._durations[child.i].span.text} {child.text}"
        return next((timex.span.text for root, timex in self._old if _is_of(root, head)), None)


def _is_old(timex: Timex, dct: date | None) -> bool:
    end = timex.interval.end if timex.interval is not None else None
    return dct is not None and end is not None and dct - end > HISTORICAL_AFTER


def _is_of(root: Token, head: Token) -> bool:
    """Whether the date stands in the head's own clause, as an adverbial and no description of something named there."""
    if root.dep_ not in ("pobj", "npadvmod", "advmod", "nummod", "pcomp"):
        return False
    token = root
    for _ in range(MAX_CLIMB):
        if token.i == head.i:
            return not any(c.lower_ in CAUSES and head.i < c.i < root.i for c in head.children)
        if token.head.i == token.i or token.dep_ in CLAUSES or (token.dep_ == "conj" and is_verbal(token)):
            return False
        if token.lower_ in ("since", "until"):
            return False
        token = token.head
        if token.i != head.i and token.pos_ in ("NOUN", "PROPN") and not _tells_time(token):
            return False
    return False


def _tells_time(noun: Token) -> bool:
    """"the winter", "this day", and the "as a young pilot" on which the parser hangs a date."""
    return noun.lemma_.lower() in TEMPORAL_NOUNS or noun.ent_type_ == "DATE" or noun.head.lower_ == "as"
