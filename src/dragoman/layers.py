"""The layers that the stages write on a spaCy Doc, one attribute each, and the document creation time they read.

    doc._.dct            datetime.date or None (set by whoever makes the Doc)
    doc._.dateline_end   int or None: the character at which the report proper begins
    doc._.times          tuple[Timex, ...]
    doc._.actors         tuple[Actor, ...]
    doc._.places         tuple[Place, ...]
    doc._.attributions   tuple[Attribution, ...]
    doc._.events         tuple[Event, ...]

Each is in the order of the text.  A layer whose stage has not run is an empty tuple.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.model import Span

LAYERS = ("times", "actors", "places", "attributions", "events")


def register() -> None:
    """Make the attributes known to spaCy; every component's factory calls this, and calling it again does nothing."""
    for attribute in ("dct", "dateline_end"):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=None)
    for layer in LAYERS:
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=())


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The characters `start` to `end` of the document.

    Only the tokens concerned are asked: `doc.text` joins all tokens at every call, which makes long texts slow.
    """
    tokens = doc.char_span(start, end, alignment_mode="expand")
    if tokens is not None:
        offset = start - tokens.start_char
        text = tokens.text_with_ws[offset : offset + end - start]
        if offset >= 0 and len(text) == end - start:
            return Span(start, end, text)
    return Span(start, end, doc.text[start:end])
