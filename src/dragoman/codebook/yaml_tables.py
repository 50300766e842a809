"""Tables written as YAML: a list with one mapping for each entry, from columns to values.

    - name: Aslan Dzhafarov
      aliases: [Aslan Jafarov, Aslan Djafarov]
      country: AZE

All values are texts, so that a date stays as it is written and "no" is no boolean.  Only the events of the parser are
looked at: nothing is built from tags, and aliases (`*name`) are refused, so that no file can grow or go round in circles.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dragoman.codebook.files import OnFault, read_text
from dragoman.errors import CodebookError

SHAPE = "a table is a list of entries: `- name: …`, with further columns in lines indented alike"
OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def yaml_lines(path: Path, on_fault: OnFault) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield (line number, values by column)."""
    text = read_text(path, on_fault)
    if text is None:
        return
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        yield from _entries(yaml.parse(text, Loader=loader), path, on_fault)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark is not None else None
        on_fault(CodebookError(f"broken YAML: {what}", path=path, line=line, remedy=SHAPE))


def _entries(events: Iterator[Any], path: Path, on_fault: OnFault) -> Iterator[tuple[int, dict[str, object]]]:
    top = next((event for event in events if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent))), None)
    if not isinstance(top, yaml.SequenceStartEvent):
        if not isinstance(top, yaml.StreamEndEvent):
            on_fault(CodebookError("no list of entries", path=path, line=_line(top), remedy=SHAPE))
        return
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        if isinstance(event, yaml.MappingStartEvent):
            values = _entry(events, path, on_fault)
            if values is not None:
                yield _line(event), values
        else:
            _skip(event, events)
            on_fault(CodebookError("an entry without columns", path=path, line=_line(event), remedy=SHAPE))


def _entry(events: Iterator[Any], path: Path, on_fault: OnFault) -> dict[str, object] | None:
    """The values of a mapping whose start has been read; None where one is wrong."""
    values: dict[str, object] = {}
    fits = True
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        value = next(events) if isinstance(key, yaml.ScalarEvent) else None
        taken = _value(value, events) if value is not None else None
        if value is None or taken is None:
            if value is None:
                _skip(key, events)
                _skip(next(events), events)
            what = f"column {key.value}: neither a text nor a list of texts" if value is not None else "a column without a name"
            on_fault(CodebookError(what, path=path, line=_line(key), remedy="write the values out, as texts"))
            fits = False
        elif taken:
            values[key.value] = taken
    return values if fits else None


def _value(event: Any, events: Iterator[Any]) -> str | tuple[str, ...] | None:
    """A text, or a list of texts; None for anything else."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value).strip()
    if not isinstance(event, yaml.SequenceStartEvent):
        _skip(event, events)
        return None
    texts: list[str] = []
    fits = True
    for each in events:
        if isinstance(each, yaml.SequenceEndEvent):
            break
        fits = fits and isinstance(each, yaml.ScalarEvent)
        if isinstance(each, yaml.ScalarEvent):
            texts.append(each.value.strip())
        else:
            _skip(each, events)
    return tuple(filter(None, texts)) if fits else None


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Pass over all that belongs to an event already read."""
    depth = int(isinstance(event, OPENING))
    while depth:
        following = next(events)
        depth += isinstance(following, OPENING) - isinstance(following, CLOSING)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1 if event is not None else 1
