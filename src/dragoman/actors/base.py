"""The tables of actors, as rows of the codebook, and the questions that a date decides.

Dates in the tables are ISO, perhaps without day or month ("2019-09"): a term that starts in "2019-09" holds from the first
day of that month, one that ends in it holds to the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table
from dragoman.errors import CodebookError

ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class OrganisationKind(StrEnum):
    IGO = "igo"
    NGO = "ngo"
    COMPANY = "company"
    MEDIA = "media"
    PARTY = "party"
    MINISTRY = "ministry"
    AGENCY = "agency"
    COURT = "court"
    PARLIAMENT = "parliament"
    RELIGIOUS = "religious"
    LABOUR = "labour"
    OTHER = "other"


class Country(Row):
    """A state or territory; `code` is ISO 3166-1 alpha-3 (of the successor, for most states of the past)."""

    code: str
    name: str
    aliases: Values = ()
    demonyms: Values = ()
    capitals: Values = ()
    metonyms: Values = ()
    start: str | None = None
    end: str | None = None

    def key(self) -> object:
        return self.code, self.name


class Organisation(Row):
    name: str
    aliases: Values = ()
    kind: OrganisationKind = OrganisationKind.OTHER
    country: str | None = None
    sector: str | None = None
    other_sectors: Values = ()
    start: str | None = None
    end: str | None = None

    def key(self) -> object:
        return self.name, self.country


class Group(Row):
    """An armed, criminal or opposition group."""

    name: str
    aliases: Values = ()
    country: str | None = None
    sector: str | None = None
    other_sectors: Values = ()
    start: str | None = None
    end: str | None = None

    def key(self) -> object:
        return self.name, self.country


class Agent(Row):
    """A generic agent noun, lemmatised, of one or several words."""

    noun: str
    sector: str | None = None
    other_sectors: Values = ()

    def key(self) -> object:
        return self.noun


class Office(Row):
    office: str
    aliases: Values = ()
    sector: str | None = None
    other_sectors: Values = ()

    def key(self) -> object:
        return self.office


class Person(Row):
    """One term of a person in an office."""

    name: str
    aliases: Values = ()
    country: str | None = None
    sector: str | None = None
    other_sectors: Values = ()
    office: str | None = None
    start: str | None = None
    end: str | None = None
    source: str | None = None

    def key(self) -> object:
        return self.name, self.country, self.office, self.start


class Dated(Protocol):
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Base:
    """Everything known about actors before reading."""

    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    groups: tuple[Group, ...]
    agents: tuple[Agent, ...]
    offices: tuple[Office, ...]
    persons: tuple[Person, ...]


def load_base(folders: tuple[Path, ...] = (BUILT_IN,)) -> Base:
    """Read the six tables of `actors/`.  Raises CodebookError for a table that is missing or wrong, or has a date in a
    user's folder that is none or ends before it starts (the built-in tables' are tested)."""
    base = Base(
        countries=tuple(read_table("actors/countries.csv", Country, folders)),
        organisations=tuple(read_table("actors/organisations.csv", Organisation, folders)),
        groups=tuple(read_table("actors/groups.csv", Group, folders)),
        agents=tuple(read_table("actors/agents.csv", Agent, folders)),
        offices=tuple(read_table("actors/offices.csv", Office, folders)),
        persons=tuple(read_table("actors/persons.csv", Person, folders)),
    )
    if folders != (BUILT_IN,):
        for fault in wrong_dates((*base.countries, *base.organisations, *base.groups, *base.persons)):
            raise fault
    return base


def wrong_dates(rows: Iterable[Row]) -> Iterator[CodebookError]:
    """The dates of the lines that are none, or in the wrong order."""
    for row in rows:
        if not isinstance(row, Country | Organisation | Group | Person):
            continue
        start, end = row.start, row.end
        wrong = [(name, day) for name, day in (("start", start), ("end", end)) if day is not None and not is_day(day)]
        for name, day in wrong:
            yield row.error(f"column {name}: {day!r} is no date", remedy="write YYYY-MM-DD, YYYY-MM or YYYY, or nothing")
        if start and end and not wrong and end < start[: len(end)]:
            what = f"the end {end} is before the start {start}"
            yield row.error(what, remedy="correct one of the two, or exchange them")


def is_day(text: str) -> bool:
    """Whether the text is an ISO date of the calendar, perhaps without day or month."""
    if not ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def holds(term: Dated, day: date | None) -> bool:
    """Whether the term covers the day; without a day, whether it has no end."""
    if day is None:
        return term.end is None
    iso = day.isoformat()
    return (term.start is None or iso[: len(term.start)] >= term.start) and (
        term.end is None or iso[: len(term.end)] <= term.end
    )


def distance(term: Dated, day: date | None) -> int:
    """How far the day lies outside the term, in months (0 within it); without a day, recent terms are nearer."""
    if holds(term, day):
        return 0
    if day is None:
        return 12 * 3000 - _months(term.end or "3000")
    iso = day.isoformat()
    if term.start is not None and iso[: len(term.start)] < term.start:
        return 1 + _months(term.start) - _months(iso)
    return 1 + _months(iso) - _months(term.end or iso)


def _months(iso: str) -> int:
    year, _, rest = iso.partition("-")
    return int(year) * 12 + int(rest[:2] or 1)
