"""Office-holders out of the result of a query to Wikidata.

Read are what the query service offers for download: CSV and TSV, JSON as a list of results, and the JSON of the SPARQL
standard (`head`, `results`, `bindings`).  The variables are known by their names, see `VARIABLES`; docs/actors-own.md has a
query that fits.  Identifiers may stand as links or as Q numbers; labels are read from variables that end in `Label`.

Source: W3C, SPARQL 1.1 Query Results JSON / CSV and TSV Formats; the query service's manual, on labels and unknown values.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.actors.base import Base, Person, is_day
from dragoman.actors.importers.codes import CountryCodes
from dragoman.actors.importers.lines import lines_of
from dragoman.actors.importers.names import person_names
from dragoman.actors.importers.offices import Position, Titles
from dragoman.codebook.files import OnFault, read_text
from dragoman.codebook.tables import Row
from dragoman.errors import CodebookError

VARIABLES = {
    "name": ("personLabel", "itemLabel", "humanLabel", "holderLabel", "name", "label"),
    "id": ("person", "item", "human", "holder", "id", "wiki_id"),
    "aliases": ("personAltLabel", "itemAltLabel", "aliases", "alias", "altLabel", "altLabels"),
    "office": ("positionLabel", "officeLabel", "roleLabel", "postLabel", "ministerLabel", "position", "office", "role"),
    "country": ("countryCode", "iso3", "iso", "code", "countryLabel", "jurisdictionLabel", "country", "jurisdiction"),
    "start": ("start", "startDate", "startTime", "startISO", "from"),
    "end": ("end", "endDate", "endTime", "endISO", "to"),
    "start precision": ("startPrecision",),
    "end precision": ("endPrecision",),
}
"""What is looked for, and the variables in which it may stand, the best first."""
LARGEST = 500_000_000
"""Bytes of a JSON result, which is held in memory whole; CSV has no limit."""
UNNAMED = re.compile(r"Q\d+|https?://\S+")
Q_NUMBER = re.compile(r"Q\d+$")
SEPARATOR = re.compile(r"[,;|]")
UNKNOWN = re.compile(r"_:|t\d+$|https?://\S*/genid/")
"""Blank nodes: "unknown value"."""
TSV_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^<[^>]*>)?')
PRECISIONS = {"9": 4, "10": 7, "11": 10}
"""Wikibase's precision of year, month, day: the length of the date that is known."""
REMEDY = "name the variables as in docs/actors-own.md: personLabel, positionLabel, countryCode, start, end"

Result = tuple[int | None, str, dict[str, str]]
"""A line, what to call the result, and its values by variable."""


class WikidataReader:
    """Turns results into lines of persons.csv."""

    def __init__(self, base: Base) -> None:
        self.countries, self.titles = CountryCodes(base.countries), Titles(base)

    def read(self, path: Path, on_fault: OnFault) -> Iterator[Row]:
        """`on_fault` is told of results without a label, and of countries and dates that are none."""
        checked = False
        for line, which, values in results(path, on_fault):
            if not checked:
                checked = True
                if (fault := missing_variables(path, line, values)) is not None:
                    on_fault(fault)
                    return
            yield from self.person(values, path, line, which, on_fault)

    def person(
        self, values: dict[str, str], path: Path, line: int | None, which: str, on_fault: OnFault
    ) -> Iterator[Person]:
        def fault(what: str, remedy: str) -> None:
            on_fault(CodebookError(f"{which}{what}", path=path, line=line, remedy=remedy))

        name, place, id_ = valued(values, "name"), valued(values, "country"), valued(values, "id")
        if not name or UNNAMED.fullmatch(name):
            return fault(f"{name or 'a person'} has no label", "add languages to the label service, as \"en,mul,fr,de,es\"")
        country = self.countries(place) if place else None
        if place and not self.countries.is_known(place):
            fault(f"{place!r} is no country known here", "ask for its ISO 3166-1 code: ?country wdt:P298 ?countryCode")
        names = person_names([name, *SEPARATOR.split(valued(values, "aliases"))], country)
        if not names:
            return fault(f"{name!r} is not in Latin letters, or a single word", "ask for English labels")
        start, end = day(values, "start", fault), day(values, "end", fault)
        if start and end and end < start[: len(end)]:
            return fault(f"{name}: the end {end} is before the start {start}", "correct it at its source, or leave it out")
        office = valued(values, "office")
        position = self.titles.read(office) if office and not UNNAMED.fullmatch(office) else Position(None, None)
        if position.office is not None and start is None and end is None:
            position = Position(None, position.sector, position.other_sectors)
        if country or position.sector:
            number = Q_NUMBER.search(id_)
            yield Person(
                name=names[0], aliases=names[1:], country=country, sector=position.sector,
                other_sectors=position.other_sectors, office=position.office, start=start, end=end,
                source=f"wikidata:{number[0]}" if number else "wikidata",
            )  # fmt: skip


