"""When an event happened.

The date is, in this order: what the event's own clause says; what follows from another event ("three days after the coup",
`anchors`); the nearest date of its sentence; for what is told in sequence, the last date that holds; the day of the report.
What has yet to come, and what the report only looks back on, has the dates that it is told with or none at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from dragoman import layers
from dragoman.events.anchors import AnchorNouns, Anchors, Link
from dragoman.events.neighbourhood import EXPLICIT_COST, MAX_PATH, Neighbourhood
from dragoman.events.outlook import (
    Outlook,
    clause_head,
    has_own_subject,
    has_subject,
    is_complement,
    is_restrictive,
    outlook,
    verb_of,
)
from dragoman.events.syntax import is_verbal
from dragoman.model import Basis, EventDate, Granularity, Interval, Timex, TimexType
from dragoman.times.periods import containing

INHERITED_COST = 9
"""Steps up to which a date of the sentence is taken for an event of another clause."""
FOLLOWING_TOKENS = 20
PARTS_OF_DAY = frozenset({"day", "night", "morning", "evening", "afternoon"})
MODIFIERS = ("compound", "nummod", "amod", "nmod", "poss", "npadvmod")
OCCASION_PREPOSITIONS = frozenset({"in", "at", "during"})
OCCASIONS = frozenset({
    "address", "briefing", "broadcast", "ceremony", "conference", "debate", "hearing", "interview", "letter", "message", "note",
    "prayer", "report", "deadline", "sermon", "speech", "statement", "telecast",
})  # fmt: skip
"""Nouns for what one says something in, whose date is that of the saying ("in his Friday sermon")."""
HELD = frozenset({"win", "lose", "hold", "contest", "boycott", "observe", "miss", "set"})
"""Verbs that have the date of their object ("won the November election")."""
SEQUENCE_ADVERBS = frozenset({"then", "meanwhile", "afterwards", "afterward"})
LEAD_SENTENCES = 3
NIGHT = "TNI"
ADJACENT = 4  # tokens from a date to the noun that it was taken for part of
STILL_NOW = timedelta(days=3)
"""How long before the report the last date may lie to hold for what is told after it; older ones are background."""
TOLLS = frozenset({"kill", "die", "wound", "displace", "detain", "injure", "fight"})
"""Verbs whose perfect counts what has happened up to now ("fighting that has killed hundreds")."""
CALENDAR_DAYS = (Granularity.DAY, Granularity.TIME)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the sentence, and how far it stands from the event."""

    cost: int
    distance: int
    root: Token
    timex: Timex
    own: bool  # in the event's own clause


