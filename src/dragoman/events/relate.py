"""The relation between two given parties of a sentence: which event does the text report from the source to the target?

The same lexicon, slots and compositions as the main job; only the cast is given. Among all triggers of the text the one
wins whose slots the two parties fill best, and, where syntax decides nothing, the one that stands best between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.codebook.triggers import PartOfSpeech
from dragoman.errors import PipelineError
from dragoman.events import assembly
from dragoman.events.component import EventsComponent
from dragoman.events.composition import COOPERATIVE, Reading
from dragoman.events.relation_model import MarkedPair
from dragoman.layers import span_of
from dragoman.model import Actor, ActorKind, Status

SOURCE, TARGET = "source", "target"
NONE = "NONE"
BATCH = 256  # pairs asked together


@dataclass(frozen=True, slots=True)
class Pair:
    """A text with two marked parties: character offsets, end exclusive; either may be absent."""

    id: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Relation:
    """The event type from source to target, or NONE; `confidence` in 0..1."""

    id: str
    event_type: str
    confidence: float
    mode: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a reading's slots agree with the two parties; compared field by field, the first decides."""

    slots: float
    between: float
    closeness: float

    @property
    def total(self) -> float:
        return self.slots + self.between + self.closeness


@dataclass(frozen=True, slots=True)
class LexiconAnswer:
    """What the lexicon says of a pair.  `sure` tells that a slot of the trigger is filled by one of the parties."""

    event_type: str
    mode: str | None
    status: str | None
    confidence: float
    sure: bool


NOTHING = LexiconAnswer(NONE, None, None, 0.3, sure=False)


class Relater:
    """Answers pairs with the language pipeline and the events stage of a coder."""

    def __init__(self, nlp: Language) -> None:
        stage = dict(nlp.pipeline).get("dragoman_events")
        if not isinstance(stage, EventsComponent):
            raise PipelineError('the pipeline has no "dragoman_events"; add it with nlp.add_pipe("dragoman_events")')
        self._nlp = nlp
        self._stage = stage

    def relate(self, pairs: Iterable[Pair]) -> Iterator[Relation]:
        """Yield one relation for each pair, in order: the lexicon's, weighed against the model's where the stage has one."""
        for batch in _batches(pairs):
            answers = list(self.lexicon_answers(batch))
            if self._stage.judge is None:
                for pair, answer in zip(batch, answers, strict=True):
                    yield Relation(pair.id, answer.event_type, answer.confidence, answer.mode, answer.status)
                continue
            marked = [MarkedPair(pair.text, pair.source, pair.target) for pair in batch]
            known = [answer.event_type if answer.sure else None for answer in answers]
            for pair, answer, verdict in zip(batch, answers, self._stage.judge.verdicts(marked, known), strict=True):
                mode = answer.mode if verdict.event_type == answer.event_type else None
                yield Relation(pair.id, verdict.event_type, verdict.probability, mode, answer.status)

    def lexicon_answers(self, pairs: Iterable[Pair]) -> Iterator[LexiconAnswer]:
        """Yield what the lexicon alone says of each pair, in order."""
        ours = [name for name in self._nlp.pipe_names if name.startswith("dragoman_")]
        with self._nlp.select_pipes(disable=ours):
            for doc, pair in self._nlp.pipe(((pair.text, pair) for pair in pairs), as_tuples=True):
                yield self._answer(doc, pair)

    def _answer(self, doc: Doc, pair: Pair) -> LexiconAnswer:
        source, target = _party(doc, pair.source, SOURCE), _party(doc, pair.target, TARGET)
        cast = self._stage.cast(doc, [party for party in (source, target) if party is not None])
        readings = self._stage.composed(doc, self._stage.lexicon.words(doc), cast)
        if not readings:
            return NOTHING
        reading = max(readings, key=lambda r: _fit(r, source, target).total)
        refused = reading.status is Status.NEGATED and reading.event_type in COOPERATIVE
        return LexiconAnswer(
            "REJECT" if refused else reading.event_type, reading.mode, str(reading.status), assembly.confidence(reading),
            sure=_fit(reading, source, target).slots > 0,
        )


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    waiting = iter(pairs)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _party(doc: Doc, offsets: tuple[int, int] | None, name: str) -> Actor | None:
    if offsets is None:
        return None
    span = doc.char_span(*offsets, alignment_mode="expand")
    if span is None or not len(span):
        return None
    return Actor(span_of(doc, *offsets), span.root.i, name, name, ActorKind.AGENT, None, None, rule="given")


def _fit(reading: Reading, source: Actor | None, target: Actor | None) -> Fit:
    actors = {a.id for a in reading.parties.actors}
    recipients = {a.id for a in reading.parties.recipients}
    slots = 3.0 * (SOURCE in actors) + 3.0 * (TARGET in recipients)
    if reading.match.pattern.entry.mutual:
        slots += 3.0 * (SOURCE in recipients) + 3.0 * (TARGET in actors)
    else:
        slots -= 1.5 * (SOURCE in recipients) + 1.0 * (TARGET in actors)
    heads = sorted(party.head for party in (source, target) if party is not None)
    at = reading.head.i
    between = 1.0 * (len(heads) == 2 and heads[0] < at < heads[1])
    distance = sum(abs(at - head) for head in heads)
    verb = 0.3 * (reading.match.pattern.entry.pos is PartOfSpeech.VERB)
    return Fit(slots, between + verb, 2.0 / (1 + distance / 8))
