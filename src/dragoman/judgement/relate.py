"""The relation between two given parties, by lexicon and model together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import tee

from spacy.language import Language

from dragoman.events.relate import Pair, Relater, Relation
from dragoman.judgement.component import JudgementComponent
from dragoman.judgement.judge import NONE, Judge, Verdict
from dragoman.judgement.marking import MarkedPair


class JudgedRelater:
    """Answers pairs as `Relater` does, and asks the model about each."""

    def __init__(self, lexicon: Relater, judge: Judge) -> None:
        self._lexicon, self._judge = lexicon, judge

    def relate(self, pairs: Iterable[Pair]) -> Iterator[Relation]:
        """Yield one relation for each pair, in order.  Each is judged alone, so that no answer depends on other pairs (int8
        values depend a little on what else is in a batch)."""
        given, read = tee(pairs)
        for pair, relation in zip(given, self._lexicon.relate(read), strict=True):
            (verdict,) = self._judge.verdicts([MarkedPair(pair.text, pair.source, pair.target, relation.event_type)])
            yield self._weighed(relation, verdict)

    def _weighed(self, relation: Relation, verdict: Verdict) -> Relation:
        silent = verdict.types[NONE] >= self._judge.weights.silence
        best = NONE if silent else verdict.best_event
        weighed = replace(relation, event_type=best, confidence=verdict.types[best])
        if best == relation.event_type:
            return weighed
        return replace(weighed, mode=verdict.modes.get(best), status=None if silent else verdict.status)


def relater_of(nlp: Language) -> Relater | JudgedRelater:
    """What answers pairs with this pipeline: with the model where it is part of it.  Raises PipelineError."""
    lexicon = Relater(nlp)
    judgement = dict(nlp.pipeline).get("dragoman_judgement")
    return JudgedRelater(lexicon, judgement.judge) if isinstance(judgement, JudgementComponent) else lexicon
