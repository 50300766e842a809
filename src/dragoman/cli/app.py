"""The command itself, to which each module adds its own commands, and how it ends.

Results go to standard output, talk to standard error.  Exit status: 0 all documents were coded, 1 some were not (each
is named on standard error), 2 a wrong command, or nothing could be read.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from dragoman import __version__
from dragoman.cli.running import INTERRUPTED, NOTHING_DONE, say
from dragoman.errors import DragomanError

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


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version, and stop.")
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """The `dragoman` command."""
    for stream in (sys.stdout, sys.stderr):
        # Records are UTF-8 whatever the locale; a terminal that cannot show a character shows another.
        stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8"}))  # type: ignore[union-attr]
    try:
        app()
    except DragomanError as error:
        say(error)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
