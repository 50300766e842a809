"""The trigger lexicon: which words, in which construction, report an event of which type, and where its parties stand.

`data/triggers/TYPE.csv`, one file a PLOVER type, one line a trigger.  `data/word_classes.csv` names classes of nouns that
the patterns refer to.  The columns are explained in docs/codebook.md and, briefly, at `Trigger`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table


class PartOfSpeech(StrEnum):
    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


class WordClass(Row):
    """A class of nouns: its name in capitals and its lemmas."""

    name: str
    words: Values

    def key(self) -> object:
        return self.name


class Trigger(Row):
    """A trigger pattern and its parties.

    `trigger`: lemmas, the head first; the others are its companions, which must stand in the head's own clause, in any
    order and construction ("hold talk" is met by "talks were held").  A companion in CAPITALS is a word class; `a|b` are
    alternatives; `!a` must be absent.
    `actor`, `recipient`: slots in the order of preference.  Empty: the part of speech's default.  The slots are
    `subject` (of a passive: the by-phrase), `object` (of a passive: its subject), a preposition, `possessor` ("China's",
    "U.S.", "Russian" before the noun), `companion` (whoever stands in the phrase of the companion), `clause` (the subject
    of the complement clause), `speaker` (who says the clause in which the trigger stands), `light-verb` (the subject of
    the verb that carries a noun: "launched an attack") and `none`; `required` before the recipient's slots: without a
    recipient it is no event.
    `mutual`: both parties do it together, so that a plural subject holds them both.
    `example`: a sentence with the [actor] and the {recipient} marked; the tests read it.
    """

    trigger: str
    pos: PartOfSpeech
    mode: str | None = None
    actor: Values = ()
    recipient: Values = ()
    mutual: bool = False
    example: str | None = None

    def key(self) -> object:
        return self.trigger, self.pos


MARK = re.compile(r"[\[\]{}]")

Offsets = tuple[int, int]


def unmarked(example: str) -> tuple[str, Offsets | None, Offsets | None]:
    """An example without its marks, and the first [actor] and the first {recipient}: character offsets, end exclusive."""
    spans: dict[str, Offsets] = {}
    opened, text, last = 0, "", 0
    for mark in MARK.finditer(example):
        text += example[last : mark.start()]
        last = mark.end()
        if mark.group() in "[{":
            opened = len(text)
        else:
            spans.setdefault(mark.group(), (opened, len(text)))
    return text + example[last:], spans.get("]"), spans.get("}")


class LemmaRepair(Row):
    """The right lemma of a form that the lemmatizer gets wrong."""

    form: str
    lemma: str

    def key(self) -> object:
        return self.form


class LightVerb(Row):
    """A verb that only carries a noun of action."""

    verb: str

    def key(self) -> object:
        return self.verb


def load_light_verbs(folders: tuple[Path, ...] = (BUILT_IN,)) -> frozenset[str]:
    return frozenset(row.verb for row in read_table("light_verbs.csv", LightVerb, folders))


def load_lemmas(folders: tuple[Path, ...] = (BUILT_IN,)) -> dict[str, str]:
    return {row.form: row.lemma for row in read_table("lemmas.csv", LemmaRepair, folders)}


def load_word_classes(folders: tuple[Path, ...] = (BUILT_IN,)) -> dict[str, frozenset[str]]:
    return {row.name: frozenset(row.words) for row in read_table("word_classes.csv", WordClass, folders)}


def trigger_name(event_type: str, trigger: Trigger) -> str:
    """What an entry is called in explanations."""
    return f"{event_type}: {trigger.trigger} ({trigger.pos})"


def load_triggers(event_types: tuple[str, ...], folders: tuple[Path, ...] = (BUILT_IN,)) -> dict[str, list[Trigger]]:
    """The triggers of each event type."""
    return {name: read_table(f"triggers/{name}.csv", Trigger, folders) for name in event_types}
