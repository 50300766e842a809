"""How well status, modes, contexts and dyads are read, on labelled sentences of our own.

Each `*.tsv` here says at its head what its columns are.  Its rows belong in turn to dev, from whose errors the tables and
rules are repaired, and to check, which tells whether the repairs hold elsewhere.  An event that is not found counts as wrong.

usage: python tests/events/labelled/scoring.py [--errors]   prints the figures, and the errors of dev
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, product
from pathlib import Path

from spacy.tokens import Doc

from dragoman.coder import Coder
from dragoman.events.component import EventsComponent
from dragoman.model import Actor, Document, Event

HERE = Path(__file__).parent
HALVES = ("dev", "check")
ANY_DAY = date(2024, 6, 3)  # of sentences whose date does not matter
MARK = re.compile(r"\[([^\]]*)\]")

Dyad = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A row of a table: its text without marks, the marked stretches of characters, the other cells in their order."""

    number: int
    text: str
    trigger: tuple[range, ...]
    cells: tuple[str, ...]

    @property
    def half(self) -> str:
        return HALVES[self.number % 2]


@dataclass(slots=True)
class Tally:
    """True positives, false positives and false negatives by label."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    invented: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, wanted: set[str], got: set[str]) -> None:
        for counts, labels in ((self.right, wanted & got), (self.invented, got - wanted), (self.missed, wanted - got)):
            for label in labels:
                counts[label] += 1

    @property
    def micro(self) -> float:
        return _f1(sum(self.right.values()), sum(self.invented.values()), sum(self.missed.values()))

    def by_label(self) -> dict[str, float]:
        """F1 of each label that is wanted somewhere."""
        wanted = sorted({*self.right, *self.missed})
        return {label: _f1(self.right[label], self.invented[label], self.missed[label]) for label in wanted}

    @property
    def macro(self) -> float:
        scores = self.by_label().values()
        return sum(scores) / len(scores) if scores else 0.0


@dataclass(slots=True)
class Figures:
    """Of one table: figures by half ("dev", "check", "all") and name, and a line for each error of dev."""

    values: dict[tuple[str, str], float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for half in (*HALVES, "all"):
            yield f"  {half:6}" + "  ".join(f"{name} {v:.3f}" for (h, name), v in self.values.items() if h == half)


def read_sentences(name: str) -> list[Sentence]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [_sentence(number, row) for number, row in enumerate(rows)]


def _sentence(number: int, row: list[str]) -> Sentence:
    *cells, marked = row
    trigger, taken = [], 0
    for match in MARK.finditer(marked):
        start = match.start() - taken
        trigger.append(range(start, start + len(match[1])))
        taken += 2
    return Sentence(number, MARK.sub(r"\1", marked), tuple(trigger), tuple(cells))


def annotated(
    coder: Coder, sentences: list[Sentence], *, dated: bool = False, all_events: bool = False
) -> list[tuple[Sentence, Doc]]:
    """`dated`: the first cell is the date of the report.  `all_events`: also those that are less sure than the events stage
    asks for by default, such as what is only background to another event of its sentence."""
    stage = events_stage(coder)
    documents = [
        Document(str(s.number), date.fromisoformat(s.cells[0]) if dated else ANY_DAY, s.text) for s in sentences
    ]
    asked = stage.min_confidence
    stage.min_confidence = 0.0 if all_events else asked
    try:
        return [(s, doc) for s, (_, doc) in zip(sentences, coder.annotate_documents(documents), strict=True)]
    finally:
        stage.min_confidence = asked


def events_stage(coder: Coder) -> EventsComponent:
    stage = coder.nlp.get_pipe("dragoman_events")
    assert isinstance(stage, EventsComponent)
    return stage


def event_at(sentence: Sentence, events: Iterable[Event], event_type: str) -> Event | None:
    """The event at the marked words: one whose trigger they are before one that only rests on them, and the wanted type
    before another."""
    def rank(event: Event) -> tuple[bool, bool, bool]:
        stands = _overlaps(sentence, event.trigger.start, event.trigger.end)
        rests = any(_overlaps(sentence, word.start, word.end) for word in event.explanation.words)
        return stands or rests, event.event_type == event_type, stands

    best = max(events, key=rank, default=None)
    return best if best is not None and rank(best)[0] else None


def _overlaps(sentence: Sentence, start: int, end: int) -> bool:
    return any(start < mark.stop and mark.start < end for mark in sentence.trigger)


# --- status -------------------------------------------------------------------------------------------------------


def score_status(coder: Coder) -> Figures:
    """Accuracy over all sentences; among those whose event is found; and with the type right as well."""
    figures = Figures()
    verdicts: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    by_status: dict[str, list[bool]] = defaultdict(list)
    for sentence, doc in annotated(coder, read_sentences("status.tsv"), dated=True, all_events=True):
        _, event_type, status = sentence.cells
        event = event_at(sentence, doc._.events, event_type)
        right = event is not None and event.status == status
        typed = right and event is not None and event.event_type == event_type
        for half in (sentence.half, "all"):
            verdicts[half].append((event is not None, right, typed))
        by_status[status].append(right)
        if not right and sentence.half == "dev":
            got = f"{event.event_type} {event.status} '{event.trigger.text}'" if event else "not found"
            figures.errors.append(f"{event_type} {status}, got {got}: {sentence.text}")
    for half, rows in verdicts.items():
        found, right_ones, typed_ones = (sum(column) for column in zip(*rows, strict=True))
        figures.values[half, "accuracy"] = right_ones / len(rows)
        figures.values[half, "accuracy_if_found"] = right_ones / found if found else 0.0
        figures.values[half, "found"] = found / len(rows)
        figures.values[half, "with_type"] = typed_ones / len(rows)
    for status, hits in by_status.items():
        figures.values["all", status] = sum(hits) / len(hits)
    return figures


# --- modes --------------------------------------------------------------------------------------------------------


def score_modes(coder: Coder) -> Figures:
    """F1 of each type with its mode, and their mean; accuracy among those whose event is found."""
    figures = Figures()
    tallies = {half: Tally() for half in (*HALVES, "all")}
    found: dict[str, list[bool]] = defaultdict(list)
    for sentence, doc in annotated(coder, read_sentences("modes.tsv"), all_events=True):
        event_type, mode = sentence.cells
        wanted = f"{event_type} {mode}"
        event = event_at(sentence, doc._.events, event_type)
        got = f"{event.event_type} {event.mode or '-'}" if event else None
        for half in (sentence.half, "all"):
            tallies[half].add({wanted}, {got} if got else set())
            if event is not None:
                found[half].append(got == wanted)
        if got != wanted and sentence.half == "dev":
            figures.errors.append(f"{wanted}, got {got or 'not found'}: {sentence.text}")
    for half, tally in tallies.items():
        figures.values[half, "macro_f1"] = tally.macro
        figures.values[half, "accuracy_if_found"] = sum(found[half]) / len(found[half]) if found[half] else 0.0
        figures.values[half, "lowest"] = min(tally.by_label().values(), default=0.0)
    return figures


# --- contexts -----------------------------------------------------------------------------------------------------


def score_contexts(coder: Coder) -> Figures:
    """F1 of the contexts of a sentence, whether or not it tells an event."""
    figures = Figures()
    stage = events_stage(coder)
    tallies = {half: Tally() for half in (*HALVES, "all")}
    for sentence, doc in annotated(coder, read_sentences("contexts.tsv")):
        wanted = set(sentence.cells[0].split(";"))
        words = stage.lexicon.words(doc)
        got = {context for sent in doc.sents for context in stage.contexts.of(sent, words)}
        for half in (sentence.half, "all"):
            tallies[half].add(wanted, got)
        if got != wanted and sentence.half == "dev":
            figures.errors.append(f"missed {sorted(wanted - got)}, invented {sorted(got - wanted)}: {sentence.text}")
    for half, tally in tallies.items():
        figures.values[half, "micro_f1"] = tally.micro
        figures.values[half, "macro_f1"] = tally.macro
    return figures


# --- dyads --------------------------------------------------------------------------------------------------------


def score_dyads(coder: Coder) -> Figures:
    """F1 of the dyads of the wanted type in the sentence."""
    figures = Figures()
    tallies = {half: Tally() for half in (*HALVES, "all")}
    for sentence, doc in annotated(coder, read_sentences("dyads.tsv")):
        event_type, kind, actors, recipients = sentence.cells
        mutual = kind == "reciprocal"
        wanted = _dyads(actors.split(";"), [name for name in recipients.split(";") if name], mutual=mutual)
        names = [*actors.split(";"), *recipients.split(";")]
        got: set[Dyad] = set()
        for event in doc._.events:
            if event.event_type == event_type:
                got |= _dyads(_names(event.actors, names), _names(event.recipients, names), mutual=mutual)
        for half in (sentence.half, "all"):
            tallies[half].add({">".join(d) for d in wanted}, {">".join(d) for d in got})
        if got != wanted and sentence.half == "dev":
            figures.errors.append(f"missed {sorted(wanted - got)}, invented {sorted(got - wanted)}: {sentence.text}")
    for half, tally in tallies.items():
        figures.values[half, "f1"] = tally.micro
    return figures


def _dyads(actors: Iterable[str], recipients: Iterable[str], *, mutual: bool) -> set[Dyad]:
    """Actors with recipients; of what parties do together, any two of them in the order of the alphabet."""
    if mutual:
        return set(combinations(sorted({*actors, *recipients}), 2))
    return set(product(actors, recipients))


def _names(actors: Iterable[Actor], names: Iterable[str]) -> list[str]:
    """What the row calls the actors; the actor's own name where it does not name one."""
    return [next((n for n in names if n and n.lower() in f"{a.span.text} {a.name}".lower()), a.name) for a in actors]


def _f1(right: int, invented: int, missed: int) -> float:
    return 2 * right / (2 * right + invented + missed) if right else 0.0


SCORERS = {"status": score_status, "modes": score_modes, "contexts": score_contexts, "dyads": score_dyads}


def main() -> None:
    chosen = [name for name in sys.argv[1:] if name in SCORERS] or list(SCORERS)
    coder = Coder()
    for name in chosen:
        figures = SCORERS[name](coder)
        print(name, *figures.lines(), sep="\n")
        if "--errors" in sys.argv:
            print(*figures.errors, sep="\n")


if __name__ == "__main__":
    main()
