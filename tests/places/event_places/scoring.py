"""The places of events against those that a careful reader gives them, in invented reports.

`reports.yaml`, whose first lines explain the notation, is in two halves, as the event dates are: rules were repaired by `dev`
(the first report, the third …) alone.  Only what the coder has an event for is scored.

usage: python tests/places/event_places/scoring.py [dev|check] [--show]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from dragoman.coder import Coder
from dragoman.model import Basis, Document, EventPlace

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
NONE = "none"
HALVES = ("dev", "check")
BASES = tuple(Basis)


@dataclass(frozen=True, slots=True)
class Label:
    """An event: the characters of its trigger, and the places of which one is right, each with its basis (None: any)."""

    start: int
    end: int
    places: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Report:
    half: str
    document: Document
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    report: Report
    label: Label
    found: EventPlace | None

    @property
    def right(self) -> bool:
        """Whether the place is one of those named."""
        return any(names(self.found, name) for name, _ in self.label.places)

    @property
    def basis_right(self) -> bool:
        return any(names(self.found, name) and basis in (None, self.basis) for name, basis in self.label.places)

    @property
    def basis(self) -> str | None:
        return self.found.basis.value if self.found else None

    def __str__(self) -> str:
        text, label = self.report.document.text, self.label
        around = f"{text[max(0, label.start - 60):label.start]}[{text[label.start:label.end]}]{text[label.end:label.end + 50]}"
        got = f"{self.found.place.name} {self.basis}" if self.found else NONE
        return f"{self.report.document.id} {'|'.join(name for name, _ in label.places)} got {got}\n      …{around}…"


def names(found: EventPlace | None, name: str) -> bool:
    if found is None or name == NONE:
        return found is None and name == NONE
    return name in (found.place.name, found.place.span.text)


def reports() -> list[Report]:
    raw = yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8"))
    return [_report(each, HALVES[n % 2]) for n, each in enumerate(raw)]


def _report(raw: dict[str, object], half: str) -> Report:
    marked = str(raw["text"])
    text, labels, position = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[position : found.start()]
        labels.append(Label(len(text), len(text) + len(found[1]), tuple(_place(each) for each in found[2].split("|"))))
        text += found[1]
        position = found.end()
    day = date.fromisoformat(str(raw["date"]))
    return Report(half, Document(str(raw["id"]), day, text + marked[position:]), tuple(labels))


def _place(written: str) -> tuple[str, str | None]:
    name, _, basis = written.rpartition(" ")
    return (name, basis) if basis in BASES else (written, None if written == NONE else "explicit")


def score(coder: Coder, half: str | None = None) -> Iterator[Verdict]:
    for report in reports():
        if half in (None, report.half):
            events = coder.annotate(report.document)._.events
            for label in report.labels:
                event = next((e for e in events if e.trigger.start < label.end and label.start < e.trigger.end), None)
                if event is not None:
                    yield Verdict(report, label, event.place)


def accuracy(verdicts: list[Verdict]) -> float:
    return sum(v.right for v in verdicts) / len(verdicts)


def main(arguments: list[str]) -> None:
    halves = [a for a in arguments if a in HALVES]
    verdicts = list(score(Coder(), halves[0] if halves else None))
    if "--show" in arguments:
        print(*(v for v in verdicts if not v.right), sep="\n")
    for half in halves or HALVES:
        own = [v for v in verdicts if v.report.half == half]
        bases = sum(v.basis_right for v in own) / len(own)
        print(f"{half}: {len(own)} events, accuracy {accuracy(own):.3f}, with its basis {bases:.3f}")
        print(f"  {dict(Counter(v.basis for v in own))}")


if __name__ == "__main__":
    main(sys.argv[1:])
