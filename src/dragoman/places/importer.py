"""Make a gazetteer of one's own from a GeoNames dump: allCountries.txt, cities500.txt, UA.txt, or the zip of one.

    python -m dragoman.places.importer allCountries.zip --out my_codebook

writes `my_codebook/places/gazetteer.sqlite`, which is read when `my_codebook` is among the codebook folders.  The format is
that of https://download.geonames.org/export/dump/readme.txt: 19 columns, tab-separated, UTF-8, without a header.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from dragoman.errors import CodebookError, DragomanError
from dragoman.places.atlas import GAZETTEER
from dragoman.places.gazetteer import GazetteerRow, write_gazetteer
from dragoman.places.names import fold

COLUMNS = 19
CLASSES = "P,A"
README = "https://download.geonames.org/export/dump/readme.txt"
COUNTRY_CODE = "PCL"  # countries are in countries.csv already, with their adjectives
LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏḀ-ỿ'’‘`ʻ. -]{3,40}$")


def plausible_aliases(names: Iterable[str], own: str) -> tuple[str, ...]:
    """The alternate names that English copy may use: Latin letters, capitalised, no code, one of each folded form."""
    seen, kept = {fold(own)}, []
    for name in names:
        key = fold(name)
        if key not in seen and len(key) > 3 and LATIN_NAME.match(name) and not name.isupper():
            seen.add(key)
            kept.append(name)
    return tuple(kept)


def read_dump(lines: Iterable[str], path: Path, *, classes: frozenset[str], population: int = 0) -> Iterator[GazetteerRow]:
    """The places of a dump that are of one of the feature `classes` and have at least `population` inhabitants.

    Raises CodebookError, with file and line, for a line that is not of GeoNames' format.
    """
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            raise CodebookError(f"{len(cells)} columns where GeoNames has {COLUMNS}", path=path, line=number,
                                remedy=f"download the dump again; its format is described at {README}")
        try:
            row = _row(cells)
        except ValueError as error:
            raise CodebookError(f"not a number: {error}", path=path, line=number,
                                remedy=f"download the dump again; its format is described at {README}") from error
        wanted = row.feature[0] in classes and not row.feature[2:].startswith(COUNTRY_CODE)
        if wanted and row.population >= population:
            yield row


def _row(cells: list[str]) -> GazetteerRow:
    geonameid, name, ascii_name, alternate, lat, lon, feature_class, feature_code, country, _, admin1 = cells[:11]
    return GazetteerRow(
        geonameid=int(geonameid), name=name, lat=float(lat), lon=float(lon), country=country, admin1=admin1,
        feature=f"{feature_class or '?'}.{feature_code}", population=int(cells[14] or 0),
        aliases=plausible_aliases((ascii_name, *alternate.split(",")), name),
    )


@contextmanager
def open_dump(path: Path) -> Iterator[TextIO]:
    """The text of the dump; of a zip, its member that has the zip's name, or its only .txt."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open(encoding="utf-8", newline="\n") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as binary:
            yield io.TextIOWrapper(binary, encoding="utf-8", newline="\n")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        remedy = "give the path of a GeoNames dump, .txt or .zip"
        raise CodebookError(f"not readable: {error}", path=path, remedy=remedy) from error


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    texts = [name for name in archive.namelist() if name.endswith(".txt") and not name.lower().startswith("readme")]
    own = [name for name in texts if Path(name).stem == path.stem]
    if own or len(texts) == 1:
        return (own or texts)[0]
    raise CodebookError(f"{len(texts)} text files in the archive", path=path, remedy="unpack it, and give the one you mean")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m dragoman.places.importer", description="Make a gazetteer from a GeoNames dump.",
    )
    parser.add_argument("dump", type=Path, help="allCountries.txt, a country's file, or the zip of one")
    parser.add_argument("--out", type=Path, required=True, help="the codebook folder to put places/gazetteer.sqlite in")
    parser.add_argument("--classes", default=CLASSES, help="GeoNames feature classes to keep (default: %(default)s)")
    parser.add_argument("--min-population", type=int, default=0, help="leave out places with fewer inhabitants")
    options = parser.parse_args(arguments)
    try:
        with open_dump(options.dump) as lines:
            rows = read_dump(lines, options.dump, classes=frozenset(options.classes.split(",")),
                             population=options.min_population)
            written = write_gazetteer(options.out / GAZETTEER, rows)
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{written} places in {options.out / GAZETTEER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
