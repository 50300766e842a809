"""Reading: files, folders and standard input, in; dated `Document`s, out.

Plain text is one document, JSON Lines one a line; `.gz` is opened on the way.  Text is kept as it stands, so that
offsets hold in the user's own copy; only a leading `date YYYY-MM-DD` of plain text is taken off, and lone surrogates,
which no encoding can write, become U+FFFD.  What cannot be read is a `ReadingError` with file and line, and the rest is
read on.
HTML, feeds and archives are not read here.
"""

from dragoman.reading.files import STANDARD_INPUT, count_documents, read
from dragoman.reading.jsonlines import json_lines

__all__ = ["STANDARD_INPUT", "count_documents", "json_lines", "read"]
