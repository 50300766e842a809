"""Tables written as YAML are read like those in CSV, and what is wrong in them is named in the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.base import Person, load_base
from dragoman.codebook.tables import BUILT_IN, read_table, rows_of
from dragoman.errors import CodebookError
from dragoman.validation import problems

GOOD = """# of our own project
- name: Aslan Dzhafarov
  aliases: [Aslan Jafarov, 'Aslan Djafarov']
  country: AZE
  office: envoy
  start: 2019-09
  end: 2021-03-04
- name: Norway Nilsen   # no boolean, no country
  country: NOR
  sector: NGO
  aliases: Norge Nilsen; N. Nilsen
"""

ROUND = """- &one
  name: *one
- name: Ida Lie
"""


def written(folder: Path, text: str | bytes, name: str = "persons.yaml") -> Path:
    (folder / "actors").mkdir(exist_ok=True)
    path = folder / "actors" / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("name", ["persons.yaml", "persons.yml"])
def test_a_table_in_yaml_is_read_like_one_in_csv(tmp_path, name):
    written(tmp_path, GOOD, name)
    first, second = read_table("actors/persons.csv", Person, (tmp_path,))
    assert first == Person(
        name="Aslan Dzhafarov", aliases=("Aslan Jafarov", "Aslan Djafarov"), country="AZE", office="envoy", start="2019-09",
        end="2021-03-04",
    )  # fmt: skip
    assert (second.country, second.sector, second.aliases) == ("NOR", "NGO", ("Norge Nilsen", "N. Nilsen"))


def test_a_users_yaml_extends_the_built_in_base(tmp_path):
    written(tmp_path, GOOD)
    persons = load_base((BUILT_IN, tmp_path)).persons
    assert [person.name for person in persons[-2:]] == ["Aslan Dzhafarov", "Norway Nilsen"]
    assert len(persons) > 10_000


WRONG = {
    "unknown column": ("- name: A B\n  countri: AZE\n", [(1, "unknown column 'countri' (did you mean country?)")]),
    "missing column": ("- country: AZE\n", [(1, "column name: Field required")]),
    "an empty name": ("- name: ''\n", [(1, "column name: Field required")]),
    "a mapping": ("name: A B\n", [(1, "no list of entries (a table is a list of entries")]),
    "an entry that is none": ("- A B\n- name: C D\n- [x, [y]]\n", [(1, "an entry without columns"), (3, "an entry without")]),
    "a mapping as a value": ("- name: {first: A, last: B}\n", [(1, "column name: neither a text nor a list of texts")]),
    "lists in lists": ("- name: A B\n  aliases: [[A, B]]\n", [(2, "column aliases: neither a text nor a list of texts")]),
    "going round in circles": (ROUND, [(2, "column name: neither a text nor a list of texts")]),
    "a key that is a list": ("- name: A B\n  ? [a, b]\n  : c\n", [(2, "a column without a name")]),
    "no end to a quotation": ("- name: 'A B\n- name: C D\n", [(None, "broken YAML")]),
    "tabs": ("- name: A B\n\tcountry: AZE\n", [(2, "broken YAML")]),
    "zeros": (b"- name: A\x00B\n", [(1, "it holds NUL bytes")]),
    "another encoding": ("- name: A B\n- name: José Peña\n".encode("latin-1"), [(2, "not readable as UTF-8 text: byte 0xe9")]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "faults"), WRONG.values(), ids=WRONG)
def test_every_mistake_is_named_with_file_line_and_remedy(tmp_path, text, faults):
    path = written(tmp_path, text)
    found: list[CodebookError] = []
    list(rows_of(path, Person, found.append))
    assert len(found) == len(faults)
    for fault, (line, message) in zip(found, faults, strict=True):
        assert message in str(fault)
        assert fault.path == str(path)
        assert line in (None, fault.line)
        assert str(fault).endswith(")")


def test_good_entries_between_wrong_ones_are_read(tmp_path):
    path = written(tmp_path, "- name: A B\n- nam: C D\n- name: E F\n- x\n- name: G H\n")
    assert [row.name for row in rows_of(path, Person, lambda fault: None)] == ["A B", "E F", "G H"]


def test_all_faults_of_a_folder_are_found_in_either_form(tmp_path):
    written(tmp_path, "- name: A B\n  start: 2001-13\n- name: C D\n  start: '2005'\n  end: '2001'\n- nam: E F\n")
    written(tmp_path, "name,kind\nOur Body,club\n,igo\n", "organisations.csv")
    written(tmp_path, "- noun: a\n", "agent.yaml")
    told = [str(problem).replace(f"{tmp_path}/actors/", "") for problem in problems(tmp_path)]
    expected = [
        "agent.yaml: there is no table of this name", "organisations.csv:2: column kind", "organisations.csv:3: column name",
        "persons.yaml:6: column name: Field required", "persons.yaml:6: unknown column 'nam' (did you mean name?)",
        "persons.yaml:1: column start: '2001-13' is no date", "persons.yaml:3: the end 2001 is before the start 2005",
    ]  # fmt: skip
    assert len(told) == len(expected)
    assert [text for text, begins in zip(told, expected, strict=True) if not text.startswith(begins)] == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("name,start\nA B,2001-02-30\n", r"persons\.csv:2: column start: '2001-02-30' is no date"),
        ("name,start,end\nA B,2001,2002\nC D,2005-06,2005-05-31\n", r"persons\.csv:3: the end 2005-05-31 is before"),
    ],
)
def test_a_base_with_wrong_dates_is_not_loaded(tmp_path, table, message):
    written(tmp_path, table, "persons.csv")
    with pytest.raises(CodebookError, match=message):
        load_base((BUILT_IN, tmp_path))
