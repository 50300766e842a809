"""Whole reports against what a careful human coder reads in them.

`NAME.txt` is an invented wire report with its date (what real persons say or do in it is invented too), `NAME.json` its
reading: `required` events must be found, `allowed` ones may be, any other is an invention; all of `times`, `attributions` and
`actors` must be found.  In a wanted event, `near` quotes the words at which its trigger stands (give or take MARGIN
characters), a party is [country, sector], and every other field narrows what matches.  Sectors match by their beginning,
names, places and sources by what they contain.

usage: python tests/reports/scoring.py [NAME…]   prints what was missed and what was invented in each report
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.coder import Coder
from dragoman.model import Document
from dragoman.reading.text import document_from_text
from dragoman.records import annotation

HERE = Path(__file__).parent
LAYERS = ("times", "actors", "attributions", "events")
MARGIN = 30
SLACK = 3  # characters that a time expression may lack at either end
MOST_INVENTIONS = 2

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    document: Document
    reading: Json

    @property
    def text(self) -> str:
        return self.document.text

    def places_of(self, words: str) -> list[range]:
        """Where these words stand, whatever white space is between them."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        return [range(match.start(), match.end()) for match in re.finditer(pattern, self.text)]

    def window(self, near: str) -> range:
        at = self.places_of(near)[0]
        return range(at.start - MARGIN, at.stop + MARGIN)

    def quoted(self, span: tuple[int, int] | None) -> str:
        return " ".join(self.text[span[0] : span[1]].split()) if span else ""


@dataclass(slots=True)
class Score:
    """`misses` and `inventions` have a line each; `figures` are found and wanted, by layer."""

    misses: list[str] = field(default_factory=list)
    inventions: list[str] = field(default_factory=list)
    figures: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return not self.misses and len(self.inventions) <= MOST_INVENTIONS

    def __str__(self) -> str:
        figures = ", ".join(f"{layer} {found}/{wanted}" for layer, (found, wanted) in self.figures.items())
        return f"{figures}, inventions {len(self.inventions)}"


def report_names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.txt"))


def load_report(name: str) -> Report:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    document = document_from_text(text, id=name, path=f"{name}.txt", default_date=None)
    return Report(name, document, json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))


def read_by(coder: Coder, report: Report) -> Json:
    """The annotation that the coder makes of the report."""
    doc = coder.annotate(report.document)
    return annotation(report.document, doc, LAYERS, coder.ontology).model_dump(mode="json")


def score(report: Report, got: Json) -> Score:
    result = Score()
    events = got["events"]
    wanted = {
        "events": [(w, _event_is_found(report, events, w)) for w in report.reading["required"]],
        "times": [(w, _time_is_found(report, got["times"], w)) for w in report.reading["times"]],
        "attributions": [(w, _attribution_is_found(report, got["attributions"], w)) for w in report.reading["attributions"]],
        "actors": [(w, _actor_is_found(report, got["actors"], w)) for w in report.reading["actors"]],
    }
    for layer, verdicts in wanted.items():
        result.figures[layer] = (sum(found for _, found in verdicts), len(verdicts))
        result.misses += [_miss(report, got, layer, want) for want, found in verdicts if not found]
    result.inventions = [_line(report, event) for event in events if not _is_expected(report, event)]
    return result


# --- events -------------------------------------------------------------------------------------------------------


def _event_is_found(report: Report, events: list[Json], want: Json) -> bool:
    return any(not _differences(report, event, want) for event in events)


def _is_expected(report: Report, event: Json) -> bool:
    """An event matched by a required one in full, or by an allowed one in type and place."""
    return any(not _differences(report, event, want) for want in report.reading["required"]) or any(
        event["event_type"] in want["types"] and event["trigger"]["start"] in report.window(want["near"])
        for want in report.reading["allowed"]
    )


def _differences(report: Report, event: Json, want: Json) -> list[str]:
    """The fields in which the event is not what is wanted."""
    actors, recipients = event["actors"], event["recipients"]
    parties = [*actors, *recipients]
    names = " | ".join(f"{party['name']} {party['text']}" for party in parties)
    date, place, attribution = event["date"] or {}, event["place"] or {}, event["attribution"] or {}
    tests = {
        "near": event["trigger"]["start"] in report.window(want["near"]),
        "types": event["event_type"] in want["types"],
        "parties": _covers(parties, want.get("parties", [])),
        "actor": "actor" not in want or _covers(actors, [want["actor"]]),
        "recipient": "recipient" not in want or _covers(recipients, [want["recipient"]]),
        "names": all(name in names for name in want.get("names", [])),
        "modes": "modes" not in want or event["mode"] in want["modes"],
        "status": "status" not in want or event["status"] in want["status"],
        "start": "start" not in want or (date.get("start") or "") >= want["start"],
        "end": "end" not in want or (date.get("end") or "9") <= want["end"],
        "place": want.get("place", "") in str(place.get("name")),
        "anonymous_source": not want.get("anonymous_source") or attribution.get("anonymous") is True,
    }
    return [name for name, passed in tests.items() if not passed]


