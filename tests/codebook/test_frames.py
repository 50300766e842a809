"""The words that govern another event, and what is coded for the pair."""

from __future__ import annotations

import re

import pytest

from dragoman.codebook.frames import Composition, Compositions, Frame, FrameWord, load_compositions
from dragoman.codebook.ontology import Ontology, load_ontology
from dragoman.codebook.tables import BUILT_IN, read_table
from dragoman.codebook.triggers import PartOfSpeech, load_light_verbs, load_triggers, load_word_classes

CLASS = re.compile(r"\b[A-Z]{2,}\b")
CLASSES_WITHOUT_WORDS = {"<person>", "<people>"}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def compositions() -> Compositions:
    return load_compositions()


def test_every_frame_has_words(compositions):
    assert set(compositions.words.values()) == set(Frame)


def test_frame_words_are_lemmas_in_lower_case_with_an_example():
    rows = read_table("frames.csv", FrameWord)
    assert [row.trigger for row in rows if row.trigger != row.trigger.lower()] == []
    assert [row.trigger for row in rows if not row.example] == []


def test_compositions_stand_between_frames_and_types(ontology):
    rows = read_table("compositions.csv", Composition)
    frames = {frame.value for frame in Frame}
    assert {row.outer for row in rows} <= frames | set(ontology.types)
    inner = {tuple(name.split(" ", 1)) for row in rows for name in row.inner}
    assert {name[0] for name in inner} <= set(ontology.types)
    assert {name for name in inner if len(name) == 2} <= set(ontology.modes)
    assert {row.event_type for row in rows} <= set(ontology.types)


def test_a_compositions_mode_is_one_of_its_type(ontology):
    modes = {(row.event_type, row.mode) for row in read_table("compositions.csv", Composition) if row.mode}
    assert modes <= set(ontology.modes)


def test_no_pair_is_composed_in_two_ways():
    pairs = [(row.outer, inner) for row in read_table("compositions.csv", Composition) for inner in row.inner]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(
    ("outer", "inner", "result"),
    [
        ("refusal", "CONSULT", ("REJECT", "meet")),
        ("commissive", "ASSAULT", ("THREATEN", "violence")),
        ("commissive", "AID", ("AGREE", None)),
        ("REQUEST", "RETREAT", ("REQUEST", "yield")),
        ("possibility", "AID", None),
        ("no frame", "AID", None),
    ],
)
def test_what_a_pair_is_coded_as(compositions, outer, inner, result):
    assert compositions.result(outer, inner) == result


def test_a_users_words_and_pairs_extend_and_override(tmp_path):
    (tmp_path / "frames.csv").write_text("trigger,pos,frame\nvow,verb,consent\nfoozle,verb,refusal\n")
    (tmp_path / "compositions.csv").write_text("outer,inner,event_type,mode\npossibility,AID,AGREE,\n")
    own = load_compositions((BUILT_IN, tmp_path))
    assert own.words["vow", PartOfSpeech.VERB] is Frame.CONSENT
    assert own.words["foozle", PartOfSpeech.VERB] is Frame.REFUSAL
    assert own.words["vow", PartOfSpeech.NOUN] is Frame.COMMISSIVE
    assert own.result("possibility", "AID") == ("AGREE", None)
    assert own.result("refusal", "CONSULT") == ("REJECT", "meet")


# --- word classes and slots ---------------------------------------------------------------------------------------


def test_every_class_that_a_trigger_names_is_there(ontology):
    classes = load_word_classes()
    triggers = load_triggers(tuple(ontology.types))
    named = {name for rows in triggers.values() for row in rows for name in CLASS.findall(row.trigger)}
    assert named - set(classes) == set()


def test_classes_hold_lemmas_in_lower_case_or_what_the_parse_knows():
    classes = load_word_classes()
    assert {word for words in classes.values() for word in words if word.startswith("<")} == CLASSES_WITHOUT_WORDS
    assert [word for words in classes.values() for word in words if word != word.lower()] == []


def test_a_triggers_mode_is_one_of_its_type(ontology):
    for name, rows in load_triggers(tuple(ontology.types)).items():
        modes = {mode for event_type, mode in ontology.modes if event_type == name}
        assert {row.mode for row in rows if row.mode} <= modes, name


def test_light_verbs_are_single_lemmas():
    assert {verb for verb in load_light_verbs() if verb != verb.lower() or " " in verb} == set()
    assert {"launch", "hold", "make"} <= load_light_verbs()
