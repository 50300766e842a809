"""Events are dated as a careful reader dates them: a floor of accuracy over the invented reports of event_dates/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.codebook.tables import read_table
from dragoman.coder import Coder
from dragoman.events.anchors import AnchorNouns, Anchors
from dragoman.model import Basis, Document, EventDate
from dragoman.times.lexicon import AnchorRow

from .event_dates import scoring

FLOORS = {"dev": 0.90, "check": 0.84}
"""Two points under the last figures (dev 0.919, check 0.859)."""
EVENTS = {"dev": 308, "check": 311}

When = Callable[..., EventDate | None]


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def when(coder: Coder) -> When:
    """The date of the event with this trigger, in a report of Friday 10 July 2020."""

    def read(text: str, trigger: str, day: date = date(2020, 7, 10)) -> EventDate | None:
        doc = coder.annotate(Document("x", day, text))
        start = text.index(trigger)
        token = doc.char_span(start, start + len(trigger), alignment_mode="expand").root
        event = next((e for e in doc._.events if e.trigger.start <= start < e.trigger.end), None)
        if event is not None:
            return event.date
        return coder.nlp.get_pipe("dragoman_events").dating(doc, frozenset({token.i})).of(token, (token,))

    return read


def test_dates_of_events_hold_their_floor(coder: Coder) -> None:
    verdicts = list(scoring.score(coder))
    for half, floor in FLOORS.items():
        own = [v for v in verdicts if v.report.half == half]
        assert len(own) == EVENTS[half]
        assert scoring.accuracy(own) >= floor


DATED = [
    # text, trigger, first day (None: no date), basis
    # an event as the time that another is counted from
    ("Troops seized power on Monday. Three days after the coup, they freed the premier.", "freed", "2020-07-09", "explicit"),
    ("The wall was opened on July 1. A week after that, guards removed the last slabs.", "removed", "2020-07-06", "explicit"),
    ("Rebels besieged the port on June 1. Two weeks into the siege they shelled a hospital.", "shelled", "2020-06-15",
     "explicit"),
    ("The election is due on July 12. The day before the vote, police will seal the square.", "seal",
     "2020-07-11", "explicit"),
    ("Lawmakers elected him on Thursday, four days after his rival was arrested.", "arrested", "2020-07-05", "inherited"),
    ("The army killed a mediator on July 3. Hours after the murder, crowds stormed the barracks.", "stormed", "2020-07-03",
     "explicit"),
    ("The fighting began on July 2. On the third day of the war, jets bombed the dam.", "bombed", "2020-07-04", "explicit"),
    # background is not dated by the report
    ("Sanctions have been tightened since the two leaders signed the accord in 2018.", "signed", "2018-01-01", "explicit"),
    ("The minister said the opposition had plotted against him.", "plotted", None, None),
    ("The envoy praised the accord that ended the war.", "ended", None, None),
    # nor what has yet to come
    ("The two ministers agreed on Thursday to meet.", "meet", None, None),
    ("Parliament will debate the bill.", "debate", None, None),
    # the last date that holds
    ("The envoys met on Thursday. France accused Iran of bad faith.", "accused", "2020-07-09", "inherited"),
    ("In 1999 students marched in the capital. They were beaten by police.", "beaten", "1999-01-01", "inherited"),
    ("Soldiers fired on the crowd.", "fired", "2020-07-10", "document"),
    # the clause that a date belongs to
    ("Oslo recalled its envoy; on Tuesday Riga expelled two diplomats.", "recalled", "2020-07-10", "document"),
    ("In his Friday sermon the cleric had demanded an end to the rallies.", "demanded", "2020-07-10", "explicit"),
    ("In 2017 soldiers drove the villagers over the river.", "drove", "2017-01-01", "explicit"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "first", "basis"), DATED, ids=[f"{case[1]}: {case[0][:40]}" for case in DATED])
def test_an_event_has_its_date_and_says_how(
    when: When, text: str, trigger: str, first: str | None, basis: str | None
) -> None:
    found = when(text, trigger)
    if first is None:
        assert found is None
        return
    assert found is not None
    assert (str(found.interval.start), found.basis) == (first, Basis(basis))


def test_a_date_counted_from_an_event_shows_its_words(when: When) -> None:
    found = when("Troops seized power on Monday. Three days after the coup, the junta freed the premier.", "freed")
    assert found is not None
    assert found.timex is not None
    assert (found.timex.span.text, found.timex.value, found.timex.rule) == ("Three days after", "2020-07-09", "anchor")


ANCHORS = read_table("times/anchors.csv", AnchorRow)


@pytest.mark.parametrize("row", ANCHORS, ids=[row.nouns[0] for row in ANCHORS])
def test_the_example_of_an_anchor_is_counted_from_it(coder: Coder, row: AnchorRow) -> None:
    doc = coder.annotate(Document("x", date(2020, 7, 10), row.example))
    links = Anchors(doc, doc._.times, AnchorNouns()).links
    assert [link.anchor.text for link in links if link.anchor is not None and link.anchor.lower_ in row.nouns]
