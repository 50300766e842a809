"""`dragoman actors`: explaining, checking and importing, as the command's users have it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app


def actors(*arguments: object) -> Result:
    """The command in this process; a few tests have one of its own."""
    return CliRunner().invoke(app, ["actors", *map(str, arguments)])


def table(folder: Path, content: str | bytes, name: str = "persons.csv") -> Path:
    path = folder / "actors" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_lookup_explains_who_is_meant_on_the_day():
    run = actors("lookup", "Motegi", "--date", "2020-07-10")
    assert (run.exit_code, run.stderr) == (0, "")
    assert "Toshimitsu Motegi, by the surname (certain 0.70)" in run.stdout
    assert "* person: Toshimitsu Motegi (foreign minister, JPN, GOV), 2019-09-11 to 2021-11-04: holds on the day" in run.stdout


def test_lookup_asks_the_users_tables_too(tmp_path):
    table(tmp_path, "name,country,sector,office,start\nOlumide Adebisi-Fagbenle,NGA,GOV,envoy,2019\n")
    run = actors("lookup", "Olumide Adebisi Fagbenle", "--codebook", tmp_path)
    assert run.exit_code == 0
    assert "(envoy, NGA, GOV), 2019 to …: holds on the day" in run.stdout


def test_lookup_of_an_unknown_name_is_status_1():
    run = actors("lookup", "Xqz Wvut")
    assert run.exit_code == 1
    assert "there is no such name" in run.stdout


HEADER = "name,aliases,country,sector,other_sectors,office,start,end,source\n"
HOSTILE = HEADER + (
    "Kofi Danso,Kwame Boateng,GHA,GOV,,envoy,2001-02-30,,own\n"
    "Kwame Boateng,Kofi Danso,GHA,GVO,,envoy,2005,2001-04,own\n"
    "Ama Serwaa,,GHN,GOV,,presidnet,2001,,own\n"
    "Ama Serwaa,,GHN,GOV,,presidnet,2001,,own\n"
    ",,GHA,GOV,,,,,own\n"
    "too,few\n"
)


def test_validate_names_every_fault_with_file_line_and_remedy(tmp_path):
    path = table(tmp_path, HOSTILE)
    run = actors("validate", path)
    assert (run.exit_code, run.stdout) == (1, "")
    for line, what in (
        (2, "column start: '2001-02-30' is no date (write YYYY-MM-DD, YYYY-MM or YYYY, or nothing)"),
        (3, "the end 2001-04 is before the start 2005 (correct one of the two, or exchange them)"),
        (3, "column sector: 'GVO' is unknown (use one of AGR, BUS"),
        (3, "Kofi Danso and Kwame Boateng are aliases of each other, as line 2 and line 3 say (make one entry of the two)"),
        (4, "column country: 'GHN' is unknown (did you mean"),
        (4, "column office: 'presidnet' is unknown (did you mean president?)"),
        (5, "the same entry as line 4 (remove one of the two, or make their keys differ)"),
        (6, "column name: Field required, found ''"),
        (7, "2 cells where the header has 9"),
    ):
        assert f"dragoman: {path}:{line}: {what}" in run.stderr
    assert run.stderr.splitlines()[-1] == f"dragoman: {path}: 4 lines of persons, 11 faults"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("persons.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00", ":1: not readable as UTF-8 text: it holds NUL bytes"),
        ("persons.csv", "name\nJosé Peña\n".encode("latin-1"), ":2: not readable as UTF-8 text: byte 0xe9"),
        ("persons.csv", "country,sector\nGHA,GOV\n", ":1: missing column name (add it to the header)"),
        ("persons.csv", 'name,country\n"Ama Serwaa,GHA\n', "broken CSV"),
        ("persons.yaml", "- name: *other\n", ":1: column name: neither a text"),
        ("holiday.csv", "day,feast\n1,x\n", "it is not known what kind of file this is"),
        ("our.actors.txt", "GHANA_\n", ":1: GHANA has no code"),
        ("entities.ftm.json", '{"id": 1}\n', ":1: no entity"),
        ("query.json", '{"results": {}}', ":1: neither a list of results"),
    ],
)
def test_validate_knows_hostile_files(tmp_path, name, content, message):
    path = table(tmp_path, content, name)
    run = actors("validate", path)
    assert (run.exit_code, run.stdout) == (1, "")
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_validate_is_content_with_what_is_in_order(tmp_path):
    path = table(tmp_path, HEADER + "Kofi Danso,K. Danso,GHA,GOV,,envoy,2001-02,2005,own\n")
    short = table(tmp_path, "noun,sector\ngo-between,GOV\n", "mine.csv")
    run = actors("validate", path, short)
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [f"{path}: 1 lines of persons, in order", f"{short}: 1 lines of agents, in order"]


def test_what_is_imported_is_found_by_lookup(tmp_path):
    query = tmp_path / "query.json"
    query.write_text(json.dumps([
        {"personLabel": "Abena Nyarko-Twum", "positionLabel": "Minister of Trade of Ghana", "countryCode": "GHA",
         "start": "2033-01-07T00:00:00Z"},
        {"personLabel": "Q17", "positionLabel": "Minister of Trade of Ghana", "countryCode": "GHA"},
    ]))  # fmt: skip
    run = actors("import", "--from", "wikidata", query, tmp_path / "mine")
    assert (run.exit_code, run.stdout) == (1, "1 persons\n")
    assert f"{query}: result 2: Q17 has no label" in run.stderr
    found = actors("lookup", "Nyarko-Twum", "--date", "2034-05-06", "--codebook", tmp_path / "mine")
    assert found.exit_code == 0
    assert "Abena Nyarko-Twum (trade minister, GHA, GOV), 2033-01-07 to …" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lookup", "X", "--date", "4 March"], "'4 March' is not a date (write it as YYYY-MM-DD)"),
        (["lookup", "X", "--codebook", "none"], "none: there is no such folder"),
        (["import", "--from", "wikdata", "a", "b"], "did you mean wikidata?"),
        (["import", "--from", "ftm", "none.json", "out"], "none.json: there is no such file"),
    ],
)
def test_a_wrong_command_is_status_2(arguments, message):
    command = [sys.executable, "-m", "dragoman.cli", "actors", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, env={"TYPER_USE_RICH": "0", "PATH": ""})
    assert run.returncode == 2
    assert message in " ".join(run.stderr.split())


@pytest.mark.parametrize("verb", ["lookup", "validate", "import"])
def test_every_verb_helps_with_an_example(verb):
    run = actors(verb, "--help")
    assert run.exit_code == 0
    assert f"dragoman actors {verb}" in run.stdout.split("Example")[1]
