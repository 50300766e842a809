from __future__ import annotations

import pytest

from dragoman.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder without the model: what the rules of this room read."""
    return Coder(coder="fast")
