"""Quotations: finding them by their marks, whatever marks the wire used and however badly they were kept.

The marks are read paragraph by paragraph.  Doubled marks (“ ” „ « » " '' ``) and single ones (‘ ’ ' ‚ ‹ ›) open and close by
their shape and by what stands beside them: a mark with a space before it and a letter after it opens, the reverse closes.
A single mark opens only where a mark that can close it follows in the same paragraph; else it is an apostrophe.  A quotation
that is still open at the end of its paragraph goes on in the next one if that opens with a mark again (the newspaper
convention: opening marks repeated, closing mark once); else it is broken and ends there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’'‚‹›]")
_DOUBLE_OPEN, _DOUBLE_CLOSE = frozenset("“„«``‟"), frozenset("”»")
_SINGLE = frozenset("‘’'‚‹›")
_BLANK_LINE = re.compile(r"\r?\n\s*\n|[\u2028\u2029]|\r\r")
_LINE_END = re.compile(r"[\n\r\u2028\u2029]+")
_FINAL = re.compile(r"[.!?:…\"”»’']\s*$")
MIN_WIDTH, MAX_WIDTH = 45, 100
"""Characters of a line that a fixed width may have broken."""
_OPENS_AFTER = frozenset("([{—–-―/,.:;?!…|>*")
_CLOSES_BEFORE = frozenset(")]}—–-―/,.:;?!…|<*’”\"'")
_SENTENCE_END = re.compile(r"[.!?…][)\]]?\s*$")
_SPACES = frozenset(" \u00a0\u202f")
MAX_DEPTH = 3
MAX_SINGLE = 600
"""Characters within which a single opening mark looks for its closing mark."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters between quotation marks, the marks included.  `inner_start` and `inner_end` leave the marks out.

    `closed` is false where the closing mark is missing, `opened` where the opening mark is; `continued` where the same
    quotation goes on with an opening mark in the next paragraph.  `depth` is 0 for a quotation that stands in no other.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool = True
    opened: bool = True
    continued: bool = False


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark has not come yet."""

    mark: str
    start: int
    inner_start: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs (start, end), end exclusive; blank ones are left out.

    A paragraph ends at a blank line, and at the end of each line unless a fixed width broke the lines.
    """
    breaks = _BLANK_LINE if _is_wrapped(text) else _LINE_END
    bounds, start = [], 0
    for match in breaks.finditer(text):
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return [(a, b) for a, b in bounds if text[a:b].strip()]


