"""Who is meant in 55 invented reports: floors of accuracy, and persons that are never joined."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.actors.base import load_base
from dragoman.actors.component import Actors, uncollected

SCORING = Path(__file__).parent / "mentions" / "scoring.py"
FLOORS = {
    # half: country, sector, identity (B³ F1)
    "dev": (0.95, 0.94, 0.93),
    "check": (0.875, 0.83, 0.88),
    "all": (0.915, 0.885, 0.905),
}
GIVEN = ("Anna", "Boris", "Carlos", "Dilnoza", "Emeka", "Fatima", "Goran", "Hanna", "Ivan", "Jorge", "Kwame", "Lucía")
SURNAMES = ("Kovács", "Kim", "Mendoza", "Okafor", "Petrov", "Haddad", "Lindqvist", "Nakamura")
SENTENCES = (
    "{title} {first} {surname} met {second} {surname}, {role}, in Geneva. {surname} said the talks went well.",
    "{first} {surname} accused {second} {surname} of treason. {title} {surname} denied it, and {second} {surname} laughed.",
    "The {title}, {first} {surname}, resigned. {role}, {second} {surname}, took over. {surname} had waited for years.",
    "{second} {surname} and {title} {first} {surname} are not related. {first} is older. The two men never met.",
)


@pytest.fixture(scope="module")
def scoring() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("mentions_scoring", SCORING)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def actors() -> Actors:
    with uncollected():
        return Actors(load_base())


@pytest.fixture(scope="module")
def read(nlp, scoring, actors):
    """Every report with what the stage finds in it."""
    reports = scoring.load_reports()
    found = []
    for report, doc in zip(reports, nlp.pipe(report.text for report in reports), strict=True):
        doc._.dct = report.date
        found.append((report, actors(doc)._.actors))
    return found


def test_the_set_is_as_large_as_it_claims(scoring):
    reports = scoring.load_reports()
    assert len(reports) >= 40
    assert sum(len(report.mentions) for report in reports) >= 320
    assert all(report.text[mention.start : mention.end] == mention.text for report in reports for mention in report.mentions)
    assert all(60 <= len(report.text.split()) <= 160 for report in reports)


@pytest.mark.parametrize("half", FLOORS)
def test_country_sector_and_identity_do_not_fall(scoring, read, half):
    total = scoring.Score()
    for report, found in read:
        if half in ("all", report.half):
            total.add(scoring.score(report, found))
    country, sector, identity = FLOORS[half]
    assert total.share(total.country) >= country, total
    assert total.share(total.sector) >= sector, total
    assert total.identity >= identity, total


def test_no_report_joins_persons_of_different_names(scoring, read):
    assert [(report.name, *pair) for report, found in read for pair in scoring.joined(report, found)] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(GIVEN), min_size=2, max_size=2, unique=True),
    surname=st.sampled_from(SURNAMES),
    title=st.sampled_from(("President", "Foreign Minister", "General", "opposition leader")),
    role=st.sampled_from(("the mayor of Basel", "his brother", "a rebel commander", "the finance minister")),
    sentence=st.sampled_from(SENTENCES),
)
def test_persons_with_different_given_names_are_never_one(nlp, actors, names, surname, title, role, sentence):
    first, second = names
    text = sentence.format(first=first, second=second, surname=surname, title=title, role=role)
    ids: dict[str, set[str]] = {first: set(), second: set()}
    for actor in actors(nlp(text))._.actors:
        for given_name in names:
            if actor.id.startswith("person:") and f"{given_name} {surname}" in actor.span.text:
                ids[given_name].add(actor.id)
    assert not ids[first] & ids[second], text


def test_a_predecessor_of_the_same_surname_is_another(nlp, actors):
    doc = nlp("President Kennedy spoke. Attorney General Robert Kennedy saw the Soviet envoy. Mr. Kennedy was calm.")
    doc._.dct = date(1962, 10, 28)
    ids = {actor.span.text: actor.id for actor in actors(doc)._.actors if "Kennedy" in actor.span.text}
    assert ids["President Kennedy"] == "person:john-f-kennedy"
    assert ids["Attorney General Robert Kennedy"] == "person:robert-f-kennedy"


DATED = [
    # day, text, words, id
    ((1991, 1, 17), "President Bush spoke.", "President Bush", "person:george-h-w-bush"),
    ((2003, 3, 20), "President Bush spoke.", "President Bush", "person:george-w-bush"),
    ((1985, 11, 20), "Moscow rejected the plan.", "Moscow", "country:SUN"),
    ((2015, 11, 20), "Moscow rejected the plan.", "Moscow", "country:RUS"),
    ((1968, 5, 13), "Hanoi and Saigon quarrelled.", "Hanoi", "country:VDR"),
    ((1999, 4, 2), "Belgrade rejected the ultimatum.", "Belgrade", "country:YUG"),
    ((2012, 4, 2), "Belgrade rejected the ultimatum.", "Belgrade", "country:SRB"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "words", "wanted"), DATED)
def test_the_day_tells_who_is_meant(nlp, actors, day, text, words, wanted):
    doc = nlp(text)
    doc._.dct = date(*day)
    assert [actor.id for actor in actors(doc)._.actors if actor.span.text == words] == [wanted]
