"""Joining an event to what governs it: "vowed to attack" is one threat, "refused to meet" one rejection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dragoman.codebook.frames import Compositions, Frame
from dragoman.codebook.triggers import PartOfSpeech
from dragoman.events import syntax
from dragoman.events.matching import Match, Words
from dragoman.events.participants import Parties
from dragoman.events.reality import GOVERNED_BY, REACH, WOULD, is_asked, is_complement_like, is_questioned, modality
from dragoman.model import Status

UNDOING = {
    Frame.ATTEMPT: Status.HYPOTHETICAL, Frame.POSSIBILITY: Status.HYPOTHETICAL, Frame.FAILURE: Status.NEGATED,
    Frame.DENIAL: Status.NEGATED,
}
"""Frames under which an event is not, or not surely, one that happened."""
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An event in the making.  `steps` says what changed it since its trigger was matched; `words` are the tokens it rests
    on."""

    match: Match
    event_type: str
    mode: str | None
    parties: Parties
    status: Status = Status.ACTUAL
    steps: tuple[str, ...] = ()
    words: tuple[Token, ...] = ()
    background: bool = False

    @property
    def head(self) -> Token:
        return self.match.head


def climb(token: Token) -> Iterator[Token]:
    """The token and what governs it, as far as a frame reaches down.  What is only coordinated with it does not govern it, but
    is passed on the way up ("is weighing sanctions and has shared intelligence")."""
    yield token
    for _ in range(REACH):
        if token.head.i == token.i or not (token.dep_ in GOVERNED_BY or _is_purpose(token)):
            return
        if token.dep_ in ("advcl", "acl") and not is_complement_like(token):
            yield from _predicate(token)
            return
        if token.head.lower_ == "with" and token.head.i and token.head.nbor(-1).text == ",":
            return  # "to discuss trade, with Oslo refusing to meet": beside what is discussed, not under it
        coordinated = token.dep_ == "conj"
        token = syntax.coordinated_with(token) if coordinated else token.head
        if not coordinated:
            yield token
        if token.lemma_ == "be":  # "was due in Baku for talks"
            yield from (c for c in token.children if c.dep_ == "acomp")


def _is_purpose(verb: Token) -> bool:
    """"A reason to strike": an infinitive that the parser takes for a relative clause."""
    return verb.dep_ == "relcl" and verb.tag_ == "VB" and is_complement_like(verb)


def _predicate(verb: Token) -> Iterator[Token]:
    """The adjective that an infinitive completes over a copula: "it is important for both to cooperate"."""
    if verb.dep_ == "advcl" and verb.head.lemma_ == "be":
        yield from (c for c in verb.head.children if c.dep_ == "acomp")


