"""Marked pairs become token ids with marks at the parties, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.judgement.marking import MARKS, MAX_TOKENS, Encoder, MarkedPair
from dragoman.judgement.network import Network

TEXT = "Tbilisi recalled its envoy from Minsk, citing “unacceptable” remarks."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Network().encoder


def test_each_party_stands_between_its_marks(encoder):
    (found,) = encoder.encode([MarkedPair(TEXT, (0, 7), (32, 37))])
    shown = [TEXT[start:end] or "·" for start, end in found.spans]
    assert shown[found.actor] == shown[found.recipient] == "·"
    after = "".join(shown[found.actor + 1 : shown.index("·", found.actor + 1)])
    assert after == "Tbilisi"
    assert shown[found.recipient + 1] == "Minsk"
    assert shown[found.recipient + 2] == "·"


def test_a_missing_party_points_at_the_beginning(encoder):
    (found,) = encoder.encode([MarkedPair(TEXT, None, (32, 37))])
    assert found.actor == 0
    assert found.recipient > 0


def test_the_hint_changes_one_token_and_an_unknown_one_says_nothing(encoder):
    pairs = [MarkedPair(TEXT, (0, 7), None, hint) for hint in (None, "SANCTION", "AID", "MY_OWN_TYPE")]
    ids = [pair.ids for pair in encoder.encode(pairs)]
    assert [sum(a != b for a, b in zip(ids[0], other, strict=True)) for other in ids[1:]] == [1, 1, 0]


def test_a_long_text_is_cut_to_a_window_around_the_parties(encoder):
    filler = "The market was calm on the day, traders in the port said. " * 30
    text = f"{filler}Ghana thanked Togo for its help. {filler}"
    start = text.index("Ghana")
    (found,) = encoder.encode([MarkedPair(text, (start, start + 5), (start + 14, start + 18))])
    assert len(found.ids) == MAX_TOKENS
    assert text[slice(*found.spans[found.recipient + 1])] == "Togo"


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 40))
def test_any_text_and_span_is_encoded_with_true_spans(text, start, length):
    encoder = Network().encoder
    actor = (start, min(len(text), start + length)) if start < len(text) else None
    (found,) = encoder.encode([MarkedPair(text, actor, None)])
    assert len(found.ids) == len(found.spans) <= MAX_TOKENS
    assert all(0 <= first <= last <= len(text) for first, last in found.spans)
    assert (found.actor > 0) == (actor is not None) or len(found.ids) == MAX_TOKENS


def test_the_marks_are_four(encoder):
    (found,) = encoder.encode([MarkedPair(TEXT, (0, 7), (32, 37))])
    assert sum(start == end for start, end in found.spans) == len(MARKS) + 3  # and beginning, hint, end
