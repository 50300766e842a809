"""What an expression is read against: the day of the report, the verb's tense, the times spoken of before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.model import Granularity, Interval, Span, TimexType
from dragoman.times.grammar import Reading
from dragoman.times.periods import DAY, Period, containing
from dragoman.times.syntax import Direction, Syntax
from dragoman.times.words import Word

ORDER = tuple(Granularity)  # from fine to coarse
REACH = 15  # words back to a year that a month may belong to
SENTENCE_ENDS = frozenset({".", "!", "?"})
SENTENCE_STARTS = SENTENCE_ENDS | {"“", '"', "—", "–", "-", ")"}
MEMORY = 12  # how many expressions back a reader still has in mind


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says.

    `period` is None for what has no place in the calendar; `bound` cuts the period at the day of the report: -1 leaves
    what came before it, 1 what comes after.  `interval` stands in for that of a period.
    `focus` is what later expressions count from where that is not the period itself: figures of "a year earlier" leave
    the quarter they are compared with in mind."""

    type: TimexType
    value: str
    period: Period | None = None
    mod: str | None = None
    bound: int = 0
    interval: Interval | None = None
    focus: Period | None = None


def dated(period: Period, mod: str | None = None, *, bound: int = 0, interval: Interval | None = None) -> Meaning:
    kind = TimexType.TIME if period.part.startswith("T") else TimexType.DATE
    return Meaning(kind, period.value, period, mod, bound, interval)


def mod_of(reading: Reading) -> str | None:
    word = reading.get("EDGE")
    return word.value if word else None


def bound_of(reading: Reading) -> int:
    if reading.get("SOFAR"):
        return -1
    word = reading.get("SHIFT")
    return int(word.value) if word else 0


def placed(period: Period, reading: Reading) -> Meaning:
    """The period with the reading's modifiers."""
    return dated(period, mod_of(reading), bound=bound_of(reading))


def unknown(value: str, kind: TimexType = TimexType.DATE, mod: str | None = None) -> Meaning:
    """A value without a place in the calendar, such as XXXX-10."""
    return Meaning(kind, value, mod=mod)


@dataclass(slots=True)
class Scene:
    """One report, read from its beginning to the expression at hand."""

    dct: date | None
    syntax: Syntax
    words: list[Word]
    spoken: list[Period] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)  # of the expressions that spoke of these periods
    anchor: Span | None = None  # of the expression that the one at hand is counted from

    def remember(self, meaning: Meaning, span: Span) -> None:
        period = meaning.focus or meaning.period
        if period is not None:
            self.spoken = [*self.spoken[-MEMORY:], period]
            self.spans = [*self.spans[-MEMORY:], span]

    def count_from(self, period: Period | None) -> None:
        """Note that the expression at hand is counted from this period, one of those spoken of."""
        for spoken, span in zip(reversed(self.spoken), reversed(self.spans), strict=True):
            if spoken is period:
                self.anchor = span
                return

    def year_of_sentence(self, reading: Reading) -> int | None:
        """The past year that the sentence is about: "In 2014, protests began in February"; the "2014 accord" that failed
        in February tells none."""
        if self.dct is None:
            return None
        for place in range(reading.first - 1, max(0, reading.first - REACH), -1):
            word = self.words[place]
            if word.lower in SENTENCE_ENDS:
                return None
            if word.kind == "YEAR" and self.is_frame(place):
                return word.number if 1900 <= word.number < self.dct.year else None
        return None

    def is_frame(self, place: int) -> bool:
        """Whether the year stands for all of its sentence: "In 2014, …"; "In May 2014 …" at its beginning."""
        opener = place - (2 if self.words[place - 1].kind == "MONTH" else 1)
        if opener < 0 or self.words[opener].lower != "in":
            return False
        before = self.words[opener - 1].lower if opener else "\n"
        begins = before in SENTENCE_STARTS or before.isspace()
        return begins or (place + 1 < len(self.words) and self.words[place + 1].lower == ",")

    def direction(self, reading: Reading) -> Direction | None:
        return self.syntax.direction(reading.start, reading.end)

    def now(self, grain: Granularity) -> Period | None:
        return containing(self.dct, grain) if self.dct is not None else None

    def last(self, finest: Granularity = DAY, coarsest: Granularity = Granularity.CENTURY) -> Period | None:
        """The last period spoken of, of a granularity within the bounds."""
        low, high = ORDER.index(finest), ORDER.index(coarsest)
        return next((p for p in reversed(self.spoken) if low <= ORDER.index(p.grain) <= high), None)

    def before(self, reading: Reading, back: int = 1) -> str:
        """The lower-case word before the reading, "" at the beginning."""
        place = reading.first - back
        return self.words[place].lower if place >= 0 else ""

    def after(self, reading: Reading, ahead: int = 0) -> str:
        place = reading.stop + ahead
        return self.words[place].lower if place < len(self.words) else ""
