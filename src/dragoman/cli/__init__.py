"""The command line: a thin skin over `Coder`, `reading` and `output`, in the order of its help."""

from dragoman.cli import reports, pairs, tables  # noqa: F401, I001  (each adds its commands; the order is the help's)
from dragoman.cli.app import app, main

__all__ = ["app", "main"]
