"""The quotation index: who said what to whom about what, and its ways out."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.model import Document
from dragoman.quotations import Filter, QuoteRecord, quotations

TEXT = (
    "RIGA, March 11 (Wire) — “We demand that Russia withdraw its drones,” Foreign Minister Anneli Torvald told "
    "reporters in Vilnius on Tuesday.\n\n"
    "Yonhap, citing two senior U.S. officials who asked not to be named, said Iran had attacked a ferry.\n\n"
    "Egypt denied that its troops had crossed the border. The army fears a long war, cited unpaid wages and went home.\n"
)


@pytest.fixture(scope="module")
def quotes(coder) -> list[QuoteRecord]:
    document = Document("w1", date(2025, 3, 12), TEXT)
    return list(quotations(document, coder.annotate(document)))


def test_a_quotation_tells_who_said_what_to_whom_where_and_when(quotes):
    first = quotes[0]
    assert first.source is not None
    assert first.addressee is not None
    assert first.place is not None
    assert first.date is not None
    assert (first.kind, first.directness, first.veridicality) == ("person", "direct", "asserted")
    assert [actor.name for actor in first.speakers] == ["Anneli Torvald"]
    assert (first.addressee.text, first.place.name, first.date.start) == ("reporters", "Vilnius", "2025-03-11")
    assert "Russia" in [actor.name for actor in first.about]
    assert first.events == ("REQUEST",)


def test_whom_a_medium_cites_is_quoted_by_its_words(quotes):
    (cited,) = [quote for quote in quotes if quote.via == "Yonhap"]
    assert (cited.kind, cited.country, cited.number, cited.seniority) == ("anonymous", "USA", 2, "senior")
    assert cited.condition is not None
    assert "asked not to be named" in cited.condition


def test_what_is_only_cited_is_no_quotation(quotes):
    assert not [quote for quote in quotes if "unpaid wages" in quote.quote and quote.veridicality is None]


def test_offsets_are_true(quotes):
    for quote in quotes:
        for span in (*quote.content, *filter(None, (quote.source, quote.cue, quote.addressee))):
            assert TEXT[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("wanted", "sources"),
    [
        (Filter(source="torvald"), ["Foreign Minister Anneli Torvald"]),
        (Filter(source="country:EGY"), ["Egypt"]),
        (Filter(kind="medium"), ["Yonhap"]),
        (Filter(about="iran", kind="anonymous"), ["two senior U.S. officials"]),
        (Filter(about="BORDER"), ["Egypt"]),
        (Filter(about="order"), []),
        (Filter(about="request"), ["Foreign Minister Anneli Torvald"]),
        (Filter(source="Nobody"), []),
    ],
)
def test_filters_choose_by_source_topic_and_kind(quotes, wanted, sources):
    assert [quote.source.text for quote in quotes if wanted.admits(quote) and quote.source] == sources


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "w1.txt"
    path.write_text("date 2025-03-12\n" + TEXT, encoding="utf-8")
    return str(path)


def test_csv_has_a_row_a_quotation(report):
    run = CliRunner().invoke(app, ["quotes", report, "--format", "csv", "--kind", "anonymous"])
    (row,) = csv.DictReader(io.StringIO(run.stdout))
    assert (row["source"], row["via"], row["number"]) == ("two senior U.S. officials", "Yonhap", "2")


def test_json_lines_and_the_table_show_the_same(report):
    lines = CliRunner().invoke(app, ["quotes", report, "--source", "EGY"]).stdout.splitlines()
    assert [json.loads(line)["veridicality"] for line in lines] == ["denied"]
    table = CliRunner().invoke(app, ["quotes", report, "--source", "EGY", "--format", "table"]).stdout
    assert "denied" in table
    assert "its troops had crossed the border" in table


def test_an_unknown_kind_is_told_the_near_one(report):
    run = CliRunner().invoke(app, ["quotes", report, "--kind", "anonimous"])
    assert run.exit_code == 2
    assert "anonymous" in run.output
