"""Events are placed as a careful reader places them: a floor of accuracy over invented reports, and single difficulties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.coder import Coder
from dragoman.model import Basis, Document, EventPlace

from .event_places import scoring

FLOORS = {"dev": 0.94, "check": 0.86}
LEAST_EVENTS = 50  # of either half that the coder finds

Where = Callable[[str, str], EventPlace | None]


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def where(coder: Coder) -> Where:
    def read(text: str, trigger: str) -> EventPlace | None:
        doc = coder.annotate(Document("x", date(2020, 7, 10), text))
        start = text.index(trigger)
        event = next((e for e in doc._.events if e.trigger.start <= start < e.trigger.end), None)
        assert event is not None, f"no event at {trigger!r}"
        return event.place

    return read


def test_places_of_events_hold_their_floor(coder: Coder) -> None:
    verdicts = list(scoring.score(coder))
    for half, floor in FLOORS.items():
        own = [v for v in verdicts if v.report.half == half]
        assert len(own) >= LEAST_EVENTS
        assert scoring.accuracy(own) >= floor


PLACED = [
    # the event's own clause
    ("Rebels shelled Goma on Friday, the army said.", "shelled", "Goma", Basis.EXPLICIT),
    ("Iraq invaded Kuwait at dawn on Thursday.", "invaded", "Kuwait", Basis.EXPLICIT),
    ("In Oslo, police arrested nine protesters.", "arrested", "Oslo", Basis.EXPLICIT),
    ("Police arrested four men outside the embassy in Berlin.", "arrested", "Berlin", Basis.EXPLICIT),
    # a place that only modifies somebody, or another event
    ("A union leader from Durban accused the government of fraud.", "accused", None, None),
    ("The ambassador to Kabul condemned the Taliban.", "condemned", None, None),
    ("The Damascus government accused Turkey of theft.", "accused", None, None),
    ("France condemned the attack in Nairobi.", "condemned", None, None),
    # from the text around it
    ("Students marched in Lyon on Friday. Police arrested forty of them.", "arrested", "Lyon", Basis.INHERITED),
    ("QUITO, July 10 (Wire) — Soldiers killed two miners on Friday.", "killed", "Quito", Basis.DOCUMENT),
    # nothing is placed at the dateline before it has come, or that is long past
    ("QUITO, July 10 (Wire) — The president will meet his Peruvian counterpart.", "meet", None, None),
]


@pytest.mark.parametrize(("text", "trigger", "place", "basis"), PLACED, ids=[case[0][:48] for case in PLACED])
def test_an_event_has_its_place_and_says_how(
    where: Where, text: str, trigger: str, place: str | None, basis: Basis | None
) -> None:
    found = where(text, trigger)
    assert (found.place.span.text.title() if found else None, found.basis if found else None) == (place, basis)
