"""The text of a user's file, or what keeps it from being read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.errors import CodebookError

BINARY = 65_536
"""Bytes looked through for the NUL that no text has."""

OnFault = Callable[[CodebookError], None]
"""Is told of each fault of a file.  It may raise it, which ends the reading, or return: then the line is left out."""


def refuse(fault: CodebookError) -> None:
    """The strictest way with faults: the first ends the reading."""
    raise fault


def read_text(path: Path, on_fault: OnFault = refuse) -> str | None:
    """The text of a file in UTF-8; None, after `on_fault`, for what is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        what = error.strerror or str(error)
        on_fault(CodebookError(f"not readable: {what}", path=path, remedy="name a file that can be read"))
        return None
    if b"\0" in content[:BINARY]:
        what = "not readable as UTF-8 text: it holds NUL bytes, as binary files and UTF-16 do"
        on_fault(CodebookError(what, path=path, line=1, remedy="save it as text in UTF-8"))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"not readable as UTF-8 text: byte {content[error.start]:#04x}, {error.reason}"
        on_fault(CodebookError(what, path=path, line=line, remedy="save it in UTF-8"))
        return None
