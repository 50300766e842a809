"""The spaCy component `dragoman_events`: the room's steps in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import layers
from dragoman.codebook.frames import Frame, load_compositions
from dragoman.codebook.ontology import load_ontology
from dragoman.codebook.tables import BUILT_IN
from dragoman.codebook.triggers import load_light_verbs
from dragoman.events import assembly
from dragoman.events.anchors import AnchorNouns
from dragoman.events.background import HISTORICAL_AFTER, Background
from dragoman.events.claims import Claims
from dragoman.events.composition import Composer, Reading
from dragoman.events.compound import together
from dragoman.events.dates import Dating
from dragoman.events.locations import dateline_place, event_place, placed
from dragoman.events.matching import Lexicon, Words
from dragoman.events.neighbourhood import Neighbourhood
from dragoman.events.participants import Cast, parties
from dragoman.events.speech import SpeechActs
from dragoman.events.syntax import Sentences
from dragoman.events.wording import Contexts, Modes, StatusTold
from dragoman.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Event,
    EventDate,
    Explanation,
    Granularity,
    Interval,
    Place,
    Span,
    Status,
)

ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@Language.factory(
    "dragoman_events",
    requires=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.sents"],
    assigns=["doc._.events"],
    default_config={"codebook": [], "min_confidence": 0.3},
)
def create_events(nlp: Language, name: str, codebook: list[str], min_confidence: float) -> EventsComponent:
    """`codebook`: folders whose tables extend or override the built-in ones.  Raises CodebookError."""
    return EventsComponent((BUILT_IN, *map(Path, codebook)), min_confidence)


class EventsComponent:
    """Writes `doc._.events`, in the order of their triggers."""

    def __init__(self, folders: tuple[Path, ...], min_confidence: float = 0.3) -> None:
        layers.register()
        self.ontology = load_ontology(folders)
        self.lexicon = Lexicon(tuple(self.ontology.types), folders)
        self.compositions = load_compositions(folders)
        self.contexts = Contexts(folders)
        self.modes = Modes(folders)
        self.told_status = StatusTold(folders)
        self.light_verbs = load_light_verbs(folders)
        self.anchor_nouns = AnchorNouns(folders)
        self.speech_acts = SpeechActs(folders, self.compositions)
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        actors: tuple[Actor, ...] = doc._.actors
        persons = frozenset(actor.head for actor in actors if actor.kind is ActorKind.PERSON)
        words = self.lexicon.words(doc, persons)
        readings = self.readings(doc, words, actors)
        situation = Situation(doc, words, doc._.places, doc._.attributions)
        dating = self.dating(doc, frozenset(reading.head.i for reading in readings))
        events = [self._event(reading, situation, dating) for reading in readings]
        sure = [event for event in events if event.confidence >= self.min_confidence]
        sure = self.speech_acts.read(doc, sure, situation.claims)
        doc._.events = tuple(placed(sure, situation.dateline))
        return doc

    def readings(self, doc: Doc, words: Words, actors: tuple[Actor, ...]) -> list[Reading]:
        """What happened and who stood where, before date, place and claim."""
        order = assembly.ActorOrder(actors)
        composed = [assembly.widened(reading, order) for reading in self.composed(doc, words, self.cast(doc, actors))]
        told = assembly.without_echoes([reading for reading in composed if assembly.is_event(reading)])
        return assembly.with_standing(told)

    def cast(self, doc: Doc, actors: Iterable[Actor]) -> Cast:
        return Cast(doc, actors, self.light_verbs)

    def composed(self, doc: Doc, words: Words, cast: Cast) -> list[Reading]:
        """The triggers of the document with their parties, each joined to what governs it."""
        chosen = [
            assembly.choose((match, together(parties(match, cast), match, cast)) for match in rivals)
            for rivals in self.lexicon.matches(doc, words)
        ]
        readings = [
            Reading(match, match.event_type, match.pattern.entry.mode, found, words=match.tokens) for match, found in chosen
        ]
        return Composer(self.compositions, words).compose(readings)

    def dating(self, doc: Doc, heads: frozenset[int]) -> Dating:
        """`heads`: the indices of the tokens that head triggers."""
        return Dating(doc, doc._.times, doc._.dct, heads, self.anchor_nouns)

    def _event(self, reading: Reading, situation: Situation, dating: Dating) -> Event:
        match = reading.match
        when = dating.of(match.head, match.tokens, ahead=reading.status in (Status.FUTURE, Status.HYPOTHETICAL))
        sentence, contexts = situation.sentence(reading.head, self.contexts)
        reading, when = self._reconsidered(self._with_mode(reading, situation.words), when, contexts, situation.dct)
        reading = self._as_background(reading, situation)
        first, last = assembly.trigger_tokens(reading.match)
        start, end = first.idx, last.idx + len(last)
        found = reading.parties
        return Event(
            event_type=reading.event_type,
            mode=reading.mode,
            contexts=contexts,
            status=reading.status,
            trigger=layers.span_of(situation.doc, start, end),
            sentence=sentence,
            actors=found.actors,
            recipients=found.recipients,
            date=when,
            place=event_place(reading.match, situation.places, found.actors + found.recipients),
            attribution=situation.claims.of(start, end),
            confidence=assembly.confidence(reading),
            explanation=Explanation(
                rule=reading.match.pattern.name,
                words=tuple(
                    Span(t.idx, t.idx + len(t), t.text) for t in sorted(set(reading.words), key=lambda t: t.i)
                ),
                steps=(*reading.steps, f"actor: {found.actor_slot or '-'}, recipient: {found.recipient_slot or '-'}"),
            ),
        )

    def _with_mode(self, reading: Reading, words: Words) -> Reading:
        """The mode that the clause tells, where the trigger tells none or a less certain one."""
        topic = reading.words if reading.match.pattern.entry.mode is None else ()
        mode = self.modes.of(reading.match, reading.event_type, words, told=reading.mode, topic=topic)
        if mode is None:
            return reading
        return replace(reading, mode=mode, steps=(*reading.steps, f"mode {mode} by the words of the clause"))

    def _as_background(self, reading: Reading, situation: Situation) -> Reading:
        """What words or old dates of the clause put years back."""
        if reading.status is not Status.ACTUAL:
            return reading
        if self.told_status.of(reading.head, situation.words) is Status.HISTORICAL:
            step = "historical by the words of the clause"
        elif (words := situation.background.of(reading.head)) is not None:
            step = f"'{words}' is long before the report"
        else:
            return reading
        return replace(reading, status=Status.HISTORICAL, steps=(*reading.steps, step))

    def _reconsidered(
        self, reading: Reading, when: EventDate | None, contexts: tuple[str, ...], dct: date | None
    ) -> tuple[Reading, EventDate | None]:
        """What date, context and actor change.

        Forces raised for a disaster are aid, and states that protest accuse (manual, at MOBILIZE and ACCUSE).  An event after
        the report has yet to come, one long before it is background; what is said now of a day to come is said now.
        """
        if reading.event_type == "MOBILIZE" and "disasters" in contexts:
            reading = replace(reading, event_type="AID", mode=None, steps=(*reading.steps, "MOBILIZE in a disaster is AID"))
        if reading.event_type == "PROTEST" and _is_armed(reading.parties.actors):
            step = "what armed men do is no PROTEST"
            reading = replace(reading, event_type="ASSAULT", mode="destroy", steps=(*reading.steps, step))
        if reading.event_type == "PROTEST" and reading.head.lemma_ == "protest" and _is_official(reading.parties.actors):
            step = "a state's protest is ACCUSE"
            reading = replace(reading, event_type="ACCUSE", mode="disapprove", steps=(*reading.steps, step))
        if dct is None or when is None or when.timex is None or reading.status is not Status.ACTUAL:
            return reading, when
        start, end = when.interval.start, when.interval.end
        if end is not None and dct - end > HISTORICAL_AFTER:
            step = f"'{when.timex.span.text}' is long before the report"
            return replace(reading, status=Status.HISTORICAL, steps=(*reading.steps, step)), when
        if start is None or start <= dct:
            return reading, when
        if reading.event_type in VERBAL:
            return reading, EventDate(None, Interval(dct, dct, Granularity.DAY), Basis.DOCUMENT)
        result = self.compositions.result(Frame.FUTURE, reading.event_type)
        event_type, mode = result or (reading.event_type, reading.mode)
        kept = reading.mode if event_type == reading.event_type else mode
        step = f"'{when.timex.span.text}' is after the report"
        return replace(reading, event_type=event_type, mode=kept, status=Status.FUTURE, steps=(*reading.steps, step)), when


def _is_armed(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(a.sector in ARMED for a in actors)


def _is_official(actors: tuple[Actor, ...]) -> bool:
    return bool(actors) and all(
        a.kind is ActorKind.COUNTRY or (a.kind is ActorKind.PERSON and a.sector == "GOV") for a in actors
    )


class Situation:
    """What the earlier layers say about a document, ready to be asked for one event after another."""

    def __init__(
        self, doc: Doc, words: Words, places: Sequence[Place], attributions: Sequence[Attribution]
    ) -> None:
        self.doc, self.words = doc, words
        self.dct: date | None = doc._.dct
        self.background = Background(doc, doc._.times, self.dct)
        self.places = Neighbourhood(doc, places)
        self.dateline = dateline_place(doc, places)
        self.claims = Claims(attributions)
        self._sentences = Sentences(doc)
        self._read: dict[int, tuple[Span, tuple[str, ...]]] = {}

    def sentence(self, head: Token, contexts: Contexts) -> tuple[Span, tuple[str, ...]]:
        """The sentence of an event and its contexts, read once however many events it tells."""
        number = self._sentences.at(head.i)
        if number not in self._read:
            tokens = self._sentences.spans[number]
            text = tokens.text.rstrip()
            sentence = Span(tokens.start_char, tokens.start_char + len(text), text)
            self._read[number] = sentence, contexts.of(tokens, self.words)
        return self._read[number]