def _covers(parties: list[Json], wants: list[list[str | None]]) -> bool:
    """Each wanted party is met by a different one of `parties`."""
    if not wants:
        return True
    return any(
        _is_party(party, wants[0]) and _covers(parties[:i] + parties[i + 1 :], wants[1:]) for i, party in enumerate(parties)
    )


def _is_party(party: Json, want: list[str | None]) -> bool:
    country, *sector = want
    return party["country"] == country and all((party["sector"] or "").startswith(str(each)) for each in sector)


# --- the other layers ---------------------------------------------------------------------------------------------


def _time_is_found(report: Report, times: list[Json], want: Json) -> bool:
    window = report.window(_near(want))
    return any(
        time["value"] == want["value"]
        and want["text"] in " ".join(report.text[max(0, time["start"] - SLACK) : time["end"] + SLACK].split())
        and time["start"] in window
        for time in times
    )


def _near(want: Json) -> str:
    near: str = want["near"] if "near" in want else want["text"]
    return near


def _attribution_is_found(report: Report, attributions: list[Json], want: Json) -> bool:
    source = want["source_text"] if "source_text" in want else want["source"]
    return any(
        any(want["content"] in report.quoted(span) for span in [attribution["content"], *attribution["pieces"]])
        and source in report.quoted(attribution["source"])
        for attribution in attributions
    )


def _actor_is_found(report: Report, actors: list[Json], want: Json) -> bool:
    return any(
        actor["country"] == want["country"]
        and (actor["sector"] or "").startswith(want.get("sector", ""))
        and want.get("same_as", "") in actor["name"]
        for actor in _actors_at(report, actors, want)[:1]
    )


def _actors_at(report: Report, actors: list[Json], want: Json) -> list[Json]:
    at = report.places_of(want["near"])[0].start + want["near"].index(want["text"])
    return [actor for actor in actors if actor["start"] <= at < actor["end"]]


# --- what to say --------------------------------------------------------------------------------------------------


def _miss(report: Report, got: Json, layer: str, want: Json) -> str:
    if layer == "events":
        there = [event for event in got["events"] if event["trigger"]["start"] in report.window(want["near"])]
        found = "; ".join(f"{_line(report, each)} differs in {_differences(report, each, want)}" for each in there)
        return f"missed event        {want['key']}: {'/'.join(want['types'])} at …{want['near']}… found: {found or 'none'}"
    if layer == "times":
        window = report.window(_near(want))
        found = ", ".join(f"{t['text']} = {t['value']}" for t in got["times"] if t["start"] in window)
        return f"missed time         {want['text']} = {want['value']} found: {found or 'none'}"
    if layer == "attributions":
        at = report.places_of(want["content"])[0].start
        there = [a for a in got["attributions"] if a["content"][0] <= at < a["content"][1]]
        found = "; ".join(f"{report.quoted(a['source'])}: {report.quoted(a['content'])}" for a in there)
        return f"missed attribution  {want['source']}: {want['content']} found: {found or 'none'}"
    there = _actors_at(report, got["actors"], want)
    found = "; ".join(f"{actor['text']} = {actor['name']} {actor['country']} {actor['sector']}" for actor in there)
    wanted = " ".join(str(want[key]) for key in ("same_as", "country", "sector") if key in want)
    return f"missed actor        {want['text']} in …{want['near']}… = {wanted} found: {found or 'none'}"


def _line(report: Report, event: Json) -> str:
    actors, recipients = (
        "+".join(f"{party['text']} ({party['country']} {party['sector']})" for party in event[side])
        for side in ("actors", "recipients")
    )
    trigger, date, place = event["trigger"], event["date"] or {}, event["place"] or {}
    words = " ".join(report.text[max(0, trigger["start"] - 20) : trigger["end"] + 20].split())
    return (
        f"{event['event_type']} {event['mode']} {event['status']} at …{words}…: {actors or '-'} > {recipients or '-'}"
        f", {date.get('start')}/{date.get('end')}, {place.get('name')}"
    )


def reading_faults(report: Report) -> Iterator[str]:
    """Words that the reading quotes and the report does not have, or has in several places."""
    reading = report.reading
    quoted = [want["near"] for want in (*reading["required"], *reading["allowed"], *reading["actors"])]
    quoted += [want["content"] for want in reading["attributions"]]
    quoted += [_near(want) for want in reading["times"]]
    yield from (f"{words!r} stands {n} times" for words in quoted if (n := len(report.places_of(words))) != 1)
    inside = (*reading["actors"], *(want for want in reading["times"] if "near" in want))
    yield from (f"{want['text']!r} is not in {want['near']!r}" for want in inside if want["text"] not in want["near"])


def main(names: list[str]) -> int:
    coder = Coder()
    complete = True
    for name in names or report_names():
        report = load_report(name)
        result = score(report, read_by(coder, report))
        complete &= result.complete
        print(f"\n{name}: {result}", *result.misses, sep="\n  ")
        print(*(f"  invented event      {line}" for line in result.inventions), sep="\n")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
