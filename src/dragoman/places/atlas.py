"""All the places that a name may mean, from the tables and the gazetteer, under one look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from dragoman.codebook.tables import BUILT_IN
from dragoman.places.gazetteer import Gazetteer, GazetteerHit
from dragoman.places.names import fold
from dragoman.places.tables import Country, Division, Feature, PlaceTables, UserPlace, load_tables

GAZETTEER = "places/gazetteer.sqlite"
LONGEST_NAME = 7  # tokens; "Democratic Republic of the Congo" has five
SEAT = "S.ADMF"  # administrative facility
KEPT_NAMES = 20_000  # how many looked-up names a component remembers


class Source(IntEnum):
    """Where a candidate is listed; the order is that of trust, all else being equal."""

    GAZETTEER = 0
    DIVISION = 1
    FEATURE = 2
    COUNTRY = 3
    USER = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.  `country` is ISO 3166-1 alpha-3, `division` the name of the first-level division."""

    name: str
    lat: float
    lon: float
    country: str | None
    division: str | None
    geonameid: int | None
    feature: str
    population: int
    source: Source
    by_alias: bool = False

    @property
    def is_country(self) -> bool:
        return self.source is Source.COUNTRY

    @property
    def is_division(self) -> bool:
        return self.source is Source.DIVISION


class Atlas:
    """Look-ups by folded name.

    `listed(key)` are the places of the hand-made tables, `find(key)` these and the gazetteer's, `adjective(key)` the place
    that an adjective stands for.  `first_words` are the words that a listed name or adjective begins with.
    """

    def __init__(self, tables: PlaceTables, gazetteers: tuple[Gazetteer, ...]) -> None:
        self._gazetteers = gazetteers
        self.words = tables.words
        self._countries = {country.iso2: country for country in tables.countries}
        self._divisions = {division.code: division.name for division in tables.divisions}
        self._listed: dict[str, list[Candidate]] = defaultdict(list)
        self._adjectives: dict[str, Candidate] = {}
        self._by_code: dict[str, Candidate] = {}
        self._found: dict[str, tuple[Candidate, ...]] = {}
        self._add_tables(tables)
        self._listed = dict(self._listed)
        self.first_words = frozenset(key.split(" ", 1)[0] for key in (*self._listed, *self._adjectives))

    @classmethod
    def load(cls, folders: tuple[Path, ...] = (BUILT_IN,)) -> Atlas:
        """Read the tables and open the gazetteers of all folders, the last of which is asked first."""
        paths = [folder / GAZETTEER for folder in folders if (folder / GAZETTEER).is_file()]
        return cls(load_tables(folders), tuple(Gazetteer(path) for path in reversed(paths)))

    def listed(self, key: str) -> list[Candidate]:
        return self._listed.get(key, [])

    def adjective(self, key: str) -> Candidate | None:
        return self._adjectives.get(key)

    def find(self, key: str) -> tuple[Candidate, ...]:
        """Every place of that name; the gazetteer's duplicates of a listed place are left out."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= KEPT_NAMES:
                self._found.clear()
            found = self._found[key] = self._look_up(key)
        return found

    def has_country(self, key: str) -> bool:
        return any(candidate.is_country for candidate in self.listed(key))

    def is_seat(self, key: str) -> bool:
        """Whether the name is that of a seat of power, which more often stands for those who sit there."""
        return any(candidate.feature == SEAT for candidate in self.listed(key))

    def division_of(self, code: str) -> Candidate | None:
        """The division with GeoNames' code, in lower case ("us.oh")."""
        return self._by_code.get(code)

    def division_name(self, country2: str, code: str) -> str | None:
        return self._divisions.get(f"{country2}.{code}")

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        listed = self.listed(key)
        known = {candidate.geonameid for candidate in listed}
        hits: dict[int, GazetteerHit] = {}
        for gazetteer in self._gazetteers:
            for hit in gazetteer.find(key):
                hits.setdefault(hit.geonameid, hit)
        others = (self._from_gazetteer(hit) for hit in hits.values() if hit.geonameid not in known)
        return (*listed, *sorted(others, key=lambda c: (-c.population, c.geonameid or 0)))

    def _from_gazetteer(self, hit: GazetteerHit) -> Candidate:
        country = self._countries.get(hit.country)
        return Candidate(hit.name, hit.lat, hit.lon, country.iso3 if country else None,
                         self.division_name(hit.country, hit.admin1), hit.geonameid, hit.feature, hit.population,
                         Source.GAZETTEER, hit.by_alias)

    def _add_tables(self, tables: PlaceTables) -> None:
        for place in tables.user_places:
            self._list((place.name, *place.aliases), _of_user(place))
        for country in tables.countries:
            candidate = _of_country(country)
            self._list((country.name, *country.aliases), candidate)
            self._adjectives |= {fold(adjective): candidate for adjective in country.adjectives}
        for feature in tables.features:
            candidate = _of_feature(feature)
            self._list((feature.name, *feature.aliases), candidate)
            for adjective in feature.adjectives:
                self._adjectives.setdefault(fold(adjective), candidate)
        for division in tables.divisions:
            country2 = division.code.split(".", 1)[0]
            iso3 = self._countries[country2].iso3 if country2 in self._countries else None
            candidate = self._by_code[division.code.lower()] = _of_division(division, iso3)
            known = tables.division_names.get(division.code, ())
            self._list((division.name, *known), candidate)
            self._list((n for n in division.aliases if n not in known), replace(candidate, by_alias=True))

    def _list(self, names: Iterable[str], candidate: Candidate) -> None:
        for key in dict.fromkeys(fold(name) for name in names):
            if key and (key not in self.words["never"] or candidate.source is Source.USER):
                same = (c for c in self._listed[key] if c.geonameid is not None and c.geonameid == candidate.geonameid)
                if next(same, None) is None:
                    self._listed[key].append(candidate)


def _of_user(row: UserPlace) -> Candidate:
    return Candidate(row.name, row.lat, row.lon, row.country, row.admin1, row.geonameid, row.feature, row.population,
                     Source.USER)


def _of_country(row: Country) -> Candidate:
    return Candidate(row.name, row.lat, row.lon, row.iso3, None, row.geonameid, "A.PCLI", 0, Source.COUNTRY)


def _of_feature(row: Feature) -> Candidate:
    return Candidate(row.name, row.lat, row.lon, row.country, None, row.geonameid, row.feature, 0, Source.FEATURE)


def _of_division(row: Division, iso3: str | None) -> Candidate:
    return Candidate(row.name, row.lat, row.lon, iso3, row.name, row.geonameid, "A.ADM1", row.population, Source.DIVISION)
