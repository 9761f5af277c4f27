"""The pages say what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/practices.md",
    "docs/checking.md",
    "docs/labelling.md",
    "docs/labels.md",
    "docs/models.md",
    "docs/settings.md",
    "docs/training.md",
    "docs/web.md",
)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(root: Path, name: str) -> None:
    page = root / name
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_readme_s_python_runs(root: Path) -> None:
    code = (root / "README.md").read_text(encoding="utf-8").split("```python")[1].split("```")[0]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "open " in done.stdout


def test_the_generated_pages_are_up_to_date(root: Path) -> None:
    done = subprocess.run([sys.executable, root / "scripts/docs.py", "--check"], check=False)
    assert done.returncode == 0
