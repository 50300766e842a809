"""The command line: a thin skin over `Coder`, `reading` and `output`.

Results go to standard output, talk to standard error.  Exit status: 0 all documents were coded, 1 some were not (each
is named on standard error), 2 a wrong command, or nothing could be read.
"""

from __future__ import annotations

import difflib
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.stages import CODERS, DEFAULT_PIPELINE, LAYER_NAMES, MIN_CONFIDENCE, STAGES, stages_for

if TYPE_CHECKING:
    from dragoman.actors.base import Base
    from dragoman.coder import Coder
    from dragoman.events.relate import Pair
    from dragoman.model import Document

SOME_FAILED, NOTHING_DONE = 1, 2
INTERRUPTED = 130

FORMATS = ("table", "jsonl", "parquet")
QUOTE_FORMATS = ("table", "jsonl", "csv")
ANNOTATION_FORMATS = ("jsonl", "timeml")
SOURCES = ("ftm", "wikidata", "petrarch")

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
EXAMPLES_RELATE = """Example:

echo '{"id": "1", "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}' | dragoman relate -
"""
EXAMPLES_LOOKUP = """Examples:

dragoman actors lookup Motegi --date 2020-07-10

dragoman actors lookup "Iranian foreign minister" --date 2016-01-16

dragoman actors lookup "Moammar Qaddafi" --codebook my-tables/
"""
EXAMPLES_CHECK = """Examples:

dragoman actors validate my-tables/actors/persons.csv

dragoman actors validate Phoenix.Countries.actors.txt query.json
"""
EXAMPLES_IMPORT = """Examples:

dragoman actors import --from ftm entities.ftm.json my-tables/

dragoman actors import --from wikidata query.csv my-tables/

dragoman actors import --from petrarch Phoenix.Countries.actors.txt my-tables/
"""
EXAMPLES_VALIDATE = """Examples:

dragoman codebook validate

dragoman codebook validate my-tables/
"""

app = typer.Typer(
    name="dragoman",
    help="Political event data from dated news reports: who did what to whom, when, where, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
codebook_app = typer.Typer(help="The ontology and lexicons, and your own tables.", no_args_is_help=True)
app.add_typer(codebook_app, name="codebook")
actors_app = typer.Typer(help="Who the base of actors knows, and actors of your own.", no_args_is_help=True)
app.add_typer(actors_app, name="actors")


# --- arguments ----------------------------------------------------------------------------------------------------


def _one_of(value: str, names: tuple[str, ...], what: str) -> str:
    if value not in names:
        near = difflib.get_close_matches(value, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(names)}"
        raise typer.BadParameter(f"there is no {what} {value!r} ({hint})")
    return value


def _format(value: str | None) -> str | None:
    return None if value is None else _one_of(value, FORMATS, "format")


def _coder_name(value: str) -> str:
    return _one_of(value, CODERS, "coder")


def _source(value: str) -> str:
    return _one_of(value, SOURCES, "source")


def _annotation_format(value: str) -> str:
    return _one_of(value, ANNOTATION_FORMATS, "format")


def _quotes_format(value: str | None) -> str | None:
    return None if value is None else _one_of(value, QUOTE_FORMATS, "format")


def _source_kind(value: str | None) -> str | None:
    from dragoman.model import SourceKind

    return None if value is None else _one_of(value, tuple(kind.value for kind in SourceKind), "kind of source")


def _layers(value: str) -> str:
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        _one_of(name, LAYER_NAMES, "layer")
    if not names:
        raise typer.BadParameter(f"name at least one layer of {', '.join(LAYER_NAMES)}")
    return ",".join(names)


def _date(value: str | None) -> str | None:
    if value is None:
        return None
    from dragoman.reading.dates import parse_day

    if parse_day(value) is None:
        raise typer.BadParameter(f"{value!r} is not a date (write it as YYYY-MM-DD)")
    return value


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="Plain text, JSON Lines ({id, date, text} a line), either packed with gzip, folders of them, or - for "
        "standard input.",
        show_default=False,
    ),
]
Date = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD", callback=_date, help="The creation date of documents that do not give theirs.",
        show_default=False,
    ),
]
Pipeline = Annotated[str, typer.Option(metavar="NAME", help="The installed English spaCy pipeline to read with.")]
Codebook = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR", help="A folder of your own tables, which extend and override the built-in ones; repeatable.",
        show_default=False,
    ),
]
MinConfidence = Annotated[
    float,
    typer.Option(min=0, max=1, metavar="0..1", help="Leave out events less sure than this; 0.05 keeps all background."),
]
CoderName = Annotated[
    str,
    typer.Option(
        "--coder", metavar="accurate|fast", callback=_coder_name,
        help="accurate: the relation model rates and corrects what the lexicon reads; fast: the lexicon alone.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Write to this file instead of standard output.", show_default=False),
]


