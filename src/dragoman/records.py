"""What leaves the program: event records and annotations, as pydantic models in the order their JSON has.

In: what the stages wrote on a Doc.  Out: `EventRecord`, one an event (schema 1; docs/record.md explains every field),
and `Annotation`, one a document.  Offsets are character offsets into the document's text, end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from dragoman.codebook.ontology import Ontology
from dragoman.model import (
    Actor,
    Attribution,
    Directness,
    Document,
    Event,
    EventDate,
    EventPlace,
    Explanation,
    ModelAnswer,
    Place,
    SourceDescription,
    Span,
    Timex,
)
from dragoman.stages import LAYER_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Doc

SCHEMA: Literal[1] = 1
ID_BYTES = 8


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- the parts of an event record ---------------------------------------------------------------------------------


class SpanRecord(Record):
    start: int
    end: int
    text: str


class Offsets(Record):
    start: int
    end: int


class ActorRecord(SpanRecord):
    name: str
    id: str
    country: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    office: str | None


class DateRecord(Record):
    """`start` and `end` are days, both included; the characters are at `start_char` and `end_char`."""

    text: str | None
    start_char: int | None
    end_char: int | None
    value: str
    start: str | None
    end: str | None
    granularity: str
    basis: str


class PlaceRecord(Record):
    text: str
    start_char: int
    end_char: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    basis: str


class AttributionRecord(Record):
    """`start` and `end` are the source's, else the cue's, else None; `veridicality` is what the source holds of the event."""

    source: str | None
    anonymous: bool
    direct: bool
    start: int | None
    end: int | None
    kind: str | None
    speakers: tuple[ActorRecord, ...]
    veridicality: str | None
    addressee: str | None
    via: str | None


class TypeProbability(Record):
    event_type: str
    probability: float


class ModelRecord(Record):
    """`lexicon`: the type that the lexicon read; `types`: the likeliest with their probabilities; `words`: what moved the model
    most."""

    lexicon: str
    types: tuple[TypeProbability, ...]
    words: tuple[SpanRecord, ...]


class ExplanationRecord(Record):
    """What the lexicon said, and what the relation model said, where it was asked."""

    rule: str
    words: tuple[SpanRecord, ...]
    steps: tuple[str, ...]
    model: ModelRecord | None


class EventRecord(Record):
    """One event.  `explanation` is there only when it was asked for, also in the JSON."""

    schema_: Literal[1] = Field(default=SCHEMA, serialization_alias="schema")
    id: str
    document: str
    date_published: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    quad_class: str
    score: float
    cameo: str | None
    confidence: float
    trigger: SpanRecord
    sentence: Offsets
    actors: tuple[ActorRecord, ...]
    recipients: tuple[ActorRecord, ...]
    date: DateRecord | None
    place: PlaceRecord | None
    attribution: AttributionRecord | None
    story: str | None = None
    explanation: ExplanationRecord | None = None

    @model_serializer(mode="wrap")
    def _without_absent_explanation(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        fields: dict[str, object] = dump(self)
        if self.explanation is None:
            fields.pop("explanation", None)
        return fields

    def to_json(self) -> str:
        """One line of JSON Lines."""
        return self.model_dump_json(by_alias=True)


# --- the parts of an annotation -----------------------------------------------------------------------------------


class TimeMention(SpanRecord):
    """A TIMEX3 expression; `first` and `last` are its days, both included."""

    type: str
    value: str
    mod: str | None
    first: str | None
    last: str | None
    granularity: str | None
    rule: str


class ActorMention(ActorRecord):
    kind: str


class AttributionMention(Record):
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    direct: bool
    anonymous: bool
    directness: str
    rule: str
    kind: str | None
    speakers: tuple[str, ...]
    country: str | None
    number: int | None
    seniority: str | None
    condition: tuple[int, int] | None
    veridicality: str | None
    addressee: tuple[int, int] | None
    place: tuple[int, int] | None
    time: tuple[int, int] | None
    nested: tuple[AttributionMention, ...]


class PlaceMention(SpanRecord):
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None


class Annotation(Record):
    """A document with its layers; those not asked for are None, and absent in the JSON."""

    id: str
    date: str
    text: str
    times: tuple[TimeMention, ...] | None = None
    actors: tuple[ActorMention, ...] | None = None
    attributions: tuple[AttributionMention, ...] | None = None
    places: tuple[PlaceMention, ...] | None = None
    events: tuple[EventRecord, ...] | None = None

    def to_json(self) -> str:
        """One line of JSON Lines."""
        absent = {layer for layer in LAYER_NAMES if getattr(self, layer) is None}
        return self.model_dump_json(by_alias=True, exclude=absent)


# --- from the vocabulary to records -------------------------------------------------------------------------------


def event_record(document: Document, event: Event, ontology: Ontology, *, explain: bool = False) -> EventRecord:
    record = EventRecord(
        id="",
        document=document.id,
        date_published=document.date.isoformat(),
        event_type=event.event_type,
        mode=event.mode,
        contexts=event.contexts,
        status=event.status.value,
        quad_class=ontology.quad_class(event.event_type).value,
        score=ontology.score(event.event_type, event.mode),
        cameo=ontology.cameo(event.event_type, event.mode, event.contexts),
        confidence=round(event.confidence, 4),
        trigger=span_record(event.trigger),
        sentence=Offsets(start=event.sentence.start, end=event.sentence.end),
        actors=tuple(actor_record(actor) for actor in event.actors),
        recipients=tuple(actor_record(actor) for actor in event.recipients),
        date=date_record(event.date),
        place=place_record(event.place),
        attribution=_attribution(event.attribution),
    )
    explanation = _explanation(event.explanation) if explain else None
    return record.model_copy(update={"id": content_hash(record), "explanation": explanation})


def content_hash(record: EventRecord) -> str:
    """The same for the same reading of the same document, wherever and whenever it was made.

    Confidence is left out, since it changes with every calibration; so is what is not of the event itself.
    """
    content = record.model_dump_json(exclude={"id", "confidence", "story", "explanation"})
    return hashlib.blake2b(content.encode(), digest_size=ID_BYTES).hexdigest()


def annotation(document: Document, doc: Doc, layers: Collection[str], ontology: Ontology) -> Annotation:
    """The layers named, of LAYER_NAMES."""
    return Annotation(
        id=document.id,
        date=document.date.isoformat(),
        text=document.text,
        times=tuple(map(_time_mention, doc._.times)) if "times" in layers else None,
        actors=tuple(map(_actor_mention, doc._.actors)) if "actors" in layers else None,
        attributions=tuple(map(_attribution_mention, doc._.attributions)) if "attributions" in layers else None,
        places=tuple(map(_place_mention, doc._.places)) if "places" in layers else None,
        events=tuple(event_record(document, event, ontology) for event in doc._.events) if "events" in layers else None,
    )


def span_record(span: Span) -> SpanRecord:
    return SpanRecord(start=span.start, end=span.end, text=span.text)


def actor_record(actor: Actor) -> ActorRecord:
    return ActorRecord(
        start=actor.span.start,
        end=actor.span.end,
        text=actor.span.text,
        name=actor.name,
        id=actor.id,
        country=actor.country,
        sector=actor.sector,
        other_sectors=actor.other_sectors,
        office=actor.office,
    )


def date_record(when: EventDate | None) -> DateRecord | None:
    if when is None:
        return None
    span = when.timex.span if when.timex else None
    start, end = (day.isoformat() if day else None for day in (when.interval.start, when.interval.end))
    return DateRecord(
        text=span.text if span else None,
        start_char=span.start if span else None,
        end_char=span.end if span else None,
        value=when.timex.value if when.timex else start or end or "",
        start=start,
        end=end,
        granularity=when.interval.granularity.value,
        basis=when.basis.value,
    )


def place_record(where: EventPlace | None) -> PlaceRecord | None:
    if where is None:
        return None
    place = where.place
    return PlaceRecord(
        text=place.span.text,
        start_char=place.span.start,
        end_char=place.span.end,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        basis=where.basis.value,
    )


def _attribution(attribution: Attribution | None) -> AttributionRecord | None:
    if attribution is None:
        return None
    seen = attribution.source or attribution.cue
    return AttributionRecord(
        source=attribution.source.text if attribution.source else None,
        anonymous=attribution.anonymous,
        direct=attribution.directness is Directness.DIRECT,
        start=seen.start if seen else None,
        end=seen.end if seen else None,
        kind=attribution.speaker.kind,
        speakers=tuple(map(actor_record, attribution.speaker.actors)),
        veridicality=attribution.veridicality,
        addressee=attribution.addressee.text if attribution.addressee else None,
        via=outer_source(attribution),
    )


def outer_source(attribution: Attribution) -> str | None:
    """The words for whom the source's own words are known from: Yonhap, which said that officials had said so."""
    outer = attribution.via
    return outer.source.text if outer is not None and outer.source is not None else None


