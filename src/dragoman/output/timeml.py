"""TimeML: the temporal expressions of a document as TIMEX3 tags in its text.

The layout is that of TimeML 1.2.1 as TempEval-3 uses it: DOCID, DCT (the day of the report, where it is known), TEXT, all under
one root.  `tid` are t1, t2 … in the order of the text, t0 the day of the report.  A duration that has a place in the calendar
("the past three weeks") gets its `beginPoint` and `endPoint`; an end that no expression names is a TIMEX3 without content
after the TEXT, as the guidelines have it.  `anchorTimeID` names what a value is counted from.

XML 1.0 cannot hold control characters; each becomes one U+FFFD, so that offsets stay.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import DragomanError
from dragoman.model import Document, Timex, TimexType
from dragoman.output.atomic import unfinished

SCHEMA = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
SUFFIX = ".tml"
DCT_ID = "t0"
MODS = frozenset({
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START",
    "MID", "END", "APPROX",
})  # fmt: skip
UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2)."""
ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
ATTRIBUTE_ESCAPES = {**ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}
QUANTITY = re.compile(r"every|each", re.IGNORECASE)
TIMES_A = {"once": "1X", "twice": "2X", "thrice": "3X"}
WHOLE_YEAR = re.compile(r"\b\d{4}s?\b|\b\d{1,2}/\d{1,2}/\d\d\b")
"""What makes a date whole: nothing of its value is taken from elsewhere."""
UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\ud800-\udfff]+')  # in the name of a file, on any system
LONGEST_NAME = 200  # bytes

UNDATED = date.min
"""Stands for the day of a document that has none."""

Attributes = dict[str, str]


def redated(document: Document, doc: Doc, nlp: Language) -> tuple[date | None, tuple[Timex, ...]]:
    """The day of a document and its times; of an undated one, the times read without any day."""
    if document.date != UNDATED:
        return document.date, doc._.times
    doc._.dct = None
    return None, nlp.get_pipe("dragoman_times")(doc)._.times


def timeml(id: str, dct: date | None, text: str, times: Sequence[Timex]) -> str:
    """The TimeML of one document.  `times` are in the order of the text; without a `dct` there is no DCT, and nothing is
    anchored to it."""
    tagged = list(_apart(times))
    ids = {timex.span.start: f"t{n}" for n, timex in enumerate(tagged, 1)}
    body: list[str] = []
    implied: list[str] = []
    position = 0
    for timex in tagged:
        attributes = _attributes(timex, ids, dct)
        if dct is not None and timex.type is TimexType.DURATION:
            implied += _add_points(attributes, timex, dct, len(tagged) + len(implied) + 1)
        body.append(_escaped(text[position : timex.span.start]))
        body.append(_tag(attributes, _escaped(text[timex.span.start : timex.span.end])))
        position = timex.span.end
    body.append(_escaped(text[position:]))
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{SCHEMA}">',
        f"<DOCID>{_escaped(id)}</DOCID>",
        *([f"<DCT>{_tag(_creation_time(dct), dct.isoformat())}</DCT>"] if dct is not None else []),
        f"<TEXT>{''.join(body)}</TEXT>",
        *implied,
        "</TimeML>",
    ])  # fmt: skip


def _apart(times: Iterable[Timex]) -> Iterator[Timex]:
    """Without what overlaps the one before, which a tag could not hold."""
    end = 0
    for timex in times:
        if end <= timex.span.start < timex.span.end:
            yield timex
            end = timex.span.end


