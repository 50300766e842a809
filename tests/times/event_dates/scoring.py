"""The dates of events against those that a careful reader gives them, in invented reports.

The reports (`reports_*.yaml`, whose first lines explain the notation) are in two halves: the rules were repaired by what they
got wrong in `dev` (the first report, the third …), `check` (the second, the fourth …) tells how they fare elsewhere.  Every
labelled event is scored.  Where the coder has an event with that trigger, its date counts; for a trigger that the lexicon does
not know, the date that the stage would give it.

A date is right if both its ends lie in the same unit (day, week, month … as labelled) as those of the labelled one and it is
no finer, so that no day passes for a month; `none` if there is none.

usage: python tests/times/event_dates/scoring.py [dev|check] [--show]
"""

from __future__ import annotations

import calendar
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml
from spacy.tokens import Doc, Token

from dragoman.coder import Coder
from dragoman.events.component import EventsComponent
from dragoman.model import Document, EventDate, Granularity, Interval
from dragoman.times.periods import DAY, HALF, MONTH, QUARTER, SEASON, SEASONS, WEEK, YEAR, containing

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
NONE = "none"
ORDER = tuple(Granularity)
HALVES = ("dev", "check")


@dataclass(frozen=True, slots=True)
class Label:
    """An event: the characters of its trigger, and the dates of which one is right (None: no date)."""

    start: int
    end: int
    written: str
    dates: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class Report:
    half: str
    document: Document
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    report: Report
    label: Label
    found: EventDate | None
    coded: bool

    @property
    def right(self) -> bool:
        interval = self.found.interval if self.found else None
        return any(agree(interval, wanted) for wanted in self.label.dates)

    def __str__(self) -> str:
        text, label, found = self.report.document.text, self.label, self.found
        before, after = text[max(0, label.start - 60):label.start], text[label.end:label.end + 50]
        words = found.timex.span.text if found and found.timex else ""
        got = f"{found.interval.start}/{found.interval.end} {found.basis} {words!r}" if found else NONE
        mark = "" if self.coded else " *"
        around = f"{before}[{text[label.start:label.end]}]{after}"
        return f"{self.report.document.id} {label.written} got {got}{mark}\n      …{around}…"


def reports() -> list[Report]:
    raw = [r for path in sorted(HERE.glob("reports_*.yaml")) for r in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [_report(each, HALVES[n % 2]) for n, each in enumerate(raw)]


def _report(raw: dict[str, object], half: str) -> Report:
    marked, day = str(raw["text"]), date.fromisoformat(str(raw["date"]))
    text, labels, position = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[position : found.start()]
        start = len(text)
        text += found[1]
        labels.append(Label(start, len(text), found[2], tuple(interval(w) for w in found[2].split("|"))))
        position = found.end()
    return Report(half, Document(str(raw["id"]), day, text + marked[position:]), tuple(labels))


# --- dates --------------------------------------------------------------------------------------------------------


def interval(written: str) -> Interval | None:
    """Reads the notation.  Raises ValueError for what is none of it."""
    if written == NONE:
        return None
    stretch, _, unit = written.partition(" ")
    first, _, last = stretch.partition("/")
    begin, end = _period(first), _period(last or first)
    return Interval(begin.start, end.end, Granularity(unit) if unit else begin.granularity)


def _period(written: str) -> Interval:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        day = date.fromisoformat(written)
        return Interval(day, day, DAY)
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", written):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Interval(monday, monday + timedelta(days=6), WEEK)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", written):
        year, month = int(found[1]), int(found[2])
        return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), MONTH)
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", written):
        grain, months = (QUARTER, 3) if found[2] == "Q" else (HALF, 6)
        return containing(date(int(found[1]), months * int(found[3]), 1), grain).interval()
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", written):
        return containing(date(int(found[1]), SEASONS[found[2]], 1), SEASON).interval()
    if found := re.fullmatch(r"(\d{3})0s", written):
        return containing(date(int(found[1]) * 10, 1, 1), Granularity.DECADE).interval()
    return Interval(date(int(written), 1, 1), date(int(written), 12, 31), YEAR)


def agree(found: Interval | None, wanted: Interval | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    if None in (found.start, found.end):
        return False
    grain = wanted.granularity
    coarse = ORDER.index(found.granularity) >= ORDER.index(grain) or grain is DAY
    return coarse and all(
        _unit(a, grain) == _unit(b, grain) for a, b in ((found.start, wanted.start), (found.end, wanted.end))
    )


def _unit(day: date, grain: Granularity) -> date:
    return containing(day, grain).start


# --- scoring ------------------------------------------------------------------------------------------------------


def score(coder: Coder, half: str | None = None) -> Iterator[Verdict]:
    for report in reports():
        if half in (None, report.half):
            yield from _verdicts(coder, report)


def _verdicts(coder: Coder, report: Report) -> Iterator[Verdict]:
    doc = coder.annotate(report.document)
    component = coder.nlp.get_pipe("dragoman_events")
    dated = {label: _token(doc, label) for label in report.labels}
    others = _dates_of(component, doc, dated)
    for label in report.labels:
        event = next((e for e in doc._.events if e.trigger.start < label.end and label.start < e.trigger.end), None)
        yield Verdict(report, label, event.date if event else others[label], event is not None)


def _dates_of(component: EventsComponent, doc: Doc, labelled: dict[Label, Token]) -> dict[Label, EventDate | None]:
    """What the stage would say of these tokens if each were a trigger."""
    dating = component.dating(doc, frozenset(token.i for token in labelled.values()))
    return {label: dating.of(token, (token,)) for label, token in labelled.items()}


def _token(doc: Doc, label: Label) -> Token:
    span = doc.char_span(label.start, label.end, alignment_mode="expand")
    return next((t for t in span if t.pos_ in ("VERB", "NOUN", "PROPN")), span.root)


def accuracy(verdicts: list[Verdict]) -> float:
    return sum(v.right for v in verdicts) / len(verdicts)


def main(arguments: list[str]) -> None:
    show = "--show" in arguments
    halves = [a for a in arguments if a in HALVES]
    verdicts = list(score(Coder(), halves[0] if halves else None))
    for verdict in verdicts:
        if show and not verdict.right:
            print(verdict)
    for half in halves or HALVES:
        own = [v for v in verdicts if v.report.half == half]
        coded = [v for v in own if v.coded]
        single = [v for v in own if len(v.label.dates) == 1]
        print(f"{half}: {len({v.report.document.id for v in own})} reports")
        for name, chosen in (("all", own), ("with one reading", single), ("found by the coder", coded)):
            print(f"  {name:20}{len(chosen):5} events, accuracy {accuracy(chosen):.3f}")
        print(f"  {dict(Counter(v.found.basis.value if v.found else NONE for v in own))}")


if __name__ == "__main__":
    main(sys.argv[1:])
