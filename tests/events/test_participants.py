"""Who is shown as a party of an event, and at which words."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman import Coder
from dragoman.model import Document, Event

DATE = date(2021, 3, 10)

NAMED_WHERE = [
    ("Tuareg rebels in northern Mali said on Sunday they will free a Dutch teacher.", "AGREE", "actors", "Tuareg rebels"),
    ("Opposition leader Malika Yusupova had served two years when the Uzbek president pardoned her.", "CONCEDE", "recipients",
     "Opposition leader Malika Yusupova"),
    ("Chad’s new president told reporters he had expelled the Libyan ambassador.", "SANCTION", "actors",
     "Chad’s new president"),
]


def events(coder: Coder, text: str) -> list[Event]:
    return list(coder.annotate(Document("x", DATE, text))._.events)


@pytest.mark.parametrize(("text", "event_type", "role", "words"), NAMED_WHERE)
def test_a_pronoun_is_shown_at_the_name_it_stands_for_in_its_sentence(
    coder: Coder, text: str, event_type: str, role: str, words: str
) -> None:
    parties = [p for event in events(coder, text) if event.event_type == event_type for p in getattr(event, role)]
    assert [text[p.span.start : p.span.end] for p in parties] == [words]


def test_a_pronoun_whose_name_stands_in_another_sentence_is_shown_itself(coder: Coder) -> None:
    text = "Prime Minister Ingrid Solheim landed in Riga on Monday. She met the Latvian president."
    found = [event for event in events(coder, text) if event.trigger.text.startswith("met")]
    assert [a.span.text for event in found for a in event.actors] == ["She"]
    assert [a.name for event in found for a in event.actors] == ["Ingrid Solheim"]
