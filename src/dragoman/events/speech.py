"""What speakers do by speaking, where no trigger says so: they command (“Leave our land,” the rebels told the French) and give
verdicts (“It was an act of war by Eritrea,” the minister said).

In: the events of a document and its attributions.  Out: the events with commands made REQUESTs of the speaker to the
addressee, and with a verdict of verdicts.csv as the speaker's own ACCUSE or SUPPORT of whom it is on.  What a verdict's own
words seemed to tell ("war") is no event then.  What is said in the first person, and what must be done, the triggers read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from spacy.tokens import Doc, Token

from dragoman import layers
from dragoman.codebook.frames import Compositions
from dragoman.codebook.tables import Row, read_table
from dragoman.events.claims import Claims
from dragoman.model import (
    Actor,
    Attribution,
    Basis,
    Directness,
    Event,
    EventDate,
    EventPlace,
    Explanation,
    Granularity,
    Interval,
    Status,
    Veridicality,
)

HELD = frozenset({Veridicality.ASSERTED, Veridicality.CONFIRMED, Veridicality.ALLEGED})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
LEADING = frozenset({"ADV", "INTJ", "PUNCT", "SPACE", "CCONJ"})
"""What may stand before the verb of a command."""
CONFIDENCE = 0.6
MAX_LEAD = 6


class Verdict(Row):
    """`word` is a noun or adjective after "be", or a noun, "of" and a noun, as lemmas; `event_type` and `mode` are those of
    the speaker's own event; `example` shows it."""

    word: str
    event_type: str
    mode: str | None = None
    example: str

    def key(self) -> object:
        return self.word


class SpeechActs:
    """The commands and verdicts of speakers."""

    def __init__(self, folders: tuple[Path, ...], compositions: Compositions) -> None:
        self.verdicts = {row.word: row for row in read_table("attribution/verdicts.csv", Verdict, folders)}
        self.compositions = compositions

    def read(self, doc: Doc, events: Iterable[Event], claims: Claims) -> list[Event]:
        """The events with those that are done by speaking, in the order of their triggers."""
        given = [self._as_command(doc, event) for event in events]
        found = [event for attribution in _spoken(doc) for event in self._verdicts(doc, attribution, claims)]
        kept = [event for event in given if not any(_covers(verdict, event) for verdict in found)]
        return sorted((*kept, *found), key=lambda event: event.trigger.start)

    def _as_command(self, doc: Doc, event: Event) -> Event:
        said = event.attribution
        if said is None or said.directness is not Directness.DIRECT or not said.speaker.actors:
            return event
        tokens = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
        if tokens is None or not is_command(tokens.root, said) or event.event_type == "REQUEST":
            return event
        result = self.compositions.result_of_mode("REQUEST", event.event_type, event.mode)
        event_type, mode = result or ("REQUEST", None)
        known = {actor.id for actor in said.speaker.actors}
        named = said.addressees or tuple(a for a in event.recipients + event.actors if a.id not in known)
        step = f"a command of '{said.source.text if said.source else '-'}' is {event_type}"
        explanation = replace(event.explanation, steps=(*event.explanation.steps, step))
        return replace(
            event, event_type=event_type, mode=mode, status=Status.ACTUAL, actors=said.speaker.actors, recipients=named,
            explanation=explanation,
        )  # fmt: skip

    def _verdicts(self, doc: Doc, said: Attribution, claims: Claims) -> Iterator[Event]:
        actors: dict[int, list[Actor]] = defaultdict(list)
        known = {actor.id for actor in said.speaker.actors}
        for actor in doc._.actors:
            if actor.id not in known:
                actors[actor.head].append(actor)
        for piece in said.content:
            tokens = doc.char_span(piece.start, piece.end, alignment_mode="contract")
            for verb in tokens or ():
                predicate = _predicate(verb)
                verdict = self._verdict(predicate) if predicate is not None else None
                if predicate is None or verdict is None:
                    continue
                judged = _judged(verb, predicate, actors)
                if judged:
                    yield _event(doc, said, claims, verdict, predicate, judged)

    def _verdict(self, predicate: Token) -> Verdict | None:
        for child in predicate.rights:
            if child.lower_ == "of":
                for noun in child.rights:
                    if found := self.verdicts.get(f"{predicate.lemma_.lower()} of {noun.lemma_.lower()}"):
                        return found
        before = predicate.doc[predicate.i - 1].lower_ if predicate.i else ""
        lemma = predicate.lemma_.lower()
        return self.verdicts.get(f"{before} {lemma}") or self.verdicts.get(lemma)