# --- commands -----------------------------------------------------------------------------------------------------


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version, and stop.")
    ] = False,
) -> None:
    pass


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
    coder: CoderName = "fast",
    min_confidence: MinConfidence = MIN_CONFIDENCE,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add why each event was coded: the rule and its words.")
    ] = False,
) -> None:
    """Code reports into events: the main job."""
    from dragoman.output import Format, writer
    from dragoman.output.progress import progress

    chosen = Format(format or _format_for(out))
    if chosen is Format.PARQUET and out is None:
        raise typer.BadParameter("Parquet is written to a file: add --out events.parquet", param_hint="--format")
    run = Run()
    documents = run.documents(files, date)
    reader = _coder(pipeline, codebook, coder, min_confidence=min_confidence)
    with progress(files) as advance, _writing(), writer(chosen, out, sys.stdout) as output:
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
    coder: CoderName = "fast",
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
    reader = _coder(pipeline, codebook, coder, wanted, min_confidence)
    with progress(files) as advance, _writing(), LinesWriter(out, sys.stdout) as output:
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
    reader = _coder(pipeline, codebook, coder, ["times"])
    with progress(files) as advance, _writing(), TimeMLWriter(out, sys.stdout) as output:
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
    chosen = format or ("csv" if out is not None and out.suffix == ".csv" else "jsonl" if out else _format_for(None))
    run = Run()
    documents = run.documents(files, date)
    reader = _coder(pipeline, codebook, "fast")
    with progress(files) as advance, _writing(), quote_writer(chosen, out, sys.stdout) as output:
        for document, doc in reader.annotate_documents(documents, on_error=run.failed_on):
            for quote in filter(wanted.admits, quotations(document, doc)):
                output.write(quote)
            advance()
    run.finish()


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
    coder: CoderName = "fast",
) -> None:
    """Name the relation between two marked parties."""
    from dragoman.judgement.relate import relater_of
    from dragoman.output.jsonlines import LinesWriter
    from dragoman.pairs import read_pairs, related, relation_line

    run = Run()
    given = run.started(read_pairs(pairs, on_error=run.failed))
    relater = relater_of(_coder(pipeline, codebook, coder).nlp)
    with _writing(), LinesWriter(out, sys.stdout) as output:
        for relation in related(relater, given, on_error=run.failed_on):
            output.write_line(relation_line(relation))
    run.finish()


@codebook_app.command(epilog=EXAMPLES_VALIDATE)
def validate(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="A folder of your own tables; without it, the built-in ones.", show_default=False
        ),
    ] = None,
) -> None:
    """Check every table, and name the file and line of what is wrong."""
    from dragoman.validation import problems

    found = problems(folder)
    for problem in found:
        _say(problem)
    if found:
        raise typer.Exit(SOME_FAILED)
    typer.echo("every table is in order")


@actors_app.command(epilog=EXAMPLES_LOOKUP)
def lookup(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A name, a surname, or an office with a country or a name.", show_default=False
        ),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", callback=_date, help="The day of the report; without it, who is in office now.",
            show_default=False,
        ),
    ] = None,
    codebook: Codebook = None,
) -> None:
    """Explain who a name means on a day: the entries, their terms and sources, and the one that holds."""
    from dragoman.actors.lookup import Lookup
    from dragoman.reading.dates import parse_day

    found = Lookup(_base(codebook))(name, parse_day(date) if date else None)
    typer.echo(str(found))
    if found.chosen is None:
        raise typer.Exit(SOME_FAILED)


@actors_app.command(name="validate", epilog=EXAMPLES_CHECK)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Tables of your own (CSV or YAML), or files to be imported: FollowTheMoney JSON, results of Wikidata "
            "queries, actor and agent dictionaries.",
            show_default=False,
        ),
    ],
    codebook: Codebook = None,
) -> None:
    """Name every fault of tables and of files to be imported, with its line and what mends it."""
    from dragoman.actors.checking import Checker

    checker, run = Checker(_base(codebook)), Run()
    for path in files:
        before = run.failures
        told = checker.check(path, run.failed)
        if run.failures == before:
            typer.echo(f"{path}: {told}, in order")
        else:
            _say(f"{path}: {told}, {run.failures - before} faults")
    if run.failures:
        raise typer.Exit(SOME_FAILED)