class Dating:
    """The dates of one document's events.  `heads` are the indices of the tokens that head triggers."""

    def __init__(
        self, doc: Doc, times: Sequence[Timex], dct: date | None, heads: frozenset[int], nouns: AnchorNouns
    ) -> None:
        self.doc, self.dct = doc, dct
        self.nouns = nouns
        self.anchors = Anchors(doc, times, nouns)
        end = doc._.dateline_end or 0
        telling = [t for t in times if _is_date(t) and t.span.end > end and not self.anchors.holds(t)]
        self._heads = sorted(heads)
        self._semicolons = [token.i for token in doc if token.text == ";"]
        self._times = Neighbourhood(doc, telling)
        self._calendar = [t for t in telling if t.interval is not None]
        self._ends = [t.span.end for t in self._calendar]
        self._sentences = [sentence.start for sentence in doc.sents]
        self._roots = [sentence.root for sentence in doc.sents]
        self._told: dict[int, EventDate | None] = {}
        self._back: dict[int, EventDate | None] = {}
        self._named: dict[int, EventDate | None] = {}
        self._pending: set[int] = set()

    def of(self, head: Token, tokens: tuple[Token, ...], *, ahead: bool = False) -> EventDate | None:
        """The date of the event whose trigger these tokens are; None where the report tells none.  `ahead`: it is known to have
        yet to come, or to be no more than possible."""
        if head.i in self._pending:  # an anchor that is itself dated by this event dates it no more
            return None
        self._pending.add(head.i)
        ahead = ahead or outlook(head) is Outlook.AHEAD
        told = self._telling(head, tokens, ahead=ahead)
        found = told if told is not None or ahead else self._from_context(head)
        self._pending.discard(head.i)
        return found

    # --- what the sentence says ---

    def _telling(self, head: Token, tokens: tuple[Token, ...], *, ahead: bool) -> EventDate | None:
        found = self._candidates(head, tokens, ahead=ahead)
        told = self._since_then(head) or self._own(found) or self._counted(head) or self._counted_back(head)
        if told is not None:
            return told
        near = next((c for c in found if c.cost <= INHERITED_COST), None)
        if near is not None and not _sums_up(head):
            return self._dated(near.timex, Basis.EXPLICIT if near.cost <= EXPLICIT_COST else Basis.INHERITED)
        following = min((c for c in found if self._follows_closely(c.root, head)), key=lambda c: c.distance, default=None)
        return self._dated(following.timex, Basis.INHERITED) if following is not None else None

    def _own(self, found: Sequence[Candidate]) -> EventDate | None:
        """The date that the event's own clause has."""
        own = next((c for c in found if c.own and c.cost <= INHERITED_COST), None)
        if own is None:
            return None
        return self._dated(own.timex, Basis.EXPLICIT if own.cost <= EXPLICIT_COST else Basis.INHERITED)

    def _since_then(self, head: Token) -> EventDate | None:
        """ "and has since tightened sanctions": from the time last spoken of to the report."""
        since = next((c for c in head.children if c.lower_ == "since" and c.dep_ == "advmod"), None)
        spoken = self._spoken_before(since.idx) if since is not None else None
        if spoken is None or spoken.interval.start is None or self.dct is None or spoken.interval.start > self.dct:
            return None
        return EventDate(spoken.timex, Interval(spoken.interval.start, self.dct, spoken.interval.granularity), Basis.INHERITED)

    def _dated(self, timex: Timex, basis: Basis) -> EventDate | None:
        """Nothing more than the day of the report is known of what is said to be "recent" or "now"."""
        if timex.interval is not None:
            return EventDate(timex, timex.interval, basis)
        return self._document()

    def _document(self) -> EventDate | None:
        if self.dct is None:
            return None
        return EventDate(None, Interval(self.dct, self.dct, Granularity.DAY), Basis.DOCUMENT)

    def _candidates(self, head: Token, tokens: tuple[Token, ...], *, ahead: bool) -> list[Candidate]:
        """The nearest first."""
        return sorted(self._around(head, tokens, ahead=ahead), key=lambda c: (c.cost, c.distance))

    def _around(self, head: Token, tokens: tuple[Token, ...], *, ahead: bool) -> Iterator[Candidate]:
        clause = clause_head(head)
        verb = verb_of(head)
        for cost, root, item in self._times.around(head):
            if not isinstance(item, Timex):
                continue
            own = clause_head(root) == clause
            barred = not own and (self._is_divided(root, head) or (ahead and _is_of_promise(root, verb)))
            if not barred and self._tells(root, head, tokens):
                yield Candidate(cost, abs(root.i - head.i), root, item, own)

    def _is_divided(self, root: Token, head: Token) -> bool:
        """Whether the clauses of date and event stand side by side, each with a date of its own to be expected."""
        first, last = sorted((root.i, head.i))
        return bisect_left(self._semicolons, first) < bisect_left(self._semicolons, last)

    def _tells(self, root: Token, head: Token, tokens: tuple[Token, ...]) -> bool:
        if root.dep_ in MODIFIERS and root.head.pos_ in ("NOUN", "PROPN") and root.i < root.head.i:
            # "the 2015 accord" dates the accord only; "Monday's talks" the talks.
            noun = root.head
            return noun in tokens or self._is_occasion(noun, head) or _is_taken_apart(root)
        if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.pos_ == "NOUN":
            noun = root.head.head
            return noun in tokens or noun.lemma_ in PARTS_OF_DAY or self._is_occasion(noun, head)
        return not _is_background(root, head, tokens)

    def _is_occasion(self, noun: Token, head: Token) -> bool:
        """Whether the event took place in what the noun names ("in his Friday sermon he urged …")."""
        known = noun.lemma_ in OCCASIONS or self.nouns.of(noun) is not None
        if not known or clause_head(noun) != clause_head(head):
            return False
        if noun.dep_ == "dobj":
            return noun.head.i == head.i and head.lemma_ in HELD
        before = noun.left_edge.nbor(-1) if noun.left_edge.i else noun
        return before.lower_ in OCCASION_PREPOSITIONS

    def _follows_closely(self, root: Token, head: Token) -> bool:
        """Where the parse does not tie them together, a date is that of the trigger it follows, if none comes in between."""
        if not 0 < root.i - head.i - 1 <= FOLLOWING_TOKENS:
            return False
        token = root
        while token.head.i != token.i:
            if token.dep_ in ("relcl", "acl", "advcl") or (token.dep_ == "conj" and has_own_subject(token)):
                return False  # the date of another clause, rightly parsed
            token = token.head
        return bisect_right(self._heads, head.i) == bisect_left(self._heads, root.i)

    # --- what other events say ---

    def _counted(self, head: Token) -> EventDate | None:
        """ "signed three days after the coup", where the report dates the coup."""
        for link in self.anchors.above(head):
            anchor = self._of_anchor(link)
            found = anchor and self._moved(link, link.distance.from_(anchor.interval), Basis.EXPLICIT)
            if found:
                return found
        return None

    def _counted_back(self, head: Token) -> EventDate | None:
        """The coup of "signed on Monday, three days after the coup"; found once a token."""
        if head.i not in self._back:
            self._back[head.i] = None  # for who asks meanwhile, in a circle
            self._back[head.i] = self._from_governors(head)
        return self._back[head.i]

    def _from_governors(self, head: Token) -> EventDate | None:
        for link in self.anchors.below(head):
            governor = self.of(link.governor, (link.governor,)) if link.governor is not None else None
            found = governor and self._moved(link, link.distance.back().from_(governor.interval), Basis.INHERITED)
            if found:
                return found
        return None

    def _moved(self, link: Link, interval: Interval | None, basis: Basis) -> EventDate | None:
        if interval is None or interval.start is None:
            return None
        value = containing(interval.start, interval.granularity).value
        timex = Timex(layers.span_of(self.doc, link.start, link.end), TimexType.DATE, value, interval, "anchor")
        return EventDate(timex, interval, basis)

    def _of_anchor(self, link: Link) -> EventDate | None:
        anchor = link.anchor
        if anchor is None:
            return self._spoken_before(link.start)
        if is_verbal(anchor):
            return self._of_token(anchor)
        return self._of_noun(anchor)

    def _of_noun(self, noun: Token) -> EventDate | None:
        """The date of the event that a noun names: beside it, or where the report tells of it; found once a token."""
        if noun.i not in self._named:
            self._named[noun.i] = None
            tellings = (
                self._of_telling(teller) or self._counted_back(teller) for teller in self.anchors.tellings(noun)
            )
            self._named[noun.i] = self._beside(noun) or next((told for told in tellings if told is not None), None)
        return self._named[noun.i]

    def _of_telling(self, teller: Token) -> EventDate | None:
        """Of a noun only what is said of it: "the vote of July 12", "the vote is due on July 12"."""
        if is_verbal(teller):
            return self._of_token(teller)
        return self._beside(teller) or (self._of_token(teller.head) if teller.dep_ in ("nsubj", "nsubjpass") else None)

    def _beside(self, noun: Token) -> EventDate | None:
        """ "the attack of Oct. 7", "Sunday's bombing"."""
        for _, root, item in self._times.around(noun):
            if isinstance(item, Timex) and item.interval is not None and _holder(root) == noun:
                return EventDate(item, item.interval, Basis.EXPLICIT)
        return None

    def _of_token(self, token: Token) -> EventDate | None:
        """The date that the token's own clause or what it is counted from gives it; found once a token."""
        if token.i not in self._told:
            self._told[token.i] = None
            found = self._candidates(token, (token,), ahead=outlook(token) is Outlook.AHEAD)
            self._told[token.i] = self._own(found) or self._counted(token)
        return self._told[token.i]

    def _spoken_before(self, character: int) -> EventDate | None:
        place = bisect_right(self._ends, character) - 1
        if place < 0:
            return None
        timex = self._calendar[place]
        return EventDate(timex, timex.interval, Basis.INHERITED) if timex.interval is not None else None

    # --- what the text around says ---

    def _from_context(self, head: Token) -> EventDate | None:
        verb = verb_of(head)
        look = outlook(head)
        if not is_verbal(head) and _is_definite(head):
            named = self._of_noun(head)
            if named is not None and named.timex is not None:
                return EventDate(named.timex, named.interval, Basis.INHERITED)
        if look is Outlook.BEFORE or (verb is not None and look is Outlook.PAST and is_restrictive(clause_head(verb))):
            return None
        if head.dep_ == "amod":
            return None
        if _sums_up(head):
            return None
        return self._narrative(head)

    def _narrative(self, head: Token) -> EventDate | None:
        """The last date that holds, if it is still that of the news; else the day of the report."""
        clause = clause_head(head)
        if any(c.lower_ in SEQUENCE_ADVERBS for c in clause.children):
            spoken = self._spoken_before(clause.left_edge.idx)
            if spoken is not None:
                return spoken
        place = bisect_right(self._sentences, head.i) - 1
        previous = self._of_token(self._roots[place - 1]) if place and _goes_on(clause) else None
        if previous is not None and previous.timex is not None:
            return EventDate(previous.timex, previous.interval, Basis.INHERITED)
        lead = self._lead() if place else None
        return lead or self._document()

    def _lead(self) -> EventDate | None:
        """The date of the news: the latest day that the first sentences which tell one put into their main clauses, if it is
        not long before the report."""
        for root in self._roots[:LEAD_SENTENCES]:
            told = [self._of_token(verb) for verb in (root, *root.conjuncts)]
            news = [t for t in told if t is not None and t.timex is not None and self._is_news(t.interval)]
            if news:
                last = max(news, key=lambda t: t.interval.start or date.min)
                if last.timex is not None and last.timex.value.endswith(NIGHT):
                    return None  # what is said of last night is said today
                return EventDate(last.timex, last.interval, Basis.INHERITED)
            if any(t is not None and t.timex is not None for t in told):
                return None
        return None

    def _is_news(self, interval: Interval) -> bool:
        if self.dct is None or interval.start is None or interval.granularity not in CALENDAR_DAYS:
            return False
        return interval.start == interval.end and timedelta(0) <= self.dct - interval.start <= STILL_NOW


