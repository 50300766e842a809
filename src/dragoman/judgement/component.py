"""The spaCy component `dragoman_judgement`: reads `doc._.events` again with the relation model, and rates them.

An event that the model holds for none is dropped, one that it is surer of being another is corrected, the rest keeps the
lexicon's reading; what was asked has the calibrated probability as its confidence.  A document's questions are asked together,
and by themselves: int8 values depend a little on what else is in a batch, and no document's events shall depend on another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman import layers
from dragoman.codebook.triggers import load_triggers, trigger_name
from dragoman.judgement.judge import NONE, Judge, Verdict, load_sure_rules, load_weights
from dragoman.judgement.marking import MarkedPair, Offsets
from dragoman.judgement.network import Network
from dragoman.model import Actor, Event, ModelAnswer, Span

SHOWN_TYPES = 3


@Language.factory(
    "dragoman_judgement", requires=["doc._.events"], assigns=["doc._.events"], default_config={"codebook": []}
)
def create_judgement(nlp: Language, name: str, codebook: list[str]) -> JudgementComponent:
    """`codebook`: folders of the user's own tables, whose triggers no model overrules.  Raises PipelineError, CodebookError."""
    judge, folders = Judge(Network(), load_weights()), tuple(map(Path, codebook))
    told = tuple(name for name in judge.network.labels.types if any(any(f.glob(f"triggers/{name}.*")) for f in folders))
    theirs = load_triggers(told, folders)
    names = {trigger_name(event_type, trigger) for event_type, triggers in theirs.items() for trigger in triggers}
    return JudgementComponent(judge, load_sure_rules(), frozenset(names))


class JudgementComponent:
    """Rewrites `doc._.events`.

    `sure_rules`: the lexicon's entries that need no second opinion, and how often each is right.  `own_rules`: the user's.
    """

    def __init__(
        self, judge: Judge, sure_rules: Mapping[str, float] | None = None, own_rules: frozenset[str] = frozenset()
    ) -> None:
        layers.register()
        self.judge = judge
        self.sure_rules, self.own_rules = sure_rules or {}, own_rules

    def __call__(self, doc: Doc) -> Doc:
        asked = list(dict.fromkeys(question(event) for event in doc._.events if self._is_asked(event)))
        verdicts = dict(zip(asked, self.judge.verdicts(asked), strict=True))
        doc._.events = tuple(self._judged(doc._.events, verdicts))
        return doc

    def _is_asked(self, event: Event) -> bool:
        """The model knows what passes between two parties, in the types that it was trained on; the rest is the lexicon's, and
        so is what the lexicon is sure of, or the user has laid down."""
        pair = question(event)
        known = None not in (pair.actor, pair.recipient) and pair.hint in self.judge.network.labels.types
        return known and event.explanation.rule not in self.own_rules and not self._is_sure(event)

    def _is_sure(self, event: Event) -> bool:
        """Whether the entry is seldom wrong, and nothing has changed its type since."""
        rule = event.explanation.rule
        return rule in self.sure_rules and rule.startswith(f"{event.event_type}:")

    def _judged(self, events: tuple[Event, ...], verdicts: dict[MarkedPair, Verdict]) -> Iterator[Event]:
        told = Counter(_deeds(event) for event in events)
        types = {(*_deeds(event)[:2], event.event_type) for event in events}
        for event in events:
            if self._is_asked(event):
                verdict = verdicts[question(event)]
                # of several events of one pair, or of one actor and the type that the model names, which does it mean?
                plain = told[_deeds(event)] == 1 and (*_deeds(event)[:2], verdict.best_event) not in types
                if verdict.types[NONE] < self.judge.weights.silence:
                    yield self._weighed(event, verdict, may_change=plain)
            elif self._is_sure(event):
                yield replace(event, confidence=self.sure_rules[event.explanation.rule])
            else:
                yield event

    def _weighed(self, event: Event, verdict: Verdict, *, may_change: bool) -> Event:
        """The event with the model's answer, and with the model's type where that `may_change`."""
        likeliest = sorted(verdict.types.items(), key=lambda share: -share[1])[:SHOWN_TYPES]
        answer = ModelAnswer(event.event_type, tuple((name, round(share, 3)) for name, share in likeliest))
        steps, best = event.explanation.steps, verdict.best_event
        if may_change and best != event.event_type and verdict.types[best] >= self.judge.weights.revision:
            step = f"lexicon {event.event_type}, corrected by the model to {best}"
            steps = (*steps, step)
            event = replace(event, event_type=best, mode=verdict.modes.get(best))
        explanation = replace(event.explanation, steps=steps, model=answer)
        return replace(event, confidence=verdict.types[event.event_type], explanation=explanation)

    def explained(self, doc: Doc) -> Doc:
        """Add the words that moved the model to the explanation of each event; some thirty times the work of judging."""
        doc._.events = tuple(self._with_words(event) for event in doc._.events)
        return doc

    def _with_words(self, event: Event) -> Event:
        answer = event.explanation.model
        if answer is None:
            return event
        pair, start = replace(question(event), hint=answer.lexicon), event.sentence.start
        words = tuple(
            Span(start + first, start + last, pair.text[first:last])
            for first, last in self.judge.moving_words(pair, event.event_type)
        )
        return replace(event, explanation=replace(event.explanation, model=replace(answer, words=words)))


def question(event: Event) -> MarkedPair:
    """The event's sentence with its first actor and first recipient marked, as far as they stand in it."""
    actor = event.actors[0] if event.actors else None
    recipients = event.recipients or event.actors[1:]  # what parties do together may have all of them as actors
    recipient = recipients[0] if recipients else None
    return MarkedPair(event.sentence.text, _offsets(event, actor), _offsets(event, recipient), event.event_type)


def _deeds(event: Event) -> tuple[str, Offsets | None, Offsets | None]:
    """The sentence, and who does something to whom in it."""
    pair = question(event)
    return pair.text, pair.actor, pair.recipient


def _offsets(event: Event, actor: Actor | None) -> Offsets | None:
    sentence = event.sentence
    if actor is None or not sentence.start <= actor.span.start < actor.span.end <= sentence.end:
        return None
    return actor.span.start - sentence.start, actor.span.end - sentence.start