def is_command(verb: Token, said: Attribution) -> bool:
    """Whether the verb stands in the imperative at the beginning of a sentence of the quotation."""
    if verb.tag_ not in ("VB", "VBP") or any(child.dep_ in SUBJECTS for child in verb.children):
        return False
    if any(child.tag_ in ("TO", "MD") for child in verb.lefts):
        return False
    starts = {piece.start for piece in said.content}
    for at in range(verb.i - 1, max(verb.i - MAX_LEAD, -1), -1):
        token = verb.doc[at]
        if token.idx in starts or token.text in (".", "!", "?"):
            return True
        if token.pos_ not in LEADING and token.lower_ not in ("please", "do", "not", "n't", "n’t", "never"):
            return False
    return False


def _spoken(doc: Doc) -> Iterator[Attribution]:
    """Yield what an identified speaker holds to be so; nested ones too."""
    for attribution in doc._.attributions:
        for each in (attribution, *attribution.nested):
            if each.veridicality in HELD and each.speaker.actors:
                yield each


def _predicate(verb: Token) -> Token | None:
    """What "be" says of its subject; None where it is negated, asked or only possible."""
    if verb.lemma_ != "be" or any(c.dep_ == "neg" or c.tag_ == "MD" or c.lower_ == "if" for c in verb.children):
        return None
    return next((child for child in verb.rights if child.dep_ in ("attr", "acomp")), None)


def _judged(verb: Token, predicate: Token, actors: dict[int, list[Actor]]) -> tuple[Actor, ...]:
    """Whom the verdict is on: who is behind "by", the subject, or whose the subject is."""
    for child in predicate.rights:
        if child.lower_ == "by":
            for noun in child.rights:
                if noun.i in actors:
                    return tuple(actors[noun.i])
    for subject in verb.lefts:
        if subject.dep_ == "nsubj":
            owner = next((child.i for child in subject.lefts if child.dep_ == "poss"), subject.i)
            return tuple(actors.get(subject.i) or actors.get(owner) or ())
    return ()


def _event(
    doc: Doc, said: Attribution, claims: Claims, verdict: Verdict, predicate: Token, judged: tuple[Actor, ...]
) -> Event:
    sentence = predicate.sent
    last = next((noun for c in predicate.rights if c.lower_ == "of" for noun in c.rights if noun.dep_ == "pobj"), predicate)
    end = last if " of " in verdict.word else predicate
    trigger = layers.span_of(doc, predicate.idx, end.idx + len(end))
    return Event(
        event_type=verdict.event_type,
        mode=verdict.mode,
        contexts=(),
        status=Status.ACTUAL,
        trigger=trigger,
        sentence=layers.span_of(doc, sentence.start_char, sentence.start_char + len(sentence.text.rstrip())),
        actors=said.speaker.actors,
        recipients=judged,
        date=_said_on(said, doc._.dct),
        place=EventPlace(said.place, Basis.EXPLICIT) if said.place else None,
        attribution=claims.of(trigger.start, trigger.end),
        confidence=CONFIDENCE,
        explanation=Explanation(f"verdict: {verdict.word}", (trigger,), ("actor: speaker, recipient: subject",)),
    )


def _said_on(said: Attribution, dct: date | None) -> EventDate | None:
    if said.time is not None and said.time.interval is not None:
        return EventDate(said.time, said.time.interval, Basis.EXPLICIT)
    return EventDate(None, Interval(dct, dct, Granularity.DAY), Basis.DOCUMENT) if dct else None


def _covers(verdict: Event, event: Event) -> bool:
    return verdict.trigger.start <= event.trigger.start and event.trigger.end <= verdict.trigger.end
