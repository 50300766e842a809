"""Every table of the codebook with the model of its lines, and the check of a folder of tables against them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from dragoman.actors import base as actors
from dragoman.attribution import lexicon as attribution
from dragoman.codebook import frames, ontology, triggers
from dragoman.codebook.tables import BUILT_IN, YAML, Row, rows_of
from dragoman.errors import CodebookError
from dragoman.events.speech import Verdict
from dragoman.places import tables as places
from dragoman.times import lexicon as times

TYPES = "types.csv"
TRIGGERS = "triggers/{event_type}.csv"

TABLES: dict[str, type[Row]] = {
    TYPES: ontology.EventType,
    "modes.csv": ontology.Mode,
    "cameo.csv": ontology.CameoCode,
    "contexts.csv": ontology.ContextWords,
    "mode_words.csv": ontology.ModeWords,
    "status_words.csv": ontology.StatusWords,
    "word_classes.csv": triggers.WordClass,
    "lemmas.csv": triggers.LemmaRepair,
    "light_verbs.csv": triggers.LightVerb,
    TRIGGERS: triggers.Trigger,
    "frames.csv": frames.FrameWord,
    "compositions.csv": frames.Composition,
    "actors/countries.csv": actors.Country,
    "actors/organisations.csv": actors.Organisation,
    "actors/groups.csv": actors.Group,
    "actors/agents.csv": actors.Agent,
    "actors/offices.csv": actors.Office,
    "actors/persons.csv": actors.Person,
    "attribution/verbs.csv": attribution.Verb,
    "attribution/nouns.csv": attribution.Noun,
    "attribution/adjectives.csv": attribution.Adjective,
    "attribution/phrases.csv": attribution.Phrase,
    "attribution/sources.csv": attribution.SourceWord,
    "attribution/stances.csv": attribution.StanceRow,
    "attribution/verdicts.csv": Verdict,
    "places/countries.csv": places.Country,
    "places/divisions.csv": places.Division,
    "places/division_names.csv": places.DivisionName,
    "places/features.csv": places.Feature,
    "places/gazetteer.csv": places.UserPlace,
    "places/words.csv": places.PlaceWords,
    "times/lexicon.csv": times.LexiconRow,
    "times/references.csv": times.ReferenceRow,
    "times/holidays.csv": times.HolidayRow,
    "times/parts.csv": times.PartRow,
    "times/rules.csv": times.RuleRow,
    "times/anchors.csv": times.AnchorRow,
}
"""The tables by their names within a folder; docs/codebook.md explains each."""


def problems(folder: Path | None = None) -> list[CodebookError]:
    """All that is wrong with the tables of the folder (of the built-in one, without it)."""
    if folder is None:
        return list(_problems(BUILT_IN, (BUILT_IN,)))
    if not folder.is_dir():
        return [CodebookError("there is no such folder", path=folder, remedy="give a folder of CSV tables")]
    return list(_problems(folder, (BUILT_IN, folder)))


def _problems(folder: Path, folders: tuple[Path, ...]) -> Iterator[CodebookError]:
    """The folder's own mistakes; `folders` are all that its lines may refer to."""
    try:
        known = ontology.load_ontology(folders)
    except CodebookError as error:
        yield error
        return
    tables = _tables_by_file(tuple(known.types))
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", *YAML))
    if not files:
        yield CodebookError("no table in this folder", path=folder, remedy="docs/codebook.md lists their names")
    for path in files:
        name = path.relative_to(folder).with_suffix(".csv").as_posix()
        found: list[CodebookError] = []
        try:
            _check_name(name, path, tables)
            rows = list(rows_of(path, tables[name], found.append))
            found += actors.wrong_dates(rows)
            found += _wrong_modes(rows, name, known)
        except CodebookError as error:
            found.append(error)
        yield from found


def _tables_by_file(event_types: tuple[str, ...]) -> dict[str, type[Row]]:
    one_each = {TRIGGERS.format(event_type=name): TABLES[TRIGGERS] for name in event_types}
    return {name: row for name, row in TABLES.items() if name != TRIGGERS} | one_each


def _check_name(name: str, path: Path, tables: dict[str, type[Row]]) -> None:
    if name not in tables:
        near = difflib.get_close_matches(name, tables, n=1)
        remedy = f"did you mean {near[0]}?" if near else "docs/codebook.md lists the tables"
        raise CodebookError("there is no table of this name, so that nothing would read it", path=path, remedy=remedy)


def _wrong_modes(rows: list[Row], name: str, known: ontology.Ontology) -> Iterator[CodebookError]:
    """A trigger's mode must be one of its type."""
    event_type = Path(name).stem
    modes = [mode for each, mode in known.modes if each == event_type]
    for row in rows:
        if isinstance(row, triggers.Trigger) and row.mode is not None and row.mode not in modes:
            near = difflib.get_close_matches(row.mode, modes, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"its modes are {', '.join(modes) or 'none'}"
            what = f"trigger {row.trigger!r}: {event_type} has no mode {row.mode!r}"
            yield row.error(what, remedy=remedy)
