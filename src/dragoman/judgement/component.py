"""The spaCy component `dragoman_judgement`: reads `doc._.events` again with the relation model, and rates them.

An event that the model holds for none is dropped, one that it is surer of being another is corrected, the rest keeps the
lexicon's reading; all get the calibrated probability as their confidence.  Documents of a batch are asked about together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from dragoman import layers
from dragoman.judgement.judge import NONE, Judge, Verdict, load_sure_rules, load_weights
from dragoman.judgement.marking import MarkedPair, Offsets
from dragoman.judgement.network import Network
from dragoman.model import Actor, Event, ModelAnswer, Span

SHOWN_TYPES = 3


@Language.factory(
    "dragoman_judgement", requires=["doc._.events"], assigns=["doc._.events"],
    default_config={"codebook": []},
)
def create_judgement(nlp: Language, name: str, codebook: list[str]) -> JudgementComponent:
    """`codebook` is taken as by every stage, and not used: the model knows the built-in types.  Raises PipelineError."""
    return JudgementComponent(Judge(Network(), load_weights()), load_sure_rules())


class JudgementComponent:
    """Rewrites `doc._.events`."""

    def __init__(self, judge: Judge, sure_rules: Mapping[str, float] | None = None) -> None:
        layers.register()
        self.judge = judge
        self.sure_rules = sure_rules or {}

    def __call__(self, doc: Doc) -> Doc:
        self._judge([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128, **_: Any) -> Iterator[Doc]:
        for batch in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            docs = list(batch)
            self._judge(docs)
            yield from docs

    def _judge(self, docs: list[Doc]) -> None:
        asked = [[question(event) for event in doc._.events if self._is_asked(event)] for doc in docs]
        distinct = list(dict.fromkeys(pair for pairs in asked for pair in pairs))
        verdicts = dict(zip(distinct, self.judge.verdicts(distinct), strict=True))
        for doc, pairs in zip(docs, asked, strict=True):
            doc._.events = tuple(self._judged(doc._.events, pairs, verdicts))

    def _is_asked(self, event: Event) -> bool:
        """The model knows what passes between two parties, in the types that it was trained on; the rest is the lexicon's, and
        so is what the lexicon is sure of."""
        pair = question(event)
        known = None not in (pair.actor, pair.recipient) and pair.hint in self.judge.network.labels.types
        return known and not self._is_sure(event)

    def _is_sure(self, event: Event) -> bool:
        """Whether the entry is seldom wrong, and nothing has changed its type since."""
        rule = event.explanation.rule
        return rule in self.sure_rules and rule.startswith(f"{event.event_type}:")

    def _judged(
        self, events: tuple[Event, ...], pairs: list[MarkedPair], verdicts: dict[MarkedPair, Verdict]
    ) -> Iterator[Event]:
        told = Counter((pair.text, pair.actor, pair.recipient) for pair in pairs)
        for event in events:
            pair = question(event)
            if not self._is_asked(event):
                sure = self._is_sure(event)
                yield replace(event, confidence=self.sure_rules[event.explanation.rule]) if sure else event
                continue
            verdict = verdicts[pair]
            if verdict.types[NONE] >= self.judge.weights.silence:
                continue
            alone = told[pair.text, pair.actor, pair.recipient] == 1
            yield self._weighed(event, verdict, may_change=alone)

    def _weighed(self, event: Event, verdict: Verdict, *, may_change: bool) -> Event:
        """The event with the model's answer.  Where a sentence tells several events of one pair, the model cannot say which of
        them it means, and changes none."""
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


def _offsets(event: Event, actor: Actor | None) -> Offsets | None:
    sentence = event.sentence
    if actor is None or not sentence.start <= actor.span.start < actor.span.end <= sentence.end:
        return None
    return actor.span.start - sentence.start, actor.span.end - sentence.start
