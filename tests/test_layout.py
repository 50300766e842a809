"""The layout component on a pipeline without a parser: what it marks is what it marks."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.layout import LONGEST, dateline_end


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman_layout")
    return nlp


def opening_words(doc: Doc) -> list[str]:
    """The words that the component lets a sentence begin with."""
    return [token.text for token in doc if token.i and token.is_sent_start]


DATELINES = [
    "BRUSSELS -- ",
    "BRUSSELS — ",
    "ACCRA: ",
    "WINDHOEK (Wire) - ",
    "NEW DELHI — ",
    "RIO DE JANEIRO, Brazil (Southern News) — ",
    "PORT-AU-PRINCE, Haiti, March 3 – ",
    "ADDIS ABABA/ASMARA, 12 June 2019 (Wire) - ",
    "N'DJAMENA, Chad —\n",
    "N’DJAMENA — ",
    "ST. PETERSBURG, Russia, Sept. 4, 2020, Wire — ",
    "  TUNIS, Feb 3, Nordic Press — ",
    "WASHINGTON D.C. ― ",
    "U.N. HEADQUARTERS, New York (Wire) —  ",
    "SAN JOSÉ, Costa Rica — ",
    "ZÜRICH, 2 May — ",
    "Kyiv, March 3 — ",
    "Dar es Salaam, Tanzania, 14 Oct. 2021 (Coast Wire): ",
    "New Delhi, Aug 9 (Wire) -- ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_the_report_begins_after_its_dateline(nlp, dateline):
    text = dateline + "Rebels took the bridge."
    assert dateline_end(text) == len(dateline)
    doc = nlp(text)
    assert doc._.dateline_end == len(dateline)
    assert opening_words(doc) == ["Rebels"]


WITHOUT = [
    "",
    " ",
    "PARIS",
    "PARIS —",
    "KINSHASA — ",
    "The army — which had denied it — withdrew.",
    "IRAN CONDEMNS SANCTIONS, VOWS REPLY",
    "Monday, March 3 — The day began quietly in Tunis.",
    "Peru and Chile: a border drawn twice",
    "He was born in Lima, on March 3 - a Tuesday.",
    "paris — rebels took the bridge.",
    "A" * 2 * LONGEST + " — Rebels took the bridge.",
]


@pytest.mark.parametrize("text", WITHOUT, ids=lambda text: repr(text[:20]))
def test_a_report_without_a_dateline_begins_with_its_text(nlp, text):
    assert dateline_end(text) is None
    doc = nlp(text)
    assert doc._.dateline_end is None
    assert opening_words(doc) == []


def test_no_sentence_begins_within_the_dateline(nlp):
    doc = nlp("ST. PETERSBURG, Russia, Sept. 4 (Wire) — Two men were held.")
    assert [token.is_sent_start for token in doc if 0 < token.idx < doc._.dateline_end] == [False] * 11


@pytest.mark.parametrize("border", ["\n\n", "\n \t\n", "\r\n\r\n", "\n\n\n\n", " \n\n "])
def test_a_blank_line_ends_a_sentence(nlp, border):
    assert opening_words(nlp(f"Envoy calls off visit{border}Peru said so.")) == ["Peru"]


@pytest.mark.parametrize("space", ["\n", "\r\n", " \n ", "   ", "\t", "\u2028"])
def test_a_broken_line_ends_none(nlp, space):
    assert opening_words(nlp(f"Envoy calls off{space}visit to Peru.")) == []


def test_the_parser_keeps_the_borders(coder):
    doc = coder.nlp("LIMA, Peru (Wire) — Officials met\n\nProtests went on in Cusco.")
    assert [sentence.text.strip() for sentence in doc.sents][-2:] == ["Officials met", "Protests went on in Cusco."]


@given(st.text(alphabet="AÉz. ,-—–:()/'’3\n\t", max_size=200) | st.text(max_size=200))
def test_any_text_has_its_dateline_within_it_or_none(nlp, text):
    end = dateline_end(text)
    assert nlp(text)._.dateline_end == end
    assert end is None or (0 < end < len(text) and end <= LONGEST and not text[end].isspace())


@pytest.mark.parametrize("text", ["A. " * 100_000, "A/" * 100_000, "(" * 200_000, "AB, Cd " * 50_000, "\n \n" * 60_000])
def test_a_long_text_costs_no_more_than_its_beginning(text):
    start = time.process_time()
    dateline_end(text)
    assert time.process_time() - start < 0.5
