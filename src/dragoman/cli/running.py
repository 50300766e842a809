"""How a command runs: what is read and what fails, the coder, and the errors of the output."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.errors import DragomanError
from dragoman.stages import MIN_CONFIDENCE, STAGES, stages_for

if TYPE_CHECKING:
    from dragoman.actors.base import Base
    from dragoman.coder import Coder
    from dragoman.events.relate import Pair
    from dragoman.model import Document

SOME_FAILED, NOTHING_DONE = 1, 2
INTERRUPTED = 130


@dataclass(slots=True)
class Run:
    """What came of the documents so far."""

    read: int = 0
    failures: int = 0

    def failed(self, error: Exception) -> None:
        self.failures += 1
        say(error)

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
                say("nothing to read: no document was found")
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
            say(f"{self.failures} of {self.failures + self.read} failed")
            raise typer.Exit(SOME_FAILED if self.read else NOTHING_DONE)


def format_for(out: Path | None) -> str:
    if out is not None:
        return "parquet" if out.suffix == ".parquet" else "jsonl"
    return "table" if sys.stdout.isatty() else "jsonl"


def base(codebook: list[Path] | None) -> Base:
    from dragoman.actors.base import load_base
    from dragoman.codebook.tables import BUILT_IN

    for folder in codebook or ():
        if not folder.is_dir():
            raise DragomanError(f"{folder}: there is no such folder (give a folder of CSV tables)")
    return load_base((BUILT_IN, *(codebook or ())))


def coder_for(
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
def writing() -> Iterator[None]:
    """Errors of the output file as one line; a reader that has gone away (`| head`) ends the run in peace."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more at exit: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        raise DragomanError(f"{error.filename or 'the output'}: cannot be written: {error.strerror}") from error


def say(what: object) -> None:
    typer.echo(f"dragoman: {what}", err=True)
