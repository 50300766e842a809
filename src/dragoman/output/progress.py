"""The progress of a long run, on a terminal's standard error only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

from dragoman.reading import count_documents

LONG = 20  # documents, from which a bar is worth its line


@contextlib.contextmanager
def progress(files: Sequence[str]) -> Iterator[Callable[[], None]]:
    """A function to call after each document.  It draws a bar where somebody may look at it, and else does nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    total = count_documents(files)
    if total is not None and total < LONG:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=total)
        yield lambda: bar.advance(task)
