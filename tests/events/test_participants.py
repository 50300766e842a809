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


NEWS_AND_BACKGROUND = [
    ("The navy of Oman freed two Indian sailors on Monday after masked men killed a jeweller in the port.",
     {"freed"}, "an adverbial clause below another event"),
    ("Nepal expelled the consul, citing a bombardment of the ridge.", {"expelled the consul"}, "a noun nobody is named with"),
    ("Ghana, which expelled Togo’s consul in May, signed an accord with Benin on Friday.",
     {"expelled Togo’s consul", "signed an accord"}, "a relative clause with a name on either side"),
    ("Kenya recalled its envoy from Juba after Sudanese jets bombed a Kenyan convoy.", {"recalled its envoy", "jets bombed"},
     "an adverbial clause with parties of two countries"),
    ("Cuba praised the deal, while Haitian deputies condemned the Dominican president.", {"praised", "condemned"},
     "a contrast"),
    ("Lebanese soldiers fired tear gas to break up a march by nurses.", {"fired tear gas", "break up a march", "march"},
     "a deed named with its doer"),
    ("Many wept as police arrested the Chadian poet.", {"arrested"}, "an adverbial clause below no event"),
]


@pytest.mark.parametrize(("text", "triggers", "why"), NEWS_AND_BACKGROUND, ids=[case[2] for case in NEWS_AND_BACKGROUND])
def test_what_is_only_background_to_the_news_of_its_sentence_is_left_out(
    coder: Coder, text: str, triggers: set[str], why: str
) -> None:
    assert {event.trigger.text for event in events(coder, text)} == triggers


def test_background_is_there_for_who_asks_for_less_confidence(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = NEWS_AND_BACKGROUND[0][0]
    monkeypatch.setattr(coder.nlp.get_pipe("dragoman_events"), "min_confidence", 0.1)
    found = {event.trigger.text: event.confidence for event in events(coder, text)}
    assert set(found) == {"freed", "killed"}
    assert found["killed"] < 0.3 < found["freed"]


PARTIES = [
    ("A car bomb in Aden killed three recruits on Monday.", "killed", (), ("three recruits",), "a place is no doer"),
    ("The Chadian president sent in the troops on Friday.", "sent in the troops", ("The Chadian president",), (),
     "the troops sent are the means"),
    ("Peru and Chile agreed on Monday to build a railway that would spare them the road through Bolivia.", "agreed",
     ("Peru", "Chile"), (), "those who agree among themselves"),
    ("The then president, Atanas Petrov, had condemned the Serbian government.", "condemned", ("Atanas Petrov",),
     ("the Serbian government",), "a description gives way to the name beside it"),
    ("Vietnam hosted the Laotian premier for talks on the dam.", "hosted", ("the Laotian premier",), ("Vietnam",),
     "a visitor who comes for talks"),
]


@pytest.mark.parametrize(("text", "trigger", "actors", "recipients", "why"), PARTIES, ids=[case[4] for case in PARTIES])
def test_parties_are_who_did_it_and_to_whom(
    coder: Coder, text: str, trigger: str, actors: tuple[str, ...], recipients: tuple[str, ...], why: str
) -> None:
    found = [event for event in events(coder, text) if event.trigger.text.startswith(trigger)]
    assert [(tuple(a.span.text for a in e.actors), tuple(r.span.text for r in e.recipients)) for e in found] == [
        (actors, recipients)
    ]


def test_what_somebody_is_asked_to_do_is_not_told_as_done(coder: Coder) -> None:
    text = "Norway urged Mali on Tuesday to press Niger over the pipeline."
    assert [(e.event_type, e.recipients[0].span.text) for e in events(coder, text)] == [("REQUEST", "Mali")]
