"""How much longer the coders take than the bare spaCy pipeline, on the same documents in one run.

    python benchmarks/speed.py [FILE...] [--words N] [--repeats N] [--pipeline NAME] [--gold DIR --scorers DIR]

All are timed in turn, round after round, so that they meet the same machine, and of the rounds' times the medians are
compared: in CPU seconds of this process, which other programs on the machine hardly change, and by the clock.  Without files,
the reports of examples/reports are repeated.  Each stage is timed by itself too, over documents that are already parsed.
With gold data (docs/benchmarks.md), the coders' accuracy on marked pairs is set against their speed.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import accuracy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coder import Coder, load_pipeline
from dragoman.model import Document
from dragoman.reading import read
from dragoman.stages import CODERS, DEFAULT_PIPELINE, JUDGEMENT, STAGES

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
BARE = "bare spaCy pipeline"
TIMED_STAGES = (*STAGES, JUDGEMENT)
UNDATED = date(2020, 7, 10)  # for files that give no date: any day will do here


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds that a task took: of the processor, and by the clock."""

    cpu: float
    clock: float


def timed(task: Callable[[], object]) -> Timed:
    cpu, clock = time.process_time(), time.perf_counter()
    task()
    return Timed(time.process_time() - cpu, time.perf_counter() - clock)


def median_of(times: list[Timed], scale: float) -> Timed:
    return Timed(scale * median(t.cpu for t in times), scale * median(t.clock for t in times))


def exhaust(things: Iterable[object]) -> None:
    for _ in things:
        pass


def documents_of(files: list[Path], words: int) -> list[Document]:
    """The files' documents, again and again until there are so many words."""
    given = list(read(files or [REPORTS], default_date=UNDATED))
    if not any(document.text.split() for document in given):
        raise SystemExit("nothing to measure with: the files hold no words")
    chosen: list[Document] = []
    for document in itertools.cycle(given):
        if words <= 0:
            return chosen
        chosen.append(document)
        words -= len(document.text.split())
    return chosen


def parsed(coder: Coder, documents: Iterable[Document]) -> list[Doc]:
    """The documents' Docs before the first stage."""
    docs = []
    for document in documents:
        doc = coder.nlp.make_doc(document.text)
        doc._.dct = document.date
        docs.append(doc)
    return list(coder.nlp.pipe(docs, disable=list(TIMED_STAGES)))


def run_stage(coder: Coder, stage: str, docs: Iterable[Doc]) -> None:
    component = coder.nlp.get_pipe(stage)
    for doc in docs:
        component(doc)


def measured(bare: Language, coders: dict[str, Coder], documents: list[Document], repeats: int) -> dict[str, Timed]:
    """The medians of BARE, each coder and each stage; a stage's time is scaled from half of the documents to all."""
    texts = [document.text for document in documents]
    accurate = coders[CODERS[0]]
    docs = parsed(accurate, documents[: len(documents) // 2 + 1])
    tasks: dict[str, Callable[[], object]] = {BARE: lambda: exhaust(bare.pipe(texts))}
    tasks |= {name: lambda coder=coder: exhaust(coder.code_documents(documents)) for name, coder in coders.items()}
    tasks |= {stage: partial(run_stage, accurate, stage, docs) for stage in TIMED_STAGES}
    exhaust(bare.pipe(texts[:2]))  # everything has been awake once before it is timed
    for coder in coders.values():
        exhaust(coder.code_documents(documents[:2]))
    gc.collect()
    gc.freeze()  # as the command line does
    times: dict[str, list[Timed]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, task in tasks.items():
            times[name].append(timed(task))
    scale = len(documents) / len(docs)
    return {name: median_of(taken, scale if name in TIMED_STAGES else 1.0) for name, taken in times.items()}


def show(medians: dict[str, Timed], words: int) -> None:
    bare = medians[BARE]
    for name in (BARE, *CODERS):
        taken = medians[name]
        print(f"{name:22} {words / taken.cpu:6.0f} words a CPU second, {words / taken.clock:6.0f} a second; "
              f"{taken.cpu / bare.cpu:.2f} times the bare pipeline in CPU time, {taken.clock / bare.clock:.2f} by the clock")
    shares = {stage: medians[stage].cpu / bare.cpu for stage in TIMED_STAGES}
    shares["layout, records, rest"] = medians[CODERS[0]].cpu / bare.cpu - 1 - sum(shares.values())
    print("of the bare pipeline's CPU time, each stage takes:")
    for name, share in shares.items():
        alone = f"{words / medians[name].cpu:9.0f} words a CPU second" if name in medians else ""
        print(f"  {name:22} {share:6.3f}{alone}")


def show_front(medians: dict[str, Timed], gold: Path, scorers: Path) -> None:
    """Accuracy against speed: a coder is on the front if no other is both faster and more accurate."""
    (relations,) = accuracy.chosen("relations")
    scored = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in CODERS:
            scorer = scorers / "relations.py"
            scored[name] = accuracy.score(relations, gold / relations.gold, scorer, Path(folder), name)
    print("accuracy against speed:")
    for name, figures in scored.items():
        times, macro = medians[name].cpu / medians[BARE].cpu, figures["macro_f1"]
        beaten = any(
            medians[other].cpu < medians[name].cpu and scored[other]["macro_f1"] >= macro for other in CODERS if other != name
        )
        where = "beaten by another" if beaten else "on the front"
        print(f"  {name:10} {times:5.2f} times the bare pipeline, macro F1 {macro:.3f}, quad classes "
              f"{figures['quad_macro_f1']:.3f}: {where}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5, help="rounds, in each of which all is timed once")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorers", type=Path)
    args = parser.parse_args()

    documents = documents_of(args.files, args.words)
    words = sum(len(document.text.split()) for document in documents)
    coders = {name: Coder(args.pipeline, coder=name) for name in CODERS}
    medians = measured(load_pipeline(args.pipeline), coders, documents, args.repeats)
    print(f"{len(documents)} documents, {words} words, {args.repeats} rounds, {args.pipeline}")
    show(medians, words)
    if args.gold and args.scorers:
        show_front(medians, args.gold, args.scorers)


if __name__ == "__main__":
    main()
