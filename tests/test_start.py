"""What starting must not do."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "ray spacy sklearn scipy torch transformers pyarrow jinja2 docx lxml sentencex rjieba py3langid"
)


@pytest.mark.parametrize("module", ["commsense", "commsense.cli.commands", "commsense.api"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
