"""JSON Lines: one event a line, the next document's behind the last's."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from dragoman.model import Document
from dragoman.output.atomic import unfinished
from dragoman.records import EventRecord


class LinesWriter:
    """Lines of text to a file or to standard output, in UTF-8 whatever the locale."""

    def __init__(self, out: Path | None, stdout: TextIO) -> None:
        self._out, self._file, self._closing = out, stdout, contextlib.ExitStack()

    def __enter__(self) -> Self:
        if self._out is not None:
            part = self._closing.enter_context(unfinished(self._out))
            self._file = self._closing.enter_context(part.open("w", encoding="utf-8", newline="\n"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.flush()
        self._closing.__exit__(kind, error, trace)

    def write_line(self, line: str) -> None:
        self._file.write(line + "\n")


class JsonLinesWriter(LinesWriter):
    def write(self, document: Document, records: Sequence[EventRecord]) -> None:
        for record in records:
            self.write_line(record.to_json())
