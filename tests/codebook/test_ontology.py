"""The sixteen types, their modes and scores, and the CAMEO code of an event."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from dragoman.codebook.ontology import ContextWords, ModeWords, Ontology, QuadClass, load_ontology
from dragoman.codebook.tables import BUILT_IN, read_table
from dragoman.errors import CodebookError


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_there_are_sixteen_types_in_four_quad_classes(ontology):
    classes = Counter(ontology.quad_class(name) for name in ontology.types)
    assert classes == {
        QuadClass.VERBAL_COOPERATION: 4, QuadClass.MATERIAL_COOPERATION: 3, QuadClass.VERBAL_CONFLICT: 4,
        QuadClass.MATERIAL_CONFLICT: 5,
    }  # fmt: skip


def test_scores_lie_between_ten_and_minus_ten_on_the_side_of_their_class(ontology):
    """But for REQUEST, which PLOVER calls verbal conflict and scores about 0."""
    for name, row in ontology.types.items():
        scores = [row.score, *(mode.score for (event_type, _), mode in ontology.modes.items() if event_type == name)]
        cooperative = row.quad_class in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
        assert all(-10 <= score <= 10 for score in scores)
        assert name == "REQUEST" or all(score > 0 if cooperative else score < 0 for score in scores), name


@pytest.mark.parametrize(
    ("event_type", "mode", "score"),
    [("CONSULT", None, 2.5), ("CONSULT", "visit", 4), ("CONSULT", "no such mode", 2.5), ("ASSAULT", None, -9),
     ("REQUEST", None, 0)],
)  # fmt: skip
def test_a_modes_score_goes_before_its_types(ontology, event_type, mode, score):
    assert ontology.score(event_type, mode) == score


def test_modes_belong_to_known_types(ontology):
    assert {event_type for event_type, _ in ontology.modes} <= set(ontology.types)


def test_words_are_of_known_modes_and_contexts(ontology):
    words = read_table("mode_words.csv", ModeWords)
    assert {(row.event_type, row.mode) for row in words} <= set(ontology.modes)
    contexts = {row.context for row in read_table("contexts.csv", ContextWords)}
    assert {context for _, _, context in ontology.cameo_codes if context} <= contexts


# --- CAMEO --------------------------------------------------------------------------------------------------------


def test_every_type_and_mode_has_a_cameo_code(ontology):
    for event_type, mode in [*((name, None) for name in ontology.types), *ontology.modes]:
        assert re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", ontology.cameo(event_type, mode, ()) or ""), (event_type, mode)


def test_the_codes_are_of_known_types_and_modes(ontology):
    keys = {(event_type, mode) for event_type, mode, _ in ontology.cameo_codes}
    assert {key for key in keys if key[1]} <= set(ontology.modes)
    assert {event_type for event_type, _ in keys} <= set(ontology.types)


@pytest.mark.parametrize(
    ("mode", "contexts", "code"),
    [
        ("m", ("b",), "4"),  # mode and context
        ("m", ("other",), "3"),  # the mode goes before a context
        ("m", ("a", "b"), "4"),
        ("n", ("a",), "2"),
        (None, ("b", "a"), "5"),  # of two contexts the earlier one
        (None, ("a", "b"), "2"),
        (None, ("other", "a"), "2"),
        (None, (), "1"),
        ("n", (), "1"),
    ],
)
def test_the_most_specific_code_that_fits_is_taken(mode, contexts, code):
    codes = {("T", None, None): "1", ("T", None, "a"): "2", ("T", "m", None): "3", ("T", "m", "b"): "4", ("T", None, "b"): "5"}
    assert Ontology({}, {}, codes).cameo("T", mode, contexts) == code


def test_a_type_of_ones_own_has_no_code_but_that_one_gives_it(tmp_path):
    (tmp_path / "types.csv").write_text(
        "name,quad_class,score,recipient_required,definition\nBARTER,material cooperation,3,yes,Swap goods\n"
    )
    own = load_ontology((BUILT_IN, tmp_path))
    assert (own.quad_class("BARTER"), own.score("BARTER", None)) == (QuadClass.MATERIAL_COOPERATION, 3)
    assert own.cameo("BARTER", None, ("economic",)) is None
    (tmp_path / "cameo.csv").write_text("event_type,mode,context,cameo\nBARTER,,,061\n")
    assert load_ontology((BUILT_IN, tmp_path)).cameo("BARTER", None, ("economic",)) == "061"


def test_a_quad_class_that_is_none_is_an_error(tmp_path: Path):
    (tmp_path / "types.csv").write_text(
        "name,quad_class,score,recipient_required,definition\nBARTER,cooperation,3,yes,Swap goods\n"
    )
    with pytest.raises(CodebookError, match=r"types\.csv:2: column quad_class: Input should be 'verbal cooperation'"):
        load_ontology((BUILT_IN, tmp_path))
