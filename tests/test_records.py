from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest

from dragoman.codebook.ontology import load_ontology
from dragoman.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Directness,
    Document,
    Event,
    EventDate,
    EventPlace,
    Explanation,
    Granularity,
    Interval,
    Place,
    Span,
    Status,
    Timex,
    TimexType,
)
from dragoman.records import event_record

TEXT = "Malta's premier visited Tunis on Monday, an official said."
DOCUMENT = Document("wire-7", date(2022, 5, 18), TEXT)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def actor(words: str, country: str, **more: object) -> Actor:
    return Actor(span(words), 0, f"country:{country}", words, ActorKind.COUNTRY, country, "GOV", **more)


MONDAY = Interval(date(2022, 5, 16), date(2022, 5, 16), Granularity.DAY)
EVENT = Event(
    event_type="CONSULT",
    mode="visit",
    contexts=("diplomatic",),
    status=Status.ACTUAL,
    trigger=span("visited"),
    sentence=span(TEXT),
    actors=(actor("Malta's premier", "MLT", office="premier", other_sectors=("MIL",)),),
    recipients=(actor("Tunis", "TUN"),),
    date=EventDate(Timex(span("Monday"), TimexType.DATE, "2022-05-16", MONDAY, "weekday"), MONDAY, Basis.EXPLICIT),
    place=EventPlace(
        Place(span("Tunis"), "Tunis", "TUN", "Tūnis", 36.8, 10.2, 2464470, "P.PPLC", 0.9, "capital"), Basis.EXPLICIT
    ),
    attribution=Attribution((span("Malta's premier visited Tunis"),), span("an official"), 9, span("said"),
                            Directness.INDIRECT, anonymous=True, rule="said"),
    confidence=0.87654321,
    explanation=Explanation("CONSULT: visit", (span("visited"),), ("a step",)),
)


@pytest.fixture(scope="module")
def ontology():
    return load_ontology()


def as_json(event: Event, ontology, **options: object) -> dict:
    return json.loads(event_record(DOCUMENT, event, ontology, **options).to_json())


def test_a_record_has_the_fields_of_schema_1_in_their_order(ontology):
    record = as_json(EVENT, ontology)
    expected = {
        "schema": 1, "id": record["id"], "document": "wire-7", "date_published": "2022-05-18",
        "event_type": "CONSULT", "mode": "visit", "contexts": ["diplomatic"], "status": "actual",
        "quad_class": "verbal cooperation", "score": ontology.score("CONSULT", "visit"),
        "cameo": ontology.cameo("CONSULT", "visit", ("diplomatic",)), "confidence": 0.8765,
        "trigger": {"start": 16, "end": 23, "text": "visited"},
        "sentence": {"start": 0, "end": len(TEXT)},
        "actors": [{"start": 0, "end": 15, "text": "Malta's premier", "name": "Malta's premier", "id": "country:MLT",
                    "country": "MLT", "sector": "GOV", "other_sectors": ["MIL"], "office": "premier"}],
        "recipients": [{"start": 24, "end": 29, "text": "Tunis", "name": "Tunis", "id": "country:TUN",
                        "country": "TUN", "sector": "GOV", "other_sectors": [], "office": None}],
        "date": {"text": "Monday", "start_char": 33, "end_char": 39, "value": "2022-05-16", "start": "2022-05-16",
                 "end": "2022-05-16", "granularity": "day", "basis": "explicit"},
        "place": {"text": "Tunis", "start_char": 24, "end_char": 29, "name": "Tunis", "country": "TUN",
                  "admin1": "Tūnis", "lat": 36.8, "lon": 10.2, "geonameid": 2464470, "basis": "explicit"},
        "attribution": {"source": "an official", "anonymous": True, "direct": False, "start": 41, "end": 52,
                        "kind": None, "speakers": [], "veridicality": None, "addressee": None, "via": None},
        "story": None,
    }  # fmt: skip
    assert record == expected
    assert list(record) == list(expected)


def test_absent_parts_are_null(ontology):
    bare = dataclasses.replace(EVENT, mode=None, date=None, place=None, attribution=None, actors=())
    record = as_json(bare, ontology)
    assert [record[name] for name in ("mode", "date", "place", "attribution", "actors")] == [None] * 4 + [[]]


def test_a_date_taken_from_the_document_has_a_value_and_no_characters(ontology):
    event = dataclasses.replace(EVENT, date=EventDate(None, MONDAY, Basis.DOCUMENT))
    assert as_json(event, ontology)["date"] == {
        "text": None, "start_char": None, "end_char": None, "value": "2022-05-16", "start": "2022-05-16",
        "end": "2022-05-16", "granularity": "day", "basis": "document",
    }  # fmt: skip


def test_an_open_interval_has_a_null_end(ontology):
    since = Interval(date(2022, 5, 16), None, Granularity.DAY)
    event = dataclasses.replace(EVENT, date=EventDate(None, since, Basis.INHERITED))
    record = as_json(event, ontology)["date"]
    assert (record["start"], record["end"]) == ("2022-05-16", None)


def test_an_attribution_without_a_source_points_to_its_cue(ontology):
    attribution = dataclasses.replace(EVENT.attribution, source=None)
    record = as_json(dataclasses.replace(EVENT, attribution=attribution), ontology)["attribution"]
    assert (record["source"], TEXT[record["start"] : record["end"]]) == (None, "said")


def test_the_explanation_is_there_only_when_asked_for(ontology):
    assert "explanation" not in as_json(EVENT, ontology)
    assert as_json(EVENT, ontology, explain=True)["explanation"] == {
        "rule": "CONSULT: visit", "words": [{"start": 16, "end": 23, "text": "visited"}], "steps": ["a step"],
        "model": None,
    }  # fmt: skip


def test_the_id_is_of_the_content_and_of_nothing_else(ontology):
    same = dataclasses.replace(EVENT, confidence=0.1)
    ids = {as_json(event, ontology, explain=explain)["id"] for event in (EVENT, same) for explain in (True, False)}
    assert len(ids) == 1
    others = (
        dataclasses.replace(EVENT, status=Status.NEGATED),
        dataclasses.replace(EVENT, recipients=()),
        dataclasses.replace(EVENT, place=None),
    )
    assert not ids & {as_json(other, ontology)["id"] for other in others}
