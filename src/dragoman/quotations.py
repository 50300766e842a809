"""The quotation index: who said what to whom about what, where and when.

In: a Doc with all its layers.  Out: one `QuoteRecord` for each attribution that is somebody's word, those within another's too
(`via` is then the other).  What a source only mentions or judges ("cited unpaid bills", "condemned the raid") is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from dragoman.model import Actor, Attribution, Basis, Document, EventDate, EventPlace, SourceDescription
from dragoman.records import (
    ActorRecord,
    DateRecord,
    PlaceRecord,
    Record,
    SpanRecord,
    actor_record,
    date_record,
    outer_source,
    place_record,
    span_record,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

MENTIONS = frozenset({"object", "gerund", "preposition"})
"""Rules of the attribution stage whose content is a thing: a quotation only where something is claimed of it."""
ID_BYTES = 8


class QuoteRecord(Record):
    """One quotation.  `about` are the actors in the content but for the speakers, `events` the types of its events."""

    schema_: Literal[1] = Field(default=1, serialization_alias="schema")
    id: str
    document: str
    date_published: str
    source: SpanRecord | None
    kind: str | None
    anonymous: bool
    country: str | None
    number: int | None
    seniority: str | None
    condition: str | None
    speakers: tuple[ActorRecord, ...]
    cue: SpanRecord | None
    directness: str
    veridicality: str | None
    content: tuple[SpanRecord, ...]
    addressee: SpanRecord | None
    addressees: tuple[ActorRecord, ...]
    place: PlaceRecord | None
    date: DateRecord | None
    about: tuple[ActorRecord, ...]
    events: tuple[str, ...]
    via: str | None

    @property
    def quote(self) -> str:
        """The content in one line, its pieces divided by […]."""
        return " […] ".join(" ".join(piece.text.split()) for piece in self.content)

    def to_json(self) -> str:
        """One line of JSON Lines."""
        return self.model_dump_json(by_alias=True)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which quotations are wanted; what is None asks for nothing.  `source` and `about` are met by a word of a name, by an
    identity ("country:FRA") or by a country's code; `about` also by a word of the content and by the type of an event in
    it; case does not count."""

    source: str | None = None
    about: str | None = None
    kind: str | None = None

    def admits(self, quote: QuoteRecord) -> bool:
        if self.kind is not None and quote.kind != self.kind:
            return False
        if self.source is not None and not _is_named(self.source, quote.source, quote.speakers, quote.country):
            return False
        if self.about is None or _is_named(self.about, None, quote.about, None):
            return True
        return self.about.upper() in quote.events or _has_word(self.about, quote.quote)


def _is_named(wanted: str, span: SpanRecord | None, actors: Iterable[ActorRecord], country: str | None) -> bool:
    exact = {country, *(code for actor in actors for code in (actor.id, actor.country))} - {None}
    names = [*(actor.name for actor in actors), *([span.text] if span else [])]
    return wanted.lower() in {code.lower() for code in exact if code} or any(_has_word(wanted, name) for name in names)


def _has_word(wanted: str, text: str) -> bool:
    """Whether the text holds the words, as whole words."""
    return f" {_plain(wanted)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def quotations(document: Document, doc: Doc) -> Iterator[QuoteRecord]:
    """The quotations of a document, in the order of the text; those within another behind it."""
    for attribution in doc._.attributions:
        for each in (attribution, *(replace(inner, via=attribution) for inner in attribution.nested)):
            if _is_word_of_somebody(each):
                yield quote_record(document, doc, each)


def _is_word_of_somebody(attribution: Attribution) -> bool:
    if attribution.veridicality is not None:
        return True
    return attribution.source is not None and attribution.rule not in MENTIONS


def quote_record(document: Document, doc: Doc, attribution: Attribution) -> QuoteRecord:
    speaker = attribution.speaker
    description = speaker.description or SourceDescription()
    known = {actor.id for actor in speaker.actors}
    place, time = attribution.place, attribution.time
    record = QuoteRecord(
        id="",
        document=document.id,
        date_published=document.date.isoformat(),
        source=span_record(attribution.source) if attribution.source else None,
        kind=speaker.kind,
        anonymous=attribution.anonymous,
        country=speaker.country,
        number=description.number,
        seniority=description.seniority,
        condition=description.condition.text if description.condition else None,
        speakers=tuple(map(actor_record, speaker.actors)),
        cue=span_record(attribution.cue) if attribution.cue else None,
        directness=attribution.directness.value,
        veridicality=attribution.veridicality,
        content=tuple(map(span_record, attribution.content)),
        addressee=span_record(attribution.addressee) if attribution.addressee else None,
        addressees=tuple(map(actor_record, attribution.addressees)),
        place=place_record(EventPlace(place, Basis.EXPLICIT) if place else None),
        date=date_record(EventDate(time, time.interval, Basis.EXPLICIT) if time and time.interval else None),
        about=tuple(actor_record(actor) for actor in _mentioned(doc, attribution) if actor.id not in known),
        events=tuple(dict.fromkeys(e.event_type for e in doc._.events if attribution.covers(e.trigger.start, e.trigger.end))),
        via=outer_source(attribution),
    )
    digest = hashlib.blake2b(record.model_dump_json(exclude={"id"}).encode(), digest_size=ID_BYTES).hexdigest()
    return record.model_copy(update={"id": digest})


def _mentioned(doc: Doc, attribution: Attribution) -> Iterable[Actor]:
    """The actors of the content, each by its first mention there."""
    actors: dict[str, Actor] = {}
    for actor in doc._.actors:
        if attribution.covers(actor.span.start, actor.span.end):
            actors.setdefault(actor.id, actor)
    return actors.values()
