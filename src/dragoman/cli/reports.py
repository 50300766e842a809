"""Reports in: `dragoman code`, `annotate` and `quotes`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.app import app
from dragoman.cli.options import Codebook, CoderName, Date, Files, MinConfidence, Out, Pipeline, one_of
from dragoman.cli.running import Run, coder_for, format_for, writing
from dragoman.stages import CODERS, DEFAULT_PIPELINE, LAYER_NAMES, MIN_CONFIDENCE

FORMATS = ("table", "jsonl", "parquet")
QUOTE_FORMATS = ("table", "jsonl", "csv")
ANNOTATION_FORMATS = ("jsonl", "timeml")

EXAMPLES_CODE = """Examples:

dragoman code report.txt --date 2024-03-06

dragoman code archive/ --out events.parquet

zcat feed.jsonl.gz | dragoman code - --format jsonl | jq .event_type
"""
EXAMPLES_ANNOTATE = """Examples:

dragoman annotate report.txt

dragoman annotate reports.jsonl --layers times,places --out layers.jsonl

dragoman annotate reports.jsonl --layers times --format timeml --out timeml/
"""
EXAMPLES_QUOTES = """Examples:

dragoman quotes report.txt

dragoman quotes archive/ --source "foreign ministry" --about SYR --out quotes.csv

dragoman quotes reports.jsonl --kind anonymous --format jsonl
"""


def _format(value: str | None) -> str | None:
    return None if value is None else one_of(value, FORMATS, "format")


def _annotation_format(value: str) -> str:
    return one_of(value, ANNOTATION_FORMATS, "format")


def _quotes_format(value: str | None) -> str | None:
    return None if value is None else one_of(value, QUOTE_FORMATS, "format")


def _source_kind(value: str | None) -> str | None:
    from dragoman.model import SourceKind

    return None if value is None else one_of(value, tuple(kind.value for kind in SourceKind), "kind of source")


def _layers(value: str) -> str:
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        one_of(name, LAYER_NAMES, "layer")
    if not names:
        raise typer.BadParameter(f"name at least one layer of {', '.join(LAYER_NAMES)}")
    return ",".join(names)


@app.command(epilog=EXAMPLES_CODE)
def code(
    files: Files,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="table|jsonl|parquet",
            callback=_format,
            help="How events are written: a table on a terminal, JSON Lines elsewhere, Parquet to an --out that ends "
            "in .parquet.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
    date: Date = None,
    pipeline: Pipeline = DEFAULT_PIPELINE,
    codebook: Codebook = None,
    coder: CoderName = CODERS[0],
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add why each event was coded: the rule and its words.")
    ] = False,
) -> None:
    """Code reports into events: the main job."""
    from dragoman.output import Format, writer
    from dragoman.output.progress import progress

    chosen = Format(format or format_for(out))
    if chosen is Format.PARQUET and out is None:
        raise typer.BadParameter("Parquet is written to a file: add --out events.parquet", param_hint="--format")
    run = Run()
    documents = run.documents(files, date)
    reader = coder_for(pipeline, codebook, coder, min_confidence=min_confidence)
    with progress(files) as advance, writing(), writer(chosen, out, sys.stdout) as output:
        for document, records in reader.code_documents(documents, explain=explain, on_error=run.failed_on):
            output.write(document, records)
            advance()
    run.finish()


@app.command(epilog=EXAMPLES_ANNOTATE)
def annotate(
    files: Files,
    layers: Annotated[
        str, typer.Option(metavar="LAYERS", callback=_layers, help="The layers to write, with commas between.")
    ] = ",".join(LAYER_NAMES),
    format: Annotated[
        str,
        typer.Option(
            metavar="jsonl|timeml",
            callback=_annotation_format,
            help="JSON Lines, or TimeML with the times alone: one document to standard output or to an --out that ends in "
            ".tml, any number to an --out folder. For TimeML, a document needs no date.",
        ),
    ] = "jsonl",
    out: Out = None,
    date: Date = None,
    pipeline: Pipeline = DEFAULT_PIPELINE,
    codebook: Codebook = None,
    coder: CoderName = CODERS[0],
    min_confidence: MinConfidence = MIN_CONFIDENCE,
) -> None:
    """Write every layer read, one JSON line a document."""
    if format == "timeml":
        if layers not in (",".join(LAYER_NAMES), "times"):
            raise typer.BadParameter("TimeML holds the times alone: use --layers times", param_hint="--layers")
        _annotate_timeml(files, out, date, pipeline, codebook, coder)
        return
    from dragoman.output.jsonlines import LinesWriter
    from dragoman.output.progress import progress
    from dragoman.records import annotation

    run = Run()
    documents = run.documents(files, date)
    wanted = layers.split(",")
    reader = coder_for(pipeline, codebook, coder, wanted, min_confidence)
    with progress(files) as advance, writing(), LinesWriter(out, sys.stdout) as output:
        for document, doc in reader.annotate_documents(documents, on_error=run.failed_on):
            output.write_line(annotation(document, doc, wanted, reader.ontology).to_json())
            advance()
    run.finish()


def _annotate_timeml(
    files: list[str], out: Path | None, date: str | None, pipeline: str, codebook: list[Path] | None, coder: str
) -> None:
    from dragoman.output.progress import progress
    from dragoman.output.timeml import UNDATED, TimeMLWriter, redated

    run = Run()
    documents = run.documents(files, date or UNDATED.isoformat())
    reader = coder_for(pipeline, codebook, coder, ["times"])
    with progress(files) as advance, writing(), TimeMLWriter(out, sys.stdout) as output:
        for document, doc in reader.annotate_documents(documents, on_error=run.failed_on):
            day, times = redated(document, doc, reader.nlp)
            output.write(document.id, day, document.text, times)
            advance()
    run.finish()


@app.command(epilog=EXAMPLES_QUOTES)
def quotes(
    files: Files,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="WHO", help="Only what this source says: a word of the name, an id such as country:FRA, or a country code.",
            show_default=False,
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="Only what is said of this: an actor as for --source, a word of the quotation, or a type of event.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", callback=_source_kind,
            help="Only sources of this kind: person, office, institution, people, anonymous, medium or document.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="table|jsonl|csv", callback=_quotes_format,
            help="A table on a terminal, JSON Lines elsewhere, CSV to an --out that ends in .csv.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
    date: Date = None,
    pipeline: Pipeline = DEFAULT_PIPELINE,
    codebook: Codebook = None,
) -> None:
    """List the quotations: who said what to whom about what, where and when."""
    from dragoman.output.progress import progress
    from dragoman.output.quotes import quote_writer
    from dragoman.quotations import Filter, quotations

    wanted = Filter(source, about, kind)
    chosen = format or ("csv" if out is not None and out.suffix == ".csv" else "jsonl" if out else format_for(None))
    run = Run()
    documents = run.documents(files, date)
    reader = coder_for(pipeline, codebook, "fast")
    with progress(files) as advance, writing(), quote_writer(chosen, out, sys.stdout) as output:
        for document, doc in reader.annotate_documents(documents, on_error=run.failed_on):
            for quote in filter(wanted.admits, quotations(document, doc)):
                output.write(quote)
            advance()
    run.finish()
