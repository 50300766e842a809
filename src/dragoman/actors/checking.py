"""Looking through tables and files to be imported for all their faults.

What a file is shows in its name and first line.  Tables are held against the base: a country or sector that no other line
has, an office that no table knows, and names that go round in circles, each an alias of the other.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from dragoman.actors.base import Agent, Base, Country, Group, Office, Organisation, Person, wrong_dates
from dragoman.actors.importers.lines import lines_of
from dragoman.actors.importers.tables import Source, read_source
from dragoman.actors.importers.wikidata import known
from dragoman.codebook.files import OnFault
from dragoman.codebook.tables import YAML, Row, rows_of
from dragoman.errors import CodebookError

TABLES: dict[str, type[Row]] = {
    "countries": Country, "organisations": Organisation, "groups": Group, "agents": Agent, "offices": Office, "persons": Person,
}  # fmt: skip
MOST_COMPARED = 2_000
DICTIONARIES = (".txt", ".actors", ".agents", ".dic")
REMEDY = "name it after its table (persons.csv), or give FollowTheMoney JSON, a Wikidata result or a dictionary"


class Checker:
    """Checks files against a base."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.countries = {country.code for country in base.countries}
        self.offices = {office.office for office in base.offices}
        told: Iterable[tuple[str | None, tuple[str, ...]]] = chain(
            ((row.sector, row.other_sectors) for row in base.offices),
            ((row.sector, row.other_sectors) for row in base.agents),
            ((row.sector, row.other_sectors) for row in base.persons),
            ((row.sector, row.other_sectors) for row in base.organisations),
            ((row.sector, row.other_sectors) for row in base.groups),
        )
        self.sectors = {sector for first, others in told for sector in (first, *others) if sector}

    def check(self, path: Path, on_fault: OnFault) -> str:
        """Tell `on_fault` all that is wrong; returns what was read ("12 lines of persons")."""
        if not path.is_file():
            on_fault(CodebookError("there is no such file", path=path, remedy="name a file"))
            return "not read"
        source = source_of(path)
        if source is not None:
            count = sum(1 for _ in read_source(source, path, self.base, on_fault))
            return f"{count} lines of {source}"
        table = table_of(path)
        if table is None:
            on_fault(CodebookError("it is not known what kind of file this is", path=path, line=1, remedy=REMEDY))
            return "not read"
        rows = list(rows_of(path, TABLES[table], on_fault))
        found = chain(wrong_dates(rows), self.unknown_values(rows), doubled(rows), crossed(rows))
        for fault in sorted(found, key=lambda fault: fault.line or 0):
            on_fault(fault)
        return f"{len(rows)} lines of {table}"

    def unknown_values(self, rows: list[Row]) -> Iterator[CodebookError]:
        countries, offices = Choices(self.countries), Choices(self.offices, cutoff=0.85)
        known_sectors = ", ".join(sorted(self.sectors))
        for row in rows:
            if isinstance(row, Organisation | Group | Person) and row.country and row.country not in countries:
                yield unknown(row, "country", row.country, countries, "use ISO 3166-1 alpha-3, as GHA")
            if isinstance(row, Organisation | Group | Person | Agent | Office):
                for sector in (row.sector, *row.other_sectors):
                    if sector and sector not in self.sectors:
                        yield row.error(f"column sector: {sector!r} is unknown", remedy=f"use one of {known_sectors}")
            # Offices are free, but one that is nearly another was meant to be it.
            if isinstance(row, Person) and row.office and row.office not in offices and offices.near(row.office):
                yield unknown(row, "office", row.office, offices, "use one of offices.csv")


def source_of(path: Path) -> Source | None:
    """Whose file it is, by its name and first line; None for a table of our own, and for what is neither."""
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(DICTIONARIES):
        return Source.PETRARCH
    if name.endswith(YAML):
        return None
    first = next((text.strip() for _, text in lines_of(path, lambda fault: None) if text.strip()), "")
    if first.startswith("{") and '"schema"' in first and '"properties"' in first:
        return Source.FTM
    if name.endswith((".ftm.json", ".nested.json")):
        return Source.FTM
    if first[:1] in ("{", "["):
        return Source.WIKIDATA
    separator = "\t" if "\t" in first else ","
    return Source.WIKIDATA if known(part.strip().strip('"?') for part in first.split(separator)) else None


def table_of(path: Path) -> str | None:
    """The table of our own that a file is, by its name or its header."""
    if path.stem in TABLES:
        return path.stem
    header = next((text for _, text in lines_of(path, lambda fault: None) if text.strip()), "")
    columns = {column.strip() for column in header.split(",")}
    fitting = {
        name: len(columns & set(row.model_fields)) for name, row in TABLES.items()
        if columns & {field for field, info in row.model_fields.items() if info.is_required()}
    }
    return max(fitting, key=lambda name: (fitting[name], name == "persons")) if fitting else None


class Choices:
    """The values that a column may have, and the one nearest to a wrong one, looked for once for each and not for very many."""

    def __init__(self, values: Collection[str], cutoff: float = 0.6) -> None:
        self.values, self.cutoff = values, cutoff
        self.found: dict[str, str | None] = {}

    def __contains__(self, value: str) -> bool:
        return value in self.values

    def near(self, value: str) -> str | None:
        if value not in self.found and len(self.found) < MOST_COMPARED:
            near = difflib.get_close_matches(value, self.values, n=1, cutoff=self.cutoff)
            self.found[value] = near[0] if near else None
        return self.found.get(value)


def unknown(row: Row, column: str, value: str, choices: Choices, remedy: str) -> CodebookError:
    near = choices.near(value)
    return row.error(f"column {column}: {value!r} is unknown", remedy=f"did you mean {near}?" if near else remedy)


def doubled(rows: list[Row]) -> Iterator[CodebookError]:
    """Lines whose key another line of the file has, of which only the last would be used."""
    first: dict[object, Row] = {}
    for row in rows:
        if (other := first.setdefault(row.key(), row)) is not row:
            yield row.error(f"the same entry as {where(other)}", remedy="remove one of the two, or make their keys differ")


def crossed(rows: list[Row]) -> Iterator[CodebookError]:
    """Entries that are aliases of each other, so that neither is told from the other."""
    heads: dict[tuple[str, str | None], Row] = {}
    given: dict[tuple[str, str | None, str], Row] = {}
    named = [row for row in rows if isinstance(row, Organisation | Group | Person)]
    for row in named:
        heads.setdefault((row.name, row.country), row)
        for alias in row.aliases:
            given.setdefault((row.name, row.country, alias), row)
    for name, country, alias in given:
        other = given.get((alias, country, name))
        if other is not None and name < alias:
            later = max((given[name, country, alias], other), key=lambda each: each._where[1])
            what = f"{name} and {alias} are aliases of each other, as {where(heads[name, country])}"
            yield later.error(f"{what} and {where(heads[alias, country])} say", remedy="make one entry of the two")


def where(row: Row) -> str:
    return f"line {row._where[1]}"
