"""What each stage adds to the parse: words a second, and the share of the bare pipeline's time, measured in one run.

    python benchmarks/stages.py [FILE...] [--words N] [--rounds N] [--stage NAME]

The documents are parsed once; then every stage reads the same Docs alone, after those before it, round after round in turn, so
that all meet the same machine.  Times are CPU seconds of this process (other programs hardly change them), of the rounds the
least.  Words are what white space parts.  Without files the reports of examples/reports are repeated.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from spacy.tokens import Doc

from dragoman.coder import Coder
from dragoman.model import Document
from dragoman.reading import read
from dragoman.stages import DEFAULT_PIPELINE, STAGES

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
UNDATED = date(2020, 7, 10)  # for files that give no date: any day will do here


def documents_of(files: list[Path], words: int) -> list[Document]:
    """The files' documents, again and again until there are so many words."""
    given = [d for d in read(files or [REPORTS], default_date=UNDATED) if d.text.split()]
    if not given:
        raise SystemExit("nothing to measure with: the files hold no words")
    chosen: list[Document] = []
    for document in itertools.cycle(given):
        if words <= 0:
            break
        chosen.append(document)
        words -= len(document.text.split())
    return chosen


def seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def tokenised(coder: Coder, documents: list[Document]) -> list[Doc]:
    docs = []
    for document in documents:
        doc = coder.nlp.make_doc(document.text)
        doc._.dct = document.date
        docs.append(doc)
    return docs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stage", action="append", choices=STAGES, help="only these; repeatable")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    args = parser.parse_args()

    documents = documents_of(args.files, args.words)
    words = sum(len(document.text.split()) for document in documents)
    coder = Coder(args.pipeline)
    docs: list[Doc] = []

    def parse() -> None:
        docs[:] = coder.nlp.pipe(tokenised(coder, documents), disable=list(STAGES))

    least = {"parse": min(seconds(parse) for _ in range(args.rounds))}
    for _ in range(args.rounds):
        for stage in STAGES:
            component = coder.nlp.get_pipe(stage)
            taken = seconds(lambda component=component: [component(doc) for doc in docs])
            least[stage] = min(taken, least.get(stage, taken))
    print(f"{len(documents)} documents, {words} words, least CPU seconds of {args.rounds} rounds, {args.pipeline}")
    for name, taken in least.items():
        if name == "parse" or args.stage is None or name in args.stage:
            print(f"{name:24}{words / taken:10.0f} words/s{taken / least['parse']:8.3f} of the parse")


if __name__ == "__main__":
    main()
