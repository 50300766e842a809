"""TimeML is valid and holds the text unchanged, whatever the text."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import DragomanError
from dragoman.model import Timex
from dragoman.output.timeml import UNFIT, TimeMLWriter, timeml

Read = Callable[..., tuple[Timex, ...]]
DAY = date(2020, 7, 8)
DTD = etree.DTD(str(Path(__file__).parent / "timeml.dtd"))

REPORT = (
    "OSLO, July 7 (Wire) — The port fell on June 1 & was retaken two days later; “over the past three weeks”, 40 died.\r\n"
    "Talks, which began in the early 1990s, are held twice a year, every Tuesday and for about two hours.\n\n"
    "\tThe envoy <who came at 4:30 p.m. on Monday> leaves in August.\x01\x0b"
)


def parsed(text: str, times: tuple[Timex, ...], dct: date | None = DAY) -> ElementTree.Element:
    written = timeml("doc <1> & co", dct, text, times)
    document = etree.fromstring(written.encode())
    assert DTD.validate(document), DTD.error_log
    return ElementTree.fromstring(written)


def tags(root: ElementTree.Element) -> dict[str, dict[str, str]]:
    """The attributes of each TIMEX3, by its words; those without words by their id."""
    return {"".join(tag.itertext()) or tag.attrib["tid"]: dict(tag.attrib) for tag in root.iter("TIMEX3")}


def held(text: str) -> str:
    """What XML can hold of a text."""
    return UNFIT.sub("�", text)


def text_of(root: ElementTree.Element) -> str:
    body = root.find("TEXT")
    assert body is not None
    return "".join(body.itertext())


def test_a_report_is_valid_and_its_text_unchanged(read: Read) -> None:
    root = parsed(REPORT, read(REPORT))
    assert text_of(root) == held(REPORT)
    assert root.findtext("DOCID") == "doc <1> & co"


def test_the_creation_time_is_marked_as_such(read: Read) -> None:
    dct = parsed(REPORT, read(REPORT)).find("DCT/TIMEX3")
    assert dct is not None
    assert (dct.text, dct.attrib["functionInDocument"], dct.attrib["tid"]) == ("2020-07-08", "CREATION_TIME", "t0")


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("June 1", {"type": "DATE", "value": "2020-06-01", "temporalFunction": "true", "anchorTimeID": "t0"}),
        ("two days later", {"value": "2020-06-03", "temporalFunction": "true", "anchorTimeID": "t2"}),
        ("the early 1990s", {"value": "199", "mod": "START", "temporalFunction": "false"}),
        ("twice a year", {"type": "SET", "value": "P1Y", "freq": "2X"}),
        ("every Tuesday", {"type": "SET", "value": "XXXX-WXX-2", "quant": "EVERY"}),
        ("about two hours", {"type": "DURATION", "value": "PT2H", "mod": "APPROX", "temporalFunction": "false"}),
    ],
)
def test_the_attributes_are_those_of_timex3(read: Read, words: str, attributes: dict[str, str]) -> None:
    found = tags(parsed(REPORT, read(REPORT)))[words]
    assert attributes.items() <= found.items()
    if "anchorTimeID" not in attributes:
        assert "anchorTimeID" not in found


def test_a_duration_in_the_calendar_has_its_ends(read: Read) -> None:
    found = tags(parsed(REPORT, read(REPORT)))
    duration = found["the past three weeks"]
    assert duration["endPoint"] == "t0"
    assert found[duration["beginPoint"]]["value"] == "2020-06-17"


def test_without_a_date_nothing_refers_to_one(read: Read) -> None:
    root = parsed(REPORT, read(REPORT, None), dct=None)
    assert root.find("DCT") is None
    assert "t0" not in {value for tag in root.iter("TIMEX3") for value in tag.attrib.values()}
    assert tags(root)["June 1"]["value"] == "XXXX-06-01"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from([
    "on Friday", "\r\n", "\r", "\x00", "\x85", "\ufffe", "]]>", "<b>", "&amp;", "in May 2019", "two days later", "🕊", "\u2028",
])), max_size=12))  # fmt: skip
def test_any_text_comes_back_as_it_was(read: Read, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert text_of(parsed(text, read(text))) == held(text)


def test_surrogates_and_noncharacters_become_replacement_characters() -> None:
    assert text_of(parsed("a\ud800b\uffffc", ())) == "a�b�c"


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_writes_one_document_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date 2020-07-08 The port fell on Friday.", encoding="utf-8")
    run = CliRunner().invoke(app, ["annotate", str(tmp_path / "a.txt"), "--layers", "times", "--format", "timeml"])
    root = ElementTree.fromstring(run.stdout)
    assert (run.exit_code, text_of(root), tags(root)["Friday"]["value"]) == (0, "The port fell on Friday.", "2020-07-03")


def test_the_command_reads_undated_documents_into_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x/1", "text": "It fell in May."}\n{"id": "x/1", "text": "No."}\n')
    out = tmp_path / "out"
    run = CliRunner().invoke(app, ["annotate", str(tmp_path / "a.jsonl"), "--format", "timeml", "--out", str(out)])
    assert (run.exit_code, sorted(path.name for path in out.iterdir())) == (0, ["x_1.tml", "x_1~2.tml"])
    assert tags(ElementTree.parse(out / "x_1.tml").getroot())["May"]["value"] == "XXXX-05"


def test_timeml_holds_no_other_layer(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["annotate", str(tmp_path), "--layers", "events", "--format", "timeml"])
    assert run.exit_code == 2
    assert "--layers times" in run.output


def test_several_documents_need_a_folder() -> None:
    with TimeMLWriter(None, io.StringIO()) as writer:
        writer.write("a", None, "One.", ())
        with pytest.raises(DragomanError, match="--out"):
            writer.write("b", None, "Two.", ())