def _creation_time(dct: date) -> Attributes:
    return {
        "tid": DCT_ID, "type": TimexType.DATE, "value": dct.isoformat(), "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }  # fmt: skip


def _attributes(timex: Timex, ids: dict[int, str], dct: date | None) -> Attributes:
    found: Attributes = {"tid": ids[timex.span.start], "type": timex.type, "value": timex.value}
    anchor = ids.get(timex.anchor.start) if timex.anchor is not None else None
    counted = anchor is not None or _is_relative(timex)
    found["temporalFunction"] = "true" if counted else "false"
    found["functionInDocument"] = "NONE"
    if timex.mod in MODS:
        found["mod"] = str(timex.mod)
    if timex.type is TimexType.SET:
        found |= _repetition(timex.span.text)
    if anchor is not None:
        found["anchorTimeID"] = anchor
    elif counted and dct is not None:
        found["anchorTimeID"] = DCT_ID
    return found


def _is_relative(timex: Timex) -> bool:
    """Whether the value is not wholly in the words."""
    if timex.type in (TimexType.DURATION, TimexType.SET):
        return False
    return WHOLE_YEAR.search(timex.span.text) is None


def _repetition(words: str) -> Attributes:
    """TIMEX3's quant and freq: "every Tuesday", "twice a year"."""
    found: Attributes = {}
    if quantity := QUANTITY.match(words):
        found["quant"] = quantity.group().upper()
    first, *_ = words.lower().split()
    if first in TIMES_A:
        found["freq"] = TIMES_A[first]
    return found


def _add_points(attributes: Attributes, timex: Timex, dct: date, free: int) -> list[str]:
    """Give a duration its two ends, and return the tags of those that no expression names; `free` is the next number."""
    interval = timex.interval
    if interval is None or interval.start is None or interval.end is None:
        return []
    tags: list[str] = []
    for name, day in (("beginPoint", interval.start), ("endPoint", interval.end)):
        if day == dct:
            attributes[name] = DCT_ID
            continue
        attributes[name] = f"t{free + len(tags)}"
        implied = {"tid": attributes[name], "type": TimexType.DATE, "value": day.isoformat(), "temporalFunction": "true"}
        tags.append(_tag({**implied, "functionInDocument": "NONE", "anchorTimeID": attributes["tid"]}, ""))
    return tags


def _tag(attributes: Attributes, content: str) -> str:
    written = " ".join(f'{name}="{_fit(value).translate(ATTRIBUTE_ESCAPES)}"' for name, value in attributes.items())
    return f"<TIMEX3 {written}>{content}</TIMEX3>" if content else f"<TIMEX3 {written}/>"


def _escaped(text: str) -> str:
    return _fit(text).translate(ESCAPES)


def _fit(text: str) -> str:
    return UNFIT.sub("�", text)


class TimeMLWriter:
    """One document to standard output or to a file; any number, each as ID.tml, to a folder.

    `out` is a file if its name ends in .tml or .xml, else a folder, which is made.  Raises DragomanError for a second document
    where there is room for one only.
    """

    def __init__(self, out: Path | None, stdout: TextIO) -> None:
        self._file = out if out is not None and out.suffix.lower() in (SUFFIX, ".xml") and not out.is_dir() else None
        self._folder = out if self._file is None else None
        self._stdout = stdout
        self._names: set[str] = set()
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Self:
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.__exit__(kind, error, trace)
        self._stdout.flush()

    def write(self, id: str, dct: date | None, text: str, times: Sequence[Timex]) -> None:
        if self._folder is None and self._names:
            raise DragomanError("TimeML is one document a file, and there are several: name a folder for them with --out")
        written = timeml(id, dct, text, times) + "\n"
        name = self._name(id)
        path = self._folder / name if self._folder is not None else self._file
        if path is None:
            self._stdout.write(written)
            return
        with unfinished(path) as part:
            part.write_text(written, encoding="utf-8", newline="\n")

    def _name(self, id: str) -> str:
        """The file of a document; a number is added where another has the name."""
        stem = UNSAFE.sub("_", id).strip(". ").encode()[:LONGEST_NAME].decode(errors="ignore") or "document"
        names = itertools.chain([stem], (f"{stem}~{n}" for n in itertools.count(2)))
        chosen = next(name for name in names if name.casefold() not in self._names)
        self._names.add(chosen.casefold())
        return chosen + SUFFIX
