"""Events as the times that others are counted from: "three days after the coup", "a week into the siege".

A link ties what happened (the governor) to the event that it is counted from (the anchor) by a distance in the calendar, so
that the date of either gives that of the other: "signed on Monday, four days after the wall was opened".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from spacy.tokens import Doc, Token

from dragoman.codebook.tables import BUILT_IN, read_table
from dragoman.events.outlook import clause_head
from dragoman.events.syntax import is_verbal
from dragoman.model import Granularity, Interval, Timex, TimexType
from dragoman.times.lexicon import AnchorRow
from dragoman.times.numbers import ORDINALS
from dragoman.times.periods import add_months, containing

SIGNS = {"after": 1, "following": 1, "before": -1, "into": 1}
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120}
GRAINS = {
    "day": Granularity.DAY, "week": Granularity.WEEK, "fortnight": Granularity.WEEK, "month": Granularity.MONTH,
    "year": Granularity.YEAR, "decade": Granularity.DECADE,
}  # fmt: skip
SAME_DAY = frozenset({"minute", "hour", "moment", "second"})
PARTS_OF_DAY = frozenset({"night", "evening", "morning", "afternoon"})
PROMPTLY = frozenset({"shortly", "immediately", "moments"})
EVE = "eve"
POINTERS = frozenset({"that", "this", "then"})
BEGINNINGS = frozenset({"begin", "start", "break", "erupt", "open", "flare", "commence", "launch"})
"""Verbs whose subject or object is what begins: "the war began", "he launched the offensive"."""
LENGTH = re.compile(r"P(T?)(\d+)([YMWDH]|DE)")
MOST_TELLINGS = 10  # tokens of one lemma, before an anchor and after it, asked for its date
MOST_LINKS = 3  # of one clause; more are met only in text without sentences
VERB_REACH = 10  # tokens from "after" to the verb of its clause, where the parse does not tell it
GOVERNOR_REACH = 40  # tokens back to a governor, where the parse does not tell it
NOWHERE: tuple[list[int], list[Token]] = ([], [])
ORDER = tuple(Granularity)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the governor lies after the anchor (before it, if negative)."""

    months: int
    days: int
    grain: Granularity

    def back(self) -> Distance:
        return Distance(-self.months, -self.days, self.grain)

    def from_(self, interval: Interval) -> Interval | None:
        """The stretch so far from the beginning of the interval, no finer than that.  None beyond the calendar."""
        if interval.start is None:
            return None
        fine = Granularity.DAY if interval.granularity is Granularity.TIME else interval.granularity
        if not self.months and not self.days:
            return Interval(interval.start, interval.end, fine)
        grain = max(self.grain, fine, key=ORDER.index)
        try:
            return containing(add_months(interval.start, self.months) + timedelta(days=self.days), grain).interval()
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Link:
    """`anchor` is None where a pronoun stands for it ("two days after that"): what was dated last.  `start` and `end` are the
    characters of the expression without the anchor ("four days after")."""

    governor: Token | None
    anchor: Token | None
    distance: Distance
    start: int
    end: int


class AnchorNouns:
    """anchors.csv, by noun."""

    def __init__(self, folders: tuple[Path, ...] = (BUILT_IN,)) -> None:
        self.rows: dict[str, AnchorRow] = {}
        for row in read_table("times/anchors.csv", AnchorRow, folders):
            for noun in row.nouns:
                self.rows.setdefault(noun, row)

    def of(self, token: Token) -> AnchorRow | None:
        return self.rows.get(token.lower_) or self.rows.get(token.lemma_.lower())


