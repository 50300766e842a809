"""The tables of places: countries, first-level divisions, features, and the names that mislead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table

FOLDER = "places"


class Country(Row):
    """A country or territory of ISO 3166-1.  `adjectives` stand for it before a noun ("Russian troops")."""

    iso2: str = Field(pattern="^[A-Z]{2}$")
    iso3: str = Field(pattern="^[A-Z]{3}$")
    name: str
    geonameid: int | None = None
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    aliases: Values = ()
    adjectives: Values = ()

    def key(self) -> object:
        return self.iso3


class Division(Row):
    """A first-level division; `code` is GeoNames' ("US.CA": ISO 3166-1 alpha-2, then its own admin-1 code)."""

    code: str = Field(pattern=r"^[A-Z]{2}\..+$")
    name: str
    geonameid: int | None = None
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    population: int = Field(default=0, ge=0)
    aliases: Values = ()

    def key(self) -> object:
        return self.code


class DivisionName(Row):
    """What English copy calls a division that GeoNames lists under another name."""

    code: str
    name: str
    aliases: Values = ()

    def key(self) -> object:
        return self.code


class Feature(Row):
    """A sea, strait, region, continent, disputed area, river, mountain, island, base, crossing, seat of power …

    `feature` is GeoNames' class and code; `country` is ISO 3166-1 alpha-3, empty where several share it.
    """

    name: str
    feature: str = Field(pattern=r"^[AHLPRSTUV]\.[A-Z0-9]+$")
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    geonameid: int | None = None
    aliases: Values = ()
    adjectives: Values = ()

    def key(self) -> object:
        return self.name, self.country


class UserPlace(Row):
    """A line of a user's `places/gazetteer.csv`; it comes before every built-in place of the same name."""

    name: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    admin1: str | None = None
    feature: str = Field(default="P.PPL", pattern=r"^[AHLPRSTUV]\.[A-Z0-9]+$")
    geonameid: int | None = None
    population: int = Field(default=0, ge=0)
    aliases: Values = ()

    def key(self) -> object:
        return self.name, self.country, self.admin1


@dataclass(frozen=True, slots=True)
class PlaceTables:
    countries: tuple[Country, ...]
    divisions: tuple[Division, ...]
    division_names: dict[str, tuple[str, ...]]
    features: tuple[Feature, ...]
    user_places: tuple[UserPlace, ...]
    words: dict[str, frozenset[str]]


class PlaceWords(Row):
    """A list of words that a rule of this room refers to by `name`."""

    name: str
    words: Values

    def key(self) -> object:
        return self.name


def load_tables(folders: tuple[Path, ...] = (BUILT_IN,)) -> PlaceTables:
    """Read the tables; later folders override.  Raises CodebookError for a bad line."""
    named = {row.code: row for row in read_table(f"{FOLDER}/division_names.csv", DivisionName, folders)}
    divisions = (_renamed(row, named.get(row.code)) for row in read_table(f"{FOLDER}/divisions.csv", Division, folders))
    own = any((folder / FOLDER / "gazetteer.csv").is_file() for folder in folders)
    return PlaceTables(
        countries=tuple(read_table(f"{FOLDER}/countries.csv", Country, folders)),
        divisions=tuple(divisions),
        division_names={code: row.aliases for code, row in named.items()},
        features=tuple(read_table(f"{FOLDER}/features.csv", Feature, folders)),
        user_places=tuple(read_table(f"{FOLDER}/gazetteer.csv", UserPlace, folders)) if own else (),
        words={row.name: frozenset(row.words) for row in read_table(f"{FOLDER}/words.csv", PlaceWords, folders)},
    )


def _renamed(division: Division, named: DivisionName | None) -> Division:
    if named is None:
        return division
    aliases = tuple(dict.fromkeys((*named.aliases, division.name, *division.aliases)))
    return division.model_copy(update={"name": named.name, "aliases": aliases})
