"""Cutting text into the small pieces that tables and grammar speak of: "mid", "-", "June"; "Sept", "."; "10:30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The alternatives' names are the kinds of pieces.  Each alternative is linear in the length of the piece.
PIECE = re.compile(
    r"""
    (?P<ISO>     \b\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d){0,2}Z?)?\b(?!-) )
  | (?P<FRACTION>\b(?:1/2|1/3|2/3|1/4|3/4)\b(?!/) | [½¼¾] )
  | (?P<SLASH>   \b\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?\b(?![/\d]) )
  | (?P<CLOCK>   \b\d{1,2}[:.]\d\d(?=\s?[ap]\.?m\b) | \b\d{1,2}:\d\d(?::\d\d)?\b )
  | (?P<DECADE>  (?:\b(?:1\d|20)\d0|['’‘`]\d0|\b[2-9]0)['’]?s\b )
  | (?P<ORDNUM>  \b\d{1,2}(?:st|nd|rd|th)\b )
  | (?P<NUMBER>  \d+(?:,\d{3})*(?:\.\d+)? )
  | (?P<POSS>    ['’]s\b | (?<=s)['’](?=\s) )
  | (?P<WORD>    [^\W\d_]+ )
  | (?P<BREAK>   \n[ \t\r\f\v]*\n\s* )
  | (?P<PUNCT>   [^\w\s] )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Piece(NamedTuple):
    """A piece of text: its kind, characters (end exclusive) and lower-case form."""

    kind: str
    start: int
    end: int
    lower: str


def pieces(text: str) -> Iterator[Piece]:
    for found in PIECE.finditer(text):
        yield Piece(found.lastgroup or "", *found.span(), found.group().lower())
