"""What every writer has to do, whatever it writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commsense.assessment import Assessment
from commsense.reports import WRITERS

NAMES = sorted(WRITERS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_files_lie_below_the_folder(
    name: str, language: str, assessment: Assessment, tmp_path: Path
) -> None:
    folder = tmp_path / "not" / "there yet"
    paths = WRITERS[name].write(assessment, folder, language)
    assert paths
    for path in paths:
        assert path.is_relative_to(folder)
        assert path.stat().st_size > 0
    assert sorted(p for p in folder.rglob("*") if p.is_file()) == sorted(paths)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_same_bytes_again(name: str, language: str, assessment: Assessment, tmp_path: Path) -> None:
    first = WRITERS[name].write(assessment, tmp_path / "a", language)
    second = WRITERS[name].write(assessment, tmp_path / "b", language)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["empty", "only_skipped"])
def test_nothing_to_report(
    name: str, which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    paths = WRITERS[name].write(request.getfixturevalue(which), tmp_path, "en")
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize("name", NAMES)
def test_threads_are_read_at_most_twice(name: str, assessment: Assessment, tmp_path: Path) -> None:
    before = assessment.threads.passes  # type: ignore[attr-defined]
    WRITERS[name].write(assessment, tmp_path, "en")
    assert 1 <= assessment.threads.passes - before <= 2  # type: ignore[attr-defined]


def test_importing_the_writers_loads_nothing_heavy() -> None:
    code = (
        "import sys, commsense.reports;"
        "print([m for m in ('jinja2', 'pyarrow', 'rich', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["html", "json"])
def test_the_order_of_sets_does_not_matter(name: str, tmp_path: Path) -> None:
    code = (
        "import pathlib, sys, example_assessment;"
        "from commsense.reports import WRITERS;"
        "WRITERS[sys.argv[1]].write(example_assessment.build(), pathlib.Path(sys.argv[2]), 'en')"
    )
    here = str(Path(__file__).parent)
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": here}
        command = [sys.executable, "-c", code, name, str(tmp_path / seed)]
        subprocess.run(command, check=True, env=environment)
    first, second = ((tmp_path / seed / f"report.{name}").read_bytes() for seed in ("1", "2"))
    assert first == second