def results(path: Path, on_fault: OnFault) -> Iterator[Result]:
    """The results, in whichever of the formats they are."""
    opening = next((text.lstrip()[:1] for _, text in lines_of(path, lambda fault: None) if text.strip()), "")
    return json_results(path, on_fault) if opening in ("{", "[") else csv_results(path, on_fault)


def json_results(path: Path, on_fault: OnFault) -> Iterator[Result]:
    if path.stat().st_size > LARGEST:
        what = f"a JSON result of more than {LARGEST // 1_000_000} MB"
        on_fault(CodebookError(what, path=path, remedy="download it as CSV, or in parts"))
        return
    text = read_text(path, on_fault)
    if text is None:
        return
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        on_fault(CodebookError("not JSON, or cut off", path=path, line=line, remedy="download the result again"))
        return
    if isinstance(found, dict):
        answer = found.get("results")
        found = answer.get("bindings") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        what = "neither a list of results nor `results` with `bindings`"
        on_fault(CodebookError(what, path=path, line=1, remedy="download the result as JSON, or as CSV"))
        return
    for number, result in enumerate(found, 1):
        if isinstance(result, dict):
            pairs = ((name, value.get("value") if isinstance(value, dict) else value) for name, value in result.items())
            yield None, f"result {number}: ", {name: value for name, value in pairs if isinstance(value, str)}
        else:
            on_fault(CodebookError(f"result {number} is none", path=path, remedy="download the result again"))


def csv_results(path: Path, on_fault: OnFault) -> Iterator[Result]:
    lines = (text for _, text in lines_of(path, on_fault))
    header_line = next(lines, "")
    tabs = "\t" in header_line
    header = [name.strip().lstrip("?") for name in next(csv.reader([header_line], delimiter="\t" if tabs else ","), [])]
    # In TSV quotation marks belong to the literal, and do not keep a line going.
    reader = csv.reader(lines, delimiter="\t" if tabs else ",", quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            on_fault(CodebookError(f"broken CSV: {error}", path=path, line=reader.line_num + 1, remedy="download it again"))
            return
        if cells is None:
            return
        line = reader.line_num + 1
        if len(cells) == len(header):
            yield line, "", {name: literal(cell) if tabs else cell for name, cell in zip(header, cells, strict=True)}
        elif any(cells):
            what = f"{len(cells)} cells where the header has {len(header)}"
            on_fault(CodebookError(what, path=path, line=line, remedy="download the result again"))


def missing_variables(path: Path, line: int | None, values: dict[str, str]) -> CodebookError | None:
    names = {name.lower() for name in values}
    missing = [
        wanted for wanted in ("name", "office or country")
        if not any(each.lower() in names for part in wanted.split(" or ") for each in VARIABLES[part])
    ]
    if not missing:
        return None
    what = f"no variable with the {' and the '.join(missing)} among {', '.join(values) or 'none'}"
    return CodebookError(what, path=path, line=1 if line else None, remedy=REMEDY)


def valued(values: dict[str, str], wanted: str) -> str:
    """The value in the best of the variables that has one; "" for none."""
    lowered = {name.lower(): value for name, value in values.items()}
    found = (lowered.get(name.lower(), "").strip() for name in VARIABLES[wanted])
    given = [value for value in found if value and not UNKNOWN.match(value)]
    return next((value for value in given if not UNNAMED.fullmatch(value)), given[0] if given else "")


def day(values: dict[str, str], wanted: str, fault: Callable[[str, str], None]) -> str | None:
    """The day without its time, as exactly as the precision tells; none for unknown values and the years before Christ."""
    text = valued(values, wanted).lstrip("+")
    precision = PRECISIONS.get(valued(values, f"{wanted} precision"), 10)
    if not text or text.startswith("-"):
        return None
    iso = text.partition("T")[0][:precision]
    while iso.endswith("-00"):
        iso = iso[:-3]
    if is_day(iso):
        return iso
    fault(f"{wanted} {text!r} is no date", "write YYYY-MM-DD, as the query service does")
    return None


def literal(cell: str) -> str:
    """A cell of TSV: `"text"@en`, `<link>`, or plain."""
    if quoted := TSV_LITERAL.fullmatch(cell):
        return re.sub(r"\\(.)", r"\1", quoted["text"])
    return cell[1:-1] if cell.startswith("<") and cell.endswith(">") else cell


def known(variables: Iterable[str]) -> bool:
    """Whether the variables are those of such a result."""
    given = {name.lower() for name in variables}
    return any(name.lower() in given for name in VARIABLES["name"] if name.endswith("Label"))
