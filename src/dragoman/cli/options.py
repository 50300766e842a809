"""What the commands have in common of arguments and options, and the check of their values."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer

from dragoman.stages import CODERS


def one_of(value: str, names: tuple[str, ...], what: str) -> str:
    if value not in names:
        near = difflib.get_close_matches(value, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(names)}"
        raise typer.BadParameter(f"there is no {what} {value!r} ({hint})")
    return value


def _coder_name(value: str) -> str:
    return one_of(value, CODERS, "coder")


def day(value: str | None) -> str | None:
    if value is None:
        return None
    from dragoman.reading.dates import parse_day

    if parse_day(value) is None:
        raise typer.BadParameter(f"{value!r} is not a date (write it as YYYY-MM-DD)")
    return value


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
        metavar="YYYY-MM-DD", callback=day, help="The creation date of documents that do not give theirs.",
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
