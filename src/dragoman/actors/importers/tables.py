"""Writing lines into the tables of a folder, which is a codebook then."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TextIO

from dragoman.actors.base import Agent, Base, Country, Group, Organisation, Person
from dragoman.actors.importers.ftm import FtmReader
from dragoman.actors.importers.merging import Merger
from dragoman.actors.importers.petrarch import PetrarchReader
from dragoman.actors.importers.wikidata import WikidataReader
from dragoman.codebook.files import OnFault
from dragoman.codebook.tables import Row
from dragoman.errors import CodebookError

TABLES: dict[type[Row], str] = {
    Country: "countries", Organisation: "organisations", Group: "groups", Agent: "agents", Person: "persons",
}  # fmt: skip


class Source(StrEnum):
    """Whose files are read."""

    FTM = "ftm"
    WIKIDATA = "wikidata"
    PETRARCH = "petrarch"


class Reader(Protocol):
    def read(self, path: Path, on_fault: OnFault) -> Iterator[Row]: ...


READERS: dict[Source, Callable[[Base], Reader]] = {
    Source.FTM: FtmReader, Source.WIKIDATA: WikidataReader, Source.PETRARCH: PetrarchReader,
}


def read_source(source: Source, path: Path, base: Base, on_fault: OnFault) -> Iterator[Row]:
    """The lines that a file of the source makes; `on_fault` is told of what is left out."""
    return READERS[source](base).read(path, on_fault)


def import_actors(source: Source, path: Path, out: Path, base: Base, on_fault: OnFault) -> dict[str, int]:
    """Write what the file holds to the folder `out`, in tables under `actors/`; or, where `out` ends in .csv, to the one table
    that its name says (persons, unless it is one of the others).  Returns how many lines each table has.

    Raises CodebookError for a file that is not there, and tables that are there already.
    """
    if not path.is_file():
        raise CodebookError("there is no such file", path=path, remedy="name the file to be read")
    merged = Merger(base)
    with Tables(out, path.name) as tables:
        for row in read_source(source, path, base, on_fault):
            tables.write(merged(row))
        return tables.counts


@dataclass(slots=True)
class Table:
    """A table being written.  `keys` are the hashes of the lines' keys, for a key may stand only once."""

    writer: Any
    columns: list[str]
    keys: set[int] = field(default_factory=set)


class Tables:
    """The tables of a folder, each made when its first line comes, and put in place when all are whole."""

    def __init__(self, out: Path, origin: str) -> None:
        self.out, self.origin = out, origin
        stem = out.stem if out.stem in TABLES.values() else "persons"
        self.only = stem if out.suffix == ".csv" else None
        self.tables: dict[type[Row], Table] = {}
        self.files = ExitStack()

    def __enter__(self) -> Tables:
        for path in map(self.path, TABLES.values()):
            if path.exists():
                raise CodebookError("there is a table already", path=path, remedy="remove it, or name another folder")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.files.__exit__(kind, error, None)

    @property
    def counts(self) -> dict[str, int]:
        return {TABLES[kind]: len(table.keys) for kind, table in self.tables.items()}

    def path(self, table: str) -> Path:
        return self.out if self.only else self.out / "actors" / f"{table}.csv"

    def write(self, row: Row) -> None:
        kind = type(row)
        if self.only not in (None, TABLES[kind]):
            return
        table = self.tables.get(kind) or self.open(kind)
        key = hash(row.key())
        if key not in table.keys:
            table.keys.add(key)
            table.writer.writerow([cell(getattr(row, column)) for column in table.columns])

    def open(self, kind: type[Row]) -> Table:
        file = self.files.enter_context(whole_file(self.path(TABLES[kind])))
        columns = list(kind.model_fields)
        self.tables[kind] = table = Table(csv.writer(file, lineterminator="\n"), columns)
        table.writer.writerow(columns)
        file.write(f"# Imported from {' '.join(self.origin.split())}\n".replace('"', "").replace(",", " "))
        return table


def cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(part.replace(";", " ") for part in value)
    return "" if value is None else str(value)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file that is there only when it has been written to the end."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
