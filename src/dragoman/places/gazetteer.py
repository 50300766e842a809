"""The gazetteer of populated places: a read-only SQLite file, keyed by folded name.

A file opens in a millisecond and takes no memory but the pages that a report's names touch.  `place` is clustered on its
key, so that a name costs one descent; `alias` gives the keys of places that have other names.  Coordinates are integers of
1/10,000 degree.  The same format serves the gazetteer that ships with the package and those that users import.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import CodebookError
from dragoman.places.names import fold

UNITS_PER_DEGREE = 10_000
FORMAT = 1  # raised when the tables change; kept in SQLite's user_version

SCHEMA = """
CREATE TABLE place (key TEXT, id INTEGER, name TEXT, lat INTEGER, lon INTEGER, area INTEGER, feature INTEGER,
                    population INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE alias (alias TEXT, key TEXT, id INTEGER, PRIMARY KEY (alias, key, id)) WITHOUT ROWID;
CREATE TABLE area (id INTEGER PRIMARY KEY, country TEXT, admin1 TEXT);
CREATE TABLE feature (id INTEGER PRIMARY KEY, code TEXT);
"""
PLACES = """
SELECT p.id, coalesce(p.name, p.key), p.name IS NULL, p.lat, p.lon, a.country, a.admin1, f.code, p.population, 0
FROM place p JOIN area a ON a.id = p.area JOIN feature f ON f.id = p.feature WHERE p.key = :key
UNION ALL
SELECT p.id, coalesce(p.name, p.key), p.name IS NULL, p.lat, p.lon, a.country, a.admin1, f.code, p.population, 1
FROM alias n JOIN place p ON p.key = n.key AND p.id = n.id JOIN area a ON a.id = p.area JOIN feature f ON f.id = p.feature
WHERE n.alias = :key
"""


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A place as it goes into a gazetteer.  `country` is ISO 3166-1 alpha-2 and `admin1` GeoNames' code, as GeoNames has
    them; degrees are WGS84."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GazetteerHit:
    """A place that has the name looked up, as its own or (`by_alias`) as an alternate name."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int
    by_alias: bool


class Gazetteer:
    """An open gazetteer file.  The connection is made at the first look-up and never travels to another process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    def __getstate__(self) -> Path:
        return self._path

    def __setstate__(self, path: Path) -> None:
        Gazetteer.__init__(self, path)

    def find(self, key: str) -> list[GazetteerHit]:
        """The places with this folded name, in no particular order.  Raises CodebookError if the file is not a gazetteer."""
        try:
            rows = self._open().execute(PLACES, {"key": key}).fetchall()
        except sqlite3.Error as error:
            raise self._broken(str(error)) from error
        return [
            GazetteerHit(id_, name.title() if plain else name, lat / UNITS_PER_DEGREE, lon / UNITS_PER_DEGREE, country,
                         admin1, feature, population, bool(by_alias))
            for id_, name, plain, lat, lon, country, admin1, feature, population, by_alias in rows
        ]

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            if not self._path.is_file():
                raise self._broken("there is no such file")
            # Immutable: no locks, so that many processes and read-only disks are no trouble.
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True,
                                         check_same_thread=False)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                raise self._broken(f"format {version} where {FORMAT} is read")
            self._connection, self._process = connection, os.getpid()
        return self._connection

    def _broken(self, what: str) -> CodebookError:
        return CodebookError(f"not a usable gazetteer: {what}", path=self._path,
                             remedy="build it again with python -m dragoman.places.importer, or reinstall dragoman")


def write_gazetteer(path: Path, rows: Iterable[GazetteerRow]) -> int:
    """Write the rows to a new gazetteer file, which takes the place of an older one only once complete; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".partial")
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + SCHEMA)
        written = _fill(connection, rows)
        connection.execute(f"PRAGMA user_version={FORMAT}")
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return written


def _fill(connection: sqlite3.Connection, rows: Iterable[GazetteerRow]) -> int:
    areas: dict[tuple[str, str], int] = {}
    features: dict[str, int] = {}
    written = 0
    for row in rows:
        key = fold(row.name)
        if not key:
            continue
        area = areas.setdefault((row.country, row.admin1), len(areas))
        feature = features.setdefault(row.feature, len(features))
        # Most names are their key in title case; those are not stored twice.
        name = None if row.name == key.title() else row.name
        connection.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
            key, row.geonameid, name, round(row.lat * UNITS_PER_DEGREE), round(row.lon * UNITS_PER_DEGREE), area, feature,
            row.population,
        ))
        keys = {fold(alias) for alias in row.aliases} - {key, ""}
        connection.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?, ?)",
                               ((alias, key, row.geonameid) for alias in sorted(keys)))
        written += 1
    connection.executemany("INSERT INTO area VALUES (?, ?, ?)", ((n, *area) for area, n in areas.items()))
    connection.executemany("INSERT INTO feature VALUES (?, ?)", ((n, code) for code, n in features.items()))
    return written
