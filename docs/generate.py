"""Writes the pages of the documentation that are made from the program itself: cli.md and tables.md.

    python docs/generate.py            write them
    python docs/generate.py --check    exit with 1 if one of them is not up to date
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args

from pydantic.fields import FieldInfo

from dragoman.codebook.tables import BUILT_IN, Row
from dragoman.validation import TABLES, TRIGGERS

DOCS = Path(__file__).parent
COMMANDS = (
    (), ("code",), ("annotate",), ("quotes",), ("relate",), ("codebook",), ("codebook", "validate"),
    ("actors",), ("actors", "lookup"), ("actors", "validate"), ("actors", "import"),
)
GENERATED = "<!-- made by docs/generate.py: change the program, and run `make docs` -->"


def cli_page() -> str:
    parts = [
        GENERATED,
        "# Command line",
        "Results go to standard output, talk to standard error. Without `--format`, events are a table on a terminal and "
        "JSON Lines in a pipe.",
        "| exit status | means |\n|---|---|\n| 0 | every document was coded |\n"
        "| 1 | some documents failed; each is named on standard error, with file and line, and the others were coded |\n"
        "| 2 | the command was wrong, or no document could be read |",
    ]
    for command in COMMANDS:
        parts += [f"## {' '.join(('dragoman', *command))}", f"```text\n{help_of(command)}\n```"]
    return "\n\n".join(parts) + "\n"


def help_of(command: tuple[str, ...]) -> str:
    """The command's --help in plain text, 100 columns wide whatever the terminal."""
    plain = {"TYPER_USE_RICH": "0", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    program = "import sys; sys.argv[0] = 'dragoman'; from dragoman.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", program, *command, "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, **plain},
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())


def tables_page() -> str:
    parts = [
        GENERATED,
        "# Tables",
        "Every table of the codebook, with its columns. A cell of several *values* separates them with `;`. "
        "[The codebook](codebook.md) explains how they work together and how to add your own.",
    ]
    for name, row in TABLES.items():
        parts += [f"## {name.format(event_type='TYPE')}", *_description(name, row), _columns(row)]
    return "\n\n".join(parts) + "\n"


def _description(name: str, row: type[Row]) -> Iterator[str]:
    """What the model of its lines and the table's first lines say of it."""
    if row.__doc__:
        yield inspect.cleandoc(row.__doc__)
    path = BUILT_IN / name
    if name != TRIGGERS and path.is_file():
        comments = []
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            if not line.startswith("#"):
                break
            comments.append(line.removeprefix("#").strip())
        if comments:
            yield "\n".join(f"> {line}" for line in comments)


def _columns(row: type[Row]) -> str:
    lines = ["| column | takes | without it |", "|---|---|---|"]
    for name, field in row.model_fields.items():
        lines.append(f"| `{name}` | {_takes(field)} | {_default(field)} |")
    return "\n".join(lines)


def _takes(field: FieldInfo) -> str:
    kind: Any = field.annotation
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(f"`{value.value}`" for value in kind)
    return {str: "text", int: "a whole number", float: "a number", bool: "`yes` or `no`"}.get(kind, "values")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "(required)"
    if field.default in (None, (), ""):
        return "nothing"
    return {True: "`yes`", False: "`no`"}.get(field.default, f"`{field.default}`")


PAGES = {"cli.md": cli_page, "tables.md": tables_page}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"not up to date: {', '.join(stale)} (run `make docs`)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
