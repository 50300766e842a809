from __future__ import annotations

import pytest

from dragoman.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The whole coder, loaded once."""
    return Coder()
