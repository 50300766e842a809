"""Dragoman: political event data from dated news reports.

    from dragoman import Coder

    for event in Coder().code("Spain expelled two Belarusian diplomats on Monday.", date="2024-03-06"):
        print(event.event_type, event.actors, event.recipients)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.errors import CodebookError, DragomanError, MissingDateError, PipelineError, ReadingError
from dragoman.model import Document

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.records import EventRecord

__version__ = "0.1.0"
__all__ = [
    "CodebookError",
    "Coder",
    "Document",
    "DragomanError",
    "EventRecord",
    "MissingDateError",
    "PipelineError",
    "ReadingError",
]

# What takes spaCy along, which takes a second to import, comes on first use: `dragoman --help` shall not wait for it.
_LATE = {"Coder": "dragoman.coder", "EventRecord": "dragoman.records"}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
