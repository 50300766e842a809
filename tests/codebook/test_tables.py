"""Reading a table: what is wrong is named with file, line and remedy; a user's folder extends and overrides."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import Field

from dragoman.codebook.tables import Row, Values, read_table
from dragoman.errors import CodebookError


class Rank(StrEnum):
    CAPTAIN = "captain"
    MATE = "mate"


class Sailor(Row):
    name: str
    rank: Rank
    ships: Values = ()
    age: int | None = Field(default=None, ge=14)
    ashore: bool = False

    def key(self) -> object:
        return self.name


def folder(path: Path, table: str | bytes) -> Path:
    path.mkdir(exist_ok=True)
    content = table.encode() if isinstance(table, str) else table
    (path / "crew.csv").write_bytes(content)
    return path


def crew(path: Path, table: str | bytes) -> list[Sailor]:
    return read_table("crew.csv", Sailor, (folder(path, table),))


def test_each_line_is_a_row(tmp_path):
    (row,) = crew(tmp_path, "name,rank,ships,age,ashore\nOdd Lie,mate,Ida; Nor ;,44,yes\n")
    assert row == Sailor(name="Odd Lie", rank=Rank.MATE, ships=("Ida", "Nor"), age=44, ashore=True)


READ_ALIKE = {
    "comments, blank lines": "# who sails\n\nname,rank\n\n# the mate\nOdd,mate\n  \n,\n",
    "columns in another order": "rank,name\nmate,Odd\n",
    "space around cells": "name,rank\n  Odd , mate\n",
    "quotation marks": 'name,rank\n"Odd","mate"\n',
    "an empty cell takes the default": "name,rank,age,ships\nOdd,mate,,\n",
    "a byte order mark": "\ufeffname,rank\nOdd,mate\n",
    "lines of other systems": "name,rank\r\nOdd,mate\r\n",
    "no end to the last line": "name,rank\nOdd,mate",
}


@pytest.mark.parametrize("table", READ_ALIKE.values(), ids=READ_ALIKE)
def test_what_the_eye_reads_alike_is_read_alike(tmp_path, table):
    assert crew(tmp_path, table) == [Sailor(name="Odd", rank=Rank.MATE)]


def test_a_cell_may_hold_commas_line_ends_and_strange_separators(tmp_path):
    rows = crew(tmp_path, 'name,rank\n"Lie, Odd\nof Bergen",mate\nIda\u2028Lie,mate\n')
    assert [row.name for row in rows] == ["Lie, Odd\nof Bergen", "Ida\u2028Lie"]


WRONG = {
    "unknown column": ("name,rnak\n", 1, "unknown column 'rnak' (did you mean rank?)"),
    "a column far from any": ("name,rank,zzz\n", 1, "unknown column 'zzz' (the columns are name, rank, ships, age, ashore)"),
    "missing column": ("name,age\nOdd,44\n", 1, "missing column rank (add it to the header)"),
    "no header": ("", 1, "missing column name, rank (add it to the header)"),
    "too many cells": ("name,rank\nOdd,mate,44\n", 2, "3 cells where the header has 2 (add or remove commas"),
    "too few cells": ("name,rank\nOdd\n", 2, "1 cells where the header has 2 (add or remove commas"),
    "a value that is none": ("name,rank\n\nOdd,cook\n", 3, "column rank: Input should be 'captain' or 'mate', found 'cook'"),
    "an empty cell that must not be": ("name,rank\nOdd,\n", 2, "column rank: Field required, found ''"),
    "no number": ("name,rank,age\nOdd,mate,old\n", 2, "column age: Input should be a valid integer"),
    "too small a number": ("name,rank,age\nOdd,mate,3\n", 2, "column age: Input should be greater than or equal to 14"),
    "neither yes nor no": ("name,rank,ashore\nOdd,mate,perhaps\n", 2, "column ashore: Input should be a valid boolean"),
    "an open quotation": ('name,rank\nOdd,mate\n"Ida,mate\n', 3, "broken CSV"),
    "a stray quotation mark": ('name,rank\n"Odd"x,mate\n', 2, "broken CSV"),
    "another encoding": ("name,rank\nBjørn,mate\n".encode("latin-1"), 2, "not readable as UTF-8 text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", 1, "not readable as UTF-8 text"),
    "zeros": (b"\x00\x00\x00", 1, "it holds NUL bytes"),
}


@pytest.mark.parametrize(("table", "line", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path, table, line, message):
    with pytest.raises(CodebookError) as raised:
        crew(tmp_path, table)
    error = raised.value
    assert (error.path, error.line) == (str(tmp_path / "crew.csv"), line)
    assert str(error).startswith(f"{error.path}:{line}: " if line else f"{error.path}: ")
    assert message in str(error)
    assert error.remedy


def test_a_table_that_no_folder_has_is_an_error(tmp_path):
    with pytest.raises(CodebookError, match=r"crew\.csv: there is no such table"):
        read_table("crew.csv", Sailor, (tmp_path,))


def test_a_later_folder_overrides_and_adds(tmp_path):
    first = folder(tmp_path / "a", "name,rank,age\nOdd,mate,44\nIda,captain,50\n")
    second = folder(tmp_path / "b", "name,rank\nOdd,captain\nEli,mate\n")
    rows = {row.name: row for row in read_table("crew.csv", Sailor, (first, tmp_path, second))}
    assert list(rows) == ["Odd", "Ida", "Eli"]
    assert (rows["Odd"].rank, rows["Odd"].age) == (Rank.CAPTAIN, None)
    assert rows["Ida"].age == 50


def test_a_row_names_its_own_line_in_later_errors(tmp_path):
    rows = crew(tmp_path, "name,rank\nOdd,mate\n# and\nIda,captain\n")
    assert str(rows[1].error("two captains", remedy="choose one")) == f"{tmp_path / 'crew.csv'}:4: two captains (choose one)"
    made = Sailor(name="Eli", rank=Rank.MATE)
    assert str(made.error("lost", remedy="look")) == "(not from a file): lost (look)"


def test_rows_are_values(tmp_path):
    first, second = crew(tmp_path, "name,rank\nOdd,mate\n"), crew(tmp_path, "\n\nname,rank\nOdd,mate\n")
    assert first == second
    assert hash(first[0]) == hash(second[0])


def test_rows_of_a_large_table_share_what_is_alike(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.codebook.tables.MANY", 0)
    odd, ida = crew(tmp_path, "name,rank,ships\nOdd Lie,mate,Nordlys\nIda,mate,Nordlys\n")
    assert (odd, ida.name) == (Sailor(name="Odd Lie", rank=Rank.MATE, ships=("Nordlys",)), "Ida")
    assert odd.model_copy(update={"age": 44}).age == 44
    assert (odd.age, ida.model_fields_set) == (None, {"name", "rank", "ships"})