def _is_date(timex: Timex) -> bool:
    if timex.type not in (TimexType.DATE, TimexType.TIME):
        return False
    return timex.interval is not None or timex.value.endswith("_REF")


def _holder(root: Token) -> Token:
    """The noun that a date stands with: "the attack of Oct. 7", "Sunday's bombing", "a vote on Sunday"."""
    return root.head.head if root.dep_ == "pobj" else root.head


def _is_taken_apart(root: Token) -> bool:
    """Whether the parser took a date for part of the subject after it: "In 2017 soldiers drove …", "At the council on Monday
    the envoy accused …", "The following month fighting spread"."""
    noun, first = root.head, root.left_edge
    if noun.i - root.i > ADJACENT:
        return False
    before = first.nbor(-1) if first.i else first
    if noun.dep_ in ("nsubj", "nsubjpass"):
        opens = (first.i == first.sent.start and root.i > first.i) or (before.tag_ == "IN" and before.i == first.sent.start)
        return opens and noun.head.i > noun.i
    if before.tag_ != "IN" or before.dep_ != "prep":
        return False
    verb = verb_of(before)
    return verb is not None and verb.i > noun.i and not has_subject(verb)


def _is_of_promise(root: Token, verb: Token | None) -> bool:
    """Whether a date before what is promised, wanted or foretold is that of the promise: "agreed on Saturday to pull out"."""
    if verb is None or not is_complement(verb):
        return False
    return root.i < verb.i and not verb.is_ancestor(root)


def _is_background(root: Token, head: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether a date only says since when something else holds ("the lowest since the return of democracy in 1990")."""
    token = root
    for _ in range(MAX_PATH):
        if token.head.i == token.i or token.head in tokens:
            return False
        token = token.head
        if token.lower_ == "since":
            return not token.is_ancestor(head)
    return False


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ == "poss" for c in noun.children)


def _goes_on(clause: Token) -> bool:
    """Whether a sentence goes on with what the one before it tells: its subject is a pronoun."""
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ == "PRP" and c.lower_ != "it" for c in clause.children)


def _sums_up(head: Token) -> bool:
    """Whether a perfect sums up what has happened over time: "has since tightened", "have been killed", "has fought three"."""
    verb = verb_of(head)
    if verb is None or verb.i != head.i or outlook(head) is not Outlook.PERFECT:
        return False
    if verb.lemma_ in TOLLS or any(c.lower_ == "since" for c in verb.children):
        return True
    counted = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and verb.tag_ == "VBN")
    return any(g.dep_ == "nummod" for c in counted for g in c.children)
