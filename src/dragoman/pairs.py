"""Pairs of marked parties in, the relation between them out: the JSON Lines of `dragoman relate`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import ReadingError
from dragoman.events.relate import Pair, Relater, Relation
from dragoman.judgement.relate import JudgedRelater
from dragoman.reading import json_lines
from dragoman.reading.files import opened
from dragoman.reading.text import without_surrogates

REMEDY = 'a line looks like {"id": "1", "text": "…", "source": [0, 6], "target": [17, 21]}; either may be null'
BATCH = 64  # pairs that are parsed together


class PairLine(BaseModel):
    """A pair as a line has it; spans are [start, end] in characters, end exclusive.  Other fields are ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None


def read_pairs(path: str, *, on_error: Callable[[ReadingError], None]) -> Iterator[Pair]:
    """The pairs of a file, or of standard input for `-`.  Broken lines go to `on_error`.  Raises ReadingError."""
    with opened(path) as (file, shown):
        for number, content in json_lines(file, path=shown, on_error=on_error):
            try:
                yield _pair(content, path=shown, number=number)
            except ReadingError as error:
                on_error(error)


def _pair(content: dict[str, object], *, path: str, number: int) -> Pair:
    try:
        line = PairLine.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ReadingError(f"field {field}: {first['msg']}", path=path, line=number, remedy=REMEDY) from error
    for name, span in (("source", line.source), ("target", line.target)):
        if span is not None and not 0 <= span[0] < span[1] <= len(line.text):
            what = f"{name} {list(span)} is no span of a text of {len(line.text)} characters"
            raise ReadingError(what, path=path, line=number, remedy=REMEDY)
    return Pair(id=line.id, text=without_surrogates(line.text), source=line.source, target=line.target)


def related(
    relater: Relater | JudgedRelater, pairs: Iterable[Pair], *, on_error: Callable[[Pair, Exception], None]
) -> Iterator[Relation]:
    """The relation of each pair, in order.  A pair that fails goes to `on_error`, and the rest goes on."""
    for batch in _batches(pairs):
        try:
            yield from list(relater.relate(batch))
        except Exception:  # as for documents: what fails shall cost itself only
            for pair in batch:
                try:
                    yield from list(relater.relate([pair]))
                except Exception as error:
                    on_error(pair, error)


def _batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    rest = iter(pairs)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def relation_line(relation: Relation) -> str:
    """One line of JSON Lines."""
    fields = {"id": relation.id, "event_type": relation.event_type, "confidence": round(relation.confidence, 4)}
    return json.dumps(fields, ensure_ascii=False)
