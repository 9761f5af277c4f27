"""New labels go into a team's file, and what stands there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from commsense.errors import SettingsError
from commsense.labelling import declaring, scheme
from commsense.labelling.problem import NewLabel

WRITTEN = """# ours
[[tasks]]
name = "signs"    # what to look for
values = [
  "price_talk",  # money
]
help = { price_talk = "money" }

[[tasks]]
name = "topic"
values = ["billing", "delay"]
several = false
"""


def test_a_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    found = declaring.declared([NewLabel("topic", "升级"), NewLabel("topic", "b")], file)
    assert found["topic"].values == ("升级", "b")
    assert scheme.load(file) == found


def test_what_was_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(WRITTEN)
    new = [NewLabel("topic", "scope"), NewLabel("signs", "threat"), NewLabel("mood", "tired")]
    found = declaring.declared([*new, NewLabel("signs", "scope")], file)
    assert found["topic"].values == ("scope", "billing", "delay")
    assert found["signs"].values == ("threat", "price_talk")
    assert found["mood"].values == ("tired",)
    assert not found["topic"].several
    assert "# money" in file.read_text()


def test_a_file_is_never_made_worse(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(WRITTEN)
    with pytest.raises(SettingsError, match="the new labels do not fit"):
        declaring.declared([NewLabel("many", f"label{n}") for n in range(101)], file)
    assert file.read_text() == WRITTEN
    assert list(tmp_path.iterdir()) == [file]
