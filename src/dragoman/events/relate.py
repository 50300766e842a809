"""The relation between two given parties of a sentence: which event does the text report from the source to the target?

The same lexicon, slots and compositions as the main job; only the cast is given. Among all triggers of the text the one
wins whose slots the two parties fill best, and, where syntax decides nothing, the one that stands best between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.codebook.triggers import PartOfSpeech
from dragoman.errors import PipelineError
from dragoman.events import assembly
from dragoman.events.component import EventsComponent
from dragoman.events.composition import COOPERATIVE, Reading
from dragoman.layers import span_of
from dragoman.model import Actor, ActorKind, Status

SOURCE, TARGET = "source", "target"
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Pair:
    """A text with two marked parties: character offsets, end exclusive; either may be absent."""

    id: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Relation:
    """The event type from source to target, or NONE; `confidence` in 0..1; `rule` is the lexicon's entry."""

    id: str
    event_type: str
    confidence: float
    mode: str | None = None
    status: str | None = None
    rule: str | None = None


class Relater:
    """Answers pairs with the language pipeline and the events stage of a coder."""

    def __init__(self, nlp: Language) -> None:
        stage = dict(nlp.pipeline).get("dragoman_events")
        if not isinstance(stage, EventsComponent):
            raise PipelineError('the pipeline has no "dragoman_events"; add it with nlp.add_pipe("dragoman_events")')
        self._nlp = nlp
        self._stage = stage

    def relate(self, pairs: Iterable[Pair]) -> Iterator[Relation]:
        """Yield one relation for each pair, in order."""
        ours = [name for name in self._nlp.pipe_names if name.startswith("dragoman_")]
        with self._nlp.select_pipes(disable=ours):
            for doc, pair in self._nlp.pipe(((pair.text, pair) for pair in pairs), as_tuples=True):
                yield self._relation(doc, pair)

    def _relation(self, doc: Doc, pair: Pair) -> Relation:
        source, target = _party(doc, pair.source, SOURCE), _party(doc, pair.target, TARGET)
        cast = self._stage.cast(doc, [party for party in (source, target) if party is not None])
        readings = self._stage.composed(doc, self._stage.lexicon.words(doc), cast)
        if not readings:
            return Relation(pair.id, NONE, 0.3)
        reading = max(readings, key=lambda r: _fit(r, source, target))
        refused = reading.status is Status.NEGATED and reading.event_type in COOPERATIVE
        event_type, rule = "REJECT" if refused else reading.event_type, reading.match.pattern.name
        return Relation(pair.id, event_type, assembly.confidence(reading), reading.mode, str(reading.status), rule)


def _party(doc: Doc, offsets: tuple[int, int] | None, name: str) -> Actor | None:
    if offsets is None:
        return None
    span = doc.char_span(*offsets, alignment_mode="expand")
    if span is None or not len(span):
        return None
    return Actor(span_of(doc, *offsets), span.root.i, name, name, ActorKind.AGENT, None, None, rule="given")


def _fit(reading: Reading, source: Actor | None, target: Actor | None) -> float:
    """How well a reading agrees with the two parties: by its slots, else by standing between and close to them."""
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
    return slots + between + verb + 2.0 / (1 + distance / 8)
