"""The table for people: one row an event, and under it the words it was read from.

On a terminal it has colours and the width of the window; elsewhere it is plain text, with the trigger in [brackets].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.model import Document
from dragoman.output.jsonlines import LinesWriter
from dragoman.records import ActorRecord, AttributionRecord, DateRecord, EventRecord, PlaceRecord

NARROWEST, WIDEST = 72, 120  # columns of a table that reads well
WIDTH_OF_A_FILE = 100
INDENT = 2  # of the quotation
QUOTED_LINES = 3  # of a long sentence; what is further from the event is left out
ELLIPSIS = "…"

QUAD_STYLES = {
    "verbal cooperation": "green",
    "material cooperation": "bold green",
    "verbal conflict": "yellow",
    "material conflict": "bold red",
}
TRIGGER_STYLE, ACTOR_STYLE, RECIPIENT_STYLE, QUIET = "bold underline", "cyan", "magenta", "dim"

# A report may hold what would steer the terminal.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class TableWriter(LinesWriter):
    def __enter__(self) -> TableWriter:
        super().__enter__()
        terminal = Console(file=self._file)
        width = min(max(terminal.width, NARROWEST), WIDEST) if terminal.is_terminal else WIDTH_OF_A_FILE
        self._console = Console(file=self._file, width=width, highlight=False)
        return self

    def write(self, document: Document, records: Sequence[EventRecord]) -> None:
        with self._console.capture() as printed:
            for part in report(document, records, self._console.width, marks=self._console.color_system is None):
                self._console.print(part)
        for line in printed.get().splitlines():
            self.write_line(line.rstrip())


def report(
    document: Document, records: Sequence[EventRecord], width: int, *, marks: bool
) -> Iterator[Text | Table | Padding]:
    """The document's heading, and its events.  `marks`: the trigger stands in brackets, for want of colour."""
    yield _heading(document)
    if not records:
        yield Text("  no events\n", style=QUIET)
        return
    yield _row(width, *(Text(name, style="bold") for name in ("When", "Who", "Event", "To whom", "Where")))
    for record in records:
        yield _row(
            width,
            _when(record.date),
            _parties(record.actors, ACTOR_STYLE),
            _what(record),
            _parties(record.recipients, RECIPIENT_STYLE),
            _where(record.place),
        )
        yield Padding(_evidence(document, record, width - INDENT, marks=marks), (0, 0, 1, INDENT))


def _heading(document: Document) -> Text:
    title = f"  {document.title}" if document.title else ""
    return Text(f"{printable(document.id)}  {document.date}{printable(title)}\n", style="bold reverse")


def _row(width: int, *cells: Text) -> Table:
    """One line of the table; every row has the same widths, so that the rows stand in columns."""
    date, event = 11, 14
    party = (width - date - event - 4) * 2 // 5  # four gaps of one column
    place = width - date - event - 4 - 2 * party
    row = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    for size in (date, party, event, party, place):
        row.add_column(width=size, overflow="fold")
    row.add_row(*cells)
    return row


def _when(date: DateRecord | None) -> Text:
    if date is None:
        return Text("")
    days = f"{date.start or ELLIPSIS}" + ("" if date.start == date.end else f"\n–{date.end or ELLIPSIS}")
    return Text(days, style=QUIET if date.basis == "document" else "")


def _what(record: EventRecord) -> Text:
    more = [part for part in (record.mode, record.status if record.status != "actual" else None) if part]
    what = (record.event_type, QUAD_STYLES.get(record.quad_class, ""))
    return Text.assemble(what, ("\n" + ", ".join(more), QUIET)) if more else Text.assemble(what)


def _parties(parties: Sequence[ActorRecord], style: str) -> Text:
    return Text("\n").join(_party(party, style) for party in parties)


def _party(party: ActorRecord, style: str) -> Text:
    sectors = [party.sector, *party.other_sectors]
    codes = " ".join(code for code in (party.country, *sectors) if code)
    return Text.assemble((printable(party.name), style), (f" {codes}" if codes else "", QUIET))


def _where(place: PlaceRecord | None) -> Text:
    if place is None:
        return Text("")
    where = Text(printable(place.name))
    return where.append(f" {place.country}", style=QUIET) if place.country else where


def _evidence(document: Document, record: EventRecord, width: int, *, marks: bool) -> Group:
    """The sentence with its parties and its trigger marked, who says so, and the explanation if there is one."""
    lines = [_quotation(document, record, QUOTED_LINES * width, marks=marks)]
    if record.attribution:
        lines.append(_says(record.attribution))
    if record.explanation:
        words = ", ".join(printable(word.text) for word in record.explanation.words)
        steps = "".join(f"; {step}" for step in record.explanation.steps)
        lines.append(Text(f"rule {record.explanation.rule}: {words}{steps}", style=QUIET))
    return Group(*lines)


def _quotation(document: Document, record: EventRecord, longest: int, *, marks: bool) -> Text:
    start, end = _clipped(document.text, record, longest)
    quoted = Text(printable(document.text[start:end]))
    for parties, style in ((record.actors, ACTOR_STYLE), (record.recipients, RECIPIENT_STYLE)):
        for party in parties:
            quoted.stylize(style, max(party.start - start, 0), max(party.end - start, 0))
    first, last = record.trigger.start - start, record.trigger.end - start
    quoted.stylize(TRIGGER_STYLE, first, last)
    if marks:
        quoted = Text.assemble(quoted[:first], "[", quoted[first:last], "]", quoted[last:])
    before = "«" + (ELLIPSIS if start > record.sentence.start else "")
    after = (ELLIPSIS if end < record.sentence.end else "") + "»"
    return Text.assemble(before, quoted, after)


def _clipped(text: str, record: EventRecord, longest: int) -> tuple[int, int]:
    """The characters to quote: the sentence, or of a long one those around the trigger, whole words."""
    start, end = record.sentence.start, record.sentence.end
    if end - start <= longest:
        return start, end
    low = max(start, min(record.trigger.start - longest // 2, end - longest))
    high = min(end, low + longest)
    if low > start and (space := text.find(" ", low, record.trigger.start)) >= 0:
        low = space + 1
    if high < end and (space := text.rfind(" ", record.trigger.end, high)) >= 0:
        high = space
    return low, high


def _says(attribution: AttributionRecord) -> Text:
    source = printable(attribution.source) if attribution.source else "source not named"
    how = "in direct speech" if attribution.direct else "in indirect speech"
    return Text(f"— {source}, {how}{', anonymous' if attribution.anonymous else ''}", style=QUIET)


def printable(text: str) -> str:
    """The text with what would steer the terminal as spaces, length unchanged."""
    return UNPRINTABLE.sub(" ", text)
