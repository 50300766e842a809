"""Every format through the same door: one body of assertions, then what is each writer's own."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dragoman.coder import Coder
from dragoman.model import Document
from dragoman.output import Format, writer
from dragoman.output.atomic import unfinished
from dragoman.output.parquet import ROWS
from dragoman.records import EventRecord

TEXT = "Chad condemned Sudan on Wednesday. Malta’s premier “will not” meet his Tunisian host, he said in Tunis."
DOCUMENT = Document("wire-7", date(2022, 5, 18), TEXT)


@pytest.fixture(scope="module")
def records(coder: Coder) -> Sequence[EventRecord]:
    found = coder.code(TEXT, DOCUMENT.date, id=DOCUMENT.id, explain=True)
    assert found
    return found


def written(format: Format, out: Path, *batches: Sequence[EventRecord]) -> None:
    with writer(format, out, io.StringIO()) as output:
        for batch in batches:
            output.write(DOCUMENT, batch)


@pytest.mark.parametrize("format", Format)
def test_the_file_is_there_when_it_is_complete_and_not_before(format, records, tmp_path):
    out = tmp_path / "events"
    with writer(format, out, io.StringIO()) as output:
        output.write(DOCUMENT, records)
        assert not out.exists()
    assert out.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("format", Format)
def test_an_error_leaves_an_older_file_as_it_was(format, records, tmp_path):
    out = tmp_path / "events"
    out.write_text("older")

    def broken_run() -> None:
        with writer(format, out, io.StringIO()) as output:
            output.write(DOCUMENT, records)
            raise KeyError

    with pytest.raises(KeyError):
        broken_run()
    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("format", Format)
def test_a_document_without_events_is_no_trouble(format, tmp_path):
    written(format, tmp_path / "events", [])
    assert (tmp_path / "events").exists()


@pytest.mark.parametrize("format", [Format.TABLE, Format.JSONL])
def test_without_a_file_standard_output_is_written(format, records):
    stdout = io.StringIO()
    with writer(format, None, stdout) as output:
        output.write(DOCUMENT, records)
    assert records[0].event_type in stdout.getvalue()


def test_json_lines_are_the_records_one_a_line_in_utf_8(records, tmp_path):
    written(Format.JSONL, tmp_path / "events", records, records)
    lines = (tmp_path / "events").read_bytes().decode().split("\n")
    assert lines == [record.to_json() for record in [*records, *records]] + [""]


def test_parquet_holds_what_json_holds(records, tmp_path):
    written(Format.PARQUET, tmp_path / "events", records)
    assert pq.read_table(tmp_path / "events").to_pylist() == [json.loads(record.to_json()) for record in records]


def test_parquet_of_no_events_has_its_columns(records, tmp_path):
    written(Format.PARQUET, tmp_path / "none")
    written(Format.PARQUET, tmp_path / "some", records)
    none = pq.read_table(tmp_path / "none")
    assert (none.num_rows, none.schema) == (0, pq.read_table(tmp_path / "some").schema)


def test_parquet_is_written_in_groups_of_rows(records, tmp_path):
    copies = ROWS // len(records) + 1
    written(Format.PARQUET, tmp_path / "events", *([records] * copies))
    file = pq.ParquetFile(tmp_path / "events")
    assert file.metadata.num_rows == copies * len(records)
    assert file.metadata.num_row_groups >= 2


def test_a_pipe_is_written_to_directly(tmp_path):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    with unfinished(fifo) as path:
        assert path == fifo
    assert fifo.is_fifo()
