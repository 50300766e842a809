"""How much longer the whole coder takes than the bare spaCy pipeline, on the same documents in one run.

    python benchmarks/speed.py [FILE...] [--words N] [--repeats N] [--pipeline NAME]

Both are timed in turn, round after round, so that they meet the same machine, and of the rounds' times the medians are
compared: in CPU seconds of this process, which other programs on the machine hardly change, and by the clock.  Without files,
the reports of examples/reports are repeated.  Each stage is timed by itself too, over documents that are already parsed.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coder import Coder, load_pipeline
from dragoman.model import Document
from dragoman.reading import read
from dragoman.stages import DEFAULT_PIPELINE, STAGES

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
BARE, WHOLE = "bare spaCy pipeline", "whole coder"
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
    return list(coder.nlp.pipe(docs, disable=list(STAGES)))


def run_stage(coder: Coder, stage: str, docs: Iterable[Doc]) -> None:
    component = coder.nlp.get_pipe(stage)
    for doc in docs:
        component(doc)


def measured(bare: Language, coder: Coder, documents: list[Document], repeats: int) -> dict[str, Timed]:
    """The medians of BARE, WHOLE and each stage; a stage's time is scaled from half of the documents to all."""
    texts = [document.text for document in documents]
    docs = parsed(coder, documents[: len(documents) // 2 + 1])
    tasks: dict[str, Callable[[], object]] = {
        BARE: lambda: exhaust(bare.pipe(texts)),
        WHOLE: lambda: exhaust(coder.code_documents(documents)),
    }
    tasks |= {stage: partial(run_stage, coder, stage, docs) for stage in STAGES}
    exhaust(bare.pipe(texts[:2]))  # everything has been awake once before it is timed
    exhaust(coder.code_documents(documents[:2]))
    for stage in STAGES:
        run_stage(coder, stage, docs[:2])
    gc.collect()
    gc.freeze()  # as the command line does
    times: dict[str, list[Timed]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, task in tasks.items():
            times[name].append(timed(task))
    scale = len(documents) / len(docs)
    return {name: median_of(taken, scale if name in STAGES else 1.0) for name, taken in times.items()}


def show(medians: dict[str, Timed], words: int) -> None:
    bare, whole = medians[BARE], medians[WHOLE]
    for name in (BARE, WHOLE):
        print(f"{name:24} {words / medians[name].cpu:6.0f} words a CPU second, {words / medians[name].clock:6.0f} a second")
    print(f"{'ratio of times':24} {whole.cpu / bare.cpu:6.2f} in CPU time, {whole.clock / bare.clock:6.2f} by the clock")
    shares = {stage: medians[stage].cpu / bare.cpu for stage in STAGES}
    shares["layout, records, rest"] = whole.cpu / bare.cpu - 1 - sum(shares.values())
    print("of the bare pipeline's CPU time, each stage takes:")
    for name, share in shares.items():
        print(f"  {name:22} {share:6.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5, help="rounds, in each of which all is timed once")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    args = parser.parse_args()

    documents = documents_of(args.files, args.words)
    words = sum(len(document.text.split()) for document in documents)
    medians = measured(load_pipeline(args.pipeline), Coder(args.pipeline), documents, args.repeats)
    print(f"{len(documents)} documents, {words} words, {args.repeats} rounds, {args.pipeline}")
    show(medians, words)


if __name__ == "__main__":
    main()
