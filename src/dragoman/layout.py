"""What the layout of a report tells the parser: where its dateline ends, and where its paragraphs do.

The component `dragoman_layout` runs first.  It makes sentence borders, which the parser keeps, after the dateline ("SEOUL,
July 8 (Wire) —", "BRUSSELS --"), so that its place is not read as the subject of the first sentence, and after every blank
line, so that a headline does not run into the paragraph below.  It writes the end of the dateline to `doc._.dateline_end`, in
characters.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman import layers

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_TOWN = rf"[{_CAPITAL}][{_CAPITAL}’'.\-]+(?:[ /][{_CAPITAL}][{_CAPITAL}’'.\-]+){{0,4}}"
_NAME = rf"[{_CAPITAL}][\w’'.\-]+(?:\s(?:[a-z]{{2,3}}\s)?[{_CAPITAL}][\w’'.\-]+){{0,2}}"
_REGION = rf"(?:,\s+{_NAME})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_AGENCY = r"(?:\s*\([^()\n]{1,40}\)|,?\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}\s*/?)?"
_IN_CAPITALS = rf"{_TOWN}{_REGION}(?:,?\s+{_DAY})?{_AGENCY}"
_WITH_A_DAY = rf"(?!\w+day\b){_NAME}{_REGION},\s+{_DAY}{_AGENCY}"  # a town in small letters needs one: "Kyiv, March 3 (Wire) —"
DATELINE = re.compile(rf"\s*(?:{_IN_CAPITALS}|{_WITH_A_DAY})\s*(?:—|–|--|-|―|:)\s+(?=\S)")
LONGEST = 120  # characters that a dateline may take
BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n")


def dateline_end(text: str) -> int | None:
    """Where the report proper begins, in characters; None where it has no dateline."""
    found = DATELINE.match(text, 0, LONGEST)
    return found.end() if found else None


@Language.factory("dragoman_layout", assigns=["doc._.dateline_end", "token.sent_start"])
def create_layout(nlp: Language, name: str) -> LayoutComponent:
    return LayoutComponent()


class LayoutComponent:
    """Marks sentence borders; must run before the parser."""

    def __init__(self) -> None:
        layers.register()

    def __call__(self, doc: Doc) -> Doc:
        end = dateline_end(doc[:LONGEST].text)
        doc._.dateline_end = end
        before: Token | None = None
        for token in doc:
            if end is not None and 0 < token.idx < end:
                token.is_sent_start = False
            elif before is not None and (_passes(end, before, token) or _ends_paragraph(before)):
                token.is_sent_start = True
            before = token
        return doc


def _passes(end: int | None, before: Token, token: Token) -> bool:
    return end is not None and before.idx < end <= token.idx


def _ends_paragraph(token: Token) -> bool:
    return token.is_space and BLANK_LINE.search(token.text) is not None
