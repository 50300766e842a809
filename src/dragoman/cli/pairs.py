"""Pairs of parties in: `dragoman relate`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.app import app
from dragoman.cli.options import Codebook, CoderName, Out, Pipeline
from dragoman.cli.running import Run, coder_for, writing
from dragoman.stages import CODERS, DEFAULT_PIPELINE

EXAMPLES_RELATE = """Example:

echo '{"id": "1", "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}' | dragoman relate -
"""


@app.command(epilog=EXAMPLES_RELATE)
def relate(
    pairs: Annotated[
        str,
        typer.Argument(
            metavar="PAIRS",
            help="JSON Lines of {id, text, source: [start, end], target: [start, end]}; either party may be null. "
            "- for standard input.",
            show_default=False,
        ),
    ],
    out: Out = None,
    pipeline: Pipeline = DEFAULT_PIPELINE,
    codebook: Codebook = None,
    coder: CoderName = CODERS[0],
) -> None:
    """Name the relation between two marked parties."""
    from dragoman.judgement.relate import relater_of
    from dragoman.output.jsonlines import LinesWriter
    from dragoman.pairs import read_pairs, related, relation_line

    run = Run()
    given = run.started(read_pairs(pairs, on_error=run.failed))
    relater = relater_of(coder_for(pipeline, codebook, coder).nlp)
    with writing(), LinesWriter(out, sys.stdout) as output:
        for relation in related(relater, given, on_error=run.failed_on):
            output.write_line(relation_line(relation))
    run.finish()