def _explanation(explanation: Explanation) -> ExplanationRecord:
    return ExplanationRecord(
        rule=explanation.rule,
        words=tuple(map(span_record, explanation.words)),
        steps=explanation.steps,
        model=_model(explanation.model) if explanation.model else None,
    )


def _model(answer: ModelAnswer) -> ModelRecord:
    types = tuple(TypeProbability(event_type=name, probability=probability) for name, probability in answer.types)
    return ModelRecord(lexicon=answer.lexicon, types=types, words=tuple(map(span_record, answer.words)))


def _time_mention(timex: Timex) -> TimeMention:
    interval = timex.interval
    return TimeMention(
        start=timex.span.start,
        end=timex.span.end,
        text=timex.span.text,
        type=timex.type.value,
        value=timex.value,
        mod=timex.mod,
        first=interval.start.isoformat() if interval and interval.start else None,
        last=interval.end.isoformat() if interval and interval.end else None,
        granularity=interval.granularity.value if interval else None,
        rule=timex.rule,
    )


def _actor_mention(actor: Actor) -> ActorMention:
    return ActorMention(**dict(actor_record(actor)), kind=actor.kind.value)


def _attribution_mention(attribution: Attribution) -> AttributionMention:
    speaker = attribution.speaker
    description = speaker.description or SourceDescription()
    return AttributionMention(
        source=_offsets(attribution.source),
        cue=_offsets(attribution.cue),
        content=attribution.stretch,
        pieces=tuple((piece.start, piece.end) for piece in attribution.content),
        direct=attribution.directness is Directness.DIRECT,
        anonymous=attribution.anonymous,
        directness=attribution.directness.value,
        rule=attribution.rule,
        kind=speaker.kind,
        speakers=tuple(actor.id for actor in speaker.actors),
        country=speaker.country,
        number=description.number,
        seniority=description.seniority,
        condition=_offsets(description.condition),
        veridicality=attribution.veridicality,
        addressee=_offsets(attribution.addressee),
        place=_offsets(attribution.place.span) if attribution.place else None,
        time=_offsets(attribution.time.span) if attribution.time else None,
        nested=tuple(map(_attribution_mention, attribution.nested)),
    )


def _offsets(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _place_mention(place: Place) -> PlaceMention:
    return PlaceMention(
        start=place.span.start,
        end=place.span.end,
        text=place.span.text,
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
    )
