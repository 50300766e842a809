"""Parquet: one row an event, the record's own nesting as structs and lists."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.model import Document
from dragoman.output.atomic import unfinished
from dragoman.records import EventRecord

ROWS = 10_000  # a row group

SPAN = [("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())]
PARTIES = pa.list_(
    pa.struct(
        [
            *SPAN,
            ("name", pa.string()),
            ("id", pa.string()),
            ("country", pa.string()),
            ("sector", pa.string()),
            ("other_sectors", pa.list_(pa.string())),
            ("office", pa.string()),
        ]
    )
)
DATE = pa.struct(
    [
        ("text", pa.string()),
        ("start_char", pa.int64()),
        ("end_char", pa.int64()),
        ("value", pa.string()),
        ("start", pa.string()),
        ("end", pa.string()),
        ("granularity", pa.string()),
        ("basis", pa.string()),
    ]
)
PLACE = pa.struct(
    [
        ("text", pa.string()),
        ("start_char", pa.int64()),
        ("end_char", pa.int64()),
        ("name", pa.string()),
        ("country", pa.string()),
        ("admin1", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("geonameid", pa.int64()),
        ("basis", pa.string()),
    ]
)
ATTRIBUTION = pa.struct(
    [
        ("source", pa.string()),
        ("anonymous", pa.bool_()),
        ("direct", pa.bool_()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("kind", pa.string()),
        ("speakers", PARTIES),
        ("veridicality", pa.string()),
        ("addressee", pa.string()),
        ("via", pa.string()),
    ]
)
MODEL = pa.struct(
    [
        ("lexicon", pa.string()),
        ("types", pa.list_(pa.struct([("event_type", pa.string()), ("probability", pa.float64())]))),
        ("words", pa.list_(pa.struct(SPAN))),
    ]
)
EXPLANATION = pa.struct(
    [
        ("rule", pa.string()),
        ("words", pa.list_(pa.struct(SPAN))),
        ("steps", pa.list_(pa.string())),
        ("model", MODEL),
    ]
)
SCHEMA = pa.schema(
    [
        ("schema", pa.int32()),
        ("id", pa.string()),
        ("document", pa.string()),
        ("date_published", pa.string()),
        ("event_type", pa.string()),
        ("mode", pa.string()),
        ("contexts", pa.list_(pa.string())),
        ("status", pa.string()),
        ("quad_class", pa.string()),
        ("score", pa.float64()),
        ("cameo", pa.string()),
        ("confidence", pa.float64()),
        ("trigger", pa.struct(SPAN)),
        ("sentence", pa.struct(SPAN[:2])),
        ("actors", PARTIES),
        ("recipients", PARTIES),
        ("date", DATE),
        ("place", PLACE),
        ("attribution", ATTRIBUTION),
        ("story", pa.string()),
        ("explanation", EXPLANATION),
    ]
)


class ParquetWriter:
    """Writes a row group whenever ROWS events have come together, so that memory does not grow with the corpus."""

    def __init__(self, out: Path) -> None:
        self._out, self._rows, self._closing = out, list[dict[str, Any]](), contextlib.ExitStack()

    def __enter__(self) -> Self:
        part = self._closing.enter_context(unfinished(self._out))
        self._file = self._closing.enter_context(pq.ParquetWriter(part, SCHEMA, compression="zstd"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._flush()
        self._closing.__exit__(kind, error, trace)

    def write(self, document: Document, records: Sequence[EventRecord]) -> None:
        self._rows += [record.model_dump(by_alias=True) for record in records]
        if len(self._rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
            self._rows.clear()
