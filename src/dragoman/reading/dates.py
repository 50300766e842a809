"""The creation date of a document, as its file, its line or the user gives it."""

from __future__ import annotations

import re
from datetime import date

from dragoman.errors import MissingDateError, ReadingError

# A day; a time of the day after it is allowed, and dropped.
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}\S*)?")

HOW_TO_DATE_TEXT = "begin the text with a line `date YYYY-MM-DD`, or give --date YYYY-MM-DD"
HOW_TO_DATE_LINE = 'add "date": "YYYY-MM-DD" to the line, or give --date YYYY-MM-DD'


def parse_day(value: str) -> date | None:
    """The day of "2020-07-10" or "2020-07-10T08:30:00Z"; None for anything else, and for days that no calendar has."""
    found = ISO_DAY.fullmatch(value.strip())
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def creation_date(value: str | None, default: date | None, *, path: str, line: int | None, remedy: str) -> date:
    """The document's own date, else the user's.  Raises MissingDateError, or ReadingError for what is not a date."""
    if value is None:
        if default is None:
            raise MissingDateError("the document has no date", path=path, line=line, remedy=remedy)
        return default
    day = parse_day(value)
    if day is None:
        raise ReadingError(f"{value!r} is not a date", path=path, line=line, remedy="write it as YYYY-MM-DD")
    return day
