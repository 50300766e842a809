"""OpenSanctions' entities, in both forms in which they are published, become terms of our tables."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.base import Base, Organisation, Person, load_base
from dragoman.actors.importers.tables import Source, read_source
from dragoman.codebook.tables import Row
from dragoman.errors import CodebookError


@pytest.fixture(scope="module")
def built_in() -> Base:
    return load_base()


def entity(id: str, schema: str, caption: str, **properties: list[Any]) -> dict[str, Any]:
    return {
        "id": id, "caption": caption, "schema": schema, "properties": properties, "referents": [], "datasets": ["peps"],
        "first_seen": "2023-04-20T10:44:23", "last_seen": "2026-05-12T13:37:01", "last_change": "2025-03-28T14:19:13",
        "target": schema == "Person",
    }  # fmt: skip


MINISTER = entity(
    "Q900", "Position", "Minister of Foreign Affairs of Ghana", name=["Minister of Foreign Affairs of Ghana"], country=["gh"],
    topics=["gov.executive", "gov.national"], wikidataId=["Q900"],
)  # fmt: skip
MEMBER = entity("NK-7", "Position", "member of the Parliament of Ghana", name=["member of the Parliament of Ghana"],
                country=["gh"], topics=["gov.national", "gov.legislative"])  # fmt: skip
SPEAKER = entity("NK-8", "Position", "President of the Senate", name=["President of the Senate"], country=["gh"],
                 topics=["gov.legislative", "gov.national"])  # fmt: skip
PERSON = entity(
    "Q901", "Person", "Kwabena Osei-Tutu Danso",
    name=["Kwabena Osei-Tutu Danso", "DANSO, Kwabena Osei", "Квабена Дансо", "夸贝纳", "KWABENA DANSO"],
    alias=["K. O. Danso"], weakAlias=["Kobby"], country=["gh"], citizenship=["gh", "gb"], topics=["role.pep", "role.pol"],
    birthDate=["1961", "1961-03-01"], position=["Minister of Foreign Affairs (2017-2021)"],
)  # fmt: skip
HELD = entity("wd-1", "Occupancy", "Occupancy", holder=["Q901"], post=["Q900"], startDate=["2017-02-07", "2017"],
              endDate=["2021-01-06"], status=["ended"])  # fmt: skip
SITS = entity("wd-2", "Occupancy", "Occupancy", holder=["Q901"], post=["NK-7"], status=["current"])
LEADS = entity("wd-3", "Occupancy", "Occupancy", holder=["Q901"], post=["NK-8"], status=["unknown"])
UNTOLD = entity("Q902", "Person", "Nobody Known", name=["Nobody Known"])
LISTED = entity(
    "NK-9", "Person", "Ama Serwaa", name=["Ama Serwaa"], country=["gh"], topics=["role.pep"],
    position=["Minister of Finance (2009-2012)", "Hon. Member (committee, 2001-)", "Somebody (2012-2010)"],
)  # fmt: skip
BODY = entity("NK-10", "PublicBody", "Bank of Upper Volta", name=["Bank of Upper Volta", "Banque de Haute-Volta"],
              country=["bf"], topics=["gov.financial"])  # fmt: skip

FLAT = [PERSON, HELD, SITS, LEADS, MINISTER, MEMBER, SPEAKER, UNTOLD, LISTED, BODY]


def within(occupancy: dict[str, Any], post: dict[str, Any]) -> dict[str, Any]:
    return occupancy | {"properties": occupancy["properties"] | {"post": [post]}}


NESTED = [
    PERSON | {"properties": PERSON["properties"] | {
        "positionOccupancies": [within(HELD, MINISTER), within(SITS, MEMBER), within(LEADS, SPEAKER)],
    }},
    UNTOLD, LISTED, BODY,
]  # fmt: skip


def rows(path: Path, base: Base, content: str | bytes) -> tuple[list[Row], list[CodebookError]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    faults: list[CodebookError] = []
    return list(read_source(Source.FTM, path, base, faults.append)), faults


def json_lines(entities: list[dict[str, Any]], *, separators: tuple[str, str] = (",", ":")) -> str:
    return "".join(json.dumps(each, ensure_ascii=False, separators=separators) + "\n" for each in entities)


FORMS = {"flat": json_lines(FLAT), "nested": json_lines(NESTED), "with spaces": json_lines(FLAT, separators=(", ", ": "))}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_occupancies_become_terms_of_office(tmp_path, built_in, content):
    found, faults = rows(tmp_path / "entities.ftm.json", built_in, content)
    assert faults == []
    danso = [row for row in found if isinstance(row, Person) and row.source == "opensanctions:Q901"]
    assert [(row.office, row.sector, row.country, row.start, row.end) for row in danso] == [
        ("foreign minister", "GOV", "GHA", "2017", "2021-01-06"),
        ("member of parliament", "LEG", "GHA", "2023-04-20", None),
        (None, "LEG", "GHA", None, None),
    ]
    assert {row.name for row in danso} == {"Kwabena Osei-Tutu Danso"}
    assert danso[0].aliases == ("Kwabena Osei Danso", "Kwabena Danso", "K. O. Danso")


def test_positions_in_words_are_read_where_there_are_no_occupancies(tmp_path, built_in):
    found, _ = rows(tmp_path / "entities.ftm.json", built_in, FORMS["flat"])
    listed = [row for row in found if isinstance(row, Person) and row.name == "Ama Serwaa"]
    assert [(row.office, row.start, row.end) for row in listed] == [("finance minister", "2009", "2012")]
    assert not [row for row in found if isinstance(row, Person) and row.name == "Nobody Known"]


def test_organisations_are_taken_too(tmp_path, built_in):
    found, _ = rows(tmp_path / "entities.ftm.json", built_in, FORMS["flat"])
    (body,) = (row for row in found if isinstance(row, Organisation))
    assert (body.name, body.aliases, body.kind, body.country, body.sector) == (
        "Bank of Upper Volta", ("Banque de Haute-Volta",), "agency", "BFA", "GOV",
    )  # fmt: skip


def test_a_packed_file_is_read(tmp_path, built_in):
    found, faults = rows(tmp_path / "entities.ftm.json.gz", built_in, gzip.compress(FORMS["flat"].encode()))
    assert len(found) > 4
    assert faults == []


BROKEN = {
    "cut off": ('{"id": "Q1", "schema": "Pers', 1, "not JSON"),
    "no object": ("\n[1, 2]\n", 2, "no entity"),
    "no properties": ('{"id": "Q1", "schema": "Person"}\n', 1, "no entity"),
    "properties that are no lists": ('{"id": "Q1", "schema": "Occupancy", "properties": {"post": "Q2"}}\n', 1, "no entity"),
    "an id that is no text": ('{"id": 7, "schema": "Position", "properties": {}}\n', 1, "no entity"),
    "deeply nested": ("[" * 100_000 + "\n", 1, "not JSON"),
    "zeros": (b'{"id": "Q1"}\n\x00\x00\x00\n', 2, "NUL bytes"),
    "UTF-16": ('{"id": "Q1"}\n'.encode("utf-16"), 1, "NUL bytes"),
    "another encoding": ('{"id": "Q1", "caption": "José", "schema": "Occupancy"}\n'.encode("latin-1"), 1, "is not UTF-8"),
    "half a packed file": (gzip.compress(b"x" * 100_000)[:60], None, "not readable"),
}


@pytest.mark.parametrize(("content", "line", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_entity_is_named_and_left_out(tmp_path, built_in, content, line, message):
    found, faults = rows(tmp_path / "entities.ftm.json", built_in, content)
    assert found == []
    assert len(faults) == 1
    assert (faults[0].line, message in faults[0].what, bool(faults[0].remedy)) == (line, True, True)


def test_good_lines_between_broken_ones_are_read(tmp_path, built_in):
    found, faults = rows(tmp_path / "entities.ftm.json", built_in, json_lines(FLAT).replace("\n", "\nnonsense\n", 2))
    assert len(faults) == 2
    assert len(found) > 4


def test_odd_values_in_properties_do_no_harm(tmp_path, built_in):
    odd = entity("Q1", "Person", "Odd Man", name=["Odd Man", 7, None, {"id": 3}], country=["gh", "xx"], position=[None, "  "],
                 topics=["role.pep"])  # fmt: skip
    odd_tenure = entity("wd-9", "Occupancy", "", holder=["Q1", {"x": 1}], post=["Q404"], startDate=["2021-02-30", 5])
    found, faults = rows(tmp_path / "entities.ftm.json", built_in, json_lines([odd, odd_tenure]))
    assert faults == []
    assert [(row.name, row.country) for row in found if isinstance(row, Person)] == [("Odd Man", "GHA")]
