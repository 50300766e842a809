"""The own set of cases against what the stage finds in them.

usage: python tests/attribution/scoring.py [dev|check|old]    prints the figures, and what is wrong (but for check)
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from dragoman.coder import Coder
from dragoman.model import Attribution, Document

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
DCT = date(2025, 3, 12)
OVERLAP = 0.75
"""Share of the words (Jaccard) that a content must have in common with the expected one."""
READ = ("kind", "actor", "veridicality", "addressee", "place", "date", "number", "country", "seniority", "condition")
"""What is read of some of the cases only."""

Case = dict[str, Any]
Words = set[tuple[int, int]]


def words(text: str, spans: list[tuple[int, int]]) -> Words:
    return {m.span() for m in re.finditer(r"\w+", text) if any(a < m.end() and m.start() < b for a, b in spans)}


def expected_words(text: str, content: str) -> Words:
    spans, at = [], 0
    for piece in content.split(" // "):
        start = text.index(piece, at) if piece in text[at:] else text.index(piece)
        at = start + len(piece)
        spans.append((start, at))
    return words(text, spans)


def found_words(text: str, attribution: Attribution) -> Words:
    return words(text, [(piece.start, piece.end) for piece in attribution.content])


def matches(text: str, expected: list[Case], found: Iterable[Attribution]) -> list[tuple[Case, Attribution]]:
    """The expected attributions with what was found for them, one to one."""
    pairs, rest = [], list(found)
    for case in expected:
        wanted = expected_words(text, case["content"])
        scored = [(len(wanted & have) / len(wanted | have), -i) for i, a in enumerate(rest) if (have := found_words(text, a))]
        if scored and max(scored)[0] >= OVERLAP:
            pairs.append((case, rest.pop(-max(scored)[1])))
    return pairs


def found_value(figure: str, found: Attribution) -> Any:
    """What was found, in the form that a case has it."""
    match figure:
        case "source":
            return found.source.text if found.source else None
        case "cue":
            return found.cue.text if found.cue else ""
        case "anonymous":
            return found.anonymous
        case "direct":
            return found.directness.value
        case "kind":
            return found.speaker.kind.value if found.speaker.kind else None
        case "actor":
            return found.speaker.actors
        case "veridicality":
            return found.veridicality.value if found.veridicality else None
        case "addressee":
            return found.addressee.text if found.addressee else None
        case "place":
            return found.place.span.text if found.place else None
        case "date":
            return found.time.interval.start if found.time and found.time.interval else None
        case "country":
            return found.speaker.country
        case _:
            value = getattr(found.speaker.description, figure) if found.speaker.description else None
            return value.text if figure == "condition" and value else value


def is_right(figure: str, case: Case, found: Attribution) -> bool:
    value, wanted = found_value(figure, found), case.get(figure)
    if figure == "cue":
        return bool(value and wanted) and (value in wanted or wanted in value)
    if figure == "anonymous":
        return value == bool(wanted)
    if figure == "actor":
        assert isinstance(wanted, str)
        names = wanted.split("; ")
        return len(names) == len(value) and all(name in (a.id, a.name) for name, a in zip(names, value, strict=True))
    return bool(value == wanted)


@dataclass(slots=True)
class Score:
    """`right[figure]` and `read[figure]` count the pairs; `errors` have a line each."""

    wanted: int = 0
    found: int = 0
    paired: int = 0
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    read: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    errors: list[str] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, float]:
        rates = {figure: self.right[figure] / count for figure, count in self.read.items()}
        return {"content_f1": 2 * self.paired / (self.wanted + self.found), **rates}

    def add(self, text: str, expected: list[Case], found: tuple[Attribution, ...]) -> None:
        pairs = matches(text, expected, found)
        self.wanted, self.found, self.paired = (
            self.wanted + len(expected), self.found + len(found), self.paired + len(pairs)
        )  # fmt: skip
        taken = [a for _, a in pairs]
        self.errors += [f"missed: {case['content']!r} in {text!r}" for case in expected if case not in [c for c, _ in pairs]]
        self.errors += [f"invented: {[p.text for p in a.content]} {a.rule} in {text!r}" for a in found if a not in taken]
        for case, attribution in pairs:
            for figure in ("source", "cue", "anonymous", "direct", *(name for name in READ if name in case)):
                right = is_right(figure, case, attribution)
                self.read[figure] += 1
                self.right[figure] += right
                if not right:
                    value = found_value(figure, attribution)
                    self.errors.append(f"{figure}: wanted {case.get(figure)!r}, found {value!r} in {text!r}")
            if nested := case.get("nested"):
                self.add_nested(text, nested, attribution)

    def add_nested(self, text: str, expected: list[Case], outer: Attribution) -> None:
        for case, attribution in matches(text, expected, outer.nested):
            right = all(is_right(name, case, attribution) for name in ("source", "cue", "veridicality") if name in case)
            self.right["nested"] += right
        self.read["nested"] += len(expected)


def score(coder: Coder, cases: list[Case]) -> Score:
    """Reads the cases as reports of DCT."""
    total = Score()
    documents = [Document(str(number), DCT, case["text"]) for number, case in enumerate(cases)]
    for case, (_, doc) in zip(cases, coder.annotate_documents(documents), strict=True):
        total.add(case["text"], case["attributions"], doc._.attributions)
    return total


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else None
    chosen = [case for case in CASES if wanted is None or case.get("set", "old") == wanted]
    result = score(Coder(stages=("dragoman_times", "dragoman_actors", "dragoman_places", "dragoman_attribution")), chosen)
    print({name: round(value, 3) for name, value in result.figures.items()}, result.wanted, dict(result.read))
    if wanted != "check":
        print("\n".join(result.errors))
