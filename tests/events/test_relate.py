"""Two marked parties of a text: the answer, and that every pair gets one."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import Coder
from dragoman.errors import PipelineError
from dragoman.events.relate import NONE, Pair, Relater, Relation


@pytest.fixture(scope="module")
def relater(coder: Coder) -> Relater:
    return Relater(coder.nlp)


def marked(marked_text: str, name: str = "p") -> Pair:
    """The pair of a text in which the [source] and the {target} are marked, in any order."""
    found = {}
    for kind, opens, closes in (("source", "[", "]"), ("target", "{", "}")):
        if opens in marked_text:
            before = marked_text[: marked_text.index(opens)]
            start = len(before) - sum(before.count(mark) for mark in "[]{}")
            found[kind] = start, start + marked_text.index(closes) - marked_text.index(opens) - 1
    text = "".join(c for c in marked_text if c not in "[]{}")
    return Pair(name, text, found.get("source"), found.get("target"))


def answer(relater: Relater, pair: Pair) -> Relation:
    (relation,) = relater.relate([pair])
    return relation


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("[Hungary] condemned {Belarus} over the raid.", "ACCUSE"),
        ("{Belarus} was condemned by [Hungary] over the raid.", "ACCUSE"),
        ("[Chad] refused to hold talks with {Libya}.", "REJECT"),
        ("[Ghana] threatened to attack {Togo}, officials in Lome said.", "THREATEN"),
        ("{Two Czech nuns} were kidnapped on Sunday by [gunmen] near the lake.", "ASSAULT"),
        ("[Thousands of miners] marched in Potosi against {the government}.", "PROTEST"),
    ],
)
def test_the_event_from_source_to_target_is_named(relater, text, event_type):
    assert answer(relater, marked(text)).event_type == event_type


@pytest.mark.parametrize(
    ("text", "event_type"),
    [("[Thousands] marched in Rabat.", "PROTEST"), ("{Two nuns} were kidnapped on Sunday.", "ASSAULT"),
     ("Talks were held in Doha.", "CONSULT")],
)  # fmt: skip
def test_either_party_or_both_may_be_absent(relater, text, event_type):
    assert answer(relater, marked(text)).event_type == event_type


@pytest.mark.parametrize(
    "pair",
    [
        Pair("empty", "", None, None),
        Pair("empty, with spans", "", (0, 0), (0, 0)),
        Pair("white", " \n\t ", (0, 2), (1, 3)),
        Pair("nobody", "It rained all day.", None, None),
        Pair("one and the same", "France met itself.", (0, 6), (0, 6)),
        Pair("inside words", "France met Spain.", (2, 4), (12, 14)),
        Pair("across words", "France met Spain.", (3, 14), (8, 17)),
        Pair("emoji", "🇫🇷 met 🇪🇸.", (0, 2), (7, 9)),
        Pair("right to left", "الوزير قال", (0, 6), None),
    ],
    ids=lambda pair: pair.id,
)
def test_every_pair_gets_an_answer(relater, coder, pair):
    relation = answer(relater, pair)
    assert relation.id == pair.id
    assert relation.event_type in (NONE, *coder.ontology.types)
    assert 0 <= relation.confidence <= 1


def test_answers_come_in_the_order_of_the_pairs(relater):
    pairs = [marked(f"[Peru] thanked {{Chile}} {number} times.", str(number)) for number in range(300)]
    assert [relation.id for relation in relater.relate(iter(pairs))] == [pair.id for pair in pairs]


def test_no_pairs_no_answers(relater):
    assert list(relater.relate([])) == []


def test_a_pair_is_answered_alike_alone_and_among_others(relater):
    pairs = [
        marked("[Hungary] condemned {Belarus}.", "a"), Pair("b", "", None, None), marked("[Chad] met {Libya} in Tunis.", "c"),
    ]  # fmt: skip
    assert [answer(relater, pair).event_type for pair in pairs] == [each.event_type for each in relater.relate(pairs)]


def test_the_coder_reads_as_before_after_pairs(relater, coder):
    before = coder.code("Chad condemned Sudan on Wednesday.", "2021-03-04")
    list(relater.relate([marked("[Hungary] condemned {Belarus}.")]))
    assert coder.code("Chad condemned Sudan on Wednesday.", "2021-03-04") == before != []


def test_a_pipeline_without_the_stage_is_refused():
    with pytest.raises(PipelineError, match=r'has no "dragoman_events"; add it with nlp\.add_pipe'):
        Relater(spacy.blank("en"))


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.data())
def test_any_text_and_spans_within_it(relater, text, data):
    def span() -> st.SearchStrategy[tuple[int, int] | None]:
        ends = st.integers(0, len(text))
        return st.none() | st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))

    relation = answer(relater, Pair("p", text, data.draw(span()), data.draw(span())))
    assert relation.id == "p"
