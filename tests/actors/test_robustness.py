"""Any text at all."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman.actors.words import lowered, plain

WORDS = ["Kim", "the", "North", "’s", "'s", "(", ")", "“", "he", "their", "countries", "two", "leaders", "counterpart", "U.S.",
         "\n", "president", "of", "Beijing", "MFR", "police", "and", ",", "—", "İ", "ﬁ", "😀", "مرحبا", "\u200b", "\x07",
         "Iran", "Malenko"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "(", "'s", "’s", "The", "\x00", "U.S.", "of of of", "İran ﬁ Iran"])
def test_odd_texts_give_true_offsets(find, text):
    for actor in find(text):
        assert text[actor.span.start : actor.span.end] == actor.span.text


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_mixture_of_words_is_read_the_same_twice(find, text):
    actors = find(text)
    assert actors == find(text)
    assert all(text[actor.span.start : actor.span.end] == actor.span.text and actor.id for actor in actors)


@given(st.text())
def test_plain_text_is_as_long_as_the_text(text):
    assert len(plain(text)) == len(lowered(text)) == len(text)


def test_a_doc_without_parse_or_entities_is_no_error(nlp, find):
    doc = Doc(nlp.vocab, words=["Iran", "warned", "Iraq"])
    assert doc._.actors == ()


def test_mentions_come_in_the_order_of_the_text(find):
    text = "He met Kenyan police, and the U.N. thanked Iran and the two Koreas for their help."
    starts = [actor.span.start for actor in find(text)]
    assert starts == sorted(starts)
