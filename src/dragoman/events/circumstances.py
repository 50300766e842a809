"""When, where, by whose account and in what context an event stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.ontology import ContextWords, ModeWords
from dragoman.codebook.tables import read_table
from dragoman.events.matching import Match, Words
from dragoman.events.syntax import CLAUSES, near
from dragoman.model import (
    Actor,
    Attribution,
    Basis,
    Event,
    EventDate,
    EventPlace,
    Granularity,
    Interval,
    Place,
    Status,
    Timex,
    TimexType,
)

LOCATIVES = frozenset({
    "in", "near", "outside", "around", "across", "along", "inside", "off", "through", "throughout", "within",
})
WEAK_PLACES = ("within:", "adjective:", "unresolved")
"""Rules by which the places stage resolves what it does not know, or what only modifies something."""
KINDS_OF_PLACE = frozenset({
    "area", "capital", "city", "country", "district", "governorate", "island", "neighborhood", "neighbourhood", "outskirts",
    "port",
    "province", "region", "republic", "state", "suburb", "territory", "town", "valley", "village",
})
GOALS = frozenset({"to", "into"})
"""Prepositions of movement: "a visit to Tokyo" is in Tokyo, though Tokyo is its host."""
SPOT_PREPOSITIONS = LOCATIVES | {"at"}
LOOSE_LOCATIVES = frozenset({"at", "on", "over", "between", "from"})
"""Prepositions that name a place only where it is no country and no party ("views on China", "lashed out at Moscow")."""
CLAUSE_ABOVE_COST = 2  # what the main clause says holds for the clauses below it …
CLAUSE_BELOW_COST = 4  # … and less the other way round
OTHER_CLAUSE_COST = 8  # a date in a relative or a subject clause is none of the main verb, nor the other way round
SEQUENCE = frozenset({"after", "before", "following", "since"})
"""Prepositions that name another event, whose date is its own ("banned exports after the test on Sept. 3")."""
NOUN_COST = 3  # "tensions on the peninsula": the place is the tensions'
EXPLICIT_COST = 8
"""Steps in the parse between trigger and date or place up to which it is the event's own."""
INHERITED_COST = 9
"""Steps up to which a date of the sentence is taken for an event of another clause."""
FOLLOWING_TOKENS = 20
MAX_PATH = 40
ATTITUDES = frozenset({"infinitive", "object", "preposition", "predicate", "gerund"})
"""Rules of the attribution stage for what somebody wants, decides or condemns: a stance towards the event, not word of it."""
STRETCH = 500  # characters
INHERITANCE = 3
"""Events before and after, among which one without a place looks for that of the same actors on the same day."""
MEETINGS = frozenset({"CONSULT", "AGREE", "SUPPORT"})
"""Types that come together in one place: a visit, its talks and what was signed there."""
MAX_CONTEXTS = 4


class Neighbourhood:
    """What of one layer stands in each sentence, by the token that heads it."""

    def __init__(self, doc: Doc, items: Iterable[Timex | Place]) -> None:
        self._by_sentence: dict[int, list[tuple[Token, Timex | Place]]] = defaultdict(list)
        for item in items:
            span = doc.char_span(item.span.start, item.span.end, alignment_mode="expand")
            if span is not None:
                self._by_sentence[span.sent.start].append((span.root, item))

    def around(self, head: Token) -> Iterator[tuple[int, Token, Timex | Place]]:
        """Yield (cost, head token, item) for the items of the head's sentence."""
        here = self._by_sentence.get(head.sent.start, ())
        up = _path_up(head) if here else []
        for root, item in here:
            yield _cost(up, root), root, item


def _path_up(token: Token) -> list[Token]:
    path = [token]
    while path[-1].head.i != path[-1].i and len(path) < MAX_PATH:
        path.append(path[-1].head)
    return path


def _cost(up: list[Token], to: Token) -> int:
    """Steps from the start of `up` to the token over their lowest common ancestor, clause borders weighted."""
    position = {token.i: n for n, token in enumerate(up)}
    below = 0
    for _ in range(MAX_PATH):
        if to.i in position:
            return below + sum(_step(token, CLAUSE_ABOVE_COST) for token in up[: position[to.i]])
        below += _step(to, CLAUSE_BELOW_COST)
        if to.head.i == to.i:
            break
        to = to.head
    return below + sum(_step(token, CLAUSE_ABOVE_COST) for token in up)


def _step(token: Token, border: int) -> int:
    if token.lower_ in SEQUENCE and token.dep_ == "prep" and border == CLAUSE_BELOW_COST:
        return OTHER_CLAUSE_COST
    if token.dep_ in ("csubj", "csubjpass") or (token.dep_ == "relcl" and border == CLAUSE_BELOW_COST):
        return OTHER_CLAUSE_COST
    return border if token.dep_ in CLAUSES or (token.dep_ == "conj" and token.pos_ == "VERB") else 1


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


def event_place(
    match: Match, places: Neighbourhood, parties: Iterable[Actor]
) -> EventPlace | None:
    """The place that the event's own clause names."""
    sides = {(actor.span.start, actor.span.end) for actor in parties}
    best = min(
        ((_place_cost(cost, root, match), abs(root.i - match.head.i), item)
         for cost, root, item in places.around(match.head) if isinstance(item, Place) and _locates(root, item, sides)),
        key=lambda found: found[:2], default=None,
    )
    return EventPlace(best[2], Basis.EXPLICIT) if best is not None and best[0] <= EXPLICIT_COST else None


