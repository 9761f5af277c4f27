"""The fictional assessment that the reports are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import example_assessment
import example_summary
import pytest

from commsense.assessment import Assessment, ThreadAssessment
from commsense.conversation import Place, Skipped


class OnDisk:
    """Threads that can be gone through again and again, and a count of how often that was."""

    def __init__(self, threads: tuple[ThreadAssessment, ...]) -> None:
        self.threads = threads
        self.passes = 0

    def __iter__(self) -> Iterator[ThreadAssessment]:
        self.passes += 1
        return iter(self.threads)


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    """Three clients, both languages, every kind of finding."""
    built = example_assessment.build()
    return replace(built, threads=OnDisk(tuple(built.threads)))


@pytest.fixture(scope="session")
def empty() -> Assessment:
    """Nothing was found."""
    return Assessment(example_summary.summarise((), skipped=()), ())


@pytest.fixture(scope="session")
def only_skipped() -> Assessment:
    """Nothing that was found could be read."""
    skipped = (Skipped(Place("plan.xlsx"), "not a format that commsense reads"),)
    return Assessment(example_summary.summarise((), skipped=skipped), ())
