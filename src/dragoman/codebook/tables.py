"""Reading the codebook's tables: CSV files that a political scientist can edit, checked line by line.

A table is a CSV file with a header; lines that begin with `#` are comments.  Cells with several values separate them with
`;`.  Each line becomes one frozen pydantic model, whose field names are the columns.  Folders are read in order, the
built-in one first: a line in a later folder whose `key` is already known replaces the earlier line, else it is added.
A table may also be YAML: a list of mappings from columns to values (`yaml_tables`).
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from dragoman.codebook.files import OnFault, read_text, refuse
from dragoman.codebook.yaml_tables import yaml_lines
from dragoman.errors import CodebookError

BUILT_IN = Path(__file__).parent / "data"
YAML = (".yaml", ".yml")
MANY, SHARED = 50_000, 10_000
"""Lines from which on a table is a large one, and the values that its lines share at most."""


class Row(BaseModel):
    """A line of a table.  Subclasses name the columns, and say in `key` what makes two lines the same entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    # A slot and no private attribute of pydantic's, which would double the time in which a table is read.
    __slots__ = ("_where",)
    _where: ClassVar[Any]

    def key(self) -> object:
        raise NotImplementedError

    def error(self, what: str, *, remedy: str) -> CodebookError:
        """An error in this line, for what only shows when tables are put together."""
        path, line = getattr(self, "_where", (Path("(not from a file)"), None))
        return CodebookError(what, path=path, line=line, remedy=remedy)


def _values(cell: object) -> object:
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


Values = Annotated[tuple[str, ...], BeforeValidator(_values)]
"""A cell with several values, separated by `;`."""

R = TypeVar("R", bound=Row)


def read_table(name: str, row_type: type[R], folders: tuple[Path, ...] = (BUILT_IN,)) -> list[R]:
    """All lines of the table `name` (a path within each folder, e.g. "actors/agents.csv"), later folders overriding; a
    folder may have the table as YAML ("actors/agents.yaml") instead, or besides.

    Raises CodebookError, naming file, line and remedy, for a table that no folder has, an unknown or missing column, and
    a cell that the row type refuses.
    """
    files = [folder / name for folder in folders]
    paths = [path for file in files for path in (file, *map(file.with_suffix, YAML)) if path.is_file()]
    if not paths:
        raise CodebookError("there is no such table", path=folders[-1] / name, remedy="reinstall dragoman, or add the file")
    rows: dict[object, R] = {}
    for path in paths:
        rows |= {row.key(): row for row in rows_of(path, row_type)}
    return list(rows.values())


def rows_of(path: Path, row_type: type[R], on_fault: OnFault = refuse) -> Iterator[R]:
    """The lines of one file.  `on_fault` is told of each that is wrong; if it returns, the line is left out."""
    # The validator itself, and not model_validate, which spends a third of the time on arguments that are not given.
    validate = row_type.__pydantic_validator__.validate_python
    shared: dict[object, Any] = {}
    given = yaml_lines(path, on_fault) if path.suffix in YAML else _csv_lines(path, row_type, on_fault)
    for line, values in given:
        try:
            row = validate(values)
        except ValidationError as error:
            for each in error.errors():
                on_fault(_fault(row_type, path, line, values, each))
            continue
        object.__setattr__(row, "_where", (path, line))
        if line > MANY:
            _lighten(row, shared)
        yield row


def _lighten(row: Row, shared: dict[object, Any]) -> None:
    """Let the rows of a large table share what is alike in them, which halves their memory."""
    for column, value in row.__dict__.items():
        if isinstance(value, str) and (value in shared or len(shared) < SHARED):
            row.__dict__[column] = shared.setdefault(value, value)
    columns = frozenset(row.model_fields_set)
    object.__setattr__(row, "__pydantic_fields_set__", shared.setdefault(columns, row.model_fields_set))


def _fault(row_type: type[Row], path: Path, line: int, values: Mapping[str, object], error: ErrorDetails) -> CodebookError:
    columns = row_type.model_fields
    column = str(error["loc"][0]) if error["loc"] else ", ".join(columns)
    if error["type"] == "extra_forbidden":
        return CodebookError(f"unknown column {column!r}", path=path, line=line, remedy=_near(column, columns))
    what = f"column {column}: {error['msg']}, found {values.get(column, '')!r}"
    return CodebookError(what, path=path, line=line, remedy="correct the cell; docs/codebook.md lists what each column takes")


def _csv_lines(path: Path, row_type: type[Row], on_fault: OnFault) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield (line number, values by column)."""
    text = read_text(path, on_fault)
    if text is None:
        return
    lines = _lines(path, text, on_fault)
    _, header = next(lines, (1, []))
    if not _header_fits(path, header, row_type, on_fault):
        return
    for line, cells in lines:
        if len(cells) != len(header):
            on_fault(CodebookError(
                f"{len(cells)} cells where the header has {len(header)}", path=path, line=line,
                remedy='add or remove commas; put a cell that contains a comma in "double quotes"',
            ))
            continue
        # An empty cell is an absent value: the column's default holds.
        yield line, {column: value for column, cell in zip(header, cells, strict=True) if cell and (value := cell.strip())}


def _lines(path: Path, text: str, on_fault: OnFault) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells), without comments and blank lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 0
    try:
        for cells in reader:
            line = reader.line_num
            if cells and cells[0][:1] != "#" and (cells[0].strip() or any(map(str.strip, cells))):
                yield line, cells
    except csv.Error as error:
        on_fault(CodebookError(f"broken CSV: {error}", path=path, line=line + 1, remedy="close the quotation marks"))


def _header_fits(path: Path, header: list[str], row_type: type[Row], on_fault: OnFault) -> bool:
    columns, fits = row_type.model_fields, True
    for column in header:
        if column not in columns:
            fits = False
            on_fault(CodebookError(f"unknown column {column!r}", path=path, line=1, remedy=_near(column, columns)))
    missing = [name for name, field in columns.items() if field.is_required() and name not in header]
    if missing:
        on_fault(CodebookError(f"missing column {', '.join(missing)}", path=path, line=1, remedy="add it to the header"))
    return fits and not missing


def _near(column: str, columns: Iterable[str]) -> str:
    near = difflib.get_close_matches(column, columns, n=1)
    return f"did you mean {near[0]}?" if near else f"the columns are {', '.join(columns)}"
