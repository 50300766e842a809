"""Output: documents with their event records, in; a table for people, JSON Lines or Parquet for programs, out.

Every writer is a context manager with one method, `write(document, records)`.  A file appears under its name only when
it is complete: until then it is written beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

from dragoman.model import Document
from dragoman.records import EventRecord


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Writer(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, document: Document, records: Sequence[EventRecord]) -> None: ...


def writer(format: Format, out: Path | None, stdout: TextIO) -> Writer:
    """The writer of that format, to `out` or else to `stdout`.  Parquet needs an `out`."""
    # Each writer brings its own library, and only the one used is worth its start-up time.
    if format is Format.PARQUET:
        from dragoman.output.parquet import ParquetWriter

        assert out is not None
        return ParquetWriter(out)
    if format is Format.TABLE:
        from dragoman.output.table import TableWriter

        return TableWriter(out, stdout)
    from dragoman.output.jsonlines import JsonLinesWriter

    return JsonLinesWriter(out, stdout)