class Composer:
    """Composes the readings of one document; the rules are the codebook's compositions."""

    def __init__(self, compositions: Compositions, words: Words) -> None:
        self._compositions = compositions
        self._words = words

    def compose(self, readings: list[Reading]) -> list[Reading]:
        """Innermost first, so that a composed event can be composed again ("agreed to resume talks" under "expected to")."""
        readings = [reading for reading in readings if not is_asked(reading.head)]
        owners = {token.i: reading.head.i for reading in readings for token in reading.match.tokens}
        current = {reading.head.i: self._planned(reading) for reading in readings}
        for index in sorted(current, key=lambda i: -_depth(current[i].head)):
            reading = current[index]
            if self._under_obligation(reading, owners, current):
                del current[index]
                continue
            if (outer := self._governing(reading, owners, current)) is not None:
                merged = self._under_trigger(current[outer], reading)
                if merged is not None:
                    current[outer] = merged
                    del current[index]
                    continue
                current[index] = self._undone(current[outer], self._claimed(current[outer], reading))
            else:
                current[index] = self._under_frame_word(reading, owners)
        return [self._under_auxiliary(current[i]) for i in sorted(current)]

    def _planned(self, reading: Reading) -> Reading:
        """A trigger that is itself a word of the future ("plans talks") reports what lies ahead."""
        if reading.event_type == "AGREE" and self.frame(reading.head) is Frame.FUTURE:
            return replace(reading, status=Status.FUTURE, steps=(*reading.steps, f"future '{reading.head.text}'"))
        return reading

    def _under_obligation(self, reading: Reading, owners: dict[int, int], current: dict[int, Reading]) -> bool:
        """What somebody says must be done is the topic of a request, whose trigger is the modal verb."""
        for child in reading.head.children:
            outer = current.get(owners.get(child.i, -1))
            if child.dep_ == "aux" and outer is not None and outer.head.i == child.i and outer.parties.actors:
                merged = self._under_trigger(outer, reading)
                if merged is not None:
                    current[outer.head.i] = merged
                    return True
        return False

    def frame(self, token: Token) -> Frame | None:
        pos = (
            PartOfSpeech.VERB if syntax.is_verbal(token)
            else PartOfSpeech.NOUN if token.pos_ in ("NOUN", "PROPN")
            else PartOfSpeech.ADJECTIVE
        )
        return next((f for form in self._words.of(token) if (f := self._compositions.words.get((form, pos)))), None)

    def _governing(self, reading: Reading, owners: dict[int, int], current: dict[int, Reading]) -> int | None:
        """The head of the nearest trigger above that composes with this one."""
        own = reading.head.i
        for token in climb(reading.head):
            owner = owners.get(token.i)
            if owner is not None and owner != own:
                return owner if owner in current else None
            if token.i != own and self.frame(token):
                return None  # a frame word in between takes it
        return None

    def _under_trigger(self, outer: Reading, inner: Reading) -> Reading | None:
        frame = self.frame(outer.head)
        if is_questioned(inner.head):
            return None  # "asked whether it should be expelled"
        for name in (frame, outer.event_type):
            result = self._compositions.result_of_mode(name, inner.event_type, inner.mode) if name else None
            if result is not None:
                return self._merge(outer, inner, result, f"{name} over {inner.event_type} '{inner.head.text}'")
        return None

    @staticmethod
    def _merge(outer: Reading, inner: Reading, result: tuple[str, str | None], step: str) -> Reading:
        event_type, mode = result
        parties = outer.parties
        if not parties.recipients:
            known = {a.id for a in parties.actors}
            others = tuple(a for a in inner.parties.recipients + inner.parties.actors if a.id not in known)
            parties = replace(parties, recipients=others, recipient_slot="composition" if others else None)
        if not parties.actors:
            known = {a.id for a in parties.recipients}
            others = tuple(a for a in inner.parties.actors if a.id not in known)
            parties = replace(parties, actors=others, actor_slot="composition" if others else None)
        status = Status.NEGATED if step.startswith(Frame.DENIAL) else outer.status
        kept = outer.match.pattern.entry.mode if outer.event_type == event_type else None
        if len(outer.words) > len(outer.match.tokens) and outer.words[-1].i < inner.head.i:
            kept = kept or outer.mode  # of several topics the first gives the mode
        return replace(
            outer, event_type=event_type, mode=kept or mode, parties=parties, status=status,
            steps=(*outer.steps, f"{step} is {event_type}"), words=(*outer.words, inner.head),
        )

    def _claimed(self, outer: Reading, inner: Reading) -> Reading:
        """The deed of which one party accuses another is that party's claim, and the accused did it."""
        if self.frame(outer.head) is not Frame.ACCUSATION or not outer.parties.recipients:
            return inner
        actors = inner.parties.actors
        if not actors or {a.id for a in actors} & {a.id for a in outer.parties.actors}:
            actors = outer.parties.recipients
        recipients = tuple(a for a in inner.parties.recipients if a.id not in {x.id for x in actors})
        return replace(
            inner, parties=replace(inner.parties, actors=actors, recipients=recipients),
            steps=(*inner.steps, f"claimed under '{outer.head.text}'"),
        )

    def _undone(self, outer: Reading, inner: Reading) -> Reading:
        """An event that does not compose with the one above stands by itself, but happened no more than that word says."""
        frame = self.frame(outer.head)
        if frame not in UNDOING or outer.head not in climb(inner.head):
            return inner
        return self._framed(inner, frame, outer.head)

    def _under_frame_word(self, reading: Reading, owners: dict[int, int]) -> Reading:
        """The nearest frame word says what becomes of an event.  One above it says how real that is: a plan may be only
        considered, and who failed to prevent a deed saw it done."""
        framed = None
        for token in climb(reading.head):
            if token.i == reading.head.i or owners.get(token.i) == reading.head.i:
                continue
            frame = self.frame(token)
            if frame is None or frame is Frame.OPINION:
                continue
            if framed is None:
                framed = self._framed(reading, frame, token)
            elif frame in UNDOING:
                return self._doubted(framed, frame, token)
        return framed or reading

    def _doubted(self, framed: Reading, frame: Frame, word: Token) -> Reading:
        if framed.status is Status.NEGATED and frame is Frame.FAILURE:
            status = Status.ACTUAL  # "failed to stop them from shooting"
        elif framed.status is Status.FUTURE:
            status = UNDOING[frame]
        else:
            return framed
        return replace(framed, status=status, steps=(*framed.steps, f"{frame} '{word.text}'"), words=(*framed.words, word))

    def _framed(self, reading: Reading, frame: Frame, word: Token) -> Reading:
        step = f"{frame} '{word.text}'"
        status = Status.FUTURE if frame is Frame.FUTURE else UNDOING.get(frame, reading.status)
        result = self._compositions.result_of_mode(frame, reading.event_type, reading.mode)
        event_type, mode = result or (reading.event_type, reading.mode)
        return replace(
            reading, event_type=event_type, mode=mode if result and event_type != reading.event_type else reading.mode,
            status=status, steps=(*reading.steps, step), words=(*reading.words, word),
        )

    def _under_auxiliary(self, reading: Reading) -> Reading:
        """Negation and modal verbs of the event's own clause."""
        found = modality(reading.head)
        doubled = found.negation is not None and found.negation not in reading.words and found.negation.head.i != reading.head.i
        failed = any(step.startswith(Frame.FAILURE) for step in reading.steps)
        if found.negation is not None and doubled and failed and reading.status is Status.NEGATED:
            step = f"negated by '{found.negation.text}'"  # "did not prevent them from meeting"
            return replace(reading, status=Status.ACTUAL, steps=(*reading.steps, step))
        if found.negation is not None and found.negation not in reading.match.tokens:
            will_not = found.future is not None or (found.maybe is not None and found.maybe.lower_ in WOULD)
            if will_not and reading.event_type in COOPERATIVE:
                return self._apply(reading, Frame.REFUSAL, found.negation, Status.ACTUAL)
            return replace(
                reading, status=Status.NEGATED, steps=(*reading.steps, f"negated by '{found.negation.text}'"),
                words=(*reading.words, found.negation),
            )
        if reading.status is Status.FUTURE and found.maybe is not None:
            step = f"hypothetical by '{found.maybe.text}'"
            return replace(reading, status=Status.HYPOTHETICAL, steps=(*reading.steps, step))
        if reading.status is not Status.ACTUAL:
            return reading
        if found.maybe is None and found.future is not None and (thought := self._thought(reading.head)) is not None:
            found = replace(found, maybe=thought)
        if found.maybe is not None:
            return replace(
                reading, status=Status.HYPOTHETICAL, steps=(*reading.steps, f"hypothetical by '{found.maybe.text}'"),
                words=(*reading.words, found.maybe),
            )
        if found.future is not None and found.negation is None:
            return self._apply(reading, Frame.FUTURE, found.future, Status.FUTURE)
        return reading

    def _thought(self, head: Token) -> Token | None:
        """The verb of thinking above: what somebody believes would happen is no plan of anybody's."""
        return next((token for token in climb(head) if self.frame(token) is Frame.OPINION), None)

    def _apply(self, reading: Reading, frame: Frame, word: Token, status: Status) -> Reading:
        result = self._compositions.result_of_mode(frame, reading.event_type, reading.mode)
        event_type, mode = result or (reading.event_type, reading.mode)
        return replace(
            reading, event_type=event_type, mode=mode if event_type != reading.event_type else reading.mode, status=status,
            steps=(*reading.steps, f"{frame} '{word.text}' makes {reading.event_type} {event_type}"),
            words=(*reading.words, word),
        )


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