def _is_wrapped(text: str) -> bool:
    """Whether the lines are of a fixed width: none is long, and most end in mid-sentence."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > MAX_WIDTH:
        return False
    broken = sum(not _FINAL.search(line) and len(line) > MIN_WIDTH for line in lines)
    return 2 * broken >= len(lines) - 1


def quotations(text: str) -> list[Quotation]:
    """All quotations, in the order of their opening marks."""
    found: list[Quotation] = []
    bounds = paragraphs(text)
    for number, (start, end) in enumerate(bounds):
        following = text[bounds[number + 1][0] : bounds[number + 1][1]].lstrip()[:2] if number + 1 < len(bounds) else ""
        found += _Paragraph(text, start, end, following).read()
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


class _Paragraph:
    """The marks of one paragraph, read left to right with a stack of open quotations."""

    def __init__(self, text: str, start: int, end: int, following: str) -> None:
        self.text, self.start, self.end, self.following = text, start, end, following
        self.first = start + len(text[start:end]) - len(text[start:end].lstrip())
        self.stack: list[_Open] = []
        self.found: list[Quotation] = []
        self.single_end = -1
        self.last_end = start

    def read(self) -> list[Quotation]:
        for match in _MARK.finditer(self.text, self.start, self.end):
            mark, at = match.group(), match.start()
            if at < self.single_end and at + 1 != self.single_end and mark in _SINGLE:
                continue
            if mark in _SINGLE:
                self._single(mark, at)
            else:
                self._double(mark, at, match.end())
        self._unclosed()
        return self.found

    def _single(self, mark: str, at: int) -> None:
        if at + 1 == self.single_end and self.stack and self.stack[-1].mark in _SINGLE:
            self._close(at, at + 1)
        elif self._may_open(at, at + 1) and len(self.stack) < MAX_DEPTH:
            end = self._single_close(mark, at)
            if end is not None:
                self.single_end = end
                self.stack.append(_Open(mark, at, at + 1))

    def _single_close(self, mark: str, at: int) -> int | None:
        """The end of the mark that closes a single quotation, or None where the mark is an apostrophe."""
        if mark == "’" or not self.text[at + 1 : at + 2].strip() or self.text[at + 1].isdigit():
            return None
        closers = "'" if mark == "'" else "›" if mark == "‹" else "’‘'" if mark == "‚" else "’'"
        doubtful = None
        for position in range(at + 2, min(self.end, at + MAX_SINGLE)):
            if self.text[position] not in closers or not self._may_close(position, position + 1):
                continue
            if self.text[position + 1 : position + 2] == "'" or self.text[position - 1] == "'":
                continue
            before, after = self.text[position - 1], self.text[position + 1 : position + 3].lstrip()
            if before == "s" and after[:1].islower() and doubtful is None:
                doubtful = position + 1
                continue
            return position + 1
        return doubtful

    def _double(self, mark: str, at: int, end: int) -> None:
        opens, closes = self._may_open(at, end), self._may_close(at, end)
        top = self._top_double()
        if mark == "«" and top is None and self.text[end : end + 1] in _SPACES:
            opens, closes = True, False
        elif mark == "»" and top is not None and self.text[at - 1] in _SPACES:
            opens, closes = False, True
        elif mark in ('"', "''") and top is None and self.text[at - 1 : at].isdigit():
            return  # inches, seconds
        if top is None:
            if mark in _DOUBLE_CLOSE and not opens:
                self._closing_alone(at, end)
            elif mark in _DOUBLE_OPEN or opens or not closes:
                self.stack.append(_Open(mark, at, end))
            else:
                self._closing_alone(at, end)
        elif self._closes(mark, top.mark, opens=opens, closes=closes):
            while self.stack[-1] is not top:
                self.stack.pop()
            self._close(at, end)
        elif top.mark == mark and _SENTENCE_END.search(self.text, max(top.inner_start, at - 4), at):
            # The same mark opens again after a full stop: the closing mark before it was forgotten.
            while self.stack[-1] is not top:
                self.stack.pop()
            self._close(at, at, closed=False)
            self.stack.append(_Open(mark, at, end))
        elif len(self.stack) < MAX_DEPTH:
            self.stack.append(_Open(mark, at, end))

    @staticmethod
    def _closes(mark: str, opening: str, *, opens: bool, closes: bool) -> bool:
        if mark == "”":
            return closes or not opens
        if mark in ("“", "‟"):
            return closes and not opens
        if mark in ("»", "«"):
            return closes and opening in ("»", "«") and (mark != opening or not opens)
        if mark == "``":
            return False
        if mark == "''" and opening in ("``", "''"):
            return closes or not opens
        if mark == opening:
            return closes or not opens
        return closes and not opens and opening in ("“", "„", "”", '"', "''", "``")

    def _top_double(self) -> _Open | None:
        return next((entry for entry in reversed(self.stack) if entry.mark not in _SINGLE), None)

    def _may_open(self, start: int, end: int) -> bool:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        if start <= self.first:
            return end < self.end
        return (before.isspace() or before in _OPENS_AFTER or before in "“‘\"'„«") and not after.isspace()

    def _may_close(self, start: int, end: int) -> bool:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        return not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE or not after.isalnum())

    def _close(self, at: int, end: int, *, closed: bool = True) -> None:
        entry = self.stack.pop()
        self.found.append(Quotation(entry.start, end, entry.inner_start, at, len(self.stack), closed))
        if not self.stack:
            self.last_end = end

    def _closing_alone(self, at: int, end: int) -> None:
        """A closing mark that nothing opened: the quotation began with its sentence."""
        if self._may_close(at, end) and not _SENTENCE_END.search(self.text, max(self.start, at - 60), at):
            start = self.last_end
            for stop in re.finditer(r"[.!?]\s+(?=\w)", self.text[start:at]):
                start = self.last_end + stop.end()
            start += len(self.text[start:at]) - len(self.text[start:at].lstrip(" ,;"))
            if at - start > 1:
                self.found.append(Quotation(start, end, start, at, 0, opened=False))
                self.last_end = end

    def _unclosed(self) -> None:
        """What is open at the end of the paragraph."""
        while self.stack:
            entry = self.stack[-1]
            if entry.mark in _SINGLE:
                self.stack.pop()
                continue
            end = self.start + len(self.text[self.start : self.end].rstrip())
            goes_on = self.following.startswith(entry.mark) and len(self.stack) == 1
            self.stack.pop()
            if end > entry.inner_start:
                depth = len(self.stack)
                self.found.append(Quotation(entry.start, end, entry.inner_start, end, depth, closed=False, continued=goes_on))
