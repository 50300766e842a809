"""Results of Wikidata queries, in every format that the query service offers, become terms of our tables."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dragoman.actors.base import Base, Person, load_base
from dragoman.actors.importers.tables import Source, read_source
from dragoman.errors import CodebookError

ENTITY = "http://www.wikidata.org/entity/"
RESULTS = [
    {"person": f"{ENTITY}Q901", "personLabel": "Toivo Räsänen", "personAltLabel": "Toivo Rasanen, Räsänen",
     "positionLabel": "Minister of Defence of Finland", "countryCode": "FIN", "start": "1994-03-17T00:00:00Z",
     "end": "1995-04-13T00:00:00Z"},
    {"person": f"{ENTITY}Q902", "personLabel": "Aino Kangas", "positionLabel": "Prime Minister of Finland",
     "countryCode": "FIN", "start": "2019-12-10T00:00:00Z", "startPrecision": "10"},
    {"person": f"{ENTITY}Q903", "personLabel": "Pia Holm", "positionLabel": "member of the Parliament of Finland",
     "countryCode": "FIN", "start": "http://www.wikidata.org/.well-known/genid/2fa1", "end": "t1842"},
]  # fmt: skip
VARIABLES = ["person", "personLabel", "personAltLabel", "positionLabel", "countryCode", "start", "end", "startPrecision"]


@pytest.fixture(scope="module")
def built_in() -> Base:
    return load_base()


def bindings() -> str:
    """As the endpoint answers, the SPARQL standard's own JSON."""
    def value(name: str, text: str) -> dict[str, str]:
        if text.startswith("http"):
            return {"type": "uri", "value": text}
        if name in ("start", "end"):
            return {"datatype": "http://www.w3.org/2001/XMLSchema#dateTime", "type": "literal", "value": text}
        return {"xml:lang": "en", "type": "literal", "value": text}

    found = [{name: value(name, text) for name, text in result.items()} for result in RESULTS]
    return json.dumps({"head": {"vars": VARIABLES}, "results": {"bindings": found}}, indent=2)


def comma_separated() -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, VARIABLES, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(RESULTS)
    return out.getvalue()


def tab_separated() -> str:
    """The standard's TSV: variables with a question mark, links in angle brackets, literals in quotation marks."""
    def cell(text: str) -> str:
        if text.startswith("http"):
            return f"<{text}>"
        return f'"{text}"^^<http://www.w3.org/2001/XMLSchema#dateTime>' if "T00:" in text else f'"{text}"@en' if text else ""

    lines = ["\t".join(f"?{name}" for name in VARIABLES)]
    lines += ["\t".join(cell(result.get(name, "")) for name in VARIABLES) for result in RESULTS]
    return "\n".join(lines) + "\n"


FORMATS = {
    "query.json": bindings(), "flat.json": json.dumps(RESULTS), "query.csv": comma_separated(), "query.tsv": tab_separated(),
    "bom.csv": "\ufeff" + comma_separated(),
}  # fmt: skip


def persons(path: Path, base: Base, content: str | bytes) -> tuple[list[Person], list[CodebookError]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    faults: list[CodebookError] = []
    found = list(read_source(Source.WIKIDATA, path, base, faults.append))
    return [row for row in found if isinstance(row, Person)], faults


@pytest.mark.parametrize(("name", "content"), FORMATS.items(), ids=FORMATS)
def test_results_become_terms_of_office(tmp_path, built_in, name, content):
    found, faults = persons(tmp_path / name, built_in, content)
    assert faults == []
    assert [(row.name, row.office, row.sector, row.country, row.start, row.end, row.source) for row in found] == [
        ("Toivo Räsänen", "defence minister", "GOV", "FIN", "1994-03-17", "1995-04-13", "wikidata:Q901"),
        ("Aino Kangas", "prime minister", "GOV", "FIN", "2019-12", None, "wikidata:Q902"),
        ("Pia Holm", None, "LEG", "FIN", None, None, "wikidata:Q903"),
    ]
    assert found[0].aliases == ()  # the other spelling is the same when accents are left away


def test_variables_may_have_the_usual_other_names(tmp_path, built_in):
    table = "item,itemLabel,officeLabel,countryLabel,startTime,endTime\nQ5,Efua Mensah,mayor of Tema,Ghana,2001,2004-05\n"
    (row,), faults = persons(tmp_path / "q.csv", built_in, table)
    assert faults == []
    assert (row.name, row.office, row.country, row.start, row.end) == ("Efua Mensah", "mayor", "GHA", "2001", "2004-05")


HEAD = "person,personLabel,positionLabel,countryCode,start,end\n"
FAULTS = {
    "no label": (HEAD + "Q5,Q5,mayor,GHA,2001,\n", 2, "Q5 has no label", 0),
    "not in Latin letters": (HEAD + "Q5,Квабена Дансо,mayor,GHA,2001,\n", 2, "is not in Latin letters", 0),
    "no country": (HEAD + "Q5,Efua Mensah,mayor,Wakanda,2001,\n", 2, "'Wakanda' is no country known here", 1),
    "no date": (HEAD + "Q5,Efua Mensah,mayor,GHA,last year,\n", 2, "start 'last year' is no date", 1),
    "no such day": (HEAD + "Q5,Efua Mensah,mayor,GHA,2001-02-30,\n", 2, "start '2001-02-30' is no date", 1),
    "the end first": (HEAD + "Q5,Efua Mensah,mayor,GHA,2001-02-03,1999\n", 2, "the end 1999 is before the start", 0),
    "a comma too many": (HEAD + "Q5,Efua Mensah,mayor,of Tema,GHA,2001,\n", 2, "7 cells where the header has 6", 0),
    "no names": ("person,countryCode\nQ5,GHA\n", 1, "no variable with the name among person, countryCode", 0),
    "names only": ("personLabel\nEfua Mensah\n", 1, "no variable with the office or country", 0),
    "cut off": ('{"head": {"vars": []}, "results": {"bin', 1, "not JSON, or cut off", 0),
    "other JSON": ('{"query": "x"}', 1, "neither a list of results", 0),
    "a result that is none": ("[7]", None, "result 1 is none", 0),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 3, "NUL bytes", 0),
    "another encoding": (HEAD.encode() + "Q5,José Peña,mayor,GHA,,\n".encode("latin-1"), 2, "is not UTF-8", 0),
}


@pytest.mark.parametrize(("content", "line", "message", "rows"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_used_is_named_with_its_line_and_a_remedy(tmp_path, built_in, content, line, message, rows):
    found, faults = persons(tmp_path / "query.csv", built_in, content)
    assert len(found) == rows
    assert len(faults) == 1
    assert (faults[0].line, message in faults[0].what, bool(faults[0].remedy)) == (line, True, True)