def _place_cost(cost: int, root: Token, match: Match) -> int:
    """The steps, and what it costs that a place modifies some noun of the clause and not the event itself.  A place that opens
    the sentence ("In Brussels, …") holds for all of it."""
    if root.head.i == root.sent.start:
        return min(cost, EXPLICIT_COST)
    holder = root.head.head
    modifies_noun = holder.pos_ in ("NOUN", "PROPN") and holder not in match.tokens
    if not modifies_noun or holder.lemma_.lower() in KINDS_OF_PLACE or _is_spot(holder):
        return cost
    return cost + NOUN_COST


def _is_spot(noun: Token) -> bool:
    """A noun that itself says where: "outside the embassy in Berlin", "in front of the ministry in Berlin"."""
    preposition = noun.head.lower_
    return noun.dep_ == "pobj" and (preposition in SPOT_PREPOSITIONS or noun.head.head.lower_ == "front")


def _place_preposition(root: Token) -> str:
    """The preposition of a toponym; in "on the island of Tanna" that of the island."""
    holder = root.head.head
    if root.head.lower_ == "of" and holder.lemma_.lower() in KINDS_OF_PLACE and holder.dep_ == "pobj":
        return holder.head.lower_
    return root.head.lower_


def _locates(root: Token, place: Place, sides: set[tuple[int, int]]) -> bool:
    """Whether a toponym says where something happened, and does not only modify an actor."""
    if root.dep_ != "pobj" or place.rule.startswith(WEAK_PLACES):
        return False
    preposition = _place_preposition(root)
    if preposition in LOOSE_LOCATIVES:
        if (place.feature or "").startswith("A."):
            return False
        return not any(start < place.span.end and place.span.start < end for start, end in sides)
    return preposition in LOCATIVES or preposition in GOALS


def placed(events: list[Event], dateline: Place | None) -> list[Event]:
    """Give events without a place of their own the place of a near event of the same actors and date, else the dateline's.
    `events` are in the order of the text."""
    return [event if event.place is not None else _placed(event, n, events, dateline) for n, event in enumerate(events)]


def _placed(event: Event, n: int, events: list[Event], dateline: Place | None) -> Event:
    ids = {actor.id for actor in event.actors}
    around = events[max(0, n - INHERITANCE): n + INHERITANCE + 1]
    for other in sorted(around, key=lambda e: abs(e.trigger.start - event.trigger.start)):
        if other.place is None or other.date is None or event.date is None or event.status is not other.status:
            continue
        same_day = other.date.interval == event.date.interval
        if same_day and ids & {a.id for a in other.actors} and event.event_type in MEETINGS and other.event_type in MEETINGS:
            return replace(event, place=EventPlace(other.place.place, Basis.INHERITED))
    if dateline is not None and event.date is not None and event.status is not Status.HISTORICAL:
        return replace(event, place=EventPlace(dateline, Basis.DOCUMENT))
    return event


def dateline(doc: Doc, places: Iterable[Place]) -> Place | None:
    """The place that opens a wire report: "SEOUL, July 8 (Wire) —"."""
    first = next(iter(places), None)
    if first is None or first.span.start > 40:
        return None
    opening = doc.text[first.span.end: first.span.end + 60]
    marks = [mark for mark in ("—", "–", "--", " - ", "(") if mark in opening]
    return first if marks and doc.text[: first.span.start].strip() == "" else None


class Claims:
    """The attributions of a document, by the stretches of text they cover."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._by_stretch: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in attributions:
            if attribution.rule not in ATTITUDES:
                start, end = attribution.content[0].start, attribution.content[-1].end
                for stretch in range(start // STRETCH, end // STRETCH + 1):
                    self._by_stretch[stretch].append(attribution)

    def of(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution whose content holds the trigger, and whose cue is not the trigger itself."""
        holding = [
            a for a in self._by_stretch.get(start // STRETCH, ())
            if a.covers(start, end) and not (a.cue is not None and a.cue.start < end and start < a.cue.end)
        ]
        return min(holding, key=lambda a: sum(p.end - p.start for p in a.content), default=None)


class WordList:
    """Words and phrases, each of which shows something (a context, a mode)."""

    def __init__(self) -> None:
        self._single: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def add(self, phrase: str, shown: str) -> None:
        first, *rest = phrase.split()
        if rest:
            self._phrases[first].append((tuple(rest), shown))
        else:
            self._single[first].append(shown)

    def count(self, tokens: Iterable[Token], words: Words) -> dict[str, int]:
        """What the tokens show, and how strongly: a phrase counts twice, being surer than a word."""
        counts: dict[str, int] = defaultdict(int)
        for token in tokens:
            for form in words.of(token):
                for shown in self._single.get(form, ()):
                    counts[shown] += 1
                for rest, shown in self._phrases.get(form, ()):
                    if words.follow(token, rest):
                        counts[shown] += 2
        return counts


class Contexts:
    """PLOVER's contexts, by the words that show them."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._words = WordList()
        for row in read_table("contexts.csv", ContextWords, folders):
            for phrase in row.words:
                self._words.add(phrase, row.context)

    def of(self, sentence: Span, words: Words) -> tuple[str, ...]:
        """The contexts that the sentence shows, most often shown first, at most MAX_CONTEXTS."""
        counts = self._words.count(sentence, words)
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:MAX_CONTEXTS])


class Modes:
    """The modes that the words of a clause tell, where the trigger tells none."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._words: dict[str, WordList] = defaultdict(WordList)
        self._order: list[str] = []
        for row in read_table("mode_words.csv", ModeWords, folders):
            self._order.append(row.mode)
            for phrase in row.words:
                self._words[row.event_type].add(phrase, row.mode)

    def of(self, match: Match, event_type: str, words: Words) -> str | None:
        """The mode shown most strongly in the trigger's clause; of equals, the one named first in the table."""
        if event_type not in self._words:
            return None
        counts = self._words[event_type].count([match.head, *near(match.head)], words)
        return max(counts, key=lambda mode: (counts[mode], -self._order.index(mode)), default=None)
