"""Spans of a Doc by characters, wherever they begin and end."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman import layers
from dragoman.model import Span


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@given(st.text(max_size=60), st.data())
def test_a_span_has_the_characters_between_its_offsets(nlp, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert layers.span_of(nlp.make_doc(text), start, end) == Span(start, end, text[start:end])


@pytest.mark.parametrize("words", ["Sudan", "udan’s en", " envoy", "envoy  met", "met.", "S", "."])
def test_a_span_may_begin_and_end_within_words_and_spaces(nlp, words):
    text = "Sudan’s envoy  met."
    start = text.index(words)
    assert layers.span_of(nlp.make_doc(text), start, start + len(words)).text == words


def test_layers_are_empty_until_their_stage_has_run(nlp):
    layers.register()
    doc = nlp.make_doc("Sudan’s envoy met.")
    assert {layer: getattr(doc._, layer) for layer in layers.LAYERS} == dict.fromkeys(layers.LAYERS, ())
    assert (doc._.dct, doc._.dateline_end) == (None, None)


def test_registering_again_changes_nothing(nlp):
    layers.register()
    doc = nlp.make_doc("Sudan.")
    doc._.times = ("a time",)
    layers.register()
    assert doc._.times == ("a time",)
    assert Doc.has_extension("times")
