"""The command as its users have it: real processes, real pipes, and a real terminal where that matters."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman import __version__

REPORTS = Path("examples/reports")
DRAGOMAN = [sys.executable, "-m", "dragoman.cli"]
BOOK = 200_000  # characters
SHORT = {"id": "a", "date": "2021-03-04", "text": "Chad condemned Sudan on Wednesday."}


def dragoman(*arguments: object, given: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*DRAGOMAN, *map(str, arguments)], input=given, capture_output=True, env={**os.environ, **environment}
    )


def lines(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert run.returncode in (0, 1), run.stderr.decode()
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def json_lines(*contents: object) -> bytes:
    return b"".join(json.dumps(content).encode() + b"\n" for content in contents)


def on_a_terminal(*arguments: object, columns: int = 80) -> str:
    """What the command shows on a terminal of that width."""
    own, its = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    run = subprocess.Popen([*DRAGOMAN, *map(str, arguments)], stdout=its, stderr=its, stdin=its, env=environment)
    os.close(its)
    shown = b""
    while True:
        ready, _, _ = select.select([own], [], [], 60)
        try:
            part = os.read(own, 65536) if ready else b""
        except OSError:  # Linux says so when the process has gone
            part = b""
        if not part:
            break
        shown += part
    run.wait(60)
    os.close(own)
    return shown.decode()


@pytest.fixture(scope="module")
def coded() -> subprocess.CompletedProcess[bytes]:
    """The two reports coded into a pipe."""
    return dragoman("code", REPORTS)


@pytest.fixture(scope="module")
def annotated() -> subprocess.CompletedProcess[bytes]:
    """The two reports annotated into a pipe."""
    return dragoman("annotate", REPORTS, PYTHONHASHSEED="1")


# --- code ---------------------------------------------------------------------------------------------------------


def test_code_writes_json_lines_into_a_pipe(coded):
    records = lines(coded)
    assert (coded.returncode, coded.stderr) == (0, b"")
    assert {record["document"] for record in records} == {"border", "sanctions"}
    texts = {path.stem: path.read_text().split("\n", 1)[1].lstrip() for path in REPORTS.glob("*.txt")}
    for record in records:
        trigger = record["trigger"]
        assert texts[record["document"]][trigger["start"] : trigger["end"]] == trigger["text"]


def test_code_reads_standard_input_as_json_lines_or_as_text():
    as_lines = lines(dragoman("code", "-", given=json_lines(SHORT)))
    as_text = lines(dragoman("code", "-", given=f"date {SHORT['date']}\n{SHORT['text']}".encode()))
    assert [record["event_type"] for record in as_lines] == ["ACCUSE"]
    ids = ("id", "document")
    assert [{key: value for key, value in record.items() if key not in ids} for record in as_lines] == [
        {key: value for key, value in record.items() if key not in ids} for record in as_text
    ]


def test_code_writes_parquet_with_the_fields_of_the_record(tmp_path, coded):
    out = tmp_path / "events.parquet"
    run = dragoman("code", REPORTS, "--out", out)
    assert (run.returncode, run.stdout) == (0, b"")
    records = lines(coded)
    assert pq.read_table(out).to_pylist() == [record | {"explanation": None} for record in records]
    assert list(tmp_path.iterdir()) == [out]


def test_code_writes_a_table_with_quotations():
    run = dragoman("code", REPORTS / "border.txt", "--format", "table")
    shown = run.stdout.decode()
    assert run.returncode == 0
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "CONSULT" in shown
    assert "[met]" in shown


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_the_table_has_colour_and_fits_the_window(columns):
    shown = on_a_terminal("code", REPORTS / "border.txt", columns=columns)
    assert "\x1b[1;4mmet\x1b[0m" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= columns


def test_a_reports_control_characters_do_not_reach_the_terminal(tmp_path):
    path = tmp_path / "evil.txt"
    path.write_text("date 2021-03-04\nChad accused \x1b[2J\x07Sudan of arming rebels.")
    assert "\x1b[2J" not in on_a_terminal("code", path)


def test_explain_adds_the_rule_and_its_words():
    (record,) = lines(dragoman("code", "-", "--explain", given=json_lines(SHORT)))
    assert record["explanation"]["rule"]
    assert record["explanation"]["words"]
    assert b"rule " in dragoman("code", "-", "--explain", "--format", "table", given=json_lines(SHORT)).stdout


def test_date_is_for_documents_without_their_own(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SHORT["text"])
    records = lines(dragoman("code", path, "--date", "2019-01-02"))
    assert {record["date_published"] for record in records} == {"2019-01-02"}


def test_output_is_the_same_in_every_process(annotated):
    assert annotated.stdout == dragoman("annotate", REPORTS, PYTHONHASHSEED="2").stdout != b""


# --- annotate, relate, codebook -----------------------------------------------------------------------------------


def test_annotate_writes_the_layers_asked_for():
    text = " A text\twith its own spaces. "
    (found,) = lines(dragoman("annotate", "-", "--layers", "times,places", given=json_lines({**SHORT, "text": text})))
    assert list(found) == ["id", "date", "text", "times", "places"]
    assert (found["id"], found["date"], found["text"]) == ("a", "2021-03-04", text)


def test_annotate_writes_every_layer_without_being_asked(annotated):
    found = lines(annotated)[0]
    assert list(found) == ["id", "date", "text", "times", "actors", "attributions", "places", "events"]
    assert all(found[layer] for layer in ("times", "actors", "attributions", "places", "events"))
    assert {"source", "cue", "content", "pieces", "direct", "anonymous"} <= set(found["attributions"][0])
    assert {"start", "end", "type", "value"} <= set(found["times"][0])
    assert {"start", "end", "lat", "lon", "geonameid"} <= set(found["places"][0])
    assert {"start", "end", "text", "name", "id", "country", "sector", "kind"} <= set(found["actors"][0])


def test_relate_answers_each_pair_and_reports_broken_ones():
    good = {"id": "1", "text": "France condemned Iran.", "source": [0, 6], "target": [17, 21]}
    alone = {"id": 2, "text": "Thousands marched in Rabat.", "source": [0, 9], "target": None}
    outside = {"id": "3", "text": "Short.", "source": [0, 60], "target": None}
    run = dragoman("relate", "-", given=json_lines(good, outside, alone) + b"no JSON\n")
    answers = lines(run)
    assert run.returncode == 1
    assert [answer["id"] for answer in answers] == ["1", "2"]
    assert [answer["event_type"] for answer in answers] == ["ACCUSE", "PROTEST"]
    assert all(set(answer) == {"id", "event_type", "confidence"} for answer in answers)
    assert b"standard input:2: source [0, 60] is no span" in run.stderr
    assert b"standard input:4: not JSON" in run.stderr


def test_the_built_in_codebook_is_in_order():
    run = dragoman("codebook", "validate")
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, b"every table is in order", b"")


def test_mistakes_in_a_users_tables_are_named_with_file_line_and_remedy(tmp_path):
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "AID.csv").write_text("trigger,pos,recipiant\nfeed,verb,object\n")
    (tmp_path / "triggers" / "CONSULT.csv").write_text("trigger,pos\nfoozle,noun\nmeet up,verbal\n")
    (tmp_path / "triggers" / "PROTEST.csv").write_text("trigger,pos,mode\nfoozle,verb,stike\n")
    (tmp_path / "modus.csv").write_text("a,b\n")
    run = dragoman("codebook", "validate", tmp_path)
    said = run.stderr.decode()
    assert run.returncode == 1
    assert "AID.csv:1: unknown column 'recipiant' (did you mean recipient?)" in said
    assert "CONSULT.csv:3: column pos" in said
    assert "PROTEST has no mode 'stike' (did you mean strike?)" in said
    assert "modus.csv: there is no table of this name" in said
    assert "did you mean modes.csv?" in said


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_a_broken_line_is_reported_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(json_lines(SHORT) + b'{"id": "b", \n' + json_lines({**SHORT, "id": "c"}))
    run = dragoman("code", path)
    assert run.returncode == 1
    assert [record["document"] for record in lines(run)] == ["a", "c"]
    said = run.stderr.decode().splitlines()
    assert said[0].startswith(f"dragoman: {path}:2: not JSON")
    assert said[1] == "dragoman: 1 of 3 failed"


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (["code", "none.txt"], b"", "none.txt: cannot be read: No such file or directory"),
        (["code", "-"], b"An undated report.", "the document has no date (begin the text with a line"),
        (["code", "-"], b'{"id": "a", "text": "x"}\n', "standard input:1: the document has no date"),
        (["code", "-", "--pipeline", "en_core_web_xl"], b"date 2021-03-04 x", "'en_core_web_xl' is not installed"),
        (["code", "-", "--codebook", "none"], b"date 2021-03-04 x", "none: there is no such folder"),
        (["code", "-", "--out", "no/such/folder.jsonl"], b"date 2021-03-04 x", "cannot be written"),
        (["code", "-", "--date", "4 March"], b"x", "'4 March' is not a date (write it as YYYY-MM-DD)"),
        (["code", "-", "--format", "tabel"], b"x", "did you mean table?"),
        (["code", "-", "--format", "parquet"], b"x", "add --out events.parquet"),
        (["annotate", "-", "--layers", "event"], b"x", "did you mean events?"),
        (["relate", "none.jsonl"], b"", "none.jsonl: cannot be read"),
        (["cod", "-"], b"", "No such command 'cod'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_or_nothing_to_read_is_status_2_with_a_clear_message(arguments, given, message):
    run = dragoman(*arguments, given=given, TYPER_USE_RICH="0")
    assert run.returncode == 2
    assert run.stdout == b""
    assert message in " ".join(run.stderr.decode().split())
    assert "Traceback" not in run.stderr.decode()


def test_a_failed_run_leaves_no_half_written_file(tmp_path):
    out = tmp_path / "events.jsonl"
    assert dragoman("code", "-", "--out", out, given=b"undated").returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_ends_the_run_in_peace():
    run = subprocess.run(
        f"{' '.join(DRAGOMAN)} annotate - | head -c 10", shell=True, capture_output=True,
        input=json_lines(*[SHORT | {"text": SHORT["text"] * 200}] * 40),
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")


# --- help, start-up, memory ---------------------------------------------------------------------------------------


def test_version_is_the_packages():
    assert dragoman("--version").stdout.decode().strip() == f"dragoman {__version__}"


@pytest.mark.parametrize("verb", [["code"], ["annotate"], ["relate"], ["codebook", "validate"]])
def test_every_verb_helps_with_an_example(verb):
    run = dragoman(*verb, "--help")
    assert run.returncode == 0
    assert f"dragoman {' '.join(verb)}" in run.stdout.decode().split("Example")[1]


def test_help_does_not_wait_for_spacy():
    code = "import sys, dragoman.cli; sys.exit('spacy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


PEAK = """
import atexit, re, sys
from dragoman.cli import main
show = lambda: print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1], file=sys.stderr)
atexit.register(show)
main()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_a_line_as_long_as_a_book_is_read_in_little_memory():
    """benchmarks/startup.py reads a whole megabyte, which takes longer than a test should.

    The peak is the process's own: what the system tells its parent counts the parent too, as it was when it forked.
    """
    text = " ".join(path.read_text().replace("\n", " ") for path in sorted(REPORTS.glob("*.txt")))
    line = (text * (BOOK // len(text) + 1))[:BOOK]
    given = json_lines({**SHORT, "text": line})
    run = subprocess.run([sys.executable, "-c", PEAK, "code", "-"], input=given, capture_output=True)
    peak = int(run.stderr) / 1024
    assert run.returncode == 0
    assert len(lines(run)) > BOOK / 1_000
    assert 100 < peak < 1024, f"{peak:.0f} MB"
