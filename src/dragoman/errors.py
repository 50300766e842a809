"""The tree of errors.  Every message says what was found, where, and what mends it.

    DragomanError
    ├── CodebookError            a codebook or lexicon file is wrong (file, line, remedy)
    ├── ReadingError             a document cannot be read (file, line, remedy)
    │   └── MissingDateError     a document has no creation date
    └── PipelineError            the language pipeline cannot be loaded or lacks what a stage needs
"""

from __future__ import annotations

from pathlib import Path


class DragomanError(Exception):
    """Base of all errors that this program raises on purpose."""


class LocatedError(DragomanError):
    """An error in a file: `path:line: what is wrong (what to do)`."""

    def __init__(self, what: str, *, path: Path | str, line: int | None = None, remedy: str) -> None:
        self.what, self.path, self.line, self.remedy = what, str(path), line, remedy
        where = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{where}: {what} ({remedy})")


class CodebookError(LocatedError):
    """A codebook or lexicon file is wrong."""


class ReadingError(LocatedError):
    """A document cannot be read."""


class MissingDateError(ReadingError):
    """A document has no creation date, so that nothing in it can be dated."""


class PipelineError(DragomanError):
    """The language pipeline cannot be loaded, or lacks what a stage needs."""
