"""Files of others, line by line: plain or packed with gzip, of any size, in bounded memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.codebook.files import BINARY, OnFault
from dragoman.errors import CodebookError

LONGEST = 16_000_000
"""Bytes of a line; the longest entity that OpenSanctions publishes has less than a twentieth of it."""
GZIP = b"\x1f\x8b"


def lines_of(path: Path, on_fault: OnFault, *, legacy: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line number, line without its end).  A line that is not UTF-8 is a fault; `legacy` files, from the time before
    it, then have it read as Windows-1252."""
    try:
        with path.open("rb") as given:
            opening = given.read(BINARY)
            packed = opening.startswith(GZIP)
            if b"\0" in opening and not packed:  # nothing of it need be tried
                on_fault(no_text(path, opening.count(b"\n", 0, opening.index(b"\0")) + 1))
                return
            given.seek(0)
            with gzip.open(given) if packed else given as file:
                yield from _decoded(file, path, on_fault, legacy=legacy)  # type: ignore[arg-type]
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or str(error)
        on_fault(CodebookError(f"not readable: {what}", path=path, remedy="name a whole file that can be read"))


def no_text(path: Path, line: int) -> CodebookError:
    what = "NUL bytes, or no end of the line: a binary file, or text in UTF-16"
    return CodebookError(what, path=path, line=line, remedy="give a text file in UTF-8, with an entry a line")


def _decoded(file: BinaryIO, path: Path, on_fault: OnFault, *, legacy: bool) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        if len(raw) > LONGEST or b"\0" in raw:
            on_fault(no_text(path, number))
            return
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            what = f"byte {raw[error.start]:#04x} is not UTF-8"
            taken = "; read as Windows-1252" if legacy else ""
            on_fault(CodebookError(what + taken, path=path, line=number, remedy="save the file in UTF-8"))
            if not legacy:
                continue
            text = raw.decode("cp1252", errors="replace")
        yield number, text.rstrip("\r\n")
