"""The questions of ``docs/tables.md`` are asked of the sample's dataset, and answer as it shows."""

from __future__ import annotations

import io
import re
import runpy
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path

import pytest

from commsense import api, settings
from commsense.reports import dataset
from docs_pages import Block, blocks

PAGE = Path(__file__).resolve().parents[2] / "docs/tables.md"
EVERY = tuple(blocks(PAGE.read_text(encoding="utf-8")))
ASKED = [(asked, shown) for asked, shown in pairwise(EVERY) if asked.kind == "python"]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a report of the sample lies in ``report``."""
    sample = root / "data/sample"
    place = tmp_path_factory.mktemp("asked")
    assessment = api.score([sample], settings.load(sample / "commsense.toml"), workers=1)
    dataset.write(assessment, place / "report", "en")
    return place


def test_each_question_shows_its_answer() -> None:
    assert len(ASKED) >= 7
    assert all(shown.follows and shown.kind == "text" for _, shown in ASKED)


@pytest.mark.parametrize(("asked", "shown"), ASKED, ids=[str(n) for n in range(len(ASKED))])
def test_a_question_is_answered_as_shown(
    asked: Block, shown: Block, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb" if "duckdb" in asked.text else "polars")
    monkeypatch.chdir(folder)
    code = tmp_path / "question.py"
    code.write_text(asked.text, encoding="utf-8")
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(code))
    told = re.sub(r" +$", "", printed.getvalue().rstrip(), flags=re.MULTILINE)
    assert told == shown.text.rstrip()
