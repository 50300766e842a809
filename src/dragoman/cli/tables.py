"""The tables: `dragoman codebook` and `dragoman actors`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.app import actors_app, codebook_app
from dragoman.cli.options import Codebook, day, one_of
from dragoman.cli.running import NOTHING_DONE, SOME_FAILED, Run, base, say, writing

SOURCES = ("ftm", "wikidata", "petrarch")

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


def _source(value: str) -> str:
    return one_of(value, SOURCES, "source")


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
        say(problem)
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
            metavar="YYYY-MM-DD", callback=day, help="The day of the report; without it, who is in office now.",
            show_default=False,
        ),
    ] = None,
    codebook: Codebook = None,
) -> None:
    """Explain who a name means on a day: the entries, their terms and sources, and the one that holds."""
    from dragoman.actors.lookup import Lookup
    from dragoman.reading.dates import parse_day

    found = Lookup(base(codebook))(name, parse_day(date) if date else None)
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

    checker, run = Checker(base(codebook)), Run()
    for path in files:
        before = run.failures
        told = checker.check(path, run.failed)
        if run.failures == before:
            typer.echo(f"{path}: {told}, in order")
        else:
            say(f"{path}: {told}, {run.failures - before} faults")
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
    with writing():
        counts = import_actors(Source(source), file, out, base(codebook), run.failed)
    for table, count in counts.items():
        typer.echo(f"{count} {table}")
    if not counts:
        say(f"{file}: nothing was found to import")
        raise typer.Exit(NOTHING_DONE)
    if run.failures:
        say(f"{run.failures} faults: what is named above was left out")
        raise typer.Exit(SOME_FAILED)
