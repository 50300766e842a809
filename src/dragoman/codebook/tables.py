"""Reading the codebook's tables: CSV files that a political scientist can edit, checked line by line.

A table is a CSV file with a header; lines that begin with `#` are comments.  Cells with several values separate them with
`;`.  Each line becomes one frozen pydantic model, whose field names are the columns.  Folders are read in order, the
built-in one first: a line in a later folder whose `key` is already known replaces the earlier line, else it is added.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from dragoman.errors import CodebookError

BUILT_IN = Path(__file__).parent / "data"


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
    """All lines of the table `name` (a path within each folder, e.g. "actors/agents.csv"), later folders overriding.

    Raises CodebookError, naming file, line and remedy, for a table that no folder has, an unknown or missing column, and
    a cell that the row type refuses.
    """
    paths = [path for folder in folders if (path := folder / name).is_file()]
    if not paths:
        raise CodebookError("there is no such table", path=folders[-1] / name, remedy="reinstall dragoman, or add the file")
    rows: dict[object, R] = {}
    for path in paths:
        rows |= {row.key(): row for row in _rows(path, row_type)}
    return list(rows.values())


def _rows(path: Path, row_type: type[R]) -> Iterator[R]:
    columns = list(row_type.model_fields)
    lines = _lines(path)
    _, header = next(lines, (1, []))
    _check_header(path, header, row_type)
    for line, cells in lines:
        if len(cells) != len(header):
            raise CodebookError(
                f"{len(cells)} cells where the header has {len(header)}", path=path, line=line,
                remedy='add or remove commas; put a cell that contains a comma in "double quotes"',
            )
        # An empty cell is an absent value: the column's default holds.
        values = {column: value for column, cell in zip(header, cells, strict=True) if (value := cell.strip())}
        try:
            row = row_type.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            column = str(first["loc"][0]) if first["loc"] else ", ".join(columns)
            raise CodebookError(
                f"column {column}: {first['msg']}, found {values.get(column, '')!r}", path=path, line=line,
                remedy="correct the cell; docs/codebook.md lists what each column takes",
            ) from error
        object.__setattr__(row, "_where", (path, line))
        yield row


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells), without comments and blank lines."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise CodebookError(f"not readable as UTF-8 text: {error}", path=path, remedy="save it as CSV in UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 0
    try:
        for cells in reader:
            line = reader.line_num
            if cells and not cells[0].startswith("#") and any(map(str.strip, cells)):
                yield line, cells
    except csv.Error as error:
        raise CodebookError(f"broken CSV: {error}", path=path, line=line + 1, remedy="close the quotation marks") from error


def _check_header(path: Path, header: list[str], row_type: type[Row]) -> None:
    columns = row_type.model_fields
    for column in header:
        if column not in columns:
            near = difflib.get_close_matches(column, columns, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(columns)}"
            raise CodebookError(f"unknown column {column!r}", path=path, line=1, remedy=hint)
    missing = [name for name, field in columns.items() if field.is_required() and name not in header]
    if missing:
        raise CodebookError(f"missing column {', '.join(missing)}", path=path, line=1, remedy="add it to the header")