@actors_app.command(name="import", epilog=EXAMPLES_IMPORT)
def import_(
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="ftm|wikidata|petrarch", callback=_source,
            help="What the file is: OpenSanctions' FollowTheMoney JSON, the result of a Wikidata query, or an actor or "
            "agent dictionary of TABARI or PETRARCH.",
            show_default=False,
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="IN", help="The file, plain or packed with gzip.", show_default=False)],
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="A folder for the tables, to be given as --codebook; or a .csv file for persons alone.",
            show_default=False,
        ),
    ],
    codebook: Codebook = None,
) -> None:
    """Turn actors of another project into tables of your own."""
    from dragoman.actors.importers.tables import Source, import_actors

    run = Run()
    with _writing():
        counts = import_actors(Source(source), file, out, _base(codebook), run.failed)
    for table, count in counts.items():
        typer.echo(f"{count} {table}")
    if not counts:
        _say(f"{file}: nothing was found to import")
        raise typer.Exit(NOTHING_DONE)
    if run.failures:
        _say(f"{run.failures} faults: what is named above was left out")
        raise typer.Exit(SOME_FAILED)


# --- running ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Run:
    """What came of the documents so far."""

    read: int = 0
    failures: int = 0

    def failed(self, error: Exception) -> None:
        self.failures += 1
        _say(error)

    def failed_on(self, item: Document | Pair, error: Exception) -> None:
        """A document or pair was read, and could not be coded."""
        self.read -= 1
        self.failed(DragomanError(f"{item.id}: could not be coded: {type(error).__name__}: {error}"))

    def documents(self, files: list[str], date: str | None) -> Iterator[Document]:
        from dragoman.reading import read
        from dragoman.reading.dates import parse_day

        return self.started(read(files, default_date=parse_day(date) if date else None, on_error=self.failed))

    def started(self, items: Iterator[Any]) -> Iterator[Any]:
        """The items, of which the first is read at once: where there is none, no pipeline need be loaded."""
        first = next(items, None)
        if first is None:
            if not self.failures:
                _say("nothing to read: no document was found")
            raise typer.Exit(NOTHING_DONE)
        return self._counted(first, items)

    def _counted(self, first: Any, rest: Iterator[Any]) -> Iterator[Any]:
        self.read += 1
        yield first
        for each in rest:
            self.read += 1
            yield each

    def finish(self) -> None:
        if self.failures:
            _say(f"{self.failures} of {self.failures + self.read} failed")
            raise typer.Exit(SOME_FAILED if self.read else NOTHING_DONE)


def _format_for(out: Path | None) -> str:
    if out is not None:
        return "parquet" if out.suffix == ".parquet" else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def _base(codebook: list[Path] | None) -> Base:
    from dragoman.actors.base import load_base
    from dragoman.codebook.tables import BUILT_IN

    for folder in codebook or ():
        if not folder.is_dir():
            raise DragomanError(f"{folder}: there is no such folder (give a folder of CSV tables)")
    return load_base((BUILT_IN, *(codebook or ())))


def _coder(
    pipeline: str,
    codebook: list[Path] | None,
    coder: str,
    layers: list[str] | None = None,
    min_confidence: float = MIN_CONFIDENCE,
) -> Coder:
    from dragoman.coder import Coder

    stages = stages_for(layers) if layers else STAGES
    made = Coder(pipeline, codebook, stages=stages, coder=coder, min_confidence=min_confidence)
    gc.freeze()  # the tables stay to the end: the garbage collector need not walk them again and again
    return made


@contextmanager
def _writing() -> Iterator[None]:
    """Errors of the output file as one line; a reader that has gone away (`| head`) ends the run in peace."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more at exit: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        raise DragomanError(f"{error.filename or 'the output'}: cannot be written: {error.strerror}") from error


def _say(what: object) -> None:
    typer.echo(f"dragoman: {what}", err=True)


def main() -> NoReturn:
    """The `dragoman` command."""
    for stream in (sys.stdout, sys.stderr):
        # Records are UTF-8 whatever the locale; a terminal that cannot show a character shows another.
        stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8"}))  # type: ignore[union-attr]
    try:
        app()
    except DragomanError as error:
        _say(error)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)


if __name__ == "__main__":
    main()
