"""What speakers do by speaking, and by whose account deeds are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.tables import BUILT_IN, read_table
from dragoman.coder import Coder
from dragoman.events.speech import Verdict
from dragoman.records import EventRecord

ACTS = [
    ("“Leave our land,” the rebels told the French troops on Monday.", "REQUEST", "rebel", "FRA"),
    ("“This was an act of war by Pakistan,” India's foreign ministry said.", "ACCUSE", "foreign ministry", "PAK"),
    ("“Turkey is a reliable ally,” the German foreign ministry said in Berlin.", "SUPPORT", "foreign ministry", "TUR"),
    ("“Russia must withdraw its troops at once,” Estonia's defence ministry said.", "REQUEST", "defence ministry", "RUS"),
    ("Chile's navy said: “We condemn Peru for this.”", "ACCUSE", "navy", "PER"),
]


def of_type(coder: Coder, text: str, event_type: str) -> list[EventRecord]:
    return [event for event in coder.code(text, date="2025-03-12") if event.event_type == event_type]


@pytest.mark.parametrize(("text", "event_type", "actor", "recipient"), ACTS)
def test_what_is_done_by_speaking_is_the_speakers_own_event(coder, text, event_type, actor, recipient):
    (event,) = of_type(coder, text, event_type)
    assert [party.name for party in event.actors] == [actor]
    assert [party.country for party in event.recipients] == [recipient]


def test_a_verdict_that_the_speaker_rejects_is_none(coder):
    assert of_type(coder, "“Turkey is not an ally,” the German foreign ministry said.", "SUPPORT") == []
    assert of_type(coder, "Iran denied that Syria was the aggressor.", "ACCUSE") == []


def test_words_of_a_verdict_tell_no_deed(coder):
    assert of_type(coder, ACTS[1][0], "ASSAULT") == []


VERACITY = [
    ("Kyiv accused Moscow of shelling a hospital in Kherson.", "Kyiv", "alleged", None),
    ("Police in Lagos confirmed that gunmen had abducted twelve pupils.", "Police in Lagos", "confirmed", None),
    ("Witnesses said gunmen abducted twelve pupils in Zamfara.", "Witnesses", "asserted", None),
    ("Brazil doubts that rebels attacked the Kenyan convoy.", "Brazil", "doubted", None),
    ("Yonhap, citing officials, said North Korea had fired a missile at Japan.", "officials", "asserted", "Yonhap"),
]


@pytest.mark.parametrize(("text", "source", "veridicality", "via"), VERACITY)
def test_a_claimed_deed_carries_whose_claim_it_is(coder, text, source, veridicality, via):
    claims = {
        (event.attribution.source, event.attribution.veridicality, event.attribution.via)
        for event in of_type(coder, text, "ASSAULT") if event.attribution is not None
    }  # fmt: skip
    assert claims == {(source, veridicality, via)}


def test_every_verdict_has_its_example(coder):
    rows = read_table("attribution/verdicts.csv", Verdict, (Path(BUILT_IN),))
    missed = [row.word for row in rows if not of_type(coder, row.example, row.event_type)]
    assert missed == []
