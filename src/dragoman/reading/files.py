"""Files, folders and standard input, to documents."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import ReadingError
from dragoman.model import Document
from dragoman.reading.jsonlines import document_from_line, json_lines
from dragoman.reading.text import decode, document_from_text

STANDARD_INPUT = "-"
TEXT_SUFFIXES = {".txt", ".text"}
LINES_SUFFIXES = {".jsonl", ".ndjson"}
PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read; without `path`, standard input.  `id` names its documents where they do not name themselves."""

    path: Path | None
    id: str

    @property
    def shown(self) -> str:
        return "standard input" if self.path is None else str(self.path)


def _raise(error: ReadingError) -> None:
    raise error


def read(
    paths: Iterable[str | Path], *, default_date: date | None = None, on_error: Callable[[ReadingError], None] = _raise
) -> Iterator[Document]:
    """Every document of the files and folders (searched at any depth for text and JSON Lines files), in order.

    What cannot be read goes to `on_error`, which raises unless the caller gives another, and reading goes on behind it.
    """
    for each in _inputs(paths, on_error):
        try:
            with _reading_errors(each.shown), _opened(each) as file:
                yield from _documents(each, file, default_date, on_error)
        except ReadingError as error:
            on_error(error)


@contextlib.contextmanager
def opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """A file, or standard input for `-`, and what to call it in messages.  Raises ReadingError."""
    each = Input(None if path == STANDARD_INPUT else Path(path), "")
    with _reading_errors(each.shown), _opened(each) as file:
        yield file, each.shown


@contextlib.contextmanager
def _reading_errors(shown: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise ReadingError(f"cannot be read: {what}", path=shown, remedy="check the path and the file") from error


def count_documents(paths: Iterable[str | Path]) -> int | None:
    """How many documents `read` will find, broken ones included; None where that is unknown without reading them."""
    total = 0
    for each in _inputs(paths, lambda _: None):
        if each.path is None or each.path.suffix == PACKED:
            return None
        if _kind(each.path) == "lines":
            with contextlib.suppress(OSError), each.path.open("rb") as file:
                total += sum(1 for _ in file)
        else:
            total += 1
    return total


def _inputs(paths: Iterable[str | Path], on_error: Callable[[ReadingError], None]) -> Iterator[Input]:
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield Input(None, "stdin")
        elif Path(path).is_dir():
            yield from _inputs_of_folder(Path(path), on_error)
        else:
            yield Input(Path(path), _stem(Path(Path(path).name)))


def _inputs_of_folder(folder: Path, on_error: Callable[[ReadingError], None]) -> Iterator[Input]:
    found = sorted(path for path in folder.rglob("*") if _kind(path) and path.is_file())
    if not found:
        on_error(ReadingError("no document in this folder", path=folder, remedy="put *.txt or *.jsonl files into it"))
    for path in found:
        yield Input(path, _stem(path.relative_to(folder)))


def _kind(path: Path) -> str | None:
    suffix = (path.with_suffix("") if path.suffix == PACKED else path).suffix.lower()
    return "text" if suffix in TEXT_SUFFIXES else "lines" if suffix in LINES_SUFFIXES else None


def _stem(path: Path) -> str:
    """The path without the suffixes known here."""
    path = path.with_suffix("") if path.suffix == PACKED else path
    return (path.with_suffix("") if _kind(path) else path).as_posix()


@contextlib.contextmanager
def _opened(each: Input) -> Iterator[BinaryIO]:
    if each.path is None:
        yield sys.stdin.buffer
    elif each.path.suffix == PACKED:
        with gzip.open(each.path, "rb") as packed:
            yield packed  # type: ignore[misc]  # a GzipFile is a BinaryIO in all that is used here
    else:
        with each.path.open("rb") as file:
            yield file


def _documents(
    each: Input, file: BinaryIO, default_date: date | None, on_error: Callable[[ReadingError], None]
) -> Iterator[Document]:
    kind = _kind(each.path) if each.path else None
    beginning: list[bytes] = []
    if kind is None:
        kind, beginning = _sniffed(file)
    if kind == "text":
        text = decode(b"".join(beginning) + file.read(), path=each.shown)
        yield document_from_text(text, id=each.id, path=each.shown, default_date=default_date)
        return
    for number, content in json_lines(itertools.chain(beginning, file), path=each.shown, on_error=on_error):
        try:
            yield document_from_line(
                content, default_id=f"{each.id}:{number}", path=each.shown, line=number, default_date=default_date
            )
        except ReadingError as error:
            on_error(error)


def _sniffed(file: BinaryIO) -> tuple[str, list[bytes]]:
    """Whether the file is text or lines, by its first line that is not blank, and the lines read to know it."""
    beginning = []
    for line in file:
        beginning.append(line)
        if line.strip():
            break
    first = beginning[-1].lstrip(b"\xef\xbb\xbf \t\r\n") if beginning else b""
    return ("lines" if first.startswith((b'{"', b"{ ")) else "text"), beginning
