"""Words per second of the bare spaCy pipeline and of the whole coder, on the same documents in one run.

    python benchmarks/speed.py [FILE...] [--words N] [--repeats N] [--pipeline NAME]

The two are timed in turn, so that both meet the same machine, and each keeps its best time. Without files, the reports of
examples/reports are repeated. Prints the ratio (whole coder : bare pipeline) and each stage's share.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dragoman.coder import Coder, load_pipeline
from dragoman.model import Document
from dragoman.reading import read
from dragoman.stages import DEFAULT_PIPELINE, STAGES

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
UNDATED = date(2020, 7, 10)  # for files that give no date: any day will do here


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


def seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def stage_seconds(coder: Coder, documents: list[Document]) -> dict[str, float]:
    """The time of each stage by itself, over Docs that the stages before it have read."""
    docs = []
    for document in documents:
        doc = coder.nlp.make_doc(document.text)
        doc._.dct = document.date
        docs.append(doc)
    docs = list(coder.nlp.pipe(docs, disable=list(STAGES)))
    times = {}
    for stage in STAGES:
        component = coder.nlp.get_pipe(stage)
        times[stage] = seconds(lambda component=component: [component(doc) for doc in docs])
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    args = parser.parse_args()

    documents = documents_of(args.files, args.words)
    words = sum(len(document.text.split()) for document in documents)
    bare, coder = load_pipeline(args.pipeline), Coder(args.pipeline)
    texts = [document.text for document in documents]

    def parse() -> None:
        for _ in bare.pipe(texts):
            pass

    def code() -> None:
        for _ in coder.code_documents(documents):
            pass

    coder.code(texts[0], documents[0].date)  # both have been awake once before they are timed
    bare(texts[0])
    parsing, coding = zip(*((seconds(parse), seconds(code)) for _ in range(args.repeats)), strict=True)
    print(f"{len(documents)} documents, {words} words, best of {args.repeats}, {args.pipeline}")
    print(f"bare spaCy pipeline  {words / min(parsing):8.0f} words/s")
    print(f"whole coder          {words / min(coding):8.0f} words/s")
    print(f"ratio of times       {min(coding) / min(parsing):8.2f}")
    stages = stage_seconds(coder, documents)
    print("share of the bare pipeline's time taken by each stage:")
    for stage, taken in stages.items():
        print(f"  {stage:22} {taken / min(parsing):5.2f}")


if __name__ == "__main__":
    main()
