"""JSON Lines: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import ReadingError
from dragoman.model import Document
from dragoman.reading.dates import HOW_TO_DATE_LINE, creation_date
from dragoman.reading.text import without_surrogates

SHOWN = 60  # characters of a broken line that its error quotes


class DocumentLine(BaseModel):
    """A document as a line of JSON Lines has it.  Other fields are allowed, and ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    text: str
    id: str | None = None
    date: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


def json_lines(
    lines: Iterable[bytes], *, path: str, on_error: Callable[[ReadingError], None]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object); blank lines are passed over, broken ones given to `on_error`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, _object(line, path=path, number=number)
        except ReadingError as error:
            on_error(error)


def _object(line: bytes, *, path: str, number: int) -> dict[str, Any]:
    try:
        content = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadingError(f"not UTF-8: {error}", path=path, line=number, remedy="save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:  # also a number of too many digits, or too deep a nesting
        shown = line[:SHOWN].decode("utf-8", errors="replace").strip()
        raise ReadingError(
            f"not JSON: {error}, in {shown!r}", path=path, line=number, remedy="put one JSON object on one line"
        ) from error
    if not isinstance(content, dict):
        raise ReadingError("not a JSON object", path=path, line=number, remedy='a line looks like {"id": …, "text": …}')
    return content


def document_from_line(
    content: dict[str, Any], *, default_id: str, path: str, line: int, default_date: date | None
) -> Document:
    """Raises MissingDateError and ReadingError."""
    try:
        given = DocumentLine.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ReadingError(
            f"field {field}: {first['msg']}", path=path, line=line, remedy='"id", "date" and "text" are strings'
        ) from error
    return Document(
        id=default_id if given.id is None else without_surrogates(given.id),
        date=creation_date(given.date, default_date, path=path, line=line, remedy=HOW_TO_DATE_LINE),
        text=without_surrogates(given.text),
        title=given.title,
        source=given.source,
        url=given.url,
    )
