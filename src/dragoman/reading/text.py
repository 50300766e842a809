"""One plain text as one document, and the characters that text is made of."""

from __future__ import annotations

import codecs
import re
from datetime import date

from dragoman.errors import ReadingError
from dragoman.model import Document
from dragoman.reading.dates import HOW_TO_DATE_TEXT, creation_date

# "date 2020-07-10", alone on the first line or before the first words.
DATE_PREFIX = re.compile(r"\s*date:?[ \t]+(\d{4}-\d{2}-\d{2})(?!\S)\s*", re.IGNORECASE)

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced, length unchanged: spaCy, files and terminals all refuse them."""
    return LONE_SURROGATE.sub(REPLACEMENT, text)


def decode(content: bytes, *, path: str) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252, as in older archives.  Raises ReadingError for binary files."""
    if content.startswith(UTF_16_MARKS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            raise ReadingError("this is not text", path=path, remedy="give UTF-8 text or JSON Lines") from error
        return content.decode("windows-1252", errors="replace")


def document_from_text(text: str, *, id: str, path: str, default_date: date | None) -> Document:
    """The document of a plain text, without its date prefix.  Raises MissingDateError and ReadingError."""
    prefix = DATE_PREFIX.match(text)
    day = creation_date(prefix[1] if prefix else None, default_date, path=path, line=None, remedy=HOW_TO_DATE_TEXT)
    return Document(id=id, date=day, text=text[prefix.end() :] if prefix else text)