class Anchors:
    """The links of one document, and where in it the event that a noun names is told."""

    def __init__(self, doc: Doc, times: Iterable[Timex], nouns: AnchorNouns) -> None:
        self.doc, self.nouns = doc, nouns
        self._lengths = {t.span.end: t for t in times if t.type is TimexType.DURATION}
        self.links = tuple(self._found())
        self._starts = [link.start for link in self.links]
        self._by_governor = _by_clause(self.links, lambda link: link.governor)
        self._by_anchor = _by_clause(self.links, lambda link: link.anchor)
        self._by_lemma: dict[str, tuple[list[int], list[Token]]] | None = None

    def above(self, token: Token) -> list[Link]:
        """The links that tell when the clause of this token happened."""
        return self._by_governor.get(clause_head(token).i, [])

    def below(self, token: Token) -> list[Link]:
        """The links whose anchor is in the clause of this token, or is the token itself."""
        return self._by_anchor.get(token.i) or self._by_anchor.get(clause_head(token).i, [])

    def holds(self, timex: Timex) -> bool:
        """Whether the expression is the distance of a link ("the week" of "the week before the attack")."""
        place = bisect_left(self._starts, timex.span.end) - 1
        return place >= 0 and timex.span.start < self.links[place].end and self.links[place].start < timex.span.end

    def tellings(self, noun: Token) -> Iterator[Token]:
        """The words elsewhere that may tell of the event that the noun names, the likeliest first: those before it from the
        nearest, then those after it."""
        row = self.nouns.of(noun)
        if row is None:
            return
        told = [t for lemma in (*row.verbs, *row.nouns) for t in self._near(lemma, noun.i) if t.i != noun.i]
        begun = [t for lemma in BEGINNINGS for t in self._near(lemma, noun.i) if self._begins(t, row)] if row.lasts else []
        found = {t.i: t for t in begun or told}
        before = sorted((i for i in found if i < noun.i), reverse=True)
        yield from (found[i] for i in [*before, *sorted(i for i in found if i > noun.i)])

    def _near(self, lemma: str, i: int) -> list[Token]:
        """The words of that lemma nearest to token i, at most MOST_TELLINGS on either side."""
        places, tokens = self._index().get(lemma, NOWHERE)
        at = bisect_left(places, i)
        return tokens[max(0, at - MOST_TELLINGS) : at + MOST_TELLINGS]

    def _begins(self, verb: Token, row: AnchorRow) -> bool:
        return any(
            child.dep_ in ("nsubj", "nsubjpass", "dobj") and self.nouns.of(child) is row for child in verb.children
        )

    def _index(self) -> dict[str, tuple[list[int], list[Token]]]:
        """The verbs and nouns of the document by their lemma, in order."""
        if self._by_lemma is None:
            self._by_lemma = defaultdict(lambda: ([], []))
            for token in self.doc:
                if is_verbal(token) or token.pos_ == "NOUN":
                    places, tokens = self._by_lemma[token.lemma_.lower()]
                    places.append(token.i)
                    tokens.append(token)
        return self._by_lemma

    # --- finding links ---

    def _found(self) -> Iterator[Link]:
        for token in self.doc:
            if token.lower_ in SIGNS:
                measured = self._measured(token)
            elif token.lower_ == "of":
                measured = self._ordinal(token)
            else:
                continue
            if measured is not None:
                first, distance = measured
                link = self._link(first, token, distance)
                if link is not None:
                    yield link

    def _measured(self, word: Token) -> tuple[Token, Distance] | None:
        """ "three days after", "the day before", "hours after", "shortly after": its first token, and how far."""
        if word.i == 0:
            return None
        sign, unit = SIGNS[word.lower_], self.doc[word.i - 1]
        name = unit.lemma_.lower()
        if name in SAME_DAY or (unit.lower_ in PROMPTLY):
            first, number = self._number(unit)
            days = (number or 0) // 24 if name == "hour" else 0
            return first, Distance(0, sign * days, Granularity.DAY)
        if name in PARTS_OF_DAY and unit.i and self.doc[unit.i - 1].lower_ == "the":
            return self.doc[unit.i - 1], Distance(0, sign, Granularity.DAY)
        if name not in GRAINS:
            return None
        first, number = self._number(unit)
        if number is None:
            return None
        return first, Distance(
            sign * number * UNIT_MONTHS.get(name, 0), sign * number * UNIT_DAYS.get(name, 0), GRAINS[name]
        )

    def _number(self, unit: Token) -> tuple[Token, int | None]:
        """The first token of the amount that ends with the unit, and its number; None for "days", "several weeks"."""
        length = self._lengths.get(unit.idx + len(unit))
        if length is not None:
            first = self.doc.char_span(length.span.start, length.span.end, alignment_mode="expand")
            value = LENGTH.match(length.value)
            if first is not None:
                return first[0], int(value[2]) if value else None
        before = self.doc[unit.i - 1] if unit.i else unit
        if before.lower_ in ("the", "a", "an", "one"):
            return before, 1
        return unit, 1 if unit.tag_ == "NN" and unit.i == unit.sent.start else None

    def _ordinal(self, of: Token) -> tuple[Token, Distance] | None:
        """ "the third day of", "the day of", "the eve of", "within hours of"."""
        if of.i < 2:
            return None
        unit, before = self.doc[of.i - 1], self.doc[of.i - 2]
        if unit.lower_ == EVE:
            return before, Distance(0, -1, Granularity.DAY)
        name = unit.lemma_.lower()
        if name in SAME_DAY and self._is_within(unit):
            return unit, Distance(0, 0, Granularity.DAY)
        if name not in ("day", *PARTS_OF_DAY) or unit.tag_ != "NN":
            return None
        if before.lower_ == "the" and self.doc[max(0, of.i - 3)].lower_ == "on":
            return before, Distance(0, 0, Granularity.DAY)
        number = ordinal(before)
        return None if number is None else (before, Distance(0, number - 1, Granularity.DAY))

    def _is_within(self, unit: Token) -> bool:
        return any(t.lower_ == "within" for t in self.doc[max(0, unit.i - 3) : unit.i])

    def _link(self, first: Token, word: Token, distance: Distance) -> Link | None:
        anchor, pointed = self._anchor(word)
        if anchor is None and not pointed:
            return None
        governor = self._governor(first, word, anchor)
        return Link(governor, anchor, distance, first.idx, word.idx + len(word))

    def _anchor(self, word: Token) -> tuple[Token | None, bool]:
        """The event that the word leads to, or that a pronoun stands for one."""
        if self._is_pointer(word):
            return None, True
        if word.dep_ == "mark" and is_verbal(word.head):
            return _arranged(word.head), False
        noun = next((c for c in word.children if c.dep_ == "pobj"), None)
        if noun is not None:
            named = next((t for t in (noun, *noun.lefts) if t.i > word.i and self.nouns.of(t) is not None), None)
            if named is not None:
                return named, False
        inside = next((c for c in word.children if c.dep_ == "pcomp" and is_verbal(c)), None)
        return inside or self._verb_after(word), False

    def _is_pointer(self, word: Token) -> bool:
        """ "two days after that", but not "after that vote"."""
        following = self.doc[word.i + 1 : word.i + 3]
        if not len(following) or following[0].lower_ not in POINTERS:
            return False
        return len(following) == 1 or following[0].dep_ != "det" or following[1].tag_ not in ("NN", "NNS", "NNP")

    def _verb_after(self, word: Token) -> Token | None:
        """The verb of the clause that the word opens, where the parser took its subject for an object."""
        for token in self.doc[word.i + 1 : min(word.i + VERB_REACH, word.sent.end)]:
            if token.text in (",", ";", ":", "—"):
                return None
            if token.tag_ in ("VBD", "VBN", "VBZ", "VBP") and token.dep_ not in ("aux", "auxpass", "amod"):
                return token
        return None

    def _governor(self, first: Token, word: Token, anchor: Token | None) -> Token | None:
        """The verb that the distance belongs to: above it in the parse, else the nearest verb before or after it."""
        below = {t.i for t in anchor.subtree} if anchor is not None and is_verbal(anchor) else set()
        token = anchor if anchor is not None and word.dep_ == "mark" else word
        while token.head.i != token.i:
            token = token.head
            if is_verbal(token) and token.i not in below and not first.i <= token.i <= word.i and not _is_participle(token):
                return token
            if self.nouns.of(token) is not None and token.i < first.i and token.dep_ == "appos":
                return token
        for before in reversed(self.doc[max(0, first.i - GOVERNOR_REACH) : first.i]):
            if is_verbal(before) and before.dep_ != "aux":
                return before
            if before.is_sent_start:
                break
        return None


def _arranged(verb: Token) -> Token:
    """The infinitive of "before parliament was to sit"."""
    return next((c for c in verb.children if verb.lemma_ == "be" and c.dep_ == "xcomp"), verb)


def _is_participle(verb: Token) -> bool:
    """A participle that says something of a noun or goes with another verb ("a text endorsing …", "for smuggling …")."""
    return verb.tag_ in ("VBG", "VBN") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children) and (
        verb.dep_ in ("acl", "pcomp", "amod", "advcl")
    )


def ordinal(word: Token) -> int | None:
    """The number of "third", "23rd"."""
    if word.lower_ in ORDINALS:
        return ORDINALS[word.lower_]
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word.lower_)
    return int(digits[1]) if digits else None


def _by_clause(links: Iterable[Link], end: Callable[[Link], Token | None]) -> dict[int, list[Link]]:
    """Links by the verb of the clause that their end stands in; by the end itself where that is a noun."""
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        token = end(link)
        if token is not None:
            found[clause_head(token).i if is_verbal(token) else token.i].append(link)
    return {i: links[:MOST_LINKS] for i, links in found.items()}
