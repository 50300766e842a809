"""The quotation index on its way out: a table for people, JSON Lines and CSV for programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.output.jsonlines import LinesWriter
from dragoman.output.table import INDENT, NARROWEST, QUIET, WIDEST, WIDTH_OF_A_FILE, printable
from dragoman.quotations import QuoteRecord

COLUMNS = (
    "document", "date_published", "source", "kind", "speakers", "country", "number", "seniority", "condition", "cue",
    "directness", "veridicality", "quote", "addressee", "place", "date", "about", "events", "via", "start", "end", "id",
)  # fmt: skip
"""Of the CSV.  Several values in a cell are divided by `;`; `start` and `end` are the characters of the whole content."""


class QuoteLines(LinesWriter):
    def write(self, quote: QuoteRecord) -> None:
        self.write_line(quote.to_json())


class QuoteSheet(LinesWriter):
    def __enter__(self) -> QuoteSheet:
        super().__enter__()
        self.write_line(_line(COLUMNS))
        return self

    def write(self, quote: QuoteRecord) -> None:
        self.write_line(_line(_cells(quote)))


class QuoteTable(LinesWriter):
    """Two lines a quotation, and as many as its words take."""

    def __enter__(self) -> QuoteTable:
        super().__enter__()
        terminal = Console(file=self._file)
        width = min(max(terminal.width, NARROWEST), WIDEST) if terminal.is_terminal else WIDTH_OF_A_FILE
        self._console = Console(file=self._file, width=width, highlight=False)
        return self

    def write(self, quote: QuoteRecord) -> None:
        with self._console.capture() as printed:
            self._console.print(_speaker_line(quote))
            self._console.print(Padding(Text(printable(quote.quote)), (0, 0, 0, INDENT)))
            self._console.print(Padding(_circumstances(quote), (0, 0, 1, INDENT)))
        for line in printed.get().splitlines():
            self.write_line(line.rstrip())


QuoteWriter = QuoteLines | QuoteSheet | QuoteTable


def quote_writer(format: str, out: Path | None, stdout: TextIO) -> QuoteWriter:
    """The writer of that format, table, jsonl or csv, to `out` or else to `stdout`."""
    if format == "table":
        return QuoteTable(out, stdout)
    return QuoteSheet(out, stdout) if format == "csv" else QuoteLines(out, stdout)


def _cells(quote: QuoteRecord) -> tuple[str | int | None, ...]:
    return (
        quote.document, quote.date_published, quote.source.text if quote.source else None, quote.kind,
        ";".join(actor.id for actor in quote.speakers), quote.country, quote.number, quote.seniority, quote.condition,
        quote.cue.text if quote.cue else None, quote.directness, quote.veridicality, quote.quote,
        quote.addressee.text if quote.addressee else None, quote.place.name if quote.place else None,
        quote.date.start if quote.date else None, ";".join(actor.id for actor in quote.about), ";".join(quote.events),
        quote.via, quote.content[0].start, quote.content[-1].end, quote.id,
    )  # fmt: skip


def _line(cells: tuple[str | int | None, ...]) -> str:
    """A line of CSV; what would break it into two is a space in it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([printable(c) if isinstance(c, str) else c for c in cells])
    return line.getvalue()


def _speaker_line(quote: QuoteRecord) -> Text:
    source = printable(quote.source.text) if quote.source else "source not named"
    names = ", ".join(printable(actor.name) for actor in quote.speakers if not quote.source or actor.name != source)
    about_source = " ".join(part for part in (names, quote.country, quote.kind) if part)
    return Text.assemble(
        (f"{quote.date_published}  ", QUIET), (source, "bold cyan"), (f"  {about_source}" if about_source else "", QUIET)
    )


def _circumstances(quote: QuoteRecord) -> Text:
    parts = [
        f"{quote.directness}, {quote.veridicality}" if quote.veridicality else quote.directness,
        f"to {quote.addressee.text}" if quote.addressee else None,
        f"in {quote.place.name}" if quote.place else None,
        f"on {quote.date.start}" if quote.date else None,
        f"about {', '.join(actor.name for actor in quote.about)}" if quote.about else None,
        f"by {quote.via}" if quote.via else None,
        f"({quote.document})",
    ]
    return Text(printable("; ".join(part for part in parts if part)), style=QUIET)
