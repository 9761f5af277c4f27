"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Data that is kept beside the checkout and not part of it."""
    path = (ROOT / ".." / "shared").resolve()
    if not path.is_dir():
        pytest.skip("the data beside the checkout is not here")
    return path
