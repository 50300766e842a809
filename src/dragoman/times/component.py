"""The spaCy component "dragoman_times"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.codebook.tables import BUILT_IN
from dragoman.errors import CodebookError
from dragoman.layers import register
from dragoman.model import Span, Timex
from dragoman.times.amount_meanings import AMOUNT_MEANINGS
from dragoman.times.bounds import interval_of, is_range, joined
from dragoman.times.calendar_meanings import CALENDAR_MEANINGS
from dragoman.times.clock_meanings import CLOCK_MEANINGS
from dragoman.times.grammar import Grammar, Reading
from dragoman.times.lexicon import load_lexicon
from dragoman.times.named_days import NamedDays
from dragoman.times.relative_meanings import RELATIVE_MEANINGS
from dragoman.times.scene import Meaning, Scene
from dragoman.times.spans import trimmed
from dragoman.times.syntax import Syntax
from dragoman.times.words import read_words

MeaningOf = Callable[[Reading, Scene], Meaning | None]


@Language.factory(
    "dragoman_times",
    requires=["token.tag"],
    assigns=["doc._.times"],
    default_config={"codebook": []},
)
def create_times(nlp: Language, name: str, codebook: list[str]) -> Times:
    """`codebook`: folders whose times/*.csv extend or override the built-in tables."""
    register()
    return Times((BUILT_IN, *map(Path, codebook)))


@dataclass(frozen=True, slots=True)
class Found:
    reading: Reading
    meaning: Meaning
    timex: Timex


class Times:
    """Finds the temporal expressions of a Doc.  Uses the dependency parse where there is one."""

    def __init__(self, folders: tuple[Path, ...] = (BUILT_IN,)) -> None:
        self.folders = folders
        self.lexicon = load_lexicon(folders)
        self.grammar = Grammar(self.lexicon)
        self.meanings: dict[str, MeaningOf] = {
            **CALENDAR_MEANINGS, **CLOCK_MEANINGS, **RELATIVE_MEANINGS, **AMOUNT_MEANINGS,
            "holiday": NamedDays(self.lexicon.holidays).meaning,
        }  # fmt: skip
        for rule in self.lexicon.rules:
            if rule.meaning not in self.meanings:
                raise CodebookError(
                    f"rule {rule.name}: no meaning {rule.meaning!r}",
                    path=BUILT_IN / "times/rules.csv",
                    remedy=f"the meanings are {', '.join(sorted(self.meanings))}",
                )

    def __call__(self, doc: Doc) -> Doc:
        doc._.times = self.times(doc)
        return doc

    def times(self, doc: Doc) -> tuple[Timex, ...]:
        syntax = Syntax(doc)
        row = read_words(syntax.text, self.lexicon, syntax.tag_at)
        scene = Scene(doc._.dct, syntax, row.words)
        found: list[Found] = []
        free = 0  # the first word that no expression holds yet
        for reading in self.grammar.read(row):
            meaning = self.meaning(reading, scene) if reading.first >= free else None
            if meaning is not None:
                free = reading.stop
                found.append(found_in(scene, reading, meaning))
                scene.remember(meaning, found[-1].timex.span)
        return tuple(item.timex for item in ranged(found, scene))

    def meaning(self, reading: Reading, scene: Scene) -> Meaning | None:
        scene.anchor = None
        try:
            return self.meanings[reading.meaning](reading, scene)
        except (ValueError, OverflowError):  # a date before the year 1 or after 9999
            return None


def found_in(scene: Scene, reading: Reading, meaning: Meaning) -> Found:
    start, end = trimmed(reading, scene)
    try:
        interval = interval_of(meaning, reading, scene)
    except (ValueError, OverflowError):
        interval = None
    span = Span(start, end, scene.syntax.text[start:end])
    return Found(reading, meaning, Timex(span, meaning.type, meaning.value, interval, reading.rule, meaning.mod, scene.anchor))


def ranged(found: list[Found], scene: Scene) -> list[Found]:
    """Both ends of "from May to July" get the range's days."""
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        if is_range(first.reading, second.reading, scene):
            interval = joined(first.timex.interval, second.timex.interval)
            if interval is not None:
                found[i] = replace(first, timex=replace(first.timex, interval=interval))
                found[i + 1] = replace(second, timex=replace(second.timex, interval=interval))
    return found
