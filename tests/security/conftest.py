"""The hostile archive, scored once for all tests that look at what comes of it."""

from __future__ import annotations

import hostile_archive
import pytest

from commsense import api
from commsense.assessment import Assessment
from commsense.settings import Settings


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assessment, Settings]:
    """The assessment of the hostile archive, and the settings that it was scored with."""
    folder = tmp_path_factory.mktemp("hostile") / "mail"
    told = hostile_archive.write(folder)
    return api.score([folder], told, workers=1), told


@pytest.fixture(scope="session")
def assessment(hostile: tuple[Assessment, Settings]) -> Assessment:
    """The assessment of the hostile archive."""
    return hostile[0]
