"""The documentation cannot lie: it names everything, its generated pages are up to date, its examples run, and it builds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from dragoman.cli import app
from dragoman.codebook.tables import BUILT_IN
from dragoman.coder import Coder
from dragoman.records import ActorRecord, Annotation, EventRecord, Record
from dragoman.stages import STAGES
from dragoman.validation import TABLES

DOCS = Path("docs")
PAGES = sorted(DOCS.glob("*.md"))
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def test_the_generated_pages_are_up_to_date():
    run = subprocess.run([sys.executable, "docs/generate.py", "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_every_command_and_option_is_on_the_page_of_the_command_line():
    page, todo = text_of("cli.md"), [typer.main.get_command(app)]
    while todo:
        command = todo.pop()
        todo += getattr(command, "commands", {}).values()
        assert command.name in page
        assert [option for parameter in command.params for option in parameter.opts if option not in page.lower()
                and option.startswith("--")] == []  # fmt: skip


def fields(model: type[Record]) -> list[str]:
    return [field.serialization_alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize("model", [EventRecord, ActorRecord, Annotation])
def test_every_field_of_a_record_is_described(model):
    page = text_of("record.md")
    assert [name for name in fields(model) if f"`{name}`" not in page] == []


def test_every_nested_field_of_a_record_is_described():
    page = text_of("record.md")
    nested = {name for part in Record.__subclasses__() for name in fields(part)}
    assert sorted(name for name in nested if f"`{name}`" not in page) == []


def test_every_type_mode_and_slot_is_in_the_codebooks_page(coder):
    page = text_of("codebook.md")
    assert [name for name in coder.ontology.types if f"`{name}`" not in page] == []
    assert [mode for _, mode in coder.ontology.modes if mode not in page] == []


def test_every_table_of_the_codebook_is_described():
    files = {path.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.rglob("*.csv")}
    assert {name for name in files if not name.startswith("triggers/")} - set(TABLES) == set()
    assert [name for name in TABLES if f"## {name.format(event_type='TYPE')}\n" not in text_of("tables.md")] == []


def test_every_stage_is_in_the_page_of_the_python_api():
    assert [stage for stage in STAGES if f"`{stage}`" not in text_of("python-api.md")] == []


@pytest.mark.parametrize(
    "code", [code for page in ("README.md", "docs/python-api.md") for code in PYTHON.findall(Path(page).read_text())]
)
def test_the_examples_in_python_run_and_print_what_they_say(code):
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for expected in re.findall(r"# ([A-Z\[].*)$", code, re.MULTILINE):
        assert expected in run.stdout


def test_the_picture_and_the_quick_start_show_what_is_read(coder: Coder):
    text = (
        "Spanish police arrested two Belarusian diplomats in Barcelona on Monday, a senior official said. "
        "On Tuesday Minsk refused to hold talks with Madrid."
    )
    arrested, refused = coder.code(text, date="2024-03-06")
    assert (arrested.event_type, arrested.mode, arrested.status, arrested.cameo) == ("COERCE", "arrest", "actual", "173")
    assert [(party.name, party.country, party.sector) for party in arrested.actors + arrested.recipients] == [
        ("police", "ESP", "COP"), ("diplomat", "BLR", "GOV"),
    ]  # fmt: skip
    assert arrested.date is not None
    assert arrested.date.start == "2024-03-04"
    assert arrested.place is not None
    assert (arrested.place.name, arrested.place.country) == ("Barcelona", "ESP")
    assert arrested.attribution is not None
    assert (arrested.attribution.source, arrested.attribution.anonymous) == ("a senior official", True)
    assert (arrested.trigger.start, arrested.trigger.end) == (15, 23)
    assert (refused.event_type, refused.mode, refused.status, refused.cameo) == ("REJECT", "meet", "actual", "125")
    assert [party.country for party in refused.actors + refused.recipients] == ["BLR", "ESP"]
    assert refused.date is not None
    assert refused.date.start == "2024-03-05"
    assert (refused.trigger.start, refused.trigger.end) == (114, 135)


def test_the_record_on_its_page_is_the_one_that_is_written(coder: Coder):
    text = "Spain expelled two Belarusian diplomats on Monday, a senior official said."
    (event,) = coder.code(text, date="2024-03-06", id="wire-7")
    shown = re.search(r"```json\n(.*?)```", text_of("record.md"), re.DOTALL)
    assert shown is not None
    assert re.sub(r"\s+", "", shown[1]) == re.sub(r"\s+", "", event.to_json())


def test_every_page_is_in_the_navigation():
    nav = Path("mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f": {page.name}" not in nav] == []


def test_the_documentation_builds_without_a_warning(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert (tmp_path / "site" / "index.html").is_file()
